//! The first pass: what each passage of a note is worth by the words it has, stands under and
//! stands over.

use std::cmp::Ordering;
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
    /// The same of the slots that have to be served, 0 of those that only steer.
    pub required: Vec<f32>,
    /// The sum of those.
    pub all: f32,
    /// The kinds of quantity that a slot asks for.
    pub asks: Vec<Kinds>,
    /// Mean width of a passage.
    pub mean_passage: f32,
    /// Mean width of a note.
    pub mean_note: f32,
    pub weights: Weights,
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

impl Scored {
    /// The better first.
    fn rank(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.doc.cmp(&other.doc))
    }

    /// Keeps the best, best first.
    pub fn keep_best(passages: &mut Vec<Self>, most: usize) {
        if passages.len() > most {
            passages.select_nth_unstable_by(most, Self::rank);
            passages.truncate(most);
        }
        passages.sort_unstable_by(Self::rank);
    }
}

/// Steps from a passage to what it stands below count this much less, each.
const STEP: f32 = 0.9;

impl Statistics {
    /// Whether a slot has to be served.
    pub fn is_wanted(&self, slot: usize) -> bool {
        self.required[slot] > 0.0
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
        let (mut score, mut covered) = (0.0, 0.0);
        for ((&count, slot), required) in counts.iter().zip(&self.slots).zip(&self.required) {
            if count > 0.0 {
                score += slot * saturate(count / norm, w.note_saturation);
                covered += required;
            }
        }
        score * self.coverage(covered)
    }

    /// What no passage of the note is worth more than, by its own words: from the words that the
    /// note has, without a look at where they stand.
    pub fn most(&self, tree: &Tree, note: &NoteCells<'_>) -> f32 {
        let w = &self.weights;
        let mut best: SmallVec<[Best; 8]> = smallvec![Best::default(); self.slots.len()];
        for cell in note.cells {
            let best = &mut best[usize::from(cell.slot)];
            let place = match cell.place {
                Place::Text => {
                    let own = cell.count / self.norm(tree.width(cell.doc));
                    best.own = best.own.max(own);
                    if cell.doc == note.root { &mut best.title } else { &mut best.text }
                }
                Place::Name => &mut best.name,
                Place::Folder => &mut best.folder,
            };
            *place = place.max(cell.count);
        }
        let near = w.heading.max(w.parent).max(w.below);
        let evidence = best.iter().map(|best| {
            let places = [
                (w.title, best.title),
                (near, best.text),
                (w.name, best.name),
                (w.place, best.folder),
            ];
            let found = places.into_iter().filter(|&(_, count)| count > 0.0);
            let above = found.map(|(reach, count)| self.at(reach, count)).fold(0.0, f32::max);
            Evidence { own: best.own, above, ..Evidence::default() }
        });
        let mut most: SmallVec<[Evidence; 8]> = evidence.collect();
        for (slot, asks) in most.iter_mut().zip(&self.asks) {
            if !asks.is_empty() {
                slot.asked = w.asked;
            }
        }
        w.named.max(w.label).max(1.0) * self.worth(&most, 1.0).unwrap_or(0.0)
    }

    /// How much more often a passage of this width has to say a word than one without any.
    pub fn norm(&self, width: f32) -> f32 {
        1.0 - self.weights.length + self.weights.length * width / self.mean_passage
    }

    /// What a place counts that is worth `reach` and has a word so well: as much less than the word
    /// itself there after saturation as it is less before.
    fn at(&self, reach: f32, count: f32) -> f32 {
        let quality = count.min(1.0);
        let k = self.weights.saturation;
        quality * k * reach / (k + reach - quality * reach)
    }

    /// What is left of a score when not every word is covered, but so much of those that have to be.
    fn coverage(&self, covered: f32) -> f32 {
        // The usual case first: a power costs more than all the rest.
        if covered == self.all { 1.0 } else { (covered / self.all).powf(self.weights.coverage) }
    }

    /// Adds to what serves a passage the quantities of these kinds that it holds.
    fn ask(&self, evidence: &mut [Evidence], kinds: Kinds) {
        for (slot, asks) in evidence.iter_mut().zip(&self.asks) {
            if asks.meets(kinds) {
                slot.asked = self.weights.asked;
            }
        }
    }

    /// BM25F of a passage whose length counts as `norm`: a word counts once, wherever it stands.
    /// Nothing where there is none.
    fn worth(&self, evidence: &[Evidence], norm: f32) -> Option<f32> {
        let w = &self.weights;
        let (mut score, mut covered, mut any) = (0.0, 0.0, false);
        for ((found, slot), required) in evidence.iter().zip(&self.slots).zip(&self.required) {
            if !found.is_some() {
                continue;
            }
            // Above and below, a word is there or it is not; only of the passage's own text does
            // length explain the count.
            let own = found.own / norm;
            let around = found.above.max(found.below).max(found.asked);
            score += slot * saturate(own.max(around) + w.again * own.min(around), w.saturation);
            covered += required;
            any = true;
        }
        any.then(|| score * self.coverage(covered))
    }
}

