//! Nouns that the dictionary lacks.
//!
//! ko-dic knows few loanwords of computing. It reads 커밋했다 as 커 and 밋, 쿼럼 as 쿼 and 럼: words of
//! one syllable, which every text has.

use super::hangul::Syllable;
use super::{Typical, Words, lines};
use crate::mecab::Malformed;

/// One a line.
const NOUNS: &str = include_str!("../../data/nouns.txt");

/// One in so many nouns is cheaper than the project's own: as cheap are 길, 운동 and the like. Half of all
/// cost the same, which the corpus does not have.
const OFTEN: usize = 100;

/// What the dictionary says of a common noun that is nothing else besides.
const FEATURE: &str = "NNG,*,*,*,*,*,*,*";

/// Adds the [`NOUNS`]. In notes on computing they are met often: each costs what nouns do that only one in
/// [so many](OFTEN) is cheaper than, and stands beside other words as most nouns do that end alike, since
/// after a consonant particles are others.
///
/// # Errors
/// A line is no word of Hangul.
pub fn add(words: &mut Words<'_>) -> Result<(), Malformed> {
    let typical = [false, true].map(|final_| typical(words, final_));
    for noun in lines(NOUNS) {
        let typical = has_final(noun).and_then(|has_final| typical[usize::from(has_final)]);
        let typical =
            typical.ok_or_else(|| Malformed(format!("{noun:?} of data/nouns.txt is no noun")))?;
        words.push((noun.to_owned(), typical.word(FEATURE.to_owned())));
    }
    Ok(())
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
