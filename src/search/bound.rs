//! What a note is worth as a whole, and what its passages are worth at most, by the words it has and
//! without a look at where they stand.

use rustc_hash::FxHashMap;

use super::gather::Cell;
use super::score::{Evidence, NoteCells, Statistics, saturate};
use super::segment::{Place, Tree};

/// Judges one note after the other.
pub(super) struct Bounds<'s> {
    statistics: &'s Statistics,
    /// Of the note at hand, by slot.
    counts: Vec<f32>,
    best: Vec<Best>,
    evidence: Vec<Evidence>,
    /// What was found of sets of words, a bit for each.
    by_words: FxHashMap<u64, f32>,
}

/// The best counts of a slot anywhere in a note.
#[derive(Clone, Copy, Debug, Default)]
struct Best {
    title: f32,
    text: f32,
    name: f32,
    folder: f32,
    /// In a passage's own text, as its length counts.
    own: f32,
}

impl<'s> Bounds<'s> {
    pub fn new(statistics: &'s Statistics) -> Self {
        Bounds {
            statistics,
            counts: Vec::new(),
            best: Vec::new(),
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
        for cell in note.cells {
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
        for (&count, (slot, required)) in self.counts.iter().zip(slots) {
            if count > 0.0 {
                score += slot * saturate(count / norm, w.note_saturation);
                covered += required;
            }
        }
        score * statistics.coverage(covered)
    }

    /// What no passage of a note with these words is worth more than, its note's worth included: as
    /// if it said nothing else.
    pub fn of_words(&mut self, cells: &[Cell]) -> f32 {
        let Statistics { slots, required, asks, weights: w, .. } = self.statistics;
        let bit = |slot: usize| 1_u64.checked_shl(slot as u32).unwrap_or(u64::MAX);
        let words = cells.iter().fold(0, |words, cell| words | bit(usize::from(cell.slot)));
        let statistics = self.statistics;
        *self.by_words.entry(words).or_insert_with(|| {
            let most = |has: &dyn Fn(usize) -> bool, saturation: f32| {
                let found = || (0..slots.len()).filter(|&slot| has(slot));
                let covered = found().map(|slot| required[slot]).sum();
                let score: f32 = found().map(|slot| slots[slot]).sum();
                score * (saturation + 1.0) * statistics.coverage(covered)
            };
            let has = |slot: usize| words & bit(slot) != 0;
            let passage = most(&|slot| has(slot) || !asks[slot].is_empty(), w.saturation);
            let note = most(&has, w.note_saturation);
            statistics.greatest_factor() * passage + w.note * note
        })
    }

    /// What no passage of the note is worth more than, by its own words: as if each word stood in
    /// the shortest passage that there may be.
    pub fn of_counts(&mut self, note: &NoteCells<'_>) -> f32 {
        let shortest = self.statistics.norm(0.0);
        self.by_norm(note, |_| shortest)
    }

    /// The same by the length of the passages that have the words: less, and more work.
    pub fn of_lengths(&mut self, tree: &Tree<'_>, note: &NoteCells<'_>) -> f32 {
        let statistics = self.statistics;
        self.by_norm(note, |doc| statistics.norm(tree.width(doc)))
    }

    fn by_norm(&mut self, note: &NoteCells<'_>, norm: impl Fn(u32) -> f32) -> f32 {
        let statistics = self.statistics;
        let w = &statistics.weights;
        self.best.clear();
        self.best.resize(statistics.slots.len(), Best::default());
        for cell in note.cells {
            let best = &mut self.best[usize::from(cell.slot)];
            let place = match cell.place {
                Place::Text => {
                    best.own = best.own.max(cell.count / norm(cell.doc));
                    if cell.doc == note.root { &mut best.title } else { &mut best.text }
                }
                Place::Name => &mut best.name,
                Place::Folder => &mut best.folder,
            };
            *place = place.max(cell.count);
        }
        let near = w.heading.max(w.parent).max(w.below);
        self.evidence.clear();
        self.evidence.extend(self.best.iter().zip(&statistics.asks).map(|(best, asks)| {
            let places = [
                (w.title, best.title),
                (near, best.text),
                (w.name, best.name),
                (w.place, best.folder),
            ];
            let found = places.into_iter().filter(|&(_, count)| count > 0.0);
            let above = found.map(|(reach, count)| statistics.at(reach, count));
            Evidence {
                own: best.own,
                above: above.fold(0.0, f32::max),
                asked: if asks.is_empty() { 0.0 } else { w.asked },
                ..Evidence::default()
            }
        }));
        let worth = statistics.worth(&self.evidence, 1.0).unwrap_or(0.0);
        statistics.greatest_factor() * worth
    }
}
