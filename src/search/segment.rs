//! One segment of the index: its postings and the tree that its documents are.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::columnar::{ColumnIndex, ColumnValues};
use tantivy::postings::{BlockSegmentPostings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermDictionary;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use super::amounts::Amounts;
use super::gather;
use super::word_tree::WordTree;
use crate::index::{NoteRanges, SHAPE, Shape, Snapshot, Topic, Traits};
use crate::query::{Key, Value};

/// A segment, opened for searching.
pub(super) struct Segment<'a> {
    snapshot: &'a Snapshot,
    /// Which of the snapshot's it is.
    number: usize,
    pub reader: &'a SegmentReader,
    /// The documents that are deleted, in order.
    pub deleted: &'a [Range<DocId>],
    pub tree: Tree<'a>,
    text: Arc<InvertedIndexReader>,
    gram: Arc<InvertedIndexReader>,
    name: Arc<InvertedIndexReader>,
    place: Arc<InvertedIndexReader>,
    /// Opened when they are first asked for, as is what follows.
    amounts: OnceCell<Amounts>,
    word_tree: OnceCell<WordTree>,
    /// Cells of a search that is done, for the next to write over.
    pub room: RefCell<Vec<gather::Cell>>,
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
    /// Opens all of a snapshot.
    pub fn all(snapshot: &'a Snapshot) -> tantivy::Result<Vec<Self>> {
        let readers = snapshot.searcher.segment_readers().iter().enumerate();
        readers.map(|(number, reader)| Segment::open(snapshot, number, reader)).collect()
    }

    fn open(
        snapshot: &'a Snapshot,
        number: usize,
        reader: &'a SegmentReader,
    ) -> tantivy::Result<Self> {
        let fields = snapshot.fields;
        Ok(Segment {
            snapshot,
            number,
            reader,
            deleted: snapshot.deleted_documents(number)?,
            tree: Tree::open(&snapshot.notes()?[number], reader)?,
            text: reader.inverted_index(fields.text)?,
            gram: reader.inverted_index(fields.gram)?,
            name: reader.inverted_index(fields.name)?,
            place: reader.inverted_index(fields.place)?,
            amounts: OnceCell::new(),
            word_tree: OnceCell::new(),
            room: RefCell::default(),
        })
    }

    /// The documents, in order, that are about an entity in this way, and not deleted.
    pub fn about(&self, topic: Topic<'_>) -> tantivy::Result<Vec<DocId>> {
        let index = self.reader.inverted_index(self.snapshot.fields.topic)?;
        let term = text_term(self.snapshot.fields.topic, &topic.term());
        let postings = index.read_postings(&term, IndexRecordOption::Basic)?;
        Ok(postings.map_or_else(Vec::new, |postings| alive(self.reader, postings)))
    }

    /// The documents of a list, in order, that are not deleted.
    pub fn living(&self, list: &List) -> tantivy::Result<Vec<DocId>> {
        let mut postings = self.blocks(list, IndexRecordOption::Basic)?;
        let alive = self.reader.alive_bitset();
        let mut living = Vec::with_capacity(list.info.doc_freq as usize);
        while !postings.docs().is_empty() {
            match alive {
                None => living.extend_from_slice(postings.docs()),
                Some(alive) => {
                    living.extend(postings.docs().iter().filter(|&&doc| alive.is_alive(doc)));
                }
            }
            postings.advance();
        }
        Ok(living)
    }

    /// The quantities of its documents.
    pub fn amounts(&self) -> tantivy::Result<&Amounts> {
        match self.amounts.get() {
            Some(amounts) => Ok(amounts),
            None => {
                let amounts = Amounts::open(self.reader)?;
                Ok(self.amounts.get_or_init(|| amounts))
            }
        }
    }

    /// Where the postings of a key in one place are, if it occurs there.
    pub fn list(&self, key: &Key, place: Place) -> tantivy::Result<Option<List>> {
        let (field, key) = match (key, place) {
            (Key::Term(term), Place::Text) => (ListField::Text, term.key()),
            (Key::Term(term), Place::Name) => (ListField::Name, term.key()),
            (Key::Term(term), Place::Folder) => (ListField::Folder, term.key()),
            (Key::Gram(gram), Place::Text) => (ListField::Gram, gram.as_str()),
            (Key::Gram(_) | Key::Value(_), _) => return Ok(None),
        };
        let info = self.index(field).terms().get(key)?;
        Ok(info.map(|info| List { field, info }))
    }

    /// The postings of a list.
    pub fn postings(
        &self,
        list: &List,
        option: IndexRecordOption,
    ) -> tantivy::Result<SegmentPostings> {
        Ok(self.index(list.field).read_postings_from_terminfo(&list.info, option)?)
    }

    /// The same, to be read block by block.
    pub fn blocks(
        &self,
        list: &List,
        option: IndexRecordOption,
    ) -> tantivy::Result<BlockSegmentPostings> {
        Ok(self.index(list.field).read_block_postings_from_terminfo(&list.info, option)?)
    }

    /// In how many documents a list's key occurs that are not deleted.
    pub fn documents(&self, list: &List) -> tantivy::Result<u32> {
        self.snapshot.documents(self.number, self.index(list.field), &list.info)
    }

    /// How many documents state a value that are not deleted.
    pub fn stating(&self, value: &Value) -> tantivy::Result<u32> {
        Ok(self.amounts()?.count(value.filter(), self.reader))
    }

    /// The words of the passages' texts.
    pub fn words(&self) -> &TermDictionary {
        self.text.terms()
    }

    /// The same as a tree.
    pub fn word_tree(&self) -> tantivy::Result<&WordTree> {
        match self.word_tree.get() {
            Some(words) => Ok(words),
            None => {
                let words = WordTree::open(self.reader, self.snapshot.fields.text)?;
                Ok(self.word_tree.get_or_init(|| words))
            }
        }
    }

    /// Their pairs of syllables.
    pub fn pairs(&self) -> &TermDictionary {
        self.gram.terms()
    }

    fn index(&self, field: ListField) -> &InvertedIndexReader {
        match field {
            ListField::Text => &self.text,
            ListField::Gram => &self.gram,
            ListField::Name => &self.name,
            ListField::Folder => &self.place,
        }
    }
}

