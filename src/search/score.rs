//! The first pass: what each passage of a note is worth by the words it has, stands under and
//! stands over.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};
use tantivy::DocId;

use super::gather::Cell;
use super::segment::{NoteTree, Place, Tree};
use super::weights::Weights;
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
    /// The strongest layer that served.
    pub layer: Option<Layer>,
}

impl Evidence {
    fn serve(&mut self, layer: Layer) {
        self.layer = Some(self.layer.map_or(layer, |before| before.min(layer)));
    }

    /// Whether anything was found.
    pub fn is_some(&self) -> bool {
        self.own > 0.0 || self.above > 0.0 || self.below > 0.0 || self.asked > 0.0
    }
}

/// What ranking knows of the whole collection and the query.
pub(super) struct Statistics {
    /// Weight of each slot: its rarity, less for a light word.
    pub slots: Vec<f32>,
    /// Whether a slot only steers.
    pub light: Vec<bool>,
    /// The kinds of quantity that a slot asks for.
    pub asks: Vec<Kinds>,
    /// Mean width of a passage.
    pub mean_passage: f32,
    /// Mean width of a note.
    pub mean_note: f32,
    pub weights: Weights,
}

/// What was found in one note.
#[derive(Clone, Copy)]
pub(super) struct NoteCells<'a> {
    /// The note's first document.
    pub root: DocId,
    /// Its cells, by document.
    pub cells: &'a [Cell],
    /// Width of the whole note.
    pub width: f32,
}

/// A passage that may answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub doc: DocId,
    pub score: f32,
    /// What is left of anything that is added for the passage's own words: less for a label.
    pub factor: f32,
    /// Whether it is a heading or title, or stands over others, and says all that was asked for.
    pub names_all: bool,
}

/// Steps from a passage to what it stands below count this much less, each.
const STEP: f32 = 0.9;

impl Statistics {
    /// Whether a slot has to be served.
    pub fn is_wanted(&self, slot: usize) -> bool {
        !self.light[slot] && self.slots[slot] > 0.0
    }

    /// BM25 of the note as one text.
    pub fn note(&self, note: &NoteCells<'_>) -> f32 {
        let w = &self.weights;
        let norm = 1.0 - w.note_length + w.note_length * note.width / self.mean_note;
        let mut counts: SmallVec<[f32; 16]> = smallvec![0.0; self.slots.len()];
        for cell in note.cells {
            let at_root = cell.doc == note.root;
            counts[usize::from(cell.slot)] += match cell.place {
                Place::Text if at_root => w.note_title * cell.count * norm,
                Place::Text => cell.count,
                Place::Name => w.note_name * cell.count * norm,
                Place::Folder => w.note_place * cell.count * norm,
            };
        }
        let score: f32 = counts
            .iter()
            .zip(&self.slots)
            .map(|(&count, slot)| slot * saturate(count / norm, w.note_saturation))
            .sum();
        score * self.coverage(|slot| counts[slot] > 0.0)
    }

    /// What no passage of the note is worth more than, by its own words: from the words that the
    /// note has, without a look at where they stand.
    pub fn most(&self, note: &NoteCells<'_>) -> f32 {
        let w = &self.weights;
        let mut most: SmallVec<[Evidence; 8]> = smallvec![Evidence::default(); self.slots.len()];
        let near = w.heading.max(w.parent).max(w.below);
        for cell in note.cells {
            let slot = &mut most[usize::from(cell.slot)];
            let reach = match cell.place {
                Place::Text if cell.doc == note.root => w.title,
                Place::Text => near,
                Place::Name => w.name,
                Place::Folder => w.place,
            };
            slot.above = slot.above.max(self.at(reach, cell.count));
            if cell.place == Place::Text {
                slot.own = slot.own.max(cell.count);
            }
        }
        for (slot, asks) in most.iter_mut().zip(&self.asks) {
            if !asks.is_empty() {
                slot.asked = w.asked;
            }
        }
        w.named.max(w.label).max(1.0) * self.worth(&most, 1.0 - w.length)
    }

    /// What a place counts that is worth `reach` and has a word so well: as much less than the word
    /// itself there after saturation as it is less before.
    fn at(&self, reach: f32, count: f32) -> f32 {
        let quality = count.min(1.0);
        let k = self.weights.saturation;
        quality * k * reach / (k + reach - quality * reach)
    }

