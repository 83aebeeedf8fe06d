//! The first look: the notes that have words of a query, the most promising first, as long as one may come
//! among the best.

use std::collections::BinaryHeap;
use std::ops::Range;

use tantivy::DocId;

use super::SearchOptions;
use super::bound::{Bounds, Words};
use super::filter::{Conditions, NoteFacts};
use super::gather::Cell;
use super::score::{NoteCells, Statistics, of_document};
use super::scorer::{Scored, Scorer};
use super::segment::{Place, Segment};
use crate::index::{Manifest, NoteEntry};
use crate::query::Plan;

/// What a search looks for, and where.
pub(super) struct First<'a> {
    pub segments: &'a [Segment<'a>],
    pub manifest: &'a Manifest,
    pub plan: &'a Plan,
    pub options: &'a SearchOptions,
    pub statistics: &'a Statistics,
    /// Of each segment.
    pub conditions: &'a [Conditions<'a>],
}

/// What the first look found.
pub(super) struct Looked<'a> {
    /// The notes that are looked at twice, best first.
    pub found: Vec<Candidates<'a>>,
    /// Where all notes were looked at: how many passages came through.
    pub passages: usize,
}

/// A note that has words of the query.
struct Listed<'a> {
    segment: u32,
    /// Its number there.
    number: u32,
    cells: &'a [Cell],
}

/// One of them that is among the best by the words that it has.
#[derive(Clone, Copy)]
pub(super) struct Matched<'a> {
    pub segment: usize,
    pub entry: NoteEntry<'a>,
    pub cells: NoteCells<'a>,
    /// What it is worth as one text.
    whole: f32,
}

/// The passages of one note that came through the first pass.
pub(super) struct Candidates<'a> {
    pub note: Matched<'a>,
    best: f32,
    pub passages: Vec<Scored>,
}

impl<'a> First<'a> {
    /// Whether every note that has any of the words has to be looked at. A phrase is only seen on the second
    /// look; for a condition all are counted.
    pub fn sees_all(&self) -> bool {
        !self.plan.phrases.is_empty() || !self.conditions.iter().all(Conditions::is_empty)
    }

    /// Looks at the notes of these cells, those of each segment.
    pub fn look(&self, cells: &'a [Vec<Cell>], scorer: &mut Scorer<'_>) -> Looked<'a> {
        let First { segments, statistics, options, .. } = *self;
        let weights = &statistics.weights;
        let notes = self.manifest.by_key();
        let sees_all = self.sees_all();
        let mut bounds = Bounds::new(statistics);
        let (listed, promises) = self.listed(cells, &mut bounds);
        // Few of them are looked at, as a rule: a heap puts no more in order.
        let mut promises = BinaryHeap::from(promises);
        let mut matched: Vec<Matched<'_>> = Vec::new();
        let mut found: Vec<Candidates<'_>> = Vec::new();
        let mut looked_at = 0;
        let mut best = Best::new(options.notes, weights.near);
        while let Some(promise) = promises.pop() {
            // The notes come in order of what they can be worth at most: from where that is less than
            // what was found already, the rest need not be looked at.
            if !sees_all && promise.most() < best.least() {
                break;
            }
            let note = match promise.by {
                Known::Words(number) => {
                    let Listed { segment, number, cells } = listed[number as usize];
                    let (segment, number) = (segment as usize, number as usize);
                    let ranges = segments[segment].tree.notes;
                    let Some(entry) = notes.get(ranges.key(number)) else { continue };
                    let Range { start: root, end } = ranges.documents(number);
                    let cells = NoteCells { root, end, cells, width: entry.width() as f32 };
                    let whole = bounds.whole(&cells);
                    let most = bounds.of_counts(&cells) + weights.note * whole;
                    promises.push(Promise::new(most, Known::Counts(matched.len() as u32)));
                    matched.push(Matched { segment, entry, cells, whole });
                    continue;
                }
                Known::Counts(number) if !sees_all => {
                    let note = &matched[number as usize];
                    let tree = &segments[note.segment].tree;
                    let most = bounds.of_shapes(tree, &note.cells) + weights.note * note.whole;
                    promises.push(Promise::new(most, Known::Shapes(number)));
                    continue;
                }
                Known::Counts(number) | Known::Shapes(number) => matched[number as usize],
            };
            let tree = &segments[note.segment].tree;
            let mut passages = scorer.passages(tree, &note.cells, note.whole);
            self.keep_allowed(&note, &mut passages);
            looked_at += passages.len();
            Scored::keep_best(&mut passages, options.passages_per_note.max(FEWEST_LOOKED_AT));
            let Some(first) = passages.first() else { continue };
            debug_assert!(first.score <= promise.most(), "a note is worth more than its bound");
            best.add(first.score);
            found.push(Candidates { note, best: first.score, passages });
        }
        found.sort_by(|a, b| {
            let places = a.note.entry.place().cmp(&b.note.entry.place());
            b.best.total_cmp(&a.best).then(places)
        });
        if self.plan.phrases.is_empty() {
            found.truncate(best.most());
            found.truncate(found.partition_point(|note| note.best >= best.least()));
            keep_promising(&mut found, options);
        }
        Looked { found, passages: looked_at }
    }

    /// The notes that have words, each with what it is worth at most by which.
    fn listed(
        &self,
        cells: &'a [Vec<Cell>],
        bounds: &mut Bounds<'_>,
    ) -> (Vec<Listed<'a>>, Vec<Promise>) {
        let most = self.manifest.notes().len().min(cells.iter().map(Vec::len).sum());
        let mut listed = Vec::with_capacity(most);
        let mut promises = Vec::with_capacity(most);
        for (segment, cells) in (0..).zip(cells) {
            let ranges = self.segments[segment as usize].tree.notes;
            let mut rest = cells.as_slice();
            let mut number = 0;
            while let [first, ..] = rest {
                number = ranges.of_after(first.doc, number);
                let end = ranges.documents(number).end;
                let mut words = Words::default();
                let here = rest.iter().take_while(|cell| cell.doc < end);
                let len = here.map(|cell| words.add(cell.slot)).count();
                let (cells, after) = rest.split_at(len);
                rest = after;
                let by = Known::Words(listed.len() as u32);
                promises.push(Promise::new(bounds.of_words(words), by));
                listed.push(Listed { segment, number: number as u32, cells });
            }
        }
        (listed, promises)
    }

    /// Keeps the passages that meet the conditions and have all words of the phrases.
    fn keep_allowed(&self, note: &Matched<'_>, passages: &mut Vec<Scored>) {
        let conditions = &self.conditions[note.segment];
        if !conditions.is_empty() {
            let facts = NoteFacts::new(note.entry);
            let tree = &self.segments[note.segment].tree;
            passages.retain(|one| conditions.allow(&facts, tree, one.doc));
        }
        if !self.plan.phrases.is_empty() {
            let has = |doc: DocId, slot: usize| {
                let mut cells = of_document(note.cells.cells, doc).iter();
                cells.any(|cell| usize::from(cell.slot) == slot && cell.place == Place::Text)
            };
            let phrases = || self.plan.phrases.iter().flat_map(|phrase| &phrase.slots);
            passages.retain(|one| phrases().all(|&slot| has(one.doc, slot)));
        }
    }
}

