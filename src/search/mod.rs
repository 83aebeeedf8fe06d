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

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap};

use tantivy::DocId;

use filter::{Conditions, NoteFacts};
use gather::{Cell, Counts, Frequency, Gathered, gather};
use listing::filtered;
use refine::rarity;
use score::{NoteCells, Statistics, of_document};
use scorer::{Scored, Scorer};
use second::{Searched, refined};
use segment::{Place, Segment};

pub use listing::matching;
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
struct Matched<'a> {
    segment: usize,
    entry: NoteEntry<'a>,
    cells: NoteCells<'a>,
    /// What it is worth as one text.
    whole: f32,
    /// What none of its passages is worth more than.
    most: f32,
}

/// The passages of one note that came through the first pass.
struct Candidates<'a> {
    note: &'a Matched<'a>,
    best: f32,
    passages: Vec<Scored>,
}

/// A file of the index cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct SearchError(tantivy::TantivyError);

/// Ranks the passages that answer a plan.
///
/// # Errors
///
/// Where a file of the index cannot be read.
pub fn search(
    snapshot: &Snapshot,
    plan: &Plan,
    options: &SearchOptions,
) -> Result<Ranking, SearchError> {
    rank(snapshot, plan, options).map_err(SearchError)
}

fn rank(snapshot: &Snapshot, plan: &Plan, options: &SearchOptions) -> tantivy::Result<Ranking> {
    let manifest = &snapshot.manifest;
    let weights =
        if options.passages_per_note == 1 { options.weights.for_notes() } else { options.weights };
    let segments: Vec<Segment<'_>> = snapshot
        .searcher
        .segment_readers()
        .iter()
        .map(|reader| Segment::open(reader, snapshot.fields))
        .collect::<tantivy::Result<_>>()?;
    if plan.by_topic && topics::ids(&plan.filters).next().is_some() {
        return topics::by_topic(snapshot, &segments, plan, options);
    }
    if plan.slots.is_empty() {
        return filtered(snapshot, &segments, plan, options);
    }
    let mut counts = Counts::of(&plan.slots);
    let mut gathered: Vec<Gathered> = Vec::with_capacity(segments.len());
    for segment in &segments {
        gathered.push(gather(segment, &plan.slots, weights.part, &mut counts)?);
    }
    let frequencies = counts.frequencies(&plan.slots);
    let ratios: Vec<f32> =
        frequencies.iter().map(|found| found.part_ratio(manifest.passages())).collect();
    let cells = gathered.iter_mut().flat_map(|found| &mut found.cells);
    for cell in cells.filter(|cell| cell.pieced) {
        cell.count *= ratios[usize::from(cell.slot)];
    }
    let statistics = statistics(manifest, plan, &frequencies, weights);
    let notes = manifest.by_key();
    let conditions: Vec<Conditions<'_>> = segments
        .iter()
        .map(|segment| Conditions::read(segment, plan, weights.part))
        .collect::<tantivy::Result<_>>()?;
    let mut matched: Vec<Matched<'_>> = Vec::new();
    let mut total = 0;
    for (number, (segment, mut rest)) in
        segments.iter().zip(gathered.iter().map(|found| found.cells.as_slice())).enumerate()
    {
        while let [first, ..] = rest {
            let root = segment.tree.root(first.doc);
            let last = segment.tree.last(root);
            let (cells, after) = rest.split_at(rest.partition_point(|cell| cell.doc <= last));
            rest = after;
            if let Some(entry) = notes.get(segment.tree.note(root)) {
                total += passages_of(cells);
                let cells = NoteCells { root, cells, width: entry.width() as f32 };
                let whole = statistics.note(&cells);
                let most = statistics.most(&segment.tree, &cells) + weights.note * whole;
                matched.push(Matched { segment: number, entry, cells, whole, most });
            }
        }
    }
    // Few of them are looked at, as a rule: a heap puts no more in order.
    let mut order: BinaryHeap<(OrderedMost, Reverse<usize>)> = (0..)
        .zip(&matched)
        .map(|(number, note)| (OrderedMost(note.most), Reverse(number)))
        .collect();
    // A phrase is only seen on the second look, so all have to be looked at. For a condition all
    // are counted.
    let sees_all = !plan.phrases.is_empty() || !conditions.iter().all(Conditions::is_empty);
    if sees_all {
        total = 0;
    }
    // A value says which lines are meant; the words may stand far above them.
    let of_value = |filter: &Filter| matches!(filter, Filter::Limit(_) | Filter::Measures(_));
    let mut scorer = Scorer::new(&statistics, plan.filters.iter().any(of_value));
    let mut found: Vec<Candidates<'_>> = Vec::new();
    let mut best: Vec<f32> = Vec::new();
    while let Some((_, Reverse(number))) = order.pop() {
        let note = &matched[number];
        // The notes come in order of what they can be worth at most: from where that is less than
        // what was found already, the rest need not be looked at.
        if !sees_all && best.len() >= options.notes && note.most < best[options.notes - 1] {
            break;
        }
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
    let index =
        Searched { segments: &segments, gathered: &gathered, passages: manifest.passages() };
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

/// What a note is worth at most, by the order of numbers.
#[derive(PartialEq)]
struct OrderedMost(f32);

impl Eq for OrderedMost {}

impl PartialOrd for OrderedMost {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OrderedMost {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
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
