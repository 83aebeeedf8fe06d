//! Nouns that the dictionary lacks.
//!
//! ko-dic knows few loanwords of computing. It reads 커밋했다 as 커 and 밋, 쿼럼 as 쿼 and 럼: words of
//! one syllable, which every text has.

use super::hangul::Syllable;
use super::{Typical, Words, lines};

/// One a line.
const NOUNS: &str = include_str!("../../data/nouns.txt");

/// Half of all nouns cost the same, whether they are dear or not: the corpus has none of them.
const OFTEN: usize = 100;

/// What the dictionary says of a common noun that is nothing else besides.
const FEATURE: &str = "NNG,*,*,*,*,*,*,*";

/// Adds the [`NOUNS`]. In notes on computing they are met often: each costs what nouns do that only one in
/// [so many](OFTEN) is cheaper than, and stands beside other words as most nouns do that end alike, since
/// after a consonant particles are others.
pub fn add(words: &mut Words<'_>) {
    let typical = [false, true].map(|final_| typical(words, final_));
    let noun = |noun: &str| {
        let typical = typical[usize::from(has_final(noun)?)]?;
        Some((noun.to_owned(), typical.word(FEATURE.to_owned())))
    };
    words.extend(lines(NOUNS).filter_map(noun));
}

/// What most nouns are that end in a final consonant, or do not.
fn typical(words: &Words<'_>, ends_in_final: bool) -> Option<Typical> {
    let nouns = words.iter().filter(|(surface, entry)| {
        entry.feature.starts_with("NNG,*,") && has_final(surface) == Some(ends_in_final)
    });
    Typical::of(nouns.map(|(_, entry)| entry), OFTEN)
}

/// Whether a word ends in a syllable with a final consonant; of other words, nothing.
fn has_final(word: &str) -> Option<bool> {
    Syllable::last_of(word).map(|(_, syllable)| syllable.last != ' ')
}
