//! Many lists of documents read as one.

use std::rc::Rc;

use smallvec::SmallVec;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, TERMINATED};

use super::bits::for_each_bit;
use super::combine::{Combinations, Served, SetId};
use super::gather::Cell;
use super::segment::{List, Place, Segment};
use crate::query::{Choice, Key, Layer};

/// The documents of one choice, one after the other.
pub(super) struct Cursor {
    choice: u16,
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
                let postings = Box::new(segment.blocks(list, option)?);
                Documents::Listed { postings, counted, read: 0 }
            }
            (Key::Value(value), None) if place == Place::Text => {
                Documents::Stating { docs: segment.amounts()?.accepted_by(value.filter()), read: 0 }
            }
            _ => return Ok(None),
        };
        let doc = documents.doc();
        Ok(Some(Cursor { choice: number, doc, documents }))
    }

    /// How many documents there are, deleted ones included.
    fn len(&self) -> usize {
        match &self.documents {
            Documents::Listed { postings, .. } => postings.doc_freq() as usize,
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
            Documents::Listed { postings, read, .. } => postings.docs().get(*read),
            Documents::Stating { docs, read } => docs.get(*read),
        };
        doc.copied().unwrap_or(TERMINATED)
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
    /// A bit for each document of the window in which anything occurs.
    any: [u64; WORDS],
    /// For such a document, what occurs.
    sets: Vec<SetId>,
}

/// Documents are gone through in stretches of so many times 64: few enough for the processor's
/// nearest memory.
const WORDS: usize = 32;
const WINDOW: u32 = 64 * WORDS as u32;

impl<'p> Lane<'p> {
    /// Reads what the cursors, in order of their choices, have.
    pub fn new(
        slot: u16,
        place: Place,
        cursors: Vec<Cursor>,
        combinations: Combinations<'p>,
    ) -> Self {
        let next = next(&cursors);
        let sets = vec![Combinations::NONE; WINDOW as usize];
        Lane { slot, place, cursors, combinations, next, any: [0; WORDS], sets }
    }

    /// How many documents there are at most.
    pub fn len(&self) -> usize {
        self.cursors.iter().map(Cursor::len).sum()
    }

    /// Reads the documents of the window that begins here, if there are any.
    fn read(&mut self, first: DocId) -> bool {
        let Lane { cursors, combinations, any, sets, .. } = self;
        let end = first.saturating_add(WINDOW);
        if self.next >= end {
            return false;
        }
        any.fill(0);
        for cursor in &mut *cursors {
            let choice = cursor.choice;
            cursor.read(end, |doc, count| {
                let at = (doc - first) as usize;
                let (word, bit) = (at / 64, 1 << (at % 64));
                let set = if any[word] & bit == 0 { Combinations::NONE } else { sets[at] };
                any[word] |= bit;
                sets[at] = combinations.with(set, choice, count);
            });
        }
        self.next = next(cursors);
        true
    }

    /// Drops the documents of the window that are served by nothing, and those of which this does not hold.
    fn keep(&mut self, mut holds: impl FnMut(usize) -> bool) {
        let Lane { any, sets, combinations, .. } = self;
        for (number, bits) in any.iter_mut().enumerate() {
            let mut rest = *bits;
            while rest != 0 {
                let at = number * 64 + rest.trailing_zeros() as usize;
                if combinations.served(sets[at]).is_none() || !holds(at) {
                    *bits &= !(1 << (at % 64));
                }
                rest &= rest - 1;
            }
        }
    }
}

/// The first document that any of the cursors is at.
fn next(cursors: &[Cursor]) -> DocId {
    cursors.iter().map(|cursor| cursor.doc).min().unwrap_or(TERMINATED)
}

/// Fills the places of cells that are about to come.
const NOTHING: Cell = Cell { doc: 0, slot: 0, place: Place::Text, layer: Layer::Exact, count: 0.0 };

/// Puts what serves the documents of all lanes in the place of what was in `cells`, by document, and for
/// each in the order of the lanes. Deleted documents are left out.
///
/// A window at a time: how many cells each document has is counted first, so that every lane then puts
/// its own in their places in one go.
pub(super) fn join(segment: &Segment<'_>, lanes: &mut [Lane<'_>], cells: &mut Vec<Cell>) {
    let alive = segment.reader.alive_bitset();
    // For each document of the window: how many cells it has, and then where its next one goes.
    let mut places = [0_u32; WINDOW as usize];
    let mut len = 0;
    loop {
        let first = lanes.iter().map(|lane| lane.next).min().unwrap_or(TERMINATED);
        if first == TERMINATED {
            cells.truncate(len);
            return;
        }
        let is_alive = |at: usize| alive.is_none_or(|alive| alive.is_alive(first + at as DocId));
        places.fill(0);
        let mut any = [0; WORDS];
        let mut here: SmallVec<[&mut Lane<'_>; 16]> = SmallVec::new();
        for lane in lanes.iter_mut() {
            if !lane.read(first) {
                continue;
            }
            lane.keep(|at| {
                let counts = is_alive(at);
                places[at] += u32::from(counts);
                counts
            });
            any.iter_mut().zip(&lane.any).for_each(|(any, bits)| *any |= bits);
            here.push(lane);
        }
        let mut next = len as u32;
        for_each_bit(&any, |at| {
            let count = std::mem::replace(&mut places[at], next);
            next += count;
        });
        len = next as usize;
        if len > cells.len() {
            cells.resize(len, NOTHING);
        }
        for lane in here {
            let Lane { slot, place, combinations, sets, any, .. } = lane;
            for_each_bit(any, |at| {
                if let Some(Served { count, layer }) = combinations.served(sets[at]) {
                    let doc = first + at as DocId;
                    cells[places[at] as usize] =
                        Cell { doc, slot: *slot, place: *place, layer, count };
                    places[at] += 1;
                }
            });
        }
    }
}
