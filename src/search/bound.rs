//! What a note is worth as a whole, and what its passages are worth at most, by the words it has and
//! without a look at where they stand.

use rustc_hash::FxHashMap;

use super::gather::Cell;
use super::score::{Evidence, NoteCells, Statistics, greater, less, saturate};
use super::segment::{Place, Tree};
use super::weights::Weights;
use crate::index::Shape;
use crate::quantity::Kinds;

/// Judges one note after the other.
pub(super) struct Bounds<'s> {
    statistics: &'s Statistics,
    /// The slots that ask for a quantity.
    asking: Vec<usize>,
    /// What the evidence above a passage is at most that is not from its note's title, name or folders.
    most_above: f32,
    /// Of the note at hand, by slot.
    counts: Vec<f32>,
    /// The same: how much of the word the best of what serves it is, of 1.
    quality: Vec<f32>,
    evidence: Vec<Evidence>,
    inherited: Inherited,
    /// What was found of sets of words.
    by_words: FxHashMap<Words, f32>,
}

/// What a passage is worth by what may stand above and below it: one that has words itself differs only in
/// these.
#[derive(Default)]
struct Inherited {
    /// What each slot is worth; nothing of those that ask for a quantity.
    slots: Vec<f32>,
    /// All of them.
    score: f32,
    /// The weights of those that are served.
    covered: f32,
}

/// How well a word serves at most that stands above, but not in the title.
fn reach_above(w: &Weights) -> f32 {
    w.heading.max(w.parent).max(w.below)
}

/// Which words of a query a note has.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Words(u64);

impl Words {
    pub fn add(&mut self, slot: u16) {
        self.0 |= Self::bit(usize::from(slot));
    }

    fn has(self, slot: usize) -> bool {
        self.0 & Self::bit(slot) != 0
    }

    /// Beyond the 64th, a word is taken for all of them: a bound need not be the least.
    fn bit(slot: usize) -> u64 {
        1_u64.checked_shl(slot as u32).unwrap_or(u64::MAX)
    }
}

impl<'s> Bounds<'s> {
    pub fn new(statistics: &'s Statistics) -> Self {
        let Statistics { asks, weights: w, .. } = statistics;
        Bounds {
            statistics,
            asking: (0..asks.len()).filter(|&slot| !asks[slot].is_empty()).collect(),
            most_above: statistics.at(reach_above(w), 1.0),
            counts: Vec::new(),
            quality: Vec::new(),
            evidence: Vec::new(),
            inherited: Inherited::default(),
            by_words: FxHashMap::default(),
        }
    }

    /// BM25 of the note as one text.
    pub fn whole(&mut self, note: &NoteCells<'_>) -> f32 {
        let statistics = self.statistics;
        let w = &statistics.weights;
        let norm = 1.0 - w.note_length + w.note_length * note.width / statistics.mean_note;
        self.counts.clear();
        self.counts.resize(statistics.slots.len(), 0.0);
        self.quality.clear();
        self.quality.resize(statistics.slots.len(), 0.0);
        for cell in note.cells {
            let quality = &mut self.quality[usize::from(cell.slot)];
            *quality = greater(*quality, less(cell.count, 1.0));
            let at_root = cell.doc == note.root;
            self.counts[usize::from(cell.slot)] += match cell.place {
                Place::Text if at_root => w.note_title * cell.count * norm,
                Place::Text => cell.count,
                Place::Name => w.note_name * cell.count * norm,
                Place::Folder => w.note_place * cell.count * norm,
            };
        }
        let slots = statistics.slots.iter().zip(&statistics.required);
        let (mut score, mut covered) = (0.0, 0.0);
        for ((&count, &quality), (slot, required)) in
            self.counts.iter().zip(&self.quality).zip(slots)
        {
            if count > 0.0 {
                // Parts of a word, however many, do not come to the word.
                let most = 1.0 + w.note_quality * (quality - 1.0);
                score += slot * most * saturate(count / (most * norm), w.note_saturation);
                covered += required;
            }
        }
        score * statistics.coverage.of(covered)
    }

