//! Many lists of documents read as one.

use std::rc::Rc;

use smallvec::SmallVec;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, TERMINATED};

use super::combine::{Combinations, Served, SetId};
use super::segment::{List, Place, Segment};
use crate::query::{Choice, Key};

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
}

/// The first document that any of the cursors is at.
fn next(cursors: &[Cursor]) -> DocId {
    cursors.iter().map(|cursor| cursor.doc).min().unwrap_or(TERMINATED)
}

/// Goes through the documents of all lanes at once, in order, deleted ones left out: what serves each,
/// in the order of the lanes.
pub(super) fn join(
    segment: &Segment<'_>,
    lanes: &mut [Lane<'_>],
    mut each: impl FnMut(DocId, u16, Place, Served),
) {
    let alive = segment.reader.alive_bitset();
    let is_alive = |doc: DocId| alive.is_none_or(|alive| alive.is_alive(doc));
    loop {
        let first = lanes.iter().map(|lane| lane.next).min().unwrap_or(TERMINATED);
        if first == TERMINATED {
            return;
        }
        let here: SmallVec<[&Lane<'_>; 16]> =
            lanes.iter_mut().filter_map(|lane| lane.read(first).then_some(&*lane)).collect();
        let mut having: SmallVec<[(u64, &Lane<'_>); 16]> = SmallVec::new();
        for word in 0..WORDS {
            having.clear();
            having.extend(here.iter().map(|&lane| (lane.any[word], lane)).filter(|one| one.0 != 0));
            let mut rest = having.iter().fold(0, |any, (bits, _)| any | bits);
            while rest != 0 {
                let bit = rest & rest.wrapping_neg();
                let at = word as u32 * 64 + rest.trailing_zeros();
                rest ^= bit;
                if !is_alive(first + at) {
                    continue;
                }
                for (_, lane) in having.iter().filter(|(bits, _)| bits & bit != 0) {
                    if let Some(served) = lane.combinations.served(lane.sets[at as usize]) {
                        each(first + at, lane.slot, lane.place, served);
                    }
                }
            }
        }
    }
}
