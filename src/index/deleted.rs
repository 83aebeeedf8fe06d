//! The documents of a segment that are deleted.

use std::ops::Range;

use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, SegmentReader};

use super::ranges::NoteRanges;

/// The documents of a segment that are deleted, in order. Notes are deleted whole, so they are few
/// ranges.
#[derive(Debug)]
pub(super) struct Deleted(Vec<Range<DocId>>);

impl Deleted {
    /// Looks for them.
    pub fn of(segment: &SegmentReader, notes: &NoteRanges) -> Self {
        let mut ranges: Vec<Range<DocId>> = Vec::new();
        if let Some(alive) = segment.alive_bitset() {
            for (_, note) in notes.iter() {
                match ranges.last_mut() {
                    _ if alive.is_alive(note.start) => {}
                    Some(last) if last.end == note.start => last.end = note.end,
                    _ => ranges.push(note),
                }
            }
        }
        Deleted(ranges)
    }

    /// All of them.
    pub fn ranges(&self) -> &[Range<DocId>] {
        &self.0
    }

    /// How many documents of a list, which has not been read from yet, are not deleted.
    pub fn count_others(&self, postings: &mut BlockSegmentPostings) -> u32 {
        let all = postings.doc_freq();
        let deleted = self.0.iter().map(|range| {
            let before = postings.rank(range.start);
            postings.rank(range.end) - before
        });
        all - deleted.sum::<u32>()
    }
}
