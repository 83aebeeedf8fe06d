//! What meets conditions alone, without words: nothing is ranked.

use std::ops::Range;

use tantivy::DocId;

use super::filter::{Conditions, NoteFacts};
use super::segment::Segment;
use super::{Hit, Parts, Ranking, SearchOptions, Weights};
use crate::index::{NoteEntry, NotesByKey, Snapshot};
use crate::query::{Filter, Plan};

/// Every passage that meets the conditions of a plan: the note's key and the passage's number, in
/// order of the notes' paths.
pub(super) fn matching(
    snapshot: &Snapshot,
    segments: &[Segment<'_>],
    plan: &Plan,
) -> tantivy::Result<Vec<(u32, u32)>> {
    let notes = snapshot.manifest.by_key();
    let mut found = Vec::new();
    for segment in segments {
        let conditions = Conditions::read(segment, plan, Weights::default().part)?;
        for (entry, docs) in notes_of(segment, notes) {
            let facts = NoteFacts::new(entry);
            let docs = docs.filter(|&doc| conditions.allow(&facts, &segment.tree, doc));
            found.extend(docs.map(|doc| (entry.key(), segment.tree.ordinal(doc))));
        }
    }
    let place = |note: u32| notes.get(note).map(NoteEntry::place);
    found.sort_by_key(|&(note, ordinal)| (place(note), ordinal));
    Ok(found)
}

/// The notes of a segment that are not deleted, each with its documents.
fn notes_of<'s>(
    segment: &'s Segment<'_>,
    notes: NotesByKey<'s>,
) -> impl Iterator<Item = (NoteEntry<'s>, Range<DocId>)> {
    let alive = segment.reader.alive_bitset();
    segment.tree.notes.iter().filter_map(move |(key, documents)| {
        let is_alive = alive.is_none_or(|alive| alive.is_alive(documents.start));
        Some((notes.get(key)?, documents)).filter(|_| is_alive)
    })
}

/// What a query of conditions alone finds, in order of the notes' paths: of each note the first passage that
/// meets them, or every one if a condition is on passages and not on notes.
pub(super) fn filtered(
    snapshot: &Snapshot,
    segments: &[Segment<'_>],
    plan: &Plan,
    options: &SearchOptions,
) -> tantivy::Result<Ranking> {
    let notes = snapshot.manifest.by_key();
    let mut hits: Vec<Hit> = Vec::new();
    let is_on_passages = plan.filters.iter().any(Filter::is_on_passages);
    let most = if is_on_passages { options.passages_per_note } else { 1 };
    for segment in segments {
        let conditions = Conditions::read(segment, plan, options.weights.part)?;
        if plan.filters.is_empty() {
            break;
        }
        for (entry, docs) in notes_of(segment, notes) {
            let facts = NoteFacts::new(entry);
            let docs = docs.filter(|&doc| conditions.allow(&facts, &segment.tree, doc));
            hits.extend(docs.take(most).map(|doc| Hit {
                note: entry.key(),
                ordinal: segment.tree.ordinal(doc),
                score: 1.0,
                parts: Parts { words: 1.0, ..Parts::default() },
                evidence: Vec::new(),
            }));
        }
    }
    let place = |hit: &Hit| notes.get(hit.note).map(NoteEntry::place);
    hits.sort_by_key(|hit| (place(hit), hit.ordinal));
    Ok(Ranking { total: hits.len(), hits })
}
