//! From a plan to ranked passages.
//!
//! The documents of the index are the passages of the notes, and each note's are neighbours in the
//! order of its outline. So the index need not repeat a heading's words under each of its bullets:
//! which words a passage stands under and over is read off the tree ([`segment::Tree`]) when its
//! note is scored. Search goes note by note:
//!
//! 1. [`mod@gather`] reads the postings of every way in which a word of the query may be served and
//!    puts together what each passage has of each word.
//! 2. [`mod@scorer`] values every passage of a note by its own words, those above and those below it,
//!    each word once; [`mod@score`] says what a word is worth.
//! 3. [`mod@refine`] looks at the best again: which words are neighbours, and what the dictionary-free
//!    view says.
//!
//! All numbers are in [`Weights`].

mod amounts;
mod bound;
mod combine;
mod filter;
mod gather;
mod join;
mod listing;
mod refine;
mod score;
mod scorer;
mod second;
mod segment;
mod snippet;
mod topics;
mod vocabulary;
mod weights;

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

use tantivy::DocId;

use bound::Bounds;
use combine::Pieces;
use filter::{Conditions, NoteFacts};
use gather::{Cell, Counts, Frequency, Lists, gather};
use listing::{filtered, matching};
use refine::rarity;
use score::{NoteCells, Statistics, of_document};
use scorer::{Scored, Scorer};
use second::{Searched, refined};
use segment::{Place, Segment};

pub use score::Evidence;
pub use snippet::{Highlight, Snippet, locate, quote, snippet};
pub use topics::{Coverage, DEFINES, GivenAt, SECTION, names_given, topics};
pub use vocabulary::Vocabulary;
pub use weights::Weights;

use crate::index::{Manifest, NoteEntry, Snapshot};
use crate::query::{Filter, Plan};

/// A passage that answers, as the index knows it.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Key of its note in the manifest.
    pub note: u32,
    /// Its number in the note's outline.
    pub ordinal: u32,
    /// The score; comparable within one search only.
    pub score: f32,
    /// What the score is made of.
    pub parts: Parts,
    /// What served each slot of the plan.
    pub evidence: Vec<Evidence>,
}

/// What a score is made of; the sum is the score.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts {
    /// By words: the passage's and its note's.
    pub words: f32,
    /// For being about what was asked for: its definition, its heading, or a line that begins with
    /// it.
    pub subject: f32,
    /// By words that are neighbours.
    pub proximity: f32,
    /// By pairs of syllables; where notes are ranked, also by the words that have none.
    pub grams: f32,
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Ranking {
    /// The best passages, best first.
    pub hits: Vec<Hit>,
    /// How many passages match in all.
    pub total: usize,
}

/// How much is wanted.
#[derive(Clone, Copy, Debug)]
pub struct SearchOptions {
    /// How many notes are looked at twice; more than are shown, so that the second look can put
    /// right the first.
    pub notes: usize,
    /// How many passages of one note, at most.
    pub passages_per_note: usize,
    /// The numbers of ranking.
    pub weights: Weights,
}

/// A note that has words of the query.
struct Listed<'a> {
    segment: usize,
    /// Its first document.
    root: DocId,
    cells: &'a [Cell],
}

/// One of them that is among the best by the words that it has.
#[derive(Clone, Copy)]
struct Matched<'a> {
    segment: usize,
    entry: NoteEntry<'a>,
    cells: NoteCells<'a>,
    /// What it is worth as one text.
    whole: f32,
}

/// The passages of one note that came through the first pass.
struct Candidates<'a> {
    note: Matched<'a>,
    best: f32,
    passages: Vec<Scored>,
}

/// A file of the index cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct SearchError(tantivy::TantivyError);

/// A snapshot, opened for as many searches as come.
pub struct Searcher<'a> {
    snapshot: &'a Snapshot,
    segments: Vec<Segment<'a>>,
}

impl<'a> Searcher<'a> {
    /// Opens what every search needs.
    ///
    /// # Errors
    ///
    /// Where a file of the index cannot be read.
    pub fn open(snapshot: &'a Snapshot) -> Result<Self, SearchError> {
        Ok(Searcher { snapshot, segments: Segment::all(snapshot).map_err(SearchError)? })
    }

    /// Ranks the passages that answer a plan.
    ///
    /// # Errors
    ///
    /// Where a file of the index cannot be read.
    pub fn search(&self, plan: &Plan, options: &SearchOptions) -> Result<Ranking, SearchError> {
        rank(self.snapshot, &self.segments, plan, options).map_err(SearchError)
    }

    /// Every passage that meets the conditions of a plan: the note's key and the passage's number,
    /// in order of the notes' paths.
    ///
    /// # Errors
    ///
    /// Where a file of the index cannot be read.
    pub fn matching(&self, plan: &Plan) -> Result<Vec<(u32, u32)>, SearchError> {
        matching(self.snapshot, &self.segments, plan).map_err(SearchError)
    }
}

