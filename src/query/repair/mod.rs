//! Words that the notes do not have as they were typed, read as what may have been meant.
//!
//! A word that the notes serve is never read again, so an ordinary query pays nothing for this. One
//! that they do not serve is read in every way that this module knows, and the reading that the
//! notes serve best is taken; among equals the one of the stronger [`Layer`].

mod keyboard;
mod slips;
mod sounds;
mod spacing;
mod unfinished;

use std::borrow::Cow;

use super::Layer;
use super::plan::{Choice, Key, Part, Slot, is_complete};
use super::planner::Planner;
use crate::analysis::{Script, is_syllable, script};
use crate::text::Span;

/// A word of the query between white space, and what it was read as.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    /// As typed.
    pub text: String,
    /// Where in the query.
    pub span: Span,
    /// What is looked for.
    pub slots: Vec<Slot>,
}

impl Typed {
    /// The word as it was read.
    pub fn reading(&self) -> Cow<'_, str> {
        if self.slots.iter().all(|slot| slot.layer <= Layer::Spacing) {
            return Cow::Borrowed(&self.text);
        }
        self.slots.iter().map(|slot| slot.reading.as_str()).collect::<String>().into()
    }
}

/// A run of letters and digits in a word: `aws` and `tensorflow` in `aws(tensorflow)`.
#[derive(Clone, Debug)]
struct Chunk {
    text: String,
    /// Where in the query.
    span: Span,
    /// What it was read as.
    slots: Vec<Slot>,
    /// Whether nothing follows it: it may not have been typed to its end.
    last: bool,
}

/// By how much a reading by a weaker layer must be worth more than one by a stronger.
const CLEARLY_BETTER: f32 = 0.1;
/// A word is poorly served below this.
const SERVED: f32 = 0.5;

impl Planner<'_> {
    /// Reads again what the notes do not serve.
    pub(super) fn repair(&mut self, words: &mut Vec<Typed>) {
        self.join_latin(words);
        self.initials_of_names(words);
        if words.iter().any(|word| is_poor(&word.slots)) {
            self.respace(words);
        }
        let count = words.len();
        for (number, word) in words.iter_mut().enumerate() {
            if is_poor(&word.slots) {
                self.mend(word, number + 1 == count);
            }
        }
    }

    fn mend(&mut self, word: &mut Typed, last: bool) {
        let end = word.span.end;
        for (text, span) in chunks(&word.text, word.span) {
            let within = |slot: &Slot| span.start <= slot.span.start && slot.span.end <= span.end;
            let slots: Vec<Slot> = word.slots.iter().filter(|slot| within(slot)).cloned().collect();
            if !is_poor(&slots) {
                continue;
            }
            let at = word.slots.iter().position(within).unwrap_or(word.slots.len());
            let chunk = Chunk { text, span, slots, last: last && span.end == end };
            if let Some(slots) = self.read_again(&chunk) {
                word.slots.retain(|slot| !within(slot));
                word.slots.splice(at..at, slots);
            }
        }
    }

    /// The best other reading of a chunk, if it is better than the one at hand.
    fn read_again(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let readings = [
            self.split_latin(chunk),
            self.sound_or_slip(chunk),
            self.unfinished(chunk),
            self.other_state(chunk),
        ];
        let mut best = worth(&chunk.slots);
        let mut chosen = None;
        for reading in readings.into_iter().flatten() {
            let worth = worth(&reading);
            let margin = if chosen.is_none() { 0.0 } else { CLEARLY_BETTER };
            if worth > best + margin {
                (best, chosen) = (worth, Some(reading));
            }
        }
        chosen
    }

    /// A loanword or a slip: where the word may be either, the query's other words decide.
    fn sound_or_slip(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let Some(mut slip) = self.slips(chunk) else { return self.by_sound(chunk) };
        if slip.iter().all(|slot| slot.layer < Layer::Typo) {
            return Some(slip);
        }
        let sound = self.by_sound(chunk);
        if let ([slot], Some([other])) = (&mut slip[..], sound.as_deref()) {
            slot.choices.extend(other.choices.iter().cloned());
            return Some(slip);
        }
        sound.or(Some(slip))
    }

    /// The slots of a text that stands for what was typed at `span`, by a layer no stronger than
    /// `layer`.
    fn read_as(&mut self, text: &str, typed: &str, span: Span, layer: Layer) -> Vec<Slot> {
        let mut slots = self.slots(text, Span::new(0, text.len()));
        for slot in &mut slots {
            if !slot.choices.iter().any(|choice| proof(choice) == 1.0) {
                // The notes may have it by another name alone.
                slot.choices.extend(self.other_names(&slot.reading, 1));
            }
            slot.text = typed.to_owned();
            slot.span = span;
            demote(slot, layer);
        }
        slots
    }
}

/// Makes a slot and its choices no stronger than `layer`.
///
/// Their weights stay: nothing in the notes serves the word as it was typed, so there is nothing that
/// they could outrank, and the lines rank as if the word had been typed as it is now read.
fn demote(slot: &mut Slot, layer: Layer) {
    slot.layer = slot.layer.max(layer);
    for choice in &mut slot.choices {
        choice.layer = choice.layer.max(layer);
    }
}

/// Letters and digits of a word, run by run, with where they stand in the query.
fn chunks(word: &str, span: Span) -> Vec<(String, Span)> {
    let is_letter = |char| matches!(script(char), Script::Hangul | Script::Alnum | Script::Other);
    let mut chunks: Vec<(String, Span)> = Vec::new();
    for (at, char) in word.char_indices().filter(|&(_, char)| is_letter(char)) {
        let here = Span::new(span.start + at, span.start + at + char.len_utf8());
        match chunks.last_mut() {
            Some((text, span)) if span.end == here.start => {
                text.push(char);
                span.end = here.end;
            }
            _ => chunks.push((char.to_string(), here)),
        }
    }
    chunks
}

/// Whether the notes leave a reading unserved: a word that they do not have, or nothing but single
/// syllables, which every text has.
fn is_poor(slots: &[Slot]) -> bool {
    let required: Vec<&Slot> = slots.iter().filter(|slot| !is_exempt(slot)).collect();
    required.iter().any(|slot| service(slot) < SERVED)
        || (required.len() > 1 && required.iter().all(|slot| length(slot) <= 1.0))
}

/// Whether a slot need not be served: a question word, or one that a number answers.
fn is_exempt(slot: &Slot) -> bool {
    slot.light || !slot.asks.is_empty()
}

/// How well the notes serve a slot, of 1.
fn service(slot: &Slot) -> f32 {
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
fn proof(choice: &Choice) -> f32 {
    if matches!(choice.key, Key::Gram(_)) { 0.3 } else { 1.0 }
}

/// Length in syllables; two letters count as one.
fn length(slot: &Slot) -> f32 {
    slot.reading.chars().map(|char| if is_syllable(char) { 1.0 } else { 0.5 }).sum()
}

/// How well a reading is served, of 1. Long words that are served tell more than short ones.
fn worth(slots: &[Slot]) -> f32 {
    let total: f32 = slots.iter().map(length).sum();
    let served: f32 = slots.iter().map(|slot| service(slot) * length(slot).powi(2)).sum();
    if total > 0.0 { served / total.powi(2) } else { 0.0 }
}

/// Whether the notes serve every word of a reading.
fn is_served(slots: &[Slot]) -> bool {
    slots.iter().all(|slot| is_exempt(slot) || slot.choices.iter().any(|one| proof(one) == 1.0))
}
