//! Whether a figure is a limit: the words before and after it, from `bounds.txt`.

use crate::text::{is_alphabetic, is_alphanumeric};
use table::{AFTER, BEFORE, DISTANT};

/// How a quantity is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// At most: `최대`, `까지`, `up to`.
    Max,
    /// At least: `최소`, `이상`, `at least`.
    Min,
    /// Unless something else is set: `기본`, `by default`.
    Default,
    /// The figure itself.
    Exact,
    /// Roughly: `약`, `쯤`, `about`.
    Approximate,
    /// From one to another.
    Range,
}

impl Bound {
    /// Its name in JSON and in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Bound::Max => "max",
            Bound::Min => "min",
            Bound::Default => "default",
            Bound::Exact => "exact",
            Bound::Approximate => "approximate",
            Bound::Range => "range",
        }
    }

    /// The bound of that name.
    pub fn from_name(name: &str) -> Option<Bound> {
        [Bound::Max, Bound::Min, Bound::Default, Bound::Exact, Bound::Approximate, Bound::Range]
            .into_iter()
            .find(|bound| bound.as_str() == name)
    }
}

/// Words before a number by the byte that they end in (the longest first), which of them may stand before other words
/// that it measures, and those after it.
mod table {
    use super::Bound;

    include!(concat!(env!("OUT_DIR"), "/quantity/bounds.rs"));
}

/// Where the words before a number that end in each byte begin: hardly any text ends in one.
static ENDS: [u16; 257] = {
    let (mut ends, mut at) = ([0; 257], 0);
    while at < BEFORE.len() {
        let word = BEFORE[at].1.as_bytes();
        let mut after = word[word.len() - 1] as usize + 1;
        while after < ends.len() {
            ends[after] += 1;
            after += 1;
        }
        at += 1;
    }
    ends
};

/// The words that stand before a number and end in a byte, the longest first.
fn before_by(last: u8) -> &'static [(Bound, &'static str)] {
    let last = usize::from(last);
    &BEFORE[usize::from(ENDS[last])..usize::from(ENDS[last + 1])]
}

/// Particles and verbs that may stand between a word of a bound and the number.
const LINKS: &[&str] = &[
    "은", "는", "이", "가", "로", "으로", "값은", "값이", "값", " is", " to", " of", " are", " at",
];

/// The bound that a text ends with, and where its words begin.
pub(super) fn ending(text: &str) -> Option<(Bound, usize)> {
    let trimmed = text.trim_end_matches([' ', ':', '=', '(', '*', '_', '|']);
    // A sign that stands before its number.
    let whole = trimmed.len();
    std::iter::once(trimmed)
        .chain(LINKS.iter().filter_map(|link| trimmed.strip_suffix(link)))
        .find_map(|rest| {
            let rest = rest.trim_end();
            let last = rest.bytes().next_back().unwrap_or_default().to_ascii_lowercase();
            before_by(last).iter().find_map(|&(bound, word)| {
                let start = rest.len().checked_sub(word.len())?;
                let tail = rest.get(start..)?;
                (tail.eq_ignore_ascii_case(word) && begins_word(rest, start, word))
                    .then_some((bound, start))
            })
        })
        .filter(|(_, start)| *start <= whole)
}

/// The bound whose words stand last in a clause, though not at its end (`최대 크기는 256 KB`).
///
/// Also of the name of a column or a heading: `기본 수명`, `제한 사항`.
pub fn within(clause: &str) -> Option<Bound> {
    // ASCII letters fold in place. A word of which the clause lacks a byte is not in it.
    let folded = clause.to_ascii_lowercase();
    let mut has = [false; 256];
    folded.bytes().for_each(|byte| has[usize::from(byte)] = true);
    let mut best: Option<(usize, Bound)> = None;
    for &(bound, word) in DISTANT {
        if !word.bytes().all(|byte| has[usize::from(byte)]) {
            continue;
        }
        let text = if word.is_ascii() { &folded } else { clause };
        for (at, _) in text.match_indices(word) {
            let rest = &clause[at + word.len()..];
            let ends = !rest.starts_with(|char: char| is_alphabetic(char) || char == '_')
                || LINKS.iter().any(|link| rest.starts_with(link));
            if ends && begins_word(clause, at, word) && best.is_none_or(|(last, _)| at > last) {
                best = Some((at, bound));
            }
        }
    }
    best.map(|(_, bound)| bound)
}

fn begins_word(text: &str, start: usize, word: &str) -> bool {
    let before = text[..start].chars().next_back();
    // Arrows (`->`, `=>`) are no signs.
    let parts: fn(char) -> bool =
        if word.starts_with(is_alphabetic) { is_alphanumeric } else { |it| "-=<>~".contains(it) };
    !before.is_some_and(parts)
}

/// The bound that a text begins with, and how long its words are with what stands before them.
pub(super) fn beginning(text: &str) -> Option<(Bound, usize)> {
    // The number itself may be emphasised.
    let rest = text.trim_start_matches(['*', '_', '`']);
    let skipped = text.len() - rest.len();
    let candidates = std::iter::once(rest).chain(
        ["을", "를", "은", "는", "이", "가", "의"].iter().filter_map(|it| rest.strip_prefix(it)),
    );
    for candidate in candidates {
        let spaced = candidate.trim_start_matches(' ');
        let found = AFTER.iter().find(|(_, word)| {
            let head = spaced.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
            head && ends_word(&spaced[word.len()..], word)
                && (*word == "+") <= (spaced.len() == rest.len())
                && (word.is_ascii() && *word != "+") <= (candidate.len() > spaced.len())
        });
        if let Some((bound, word)) = found {
            return Some((*bound, skipped + (rest.len() - spaced.len()) + word.len()));
        }
    }
    None
}

/// Phrases that stand at the end of an English clause, behind what is counted.
const CLOSING: &[(&str, Bound)] = &[
    (" by default", Bound::Default),
    (" at most", Bound::Max),
    (" or less", Bound::Max),
    (" or fewer", Bound::Max),
    (" at least", Bound::Min),
    (" or more", Bound::Min),
];

/// The bound that the rest of a clause ends with: `30-day retention by default`.
pub(super) fn closing(rest: &str) -> Option<Bound> {
    let end = rest.find([',', '.', ';', '(', '|', '\n']).unwrap_or(rest.len());
    let clause = rest[..end].trim_end();
    let few = clause.split_whitespace().count() <= 5;
    CLOSING.iter().find(|(phrase, _)| few && clause.ends_with(phrase)).map(|(_, bound)| *bound)
}

/// `안` and `아래` are words of their own, or with a particle; verbs go on as they like.
fn ends_word(rest: &str, word: &str) -> bool {
    let next = rest.chars().next();
    match word {
        "안" | "아래" | "이상" | "이하" | "미만" | "이내" | "정도" | "쯤" => {
            const FOLLOW: &[&str] = &[
                "에", "으", "로", "의", "이", "인", "면", "을", "를", "은", "는", "도", "까", "만",
                "라",
            ];
            !next.is_some_and(is_alphabetic) || FOLLOW.iter().any(|it| rest.starts_with(it))
        }
        // `17이 최대 공약수`
        _ if word.ends_with("최대") || word.ends_with("최소") => {
            !rest.trim_start().starts_with(is_alphabetic) || rest.starts_with(['다', '이', '임'])
        }
        _ if word.is_ascii() => !next.is_some_and(|char| char.is_ascii_alphanumeric()),
        _ => true,
    }
}
