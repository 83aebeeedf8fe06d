//! What meets conditions alone, without words: nothing is ranked.

use tantivy::DocId;

use super::filter::{Conditions, NoteFacts};
use super::segment::Segment;
use super::{Hit, Parts, Ranking, SearchOptions, Weights};
use crate::index::{NoteEntry, Snapshot};
use crate::query::Plan;

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
        let mut doc = 0;
        while doc < segment.reader.max_doc() {
            let last = segment.tree.last(doc);
            let note = segment.tree.note(doc);
            let alive = segment.reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
            if let Some(entry) = notes.get(note).filter(|_| alive) {
                let facts = NoteFacts::new(entry);
                let holds = |doc: &DocId| conditions.allow(&facts, &segment.tree, *doc);
                let docs = (doc..=last).filter(holds);
                found.extend(docs.map(|doc| (note, segment.tree.ordinal(doc))));
            }
            doc = last + 1;
        }
    }
    let place = |note: u32| notes.get(note).map(NoteEntry::place);
    found.sort_by_key(|&(note, ordinal)| (place(note), ordinal));
    Ok(found)
}

/// What a query of conditions alone finds: of each note the first passage that meets them, in order
/// of the notes' paths.
pub(super) fn filtered(
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
            let last = segment.tree.last(doc);
            let note = segment.tree.note(doc);
            let alive = segment.reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
            if let Some(entry) = notes.get(note).filter(|_| alive) {
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
    let place = |hit: &Hit| notes.get(hit.note).map(NoteEntry::place);
    hits.sort_by_key(place);
    Ok(Ranking { total: hits.len(), hits })
}
