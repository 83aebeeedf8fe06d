//! Verbs that the dictionary misreads.
//!
//! Where somebody wrote 막다 for 박다 in the corpus that ko-dic is made from, 막 is a form of 박 to it, as
//! likely as one of 막. So is 끄 one of 끌, since 끄는 may be, and then 끄고 is, which cannot. 지워 is a form
//! of 짓다 alone, and 열지 is a noun, which in notes it hardly is.

use std::collections::{HashMap, HashSet};

use super::{Reading, Words, lines};
use crate::mecab::{Entry, Malformed};

/// A form and its stem a line, the stem with a hyphen as in dictionaries: `지워 지우-`.
const VERBS: &str = include_str!("../../data/verbs.txt");

/// Leaves each form of [`VERBS`] the readings that its line allows.
///
/// # Errors
/// A line is not of this form, or the dictionary has nothing that it mends.
pub fn mend(words: &mut Words<'_>) -> Result<(), Malformed> {
    let stems: HashMap<&str, &str> = lines(VERBS).map(form).collect::<Result<_, Malformed>>()?;
    if stems.len() < lines(VERBS).count() {
        return Err(Malformed("data/verbs.txt has a form twice".to_owned()));
    }
    let mut idle: HashSet<&str> = stems.keys().copied().collect();
    words.retain_mut(|(surface, entry)| {
        let Some((form, stem)) = stems.get_key_value(surface.as_str()) else { return true };
        let amended = amended(form, stem, &entry.feature);
        if !matches!(amended, Amended::Not) {
            idle.remove(form);
        }
        if let Amended::Into(feature) = &amended {
            entry.feature = feature.clone().into();
        }
        !matches!(amended, Amended::Away)
    });
    if idle.is_empty() {
        return Ok(());
    }
    let mut idle: Vec<&str> = idle.into_iter().collect();
    idle.sort_unstable();
    Err(Malformed(format!("data/verbs.txt mends nothing of {}", idle.join(", "))))
}

/// Takes away the nouns that are a verb and 기 (던지기): what it is as a noun, none of the verb's other forms would
/// find. Verbs of one syllable are too often something else (대기, 모기); [`VERBS`] has those that are not.
pub fn free(words: &mut Words<'_>) {
    let is_verb = |entry: &Entry<'_>| {
        Reading::of(&entry.feature).is_some_and(|reading| reading.pos == "VV" && reading.is_simple)
    };
    let verbs =
        words.iter().filter(|(surface, entry)| is_verb(entry) && surface.chars().count() > 1);
    let nouns: HashSet<String> = verbs.map(|(surface, _)| format!("{surface}기")).collect();
    let is_noun =
        |entry: &Entry<'_>| ["NNG,", "NNP,"].iter().any(|pos| entry.feature.starts_with(pos));
    words.retain(|(surface, entry)| !(is_noun(entry) && nouns.contains(surface)));
}

/// Stems that begin with a noun which newspapers have so often that ko-dic reads it, and another verb: 끝나면 as
/// 끝 and a form of 날다.
const COMPOSED: [&str; 2] = ["끝나", "끝내"];
/// By how much their forms are cheaper than ko-dic has them.
const CHEAPER: i16 = 2500;

/// Makes the forms of the [`COMPOSED`] stems cheaper.
///
/// # Errors
/// The dictionary has no form of one of them.
pub fn prefer(words: &mut Words<'_>) -> Result<(), Malformed> {
    let mut idle: HashSet<&str> = COMPOSED.into();
    for (surface, entry) in words.iter_mut() {
        let Some(reading) = Reading::of(&entry.feature) else { continue };
        let stem = if reading.is_simple { surface } else { reading.stem().map_or("", |it| it.0) };
        let Some(stem) = COMPOSED.into_iter().find(|composed| *composed == stem) else { continue };
        if reading.pos.starts_with("VV") {
            idle.remove(stem);
            entry.cost = entry.cost.saturating_sub(CHEAPER);
        }
    }
    match idle.into_iter().next() {
        Some(stem) => Err(Malformed(format!("the dictionary has no form of {stem}"))),
        None => Ok(()),
    }
}

/// A form and its stem.
fn form(line: &'static str) -> Result<(&'static str, &'static str), Malformed> {
    let stem = |stem: &'static str| stem.strip_suffix('-').filter(|stem| !stem.is_empty());
    line.split_once(' ')
        .and_then(|(form, rest)| Some((form, stem(rest)?)))
        .ok_or_else(|| Malformed(format!("{line:?} of data/verbs.txt is no form and stem")))
}

/// What becomes of a reading.
enum Amended {
    Not,
    Away,
    Into(String),
}

fn amended(form: &str, stem: &str, feature: &str) -> Amended {
    let Some(reading) = Reading::of(feature) else { return Amended::Not };
    let is_bare = matches!(reading.pos, "VV" | "VA" | "VX");
    // A stem is read as itself, and its other readings are others' affair: 주 is a week, too.
    if form == stem {
        return if is_bare && reading.is_inflected { Amended::Away } else { Amended::Not };
    }
    match reading.stem() {
        _ if matches!(reading.pos, "NNG" | "NNP") => Amended::Away,
        Some((other, tag)) if matches!(tag, "VV" | "VA") && other != stem => {
            let ending = &reading.expression[other.len()..];
            Amended::Into(feature.replace(reading.expression, &format!("{stem}{ending}")))
        }
        _ => Amended::Not,
    }
}
