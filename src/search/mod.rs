//! From a plan to ranked passages.
//!
//! The documents of the index are the passages of the notes, and each note's are neighbours in the
//! order of its outline. So the index need not repeat a heading's words under each of its bullets:
//! which words a passage stands under and over is read off the tree ([`segment::Tree`]) when its
//! note is scored. Search goes note by note:
//!
//! 1. [`mod@gather`] reads the postings of every way in which a word of the query may be served and
//!    puts together what each passage has of each word.
//! 2. [`mod@score`] values every passage of a note by its own words, those above and those below it,
//!    each word once.
//! 3. [`mod@refine`] looks at the best again: which words are neighbours, and what the dictionary-free
//!    view says.
//!
//! All numbers are in [`Weights`].

mod filter;
mod gather;
mod refine;
mod score;
mod segment;
mod snippet;
mod vocabulary;
mod weights;

use tantivy::DocId;

use filter::{Conditions, NoteFacts};
use gather::{Cell, Counts, Frequency, gather};
use refine::{Grams, Positions, rarity, weigh_grams};
use score::{Candidate, NoteCells, Statistics};
use segment::Segment;

pub use score::Evidence;
pub use snippet::{Highlight, Snippet, snippet};
pub use vocabulary::Vocabulary;
pub use weights::Weights;

use crate::index::{Manifest, NoteEntry, Snapshot};
use crate::query::Plan;

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
    /// For defining what was asked for.
    pub definition: f32,
    /// By words that are neighbours.
    pub proximity: f32,
    /// By pairs of syllables.
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
    /// How many of them before those of other notes.
    pub passages_before_others: usize,
    /// The numbers of ranking.
    pub weights: Weights,
}

/// The passages of one note that came through the first pass.
struct NoteCandidates {
    segment: usize,
    note: u32,
    best: f32,
    passages: Vec<Candidate>,
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
    let segments: Vec<Segment<'_>> = snapshot
        .searcher
        .segment_readers()
        .iter()
        .map(|reader| Segment::open(reader, snapshot.fields))
        .collect::<tantivy::Result<_>>()?;
    if plan.slots.is_empty() {
        return filtered(snapshot, &segments, plan, options);
    }
    let mut counts = Counts::of(&plan.slots);
    let mut cells: Vec<Vec<Cell>> = Vec::with_capacity(segments.len());
    for segment in &segments {
        cells.push(gather(segment, &plan.slots, options.weights.part, &mut counts)?);
    }
    let frequencies = counts.frequencies(&plan.slots);
    let ratios: Vec<f32> =
        frequencies.iter().map(|found| found.part_ratio(manifest.passages())).collect();
    for cell in cells.iter_mut().flatten().filter(|cell| cell.pieced) {
        cell.count *= ratios[usize::from(cell.slot)];
    }
    let statistics = statistics(manifest, plan, &frequencies, options.weights);
    let notes = manifest.by_key();
    let mut total = 0;
    let mut found: Vec<NoteCandidates> = Vec::new();
    for (number, (segment, cells)) in segments.iter().zip(&cells).enumerate() {
        let conditions = Conditions::read(segment, plan, options.weights.part)?;
        let by_note = cells.chunk_by(|a, b| segment.tree.root(a.doc) == segment.tree.root(b.doc));
        for cells in by_note {
            let root = segment.tree.root(cells[0].doc);
            let note = segment.tree.note(root);
            let Some(entry) = notes.get(&note) else { continue };
            let cells = NoteCells { root, cells, width: entry.width as f32 };
            let mut passages = statistics.passages(&segment.tree, &cells, usize::MAX);
            if !conditions.is_empty() {
                let facts = NoteFacts::new(entry);
                passages.retain(|one| conditions.allow(&facts, &segment.tree, one.doc));
            }
            total += passages.len();
            passages.truncate(options.passages_per_note.max(FEWEST_LOOKED_AT));
            if let Some(best) = passages.first() {
                found.push(NoteCandidates { segment: number, note, best: best.score, passages });
            }
        }
    }
    let place = |key: u32| notes.get(&key).map(|note| (note.root, &note.path));
    found.sort_by(|a, b| b.best.total_cmp(&a.best).then_with(|| place(a.note).cmp(&place(b.note))));
    // A phrase is only seen on the second look, so all have to be looked at.
    if plan.phrases.is_empty() {
        found.truncate(options.notes);
    }
    let mut hits = refined(&segments, plan, &statistics, found, manifest.passages())?;
    if !plan.phrases.is_empty() {
        total = hits.len();
    }
    hits.sort_by(|a, b| {
        let order = b.score.total_cmp(&a.score);
        order.then_with(|| (place(a.note), a.ordinal).cmp(&(place(b.note), b.ordinal)))
    });
    keep_best(&mut hits, options.passages_per_note);
    Ok(Ranking { hits: mixed(hits, options.passages_before_others), total })
}

