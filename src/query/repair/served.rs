//! How well the notes serve a reading.

use crate::analysis::is_syllable;
use crate::query::Layer;
use crate::query::plan::{Choice, Key, Part, Slot, is_complete};
use crate::query::planner::Planner;

/// Syllables, or pairs of letters.
const SHORTEST_CERTAIN: f32 = 1.5;
/// A word is poorly served below this.
pub(super) const SERVED: f32 = 0.5;

/// Nats for a syllable that is no word: a particle or an ending.
const GRAMMAR: f32 = 1.5;
/// Notes of fewer passages say as little of what is likely as so many.
const FEWEST_PASSAGES: u32 = 10_000;

impl Planner<'_> {
    /// How unlikely a reading of so many bytes is by how often the notes have its words, in nats.
    pub(super) fn surprise<'s>(
        &self,
        slots: impl IntoIterator<Item = &'s Slot>,
        text: usize,
    ) -> f32 {
        let all = self.lexicon.passages().max(FEWEST_PASSAGES) as f32;
        let (mut nats, mut covered) = (0.0, 0);
        for slot in slots {
            let own = slot.choices.iter().filter(|choice| {
                choice.part.is_none() && choice.layer <= Layer::Spacing && proof(choice) == 1.0
            });
            let frequency = own.map(|choice| self.lexicon.frequency(&choice.key)).max();
            nats += (all / (frequency.unwrap_or(0) as f32 + 0.5)).ln();
            covered += slot.text.len();
        }
        nats + GRAMMAR * (text.saturating_sub(covered) / 'ㄱ'.len_utf8()) as f32
    }
}

/// Whether the notes leave a reading unserved: a word that they do not have, or nothing but single
/// syllables, which every text has.
pub(super) fn is_poor<'s>(slots: impl IntoIterator<Item = &'s Slot>) -> bool {
    let (mut count, mut are_short) = (0, true);
    for slot in slots.into_iter().filter(|slot| !is_exempt(slot)) {
        if service(slot) < SERVED {
            return true;
        }
        count += 1;
        are_short &= length(slot) <= 1.0;
    }
    count > 1 && are_short
}

/// Whether the notes have a word in all of its parts, and not whole.
pub(super) fn is_in_parts(slot: &Slot) -> bool {
    !slot.choices.is_empty() && slot.choices.iter().all(|choice| choice.part.is_some())
}

/// Whether the notes have some parts of a word, and neither the whole nor all of them.
pub(super) fn lacks_a_part(slots: &[Slot]) -> bool {
    let [slot] = slots else { return false };
    if slot.choices.is_empty() {
        return false;
    }
    let mut parts: Vec<Part> = slot.choices.iter().filter_map(|choice| choice.part).collect();
    let is_whole = parts.len() < slot.choices.len();
    parts.sort_by_key(|part| part.number);
    parts.dedup_by_key(|part| part.number);
    !is_whole && !is_complete(parts.iter().map(|part| part.share).sum())
}

/// Whether a slot need not be served: a question word, or one that a number answers.
pub(super) fn is_exempt(slot: &Slot) -> bool {
    slot.light || !slot.asks.is_empty()
}

/// How well the notes serve a slot, of 1.
pub(super) fn service(slot: &Slot) -> f32 {
    if is_exempt(slot) {
        return 1.0;
    }
    let whole = slot.choices.iter().filter(|choice| choice.part.is_none()).map(|one| one.weight);
    let mut parts: Vec<(Part, f32)> = Vec::new();
    for choice in &slot.choices {
        let Some(part) = choice.part else { continue };
        let weight = choice.weight * proof(choice);
        let same = |(other, _): &&mut (Part, f32)| {
            (other.group, other.number) == (part.group, part.number)
        };
        match parts.iter_mut().find(same) {
            Some((_, best)) => *best = best.max(weight),
            None => parts.push((part, weight)),
        }
    }
    parts.sort_by_key(|(part, _)| part.group);
    let pieced = parts.chunk_by(|a, b| a.0.group == b.0.group).map(|group| {
        let share: f32 = group.iter().map(|(part, _)| part.share).sum();
        let serves = !group[0].0.all || is_complete(share);
        if serves { group.iter().map(|(part, weight)| part.share * weight).sum() } else { 0.0 }
    });
    whole.chain(pieced).fold(0.0, f32::max) * slot.layer.weight()
}

/// How much a match proves that the word is there: pairs of syllables occur by chance.
pub(super) fn proof(choice: &Choice) -> f32 {
    if matches!(choice.key, Key::Gram(_)) { 0.3 } else { 1.0 }
}

/// Length in syllables; two letters count as one.
pub(super) fn length(slot: &Slot) -> f32 {
    slot.reading.chars().map(|char| if is_syllable(char) { 1.0 } else { 0.5 }).sum()
}

/// How well a reading is served, of 1. Long words that are served tell more than short ones.
pub(super) fn worth<'s>(slots: impl IntoIterator<Item = &'s Slot>) -> f32 {
    let (mut total, mut served) = (0.0, 0.0);
    for slot in slots {
        let length = length(slot);
        total += length;
        served += service(slot) * length.powi(2);
    }
    if total > 0.0 { served / total.powi(2) } else { 0.0 }
}

/// Whether a reading is of words that the notes have as they stand, and long enough for that to say
/// something.
pub(super) fn is_certain(slots: &[Slot]) -> bool {
    let is_whole = |choice: &Choice| choice.part.is_none() && proof(choice) == 1.0;
    let letters: f32 = slots.iter().map(length).sum();
    letters >= SHORTEST_CERTAIN
        && slots.iter().all(|slot| slot.choices.iter().any(is_whole) && length(slot) > 1.0)
}

/// Whether the notes serve every word of a reading.
pub(super) fn is_served(slots: &[Slot]) -> bool {
    slots.iter().all(|slot| is_exempt(slot) || slot.choices.iter().any(|one| proof(one) == 1.0))
}
