//! Words that stand alone, cut into morphemes.
//!
//! What comes out is what [`Morphology`](super::morphology::Morphology) makes of the same word, several
//! times as fast, but that a word need not begin and end as a sentence does: 인물의 is 인물 and 의 as before
//! another word.

use std::ops::Range;
use std::sync::OnceLock;

use super::dictionary::WordDictionary;
use super::lattice::{Around, Found, Lattice};
use super::morphology::{Morpheme, MorphologyError, morpheme, piece_len, unreadable};

/// Bytes after which a text without a stop is cut, as lindera does.
const LONGEST_SENTENCE: usize = 32 * 1024;

/// Reads one word after the other, reusing its buffers. Make one a thread.
pub(super) struct WordReader {
    dictionary: &'static WordDictionary,
    lattice: Lattice<'static>,
    found: Vec<Found>,
}

impl WordReader {
    /// A reader over the dictionary of this process, which is loaded at the first call.
    pub(super) fn new() -> Result<Self, MorphologyError> {
        Self::with(Around::Word)
    }

    fn with(around: Around) -> Result<Self, MorphologyError> {
        static DICTIONARY: OnceLock<Result<WordDictionary, MorphologyError>> = OnceLock::new();
        let load = || WordDictionary::load().map_err(unreadable);
        let dictionary = DICTIONARY.get_or_init(load).as_ref().map_err(Clone::clone)?;
        Ok(WordReader { dictionary, lattice: Lattice::new(dictionary, around), found: Vec::new() })
    }

    /// Calls `visit` with every morpheme of `word`, in order.
    pub(super) fn segment<'t>(&mut self, word: &'t str, mut visit: impl FnMut(Morpheme<'t>)) {
        for piece in cuts(word, piece_len) {
            let offset = piece.start;
            for sentence in cuts(&word[piece], sentence_len) {
                let offset = offset + sentence.start;
                let text = &word[offset..offset + sentence.len()];
                self.found.clear();
                self.lattice.cut(text, &mut self.found);
                for found in self.found.iter().rev() {
                    let surface = &text[found.start..found.end];
                    if found.known || !self.dictionary.is_space(surface) {
                        let details = self.dictionary.details(found.id, found.known);
                        visit(morpheme(surface, offset + found.start, found.known, details));
                    }
                }
            }
        }
    }
}

/// The pieces of a text, each as long as `len` says of what is left.
fn cuts(text: &str, len: fn(&str) -> usize) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let piece = start..start + len(&text[start..]);
        start = piece.end;
        (!piece.is_empty()).then_some(piece)
    })
}

/// How long the first sentence of a text is, in bytes. What comes before its end never changes how
/// the next is read.
fn sentence_len(text: &str) -> usize {
    let mut ends = text.char_indices().map(|(at, char)| (at + char.len_utf8(), char));
    let is_end = |end, char| matches!(char, '\n' | '\t' | '。' | '、') || end >= LONGEST_SENTENCE;
    ends.find(|&(end, char)| is_end(end, char)).map_or(text.len(), |(end, _)| end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::morphology::Morphology;
    use super::super::script::is_syllable;
    use super::super::tag::Tag;
    use super::*;

    /// As if nothing followed.
    fn words(text: &str) -> Vec<Morpheme<'_>> {
        let mut morphemes = Vec::new();
        let mut reader = WordReader::with(Around::Text).expect("dictionary");
        reader.segment(text, |morpheme| morphemes.push(morpheme));
        morphemes
    }

    fn texts(text: &str) -> Vec<Morpheme<'_>> {
        let mut morphemes = Vec::new();
        let mut reader = Morphology::shared().expect("dictionary").reader();
        reader.segment(text, |morpheme| morphemes.push(morpheme)).expect("segmented");
        morphemes
    }

    #[test]
    fn long_words_are_read_the_same() {
        for part in ["뷁", "가", "ㅋ", "a", "1", "!", "漢", "는。", "가、1", "되었다"] {
            let word = part.repeat(40 * 1024 / part.len());
            assert_eq!(words(&word), texts(&word), "{part}");
        }
    }

    #[test]
    fn every_word_of_notes_is_read_the_same() {
        let mut reader = WordReader::with(Around::Text).expect("dictionary");
        let mut other = Morphology::shared().expect("dictionary").reader();
        let lines = include_str!("../../tests/golden/rankings.txt");
        for word in lines.split_whitespace() {
            let (mut one, mut two) = (Vec::new(), Vec::new());
            reader.segment(word, |morpheme| one.push(morpheme));
            other.segment(word, |morpheme| two.push(morpheme)).expect("segmented");
            assert_eq!(one, two, "{word}");
        }
    }

    #[test]
    fn words_are_read_as_in_their_lines() {
        let mut alone = WordReader::new().expect("dictionary");
        let mut other = Morphology::shared().expect("dictionary").reader();
        let (mut same, mut all) = (0_u32, 0_u32);
        for line in include_str!("../../tests/golden/lines.txt").lines() {
            let read =
                |morpheme: &Morpheme<'_>, at| (at + morpheme.start, Tag::new(morpheme.pos).role());
            let mut pieces = Vec::new();
            other.segment(line, |morpheme| pieces.push(read(&morpheme, 0))).expect("segmented");
            let mut at = 0;
            for word in line.split(' ') {
                let span = at..at + word.len();
                at = span.end + 1;
                if word.is_empty() || !word.chars().all(is_syllable) {
                    continue;
                }
                let mut found = Vec::new();
                alone.segment(word, |morpheme| found.push(read(&morpheme, span.start)));
                let within = pieces.iter().copied().filter(|(start, _)| span.contains(start));
                same += u32::from(within.eq(found));
                all += 1;
            }
        }
        let share = f64::from(same) / f64::from(all);
        // With the borders of a text around each word 0.915 are.
        assert!(share >= 0.955, "{share:.4} of {all} words");
    }

    #[test]
    fn a_word_need_not_end_as_a_sentence_does() {
        let mut reader = WordReader::new().expect("dictionary");
        for (word, parts) in [
            ("인물의", ["인물", "의"].as_slice()),
            ("객체의", &["객체", "의"]),
            ("승리의", &["승리", "의"]),
            ("제기한", &["제기", "한"]),
            // What may end a sentence is read as before.
            ("길이", &["길이"]),
        ] {
            let mut found = Vec::new();
            reader.segment(word, |morpheme| found.push(morpheme.surface));
            assert_eq!(found, parts, "{word}");
        }
    }

    proptest! {
        #[test]
        fn a_word_alone_is_read_the_same(
            word in "([가-힣]{1,6}|[a-zA-Z0-9.-]{1,4}|ㄱ|漢|😀|é|は|다|는|를|。|하였습니다|\\PC){1,5}",
        ) {
            prop_assume!(!word.contains(char::is_whitespace));
            prop_assert_eq!(words(&word), texts(&word));
        }
    }
}