/// What a query of conditions alone finds: of each note the first passage that meets them, in order
/// of the notes' paths.
fn filtered(
    snapshot: &Snapshot,
    segments: &[Segment<'_>],
    plan: &Plan,
    options: &SearchOptions,
) -> tantivy::Result<Ranking> {
    let notes = snapshot.manifest.by_key();
    let mut hits: Vec<Hit> = Vec::new();
    for segment in segments {
        let conditions = Conditions::read(segment, plan, options.weights.part)?;
        if plan.filters.is_empty() {
            break;
        }
        let mut doc = 0;
        while doc < segment.reader.max_doc() {
            let last = segment.tree.last_below(doc);
            let note = segment.tree.note(doc);
            let alive = segment.reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
            if let Some(entry) = notes.get(&note).filter(|_| alive) {
                let facts = NoteFacts::new(entry);
                let first = (doc..=last).find(|&doc| conditions.allow(&facts, &segment.tree, doc));
                hits.extend(first.map(|doc| Hit {
                    note,
                    ordinal: segment.tree.ordinal(doc),
                    score: 1.0,
                    parts: Parts { words: 1.0, ..Parts::default() },
                    evidence: Vec::new(),
                }));
            }
            doc = last + 1;
        }
    }
    let place = |hit: &Hit| notes.get(&hit.note).map(|note| (note.root, &note.path));
    hits.sort_by(|a, b| place(a).cmp(&place(b)));
    Ok(Ranking { total: hits.len(), hits })
}

/// Weight of a word that asks for a quantity, at most: it says what kind of line is wanted, and many
/// lines are of that kind.
const ASKED_WEIGHT: f32 = 3.5;

/// Passages of a note that get a second look even where one is wanted.
const FEWEST_LOOKED_AT: usize = 6;

fn statistics(
    manifest: &Manifest,
    plan: &Plan,
    frequencies: &[Frequency],
    weights: Weights,
) -> Statistics {
    let passages = manifest.passages();
    let width: u64 = manifest.notes.iter().map(|note: &NoteEntry| note.width).sum();
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
    Statistics {
        slots: slots.collect(),
        light: plan.slots.iter().map(|slot| slot.light).collect(),
        asks: plan.slots.iter().map(|slot| slot.asks).collect(),
        mean_passage: (width as f32 / passages.max(1) as f32).max(1.0),
        mean_note: (width as f32 / manifest.notes.len().max(1) as f32).max(1.0),
        weights,
    }
}

/// Looks at the candidates again.
fn refined(
    segments: &[Segment<'_>],
    plan: &Plan,
    statistics: &Statistics,
    found: Vec<NoteCandidates>,
    passages: u64,
) -> tantivy::Result<Vec<Hit>> {
    let grams = weigh_grams(segments, &plan.grams, passages)?;
    let mut hits = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        let here = || found.iter().filter(|note| note.segment == number);
        let mut docs: Vec<DocId> =
            here().flat_map(|note| note.passages.iter().map(|passage| passage.doc)).collect();
        docs.sort_unstable();
        let positions = Positions::read(segment, &plan.slots, &docs)?;
        let pairs = Grams::read(segment, &grams, &docs, statistics)?;
        for note in here() {
            for passage in &note.passages {
                if !plan.phrases.iter().all(|phrase| positions.holds(passage.doc, phrase)) {
                    continue;
                }
                let definition = segment.tree.traits(passage.doc).is_definition()
                    && positions.begins_with(passage.doc, statistics);
                let parts = Parts {
                    words: passage.score,
                    definition: if definition {
                        (statistics.weights.definition - 1.0) * passage.score
                    } else {
                        0.0
                    },
                    proximity: passage.factor * positions.proximity(passage.doc, statistics),
                    grams: passage.factor * statistics.weights.grams * pairs.of(passage.doc),
                };
                hits.push(Hit {
                    note: note.note,
                    ordinal: segment.tree.ordinal(passage.doc),
                    score: parts.words + parts.definition + parts.proximity + parts.grams,
                    parts,
                    evidence: passage.evidence.clone(),
                });
            }
        }
    }
    Ok(hits)
}

/// A long note gives way to others after so many of its passages; the rest of them come last.
fn mixed(hits: Vec<Hit>, most: usize) -> Vec<Hit> {
    let mut counts = std::collections::HashMap::new();
    let (mut first, rest): (Vec<Hit>, Vec<Hit>) = hits.into_iter().partition(|hit| {
        let count = counts.entry(hit.note).or_insert(0usize);
        *count += 1;
        *count <= most
    });
    first.extend(rest);
    first
}

/// Keeps the best hits of each note, at most so many.
fn keep_best(hits: &mut Vec<Hit>, most: usize) {
    let mut counts = std::collections::HashMap::new();
    hits.retain(|hit| {
        let count = counts.entry(hit.note).or_insert(0usize);
        *count += 1;
        *count <= most
    });
}
