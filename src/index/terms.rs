//! Terms of texts, as numbers.
//!
//! Whoever reads notes also analyses them. A word that was met before is a look-up that gives the
//! numbers of its terms, and a term is a string again only when it is written to the index, once.

use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::interner::Interner;
use crate::analysis::{AnalysisError, Analyzer, words};
use crate::sorted::first_bytes;

/// Words remembered, about 40 bytes each: the vocabulary of some thousand notes fits, and a larger
/// one is forgotten piece by piece rather than grow without end.
const REMEMBERED_WORDS: usize = 3 << 18;

/// Parts of the memory, each with a lock: so many that threads hardly ever meet at one.
const PARTS: usize = 1 << PART_BITS;
const PART_BITS: u32 = 6;

/// Bytes. A longer word is machine-made and will not be met again.
const LONGEST_REMEMBERED: usize = 64;

/// A term where it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The term's number in the [`Vocabulary`].
    pub term: u32,
    /// In words, from the beginning of the text.
    pub position: u32,
}

/// The terms that were met, and the words that they are of. Threads share it, for half of a
/// collection's words occur once or twice, and reading a word costs as much as looking it up a
/// hundred times.
pub(super) struct Vocabulary {
    words: Vec<Mutex<Words>>,
    /// The number of a term is the part that it is in, in the lowest bits, and its number there.
    terms: Vec<Mutex<Interner>>,
}

/// Words that were met, and what their tokens are, one after the other: what is looked up by the
/// million is best found in one place.
#[derive(Default)]
struct Words {
    /// Where each word is in `bytes`.
    places: HashTable<u32>,
    /// The length of a word in a byte, the word, how many positions it takes in a byte and how many
    /// tokens it has; of each of these the term in four bytes and the position in one.
    bytes: Vec<u8>,
}

/// A word's tokens as they are remembered.
#[derive(Clone, Copy)]
struct Remembered<'a> {
    steps: u8,
    tokens: &'a [[u8; TOKEN]],
}

/// Bytes that a token is remembered in.
const TOKEN: usize = size_of::<u32>() + 1;

impl Vocabulary {
    pub(super) fn new() -> Self {
        Vocabulary {
            words: (0..PARTS).map(|_| Mutex::default()).collect(),
            terms: (0..PARTS).map(|_| Mutex::default()).collect(),
        }
    }

    /// The number of a term.
    fn term(&self, key: &str) -> u32 {
        let hash = Interner::hash(key);
        let part = part(hash);
        lock(&self.terms[part]).number(hash, key) << PART_BITS | part as u32
    }

    /// Calls `each` with the key of a term.
    pub(super) fn with_key<T>(&self, term: u32, each: impl FnOnce(&str) -> T) -> T {
        let part = term as usize % PARTS;
        each(lock(&self.terms[part]).get(term >> PART_BITS))
    }

    /// Forgets words, when all are read: terms stay.
    pub(super) fn forget_words(&self) {
        self.words.iter().for_each(|words| *lock(words) = Words::default());
    }

    /// Sorts terms by their keys.
    pub(super) fn sort(&self, terms: &mut Vec<u32>) {
        let parts: Vec<_> = self.terms.iter().map(lock).collect();
        let key = |term: u32| parts[term as usize % PARTS].get(term >> PART_BITS).as_bytes();
        // Most comparisons are decided by the first letters, which are at hand.
        let mut sorted: Vec<(u64, u32)> =
            terms.iter().map(|&term| (first_bytes(key(term)), term)).collect();
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(a.1).cmp(key(b.1))));
        terms.clear();
        terms.extend(sorted.into_iter().map(|(_, term)| term));
    }
}

/// The part of what has this hash. The tables take their places from the lowest bits and the highest.
fn part(hash: u64) -> usize {
    (hash >> 32) as usize % PARTS
}

/// All is entered in steps of which each leaves a part whole: one that a panic has left is of use.
fn lock<T>(part: &Mutex<T>) -> MutexGuard<'_, T> {
    part.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Words {
    fn get(&self, hash: u64, word: &str) -> Option<Remembered<'_>> {
        let place = *self.places.find(hash, |&place| self.word(place) == word.as_bytes())?;
        let [steps, count, tokens @ ..] = &self.bytes[place as usize + 1 + word.len()..] else {
            return None;
        };
        let (tokens, _) = tokens.as_chunks();
        Some(Remembered { steps: *steps, tokens: tokens.get(..usize::from(*count))? })
    }

    fn word(&self, place: u32) -> &[u8] {
        word_at(&self.bytes, place)
    }

    /// Remembers a word, unless it is out of the ordinary.
    fn insert(&mut self, hash: u64, word: &str, steps: u32, tokens: &[Token]) {
        let (Ok(len), Ok(steps), Ok(count)) =
            (u8::try_from(word.len()), u8::try_from(steps), u8::try_from(tokens.len()))
        else {
            return;
        };
        // Another thread may have met the word at the same time.
        if self.places.find(hash, |&place| self.word(place) == word.as_bytes()).is_some() {
            return;
        }
        if self.places.len() >= REMEMBERED_WORDS / PARTS {
            self.places.clear();
            self.bytes.clear();
        }
        let place = self.bytes.len() as u32;
        self.bytes.push(len);
        self.bytes.extend_from_slice(word.as_bytes());
        self.bytes.extend([steps, count]);
        for token in tokens {
            self.bytes.extend(token.term.to_le_bytes());
            // No more than the steps of the word.
            self.bytes.push(token.position as u8);
        }
        let hash_of = |&place: &u32| FxBuildHasher.hash_one(word_at(&self.bytes, place));
        self.places.insert_unique(hash, place, hash_of);
    }
}

