//! From text to terms.
//!
//! A text is cut at white space; each word is analysed by itself and remembered, so that a word
//! costs its analysis once ([`word`]) and the same word always has the same terms, in a note and in
//! a query. What comes out are [`Token`]s: a [`Term`] with its place, position and part of speech.
//!
//! The index side and the query side run this one analyser; [`fingerprint`] says which it is, and
//! an index made by another is rebuilt.
//!
//! Two views are taken of Hangul: the dictionary's ([`korean`], through [`morphology`]) and that of
//! bare syllable pairs ([`gram`]); [`keys`] knows how it is typed. Latin words, numbers and identifiers are [`english`]'s.

mod dictionary;
mod english;
mod fold;
mod gram;
mod keys;
mod korean;
mod lattice;
pub mod morphology;
mod particle;
mod reader;
mod script;
mod sought;
mod tag;
mod term;
mod word;

use rustc_hash::FxHashMap;

pub use english::stem_of;
pub use fold::fold;
pub use gram::{Grams, for_each_gram, grams};
pub use keys::{
    Initials, OPENINGS, Syllable, are_neighbours, for_each_key, from_keys, initial, is_initial,
    is_jamo, letters, to_keys,
};
pub use morphology::MorphologyError as AnalysisError;
pub use particle::are_particles;
pub use script::{Script, is_syllable, script};
pub use sought::Sought;
pub use tag::{Role, Tag};
pub use term::{Class, Term};

use crate::text::Span;

/// One token of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    /// Where it stands in the text that was analysed.
    pub span: Span,
    /// Position in words; a compound and its first part share one.
    pub position: u32,
    /// The key under which it is found.
    pub term: &'a Term,
    /// Part of speech.
    pub tag: Tag,
}

/// Words remembered by one analyser. About 100 bytes each; the vocabulary of a few hundred notes
/// fits, and a larger one is forgotten from time to time rather than grow without end.
const REMEMBERED_WORDS: usize = 1 << 17;

/// Bytes. A longer word is machine-made and will not be met again.
const LONGEST_REMEMBERED: usize = 64;

/// Cuts text into tokens. Cheap to make; one a thread.
pub struct Analyzer {
    tools: word::Tools,
    words: FxHashMap<Box<str>, word::Word>,
    /// The last word that was not to be remembered.
    analysed: word::Word,
}

impl Analyzer {
    /// An analyser over the built-in Korean dictionary.
    ///
    /// # Errors
    ///
    /// Where the built-in dictionary cannot be read: the program file is damaged.
    pub fn new() -> Result<Self, AnalysisError> {
        Ok(Analyzer {
            tools: word::Tools::new()?,
            words: FxHashMap::default(),
            analysed: word::Word::default(),
        })
    }

    /// Calls `each` with every token of `text`, word by word, each term's positions ascending.
    ///
    /// Within a word, positions ascend too, but for the word as it was written: it comes after its
    /// pieces and has the position of the first.
    pub fn for_each_token(&mut self, text: &str, mut each: impl FnMut(Token<'_>)) {
        self.for_each_word(text, |_| true, &mut each);
    }

    /// Calls `each` with at least those tokens of `text` whose terms are sought. What words take that
    /// have none is not known, so that positions mean nothing.
    pub fn for_each_sought(
        &mut self,
        text: &str,
        sought: &Sought,
        mut each: impl FnMut(Token<'_>),
    ) {
        self.for_each_word(text, |folded| sought.may_be_in(folded), &mut each);
    }

    fn for_each_word(
        &mut self,
        text: &str,
        wanted: impl Fn(&str) -> bool,
        each: &mut dyn FnMut(Token<'_>),
    ) {
        let mut position = 0;
        for span in words(text) {
            let word = &text[span.range()];
            let Some(analysed) = self.word(word, &wanted) else { continue };
            for token in &analysed.tokens {
                each(Token {
                    span: Span::new(span.start + token.span.start, span.start + token.span.end),
                    position: position + token.step,
                    term: &token.term,
                    tag: token.tag,
                });
            }
            position += analysed.steps;
        }
    }

    /// Calls `each` with every token of one of the [`words`] of a text, and gives how many positions
    /// it takes. Nothing is remembered: for who remembers words in a form of its own.
    pub fn for_each_token_of(&mut self, word: &str, mut each: impl FnMut(Token<'_>)) -> u32 {
        let analysed = &mut self.analysed;
        word::analyse(word, &mut self.tools, analysed);
        for token in &analysed.tokens {
            each(Token {
                span: token.span,
                position: token.step,
                term: &token.term,
                tag: token.tag,
            });
        }
        analysed.steps
    }

    /// What a word is, unless, folded, it is not wanted.
    fn word(&mut self, word: &str, wanted: impl Fn(&str) -> bool) -> Option<&word::Word> {
        if self.words.len() >= REMEMBERED_WORDS {
            self.words.clear();
        }
        // Two look-ups for a new word, one for a known one: the borrow checker does not see that an
        // early return ends the first borrow.
        if !self.words.contains_key(word) {
            if !wanted(self.tools.fold(word)) {
                return None;
            }
            let mut analysed = word::Word::default();
            word::analyse(word, &mut self.tools, &mut analysed);
            let key = if word.len() <= LONGEST_REMEMBERED { word } else { "" };
            self.words.insert(key.into(), analysed);
        }
        let key = if word.len() <= LONGEST_REMEMBERED { word } else { "" };
        Some(&self.words[key])
    }
}

/// The whitespace-delimited words of a text.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let mut start = rest;
        while let Some(len) = space_len(text, start) {
            start += len;
        }
        let mut end = start;
        while end < text.len() && space_len(text, end).is_none() {
            end += 1;
        }
        rest = end;
        (start < end).then_some(Span::new(start, end))
    })
}

/// How long the white space is that begins at a byte, which may be one within a character.
fn space_len(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        b' ' | b'\t'..=b'\r' => Some(1),
        // Nearly all of what notes hold is told from white space by its first byte.
        0xc2 | 0xe1..=0xe3 => {
            let char = text[at..].chars().next()?;
            char.is_whitespace().then_some(char.len_utf8())
        }
        _ => None,
    }
}

/// Changed by hand whenever the same text would give other terms than before.
const ANALYZER_VERSION: u32 = 6;

/// What an index must have been made with to be searched by this program.
pub fn fingerprint() -> String {
    let names = crate::catalog::Catalog::builtin().fingerprint();
    format!("{ANALYZER_VERSION}:{}:{names:016x}", dictionary::VERSION)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_white_space_is_known_by_its_first_byte() {
        for char in ('\0'..=char::MAX).filter(|char| char.is_whitespace()) {
            assert_eq!(space_len(&char.to_string(), 0), Some(char.len_utf8()), "{char:?}");
        }
    }

    proptest! {
        #[test]
        fn words_are_what_stands_between_white_space(text in "(\\PC|\\s|[ 가a\u{a0}\u{3000}]){0,20}") {
            let read: Vec<&str> = words(&text).map(|span| &text[span.range()]).collect();
            prop_assert_eq!(read, text.split_whitespace().collect::<Vec<_>>());
        }
    }
}
