//! Words that the notes do not have as they were typed, read as what may have been meant.
//!
//! A word that the notes serve is never read again, so an ordinary query pays nothing for this. One
//! that they do not serve is read in every way that this module knows, and the reading that the
//! notes serve best is taken; among equals the one of the stronger [`Layer`].

mod keyboard;
mod loose;
mod named;
mod served;
mod slips;
mod sounds;
mod spacing;
mod unfinished;

use std::borrow::Cow;

use super::Layer;
use super::alias::{LONGEST_NAME, add_new};
use super::plan::{Choice, Key, Slot};
use super::planner::Planner;
use crate::analysis::{Class, Script, fold, is_syllable, script};
use crate::text::Span;
use served::{
    SERVED, is_certain, is_exempt, is_in_parts, is_poor, lacks_a_part, proof, service, worth,
};

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
    /// Whether its keys are taken for those of the state that they were typed in.
    fn is_as_typed(&self) -> bool {
        self.slots.iter().all(|slot| slot.layer != Layer::Keyboard)
    }

    /// The word as one chunk that others follow.
    fn chunk(&self) -> Chunk {
        let (text, slots) = (self.text.clone(), self.slots.clone());
        Chunk { text, span: self.span, slots, last: false }
    }

    /// The word as it was read.
    pub fn reading(&self) -> Cow<'_, str> {
        if self.slots.iter().all(|slot| slot.layer <= Layer::Spacing) {
            return Cow::Borrowed(&self.text);
        }
        let mut text = String::new();
        for slots in self.slots.chunk_by(|one, other| one.span == other.span) {
            match &slots[0].whole {
                Some(whole) => text.push_str(whole),
                None => slots.iter().for_each(|slot| text.push_str(&slot.reading)),
            }
        }
        text.into()
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
/// Letters of what may be a scrap of a word.
const SCRAP: usize = 2;

