use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::script::{Script, is_syllable, narrow, script};
use crate::text::Span;

/// A word with everything taken off that readers do not tell apart: case, width, invisible
/// characters, composition.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    /// The same with its ASCII capitals, of the same length.
    cased: String,
    /// Where each piece begins in the folded text, and where it stands in the word. None where every
    /// byte stands where it stood.
    pieces: Vec<(usize, Span)>,
}

impl Folded {
    /// Folds `word`, reusing this value's memory.
    pub fn set(&mut self, word: &str) {
        self.text.clear();
        self.cased.clear();
        self.pieces.clear();
        if word.chars().all(folds_alone) {
            self.cased.push_str(word);
        } else {
            self.compose(word);
        }
        self.text.push_str(&self.cased);
        self.text.make_ascii_lowercase();
    }

    /// Folds all but ASCII case, one character with its marks, or one syllable of jamo, at a time.
    fn compose(&mut self, word: &str) {
        let mut chars = word.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            let mut end = start + first.len_utf8();
            while let Some((at, char)) = chars.next_if(|&(_, char)| continues(char)) {
                end = at + char.len_utf8();
            }
            let before = self.cased.len();
            let seen = word[start..end].chars().filter(|&char| script(char) != Script::Invisible);
            for char in seen.map(narrow).nfkc() {
                if char.is_ascii() {
                    self.cased.push(char);
                } else {
                    self.cased.extend(char.to_lowercase());
                }
            }
            if self.cased.len() > before {
                self.pieces.push((before, Span::new(start, end)));
            }
        }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The folded text with its ASCII capitals: byte for byte the same but for their case.
    pub fn cased(&self) -> &str {
        &self.cased
    }

    /// Where a span of the folded text stands in the word: whole characters of it, though the span
    /// be a part of what a ligature was folded to.
    pub fn source(&self, span: Span) -> Span {
        let piece = |at: usize| self.pieces[..at].last().map(|(_, there)| there);
        let first = piece(self.pieces.partition_point(|&(here, _)| here <= span.start));
        let last = piece(self.pieces.partition_point(|&(here, _)| here < span.end));
        match (first, last) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => span,
        }
    }
}

/// Whether the character makes one with the character before it: an accent, the vowel or final
/// consonant of a syllable written in conjoining jamo, or a letter that Unicode composes with another.
fn continues(char: char) -> bool {
    matches!(char, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7fb}')
        || is_combining_mark(char)
        || is_nfc_quick(std::iter::once(char)) == IsNormalized::Maybe
}

/// A text folded by itself, for keys that are compared and never highlighted.
pub fn fold(text: &str) -> String {
    // Nearly all that is folded is of letters that fold by themselves, or not at all.
    if text.chars().all(folds_alone) {
        return text.to_ascii_lowercase();
    }
    let mut folded = Folded::default();
    folded.set(text);
    folded.text
}

/// Whether a character is folded without a look at those beside it, to itself but for its case.
fn folds_alone(char: char) -> bool {
    char.is_ascii() || is_syllable(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_readers_do_not_tell_apart() {
        assert_eq!(fold("LAMBDA"), "lambda");
        assert_eq!(fold("Ｓ３"), "s3");
        assert_eq!(fold("람\u{200b}다"), "람다");
        assert_eq!(fold("Éclair"), "éclair");
        assert_eq!(fold("e\u{301}clair"), "éclair");
        assert_eq!(fold("\u{16d67}\u{16d67}"), "\u{16d68}");
        assert_eq!(fold("\u{1105}\u{1161}\u{11b7}\u{1103}\u{1161}"), "람다");
    }

    #[test]
    fn a_fold_knows_its_source() {
        let mut folded = Folded::default();
        folded.set("람\u{200b}다Ａ");
        assert_eq!(folded.as_str(), "람다a");
        assert_eq!(folded.source(Span::new(3, 6)), Span::new(6, 9));
        assert_eq!(folded.source(Span::new(6, 7)), Span::new(9, 12));
        assert_eq!(folded.source(Span::new(0, 6)), Span::new(0, 9));
        assert_eq!(folded.cased(), "람다A");
        // As many bytes, other characters.
        folded.set("가⑴");
        assert_eq!(folded.as_str(), "가(1)");
        assert_eq!(folded.source(Span::new(4, 5)), Span::new(3, 6));
    }
}