fn word_at(bytes: &[u8], place: u32) -> &[u8] {
    let place = place as usize;
    &bytes[place + 1..][..usize::from(bytes[place])]
}

/// Analyses texts for the index. One a thread.
pub(super) struct TermReader<'v> {
    analyzer: Analyzer,
    vocabulary: &'v Vocabulary,
    /// Tokens of the word that is being analysed.
    tokens: Vec<Token>,
}

impl<'v> TermReader<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Result<Self, AnalysisError> {
        Ok(TermReader { analyzer: Analyzer::new()?, vocabulary, tokens: Vec::new() })
    }

    /// Appends the terms of `text`, those of each word in the order in which it has them.
    pub(super) fn read(&mut self, text: &str, into: &mut Vec<Token>) {
        let mut position = 0;
        for span in words(text) {
            position += self.word(&text[span.range()], position, into);
        }
    }

    /// Appends the terms of a word at a position, and gives how many positions it takes.
    fn word(&mut self, word: &str, position: u32, into: &mut Vec<Token>) -> u32 {
        let hash = FxBuildHasher.hash_one(word.as_bytes());
        let known = &self.vocabulary.words[part(hash)];
        let is_remembered = word.len() <= LONGEST_REMEMBERED;
        if is_remembered && let Some(known) = lock(known).get(hash, word) {
            into.extend(known.tokens.iter().map(|&[a, b, c, d, step]| Token {
                term: u32::from_le_bytes([a, b, c, d]),
                position: position + u32::from(step),
            }));
            return u32::from(known.steps);
        }
        self.tokens.clear();
        let steps = self.analyzer.for_each_token_of(word, |token| {
            let term = self.vocabulary.term(token.term.key());
            self.tokens.push(Token { term, position: token.position });
        });
        if is_remembered {
            lock(known).insert(hash, word, steps, &self.tokens);
        }
        let at = |token: &Token| Token { position: position + token.position, ..*token };
        into.extend(self.tokens.iter().map(at));
        steps
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

    fn read(reader: &mut TermReader<'_>, text: &str) -> Vec<(String, u32)> {
        let mut tokens = Vec::new();
        reader.read(text, &mut tokens);
        let key = |term| reader.vocabulary.with_key(term, str::to_owned);
        tokens.into_iter().map(|token| (key(token.term), token.position)).collect()
    }

    #[test]
    fn words_of_any_length_are_read() {
        let vocabulary = Vocabulary::new();
        let mut reader = TermReader::new(&vocabulary).expect("dictionary");
        for word in ["가", "aB", "x1_", "漢"] {
            let text = format!("앞 {} 뒤", word.repeat(3000));
            assert_eq!(read(&mut reader, &text), analysed(&text), "{word}");
        }
    }

    #[test]
    fn words_that_were_forgotten_are_read_again() {
        let mut words = Words::default();
        let hash = |word: &str| FxBuildHasher.hash_one(word.as_bytes());
        let get = |words: &Words, word: &str| {
            words.get(hash(word), word).map(|known| (known.steps, known.tokens.to_vec()))
        };
        for number in 0..=(REMEMBERED_WORDS / PARTS) as u32 {
            let word = number.to_string();
            let token = Token { term: number, position: 1 };
            words.insert(hash(&word), &word, 2, &[token]);
            let [a, b, c, d] = number.to_le_bytes();
            assert_eq!(get(&words, &word), Some((2, vec![[a, b, c, d, 1]])));
        }
        assert_eq!(get(&words, "0"), None);
        assert_eq!(words.places.len(), 1);
    }

    #[test]
    fn terms_are_sorted_by_their_bytes() {
        let vocabulary = Vocabulary::new();
        let keys =
            ["w", "w\0", "w가나다라", "w가나다", "w가나다마", "s가", "wabcdefgh", "wabcdefg"];
        let mut terms: Vec<u32> = keys.iter().map(|key| vocabulary.term(key)).collect();
        vocabulary.sort(&mut terms);
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        let read = terms.iter().map(|&term| vocabulary.with_key(term, str::to_owned));
        assert_eq!(read.collect::<Vec<_>>(), sorted);
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_analysed(
            texts in proptest::collection::vec("([가-힣a-zA-Z0-9 .,_-]|는 |\\PC){0,40}", 1..4),
        ) {
            let vocabulary = Vocabulary::new();
            let mut reader = TermReader::new(&vocabulary).expect("dictionary");
            for text in texts.iter().chain(&texts) {
                prop_assert_eq!(read(&mut reader, text), analysed(text));
            }
        }
    }
}
