//! One segment of the index: its postings and the tree that its documents are.

use std::sync::Arc;

use tantivy::columnar::ColumnValues;
use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, SegmentReader, Term};

use crate::index::{Fields, NOTE, ORDINAL, PARENT, SIZE, TRAITS, Traits, WIDTH};
use crate::query::Key;

/// A segment, opened for searching.
pub(super) struct Segment<'a> {
    pub reader: &'a SegmentReader,
    pub tree: Tree,
    text: Arc<InvertedIndexReader>,
    gram: Arc<InvertedIndexReader>,
    name: Arc<InvertedIndexReader>,
    place: Arc<InvertedIndexReader>,
    fields: Fields,
}

/// Where in a document a key was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// The passage's own text.
    Text,
    /// The note's file name and aliases.
    Name,
    /// The note's folders and tags.
    Folder,
}

impl<'a> Segment<'a> {
    pub fn open(reader: &'a SegmentReader, fields: Fields) -> tantivy::Result<Self> {
        Ok(Segment {
            reader,
            tree: Tree::open(reader)?,
            text: reader.inverted_index(fields.text)?,
            gram: reader.inverted_index(fields.gram)?,
            name: reader.inverted_index(fields.name)?,
            place: reader.inverted_index(fields.place)?,
            fields,
        })
    }

    /// The postings of a key in one place, if it occurs there.
    pub fn postings(
        &self,
        key: &Key,
        place: Place,
        option: IndexRecordOption,
    ) -> tantivy::Result<Option<SegmentPostings>> {
        let (index, term) = match (key, place) {
            (Key::Term(term), Place::Text) => (&self.text, text_term(self.fields.text, term.key())),
            (Key::Term(term), Place::Name) => (&self.name, text_term(self.fields.name, term.key())),
            (Key::Term(term), Place::Folder) => {
                (&self.place, text_term(self.fields.place, term.key()))
            }
            (Key::Gram(gram), Place::Text) => (&self.gram, text_term(self.fields.gram, gram)),
            (Key::Gram(_), _) => return Ok(None),
        };
        Ok(index.read_postings(&term, option)?)
    }
}

fn text_term(field: Field, text: &str) -> Term {
    Term::from_field_text(field, text)
}

/// The outlines of a segment's notes, as columns over its documents.
pub(super) struct Tree {
    note: Arc<dyn ColumnValues<u64>>,
    ordinal: Arc<dyn ColumnValues<u64>>,
    size: Arc<dyn ColumnValues<u64>>,
    parent: Arc<dyn ColumnValues<u64>>,
    traits: Arc<dyn ColumnValues<u64>>,
    width: Arc<dyn ColumnValues<u64>>,
}

impl Tree {
    fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let column = |name| reader.fast_fields().column_first_or_default::<u64>(name);
        Ok(Tree {
            note: column(NOTE)?,
            ordinal: column(ORDINAL)?,
            size: column(SIZE)?,
            parent: column(PARENT)?,
            traits: column(TRAITS)?,
            width: column(WIDTH)?,
        })
    }

    /// The key of the note that a document belongs to.
    pub fn note(&self, doc: DocId) -> u32 {
        self.note.get_val(doc) as u32
    }

    /// The number of the passage in its note's outline.
    pub fn ordinal(&self, doc: DocId) -> u32 {
        self.ordinal.get_val(doc) as u32
    }

    /// The first document of the note.
    pub fn root(&self, doc: DocId) -> DocId {
        doc - self.ordinal(doc)
    }

    /// The last document that stands below this one, or itself.
    pub fn last_below(&self, doc: DocId) -> DocId {
        doc + self.size.get_val(doc) as u32
    }

    /// The document that this one stands below.
    pub fn parent(&self, doc: DocId) -> Option<DocId> {
        match self.parent.get_val(doc) as u32 {
            0 => None,
            distance => Some(doc - distance),
        }
    }

    pub fn traits(&self, doc: DocId) -> Traits {
        Traits::from_bits(self.traits.get_val(doc))
    }

    pub fn width(&self, doc: DocId) -> f32 {
        self.width.get_val(doc) as f32
    }
}