/// How much a word counts that was found `x` times: BM25's, 1 for once.
fn saturate(x: f32, saturation: f32) -> f32 {
    x * (saturation + 1.0) / (x + saturation)
}

/// Scores the passages of one note after the other.
pub(super) struct Scorer<'s> {
    statistics: &'s Statistics,
    /// The kinds of quantity that any slot asks for.
    asks: Kinds,
    /// Whether passages may answer that stand further below a word than directly.
    deep: bool,
    tree: NoteTree,
    /// Where the cells of each passage are.
    cells: Vec<Range<u32>>,
    /// Whether a passage may answer.
    candidates: Vec<bool>,
    inherited: Inherited,
    /// Of the passage at hand.
    evidence: Vec<Evidence>,
}

impl<'s> Scorer<'s> {
    /// With `deep`, every passage of a note may answer that has a word of the query anywhere.
    pub fn new(statistics: &'s Statistics, deep: bool) -> Self {
        Scorer {
            statistics,
            asks: statistics.asks.iter().fold(Kinds::NONE, |all, &asks| all.union(asks)),
            deep,
            tree: NoteTree::default(),
            cells: Vec::new(),
            candidates: Vec::new(),
            inherited: Inherited::default(),
            evidence: Vec::new(),
        }
    }

    /// The passages of the note that may answer, for a note that is worth `whole` as one text, in the
    /// order of the note.
    pub fn passages(&mut self, tree: &Tree, note: &NoteCells<'_>, whole: f32) -> Vec<Scored> {
        self.read(tree, note);
        self.find_candidates(note);
        let w = &self.statistics.weights;
        let mut scored = Vec::with_capacity(2 * note.cells.len());
        for number in 0..self.tree.len() {
            if !self.candidates[number as usize] {
                continue;
            }
            let (own, names_all) = match self.tree.parent(number) {
                Some(parent) if !self.serves(note, number) => {
                    let own = self.worth_of_inherited(note, number, parent);
                    (own, self.is_over_others(number).then_some(false))
                }
                _ => {
                    self.weigh(note, number);
                    let norm = self.statistics.norm(self.tree.width(number));
                    (self.statistics.worth(&self.evidence, norm), self.names_all(number))
                }
            };
            // Nothing at all is found for a passage only where all passages are looked at.
            let Some(own) = own else { continue };
            let factor = match names_all {
                None => 1.0,
                Some(false) => w.label,
                Some(true) => w.named,
            };
            scored.push(Scored {
                doc: note.root + number,
                score: factor * own + w.note * whole,
                factor,
                names_all: names_all == Some(true),
            });
        }
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
        self.inherited.clear(self.tree.len());
        self.cells.clear();
        self.cells.resize(self.tree.len() as usize, 0..0);
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

    /// The cells of what stands below a passage.
    fn cells_below<'a>(&self, note: &NoteCells<'a>, number: u32) -> &'a [Cell] {
        let last = self.tree.last(number);
        if last == number {
            return &[];
        }
        let from = note.cells.partition_point(|cell| cell.doc <= note.root + number);
        let below = &note.cells[from..];
        &below[..below.partition_point(|cell| cell.doc <= note.root + last)]
    }

    /// Whether a word stands in a passage or below it.
    fn serves(&self, note: &NoteCells<'_>, number: u32) -> bool {
        !self.cells[number as usize].is_empty() || !self.cells_below(note, number).is_empty()
    }

    /// The passages that may answer: those that have a word, and those that stand directly under one
    /// that has. The line that answers often does not repeat what the heading above it says.
    fn find_candidates(&mut self, note: &NoteCells<'_>) {
        self.candidates.clear();
        self.candidates.resize(self.tree.len() as usize, self.deep);
        for cells in note.cells.chunk_by(|a, b| a.doc == b.doc) {
            let number = cells[0].doc - note.root;
            self.candidates[number as usize] = true;
            for child in self.tree.children(number).take(MOST_CHILDREN) {
                self.candidates[child as usize] = true;
            }
        }
    }

    /// Puts together what serves each slot at one passage.
    fn weigh(&mut self, note: &NoteCells<'_>, number: u32) {
        let statistics = self.statistics;
        let w = &statistics.weights;
        self.evidence.clear();
        match self.tree.parent(number) {
            None => self.evidence.resize(statistics.slots.len(), Evidence::default()),
            Some(parent) => {
                let inherited = self.inherit(note, parent);
                self.evidence.extend_from_slice(&self.inherited.evidence[inherited]);
            }
        }
        for cell in self.cells_of(note, number) {
            let slot = &mut self.evidence[usize::from(cell.slot)];
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
        for cell in self.cells_below(note, number) {
            let slot = &mut self.evidence[usize::from(cell.slot)];
            slot.below = slot.below.max(statistics.at(w.below, cell.count));
            slot.serve(cell.layer);
        }
        statistics.ask(&mut self.evidence, self.tree.traits(number).kinds());
    }

    /// Puts together what serves each slot from a passage and what it stands under, for those that
    /// stand directly below it. The same for all of them, so that it is done once.
    fn inherit(&mut self, note: &NoteCells<'_>, parent: u32) -> Range<usize> {
        let statistics = self.statistics;
        let slots = statistics.slots.len();
        let at = self.inherited.at[parent as usize];
        if at != Inherited::NONE {
            return at as usize * slots..(at as usize + 1) * slots;
        }
        let w = &statistics.weights;
        let start = self.inherited.evidence.len();
        self.inherited.evidence.resize(start + slots, Evidence::default());
        self.inherited.at[parent as usize] = self.inherited.worth.len() as u32;
        self.inherited.worth.push(SmallVec::new());
        let evidence = &mut self.inherited.evidence[start..];
        let mut distance = 1.0;
        for above in std::iter::successors(Some(parent), |&above| self.tree.parent(above)) {
            let Range { start, end } = self.cells[above as usize];
            let cells = &note.cells[start as usize..end as usize];
            let traits = self.tree.traits(above);
            for cell in cells {
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
        start..start + slots
    }

    /// What a passage is worth that adds to what it stands under at most a quantity that is asked
    /// for. It has no word of its own, so that its length does not matter.
    fn worth_of_inherited(
        &mut self,
        note: &NoteCells<'_>,
        number: u32,
        parent: u32,
    ) -> Option<f32> {
        let inherited = self.inherit(note, parent);
        let at = self.inherited.at[parent as usize] as usize;
        let kinds = self.tree.traits(number).kinds().common(self.asks);
        let known = self.inherited.worth[at].iter().find(|(of, _)| *of == kinds);
        if let Some(&(_, worth)) = known {
            return worth;
        }
        self.evidence.clear();
        self.evidence.extend_from_slice(&self.inherited.evidence[inherited]);
        self.statistics.ask(&mut self.evidence, kinds);
        let worth = self.statistics.worth(&self.evidence, 1.0);
        self.inherited.worth[at].push((kinds, worth));
        worth
    }

    /// Whether a passage is a heading, title or other label: the answer is below it, unless it is
    /// what was asked for.
    fn is_over_others(&self, number: u32) -> bool {
        let traits = self.tree.traits(number);
        let is_label = || {
            let width = self.tree.width(number);
            self.tree.last(number) > number && width <= self.statistics.weights.label_width
        };
        traits.is_heading() || traits.is_title() || is_label()
    }

    /// Whether the passage just weighed names all that was asked for, if it stands over others.
    fn names_all(&self, number: u32) -> Option<bool> {
        if !self.is_over_others(number) {
            return None;
        }
        let w = &self.statistics.weights;
        let is_heading = self.tree.traits(number).is_heading();
        let wanted = || (0..self.evidence.len()).filter(|&slot| self.statistics.is_wanted(slot));
        // What the title or the file's name says, a heading need not say again.
        let near = w.parent.max(w.heading);
        let says = |slot: usize| self.evidence[slot].own > w.whole;
        let knows = |slot: usize| is_heading && self.evidence[slot].above > near;
        Some(wanted().any(says) && wanted().all(|slot| says(slot) || knows(slot)))
    }
}

/// What passages have from what they stand under, by the passage directly above them.
#[derive(Default)]
struct Inherited {
    /// For each passage of the note, which of the following is of those below it.
    at: Vec<u32>,
    /// What serves each slot.
    evidence: Vec<Evidence>,
    /// What that is worth, by the kinds of quantity that are asked for and a passage holds.
    worth: Vec<ByKinds>,
}

/// What something is worth, if anything, for each of a few sets of kinds.
type ByKinds = SmallVec<[(Kinds, Option<f32>); 2]>;

impl Inherited {
    /// Not put together yet.
    const NONE: u32 = u32::MAX;

    /// Begins a note of so many passages.
    fn clear(&mut self, passages: u32) {
        self.at.clear();
        self.at.resize(passages as usize, Self::NONE);
        self.evidence.clear();
        self.worth.clear();
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
