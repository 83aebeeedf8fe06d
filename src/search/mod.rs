//! From a plan to ranked passages.
//!
//! The documents of the index are the passages of the notes, and each note's are neighbours in the
//! order of its outline. So the index need not repeat a heading's words under each of its bullets:
//! which words a passage stands under and over is read off the tree ([`segment::Tree`]) when its
//! note is scored. Search goes note by note:
//!
//! 1. [`mod@gather`] reads the postings of every way in which a word of the query may be served and
//!    puts together what each passage has of each word ([`combine`], [`mod@join`]).
//! 2. [`mod@first`] goes through the notes in the order of what they may be worth ([`bound`]).
//! 3. [`mod@scorer`] values every passage of a note by its own words, those above and those below it,
//!    each word once; [`mod@score`] says what a word is worth.
//! 4. [`mod@refine`] looks at the best again: which words are near each other, and what the
//!    dictionary-free view says.
//!
//! Where notes are ranked, who reads them may ask for one more step: [`mod@feedback`] adds what they
//! say of that which the first of them say.
//!
//! All numbers are in [`Weights`].

mod amounts;
mod bits;
mod bound;
mod combine;
mod feedback;
mod filter;
mod first;
mod gather;
mod join;
mod listing;
mod rank;
mod refine;
mod runs;
mod score;
mod scorer;
mod second;
mod segment;
mod snippet;
mod topics;
mod vocabulary;
mod weights;
mod word_tree;

use listing::matching;
use rank::rank;
use segment::Segment;

pub use feedback::{FEEDBACK_NOTES, Said};
pub use score::Evidence;
pub use snippet::{Highlight, Marker, Snippet, locate, quote};
pub use topics::{Coverage, DEFINES, GivenAt, SECTION};
pub use vocabulary::Vocabulary;
pub use weights::Weights;

use crate::index::Snapshot;
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
    /// For being about what was asked for: its definition, its heading, or a line that begins with
    /// it.
    pub subject: f32,
    /// By words that are neighbours.
    pub proximity: f32,
    /// By pairs of syllables; where notes are ranked, also by the words that have none.
    pub grams: f32,
    /// By what the first notes say, where notes are ranked.
    pub feedback: f32,
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Ranking {
    /// The best passages, best first.
    pub hits: Vec<Hit>,
    /// How many passages match in all: have a word of the query themselves. Others that answer, because
    /// they stand below one, are not counted.
    pub total: usize,
}

/// How much is wanted.
#[derive(Clone, Copy, Debug)]
pub struct SearchOptions {
    /// How many notes are wanted. More are looked at twice, so that the second look can put right the
    /// first.
    pub notes: usize,
    /// How many passages of one note, at most.
    pub passages_per_note: usize,
    /// The numbers of ranking.
    pub weights: Weights,
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