    /// What is left of a score when not every word is covered.
    fn coverage(&self, covered: impl Fn(usize) -> bool) -> f32 {
        let mut all = 0.0;
        let mut found = 0.0;
        for (slot, &weight) in self.slots.iter().enumerate() {
            if self.is_wanted(slot) {
                all += weight;
                found += if covered(slot) { weight } else { 0.0 };
            }
        }
        // The usual case first: a power costs more than all the rest.
        if found == all { 1.0 } else { (found / all).powf(self.weights.coverage) }
    }

    /// BM25F of a passage whose length counts as `norm`: a word counts once, wherever it stands.
    fn worth(&self, evidence: &[Evidence], norm: f32) -> f32 {
        let w = &self.weights;
        let score: f32 = evidence
            .iter()
            .zip(&self.slots)
            .map(|(found, slot)| {
                // Above and below, a word is there or it is not; only of the passage's own text does
                // length explain the count.
                let own = found.own / norm;
                let around = found.above.max(found.below).max(found.asked);
                slot * saturate(own.max(around) + w.again * own.min(around), w.saturation)
            })
            .sum();
        score * self.coverage(|slot| evidence[slot].is_some())
    }
}

/// How much a word counts that was found `x` times: BM25's, 1 for once.
fn saturate(x: f32, saturation: f32) -> f32 {
    x * (saturation + 1.0) / (x + saturation)
}

/// Scores the passages of one note after the other.
pub(super) struct Scorer<'s> {
    statistics: &'s Statistics,
    /// Whether passages may answer that stand further below a word than directly.
    deep: bool,
    tree: NoteTree,
    /// Where the cells of each passage are.
    cells: Vec<Range<u32>>,
    /// Whether a passage may answer.
    candidates: Vec<bool>,
    evidence: Vec<Evidence>,
}

impl<'s> Scorer<'s> {
    /// With `deep`, every passage of a note may answer that has a word of the query anywhere.
    pub fn new(statistics: &'s Statistics, deep: bool) -> Self {
        Scorer {
            statistics,
            deep,
            tree: NoteTree::default(),
            cells: Vec::new(),
            candidates: Vec::new(),
            evidence: Vec::new(),
        }
    }

