//! Going through the notes that have words of a query, the most promising first.

use std::collections::BinaryHeap;
use std::ops::Range;

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::bound::{Bounds, Words};
use super::combine::Pieces;
use super::filter::{Conditions, NoteFacts};
use super::gather::{Cell, Counts, Frequency, Lists, gather, keep_room};
use super::listing::filtered;
use super::refine::rarity;
use super::score::{Coverage, NoteCells, Statistics, of_document};
use super::scorer::{Scored, Scorer};
use super::second::{Searched, refined};
use super::segment::{Place, Segment};
use super::{Hit, Ranking, SearchOptions, Weights, topics};
use crate::index::{Manifest, NoteEntry, Snapshot};
use crate::query::{Filter, Plan};

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

/// Ranks the passages that answer a plan.
pub(super) fn rank(
    snapshot: &Snapshot,
    segments: &[Segment<'_>],
    plan: &Plan,
    options: &SearchOptions,
) -> tantivy::Result<Ranking> {
    let manifest = &snapshot.manifest;
    let weights =
        if options.passages_per_note == 1 { options.weights.for_notes() } else { options.weights };
    if plan.by_topic && topics::ids(&plan.filters).next().is_some() {
        return topics::by_topic(snapshot, segments, plan, options);
    }
    if plan.slots.is_empty() {
        return filtered(snapshot, segments, plan, options);
    }
    let mut counts = Counts::of(&plan.slots);
    let mut lists = Vec::with_capacity(segments.len());
    for segment in segments {
        let here = Lists::find(segment, &plan.slots)?;
        counts.add(segment, &plan.slots, &here)?;
        lists.push(here);
    }
    let frequencies = counts.frequencies(&plan.slots);
    let pieces = |slot: usize| Pieces {
        power: weights.part,
        ratio: frequencies[slot].part_ratio(manifest.passages()),
    };
    let cells = segments.iter().zip(&lists);
    let cells: Vec<Vec<Cell>> = cells
        .map(|(segment, lists)| gather(segment, &plan.slots, lists, pieces))
        .collect::<tantivy::Result<_>>()?;
    let statistics = statistics(manifest, plan, &frequencies, weights);
    let notes = manifest.by_key();
    let conditions: Vec<Conditions<'_>> = segments
        .iter()
        .map(|segment| Conditions::read(segment, plan, weights.part))
        .collect::<tantivy::Result<_>>()?;
    let mut total = 0;
    let most_notes = manifest.notes().len().min(cells.iter().map(Vec::len).sum());
    let mut listed = Vec::with_capacity(most_notes);
    let mut promises = Vec::with_capacity(most_notes);
    let mut bounds = Bounds::new(&statistics);
    for (segment, cells) in cells.iter().enumerate() {
        let ranges = segments[segment].tree.notes;
        let mut rest = cells.as_slice();
        let mut number = 0;
        while let [first, ..] = rest {
            number = ranges.of_after(first.doc, number);
            let here = Here::of(rest, ranges.documents(number).end);
            let (cells, after) = rest.split_at(here.cells);
            rest = after;
            total += here.passages;
            let most = bounds.of_words(here.words);
            promises.push(Promise::new(most, Known::Words(listed.len() as u32)));
            listed.push(Listed { segment: segment as u32, number: number as u32, cells });
        }
    }
    // Few of them are looked at, as a rule: a heap puts no more in order.
    let mut promises = BinaryHeap::from(promises);
    // A phrase is only seen on the second look, so all have to be looked at. For a condition all
    // are counted.
    let sees_all = !plan.phrases.is_empty() || !conditions.iter().all(Conditions::is_empty);
    if sees_all {
        total = 0;
    }
    // A value says which lines are meant; the words may stand far above them.
    let of_value = |filter: &Filter| matches!(filter, Filter::Limit(_) | Filter::Measures(_));
    let mut scorer = Scorer::new(&statistics, plan.filters.iter().any(of_value));
    let mut matched: Vec<Matched<'_>> = Vec::new();
    let mut found: Vec<Candidates<'_>> = Vec::new();
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
        let segment = &segments[note.segment];
        let mut passages = scorer.passages(&segment.tree, &note.cells, note.whole);
        if !conditions[note.segment].is_empty() {
            let facts = NoteFacts::new(note.entry);
            let holds =
                |one: &Scored| conditions[note.segment].allow(&facts, &segment.tree, one.doc);
            passages.retain(holds);
        }
        if !plan.phrases.is_empty() {
            let has = |doc: DocId, slot: usize| {
                let cells = of_document(note.cells.cells, doc).iter();
                let own =
                    |cell: &&Cell| usize::from(cell.slot) == slot && cell.place == Place::Text;
                cells.filter(own).count() > 0
            };
            let phrases = || plan.phrases.iter().flat_map(|phrase| &phrase.slots);
            passages.retain(|one| phrases().all(|&slot| has(one.doc, slot)));
        }
        if sees_all {
            total += passages.len();
        }
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
    if plan.phrases.is_empty() {
        found.truncate(best.most());
        found.truncate(found.partition_point(|note| note.best >= best.least()));
        keep_promising(&mut found, options);
    }
    let index = Searched { segments, lists: &lists, cells: &cells, passages: manifest.passages() };
    let mut hits = refined(&index, plan, &statistics, &mut scorer, &found)?;
    if !plan.phrases.is_empty() {
        total = hits.len();
    }
    segments.iter().zip(cells).for_each(|(segment, cells)| keep_room(segment, cells));
    let place = |hit: &Hit| notes.get(hit.note).map(NoteEntry::place);
    hits.sort_by(|a, b| {
        let order = b.score.total_cmp(&a.score);
        order.then_with(|| (place(a), a.ordinal).cmp(&(place(b), b.ordinal)))
    });
    keep_best(&mut hits, options.passages_per_note);
    Ok(Ranking { hits: mixed(hits, weights.crowd, FREE), total })
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

/// What is said of one note.
#[derive(Default)]
struct Here {
    /// How many cells.
    cells: usize,
    /// How many passages have a word of the query in their own text.
    passages: usize,
    words: Words,
}

impl Here {
    /// Of the note at the beginning of `cells`, whose documents end before `end`.
    fn of(cells: &[Cell], end: DocId) -> Self {
        let mut here = Here::default();
        let mut last = None;
        for cell in cells.iter().take_while(|cell| cell.doc < end) {
            here.cells += 1;
            here.words.add(cell.slot);
            if cell.place == Place::Text && last.replace(cell.doc) != Some(cell.doc) {
                here.passages += 1;
            }
        }
        here
    }
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

/// Weight of a word that asks for a quantity, at most: it says what kind of line is wanted, and many
/// lines are of that kind.
const ASKED_WEIGHT: f32 = 3.5;

/// Passages of a note that get a second look even where one is wanted.
const FEWEST_LOOKED_AT: usize = 6;
/// Passages that get a second look, for each that is wanted. With 10, of 3,832 queries for links 19 have
/// other lines among the best ten, none another first.
const LOOKED_AT: usize = 7;

fn statistics(
    manifest: &Manifest,
    plan: &Plan,
    frequencies: &[Frequency],
    weights: Weights,
) -> Statistics {
    let passages = manifest.passages();
    let width = manifest.width();
    let slots = plan.slots.iter().zip(frequencies).map(|(slot, frequency)| {
        let documents = frequency.documents();
        // A word that the notes do not have cannot be covered, and must not count as missing.
        let weight = match documents {
            0 if slot.asks.is_empty() => 0.0,
            0 => ASKED_WEIGHT,
            documents if slot.asks.is_empty() => rarity(documents, passages),
            documents => rarity(documents, passages).min(ASKED_WEIGHT),
        };
        weight * if slot.light { weights.light } else { 1.0 }
    });
    let slots: Vec<f32> = slots.collect();
    let required = plan.slots.iter().zip(&slots);
    let required: Vec<f32> =
        required.map(|(slot, &weight)| if slot.light { 0.0 } else { weight }).collect();
    Statistics {
        slots,
        coverage: Coverage::new(required.iter().sum(), weights.coverage),
        required,
        asks: plan.slots.iter().map(|slot| slot.asks).collect(),
        mean_passage: (width as f32 / passages.max(1) as f32).max(1.0),
        mean_note: (width as f32 / manifest.notes().len().max(1) as f32).max(1.0),
        weights,
    }
}

/// Passages of a note that are ranked by their score alone.
const FREE: i32 = 3;

/// Lets a long note give way: of its passages, each after the first `free` ranks as if its score
/// were less by the factor `crowd` than the one's before it.
pub(super) fn mixed(hits: Vec<Hit>, crowd: f32, free: i32) -> Vec<Hit> {
    let mut counts: FxHashMap<u32, i32> = FxHashMap::default();
    let mut ranked: Vec<(f32, Hit)> = hits
        .into_iter()
        .map(|hit| {
            let count = counts.entry(hit.note).or_insert(0);
            *count += 1;
            (hit.score * crowd.powi((*count - free).max(0)), hit)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.into_iter().map(|(_, hit)| hit).collect()
}

/// Keeps the best hits of each note, at most so many.
pub(super) fn keep_best(hits: &mut Vec<Hit>, most: usize) {
    let mut counts = FxHashMap::default();
    hits.retain(|hit| {
        let count = counts.entry(hit.note).or_insert(0usize);
        *count += 1;
        *count <= most
    });
}
