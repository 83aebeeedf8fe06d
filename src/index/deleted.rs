//! The documents of a segment that are deleted.

use std::ops::Range;

use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, SegmentReader};

use super::document::Shape;
use super::schema::SHAPE;

/// The documents of a segment that are deleted, in order. Notes are deleted whole, so they are few
/// ranges.
#[derive(Debug)]
pub(super) struct Deleted(Vec<Range<DocId>>);

impl Deleted {
    /// Looks for them.
    pub fn of(segment: &SegmentReader) -> tantivy::Result<Self> {
        let mut ranges: Vec<Range<DocId>> = Vec::new();
        if let Some(alive) = segment.alive_bitset() {
            let shapes = segment.fast_fields().column_first_or_default::<u64>(SHAPE)?;
            let mut root = 0;
            while root < segment.max_doc() {
                let end = root + Shape::from_bits(shapes.get_val(root)).above + 1;
                match ranges.last_mut() {
                    _ if alive.is_alive(root) => {}
                    Some(last) if last.end == root => last.end = end,
                    _ => ranges.push(root..end),
                }
                root = end;
            }
        }
        Ok(Deleted(ranges))
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