    /// Every passage of the note that may answer, best first, for a note that is worth `whole` as
    /// one text.
    pub fn passages(&mut self, tree: &Tree, note: &NoteCells<'_>, whole: f32) -> Vec<Scored> {
        self.read(tree, note);
        self.find_candidates(note);
        let mut scored = Vec::new();
        for number in 0..self.tree.len() as u32 {
            if self.candidates[number as usize] {
                self.weigh(note, number);
                if self.deep && !self.evidence.iter().any(Evidence::is_some) {
                    continue;
                }
                let w = &self.statistics.weights;
                let (factor, names_all) = match self.names_all(number) {
                    None => (1.0, false),
                    Some(false) => (w.label, false),
                    Some(true) => (w.named, true),
                };
                let node = self.tree.node(number);
                let norm = 1.0 - w.length + w.length * node.width / self.statistics.mean_passage;
                let own = self.statistics.worth(&self.evidence, norm);
                scored.push(Scored {
                    doc: note.root + number,
                    score: factor * own + w.note * whole,
                    factor,
                    names_all,
                });
            }
        }
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc)));
        scored
    }

    /// What serves each slot at each of a few passages of the note.
    pub fn evidence(
        &mut self,
        tree: &Tree,
        note: &NoteCells<'_>,
        docs: impl Iterator<Item = DocId>,
    ) -> Vec<Vec<Evidence>> {
        self.read(tree, note);
        docs.map(|doc| {
            self.weigh(note, doc - note.root);
            self.evidence.clone()
        })
        .collect()
    }

    /// Reads the note's outline and finds its passages' cells.
    fn read(&mut self, tree: &Tree, note: &NoteCells<'_>) {
        self.tree.read(tree, note.root);
        self.cells.clear();
        self.cells.resize(self.tree.len(), 0..0);
        let mut at = 0;
        for cells in note.cells.chunk_by(|a, b| a.doc == b.doc) {
            let end = at + cells.len() as u32;
            self.cells[(cells[0].doc - note.root) as usize] = at..end;
            at = end;
        }
    }

    fn cells_of<'a>(&self, note: &NoteCells<'a>, number: u32) -> &'a [Cell] {
        let Range { start, end } = self.cells[number as usize];
        &note.cells[start as usize..end as usize]
    }

    /// The passages that may answer: those that have a word, and those that stand directly under one
    /// that has. The line that answers often does not repeat what the heading above it says.
    fn find_candidates(&mut self, note: &NoteCells<'_>) {
        self.candidates.clear();
        self.candidates.resize(self.tree.len(), self.deep);
        for cells in note.cells.chunk_by(|a, b| a.doc == b.doc) {
            let number = cells[0].doc - note.root;
            self.candidates[number as usize] = true;
            let last = self.tree.node(number).last;
            let mut child = number + 1;
            for _ in 0..MOST_CHILDREN {
                if child > last {
                    break;
                }
                self.candidates[child as usize] = true;
                child = self.tree.node(child).last + 1;
            }
        }
    }

    /// Puts together what serves each slot at one passage.
    fn weigh(&mut self, note: &NoteCells<'_>, number: u32) {
        let statistics = self.statistics;
        let w = &statistics.weights;
        let node = self.tree.node(number);
        let mut evidence = std::mem::take(&mut self.evidence);
        evidence.clear();
        evidence.resize(statistics.slots.len(), Evidence::default());
        for cell in self.cells_of(note, number) {
            let slot = &mut evidence[usize::from(cell.slot)];
            let reach = match cell.place {
                Place::Text => {
                    slot.own = slot.own.max(cell.count);
                    // The title is no less about its words than what stands below it.
                    if number == 0 { w.title } else { 0.0 }
                }
                Place::Name => w.name,
                Place::Folder => w.place,
            };
            slot.above = slot.above.max(statistics.at(reach, cell.count));
            slot.serve(cell.layer);
        }
        let kinds = node.traits.kinds();
        for (slot, asks) in evidence.iter_mut().zip(&statistics.asks) {
            if asks.meets(kinds) {
                slot.asked = w.asked;
            }
        }
        let mut distance = 1.0;
        for above in self.tree.above(number) {
            let traits = self.tree.node(above).traits;
            for cell in self.cells_of(note, above) {
                let slot = &mut evidence[usize::from(cell.slot)];
                let reach = match cell.place {
                    Place::Text if traits.is_title() => w.title,
                    Place::Text if traits.is_heading() => w.heading * distance,
                    Place::Text => w.parent * distance,
                    Place::Name => w.name,
                    Place::Folder => w.place,
                };
                slot.above = slot.above.max(statistics.at(reach, cell.count));
                slot.serve(cell.layer);
            }
            distance *= STEP;
        }
        if node.last > number {
            let from = note.cells.partition_point(|cell| cell.doc <= note.root + number);
            let below = note.cells[from..].iter();
            for cell in below.take_while(|cell| cell.doc <= note.root + node.last) {
                let slot = &mut evidence[usize::from(cell.slot)];
                slot.below = slot.below.max(statistics.at(w.below, cell.count));
                slot.serve(cell.layer);
            }
        }
        self.evidence = evidence;
    }

    /// Whether the passage just weighed names all that was asked for, if it stands over others: if
    /// not, the answer is below it.
    fn names_all(&self, number: u32) -> Option<bool> {
        let w = &self.statistics.weights;
        let node = self.tree.node(number);
        let is_heading = node.traits.is_heading();
        let is_label = node.last > number && node.width <= w.label_width;
        if !(is_heading || node.traits.is_title() || is_label) {
            return None;
        }
        let wanted = || (0..self.evidence.len()).filter(|&slot| self.statistics.is_wanted(slot));
        // What the title or the file's name says, a heading need not say again.
        let near = w.parent.max(w.heading);
        let says = |slot: usize| self.evidence[slot].own > w.whole;
        let knows = |slot: usize| is_heading && self.evidence[slot].above > near;
        Some(wanted().any(says) && wanted().all(|slot| says(slot) || knows(slot)))
    }
}

/// Children of a label that are looked at, at most.
const MOST_CHILDREN: usize = 48;

/// The cells of one document.
pub(super) fn of_document(cells: &[Cell], doc: DocId) -> &[Cell] {
    let from = cells.partition_point(|cell| cell.doc < doc);
    let len = cells[from..].iter().take_while(|cell| cell.doc == doc).count();
    &cells[from..from + len]
}
