//! The second, dictionary-free view of Hangul: pairs of neighbouring syllables.
//!
//! The dictionary misreads loanwords, and spacing in notes cannot be relied on. Pairs of syllables,
//! counted across spaces, do not depend on either: `재해복구 전략` and `재해 복구전략` have the same
//! pairs. They are a field of their own, so that a pair never passes for a word.

use unicode_normalization::UnicodeNormalization;

use super::script::{Script, is_syllable, script};
use crate::text::Span;

/// Calls `each` with every pair of neighbouring syllables of `text` and its span.
///
/// Spaces and invisible characters between syllables are looked through; anything else ends a run.
pub fn for_each_gram(text: &str, buffer: &mut String, mut each: impl FnMut(&str, Span)) {
    let mut before: Option<(usize, char)> = None;
    for (at, char) in text.char_indices() {
        if is_syllable(char) {
            if let Some((start, first)) = before {
                buffer.clear();
                buffer.push(first);
                buffer.push(char);
                each(buffer, Span::new(start, at + char.len_utf8()));
            }
            before = Some((at, char));
        } else if !matches!(script(char), Script::Space | Script::Invisible) {
            before = None;
        }
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
