//! Terms of a text, packed into one string for tantivy.
//!
//! Whoever reads notes also analyses them, and hands tantivy terms instead of text: so one thread of
//! tantivy's keeps up with several that read, all documents come into one segment, and nothing has to
//! be merged. Packed, a text's terms are one string rather than an allocation each, and a word that
//! was met before is a copy.

use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::analysis::{AnalysisError, Analyzer, words};

/// Words remembered, about 100 bytes each: the vocabulary of some thousand notes fits, and a larger
/// one is forgotten piece by piece rather than grow without end.
const REMEMBERED_WORDS: usize = 1 << 18;

/// Parts of the memory, each with a lock: so many that threads hardly ever meet at one.
const PARTS: usize = 64;

/// Bytes. A longer word is machine-made and will not be met again.
const LONGEST_REMEMBERED: usize = 64;

/// Words that were met, packed. Threads share it, for half of a collection's words occur once or twice
/// and reading a word costs as much as looking it up a hundred times.
pub(super) struct KnownWords {
    parts: Vec<Mutex<Part>>,
}

/// A word and its tokens.
type Part = FxHashMap<Box<str>, Box<str>>;

impl KnownWords {
    pub(super) fn new() -> Self {
        KnownWords { parts: (0..PARTS).map(|_| Mutex::default()).collect() }
    }

    fn part(&self, word: &str) -> MutexGuard<'_, Part> {
        let hash = FxBuildHasher.hash_one(word);
        // The tables take their places from the lowest bits and the highest.
        let part = &self.parts[(hash >> 32) as usize % PARTS];
        // A word is entered in one step: a thread that panicked has left nothing half done.
        part.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Analyses texts for the index. One a thread.
pub(super) struct TermPacker<'k> {
    analyzer: Analyzer,
    known: &'k KnownWords,
    text: String,
    tokens: String,
}

impl<'k> TermPacker<'k> {
    pub(super) fn new(known: &'k KnownWords) -> Result<Self, AnalysisError> {
        Ok(TermPacker {
            analyzer: Analyzer::new()?,
            known,
            text: String::new(),
            tokens: String::new(),
        })
    }

    /// The terms of `text`, to be read by [`Packed`].
    pub(super) fn pack(&mut self, text: &str) -> &str {
        self.text.clear();
        for span in words(text) {
            self.word(&text[span.range()]);
        }
        &self.text
    }

    /// Appends a word's terms: how many positions and tokens it has, and of each token its position
    /// in the word, its length and its key.
    fn word(&mut self, word: &str) {
        let is_remembered = word.len() <= LONGEST_REMEMBERED;
        if is_remembered && let Some(packed) = self.known.part(word).get(word) {
            self.text.push_str(packed);
            return;
        }
        let start = self.text.len();
        self.tokens.clear();
        let mut count = 0;
        let positions = self.analyzer.for_each_token_of(word, |token| {
            let key = token.term.key();
            push_number(&mut self.tokens, token.position);
            push_number(&mut self.tokens, key.len() as u32);
            self.tokens.push_str(key);
            count += 1;
        });
        if positions > 0 || count > 0 {
            push_number(&mut self.text, positions);
            push_number(&mut self.text, count);
            self.text.push_str(&self.tokens);
        }
        if is_remembered {
            let mut known = self.known.part(word);
            if known.len() >= REMEMBERED_WORDS / PARTS {
                known.clear();
            }
            known.insert(word.into(), self.text[start..].into());
        }
    }
}

/// Bits of a number that one character holds; the seventh says that more follow.
const DIGIT: u32 = 6;
const MORE: u8 = 1 << DIGIT;

/// Appends a number as ASCII characters, the lowest bits first.
fn push_number(text: &mut String, mut number: u32) {
    while number >= 1 << DIGIT {
        text.push(char::from(MORE | (number as u8 & (MORE - 1))));
        number >>= DIGIT;
    }
    text.push(char::from(number as u8));
}

/// Reads terms that a [`TermPacker`] has packed.
pub(super) struct Packed<'a> {
    rest: &'a str,
    /// Tokens left of the word.
    tokens: u32,
    /// Position of the word, and of the one after it.
    position: u32,
    next: u32,
}

impl<'a> Packed<'a> {
    pub(super) fn new(packed: &'a str) -> Self {
        Packed { rest: packed, tokens: 0, position: 0, next: 0 }
    }

    /// The next number. A text that no packer made ends where it makes no sense.
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        let mut shift = 0;
        for (at, byte) in self.rest.bytes().enumerate() {
            number |= u32::from(byte & (MORE - 1)).checked_shl(shift)?;
            if byte & MORE == 0 {
                self.rest = self.rest.get(at + 1..)?;
                return Some(number);
            }
            shift += DIGIT;
        }
        None
    }
}

/// A token's key and its position in the text.
impl<'a> Iterator for Packed<'a> {
    type Item = (&'a str, u32);

    fn next(&mut self) -> Option<Self::Item> {
        while self.tokens == 0 {
            self.position = self.next;
            let positions = self.number()?;
            self.next = self.position.wrapping_add(positions);
            self.tokens = self.number()?;
        }
        self.tokens -= 1;
        let position = self.position.wrapping_add(self.number()?);
        let len = self.number()? as usize;
        let (key, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some((key, position))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn analysed(text: &str) -> Vec<(String, u32)> {
        let mut tokens = Vec::new();
        let mut analyzer = Analyzer::new().expect("dictionary");
        analyzer.for_each_token(text, |token| {
            tokens.push((token.term.key().to_owned(), token.position));
        });
        tokens
    }

    fn packed(packer: &mut TermPacker<'_>, text: &str) -> Vec<(String, u32)> {
        Packed::new(packer.pack(text)).map(|(key, at)| (key.to_owned(), at)).collect()
    }

    #[test]
    fn numbers_of_any_size_are_packed() {
        for number in [0, 1, 63, 64, 192, 4095, 4096, 70_000, u32::MAX] {
            let mut text = String::new();
            push_number(&mut text, number);
            assert_eq!(Packed::new(&text).number(), Some(number));
        }
    }

    #[test]
    fn words_of_any_length_are_packed() {
        let known = KnownWords::new();
        let mut packer = TermPacker::new(&known).expect("dictionary");
        for word in ["가", "aB", "x1_", "漢"] {
            let text = format!("앞 {} 뒤", word.repeat(3000));
            assert_eq!(packed(&mut packer, &text), analysed(&text), "{word}");
        }
    }

    proptest! {
        #[test]
        fn what_is_packed_is_what_was_analysed(
            texts in proptest::collection::vec("([가-힣a-zA-Z0-9 .,_-]|는 |\\PC){0,40}", 1..4),
        ) {
            let known = KnownWords::new();
            let mut packer = TermPacker::new(&known).expect("dictionary");
            for text in texts.iter().chain(&texts) {
                prop_assert_eq!(packed(&mut packer, text), analysed(text));
            }
        }

        #[test]
        fn any_text_is_read_to_some_end(text in "\\PC{0,40}|[\0-\x7f]{0,40}") {
            prop_assert!(Packed::new(&text).count() <= text.len());
        }
    }
}
