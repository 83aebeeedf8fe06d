//! Nouns that the dictionary lacks.
//!
//! ko-dic knows few loanwords of computing. It reads 커밋했다 as 커 and 밋, 쿼럼 as 쿼 and 럼: words of
//! one syllable, which every text has.

use std::collections::HashMap;

use crate::mecab::Entry;
use crate::source::sha256;

/// One a line; lines that begin with `#` are comments.
const NOUNS: &str = include_str!("../data/nouns.txt");

/// A name for this state of the list: what is read with another is read otherwise.
pub fn version() -> String {
    sha256(NOUNS.as_bytes())[..8].to_owned()
}

/// What the dictionary says of a common noun that is nothing else besides.
const FEATURE: &str = "NNG,*,*,*,*,*,*,*";

/// Adds the [`NOUNS`] to entries that are in order of their surfaces, and stay so.
///
/// Each costs what the median noun does, and stands beside other words as most nouns do that end alike:
/// after a consonant particles are others.
pub fn add_nouns(entries: &mut Vec<(String, Entry<'_>)>) {
    let typical = [false, true].map(|has_final| typical(entries, has_final));
    let nouns = NOUNS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let noun = |noun: &str| Some((noun.to_owned(), typical[usize::from(has_final(noun)?)]?));
    let nouns: Vec<_> = nouns.filter_map(noun).collect();
    entries.extend(nouns);
    entries.sort();
}

/// A noun of median cost, with the context ids that most have which end so.
fn typical(entries: &[(String, Entry<'_>)], ends_in_final: bool) -> Option<Entry<'static>> {
    let is_noun = |(surface, entry): &&(String, Entry<'_>)| {
        entry.feature.starts_with("NNG,*,") && has_final(surface) == Some(ends_in_final)
    };
    let nouns: Vec<&Entry<'_>> = entries.iter().filter(is_noun).map(|(_, entry)| entry).collect();
    let mut costs: Vec<i16> = nouns.iter().map(|noun| noun.cost).collect();
    costs.sort_unstable();
    let cost = *costs.get(costs.len() / 2)?;
    let mut counts: HashMap<(u16, u16), usize> = HashMap::new();
    nouns.iter().for_each(|noun| *counts.entry((noun.left_id, noun.right_id)).or_default() += 1);
    let ((left_id, right_id), _) = counts.into_iter().max_by_key(|&(ids, count)| (count, ids))?;
    Some(Entry { left_id, right_id, cost, feature: FEATURE })
}

/// Whether a word ends in a syllable with a final consonant; of other words, nothing.
fn has_final(word: &str) -> Option<bool> {
    let last = word.chars().last().filter(|char| ('가'..='힣').contains(char))?;
    Some((u32::from(last) - u32::from('가')) % 28 != 0)
}
