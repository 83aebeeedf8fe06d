//! Numbers written as words, from `numerals.txt`: `네`, `수십`, `한 자릿수`, `two`.

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::number::Number;
use crate::text::Span;

/// Numbers written as words.
pub(super) struct Words {
    /// By their first character, the longest first.
    values: Vec<(char, Numeral)>,
    hangul_starts: Vec<char>,
    pub latin_starts: [bool; 26],
    /// Whether a word may begin with a character of this [`start_bit`].
    starts: [bool; START_BITS],
}

/// A word, in which `_` is a blank, and the ends of what it stands for.
type Numeral = (&'static str, (f64, f64));

const START_BITS: usize = 1024;

fn start_bit(char: char) -> usize {
    char as usize % START_BITS
}

impl Words {
    /// Whether a word may begin with this character, which is not ASCII.
    pub fn may_start(&self, char: char) -> bool {
        self.starts[start_bit(char)] && self.hangul_starts.contains(&char)
    }
}

/// The words of `numerals.txt`.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words {
            values: Vec::with_capacity(128),
            hangul_starts: Vec::new(),
            latin_starts: [false; 26],
            starts: [false; START_BITS],
        };
        let lines = include_str!("numerals.txt").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let mut fields = line.split_whitespace();
            let value = fields.next().unwrap_or_default();
            let (low, high) = value.split_once("..").unwrap_or((value, value));
            let (Ok(low), Ok(high)) = (low.parse(), high.parse()) else { continue };
            for word in fields {
                match word.chars().next() {
                    Some(first) if first.is_ascii_lowercase() => {
                        words.latin_starts[usize::from(first as u8 - b'a')] = true;
                    }
                    Some(first) if !words.hangul_starts.contains(&first) => {
                        words.hangul_starts.push(first);
                        words.starts[start_bit(first)] = true;
                    }
                    _ => {}
                }
                let first = word.chars().next().unwrap_or_default();
                words.values.push((first, (word, (low, high))));
            }
        }
        words.values.sort_by_key(|&(first, (word, _))| (first, Reverse(word.chars().count())));
        words
    })
}

/// The longest word for a number at `at`.
pub(super) fn word(text: &str, at: usize, words: &Words) -> Option<Number> {
    let is_latin = text.as_bytes()[at].is_ascii();
    let first = text[at..].chars().next()?.to_ascii_lowercase();
    let values = &words.values[words.values.partition_point(|(other, _)| *other < first)..];
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
