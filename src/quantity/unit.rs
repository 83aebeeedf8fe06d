//! Units and counters, from `units.txt`, and how they are found behind a number.

use super::number::Number;
use crate::text::{Span, is_alphabetic};
use table::{ENTRIES, FIRST_NOUN, NAMES};

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// A duration, in seconds.
    Time,
    /// A size of data, in bytes.
    Size,
    /// A number of things.
    Count,
    /// A share, in percent.
    Percent,
    /// So many per second.
    Rate,
    /// An amount of money, in its own currency.
    Money,
}

impl Unit {
    /// All of them.
    pub const ALL: [Unit; 6] =
        [Unit::Time, Unit::Size, Unit::Count, Unit::Percent, Unit::Rate, Unit::Money];

    /// Its name in options and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Time => "time",
            Unit::Size => "size",
            Unit::Count => "count",
            Unit::Percent => "percent",
            Unit::Rate => "rate",
            Unit::Money => "money",
        }
    }

    /// The unit of that name.
    pub fn from_name(name: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.as_str() == name)
    }
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Entry {
    pub kind: Unit,
    pub factor: f64,
    /// The other reading of a size.
    pub decimal: Option<f64>,
    /// What is counted, or the currency.
    pub counter: Option<&'static str>,
}

/// A unit behind a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub unit: &'static Entry,
    pub span: Span,
    /// It is a noun, which says what is counted.
    pub is_noun: bool,
}

/// Rows, names with their rows by their first character (the longest first), and the first row of a noun.
mod table {
    use super::{Entry, Unit};

    include!(concat!(env!("OUT_DIR"), "/quantity/units.rs"));
}

/// The names that begin with a character, with their rows.
fn names(first: char) -> impl Iterator<Item = (&'static str, usize)> {
    let names = &NAMES[NAMES.partition_point(|(other, ..)| *other < first)..];
    let is_theirs = move |&&(other, ..): &&(char, &str, usize)| other == first;
    names.iter().take_while(is_theirs).map(|&(_, name, row)| (name, row))
}

/// What may stand behind a Hangul unit in the same word; anything else makes it another word
/// (`3대첩`, `2분기`, `1주차`).
const AFTER: &[&str] = &[
    "까지",
    "부터",
    "에서",
    "에",
    "로",
    "으로",
    "가",
    "이",
    "은",
    "는",
    "을",
    "를",
    "의",
    "와",
    "과",
    "도",
    "만",
    "나",
    "마다",
    "씩",
    "쯤",
    "정도",
    "짜리",
    "치",
    "간",
    "동안",
    "안",
    "내",
    "미만",
    "초과",
    "전",
    "후",
    "뒤",
    "당",
    "보다",
    "인",
    "면",
    "다",
    "입니다",
    "임",
    "라",
    "든",
    "남짓",
    "가량",
    "넘",
    "였",
    "지",
    "처럼",
    "밖에",
    "뿐",
    "란",
    "중",
    "더",
    "어치",
    "하고",
    "여",
    "서",
    "째로",
    "건",
    "고",
    "며",
    "에게",
    "께",
    "들",
    "분량",
    "대로",
    "약정",
    "권장",
    "고정",
];

/// The unit of that name itself.
pub(super) fn named(name: &str) -> Option<&'static Entry> {
    let name = name.to_lowercase();
    let (_, row) = names(name.chars().next()?).find(|(candidate, _)| *candidate == name)?;
    ENTRIES.get(row)
}

/// The unit directly behind a number, or after one blank.
pub(super) fn after(text: &str, number: &Number) -> Option<Found> {
    let mut at = number.span.end;
    // `60여 년`, `10몇 개`
    if let Some(rest) = text[at..].strip_prefix("여")
        && (rest.starts_with(' ') || at_unit(rest, false).is_some())
    {
        at += "여".len();
    }
    let rest = &text[at..];
    if let Some(found) = at_unit(rest, false) {
        return Some(shift(found, at));
    }
    let spaced = rest.strip_prefix(' ')?;
    if let Some(found) = at_unit(spaced, true) {
        return Some(shift(found, at + 1));
    }
    // `15 read replicas`, `300 API 호출`: one Latin word more.
    let length = spaced.bytes().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_word = length > 1 && spaced.as_bytes()[0].is_ascii_alphabetic();
    let is_title = |word: &str| word.starts_with(|char: char| char.is_ascii_uppercase());
    let noun = spaced.get(length..)?.strip_prefix(' ').filter(|_| is_word)?;
    let between = &spaced[..length];
    if matches!(between, "of" | "per" | "to" | "and" | "or" | "in" | "the" | "for" | "is" | "on") {
        return None;
    }
    // `400 Bad Request`
    if is_title(between) && is_title(noun) {
        return None;
    }
    let found = at_unit(noun, true).filter(|found| found.is_noun)?;
    Some(shift(found, at + length + 2))
}