    /// What no passage of a note with these words is worth more than, its note's worth included: as
    /// if it said nothing else.
    pub fn of_words(&mut self, words: Words) -> f32 {
        let Statistics { slots, required, asks, weights: w, .. } = self.statistics;
        let statistics = self.statistics;
        *self.by_words.entry(words).or_insert_with(|| {
            let most = |has: &dyn Fn(usize) -> bool, saturation: f32| {
                let found = || (0..slots.len()).filter(|&slot| has(slot));
                let covered = found().map(|slot| required[slot]).sum();
                let score: f32 = found().map(|slot| slots[slot]).sum();
                score * (saturation + 1.0) * statistics.coverage.of(covered)
            };
            let passage = most(&|slot| words.has(slot) || !asks[slot].is_empty(), w.saturation);
            let note = most(&|slot| words.has(slot), w.note_saturation);
            let names_all = (0..slots.len()).all(|slot| words.has(slot) || required[slot] == 0.0);
            statistics.greatest_factor(names_all) * passage + w.note * note
        })
    }

    /// What no passage of the note is worth more than, by its own words: as if all stood in the
    /// shortest passage that there may be, and above it as well.
    pub fn of_counts(&mut self, note: &NoteCells<'_>) -> f32 {
        self.begin();
        for cell in note.cells {
            self.enter(cell);
            self.raise(note, cell);
        }
        self.ask(None);
        let statistics = self.statistics;
        let worth = statistics.worth(&self.evidence, statistics.norm(0.0)).unwrap_or(0.0);
        statistics.greatest_factor(statistics.names_all(&self.evidence, true)) * worth
    }

    /// The same by what the passages are that have the words, each by itself, as if whatever stands
    /// before it in the note stood above it: less, and more work.
    pub fn of_shapes(&mut self, tree: &Tree<'_>, note: &NoteCells<'_>) -> f32 {
        let w = &self.statistics.weights;
        self.begin();
        let below = self.statistics.at(w.below, 1.0);
        for cell in note.cells {
            self.evidence[usize::from(cell.slot)].below = below;
        }
        self.inherit();
        let mut most: f32 = 0.0;
        for cells in note.cells.chunk_by(|a, b| a.doc == b.doc) {
            // The title is above itself, too, and so are the names of the file and its folders.
            if cells[0].doc == note.root {
                self.raise_all(note, cells);
            }
            cells.iter().for_each(|cell| self.enter(cell));
            most = greater(most, self.of_passage(cells, tree.shape(cells[0].doc)));
            cells.iter().for_each(|cell| self.evidence[usize::from(cell.slot)].own = 0.0);
            self.raise_all(note, cells);
        }
        // One that has no word itself stands below some that have.
        self.ask(None);
        let inherited = self.statistics.worth(&self.evidence, 1.0).unwrap_or(0.0);
        most.max(w.label.max(self.opening()) * inherited)
    }

    /// Begins without evidence.
    fn begin(&mut self) {
        self.evidence.clear();
        self.evidence.resize(self.statistics.slots.len(), Evidence::default());
    }

    /// Adds a word to those of the passage at hand.
    fn enter(&mut self, cell: &Cell) {
        if cell.place == Place::Text {
            let slot = &mut self.evidence[usize::from(cell.slot)];
            slot.own = greater(slot.own, cell.count);
        }
    }

    /// Adds a word to those that may stand above. Whether that changes anything.
    fn raise(&mut self, note: &NoteCells<'_>, cell: &Cell) -> bool {
        let w = &self.statistics.weights;
        let slot = &mut self.evidence[usize::from(cell.slot)];
        slot.named |= self.statistics.is_name(cell, cell.doc == note.root);
        let reach = match cell.place {
            Place::Text if cell.doc == note.root => w.title,
            Place::Text if slot.above >= self.most_above => return false,
            Place::Text => reach_above(w),
            Place::Name => w.name,
            Place::Folder => w.place,
        };
        let above = self.statistics.at(reach, cell.count);
        let is_more = above > slot.above;
        slot.above = greater(slot.above, above);
        is_more
    }