fn rank(
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
    let mut listed = Vec::new();
    let mut promises = Vec::new();
    let mut bounds = Bounds::new(&statistics);
    for (number, (segment, mut rest)) in
        segments.iter().zip(cells.iter().map(Vec::as_slice)).enumerate()
    {
        while let [first, ..] = rest {
            let root = segment.tree.root(first.doc);
            let last = segment.tree.last(root);
            let len = rest.iter().take_while(|cell| cell.doc <= last).count();
            let (cells, after) = rest.split_at(len);
            rest = after;
            total += passages_of(cells);
            let most = bounds.of_words(cells);
            promises.push(Promise { most, by: Known::Words(listed.len()) });
            listed.push(Listed { segment: number, root, cells });
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
    let mut best: Vec<f32> = Vec::new();
    while let Some(Promise { most, by }) = promises.pop() {
        // The notes come in order of what they can be worth at most: from where that is less than
        // what was found already, the rest need not be looked at.
        if !sees_all && best.len() >= options.notes && most < best[options.notes - 1] {
            break;
        }
        let note = match by {
            Known::Words(number) => {
                let Listed { segment, root, cells } = listed[number];
                let Some(entry) = notes.get(segments[segment].tree.note(root)) else { continue };
                let cells = NoteCells { root, cells, width: entry.width() as f32 };
                let whole = bounds.whole(&cells);
                let most = bounds.of_counts(&cells) + weights.note * whole;
                promises.push(Promise { most, by: Known::Counts(matched.len()) });
                matched.push(Matched { segment, entry, cells, whole });
                continue;
            }
            Known::Counts(number) if !sees_all => {
                let note = &matched[number];
                let tree = &segments[note.segment].tree;
                let most = bounds.of_lengths(tree, &note.cells) + weights.note * note.whole;
                promises.push(Promise { most, by: Known::Lengths(number) });
                continue;
            }
            Known::Counts(number) | Known::Lengths(number) => matched[number],
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
        let at = best.partition_point(|&score| score >= first.score);
        if at < options.notes {
            best.insert(at, first.score);
            best.truncate(options.notes);
        }
        found.push(Candidates { note, best: first.score, passages });
    }
    found.sort_by(|a, b| {
        let places = a.note.entry.place().cmp(&b.note.entry.place());
        b.best.total_cmp(&a.best).then(places)
    });
    if plan.phrases.is_empty() {
        found.truncate(options.notes);
        keep_promising(&mut found, options);
    }
    let index = Searched { segments, lists: &lists, cells: &cells, passages: manifest.passages() };
    let mut hits = refined(&index, plan, &statistics, &mut scorer, &found)?;
    total = if plan.phrases.is_empty() { total.max(hits.len()) } else { hits.len() };
    let place = |hit: &Hit| notes.get(hit.note).map(NoteEntry::place);
    hits.sort_by(|a, b| {
        let order = b.score.total_cmp(&a.score);
        order.then_with(|| (place(a), a.ordinal).cmp(&(place(b), b.ordinal)))
    });
    keep_best(&mut hits, options.passages_per_note);
    Ok(Ranking { hits: mixed(hits, weights.crowd, FREE), total })
}

/// What no passage of a note is worth more than.
struct Promise {
    most: f32,
    by: Known,
}

/// What a promise is made by: the more is known of a note, the less it promises.
enum Known {
    /// Which words it has, by its number among all that have any.
    Words(usize),
    /// How often it has them, by its number among those that were judged.
    Counts(usize),
    /// How long the passages are that have them, by the same.
    Lengths(usize),
}

impl PartialEq for Promise {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Promise {}

impl PartialOrd for Promise {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Promise {
    fn cmp(&self, other: &Self) -> Ordering {
        self.most.total_cmp(&other.most)
    }
}

/// How many passages of a note have a word of the query in their own text.
fn passages_of(cells: &[Cell]) -> usize {
    let own = cells.iter().filter(|cell| cell.place == Place::Text);
    let mut last = None;
    own.filter(|cell| last.replace(cell.doc) != Some(cell.doc)).count()
}

/// Leaves out the passages that the second look cannot bring among those that are shown: it looks at
/// the best of every note, and at others only while there are not [many](LOOKED_AT) better ones.
fn keep_promising(found: &mut [Candidates<'_>], options: &SearchOptions) {
    let wanted = options.passages_per_note.saturating_mul(LOOKED_AT);
    let mut scores: Vec<f32> =
        found.iter().flat_map(|note| note.passages.iter().map(|one| one.score)).collect();
    if scores.len() <= wanted {
        return;
    }
    scores.sort_unstable_by(|a, b| b.total_cmp(a));
    let least = scores[wanted];
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
/// Passages that get a second look, for each that is wanted.
const LOOKED_AT: usize = 10;

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
        all: required.iter().sum(),
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
fn mixed(hits: Vec<Hit>, crowd: f32, free: i32) -> Vec<Hit> {
    let mut counts: HashMap<u32, i32> = HashMap::new();
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
fn keep_best(hits: &mut Vec<Hit>, most: usize) {
    let mut counts = HashMap::new();
    hits.retain(|hit| {
        let count = counts.entry(hit.note).or_insert(0usize);
        *count += 1;
        *count <= most
    });
}