/// The place of a postings list in the index: found once, read as often as need be.
#[derive(Clone, Debug)]
pub(super) struct List {
    field: ListField,
    info: TermInfo,
}

impl List {
    /// Of a word of the texts.
    pub fn of_word(info: &TermInfo) -> Self {
        List { field: ListField::Text, info: info.clone() }
    }

    /// Of a pair of syllables.
    pub fn of_pair(info: &TermInfo) -> Self {
        List { field: ListField::Gram, info: info.clone() }
    }
}

#[derive(Clone, Copy, Debug)]
enum ListField {
    Text,
    Gram,
    Name,
    Folder,
}

/// Where each segment lists the passages whose text has a key, and how many those are in all.
pub(super) fn listed_in_text(
    segments: &[Segment<'_>],
    key: &Key,
) -> tantivy::Result<(Vec<Option<List>>, u32)> {
    let mut documents = 0;
    let mut lists = Vec::with_capacity(segments.len());
    for segment in segments {
        let list = segment.list(key, Place::Text)?;
        if let Some(list) = &list {
            documents += segment.documents(list)?;
        }
        lists.push(list);
    }
    Ok((lists, documents))
}

/// The documents of postings that are not deleted.
pub(super) fn alive(reader: &SegmentReader, mut postings: SegmentPostings) -> Vec<DocId> {
    let alive = reader.alive_bitset();
    let mut docs = Vec::with_capacity(postings.doc_freq() as usize);
    let mut doc = postings.doc();
    while doc != TERMINATED {
        if alive.is_none_or(|alive| alive.is_alive(doc)) {
            docs.push(doc);
        }
        doc = postings.advance();
    }
    docs
}

fn text_term(field: Field, text: &str) -> Term {
    Term::from_field_text(field, text)
}

/// The outlines of a segment's notes, over its documents.
pub(super) struct Tree<'a> {
    pub notes: &'a NoteRanges,
    shape: Arc<dyn ColumnValues<u64>>,
    /// Those that were read, by the notes' first documents.
    outlines: RefCell<FxHashMap<DocId, Rc<NoteTree>>>,
    /// How many passages those have.
    kept: Cell<usize>,
}

/// Passages, of 12 bytes each, of the outlines that are kept: a second look reads those of a first, and
/// a second query mostly those of the one before.
const MOST_KEPT: usize = 1 << 18;

impl<'a> Tree<'a> {
    fn open(notes: &'a NoteRanges, reader: &SegmentReader) -> tantivy::Result<Self> {
        let fields = reader.fast_fields();
        let column = fields.u64(SHAPE)?;
        let shape = match column.index {
            // Every document has one, so that the values need no index.
            ColumnIndex::Full => column.values,
            _ => fields.column_first_or_default(SHAPE)?,
        };
        Ok(Tree { notes, shape, outlines: RefCell::default(), kept: Cell::new(0) })
    }

