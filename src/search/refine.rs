//! The second pass, over the few passages that the first found best: which words stand next to each
//! other, and what the dictionary-free view says.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet};

use super::gather::{Cell, Lists};
use super::score::{Evidence, Statistics, of_document};
use super::segment::{List, Place, Segment, listed_in_text};
use crate::query::{Key, Part, Phrase, Slot, is_complete};

/// Where something was found that serves a slot.
#[derive(Clone, Copy)]
struct Occurrence {
    /// Which of the documents.
    document: u32,
    at: u32,
    /// The piece of the slot that it serves.
    part: Option<Part>,
}

/// Positions of each slot in each of a few documents.
pub(super) struct Positions {
    docs: Vec<DocId>,
    /// For each slot, for each document: where its positions end in `positions`.
    ends: Vec<u32>,
    positions: Vec<u32>,
}

impl Positions {
    /// Reads the positions of every slot in `docs`, which ascend.
    pub fn read(
        segment: &Segment<'_>,
        slots: &[Slot],
        lists: &Lists,
        cells: &[Cell],
        docs: &[DocId],
    ) -> tantivy::Result<Self> {
        let mut having: Vec<Vec<(u32, DocId)>> = vec![Vec::new(); slots.len()];
        for (document, &doc) in (0..).zip(docs) {
            let cells = of_document(cells, doc).iter();
            for cell in cells.filter(|cell| cell.place == Place::Text) {
                having[usize::from(cell.slot)].push((document, doc));
            }
        }
        let mut ends = Vec::with_capacity(slots.len() * docs.len());
        let mut positions = Vec::new();
        let mut buffer = Vec::new();
        let mut found: Vec<Occurrence> = Vec::new();
        for (number, (slot, having)) in slots.iter().zip(&having).enumerate() {
            found.clear();
            for (choice, list) in slot.choices.iter().zip(lists.in_text(number)) {
                let Some(list) = list.as_ref().filter(|_| matches!(choice.key, Key::Term(_)))
                else {
                    continue;
                };
                let option = IndexRecordOption::WithFreqsAndPositions;
                let mut postings = segment.postings(list, option)?;
                for &(document, doc) in having {
                    if postings.doc() < doc && postings.seek(doc) != doc || postings.doc() != doc {
                        continue;
                    }
                    postings.positions(&mut buffer);
                    let part = choice.part;
                    found.extend(buffer.iter().map(|&at| Occurrence { document, at, part }));
                }
            }
            found.sort_unstable_by_key(|one| u64::from(one.document) << 32 | u64::from(one.at));
            let mut rest = found.as_slice();
            for document in 0..docs.len() as u32 {
                let len = rest.iter().take_while(|one| one.document == document).count();
                let (here, after) = rest.split_at(len);
                rest = after;
                add_whole(here, &mut positions);
                ends.push(positions.len() as u32);
            }
        }
        Ok(Positions { docs: docs.to_vec(), ends, positions })
    }

    /// Those in one of the documents.
    pub fn of(&self, doc: DocId) -> DocumentPositions<'_> {
        DocumentPositions { all: self, document: self.docs.binary_search(&doc).ok() }
    }
}

/// Positions of each slot in one document.
#[derive(Clone, Copy)]
pub(super) struct DocumentPositions<'p> {
    all: &'p Positions,
    document: Option<usize>,
}

