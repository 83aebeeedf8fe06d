//! Many lists of documents read as one.

use std::ops::Range;
use std::rc::Rc;

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, TERMINATED};

use super::bits::{WINDOW, Window};
use super::combine::{Combinations, Served, SetId};
use super::gather::Cell;
use super::segment::{List, Place, Segment};
use crate::query::{Choice, Key, Layer};

/// The documents of one choice, one after the other.
pub(super) struct Cursor {
    choice: u16,
    /// Whether a document that has it is served, whatever else it has.
    serves_alone: bool,
    /// The document at hand.
    doc: DocId,
    documents: Documents,
}

enum Documents {
    Listed {
        postings: Box<BlockSegmentPostings>,
        /// Whether it matters how often the key occurs.
        counted: bool,
        /// How many documents of the block at hand have been read.
        read: usize,
    },
    /// The same where there are so few that all were read at once, with how often the key occurs: a block of
    /// postings takes a kilobyte, and most lists are short.
    Short { found: Box<[(DocId, u32)]>, read: usize },
    /// Those that state a value, each as if it did so once.
    Stating { docs: Rc<[DocId]>, read: usize },
}

impl Cursor {
    /// The documents that have a choice's key in one place, if there are any.
    pub fn open(
        segment: &Segment<'_>,
        choice: &Choice,
        place: Place,
        list: Option<&List>,
        number: u16,
    ) -> tantivy::Result<Option<Self>> {
        let documents = match (&choice.key, list) {
            (_, Some(list)) => {
                // A part of a word counts once, and of pairs of syllables no counts are kept.
                let counted = choice.part.is_none() && matches!(choice.key, Key::Term(_));
                let option =
                    if counted { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
                let postings = segment.blocks(list, option)?;
                if postings.doc_freq() as usize == postings.docs().len() {
                    let docs = postings.docs().iter().copied().enumerate();
                    let count = |at| if counted { postings.freqs()[at] } else { 1 };
                    let found = docs.map(|(at, doc)| (doc, count(at))).collect();
                    Documents::Short { found, read: 0 }
                } else {
                    Documents::Listed { postings: Box::new(postings), counted, read: 0 }
                }
            }
            (Key::Value(value), None) if place == Place::Text => {
                Documents::Stating { docs: segment.amounts()?.accepted_by(value.filter()), read: 0 }
            }
            _ => return Ok(None),
        };
        let doc = documents.doc();
        let serves_alone = choice.part.is_none_or(|part| !part.all);
        Ok(Some(Cursor { choice: number, serves_alone, doc, documents }))
    }

    /// How many documents there are, deleted ones included.
    fn len(&self) -> usize {
        match &self.documents {
            Documents::Listed { postings, .. } => postings.doc_freq() as usize,
            Documents::Short { found, .. } => found.len(),
            Documents::Stating { docs, .. } => docs.len(),
        }
    }

    /// Reads on up to the document `end`: each with how often the choice occurs in it.
    fn read(&mut self, end: DocId, each: impl FnMut(DocId, u32)) {
        if self.doc < end {
            self.documents.read(end, each);
            self.doc = self.documents.doc();
        }
    }
}

impl Documents {
    /// The document at hand.
    fn doc(&self) -> DocId {
        let doc = match self {
            Documents::Listed { postings, read, .. } => postings.docs().get(*read).copied(),
            Documents::Short { found, read } => found.get(*read).map(|&(doc, _)| doc),
            Documents::Stating { docs, read } => docs.get(*read).copied(),
        };
        doc.unwrap_or(TERMINATED)
    }

    fn read(&mut self, end: DocId, mut each: impl FnMut(DocId, u32)) {
        match self {
            Documents::Listed { postings, counted, read } => loop {
                let docs = postings.docs();
                let until = match docs.last() {
                    None => return,
                    Some(&last) if last < end => docs.len(),
                    Some(_) => docs.partition_point(|&doc| doc < end),
                };
                let here = &docs[*read..until];
                if *counted {
                    let counts = &postings.freqs()[*read..until];
                    here.iter().zip(counts).for_each(|(&doc, &count)| each(doc, count));
                } else {
                    here.iter().for_each(|&doc| each(doc, 1));
                }
                *read = until;
                if until < docs.len() {
                    return;
                }
                postings.advance();
                *read = 0;
            },
            Documents::Short { found, read } => {
                let rest = &found[*read..];
                let here = &rest[..rest.partition_point(|&(doc, _)| doc < end)];
                here.iter().for_each(|&(doc, count)| each(doc, count));
                *read += here.len();
            }
            Documents::Stating { docs, read } => {
                let rest = &docs[*read..];
                let here = &rest[..rest.partition_point(|&doc| doc < end)];
                here.iter().for_each(|&doc| each(doc, 1));
                *read += here.len();
            }
        }
    }
}

/// What is read of one slot in one place.
pub(super) struct Lane<'p> {
    pub slot: u16,
    pub place: Place,
    cursors: Vec<Cursor>,
    combinations: Combinations<'p>,
    /// The first document that has not been read.
    next: DocId,
    /// The documents of the window at hand in which anything occurs.
    any: Window,
    /// For such a document, what occurs.
    sets: Box<[SetId; WINDOW]>,
}

