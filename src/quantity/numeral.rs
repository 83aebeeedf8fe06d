//! Numbers written as words, from `numerals.txt`: `네`, `수십`, `한 자릿수`, `two`.

use super::number::Number;
use crate::text::Span;
use table::{STARTS, VALUES};

/// A word, in which `_` is a blank, and the ends of what it stands for.
type Numeral = (&'static str, (f64, f64));

/// Words by their first character, the longest first, and these characters.
mod table {
    use super::Numeral;

    include!(concat!(env!("OUT_DIR"), "/quantity/numerals.rs"));
}

/// The [`start_bit`]s of the characters that a word may begin with.
static START_BITS: [bool; 1024] = {
    let (mut bits, mut at) = ([false; 1024], 0);
    while at < STARTS.len() {
        bits[start_bit(STARTS[at])] = true;
        at += 1;
    }
    bits
};

const fn start_bit(char: char) -> usize {
    char as usize % 1024
}

/// Whether a word may begin with this character.
pub(super) fn may_start(char: char) -> bool {
    START_BITS[start_bit(char)] && STARTS.binary_search(&char).is_ok()
}

/// The longest word for a number at `at`.
pub(super) fn word(text: &str, at: usize) -> Option<Number> {
    let is_latin = text.as_bytes()[at].is_ascii();
    let first = text[at..].chars().next()?.to_ascii_lowercase();
    let values = &VALUES[VALUES.partition_point(|(other, _)| *other < first)..];
    let mut values = values.iter().take_while(|(other, _)| *other == first);
    let (length, (low, high)) =
        values.find_map(|&(_, (word, ends))| Some((length_of(word, &text[at..])?, ends)))?;
    let end = at + length;
    let goes_on = text[end..].starts_with(|char: char| char.is_ascii_alphanumeric());
    if is_latin && goes_on {
        return None;
    }
    Some(Number { span: Span::new(at, end), low, high, is_word: true, digits: 0 })
}

/// How many bytes of `text` are the word, in whatever case.
fn length_of(word: &str, text: &str) -> Option<usize> {
    let mut rest = text.chars();
    for expected in word.chars().map(|char| if char == '_' { ' ' } else { char }) {
        let char = rest.next()?;
        // What is several letters in lower case is none of a word's.
        let is_same = if char.is_ascii() || matches!(char, '가'..='힣') {
            char.to_ascii_lowercase() == expected
        } else {
            char.to_lowercase().eq([expected])
        };
        if !is_same {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_word_is_found_in_whatever_case(
            word in proptest::sample::select(vec!["two", "single-digit", "열", "열한", "한 자릿수"]),
            text in "(?i:two|single-digit|열한?|한 자릿수)\\PC{0,4}|\\PC{0,8}",
        ) {
            let ends = text.char_indices().map(|(at, char)| at + char.len_utf8());
            let is_word = |end: &usize| {
                text[..*end].chars().flat_map(char::to_lowercase).eq(word.chars())
            };
            let listed = word.replace(' ', "_");
            proptest::prop_assert_eq!(length_of(&listed, &text), ends.clone().find(is_word));
        }
    }
}
