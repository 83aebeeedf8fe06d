//! The second, dictionary-free view of Hangul: pairs of neighbouring syllables.
//!
//! The dictionary misreads loanwords, and spacing in notes cannot be relied on. Pairs of syllables,
//! counted across spaces, do not depend on either: `재해복구 전략` and `재해 복구전략` have the same
//! pairs. They are a field of their own, so that a pair never passes for a word.

use std::str::CharIndices;

use unicode_normalization::UnicodeNormalization;

use super::script::{Script, is_syllable, script};
use crate::text::Span;

/// The pairs of neighbouring syllables of a text, each with its span.
///
/// Spaces and invisible characters between syllables are looked through; anything else ends a run.
#[derive(Clone, Debug)]
pub struct Grams<'t> {
    chars: CharIndices<'t>,
    before: Option<(usize, char)>,
}

impl<'t> Grams<'t> {
    /// The pairs of `text`, which is composed.
    pub fn new(text: &'t str) -> Self {
        Grams { chars: text.char_indices(), before: None }
    }
}

impl Iterator for Grams<'_> {
    type Item = (char, char, Span);

    fn next(&mut self) -> Option<Self::Item> {
        for (at, char) in self.chars.by_ref() {
            if is_syllable(char) {
                if let Some((start, first)) = self.before.replace((at, char)) {
                    return Some((first, char, Span::new(start, at + char.len_utf8())));
                }
            } else if self.before.is_some()
                && !matches!(script(char), Script::Space | Script::Invisible)
            {
                self.before = None;
            }
        }
        None
    }
}

/// Calls `each` with every pair of neighbouring syllables of `text` and its span.
pub fn for_each_gram(text: &str, buffer: &mut String, mut each: impl FnMut(&str, Span)) {
    for (first, second, span) in Grams::new(text) {
        buffer.clear();
        buffer.push(first);
        buffer.push(second);
        each(buffer, span);
    }
}

/// Every pair of neighbouring syllables of `text`, which may be decomposed.
pub fn grams(text: &str) -> Vec<String> {
    let mut grams = Vec::new();
    let text: String = text.nfc().collect();
    for_each_gram(&text, &mut String::new(), |gram, _| grams.push(gram.to_owned()));
    grams
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacing_does_not_matter() {
        assert_eq!(grams("재해복구 전략"), grams("재 해복 구전략"));
        assert_eq!(grams("재해, 복구"), ["재해", "복구"]);
        assert_eq!(grams("S3버킷"), ["버킷"]);
        assert_eq!(grams("\u{1105}\u{1161}\u{11b7}\u{1103}\u{1161}"), ["람다"]);
    }
}
