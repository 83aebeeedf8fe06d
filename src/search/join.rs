//! Several lists of documents read as one.

use smallvec::SmallVec;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use super::segment::{List, Place, Segment};
use crate::query::Key;

/// How often one of a slot's choices occurs in the document at hand.
#[derive(Clone, Copy)]
pub(super) struct Occurs {
    pub choice: u16,
    pub count: u32,
}

/// The documents of one choice, one after the other.
pub(super) struct Cursor {
    choice: u16,
    documents: Documents,
}

enum Documents {
    Listed(Box<SegmentPostings>),
    /// Those that state a value, each as if it did so once.
    Stating(std::vec::IntoIter<DocId>),
}

impl Cursor {
    /// The documents that have a key in one place, if there are any.
    pub fn open(
        segment: &Segment<'_>,
        key: &Key,
        place: Place,
        list: Option<&List>,
        choice: u16,
    ) -> tantivy::Result<Option<Self>> {
        let documents = match (key, list) {
            (_, Some(list)) => {
                let postings = segment.postings(list, IndexRecordOption::WithFreqs)?;
                Documents::Listed(Box::new(postings))
            }
            (Key::Value(value), None) if place == Place::Text => {
                Documents::Stating(segment.amounts()?.accepted_by(value.filter()).into_iter())
            }
            _ => return Ok(None),
        };
        Ok(Some(Cursor { choice, documents }))
    }

    /// How many documents there are, deleted ones included.
    pub fn len(&self) -> usize {
        match &self.documents {
            Documents::Listed(postings) => postings.doc_freq() as usize,
            Documents::Stating(docs) => docs.len(),
        }
    }

    /// The document at hand.
    fn doc(&self) -> DocId {
        match &self.documents {
            Documents::Listed(postings) => postings.doc(),
            Documents::Stating(docs) => docs.as_slice().first().copied().unwrap_or(TERMINATED),
        }
    }

    /// Goes on to the next document.
    fn advance(&mut self) -> DocId {
        match &mut self.documents {
            Documents::Listed(postings) => postings.advance(),
            Documents::Stating(docs) => {
                docs.next();
                self.doc()
            }
        }
    }

    fn occurs(&self) -> Occurs {
        let count = match &self.documents {
            Documents::Listed(postings) => postings.term_freq(),
            Documents::Stating(_) => 1,
        };
        Occurs { choice: self.choice, count }
    }
}

/// Goes through the documents of all cursors at once, in order, deleted ones left out: for each the
/// choices that occur in it, in theirs.
pub(super) fn join(
    segment: &Segment<'_>,
    mut cursors: Vec<Cursor>,
    mut each: impl FnMut(DocId, &[Occurs]),
) {
    let alive = segment.reader.alive_bitset();
    let is_alive = |doc: DocId| alive.is_none_or(|alive| alive.is_alive(doc));
    if let [cursor] = &mut cursors[..] {
        // The usual case first.
        let mut doc = cursor.doc();
        while doc != TERMINATED {
            if is_alive(doc) {
                each(doc, &[cursor.occurs()]);
            }
            doc = cursor.advance();
        }
        return;
    }
    let mut window = Window::default();
    while let Some(first) = cursors.iter().map(Cursor::doc).min().filter(|&doc| doc != TERMINATED) {
        window.begin(first);
        // The last choice first: what is found is put in front of what was found before.
        for cursor in cursors.iter_mut().rev() {
            window.take(cursor);
        }
        window.each(|doc, found| {
            if is_alive(doc) {
                each(doc, found);
            }
        });
    }
}

/// What occurs in a stretch of documents, put together without sorting: several lists are read one
/// after the other, and each document has a chain of what occurs in it.
#[derive(Default)]
struct Window {
    first: DocId,
    /// A bit for each document in which anything occurs.
    any: [u64; Window::WORDS],
    /// For such a document, the last link of its chain.
    chains: Vec<u32>,
    links: Vec<Link>,
}

#[derive(Clone, Copy)]
struct Link {
    occurs: Occurs,
    /// The next; itself at the end.
    next: u32,
}

impl Window {
    const WORDS: usize = 32;
    /// Documents of a window.
    const LEN: u32 = 64 * Self::WORDS as u32;

    fn begin(&mut self, first: DocId) {
        self.first = first;
        self.any.fill(0);
        self.chains.resize(Self::LEN as usize, 0);
        self.links.clear();
    }

    /// Takes in what a cursor has of the window's documents.
    fn take(&mut self, cursor: &mut Cursor) {
        let mut doc = cursor.doc();
        // A list that has ended is at the greatest number of all.
        while let Some(at) = doc.checked_sub(self.first).filter(|&at| at < Self::LEN) {
            let (word, bit) = (at as usize / 64, 1 << (at % 64));
            let link = self.links.len() as u32;
            let next = if self.any[word] & bit == 0 { link } else { self.chains[at as usize] };
            self.any[word] |= bit;
            self.chains[at as usize] = link;
            self.links.push(Link { occurs: cursor.occurs(), next });
            doc = cursor.advance();
        }
    }

    /// What occurs in each document.
    fn each(&self, mut each: impl FnMut(DocId, &[Occurs])) {
        let mut found: SmallVec<[Occurs; 32]> = SmallVec::new();
        for (word, &any) in self.any.iter().enumerate() {
            let mut rest = any;
            while rest != 0 {
                let at = word as u32 * 64 + rest.trailing_zeros();
                rest &= rest - 1;
                found.clear();
                let mut link = self.chains[at as usize];
                loop {
                    let Link { occurs, next } = self.links[link as usize];
                    found.push(occurs);
                    if next == link {
                        break;
                    }
                    link = next;
                }
                each(self.first + at, &found);
            }
        }
    }
}
