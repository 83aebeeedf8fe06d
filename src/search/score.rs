//! What a word is worth in a passage, by where it was found.

use std::cell;

use tantivy::DocId;

use super::gather::Cell;
use super::segment::Place;
use super::weights::Weights;
use crate::index::Traits;
use crate::quantity::Kinds;
use crate::query::Layer;

/// A word counts for a passage wherever it stands. Which places served a slot, and how well.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// Weighted count in the passage itself.
    pub own: f32,
    /// From the bullets, headings, title, file name and folders that the passage stands under,
    /// weighted by how far out.
    pub above: f32,
    /// From what stands below it.
    pub below: f32,
    /// Because it asks for a quantity of a kind that the passage holds.
    pub asked: f32,
    /// Whether the note's title, file name or aliases say it, and not only a part of it.
    pub named: bool,
    /// The strongest layer that served.
    pub layer: Option<Layer>,
}

impl Evidence {
    pub(super) fn serve(&mut self, layer: Layer) {
        self.layer = Some(self.layer.map_or(layer, |before| before.min(layer)));
    }

    /// Whether anything was found.
    pub fn is_some(&self) -> bool {
        self.own > 0.0 || self.is_around() || self.asked > 0.0
    }

    /// Whether anything was found above or below the passage.
    pub(super) fn is_around(&self) -> bool {
        self.above > 0.0 || self.below > 0.0
    }
}

/// What ranking knows of the whole collection and the query.
pub(super) struct Statistics {
    /// Weight of each slot: its rarity, less for a light word.
    pub slots: Vec<f32>,
    /// The same of the slots that have to be served, 0 of those that only steer.
    pub required: Vec<f32>,
    pub coverage: Coverage,
    /// The kinds of quantity that a slot asks for.
    pub asks: Vec<Kinds>,
    /// Whether something is asked, and not only named.
    pub is_question: bool,
    /// Mean width of a passage.
    pub mean_passage: f32,
    /// Mean width of a note.
    pub mean_note: f32,
    pub weights: Weights,
}

/// What is left of a score when not every word is covered.
pub(super) struct Coverage {
    /// The weights of all words that have to be covered.
    all: f32,
    power: f32,
    /// For some of what was covered, what is left: few sums are asked for, each many times, and a power
    /// costs more than all else that a passage is judged by.
    known: [cell::Cell<(f32, f32)>; POWERS],
}

const POWERS: usize = 64;

impl Coverage {
    pub fn new(all: f32, power: f32) -> Self {
        Coverage { all, power, known: std::array::from_fn(|_| cell::Cell::new((f32::NAN, 0.0))) }
    }

    /// What is left where words of so much weight are covered.
    pub fn of(&self, covered: f32) -> f32 {
        if covered == self.all {
            return 1.0;
        }
        let bits = covered.to_bits();
        let known = &self.known[(bits >> 12 ^ bits >> 18) as usize % POWERS];
        let (sum, left) = known.get();
        if sum == covered {
            return left;
        }
        let left = (covered / self.all).powf(self.power);
        known.set((covered, left));
        left
    }
}

/// What was found in one note.
#[derive(Clone, Copy)]
pub(super) struct NoteCells<'a> {
    /// The note's first document.
    pub root: DocId,
    /// The number after its last one's.
    pub end: DocId,
    /// Its cells, by document.
    pub cells: &'a [Cell],
    /// Width of the whole note.
    pub width: f32,
}

impl Statistics {
    /// Whether a slot has to be served.
    pub fn is_wanted(&self, slot: usize) -> bool {
        self.required[slot] > 0.0
    }

    /// What the score of a passage's own words is multiplied by at most, for what it is, whether or not it may
    /// name all that was asked for.
    pub fn greatest_factor(&self, names_all: bool) -> f32 {
        let w = &self.weights;
        let named = if names_all { self.named().max(self.opening()) } else { 1.0 };
        named.max(w.label).max(1.0) * w.pointer.max(w.question).max(w.code).max(1.0)
    }

    /// What is left of a passage's worth for what it is: it may only say where to read on, only ask, or be code.
    pub fn of_kind(&self, traits: Traits) -> f32 {
        let w = &self.weights;
        if traits.is_pointer() {
            w.pointer
        } else if traits.is_question() && !traits.is_heading() && !traits.is_title() {
            w.question
        } else if traits.is_code() {
            w.code
        } else {
            1.0
        }
    }

    /// What a heading's worth is multiplied by that names all that was asked for.
    pub fn named(&self) -> f32 {
        if self.is_question { self.weights.questioned } else { self.weights.named }
    }

    /// What that of the passage is multiplied by which such a heading begins with.
    pub fn opening(&self) -> f32 {
        if self.is_question { self.weights.opening } else { 1.0 }
    }

    /// How much more often a passage of this width has to say a word than one without any.
    pub fn norm(&self, width: f32) -> f32 {
        1.0 - self.weights.length + self.weights.length * width / self.mean_passage
    }

