//! The same keys with the keyboard in its other state.

use super::{Chunk, is_served, worth};
use crate::analysis::{Script, from_keys, is_jamo, is_syllable, script, to_keys};
use crate::catalog::name_key;
use crate::query::Layer;
use crate::query::plan::Slot;
use crate::query::planner::Planner;
use crate::text::Span;

/// Characters of the longest word that is read so.
const LONGEST: usize = 48;

/// Keys of the shortest: one consonant is the beginning of something, and says nothing yet.
const FEWEST_KEYS: usize = 2;

/// Letters of the shortest name that may stand before a particle, if its keys make whole syllables.
const SHORTEST_LATIN: usize = 3;

impl Planner<'_> {
    /// What a chunk says in the other state: `xmfoswortus` is `트랜잭션`, `ㄷㅊ2` is `ec2`.
    ///
    /// Only a part of it may have been typed in the wrong state: `Javadml` is `Java의`, and what
    /// comes first is Latin in either direction, for particles follow names.
    pub(super) fn other_state(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let text = &chunk.text;
        if text.chars().count() > LONGEST || to_keys(text).len() < FEWEST_KEYS {
            return None;
        }
        let hangul = text.chars().any(|char| script(char) == Script::Hangul);
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        if hangul {
            // The longest name is the one: what follows a name is a particle.
            return cuts.iter().rev().find_map(|&cut| self.latin_then(chunk, cut));
        }
        let mut best: Option<(f32, Vec<Slot>)> = None;
        for cut in cuts {
            let Some(reading) = self.hangul_after(chunk, cut) else { continue };
            let worth = worth(&reading);
            if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, reading));
            }
        }
        best.map(|(_, reading)| reading)
    }

    /// Hangul typed for Latin, and what follows as it is.
    fn latin_then(&mut self, chunk: &Chunk, cut: usize) -> Option<Vec<Slot>> {
        let (typed, right) = chunk.text.split_at(cut);
        let left = &to_keys(typed);
        if !self.is_name(&left.to_lowercase()) {
            return None;
        }
        let span = chunk.span;
        let border = span.start + cut;
        // One syllable is Korean, and hardly two letters before more of it: `체리픽` is no `cp리픽`.
        if !right.is_empty() && left.len() < SHORTEST_LATIN && typed.chars().all(is_syllable) {
            return None;
        }
        let mut slots = self.read_as(left, typed, Span::new(span.start, border), Layer::Keyboard);
        slots.extend(self.slots(right, Span::new(border, span.end)));
        is_served(&slots).then_some(slots)
    }

    /// Latin as it is, and Latin typed for Hangul.
    fn hangul_after(&mut self, chunk: &Chunk, cut: usize) -> Option<Vec<Slot>> {
        let (left, right) = chunk.text.split_at(cut);
        if right.is_empty() || (!left.is_empty() && !self.is_name(&left.to_lowercase())) {
            return None;
        }
        let hangul = [right.to_owned(), right.to_lowercase()]
            .iter()
            .map(|keys| from_keys(keys))
            .find(|text| !text.chars().any(is_jamo) && text.chars().any(is_syllable))?;
        let span = chunk.span;
        let border = span.start + cut;
        let mut slots = self.slots(left, Span::new(span.start, border));
        slots.extend(self.read_as(&hangul, right, Span::new(border, span.end), Layer::Keyboard));
        // A single syllable after a name is there by chance, unless it is a particle.
        let by_chance = !left.is_empty()
            && slots.len() > 1
            && hangul.chars().filter(|&char| is_syllable(char)).count() < 2;
        (!slots.is_empty() && !by_chance && is_served(&slots)).then_some(slots)
    }

    /// Whether a Latin word is one that the notes or the catalogue have.
    fn is_name(&self, text: &str) -> bool {
        !text.is_empty() && (self.has_word(text) || !self.catalog.find(&name_key(text)).is_empty())
    }
}
