//! Lines of one note that say the same.

use std::cell::OnceCell;

use crate::analysis::{fold, is_syllable};

/// Words. A shorter line says by what stands above it what it is about.
const SHORTEST: usize = 4;

/// What a passage says and what stands above it, as a reader compares them: without case, punctuation
/// and markup. Read when it is first compared, for most lines are the only ones of their notes.
#[derive(Debug)]
pub(super) struct Wording {
    text: String,
    above: Vec<String>,
    own: OnceCell<Words>,
}

/// Words, one after the other.
#[derive(Debug, Default, PartialEq)]
struct Words {
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Words {
    fn add(&mut self, text: &str) {
        // Of a syllable Rust's tables tell only after a long search that it is a letter.
        let is_letter = |char: char| is_syllable(char) || char.is_alphanumeric();
        for word in fold(text).split(|char: char| !is_letter(char)).filter(|word| !word.is_empty())
        {
            self.letters.push_str(word);
            self.ends.push(self.letters.len());
        }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.letters[start..end])
    }
}

impl Wording {
    /// The wording of a passage that stands under `above`.
    pub(super) fn new(text: String, above: Vec<String>) -> Self {
        Wording { text, above, own: OnceCell::new() }
    }

    fn own(&self) -> &Words {
        self.own.get_or_init(|| {
            let mut own = Words::default();
            own.add(&self.text);
            own
        })
    }

    fn above(&self) -> Words {
        let mut above = Words::default();
        self.above.iter().for_each(|text| above.add(text));
        above
    }

    /// Whether who has read this has read `other` too: it says nothing more, and is no shorter line
    /// under another heading.
    ///
    /// Words that differ are never passed over. `최대 5개` and `최대 10개` differ in one, and so do
    /// `된다` and `안된다`.
    pub(super) fn covers(&self, other: &Wording) -> bool {
        let (its, others) = (self.own(), other.own());
        let is_long = others.ends.len() >= SHORTEST;
        if its.letters == others.letters {
            return is_long || self.above() == other.above();
        }
        let mut rest = its.iter();
        is_long && others.iter().all(|word| rest.any(|before| before == word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(text: &str) -> Wording {
        Wording::new(text.to_owned(), vec!["제한 사항".to_owned()])
    }

    #[test]
    fn a_line_that_says_no_more_is_covered() {
        let line = wording("Lambda는 한 번에 15분(900초)까지만 돈다");
        assert!(line.covers(&wording("lambda는 한 번에 15분, 900초까지만 돈다!")));
        assert!(line.covers(&wording("Lambda는 한 번에 15분")));
        assert!(!wording("Lambda는 한 번에 15분").covers(&line));
    }

    #[test]
    fn other_facts_are_not() {
        let line = wording("함수당 layer는 최대 5개 붙는다");
        assert!(!line.covers(&wording("함수당 layer는 최대 10개 붙는다")));
        assert!(!line.covers(&wording("함수당 layer는 최대 5개 안 붙는다")));
        let short = wording("최대 15분");
        assert!(short.covers(&wording("최대 15분")));
        let elsewhere = Wording::new("최대 15분".to_owned(), vec!["기본값".to_owned()]);
        assert!(!short.covers(&elsewhere));
    }
}
