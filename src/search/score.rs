//! The first pass: what each passage of a note is worth by the words it has, stands under and
//! stands over.

use tantivy::DocId;

use super::gather::Cell;
use super::segment::{Place, Tree};
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

/// A passage that may answer.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub doc: DocId,
    pub score: f32,
    /// What is left of anything that is added for the passage's own words: less for a label.
    pub factor: f32,
    pub evidence: Vec<Evidence>,
}

/// The cells of one note, which are neighbours.
pub(super) struct NoteCells<'a> {
    pub root: DocId,
    pub cells: &'a [Cell],
    /// Width of the whole note.
    pub width: f32,
}

impl Statistics {
    /// Every passage of the note that may answer, best first, at most `limit`; and the note's own
    /// score.
    pub fn passages(&self, tree: &Tree, note: &NoteCells<'_>, limit: usize) -> Vec<Candidate> {
        let whole = self.note(note);
        let mut candidates: Vec<Candidate> = candidates(tree, note)
            .into_iter()
            .map(|doc| {
                let evidence = self.evidence(tree, note, doc);
                let factor = self.factor(tree, doc, &evidence);
                let score = factor * self.passage(tree, doc, &evidence) + self.weights.note * whole;
                Candidate { doc, score, factor, evidence }
            })
            .collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc)));
        candidates.truncate(limit);
        candidates
    }

    /// BM25 of the note as one text.
    fn note(&self, note: &NoteCells<'_>) -> f32 {
        let w = &self.weights;
        let norm = 1.0 - w.note_length + w.note_length * note.width / self.mean_note;
        let mut counts = vec![0.0f32; self.slots.len()];
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
            .map(|(&count, slot)| slot * self.saturate(count / norm))
            .sum();
        score * self.coverage(|slot| counts[slot] > 0.0)
    }

    fn saturate(&self, x: f32) -> f32 {
        x * (self.weights.saturation + 1.0) / (x + self.weights.saturation)
    }

    /// What is left of a score when not every word is covered.
    fn coverage(&self, covered: impl Fn(usize) -> bool) -> f32 {
        let mut all = 0.0;
        let mut found = 0.0;
        for (slot, &weight) in self.slots.iter().enumerate() {
            if !self.light[slot] && weight > 0.0 {
                all += weight;
                found += if covered(slot) { weight } else { 0.0 };
            }
        }
        if all > 0.0 { (found / all).powf(self.weights.coverage) } else { 1.0 }
    }

    /// What serves each slot at one passage.
    fn evidence(&self, tree: &Tree, note: &NoteCells<'_>, doc: DocId) -> Vec<Evidence> {
        let w = &self.weights;
        let mut evidence = vec![Evidence::default(); self.slots.len()];
        for cell in of_document(note.cells, doc) {
            let slot = &mut evidence[usize::from(cell.slot)];
            match cell.place {
                Place::Text => slot.own = slot.own.max(cell.count),
                Place::Name => slot.above = slot.above.max(w.name * cell.count.min(1.0)),
                Place::Folder => slot.above = slot.above.max(w.place * cell.count.min(1.0)),
            }
            slot.serve(cell.layer);
        }
        let kinds = tree.traits(doc).kinds();
        for (slot, asked) in evidence.iter_mut().zip(&self.asks) {
            if asked.meets(kinds) {
                slot.asked = w.asked;
            }
        }
        let mut distance = 1.0;
        let mut above = tree.parent(doc);
        while let Some(ancestor) = above {
            let traits = tree.traits(ancestor);
            let reach = if traits.is_title() {
                w.title
            } else if traits.is_heading() {
                w.heading
            } else {
                w.parent
            };
            for cell in of_document(note.cells, ancestor) {
                let slot = &mut evidence[usize::from(cell.slot)];
                let worth = match cell.place {
                    Place::Text if traits.is_title() => reach,
                    Place::Text => reach * distance,
                    Place::Name => w.name,
                    Place::Folder => w.place,
                };
                slot.above = slot.above.max(worth * cell.count.min(1.0));
                slot.serve(cell.layer);
            }
            distance *= 0.9;
            above = tree.parent(ancestor);
        }
        let last = tree.last_below(doc);
        let from = note.cells.partition_point(|cell| cell.doc <= doc);
        for cell in note.cells[from..].iter().take_while(|cell| cell.doc <= last) {
            let slot = &mut evidence[usize::from(cell.slot)];
            slot.below = slot.below.max(w.below * cell.count.min(1.0));
            slot.serve(cell.layer);
        }
        evidence
    }

    /// BM25F of one passage: a word counts once, wherever it stands.
    fn passage(&self, tree: &Tree, doc: DocId, evidence: &[Evidence]) -> f32 {
        let w = &self.weights;
        let norm = 1.0 - w.length + w.length * tree.width(doc) / self.mean_passage;
        let score: f32 = evidence
            .iter()
            .zip(&self.slots)
            .map(|(found, slot)| {
                // Above and below, a word is there or it is not; only of the passage's own text does
                // length explain the count.
                let own = found.own / norm;
                let around = found.above.max(found.below).max(found.asked);
                slot * self.saturate(own.max(around) + w.again * own.min(around))
            })
            .sum();
        score * self.coverage(|slot| evidence[slot].is_some())
    }

    /// What a passage is worth of its words: less where it only stands over the answer.
    fn factor(&self, tree: &Tree, doc: DocId, evidence: &[Evidence]) -> f32 {
        let w = &self.weights;
        let traits = tree.traits(doc);
        let stands_over = tree.last_below(doc) > doc;
        if !(traits.is_heading() || traits.is_title() || stands_over) {
            return 1.0;
        }
        let wanted = |slot: usize| !self.light[slot] && self.slots[slot] > 0.0;
        let says_all =
            (0..evidence.len()).filter(|&slot| wanted(slot)).all(|slot| evidence[slot].own > 0.0);
        if says_all { w.named } else { w.label }
    }
}

/// The cells of one document.
pub(super) fn of_document(cells: &[Cell], doc: DocId) -> &[Cell] {
    let from = cells.partition_point(|cell| cell.doc < doc);
    let len = cells[from..].iter().take_while(|cell| cell.doc == doc).count();
    &cells[from..from + len]
}

/// Children of a label that are looked at, at most.
const MOST_CHILDREN: usize = 48;

/// The passages that may answer: those that have a word, and those that stand directly under one
/// that has. The line that answers often does not repeat what the heading above it says.
fn candidates(tree: &Tree, note: &NoteCells<'_>) -> Vec<DocId> {
    let mut docs: Vec<DocId> = Vec::new();
    for cells in note.cells.chunk_by(|a, b| a.doc == b.doc) {
        let doc = cells[0].doc;
        docs.push(doc);
        let last = tree.last_below(doc);
        let mut child = doc + 1;
        for _ in 0..MOST_CHILDREN {
            if child > last {
                break;
            }
            docs.push(child);
            child = tree.last_below(child) + 1;
        }
    }
    docs.sort_unstable();
    docs.dedup();
    docs
}
