//! What a note is worth as a whole, and what its passages are worth at most, by the words it has and
//! without a look at where they stand.

use rustc_hash::FxHashMap;

use super::gather::Cell;
use super::score::{Evidence, NoteCells, Statistics, saturate};
use super::segment::{Place, Tree};
use crate::index::Shape;
use crate::quantity::Kinds;

/// Judges one note after the other.
pub(super) struct Bounds<'s> {
    statistics: &'s Statistics,
    /// Whether any slot asks for a quantity.
    asks: bool,
    /// Of the note at hand, by slot.
    counts: Vec<f32>,
    /// The same: how much of the word the best of what serves it is, of 1.
    quality: Vec<f32>,
    evidence: Vec<Evidence>,
    /// What was found of sets of words.
    by_words: FxHashMap<Words, f32>,
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
        Bounds {
            statistics,
            asks: statistics.asks.iter().any(|asks| !asks.is_empty()),
            counts: Vec::new(),
            quality: Vec::new(),
            evidence: Vec::new(),
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
            *quality = quality.max(cell.count.min(1.0));
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
            statistics.greatest_factor() * passage + w.note * note
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
        statistics.greatest_factor() * worth
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
        let mut most: f32 = 0.0;
        for cells in note.cells.chunk_by(|a, b| a.doc == b.doc) {
            // The title is above itself, too, and so are the names of the file and its folders.
            let at_root = cells[0].doc == note.root;
            let above = cells.iter().filter(|_| at_root);
            above.for_each(|cell| self.raise(note, cell));
            cells.iter().for_each(|cell| self.enter(cell));
            most = most.max(self.of_passage(tree.shape(cells[0].doc)));
            cells.iter().for_each(|cell| self.evidence[usize::from(cell.slot)].own = 0.0);
            cells.iter().for_each(|cell| self.raise(note, cell));
        }
        // One that has no word itself stands below some that have.
        self.ask(None);
        let inherited = self.statistics.worth(&self.evidence, 1.0).unwrap_or(0.0);
        most.max(w.label.max(1.0) * inherited)
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
            slot.own = slot.own.max(cell.count);
        }
    }

    /// Adds a word to those that may stand above.
    fn raise(&mut self, note: &NoteCells<'_>, cell: &Cell) {
        let w = &self.statistics.weights;
        let reach = match cell.place {
            Place::Text if cell.doc == note.root => w.title,
            Place::Text => w.heading.max(w.parent).max(w.below),
            Place::Name => w.name,
            Place::Folder => w.place,
        };
        let slot = &mut self.evidence[usize::from(cell.slot)];
        slot.above = slot.above.max(self.statistics.at(reach, cell.count));
    }

    /// What a passage of this shape is worth by the evidence at hand.
    fn of_passage(&mut self, shape: Shape) -> f32 {
        self.ask(Some(shape.traits.kinds()));
        let norm = self.statistics.norm(shape.width as f32);
        self.statistics.worth(&self.evidence, norm).unwrap_or(0.0) * self.factor(shape)
    }

    /// What such a passage's worth is multiplied by at most, for what it is.
    fn factor(&self, shape: Shape) -> f32 {
        let w = &self.statistics.weights;
        let names = shape.traits.is_heading() || shape.traits.is_title();
        if !names && shape.width as f32 > w.label_width {
            return 1.0;
        }
        // One that is narrow may stand over others, or not.
        let other = if names { w.label } else { w.label.max(1.0) };
        let names_all = self.statistics.names_all(&self.evidence, shape.traits.is_heading());
        if names_all { other.max(w.named) } else { other }
    }

    /// Adds the quantities that a passage holds: of these kinds, or of any.
    fn ask(&mut self, kinds: Option<Kinds>) {
        if !self.asks {
            return;
        }
        for (slot, &asks) in self.evidence.iter_mut().zip(&self.statistics.asks) {
            slot.asked = self.statistics.asked(asks, kinds.unwrap_or(asks));
        }
    }
}