    /// Adds the words of a passage to those that may stand above.
    fn raise_all(&mut self, note: &NoteCells<'_>, cells: &[Cell]) {
        let raised = cells.iter().filter(|cell| self.raise(note, cell)).count();
        if raised > 0 {
            self.inherit();
        }
    }

    /// Works out what a passage is worth by what may stand above and below it.
    fn inherit(&mut self) {
        let Bounds { statistics, evidence, inherited, .. } = self;
        inherited.slots.clear();
        (inherited.score, inherited.covered) = (0.0, 0.0);
        for (slot, found) in evidence.iter().enumerate() {
            let is_served = found.is_around();
            inherited.covered += if is_served { statistics.required[slot] } else { 0.0 };
            let counts = is_served && statistics.asks[slot].is_empty();
            let worth = if counts { statistics.of_slot(slot, found, 1.0) } else { 0.0 };
            inherited.slots.push(worth);
            inherited.score += worth;
        }
    }

    /// What a passage of this shape and with these cells is worth by the evidence at hand.
    fn of_passage(&mut self, cells: &[Cell], shape: Shape) -> f32 {
        self.ask(Some(shape.traits.kinds()));
        let Bounds { statistics, asking, evidence, inherited, .. } = self;
        let norm = statistics.norm(shape.width as f32);
        let (mut score, mut covered) = (inherited.score, inherited.covered);
        let own = cells.iter().filter(|cell| cell.place == Place::Text);
        for slot in own.map(|cell| usize::from(cell.slot)) {
            if statistics.asks[slot].is_empty() {
                let worth = statistics.of_slot(slot, &evidence[slot], norm);
                score += worth - inherited.slots[slot];
                covered += if evidence[slot].is_around() { 0.0 } else { statistics.required[slot] };
            }
        }
        for &mut slot in asking {
            let found = &evidence[slot];
            if found.is_some() {
                score += statistics.of_slot(slot, found, norm);
                covered += if found.is_around() { 0.0 } else { statistics.required[slot] };
            }
        }
        let kind = statistics.of_kind(shape.traits);
        score * statistics.coverage.of(covered) * self.factor(shape) * kind
    }

    /// What such a passage's worth is multiplied by at most, for what it is.
    fn factor(&self, shape: Shape) -> f32 {
        let w = &self.statistics.weights;
        let names = shape.traits.is_heading() || shape.traits.is_title();
        let opening = self.opening();
        if !names && shape.width as f32 > w.label_width {
            return opening;
        }
        // One that is narrow may stand over others, or not.
        let other = if names { w.label } else { w.label.max(opening) };
        let names_all = self.statistics.names_all(&self.evidence, shape.traits.is_heading());
        if names_all { other.max(self.statistics.named()) } else { other }
    }

    /// What the worth of a passage is multiplied by at most for the heading that it may be the first below.
    fn opening(&self) -> f32 {
        let wanted = (0..self.evidence.len()).filter(|&slot| self.statistics.is_wanted(slot));
        let mut above = wanted.map(|slot| self.evidence[slot].above);
        let opening = self.statistics.opening();
        if opening > 1.0 && above.all(|above| above > 0.0) { opening } else { 1.0 }
    }

    /// Adds the quantities that a passage holds: of these kinds, or of any.
    fn ask(&mut self, kinds: Option<Kinds>) {
        for &slot in &self.asking {
            let asks = self.statistics.asks[slot];
            self.evidence[slot].asked = self.statistics.asked(asks, kinds.unwrap_or(asks));
        }
    }
}
