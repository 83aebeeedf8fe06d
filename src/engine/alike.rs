//! Lines of one note that say the same.

use crate::analysis::{fold, is_syllable};

/// Words. A shorter line says by what stands above it what it is about.
const SHORTEST: usize = 4;

/// The words of a passage and of what it stands under, as a reader compares them: without case,
/// punctuation and markup.
#[derive(Debug)]
pub(super) struct Wording {
    words: Vec<String>,
    above: Vec<String>,
}

impl Wording {
    /// The wording of a passage that stands under `above`.
    pub(super) fn new<'t>(text: &str, above: impl Iterator<Item = &'t str>) -> Self {
        Wording { words: words(text), above: above.flat_map(words).collect() }
    }

    /// Whether who has read this has read `other` too: it says nothing more, and is no shorter line
    /// under another heading.
    ///
    /// Words that differ are never passed over. `최대 5개` and `최대 10개` differ in one, and so do
    /// `된다` and `안된다`.
    pub(super) fn covers(&self, other: &Wording) -> bool {
        if self.words.concat() == other.words.concat() {
            return self.above == other.above || other.words.len() >= SHORTEST;
        }
        let mut rest = self.words.iter();
        other.words.len() >= SHORTEST
            && other.words.iter().all(|word| rest.any(|before| before == word))
    }
}

fn words(text: &str) -> Vec<String> {
    let fold = |word: &str| (!word.is_empty()).then(|| fold(word));
    // Of a syllable Rust's tables tell only after a long search that it is a letter.
    let is_letter = |char: char| is_syllable(char) || char.is_alphanumeric();
    text.split(|char: char| !is_letter(char)).filter_map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(text: &str) -> Wording {
        Wording::new(text, ["제한 사항"].into_iter())
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
        assert!(!short.covers(&Wording::new("최대 15분", ["기본값"].into_iter())));
    }
}
