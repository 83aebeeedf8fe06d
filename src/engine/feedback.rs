//! What the first notes of a ranking say, for [`Searcher::feed_back`].
//!
//! The index knows which notes have a word, not which words a note has. So those are read from the
//! note: its title and what begins with the passage that was found, as much as is analysed within a
//! fraction of a millisecond, of a few notes that are mostly shown anyway.
//!
//! [`Searcher::feed_back`]: crate::search::Searcher::feed_back

use super::EngineError;
use super::opened::Opened;
use super::query::Session;
use crate::analysis::Analyzer;
use crate::query::Plan;
use crate::search::{FEEDBACK_NOTES, Ranking, Said};

/// Bytes that are read of each note. With twice as many, in thousandths of nDCG@10: Cranfield +1, the
/// rest nothing, and a fifth more time.
const MOST_READ: usize = 1 << 10;

/// With fewer notes nothing can change places: the first stays the first.
const FEWEST_NOTES: usize = 3;

impl Session<'_> {
    /// Ranks the notes that answer a plan by their best passage, and by how much they say of what the
    /// first of them say.
    pub(super) fn search_notes(
        &mut self,
        plan: &Plan,
        notes: usize,
    ) -> Result<Ranking, EngineError> {
        // However few are wanted, as many are asked.
        let mut ranking = self.search(plan, notes.max(FEWEST_NOTES), 1)?;
        let weight = self.engine.weights.paths_feedback;
        // Who types a phrase wants its words, and a topic's notes are ranked by what they say of it.
        let is_by_words = !plan.slots.is_empty() && plan.phrases.is_empty() && !plan.by_topic;
        if is_by_words && weight > 0.0 && ranking.hits.len() >= FEWEST_NOTES {
            let first = ranking.hits.iter().take(FEEDBACK_NOTES);
            let said: Vec<Said> =
                first.map(|hit| self.said(hit.note, hit.ordinal as usize)).collect();
            let fed = self.searcher.feed_back(&mut ranking, plan, &said, weight);
            fed.map_err(|cause| self.failed(cause))?;
        }
        Ok(ranking)
    }

    /// The words of a note around one of its passages. None where it cannot be read or is not as it was
    /// indexed: whoever shows it tells.
    fn said(&mut self, note: u32, passage: usize) -> Said {
        let mut stale = Vec::new();
        match self.open(note, &mut stale) {
            Some(opened) if stale.is_empty() => opened.said(passage, &mut self.analyzer),
            _ => Said::default(),
        }
    }
}

impl Opened {
    /// The words of the title and of what begins with a passage, then of what stands before it, as far
    /// as it is read.
    fn said(&self, passage: usize, analyzer: &mut Analyzer) -> Said {
        let mut said = Said::default();
        let mut left = MOST_READ;
        // The first passage is the title.
        let passages = self.outline().passages.get(1..).unwrap_or_default();
        let (before, after) = passages.split_at(passage.saturating_sub(1).min(passages.len()));
        let passages = after.iter().chain(before).map(|passage| passage.text.as_str());
        for text in std::iter::once(self.outline().title.as_str()).chain(passages) {
            let text = beginning(text, left);
            left -= text.len();
            analyzer.for_each_token(text, |token| match said.get_mut(token.term) {
                Some(count) => *count += 1,
                None => {
                    said.insert(token.term.clone(), 1);
                }
            });
            if left == 0 {
                break;
            }
        }
        said
    }
}

/// The beginning of a text, of so many bytes at most.
fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}