    /// What a place counts that is worth `reach` and has a word so well: as much less than the word
    /// itself there after saturation as it is less before.
    pub fn at(&self, reach: f32, count: f32) -> f32 {
        let quality = less(count, 1.0);
        let k = self.weights.saturation;
        quality * k * reach / (k + reach - quality * reach)
    }

    /// Whether a word, and not only a part of it, is found in what names the note: its title, file name or aliases.
    pub fn is_name(&self, cell: &Cell, in_title: bool) -> bool {
        let names = match cell.place {
            Place::Text => in_title,
            Place::Name => true,
            Place::Folder => false,
        };
        names && cell.count > self.weights.whole
    }

    /// Adds to what serves a passage the quantities of these kinds that it holds.
    pub fn ask(&self, evidence: &mut [Evidence], kinds: Kinds) {
        for (slot, &asks) in evidence.iter_mut().zip(&self.asks) {
            slot.asked = self.asked(asks, kinds);
        }
    }

    /// What quantities of these kinds are worth to a word that asks for some.
    pub fn asked(&self, asks: Kinds, kinds: Kinds) -> f32 {
        let w = &self.weights;
        match asks.meets(kinds) {
            false => 0.0,
            true if asks.is_said_of(kinds) => w.asked,
            true => w.asked * w.unsaid,
        }
    }

    /// What a slot is worth that is served by its word, in any form or part; nothing where it was read
    /// as another, for what a pair of syllables finds is what was typed, too.
    pub fn as_word(&self, slot: usize, evidence: &[Evidence], norm: f32) -> f32 {
        let found = &evidence[slot];
        let is_word = found.layer.is_some_and(|layer| layer <= Layer::Compound);
        if is_word { self.of_slot(slot, found, norm) } else { 0.0 }
    }

    /// Whether a passage says all that was asked for itself; a heading need not say again what the
    /// title or the file's name says.
    pub fn names_all(&self, evidence: &[Evidence], is_heading: bool) -> bool {
        let w = &self.weights;
        let wanted = || (0..evidence.len()).filter(|&slot| self.is_wanted(slot));
        let says = |slot: usize| evidence[slot].own > w.whole;
        let knows = |slot: usize| is_heading && evidence[slot].named;
        wanted().any(says) && wanted().all(|slot| says(slot) || knows(slot))
    }

    /// What is left of a score where no more is covered than this.
    pub fn left(&self, evidence: &[Evidence]) -> f32 {
        let served = evidence.iter().zip(&self.required).filter(|(found, _)| found.is_some());
        self.coverage.of(served.map(|(_, required)| required).sum())
    }

    /// What a slot is worth by what was found of it, in a passage whose length counts as `norm`.
    pub fn of_slot(&self, slot: usize, found: &Evidence, norm: f32) -> f32 {
        self.slots[slot] * self.served(found, norm)
    }

    /// How well a slot is served in a passage whose length counts as `norm`.
    fn served(&self, found: &Evidence, norm: f32) -> f32 {
        let w = &self.weights;
        // Above and below, a word is there or it is not; only of the passage's own text does
        // length explain the count.
        let own = found.own / norm;
        let above = greater(found.above, found.below);
        // The best place, and something for the second: a figure under `최대 크기` is asked for by its
        // being one, and by its label.
        let most = greater(greater(own, above), found.asked);
        let least = less(less(own, above), found.asked);
        let second = own + above + found.asked - most - least;
        saturate(most + w.again * second, w.saturation)
    }

    /// BM25F of a passage whose length counts as `norm`: a word counts once, wherever it stands.
    /// Nothing where there is none.
    pub fn worth(&self, evidence: &[Evidence], norm: f32) -> Option<f32> {
        let (mut score, mut covered, mut any) = (0.0, 0.0, false);
        for ((found, slot), required) in evidence.iter().zip(&self.slots).zip(&self.required) {
            if !found.is_some() {
                continue;
            }
            score += slot * self.served(found, norm);
            covered += required;
            any = true;
        }
        any.then(|| score * self.coverage.of(covered))
    }
}

/// The greater of two numbers. Neither may be none, which [`f32::max`] has to look for.
#[inline]
pub(super) fn greater(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}

/// The less of two numbers, as above.
#[inline]
pub(super) fn less(one: f32, other: f32) -> f32 {
    if one < other { one } else { other }
}

/// How much a word counts that was found `x` times: BM25's, 1 for once.
pub(super) fn saturate(x: f32, saturation: f32) -> f32 {
    x * (saturation + 1.0) / (x + saturation)
}

/// The cells of one document.
pub(super) fn of_document(cells: &[Cell], doc: DocId) -> &[Cell] {
    let from = cells.partition_point(|cell| cell.doc < doc);
    let len = cells[from..].iter().take_while(|cell| cell.doc == doc).count();
    &cells[from..from + len]
}
