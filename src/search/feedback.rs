//! Pseudo-relevance feedback: notes that say what the first answers say come before others.
//!
//! Who asks has not thought of all the words of the answer. Words that the first notes have in common
//! besides those of the query are likely to be among them (Rocchio's feedback without a judge; the
//! notes' weights and the interpolation with the first ranking are those of relevance-based language
//! models, [Lavrenko and Croft 2001]). Here they put in another order what was found and find nothing
//! more, and the first answer stays the first, so that a question of which one note is the answer loses
//! as little as can be.
//!
//! [Lavrenko and Croft 2001]: https://doi.org/10.1145/383952.383972

use std::ops::Range;

use rustc_hash::FxHashMap;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet};

use super::refine::rarity;
use super::score::saturate;
use super::segment::{List, Segment, listed_in_text};
use super::{Hit, Ranking, SearchError, Searcher};
use crate::analysis::Term;
use crate::query::{Key, Plan};

/// The words of a note, or of a piece of it, each with how often it occurs.
pub type Said = FxHashMap<Term, u32>;

/// How many notes are asked for their words.
///
/// With 6, in thousandths of nDCG@10: Cranfield −2, CACM +1, links −1, ParaKQC +5.
pub const FEEDBACK_NOTES: usize = 10;
/// How many of the words are looked for in all notes.
///
/// With 15: Cranfield +1, CACM +1, links −1, ParaKQC +2; with 40: Cranfield −1, CACM +2, ParaKQC −1.
const WORDS: usize = 25;
/// In how many of those notes a word has to occur: what only one says need not be what the query is
/// about.
///
/// With 1: Cranfield −1, CACM −1, links −1, ParaKQC −3.
const FEWEST_NOTES: u32 = 2;
/// How many of the words are looked up for their rarity, most said first.
const LOOKED_UP: usize = 150;
/// How many notes may change places.
const REORDERED: usize = 100;
/// How much less a note counts whose score is less than the best, by a power of e.
///
/// With 10: Cranfield −2, links −2, ParaKQC +4.
const TRUST: f32 = 5.0;
/// BM25's k1 for these words.
const SATURATION: f32 = 1.2;
/// BM25's b.
const LENGTH: f32 = 0.75;

/// A word that is looked for in all notes.
struct Word {
    weight: f32,
    /// Where each segment lists it.
    lists: Vec<Option<List>>,
}

