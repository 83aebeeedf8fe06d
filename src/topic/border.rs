//! Where a name begins and ends: at the borders of words, with the particles of Korean after it.

use rustc_hash::FxHashSet;
use std::sync::OnceLock;

use super::units::{Gap, Sort, Unit};
use crate::analysis::are_particles;

/// A name of so many syllables may have any word attached to it: one that long is no accident.
const LONG_NAME: usize = 3;
/// A name of so many letters may have a version written to it: `python3`.
const VERSIONED: usize = 4;

/// Whether a word begins at this unit.
pub(super) fn begins(units: &[Unit], at: usize) -> bool {
    let unit = &units[at];
    let Some(before) = at.checked_sub(1).map(|before| &units[before]) else {
        return unit.sort != Sort::Mark && !matches!(unit.gap, Gap::Hyphen | Gap::Underscore);
    };
    match (unit.sort, unit.gap) {
        (Sort::Mark, _) => false,
        (_, Gap::Space | Gap::Wide) => true,
        (sort, Gap::None) => {
            // `user@redis`, `$redis`, `#redis`: a part of something else, a variable; but a tag.
            before.sort != sort && !matches!(before.char, '@' | '$')
        }
        (Sort::Hangul, _) => true,
        (Sort::Alnum, Gap::Underscore | Gap::Dot) => before.sort != Sort::Alnum,
        // Identifiers and the names of hosts and files go on over their joining signs.
        (Sort::Alnum, Gap::Hyphen) => before.sort != Sort::Alnum || unit.capital,
        (Sort::Alnum, Gap::Slash) => true,
    }
}

/// Whether a name that takes up `units[from..to]` ends there; how many units more belong to it as
/// written (a plural's `s`).
pub(super) fn ends(units: &[Unit], from: usize, to: usize) -> Option<usize> {
    let (name, rest) = (&units[from..to], &units[to..]);
    let last = name.last()?;
    match last.sort {
        Sort::Hangul => ends_in_hangul(name, rest).then_some(0),
        Sort::Alnum | Sort::Mark if ends_in_latin(name, rest) => Some(0),
        Sort::Alnum | Sort::Mark => plural(name, rest),
    }
}

fn ends_in_latin(name: &[Unit], rest: &[Unit]) -> bool {
    let [.., last] = name else { return false };
    let Some(next) = rest.first() else { return true };
    // `C` is not the beginning of `C++`.
    if name.len() == 1 && next.gap == Gap::None && matches!(next.char, '+' | '#' | '&') {
        return false;
    }
    match (next.gap, next.sort) {
        (Gap::None, Sort::Alnum) if last.sort == Sort::Mark => true,
        (Gap::None, Sort::Alnum) => is_version(name, rest),
        (Gap::None, Sort::Mark) if is_scheme(name, rest) => false,
        (Gap::None, Sort::Mark) => !matches!(next.char, '@' | '=') || name.len() > VERSIONED,
        (Gap::Underscore, Sort::Alnum) => false,
        (Gap::Hyphen, Sort::Alnum) => name.iter().any(|unit| unit.capital),
        // `s3.amazonaws.com`, `redis.conf`.
        (Gap::Dot, Sort::Alnum) => !is_dotted(name, rest),
        _ => true,
    }
}

/// `https://…` is an address and not about HTTPS.
fn is_scheme(name: &[Unit], rest: &[Unit]) -> bool {
    let [colon, after, ..] = rest else { return false };
    let small = name.iter().all(|unit| !unit.capital);
    small && colon.char == ':' && after.gap == Gap::Wide && after.start - colon.end == "//".len()
}

/// Whether what follows a dot goes on in small letters.
fn is_dotted(name: &[Unit], rest: &[Unit]) -> bool {
    let small = name.iter().all(|unit| !unit.capital);
    small && rest.first().is_some_and(|unit| !unit.capital)
}

fn is_version(name: &[Unit], rest: &[Unit]) -> bool {
    let digits = rest.iter().take_while(|unit| unit.char.is_ascii_digit());
    let digits = digits.take(3).count();
    let after = rest.get(digits);
    name.len() >= VERSIONED
        && name.last().is_some_and(|unit| !unit.char.is_ascii_digit())
        && (1..=2).contains(&digits)
        && after.is_none_or(|unit| unit.gap != Gap::None || unit.sort != Sort::Alnum)
}

/// `deadlocks`, `load balancers`, `VPCs`.
fn plural(name: &[Unit], rest: &[Unit]) -> Option<usize> {
    let [s, after @ ..] = rest else { return None };
    let acronym = name.iter().all(|unit| unit.capital);
    let long = name.len() >= 5 || (acronym && name.len() >= 2);
    let small_s = s.char == 's' && s.gap == Gap::None && !s.capital;
    let ended = after.first().is_none_or(|unit| {
        unit.sort != Sort::Alnum
            || matches!(unit.gap, Gap::Space | Gap::Wide | Gap::Slash | Gap::Dot)
    });
    let letter = name.last().is_some_and(|unit| unit.char.is_ascii_lowercase() && unit.char != 's');
    (long && small_s && ended && letter).then_some(1)
}

fn ends_in_hangul(name: &[Unit], rest: &[Unit]) -> bool {
    let attached: String = rest
        .iter()
        .enumerate()
        .take_while(|(at, unit)| unit.sort == Sort::Hangul && (*at == 0 || unit.gap == Gap::None))
        .take_while(|(_, unit)| unit.gap == Gap::None)
        .map(|(_, unit)| unit.char)
        .collect();
    if attached.is_empty() || are_particles(&attached) {
        return true;
    }
    let syllables = name.iter().filter(|unit| unit.sort == Sort::Hangul).count();
    syllables >= LONG_NAME
        || (syllables >= 2 && heads(&attached).any(|rest| rest.is_empty() || are_particles(rest)))
}

/// What is left of a text after each noun of the list that it begins with.
fn heads(text: &str) -> impl Iterator<Item = &str> {
    static NOUNS: OnceLock<FxHashSet<&str>> = OnceLock::new();
    let nouns = NOUNS.get_or_init(|| lines(include_str!("head_nouns.txt")).collect());
    let ends = text.char_indices().map(|(at, char)| at + char.len_utf8());
    ends.filter(|&end| nouns.contains(&text[..end])).map(|end| &text[end..])
}

/// The entries of a word list: a line each, without comments.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
