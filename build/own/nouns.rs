//! Nouns that the dictionary lacks, or takes for seldom ones.
//!
//! ko-dic knows few loanwords of computing, and holds what its newspapers seldom say for less likely than
//! nouns that they never do: 생성 costs 4646, and those 2639. So it reads 커밋했다 as 커 and 밋, 쿼럼 as 쿼 and
//! 럼, 자동생성 as 자, 동생 and 성: words of one syllable, which every text has, and words that are not meant.

use std::collections::HashMap;

use super::hangul::Syllable;
use super::{Typical, Words, lines};
use crate::mecab::Malformed;

/// One a line; what a compound is made of is joined by `+`, and behind a space may stand the kind of noun that
/// ko-dic knows it for: after a place (장소) 에서 is likelier than after other nouns.
const NOUNS: &str = include_str!("../../data/nouns.txt");

/// One in so many nouns is cheaper than the project's own: as cheap are 길, 운동 and the like. Half of all
/// cost the same, which the corpus does not have.
const OFTEN: usize = 500;

/// By how much a noun is cheaper than ko-dic has it, at least. 800 units of the dictionary are a factor of e.
const CHEAPER: i16 = 1000;

/// What newspapers write for 하기 (사용키로 했다), and notes hardly do: theirs is the noun (공개키로).
const REST_OF_HAGI: char = '키';

/// Adds the [`NOUNS`]. In notes on computing they are met often: each costs what nouns do that only one in
/// [so many](OFTEN) is cheaper than, or [less](CHEAPER) than before if that is cheaper still, and stands beside
/// other words as most nouns do that end alike, since after a consonant particles are others. None is a form of a
/// predicate: 제한 is not of 제하다, nor 권한 of 권하다.
///
/// # Errors
/// A line is no word of Hangul.
pub fn add(words: &mut Words<'_>) -> Result<(), Malformed> {
    let nouns: HashMap<String, Noun> = lines(NOUNS).map(Noun::of).collect();
    let mut costs: HashMap<&str, i16> = HashMap::new();
    words.retain(|(surface, entry)| {
        let is_one_of = |tags: [&str; 2]| tags.iter().any(|tag| entry.feature.starts_with(tag));
        if surface.starts_with(REST_OF_HAGI) && is_one_of(["XSV+", "XSA+"]) {
            return false;
        }
        let Some((noun, _)) = nouns.get_key_value(surface) else { return true };
        if entry.feature.starts_with("NNG,") {
            let cost = costs.entry(noun).or_insert(i16::MAX);
            *cost = entry.cost.min(*cost);
        }
        !is_one_of(["VV+ETM,", "VA+ETM,"])
    });
    // Added together, so that what is typical is never judged by the project's own.
    let mut added: Words<'_> = Vec::with_capacity(nouns.len());
    let mut known: HashMap<(&str, bool), Option<Typical>> = HashMap::new();
    for (noun, Noun { parts, kind }) in &nouns {
        let typical = has_final(noun).and_then(|has_final| {
            let of_kind = known.entry((kind, has_final));
            *of_kind.or_insert_with(|| typical(words, kind, has_final))
        });
        let mut typical =
            typical.ok_or_else(|| Malformed(format!("{noun:?} of data/nouns.txt is no noun")))?;
        if let Some(cost) = costs.get(noun.as_str()) {
            typical.cost = typical.cost.min(cost.saturating_sub(CHEAPER));
        }
        added.push((noun.clone(), typical.word(feature(noun, parts))));
    }
    words.extend(added);
    Ok(())
}

/// A line of [`NOUNS`].
struct Noun {
    /// With `+` between them.
    parts: &'static str,
    /// As ko-dic says it, `*` for none.
    kind: &'static str,
}

impl Noun {
    /// The noun and what its line says of it.
    fn of(line: &'static str) -> (String, Self) {
        let (parts, kind) = line.split_once(' ').unwrap_or((line, "*"));
        (parts.replace('+', ""), Noun { parts, kind })
    }
}

/// What the dictionary says of a common noun that is nothing else besides.
fn feature(noun: &str, parts: &str) -> String {
    if noun == parts {
        return "NNG,*,*,*,*,*,*,*".to_owned();
    }
    let parts: Vec<String> = parts.split('+').map(|part| format!("{part}/NNG/*")).collect();
    format!("NNG,*,*,{noun},Compound,*,*,{}", parts.join("+"))
}

/// What most nouns of a kind are that end in a final consonant, or do not.
fn typical(words: &Words<'_>, kind: &str, ends_in_final: bool) -> Option<Typical> {
    let pos = format!("NNG,{kind},");
    let nouns = words.iter().filter(|(surface, entry)| {
        entry.feature.starts_with(&pos) && has_final(surface) == Some(ends_in_final)
    });
    Typical::of(nouns.map(|(_, entry)| entry), OFTEN)
}

/// Whether a word ends in a syllable with a final consonant; of other words, nothing.
fn has_final(word: &str) -> Option<bool> {
    Syllable::last_of(word).map(|(_, syllable)| syllable.last != ' ')
}