impl<'p> Lane<'p> {
    /// Reads what the cursors, in order of their choices, have.
    pub fn new(
        slot: u16,
        place: Place,
        cursors: Vec<Cursor>,
        combinations: Combinations<'p>,
    ) -> Self {
        let next = next(&cursors);
        let sets = vec![Combinations::NONE; WINDOW].into_boxed_slice();
        let sets = sets.try_into().expect("as many as there are documents");
        Lane { slot, place, cursors, combinations, next, any: Window::EMPTY, sets }
    }

    /// How many documents there are at most.
    pub fn len(&self) -> usize {
        self.cursors.iter().map(Cursor::len).sum()
    }

    /// Reads the documents of the window that begins here, and keeps those that are served and not
    /// `deleted`.
    fn read(&mut self, first: DocId, deleted: &[Range<DocId>]) {
        let Lane { cursors, combinations, any, sets, .. } = self;
        any.clear();
        let end = end_of(first);
        if self.next >= end {
            return;
        }
        for cursor in &mut *cursors {
            let choice = cursor.choice;
            cursor.read(end, |doc, count| {
                let at = (doc - first) as usize % WINDOW;
                sets[at] = match any.insert(at) {
                    true => combinations.with(sets[at], choice, count),
                    false => combinations.alone(choice, count),
                };
            });
        }
        self.next = next(cursors);
        if cursors.iter().any(|cursor| !cursor.serves_alone) {
            any.retain(|at| combinations.served(sets[at]).is_some());
        }
        let place = |doc: DocId| doc.clamp(first, end) - first;
        for range in deleted.iter().take_while(|range| range.start < end) {
            any.drop_range(place(range.start) as usize..place(range.end) as usize);
        }
    }
}

/// The first document behind the window that begins here.
fn end_of(first: DocId) -> DocId {
    first.saturating_add(WINDOW as DocId)
}

/// The first document that any of the cursors is at.
fn next(cursors: &[Cursor]) -> DocId {
    cursors.iter().map(|cursor| cursor.doc).min().unwrap_or(TERMINATED)
}

/// Fills the places of cells that are about to come.
const NOTHING: Cell = Cell { doc: 0, slot: 0, place: Place::Text, layer: Layer::Exact, count: 0.0 };

/// Puts what serves the documents of all lanes in the place of what was in `cells`, by document, and for
/// each in the order of the lanes. Deleted documents are left out. Gives how many documents have a word in their
/// text.
///
/// A window at a time: how many cells each document has is counted first, so that every lane then puts
/// its own in their places in one go.
pub(super) fn join(segment: &Segment<'_>, lanes: &mut [Lane<'_>], cells: &mut Vec<Cell>) -> usize {
    // For each document of the window: how many cells it has, and then where its next one goes.
    let mut places = [0_u32; WINDOW];
    let (mut any, mut in_text) = (Window::EMPTY, Window::EMPTY);
    let (mut len, mut passages) = (0, 0);
    let mut deleted = segment.deleted;
    loop {
        let first = lanes.iter().map(|lane| lane.next).min().unwrap_or(TERMINATED);
        if first == TERMINATED {
            cells.truncate(len);
            return passages;
        }
        deleted = &deleted[deleted.partition_point(|range| range.end <= first)..];
        for lane in &mut *lanes {
            lane.read(first, deleted);
            lane.any.for_each(|at| places[at] += 1);
            any.add(&lane.any);
            if lane.place == Place::Text {
                in_text.add(&lane.any);
            }
        }
        passages += in_text.len();
        in_text.clear();
        let mut next = len as u32;
        any.for_each(|at| {
            let count = std::mem::replace(&mut places[at], next);
            next += count;
        });
        len = next as usize;
        if len > cells.len() {
            cells.resize(len, NOTHING);
        }
        for lane in &mut *lanes {
            let Lane { slot, place, combinations, sets, any, .. } = lane;
            any.for_each(|at| {
                if let Some(Served { count, layer }) = combinations.served(sets[at]) {
                    let doc = first + at as DocId;
                    cells[places[at] as usize] =
                        Cell { doc, slot: *slot, place: *place, layer, count };
                    places[at] += 1;
                }
            });
        }
        any.for_each_word(|word| places[64 * word..64 * (word + 1)].fill(0));
        any.clear();
    }
}