impl<'p> DocumentPositions<'p> {
    fn of(self, slot: usize) -> &'p [u32] {
        let Some(document) = self.document else { return &[] };
        let Positions { docs, ends, positions } = self.all;
        let at = slot * docs.len() + document;
        let start = at.checked_sub(1).map_or(0, |before| ends[before]);
        &positions[start as usize..ends[at] as usize]
    }

    /// What words that are near each other in the query gain by being near in the passage too, by being
    /// together in the note's title, or in what stands directly above, or one there and one here: a line is
    /// read together with its label.
    ///
    /// A sequential dependence model ([Metzler and Croft 2005]), but of pairs that need not be side by
    /// side in the query: in a longer question, what belongs together is often a word apart. With side
    /// by side alone: Cranfield −5, CACM −5 on the halves for tuning.
    ///
    /// [Metzler and Croft 2005]: https://doi.org/10.1145/1076034.1076115
    pub fn proximity(
        self,
        above: Option<Self>,
        evidence: &[Evidence],
        statistics: &Statistics,
    ) -> f32 {
        let w = &statistics.weights;
        let titled = |slot: usize| evidence[slot].named;
        // Most of what stands above has none of the words.
        let above = above.filter(|above| (0..evidence.len()).any(|slot| above.has(slot)));
        let pairs = (0..statistics.slots.len()).flat_map(|second| {
            (second.saturating_sub(NEAR)..second).map(move |first| (first, second))
        });
        let gains = pairs.map(|(first, second)| {
            let commoner = statistics.slots[first].min(statistics.slots[second]);
            let together = if titled(first) && titled(second) { w.titled } else { 0.0 };
            let here = closeness(self.of(first), self.of(second));
            let labelled = above.map_or(0.0, |above| {
                let across =
                    self.has(first) && above.has(second) || self.has(second) && above.has(first);
                let there = closeness(above.of(first), above.of(second));
                w.labelled * there.max(if across { ACROSS } else { 0.0 })
            });
            commoner * here.max(together).max(labelled)
        });
        w.proximity * gains.sum::<f32>()
    }

    fn has(self, slot: usize) -> bool {
        !self.of(slot).is_empty()
    }

    /// Where a slot occurs first.
    pub fn first(self, slot: usize) -> Option<u32> {
        self.of(slot).first().copied()
    }

    /// Which share of a passage of so many positions is what was asked for.
    pub fn share(self, of: u32, statistics: &Statistics) -> f32 {
        let slots = 0..statistics.slots.len();
        let mut covered: Vec<u32> = slots.flat_map(|slot| self.of(slot).iter().copied()).collect();
        covered.sort_unstable();
        covered.dedup();
        if of == 0 { 0.0 } else { (covered.len() as f32 / of as f32).min(1.0) }
    }

    /// The weight of the word that the passage begins with, if it was asked for and is not only a
    /// part of one.
    pub fn leads(self, evidence: &[Evidence], statistics: &Statistics) -> f32 {
        let is_whole = |slot: usize| evidence[slot].own > statistics.weights.whole;
        let slots = (0..statistics.slots.len()).filter(|&slot| statistics.is_wanted(slot));
        let first = slots.filter(|&slot| self.first(slot) == Some(0) && is_whole(slot));
        first.map(|slot| statistics.slots[slot]).fold(0.0, f32::max)
    }

    /// Whether the slots of a phrase stand one after the other.
    pub fn holds(self, phrase: &Phrase) -> bool {
        let Some((&first, rest)) = phrase.slots.split_first() else { return true };
        self.of(first).iter().any(|&start| {
            let mut at = start;
            rest.iter().all(|&slot| {
                // A compound takes as many positions as it has parts.
                let next = self.of(slot).iter().find(|&&next| next > at && next <= at + 3);
                next.is_some_and(|&next| {
                    at = next;
                    true
                })
            })
        })
    }
}

/// Adds the positions of what was found in one document, but for the words of names that are not
/// there whole.
fn add_whole(found: &[Occurrence], positions: &mut Vec<u32>) {
    let is_whole = |group: u16| {
        let of_group = found.iter().filter_map(|one| one.part.filter(|part| part.group == group));
        let mut shares: Vec<(u8, f32)> = of_group.map(|part| (part.number, part.share)).collect();
        shares.sort_unstable_by_key(|&(number, _)| number);
        shares.dedup_by_key(|&mut (number, _)| number);
        is_complete(shares.iter().map(|(_, share)| share).sum())
    };
    let first = positions.len();
    // Names are few, and their words many.
    let mut known: Vec<(u16, bool)> = Vec::new();
    for one in found {
        let counts = match one.part.filter(|part| part.all) {
            None => true,
            Some(part) => match known.iter().find(|(group, _)| *group == part.group) {
                Some(&(_, is_whole)) => is_whole,
                None => {
                    let is_whole = is_whole(part.group);
                    known.push((part.group, is_whole));
                    is_whole
                }
            },
        };
        if counts && positions[first..].last() != Some(&one.at) {
            positions.push(one.at);
        }
    }
}

/// How far apart two words of the query may be, in words, that are looked for near each other.
const NEAR: usize = 3;

