//! The first pass: what each passage of a note is worth by the words it has, stands under and
//! stands over.

use std::cmp::Ordering;
use std::ops::Range;
use std::rc::Rc;

use smallvec::SmallVec;
use tantivy::DocId;

use super::bits::for_each_bit;
use super::gather::Cell;
use super::score::{Evidence, NoteCells, Statistics, greater};
use super::segment::{NoteTree, Place, Tree};
use crate::quantity::Kinds;

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

/// Scores the passages of one note after the other.
pub(super) struct Scorer<'s> {
    statistics: &'s Statistics,
    /// The kinds of quantity that any slot asks for.
    asks: Kinds,
    /// Whether passages may answer that stand further below a word than directly.
    deep: bool,
    tree: Rc<NoteTree>,
    /// Where the cells of each passage begin, and where the last one's end.
    starts: Vec<u32>,
    /// A bit for each passage: whether it may answer.
    candidates: Vec<u64>,
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
            tree: Rc::default(),
            starts: Vec::new(),
            candidates: Vec::new(),
            inherited: Inherited::default(),
            evidence: Vec::new(),
        }
    }

    /// The passages of the note that may answer, for a note that is worth `whole` as one text, in the
    /// order of the note.
    pub fn passages(&mut self, tree: &Tree<'_>, note: &NoteCells<'_>, whole: f32) -> Vec<Scored> {
        self.read(tree, note);
        self.find_candidates(note);
        let w = &self.statistics.weights;
        let mut scored = Vec::with_capacity(2 * note.cells.len());
        let candidates = std::mem::take(&mut self.candidates);
        // What the last heading begins with that names all that was asked for.
        let mut opening = None;
        for_each_bit(&candidates, |number| {
            let number = number as u32;
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
            let Some(own) = own else { return };
            let opens = opening == Some(number);
            if names_all == Some(true) {
                opening = self.tree.children(number).next();
            }
            let factor = self.statistics.of_kind(self.tree.traits(number))
                * match names_all {
                    None if opens => self.statistics.opening(),
                    None => 1.0,
                    Some(false) => w.label,
                    Some(true) => self.statistics.named(),
                };
            scored.push(Scored {
                doc: note.root + number,
                score: factor * own + w.note * whole,
                factor,
                names_all: names_all == Some(true),
            });
        });
        self.candidates = candidates;
        scored
    }

    /// What serves each slot at each of a few passages of the note.
    pub fn evidence(
        &mut self,
        tree: &Tree<'_>,
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
    fn read(&mut self, tree: &Tree<'_>, note: &NoteCells<'_>) {
        self.tree = tree.outline(note.root..note.end);
        self.inherited.clear(self.tree.len());
        self.starts.clear();
        let mut at = 0;
        for cells in note.cells.chunk_by(|a, b| a.doc == b.doc) {
            self.starts.resize((cells[0].doc - note.root) as usize + 1, at);
            at += cells.len() as u32;
        }
        self.starts.resize(self.tree.len() as usize + 1, at);
    }

    fn cells_of<'a>(&self, note: &NoteCells<'a>, number: u32) -> &'a [Cell] {
        self.cells_from(note, number, number)
    }

    /// The cells of all passages from one to another.
    fn cells_from<'a>(&self, note: &NoteCells<'a>, first: u32, last: u32) -> &'a [Cell] {
        let (start, end) = (self.starts[first as usize], self.starts[last as usize + 1]);
        &note.cells[start as usize..end as usize]
    }

    /// The cells of what stands below a passage.
    fn cells_below<'a>(&self, note: &NoteCells<'a>, number: u32) -> &'a [Cell] {
        self.cells_from(note, number + 1, self.tree.last(number))
    }

    /// Whether a word stands in a passage or below it.
    fn serves(&self, note: &NoteCells<'_>, number: u32) -> bool {
        !self.cells_from(note, number, self.tree.last(number)).is_empty()
    }

    /// The passages that may answer: those that have a word, and those that stand directly under one
    /// that has. The line that answers often does not repeat what the heading above it says.
    fn find_candidates(&mut self, note: &NoteCells<'_>) {
        let Scorer { candidates, tree, deep, .. } = self;
        candidates.clear();
        candidates.resize((tree.len() as usize).div_ceil(64), 0);
        let mut may_answer = |number: u32| candidates[number as usize / 64] |= 1 << (number % 64);
        if *deep {
            (0..tree.len()).for_each(&mut may_answer);
        }
        for cells in note.cells.chunk_by(|a, b| a.doc == b.doc) {
            let number = cells[0].doc - note.root;
            may_answer(number);
            tree.children(number).take(MOST_CHILDREN).for_each(&mut may_answer);
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
                    slot.own = greater(slot.own, cell.count);
                    // The title is no less about its words than what stands below it.
                    if number == 0 { w.title } else { 0.0 }
                }
                Place::Name => w.name,
                Place::Folder => w.place,
            };
            slot.named |= statistics.is_name(cell, number == 0);
            slot.above = greater(slot.above, statistics.at(reach, cell.count));
            slot.serve(cell.layer);
        }
        for cell in self.cells_below(note, number) {
            let slot = &mut self.evidence[usize::from(cell.slot)];
            slot.below = greater(slot.below, statistics.at(w.below, cell.count));
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
            let (start, end) = (self.starts[above as usize], self.starts[above as usize + 1]);
            let cells = &note.cells[start as usize..end as usize];
            let traits = self.tree.traits(above);
            for cell in cells {
                let slot = &mut evidence[usize::from(cell.slot)];
                let reach = match cell.place {
                    Place::Text if traits.is_title() => w.title,
                    Place::Text if traits.is_heading() => w.heading * distance,
                    Place::Text if self.tree.width(above) > w.label_width => {
                        let norm = statistics.norm(self.tree.width(above));
                        (w.statement / norm).min(w.parent) * distance
                    }
                    Place::Text => w.parent * distance,
                    Place::Name => w.name,
                    Place::Folder => w.place,
                };
                slot.named |= statistics.is_name(cell, traits.is_title());
                slot.above = greater(slot.above, statistics.at(reach, cell.count));
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
        let traits = self.tree.traits(number);
        // Who asks for a column asks for what stands in it.
        if traits.is_table_header() {
            return Some(false);
        }
        Some(self.statistics.names_all(&self.evidence, traits.is_heading()))
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
