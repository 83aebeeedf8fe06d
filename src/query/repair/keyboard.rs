//! The same keys with the keyboard in its other state.

use super::served::{is_certain, is_poor, is_served, worth};
use super::slips::is_particle;
use super::{Chunk, Typed, demote};
use crate::analysis::{Class, Script, Term, from_keys, is_jamo, is_syllable, script, to_keys};
use crate::catalog::name_key;
use crate::query::Layer;
use crate::query::plan::{Key, Slot};
use crate::query::planner::Planner;
use crate::text::Span;

/// Characters of the longest word that is read so.
const LONGEST: usize = 48;

/// Keys of the shortest: one consonant is the beginning of something, and says nothing yet.
const FEWEST_KEYS: usize = 2;

/// Letters of the shortest name that may stand behind Hangul, and the syllables that there have to be.
const SHORTEST_NAME: usize = 2;
const FEWEST_SYLLABLES: usize = 2;

/// Letters of the shortest name that may stand before a particle, if its keys make whole syllables.
const SHORTEST_LATIN: usize = 3;

/// Syllables of the longest word that its neighbours' state is reason enough to doubt.
const LONGEST_NEIGHBOUR: usize = 1;

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
            let reading = self.hangul_after(chunk, cut).or_else(|| self.hangul_before(chunk, cut));
            let Some(reading) = reading else { continue };
            let worth = worth(&reading);
            if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, reading));
            }
        }
        best.map(|(_, reading)| reading)
    }

    /// Reads all Latin words that the notes do not have in the other state, where at least one is certainly
    /// of it: nobody changes it for one word, and short ones (`gks`, 한) prove nothing by themselves.
    pub(super) fn state_of_all(&mut self, words: &mut [Typed]) {
        let is_latin = |word: &Typed| word.text.bytes().all(|byte| byte.is_ascii_alphabetic());
        let mut readings: Vec<(usize, Vec<Slot>)> = Vec::new();
        for (number, word) in words.iter().enumerate() {
            if !is_latin(word) || !is_poor(&word.slots) {
                continue;
            }
            let chunk = word.chunk();
            let reading = self.hangul_after(&chunk, 0).or_else(|| self.meant_in_other(&chunk));
            readings.extend(reading.map(|slots| (number, slots)));
        }
        if readings.len() < 2 || !readings.iter().any(|(_, slots)| is_certain(slots)) {
            return;
        }
        for (number, slots) in readings {
            words[number].slots = slots;
        }
    }

    /// Reads short Hangul words as Latin beside one that certainly is: `ㅡㅇ5 놈` is `md5 sha`. The notes have to
    /// say that more often than what was typed.
    pub(super) fn state_of_neighbours(&mut self, words: &mut [Typed]) {
        let mut is_latin = Vec::with_capacity(words.len());
        for word in &*words {
            let has_jamo = word.text.chars().any(is_jamo);
            let reading = if has_jamo && is_poor(&word.slots) {
                self.other_state(&word.chunk())
            } else {
                None
            };
            is_latin.push(reading.is_some_and(|slots| is_certain(&slots)));
        }
        for at in 0..words.len() {
            let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            let is_beside = near.into_iter().any(|near| is_latin.get(near) == Some(&true));
            let word = &words[at];
            let is_short = word.text.chars().all(is_syllable)
                && word.text.chars().count() <= LONGEST_NEIGHBOUR;
            if !is_beside || is_latin[at] || !is_short {
                continue;
            }
            let keys = to_keys(&word.text).to_lowercase();
            let frequency =
                |text: &str| self.lexicon.frequency(&Key::Term(Term::new(Class::Word, text)));
            if frequency(&keys)
                > word.slots.iter().map(|slot| frequency(&slot.reading)).max().unwrap_or(0)
            {
                words[at].slots =
                    self.read_as(&keys, &word.text.clone(), word.span, Layer::Keyboard);
            }
        }
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
        if !left.is_empty() && is_particle(&hangul) {
            // It belongs to the name, and is not looked for.
            let last = slots.last_mut()?;
            last.text.push_str(right);
            last.reading.push_str(&hangul);
            last.span.end = span.end;
            slots.iter_mut().for_each(|slot| demote(slot, Layer::Keyboard));
            return is_served(&slots).then_some(slots);
        }
        slots.extend(self.read_as(&hangul, right, Span::new(border, span.end), Layer::Keyboard));
        // A single syllable after a name is there by chance, unless it is a particle.
        let by_chance = !left.bytes().all(|byte| byte.is_ascii_digit())
            && slots.len() > 1
            && hangul.chars().filter(|&char| is_syllable(char)).count() < 2;
        (!slots.is_empty() && !by_chance && is_served(&slots)).then_some(slots)
    }

    /// Latin typed for Hangul, and a Latin name: `ahdrhdb` is `몽고db`.
    fn hangul_before(&mut self, chunk: &Chunk, cut: usize) -> Option<Vec<Slot>> {
        let (left, right) = chunk.text.split_at(cut);
        let hangul = from_keys(left);
        if right.len() < SHORTEST_NAME
            || hangul.chars().count() < FEWEST_SYLLABLES
            || !hangul.chars().all(is_syllable)
            || !self.is_name(&right.to_lowercase())
        {
            return None;
        }
        let border = chunk.span.start + cut;
        let before = Span::new(chunk.span.start, border);
        let mut slots = self.read_as(&hangul, left, before, Layer::Keyboard);
        slots.extend(self.slots(right, Span::new(border, chunk.span.end)));
        is_served(&slots).then_some(slots)
    }

    /// A loanword or a slip that was typed in the other state: `dormflrjxm` is `애그리거트`, and that
    /// `aggregate`.
    fn meant_in_other(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let text = from_keys(&chunk.text);
        if text.chars().count() < FEWEST_SYLLABLES || !text.chars().all(is_syllable) {
            return None;
        }
        let slots = self.slots(&text, Span::new(0, text.len()));
        let other = Chunk { span: Span::new(0, text.len()), text, slots, last: false };
        let mut slots = self.sound_or_slip(&other)?;
        for slot in &mut slots {
            demote(slot, Layer::Keyboard);
            slot.text = chunk.text.clone();
            slot.span = chunk.span;
        }
        is_served(&slots).then_some(slots)
    }

    /// Whether a Latin word is one that the notes or the catalogue have.
    fn is_name(&self, text: &str) -> bool {
        !text.is_empty() && (self.has_word(text) || !self.catalog.find(&name_key(text)).is_empty())
    }
}