/// How near a word is to one in the label above it, as if two words apart.
const ACROSS: f32 = 0.5;

/// Words that are further apart are not near each other.
const REACH: u32 = 8;

/// 1 for words side by side in the query's order, less the further apart, half of that in the other
/// order.
fn closeness(first: &[u32], second: &[u32]) -> f32 {
    let mut best: f32 = 0.0;
    let mut rest = second;
    for &a in first {
        // Both are in order: what is too far before this one is so before the next.
        rest = &rest[rest.iter().take_while(|&&b| b + REACH < a).count()..];
        for &b in rest.iter().take_while(|&&b| b <= a + REACH).filter(|&&b| b != a) {
            let close = 1.0 / b.abs_diff(a) as f32;
            best = best.max(if b > a { close } else { close / 2.0 });
        }
    }
    best
}

/// Pairs of syllables of a query that are looked for, at most; a long question has no need of all.
const MOST_GRAMS: usize = 96;

/// BM25 of the query's syllable pairs in a few passages, each with its note's title.
pub(super) struct Grams(Vec<(DocId, f32)>);

/// A passage whose pairs are counted.
struct Counted {
    doc: DocId,
    /// Which of the documents that are looked at it is, and which its note's first.
    own: usize,
    root: usize,
    norm: f32,
    score: f32,
}

impl Grams {
    /// Scores `docs`, which ascend, in the segment of this number.
    pub fn read(
        segment: &Segment<'_>,
        grams: &[Gram],
        number: usize,
        docs: &[DocId],
        statistics: &Statistics,
    ) -> tantivy::Result<Self> {
        let w = &statistics.weights;
        let mut wanted: Vec<DocId> = docs.iter().map(|&doc| segment.tree.root(doc)).collect();
        wanted.extend(docs);
        wanted.sort_unstable();
        wanted.dedup();
        let place = |doc: DocId| wanted.partition_point(|&other| other < doc);
        let mut counted: Vec<Counted> = docs
            .iter()
            .map(|&doc| Counted {
                doc,
                own: place(doc),
                root: place(segment.tree.root(doc)),
                norm: statistics.norm(segment.tree.width(doc)),
                score: 0.0,
            })
            .collect();
        let mut counts: Vec<u32> = Vec::new();
        for gram in grams {
            let Some(list) = &gram.lists[number] else { continue };
            let mut postings = segment.postings(list, IndexRecordOption::WithFreqs)?;
            counts.clear();
            counts.extend(wanted.iter().map(|&doc| {
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc { postings.term_freq() } else { 0 }
            }));
            for one in &mut counted {
                let title = if counts[one.root] > 0 { w.title } else { 0.0 };
                let x = counts[one.own] as f32 / one.norm + title;
                if x > 0.0 {
                    one.score += gram.weight * x * (w.saturation + 1.0) / (x + w.saturation);
                }
            }
        }
        Ok(Grams(counted.into_iter().map(|one| (one.doc, one.score)).collect()))
    }

    /// The score of one of the passages.
    pub fn of(&self, doc: DocId) -> f32 {
        let at = self.0.binary_search_by_key(&doc, |&(doc, _)| doc);
        at.map_or(0.0, |at| self.0[at].1)
    }
}

/// A pair of syllables of the query: where each segment lists it, and its rarity.
pub(super) struct Gram {
    lists: Vec<Option<List>>,
    weight: f32,
}

/// The query's pairs with their rarity over all segments.
pub(super) fn weigh_grams(
    segments: &[Segment<'_>],
    grams: &[String],
    passages: u64,
) -> tantivy::Result<Vec<Gram>> {
    let mut weighed = Vec::with_capacity(grams.len());
    for gram in grams.iter().take(MOST_GRAMS) {
        let (lists, documents) = listed_in_text(segments, &Key::Gram(gram.clone()))?;
        if documents > 0 {
            weighed.push(Gram { lists, weight: rarity(documents, passages) });
        }
    }
    Ok(weighed)
}

/// BM25's inverse document frequency, as Lucene writes it: never negative.
pub(super) fn rarity(documents: u32, passages: u64) -> f32 {
    let (n, df) = (passages as f32, documents as f32);
    (1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln()
}
