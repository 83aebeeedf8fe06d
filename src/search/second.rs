//! The second look at the passages that the first found best.

use tantivy::DocId;

use super::first::Candidates;
use super::gather::{Cell, Lists};
use super::refine::{DocumentPositions, Grams, Positions, weigh_grams};
use super::score::{Evidence, Statistics};
use super::scorer::Scorer;
use super::segment::Segment;
use super::{Hit, Parts};
use crate::analysis::is_syllable;
use crate::query::{Plan, Slot};

/// What a search goes through.
pub(super) struct Searched<'a> {
    pub segments: &'a [Segment<'a>],
    /// Where each lists the words of the query.
    pub lists: &'a [Lists],
    /// What was found in each.
    pub cells: &'a [Vec<Cell>],
    /// How many passages there are.
    pub passages: u64,
}

/// Looks at the candidates again.
pub(super) fn refined(
    index: &Searched<'_>,
    plan: &Plan,
    statistics: &Statistics,
    scorer: &mut Scorer<'_>,
    found: &[Candidates<'_>],
) -> tantivy::Result<Vec<Hit>> {
    let w = &statistics.weights;
    let grams = weigh_grams(index.segments, &plan.grams, index.passages)?;
    let unpaired = if w.unpaired > 0.0 { unpaired(&plan.slots) } else { Vec::new() };
    let mut hits = Vec::new();
    for (number, segment) in index.segments.iter().enumerate() {
        let here = || found.iter().filter(|note| note.note.segment == number);
        let mut docs: Vec<DocId> =
            here().flat_map(|note| note.passages.iter().map(|passage| passage.doc)).collect();
        docs.sort_unstable();
        let (lists, cells) = (&index.lists[number], &index.cells[number]);
        let parents = docs.iter().filter_map(|&doc| segment.tree.parent(doc));
        let mut seen: Vec<DocId> = docs.iter().copied().chain(parents).collect();
        seen.sort_unstable();
        seen.dedup();
        let positions = Positions::read(segment, &plan.slots, lists, cells, &seen)?;
        let pairs = Grams::read(segment, &grams, number, &docs, statistics)?;
        for note in here() {
            let docs = note.passages.iter().map(|passage| passage.doc);
            let evidence = scorer.evidence(&segment.tree, &note.note.cells, docs);
            for (passage, evidence) in note.passages.iter().zip(evidence) {
                let doc = passage.doc;
                let above = segment.tree.parent(doc).map(|parent| positions.of(parent));
                let positions = positions.of(doc);
                if !plan.phrases.iter().all(|phrase| positions.holds(phrase)) {
                    continue;
                }
                let defines = w.definition > 1.0
                    && segment.tree.traits(doc).is_definition()
                    && defines(segment.tree.term(doc), positions, &evidence, statistics);
                let mut about = if defines { w.definition - 1.0 } else { 0.0 };
                if passage.names_all {
                    about += w.full * positions.share(segment.tree.term(doc), statistics);
                }
                let words = || {
                    let norm = statistics.norm(segment.tree.width(doc));
                    unpaired
                        .iter()
                        .map(|&slot| statistics.as_word(slot, &evidence, norm))
                        .sum::<f32>()
                };
                // Neighbours and pairs are of the words that are there: those that are not count as
                // missing here, too.
                let left = 1.0 + w.missing * (statistics.left(&evidence) - 1.0);
                let parts = Parts {
                    words: passage.score,
                    subject: about * passage.score
                        + passage.factor * w.first * positions.leads(&evidence, statistics),
                    proximity: passage.factor
                        * left
                        * positions.proximity(above, &evidence, statistics),
                    grams: passage.factor * left * w.grams * (pairs.of(doc) + w.unpaired * words()),
                    feedback: 0.0,
                };
                hits.push(Hit {
                    note: note.note.entry.key(),
                    ordinal: doc - note.note.cells.root,
                    score: parts.words + parts.subject + parts.proximity + parts.grams,
                    parts,
                    evidence,
                });
            }
        }
    }
    Ok(hits)
}

/// The words of which there are no pairs of syllables: in Latin letters, or numbers.
fn unpaired(slots: &[Slot]) -> Vec<usize> {
    let is_unpaired = |slot: &Slot| !slot.reading.chars().any(is_syllable);
    (0..slots.len()).filter(|&number| is_unpaired(&slots[number])).collect()
}

/// Words that a name has at most. A longer query asks for more than what a thing is.
const LONGEST_NAME: usize = 3;

/// Whether the term that a passage explains, of so many positions, is what was asked for. What the
/// note's title or file name says, it need not say again.
fn defines(
    term: u32,
    positions: DocumentPositions<'_>,
    evidence: &[Evidence],
    statistics: &Statistics,
) -> bool {
    let w = &statistics.weights;
    let wanted: Vec<usize> =
        (0..evidence.len()).filter(|&slot| statistics.is_wanted(slot)).collect();
    let is_in_term = |slot: usize| {
        evidence[slot].own > w.whole && positions.first(slot).is_some_and(|at| at < term)
    };
    wanted.len() <= LONGEST_NAME
        && wanted.iter().any(|&slot| is_in_term(slot))
        && wanted.iter().all(|&slot| is_in_term(slot) || evidence[slot].named)
}