impl Searcher<'_> {
    /// Adds to the score of each note of a ranking what it says of that which the first of them say:
    /// `said` has the words of each of these. A note that says most of it gains the share `weight` of
    /// the best score, and so does the first.
    ///
    /// # Errors
    ///
    /// Where a file of the index cannot be read.
    pub fn feed_back(
        &self,
        ranking: &mut Ranking,
        plan: &Plan,
        said: &[Said],
        weight: f32,
    ) -> Result<(), SearchError> {
        let reordered = ranking.hits.len().min(REORDERED);
        let hits = &mut ranking.hits[..reordered];
        let Some(best) = hits.first().map(|hit| hit.score) else { return Ok(()) };
        let common = common(hits, said, &asked(plan));
        let words = self.telling(common).map_err(SearchError)?;
        let worth = self.worth(hits, &words).map_err(SearchError)?;
        // What is the most must not depend on how many notes were wanted.
        let most = worth.iter().take(said.len()).copied().fold(0.0, f32::max);
        if most <= 0.0 {
            return Ok(());
        }
        for (rank, (hit, worth)) in hits.iter_mut().zip(worth).enumerate() {
            let share = if rank == 0 { 1.0 } else { (worth / most).min(1.0) };
            hit.parts.feedback = weight * best * share;
            hit.score += hit.parts.feedback;
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        Ok(())
    }

    /// The words that tell most, of words with what they count.
    fn telling(&self, common: Vec<(&Term, f32)>) -> tantivy::Result<Vec<Word>> {
        let passages = self.snapshot.manifest.passages();
        let mut words = Vec::with_capacity(common.len());
        for (term, count) in common {
            let (lists, documents) = listed_in_text(&self.segments, &Key::Term(term.clone()))?;
            let rarity = rarity(documents, passages);
            words.push((count * rarity, Word { weight: count * rarity * rarity, lists }));
        }
        words.sort_by(|a, b| b.0.total_cmp(&a.0));
        words.truncate(WORDS);
        Ok(words.into_iter().map(|(_, word)| word).collect())
    }

    /// What the note of each hit is worth by the words: BM25.
    fn worth(&self, hits: &[Hit], words: &[Word]) -> tantivy::Result<Vec<f32>> {
        let manifest = &self.snapshot.manifest;
        let notes = manifest.by_key();
        let mean = (manifest.width() as f32 / manifest.notes().len().max(1) as f32).max(1.0);
        let norm = |hit: &Hit| {
            let width = notes.get(hit.note).map_or(mean, |note| note.width() as f32);
            1.0 - LENGTH + LENGTH * width / mean
        };
        let norms: Vec<f32> = hits.iter().map(norm).collect();
        let ranks: FxHashMap<u32, usize> = hits.iter().map(|hit| hit.note).zip(0..).collect();
        let mut worth = vec![0.0; hits.len()];
        for (number, segment) in self.segments.iter().enumerate() {
            let notes = segment.tree.notes.iter();
            let here: Vec<(usize, Range<DocId>)> =
                notes.filter_map(|(key, documents)| Some((*ranks.get(&key)?, documents))).collect();
            for word in words {
                let Some(list) = &word.lists[number] else { continue };
                count(segment, list, &here, |rank, count| {
                    worth[rank] += word.weight * saturate(count as f32 / norms[rank], SATURATION);
                })?;
            }
        }
        Ok(worth)
    }
}

/// The words of the query, in all the ways in which they are looked for.
fn asked(plan: &Plan) -> Vec<&str> {
    let choices = plan.slots.iter().flat_map(|slot| &slot.choices);
    let terms = choices.filter_map(|choice| match &choice.key {
        Key::Term(term) => Some(term.text()),
        Key::Gram(_) | Key::Value(_) => None,
    });
    terms.collect()
}

/// The words that several of the first notes say and nobody asked for, most said first. A note counts
/// less the less it is worth beside the best.
fn common<'s>(hits: &[Hit], said: &'s [Said], asked: &[&str]) -> Vec<(&'s Term, f32)> {
    let best = hits.first().map_or(0.0, |hit| hit.score).max(f32::MIN_POSITIVE);
    let mut counts: FxHashMap<&Term, (f32, u32)> = FxHashMap::default();
    for (hit, said) in hits.iter().zip(said) {
        let trust = (TRUST * (hit.score - best) / best).exp();
        for (term, &count) in said {
            let (sum, notes) = counts.entry(term).or_default();
            *sum += trust * saturate(count as f32, SATURATION);
            *notes += 1;
        }
    }
    let mut common: Vec<(&Term, f32)> = counts
        .into_iter()
        .filter(|(term, (_, notes))| *notes >= FEWEST_NOTES && !asked.contains(&term.text()))
        .map(|(term, (sum, _))| (term, sum))
        .collect();
    common.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    common.truncate(LOOKED_UP);
    common
}

/// How often a word occurs in each of the notes that have it. They come by rank and documents, in the
/// order of these.
fn count(
    segment: &Segment<'_>,
    list: &List,
    notes: &[(usize, Range<DocId>)],
    mut each: impl FnMut(usize, u32),
) -> tantivy::Result<()> {
    let mut postings = segment.postings(list, IndexRecordOption::WithFreqs)?;
    for (rank, documents) in notes {
        if postings.doc() < documents.start {
            postings.seek(documents.start);
        }
        let mut count = 0;
        while postings.doc() < documents.end {
            count += postings.term_freq();
            postings.advance();
        }
        if count > 0 {
            each(*rank, count);
        }
    }
    Ok(())
}
