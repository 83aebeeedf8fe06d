//! Keys that make no syllable: one of them is missing, too many, wrong, or in another's place.
//!
//! A word with loose consonants or vowels among its syllables (`ㅓㅇ확해`, `제ㅓㅇ권`) is none, in whatever notes.
//! [`slips`](super::slips) finds the word of the notes that it may be, but a word may stand in many forms
//! there, or beside others without a space (`정확해`, `안만듦`). So all is tried here that one key makes whole
//! syllables of.

use rustc_hash::FxHashMap;

use super::Chunk;
use super::served::{is_exempt, is_poor};
use crate::analysis::{fold, for_each_key, from_keys, grams, is_initial, is_jamo, is_syllable};
use crate::query::plan::{Key, Slot};
use crate::query::planner::Planner;
use crate::query::{Layer, Matcher, Pattern};
use crate::text::Span;

/// Keys of the longest word that is read so.
const LONGEST: usize = 48;
/// Keys. So far from a loose letter may be what has made it one.
const NEAR: usize = 2;
/// Nats. How much less likely a whole slip makes a reading.
const SLIP: f32 = 4.0;
/// All keys that type Hangul.
const KEYS: &str = "qwertyuiopasdfghjklzxcvbnmQWERTOP";

impl Planner<'_> {
    /// The likeliest reading of a chunk that one slip has left loose letters in.
    pub(super) fn made_whole(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let text = &chunk.text;
        let is_hangul = |char| is_syllable(char) || is_jamo(char);
        let is_loose = text.chars().any(is_jamo)
            && text.chars().any(is_syllable)
            && text.chars().all(is_hangul);
        // What ends in a consonant is on the way to the next syllable.
        let is_unfinished = chunk.last && text.chars().next_back().is_some_and(is_initial);
        if !is_loose || is_unfinished {
            return None;
        }
        let pattern = Pattern::slip(&fold(text));
        let matcher = Matcher::new(&pattern);
        let mut best: Option<(f32, Vec<Slot>)> = None;
        let mut known: FxHashMap<String, bool> = FxHashMap::default();
        for whole in wholes(text) {
            // Most of what keys make is said nowhere, and left without an analysis.
            let mut pairs = grams(&whole).into_iter().peekable();
            let mut occurs = |pair: String| {
                *known.entry(pair).or_insert_with_key(|pair| self.occurs(&Key::Gram(pair.clone())))
            };
            if pairs.peek().is_none() || !pairs.all(&mut occurs) {
                continue;
            }
            let Some(cost) = matcher.cost_of(&whole) else { continue };
            let plain = self.slots(&whole, Span::new(0, whole.len()));
            let surprise = self.surprise(&plain, whole.len()) + SLIP * cost;
            let slots = self.read_as(&whole, text, chunk.span, Layer::Typo);
            // Whatever keys make, some of it is a particle or a pronoun.
            if slots.iter().all(is_exempt) || is_poor(&slots) {
                continue;
            }
            if best.as_ref().is_none_or(|(least, _)| surprise < *least) {
                best = Some((surprise, slots));
            }
        }
        best.map(|(_, slots)| slots)
    }
}

/// What whole syllables one key makes of a text: left out, put in, exchanged, or swapped with the next. It is at
/// a loose letter, or beside one.
fn wholes(text: &str) -> Vec<String> {
    let mut keys: Vec<char> = Vec::new();
    let mut loose: Vec<usize> = Vec::new();
    for char in text.chars() {
        let from = keys.len();
        for_each_key(char, |key| keys.push(key));
        if is_jamo(char) {
            loose.extend(from..keys.len());
        }
    }
    let mut wholes = Vec::new();
    let (Some(first), Some(last)) = (loose.first(), loose.last()) else { return wholes };
    if last - first > 2 * NEAR || keys.len() > LONGEST {
        return wholes;
    }
    let mut add = |parts: [&[char]; 3]| {
        let text = from_keys(&parts.into_iter().flatten().collect::<String>());
        if text.chars().all(is_syllable) {
            wholes.push(text);
        }
    };
    for at in first.saturating_sub(NEAR)..=keys.len().min(last + NEAR) {
        let (before, after) = keys.split_at(at);
        for key in KEYS.chars() {
            add([before, &[key], after]);
        }
        let Some((&key, rest)) = after.split_first() else { continue };
        add([before, &[], rest]);
        for other in KEYS.chars() {
            add([before, &[other], rest]);
        }
        if let Some((&next, rest)) = rest.split_first() {
            add([before, &[next, key], rest]);
        }
    }
    wholes.sort_unstable();
    wholes.dedup();
    wholes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_makes_whole_syllables() {
        for (typed, meant) in [
            ("ㅓㅇ확", "정확"),
            ("ㅏㅇㄴ", "안"),
            ("비ㅡ", "비트"),
            ("갑ㅇ슨", "값은"),
            ("미ㅣ", "미리"),
        ] {
            let wholes = wholes(typed);
            assert!(wholes.iter().any(|whole| whole == meant), "{typed}: {wholes:?}");
            assert!(wholes.iter().all(|whole| whole.chars().all(is_syllable)), "{typed}");
        }
        assert!(wholes(&"ㅓ가".repeat(100)).is_empty());
    }
}