fn shift(found: Found, by: usize) -> Found {
    Found { span: Span::new(found.span.start + by, found.span.end + by), ..found }
}

/// The unit that a text begins with.
pub(super) fn at_unit(text: &str, is_spaced: bool) -> Option<Found> {
    let hyphenated = text.strip_prefix('-').filter(|_| !is_spaced);
    if let Some(rest) = hyphenated {
        // `30-day`; short ones are parts of names.
        return at_unit(rest, true)
            .filter(|found| {
                found.span.len() > 2 && !found.is_noun && rest.as_bytes()[0].is_ascii_alphabetic()
            })
            .map(|found| shift(found, 1));
    }
    let first = text.chars().next()?.to_lowercase().next()?;
    let (length, row) = names(first).find_map(|(name, row)| {
        let length = prefix(text, name)?;
        ends(text, length, name, is_spaced).then_some((length, row))
    })?;
    let unit = ENTRIES.get(row)?;
    Some(Found { unit, span: Span::new(0, length), is_noun: row >= FIRST_NOUN })
}

/// How many bytes of the text are the name, in whatever case.
fn prefix(text: &str, name: &str) -> Option<usize> {
    if name.is_ascii() {
        let head = text.get(..name.len())?;
        return head.eq_ignore_ascii_case(name).then_some(name.len());
    }
    text.starts_with(name).then_some(name.len())
}

/// Whether the word ends with the unit, but for particles.
fn ends(text: &str, length: usize, name: &str, is_spaced: bool) -> bool {
    let rest = &text[length..];
    let next = rest.chars().next();
    if name == "%" {
        return !next.is_some_and(|char| char.is_ascii_alphanumeric() && char != 'p');
    }
    if name.as_bytes()[0].is_ascii() {
        // A letter alone is too little after a blank: `5 m`, `3 D`.
        let too_short = name.len() == 1 && is_spaced && !matches!(name, "s" | "b");
        let is_title = name.len() == 1 && !matches!(text.as_bytes()[0], b'B' | b'a'..=b'z');
        let goes_on = next.is_some_and(|char| char.is_ascii_alphanumeric() || char == '_');
        // `40만 GB-초` is another unit.
        let is_joined = rest.strip_prefix('-').is_some_and(|it| it.starts_with(is_alphabetic));
        return !(too_short || is_title || goes_on || is_joined);
    }
    match next {
        Some(char) if is_hangul(char) => AFTER.iter().any(|follower| rest.starts_with(follower)),
        Some(char) => !char.is_ascii_alphanumeric() || name.chars().count() > 1,
        None => true,
    }
}

/// Whether it is a Hangul syllable.
pub(super) fn is_hangul(char: char) -> bool {
    ('가'..='힣').contains(&char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_lower_case_and_whole() {
        let rows: Vec<&str> =
            include_str!("units.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.iter().all(|row| *row == row.to_lowercase()), "a name that nothing matches");
        assert_eq!(ENTRIES.len(), rows.len());
        assert!((1..rows.len()).contains(&FIRST_NOUN));
        let names = rows.iter().map(|row| row.split_whitespace().skip(3).count());
        assert_eq!(NAMES.len(), names.sum::<usize>());
    }

    #[test]
    fn the_longest_name_in_whatever_case_is_the_unit() {
        let unit = |text| at_unit(text, false).map(|found| (found.unit.kind, found.span.len()));
        assert_eq!(unit("KB"), Some((Unit::Size, 2)));
        assert_eq!(unit("kib,"), Some((Unit::Size, 3)));
        assert_eq!(unit("Minutes"), Some((Unit::Time, 7)));
        assert_eq!(unit("시간까지"), Some((Unit::Time, "시간".len())));
        assert_eq!(unit("시간표"), None);
    }
}
