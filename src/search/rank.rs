//! Ranking: the first look at the notes that have words of a query, the second at the best of their passages.

use rustc_hash::FxHashMap;

use super::combine::Pieces;
use super::filter::Conditions;
use super::first::First;
use super::gather::{Counts, Frequency, Lists, gather, keep_room};
use super::listing::filtered;
use super::refine::rarity;
use super::score::{Coverage, Statistics};
use super::scorer::Scorer;
use super::second::{Searched, refined};
use super::segment::Segment;
use super::{Hit, Ranking, SearchOptions, Weights, topics};
use crate::index::{Manifest, NoteEntry, Snapshot};
use crate::query::{Filter, Plan};

/// Ranks the passages that answer a plan.
pub(super) fn rank(
    snapshot: &Snapshot,
    segments: &[Segment<'_>],
    plan: &Plan,
    options: &SearchOptions,
) -> tantivy::Result<Ranking> {
    let manifest = &snapshot.manifest;
    let ranks_notes = options.passages_per_note == 1;
    let weights = if ranks_notes { options.weights.for_notes() } else { options.weights };
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
    let statistics = Statistics {
        is_question: plan.is_question() && !ranks_notes,
        ..statistics(manifest, plan, &frequencies, weights)
    };
    let conditions: Vec<Conditions<'_>> = segments
        .iter()
        .map(|segment| Conditions::read(segment, plan, weights.part))
        .collect::<tantivy::Result<_>>()?;
    let (mut cells, mut total) = (Vec::with_capacity(segments.len()), 0);
    for (segment, lists) in segments.iter().zip(&lists) {
        let gathered = gather(segment, &plan.slots, lists, pieces)?;
        total += gathered.passages;
        cells.push(gathered.cells);
    }
    // A value says which lines are meant; the words may stand far above them.
    let of_value = |filter: &Filter| matches!(filter, Filter::Limit(_) | Filter::Measures(_));
    let mut scorer = Scorer::new(&statistics, plan.filters.iter().any(of_value));
    let first = First {
        segments,
        manifest,
        plan,
        options,
        statistics: &statistics,
        conditions: &conditions,
    };
    let looked = first.look(&cells, &mut scorer);
    let passages = manifest.passages();
    let index = Searched { segments, lists: &lists, cells: &cells, passages };
    let hits = refined(&index, plan, &statistics, &mut scorer, &looked.found)?;
    if !plan.phrases.is_empty() {
        total = hits.len();
    } else if first.sees_all() {
        total = looked.passages;
    }
    drop(looked);
    segments.iter().zip(cells).for_each(|(segment, cells)| keep_room(segment, cells));
    Ok(Ranking { hits: ordered(hits, manifest, options, &weights), total })
}

/// The hits as they are shown: the best first, so many of each note, and a note's own not all in a row.
fn ordered(
    mut hits: Vec<Hit>,
    manifest: &Manifest,
    options: &SearchOptions,
    weights: &Weights,
) -> Vec<Hit> {
    let notes = manifest.by_key();
    let place = |hit: &Hit| notes.get(hit.note).map(NoteEntry::place);
    hits.sort_by(|a, b| {
        let order = b.score.total_cmp(&a.score);
        order.then_with(|| (place(a), a.ordinal).cmp(&(place(b), b.ordinal)))
    });
    keep_best(&mut hits, options.passages_per_note);
    mixed(hits, weights.crowd, FREE)
}

/// Weight of a word that asks for a quantity, at most: it says what kind of line is wanted, and many
/// lines are of that kind.
const ASKED_WEIGHT: f32 = 3.5;

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
        is_question: false,
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