/// What the best notes are worth, best first, and so which are looked at twice.
struct Best {
    /// How many are wanted.
    wanted: usize,
    /// How near the last of them others have to come.
    near: f32,
    scores: Vec<f32>,
}

impl Best {
    fn new(wanted: usize, near: f32) -> Self {
        Best { wanted: wanted.max(1), near, scores: Vec::new() }
    }

    /// How many are looked at twice, at most.
    fn most(&self) -> usize {
        self.wanted.saturating_mul(SECOND_LOOKS)
    }

    /// What one has to be worth that is among them.
    fn least(&self) -> f32 {
        let near = self.scores.get(self.wanted - 1).map_or(0.0, |last| last * self.near);
        self.scores.get(self.most() - 1).map_or(near, |&last| near.max(last))
    }

    fn add(&mut self, score: f32) {
        let at = self.scores.partition_point(|&other| other >= score);
        if at < self.most() {
            self.scores.insert(at, score);
            self.scores.truncate(self.most());
        }
    }
}

/// Notes that get a second look, for each that is wanted, at most.
const SECOND_LOOKS: usize = 4;

/// What no passage of a note is worth more than, and by what that is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Promise {
    /// Bits of a number that is not negative: they are in its order, and are compared more quickly.
    most: u32,
    by: Known,
}

/// What a sum may lose by being put together in another order, and more.
const ROUNDED_UP: f32 = 1.00001;

impl Promise {
    fn new(most: f32, by: Known) -> Self {
        Promise { most: (most.max(0.0) * ROUNDED_UP).to_bits(), by }
    }

    fn most(self) -> f32 {
        f32::from_bits(self.most)
    }
}

/// What a promise is made by: the more is known of a note, the less it promises.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// Which words it has, by its number among all that have any.
    Words(u32),
    /// How often it has them, by its number among those that were judged.
    Counts(u32),
    /// What the passages are that have them, by the same.
    Shapes(u32),
}

/// Leaves out the passages that the second look will hardly bring among those that are shown: it looks at
/// the best of every note, and at others only while there are not [many](LOOKED_AT) better ones.
fn keep_promising(found: &mut [Candidates<'_>], options: &SearchOptions) {
    let wanted = options.passages_per_note.saturating_mul(LOOKED_AT);
    let mut scores: Vec<f32> =
        found.iter().flat_map(|note| note.passages.iter().map(|one| one.score)).collect();
    if scores.len() <= wanted {
        return;
    }
    let (_, &mut least, _) = scores.select_nth_unstable_by(wanted, |a, b| b.total_cmp(a));
    for note in found {
        let kept = note.passages.iter().take_while(|one| one.score > least).count();
        note.passages.truncate(kept.max(1));
    }
}

/// Passages of a note that get a second look even where one is wanted.
const FEWEST_LOOKED_AT: usize = 6;
/// Passages that get a second look, for each that is wanted. With 10, of 3,832 queries for links 19 have
/// other lines among the best ten, none another first.
const LOOKED_AT: usize = 7;