impl Planner<'_> {
    /// Reads again what the notes do not serve.
    pub(super) fn repair(&mut self, words: &mut Vec<Typed>) {
        for word in &mut *words {
            // Among others it may be a scrap of what was meant.
            if let [slot] = &mut word.slots[..]
                && service(slot) < SERVED
            {
                self.said_otherwise(slot);
            }
        }
        self.named_otherwise(words);
        self.state_of_all(words);
        self.state_of_neighbours(words);
        self.respace_latin(words);
        self.join_latin(words);
        self.initials_of_words(words);
        let named = self.named_elsewhere(words);
        self.respace_hangul(words, &named);
        for word in words.iter_mut() {
            if lacks_a_part(&word.slots)
                && let Some(slot) = self.slip_in_identifier(&word.text, word.span)
            {
                word.slots = vec![slot];
            }
            if let [slot] = &mut word.slots[..]
                && is_in_parts(slot)
                && let Some(meant) = self.identifier_meant(&word.text, word.span)
            {
                add_new(slot, &meant.choices);
            }
        }
        if !words.iter().any(|word| self.is_doubtful(word)) {
            return;
        }
        let named = self.named_elsewhere(words);
        let count = words.len();
        for (number, word) in words.iter_mut().enumerate() {
            // What the other words' state has explained, but for what may not be typed to its end.
            if !word.is_as_typed() && number + 1 < count {
                continue;
            }
            if self.is_doubtful(word) {
                self.mend(word, named[number], number + 1 == count);
            }
        }
    }

    /// Whether a word may be another than it was read as.
    fn is_doubtful(&self, word: &Typed) -> bool {
        is_poor(&word.slots)
            || lacks_a_part(&word.slots)
            || self.is_new_compound(word)
            || self.is_scrap(&word.text, &word.slots)
    }

    /// Whether the notes have the pieces of a Korean word and never side by side: what it is made of
    /// may not be what it means (`리더보드` is no `리더` and no `보드`).
    fn is_new_compound(&self, word: &Typed) -> bool {
        let content = word.slots.iter().filter(|slot| !is_exempt(slot));
        let spans: Vec<Span> = content.map(|slot| slot.span).collect();
        spans.windows(2).any(|pair| {
            let text = |span: Span| {
                let at = span.start.checked_sub(word.span.start)?;
                word.text.get(at..at + span.len())
            };
            let (Some(first), Some(second)) = (text(pair[0]), text(pair[1])) else { return false };
            let joint: String =
                first.chars().last().into_iter().chain(second.chars().next()).collect();
            pair[0].end == pair[1].start
                && joint.chars().all(is_syllable)
                && !self.occurs(&Key::Gram(joint))
        })
    }

    /// Whether all that the dictionary has of a Korean word is one syllable, and the notes never have the
    /// next one beside it: `모댈` is no `모`. What may follow a noun is no reason for doubt.
    fn is_scrap(&self, text: &str, slots: &[Slot]) -> bool {
        let [slot] = slots else { return false };
        let mut chars = text.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else { return false };
        let is_noun = || {
            let key = |choice: &Choice| match &choice.key {
                Key::Term(term) => term.class() == Class::Word && choice.layer == Layer::Exact,
                _ => false,
            };
            slot.choices.iter().any(key)
        };
        !is_exempt(slot)
            && text.chars().all(is_syllable)
            && slot.reading.chars().eq([first])
            && is_noun()
            && !slips::stems(text).any(|stem| stem.chars().eq([first]))
            && !self.occurs(&Key::Gram([first, second].iter().collect()))
    }

    /// Which words belong to a name that the notes have under another name: `블룸 필터` where they
    /// say `bloom filter`. They are no slips, unless the notes have it in one word: `브라우 저`.
    fn named_elsewhere(&mut self, words: &[Typed]) -> Vec<bool> {
        let mut named = vec![false; words.len()];
        let slots = words.iter().enumerate();
        let slots: Vec<(usize, &Slot)> = slots
            .flat_map(|(number, word)| word.slots.iter().map(move |slot| (number, slot)))
            .collect();
        for from in 0..slots.len() {
            for len in 2..=LONGEST_NAME.min(slots.len() - from) {
                let run = &slots[from..from + len];
                let name: String = run.iter().map(|(_, slot)| slot.reading.as_str()).collect();
                if run.iter().any(|(_, slot)| service(slot) < SERVED)
                    && !self.has_word(&fold(&name))
                    && !self.other_names(&name, 1).is_empty()
                {
                    run.iter().for_each(|(number, _)| named[*number] = true);
                }
            }
        }
        named
    }

    fn mend(&mut self, word: &mut Typed, named: bool, last: bool) {
        let end = word.span.end;
        let chunks = chunks(&word.text, word.span);
        let chunks: Vec<_> =
            chunks.into_iter().flat_map(|chunk| by_script(chunk, &word.slots)).collect();
        // An identifier that the notes do not have is its words.
        for number in (0..word.slots.len()).rev() {
            let slot = &word.slots[number];
            let its: Vec<_> = chunks.iter().filter(|(_, span)| slot.span.overlaps(*span)).collect();
            if its.len() > 1 && is_poor([slot]) {
                let apart = its.iter().flat_map(|(text, span)| self.slots(text, *span));
                let apart: Vec<Slot> = apart.collect();
                word.slots.splice(number..=number, apart);
            }
        }
        for (text, span) in chunks {
            let within = |slot: &Slot| span.start <= slot.span.start && slot.span.end <= span.end;
            let slots: Vec<Slot> = word.slots.iter().filter(|slot| within(slot)).cloned().collect();
            let is_served = !is_poor(&slots) && !lacks_a_part(&slots);
            if is_served && slots.len() < 2 && !self.is_scrap(&text, &slots) {
                continue;
            }
            let at = word.slots.iter().position(within).unwrap_or(word.slots.len());
            let chunk = Chunk { text, span, slots, last: last && span.end == end };
            let reading = if named { self.split_latin(&chunk) } else { self.read_again(&chunk) };
            if let Some(slots) = reading {
                word.slots.retain(|slot| !within(slot));
                word.slots.splice(at..at, slots);
            }
        }
    }

    /// The best other reading of a chunk, if it is better than the one at hand.
    fn read_again(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let other_state = self.other_state(chunk);
        // Keys that make known words in the other state, all of them, do not do so by chance; that
        // they are also one slip away from another word may well be.
        if other_state.as_ref().is_some_and(|slots| is_certain(slots)) {
            return other_state;
        }
        let begun = self.unfinished(chunk);
        // What is on the way to a longer word is not cut into scraps: `terminationGr`.
        let is_scrap = |slot: &Slot| slot.reading.len() <= SCRAP;
        let apart = self.split_latin(chunk);
        let apart = apart.filter(|slots| begun.is_none() || !slots.iter().any(is_scrap));
        let meant = match (self.sound_or_slip(chunk), begun) {
            (Some(meant), Some(begun)) => Some(self.meant_or_begun(meant, begun)),
            (meant, begun) => meant.or(begun.map(|slot| vec![slot])),
        };
        let readings = [self.made_whole(chunk), apart, meant, other_state];
        let is_worthless = self.is_scrap(&chunk.text, &chunk.slots) || lacks_a_part(&chunk.slots);
        let mut best = if is_worthless { 0.0 } else { worth(&chunk.slots) };
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
            add_new(slot, &other.choices);
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
        if let Some(first) = slots.first_mut() {
            first.whole = Some(text.to_owned());
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

/// The number of a group of parts after those that there are.
pub(super) fn next_group(choices: &[Choice]) -> u16 {
    let used = choices.iter().filter_map(|choice| choice.part).map(|part| part.group);
    used.max().map_or(1, |last| last + 1)
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

/// A run of letters and digits, apart where Korean meets Latin if the word was read so:
/// `보안그룹에서TCP2049`. Consonants and vowels alone are keys, and belong to what is beside them.
fn by_script((text, span): (String, Span), slots: &[Slot]) -> Vec<(String, Span)> {
    let cuts = |at: usize| !slots.iter().any(|slot| slot.span.start < at && at < slot.span.end);
    let borders = text.char_indices().zip(text.chars().skip(1)).filter_map(|((at, one), other)| {
        let at = at + one.len_utf8();
        let meet = is_syllable(one) && other.is_ascii_alphanumeric()
            || one.is_ascii_alphanumeric() && is_syllable(other);
        (meet && cuts(span.start + at)).then_some(at)
    });
    let mut starts: Vec<usize> = std::iter::once(0).chain(borders).collect();
    starts.push(text.len());
    let piece = |piece: &[usize]| {
        let [start, end] = [piece[0], piece[1]];
        (text[start..end].to_owned(), Span::new(span.start + start, span.start + end))
    };
    starts.windows(2).map(piece).collect()
}
