//! Which documents of a segment are which note's.

use std::ops::Range;

use tantivy::columnar::ColumnIndex;
use tantivy::{DocId, SegmentReader};

use super::schema::NOTE;
use crate::sorted::count_before;

/// The notes of a segment, in the order of their documents. Each has a range of them, so that where
/// each begins says all.
#[derive(Debug)]
pub struct NoteRanges {
    first: Vec<DocId>,
    keys: Vec<u32>,
    /// The number after the last document's.
    end: DocId,
}

impl NoteRanges {
    /// Reads them off the column of keys, which only a note's first document has.
    pub(super) fn read(segment: &SegmentReader) -> tantivy::Result<Self> {
        let column = segment.fast_fields().u64(NOTE)?;
        let first = match &column.index {
            ColumnIndex::Optional(index) => index.iter_non_null_docs().collect(),
            // Every note is of one passage.
            _ => (0..column.num_docs()).collect(),
        };
        let mut keys = vec![0; column.values.num_vals() as usize];
        column.values.get_range(0, &mut keys);
        let keys = keys.into_iter().map(|key| key as u32).collect();
        Ok(NoteRanges { first, keys, end: segment.max_doc() })
    }

    /// The number of the note that a document belongs to.
    pub fn of(&self, doc: DocId) -> usize {
        self.first.partition_point(|&first| first <= doc).saturating_sub(1)
    }

    /// The same where it is not before the note of a number, and hardly far behind it.
    pub fn of_after(&self, doc: DocId, number: usize) -> usize {
        let begun = count_before(&self.first[number..], |&first| first <= doc);
        number + begun.saturating_sub(1)
    }

    /// The documents of a note.
    pub fn documents(&self, number: usize) -> Range<DocId> {
        self.first[number]..self.first.get(number + 1).copied().unwrap_or(self.end)
    }

    /// Its key in the manifest.
    pub fn key(&self, number: usize) -> u32 {
        self.keys[number]
    }

    /// The key and the documents of each note, deleted ones too.
    pub fn iter(&self) -> impl Iterator<Item = (u32, Range<DocId>)> + '_ {
        (0..self.first.len()).map(|number| (self.key(number), self.documents(number)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_of_the_note_that_begins_before_it() {
        let ranges = NoteRanges { first: vec![0, 1, 5, 6], keys: vec![9, 2, 7, 4], end: 40 };
        let notes: Vec<_> = ranges.iter().collect();
        assert_eq!(notes, [(9, 0..1), (2, 1..5), (7, 5..6), (4, 6..40)]);
        for (number, (_, documents)) in notes.into_iter().enumerate() {
            for doc in documents {
                assert_eq!(ranges.of(doc), number);
                for before in 0..=number {
                    assert_eq!(ranges.of_after(doc, before), number, "{doc} from {before}");
                }
            }
        }
    }
}