    /// The outline of the note of these documents.
    pub fn outline(&self, documents: Range<DocId>) -> Rc<NoteTree> {
        let mut outlines = self.outlines.borrow_mut();
        if let Some(outline) = outlines.get(&documents.start) {
            return Rc::clone(outline);
        }
        let root = documents.start;
        let outline = Rc::new(NoteTree::read(self, documents));
        if self.kept.get() + outline.len() as usize > MOST_KEPT {
            outlines.clear();
            self.kept.set(0);
        }
        self.kept.set(self.kept.get() + outline.len() as usize);
        outlines.insert(root, Rc::clone(&outline));
        outline
    }

    /// The key of the note that a document belongs to.
    pub fn note(&self, doc: DocId) -> u32 {
        self.notes.key(self.notes.of(doc))
    }

    /// The number of the passage in its note's outline.
    pub fn ordinal(&self, doc: DocId) -> u32 {
        doc - self.root(doc)
    }

    /// The first document of the note.
    pub fn root(&self, doc: DocId) -> DocId {
        self.notes.documents(self.notes.of(doc)).start
    }

    /// The document that this one stands below.
    pub fn parent(&self, doc: DocId) -> Option<DocId> {
        let above = self.shape(doc).above;
        (above > 0).then(|| doc - above)
    }

    /// How many documents stand below one: those that follow it, up to the first that does not.
    pub fn descendants(&self, doc: DocId) -> u32 {
        let end = self.notes.documents(self.notes.of(doc)).end;
        let stands_below = |&other: &DocId| other - self.shape(other).above >= doc;
        (doc + 1..end).take_while(stands_below).count() as u32
    }

    pub fn traits(&self, doc: DocId) -> Traits {
        self.shape(doc).traits
    }

    /// Positions of the term that a passage defines, at its beginning, or of a heading.
    pub fn term(&self, doc: DocId) -> u32 {
        u32::from(self.shape(doc).term)
    }

    pub fn width(&self, doc: DocId) -> f32 {
        self.shape(doc).width as f32
    }

    pub fn shape(&self, doc: DocId) -> Shape {
        Shape::from_bits(self.shape.get_val(doc))
    }
}

/// The outline of one note, read at once: scoring asks for every passage's place several times.
/// Passages are named by their numbers in the note.
#[derive(Default)]
pub(super) struct NoteTree {
    /// Their shapes, as the index has them.
    shapes: Box<[u64]>,
    /// For each, the last that stands below it, or itself.
    last: Box<[u32]>,
}

impl NoteTree {
    /// Reads the outline of the note of these documents.
    fn read(tree: &Tree<'_>, documents: Range<DocId>) -> Self {
        let mut shapes = vec![0; (documents.end - documents.start) as usize].into_boxed_slice();
        tree.shape.get_range(u64::from(documents.start), &mut shapes);
        let mut last: Box<[u32]> = (0..shapes.len() as u32).collect();
        // Children come after their parents, so that from the end on each subtree is complete.
        for number in (1..last.len()).rev() {
            let parent = parent(number as u32, shapes[number]) as usize;
            last[parent] = last[parent].max(last[number]);
        }
        NoteTree { shapes, last }
    }

    /// How many passages it has.
    pub fn len(&self) -> u32 {
        self.last.len() as u32
    }

    /// The passage that one stands below.
    pub fn parent(&self, number: u32) -> Option<u32> {
        (number > 0).then(|| parent(number, self.shapes[number as usize]))
    }

    /// The last passage that stands below one, or itself.
    pub fn last(&self, number: u32) -> u32 {
        self.last[number as usize]
    }

    pub fn traits(&self, number: u32) -> Traits {
        self.shape(number).traits
    }

    pub fn width(&self, number: u32) -> f32 {
        self.shape(number).width as f32
    }

    fn shape(&self, number: u32) -> Shape {
        Shape::from_bits(self.shapes[number as usize])
    }

    /// The passages that stand directly below one.
    pub fn children(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        let last = self.last(number);
        let next = move |number: u32| Some(number).filter(|&number| number <= last);
        std::iter::successors(next(number + 1), move |&child| next(self.last(child) + 1))
    }
}

/// The passage that one of this shape stands below. None is below itself, whatever a damaged index says.
fn parent(number: u32, shape: u64) -> u32 {
    number.saturating_sub(Shape::from_bits(shape).above.max(1))
}
