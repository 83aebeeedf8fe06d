//! Reading postings: which documents serve which slots.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use super::refine::rarity;
use super::segment::{List, Place, Segment};
use crate::query::{Choice, Key, Layer, Part, Slot, is_complete};

/// How well a document serves a slot, in one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub doc: DocId,
    pub slot: u16,
    pub place: Place,
    /// Weighted count: how often the slot's choices occur, each by its weight.
    pub count: f32,
    /// The strongest layer that served.
    pub layer: Layer,
    /// Whether only parts of the word were found.
    pub pieced: bool,
}

/// What was found in a segment.
pub(super) struct Gathered {
    /// The cells of every slot, by document.
    pub cells: Vec<Cell>,
    /// For each slot, for each choice: where its occurrences in text are listed.
    pub lists: Vec<Vec<Option<List>>>,
}

/// The cells of every slot in a segment. Adds to `counts`, for each slot and choice, in how many
/// documents' text it occurs.
pub(super) fn gather(
    segment: &Segment<'_>,
    slots: &[Slot],
    part_power: f32,
    counts: &mut Counts,
) -> tantivy::Result<Gathered> {
    let mut cells = Vec::new();
    let mut lists = Vec::with_capacity(slots.len());
    for (number, slot) in slots.iter().enumerate() {
        let mut ready = Ready::of(slot, part_power);
        for place in [Place::Text, Place::Name, Place::Folder] {
            let mut cursors = Vec::new();
            let mut in_place = Vec::with_capacity(slot.choices.len());
            for (choice, at) in slot.choices.iter().zip(0..) {
                let list = segment.list(&choice.key, place)?;
                cursors.extend(Cursor::open(segment, &choice.key, place, list.as_ref(), at)?);
                in_place.push(list);
            }
            cells.reserve(cursors.iter().map(Cursor::len).sum());
            let read = &mut counts.0[number];
            join(segment, cursors, |doc, found| {
                if place == Place::Text {
                    found.iter().for_each(|found| read[usize::from(found.choice)] += 1);
                }
                let cell = ready.cell(found);
                cells.extend(cell.map(|(count, layer, pieced)| Cell {
                    doc,
                    slot: number as u16,
                    place,
                    count,
                    layer,
                    pieced,
                }));
            });
            if place == Place::Text {
                lists.push(in_place);
            }
        }
    }
    // One number compares faster than three; each slot's cells are in order already.
    cells.sort_by_key(|cell| {
        u64::from(cell.doc) << 32 | u64::from(cell.slot) << 8 | cell.place as u64
    });
    Ok(Gathered { cells, lists })
}

/// In how many documents each choice of each slot occurs. Kept apart until all segments are read: what
/// a slot's frequency is must not depend on how documents are spread over segments.
pub(super) struct Counts(Vec<Vec<u32>>);

impl Counts {
    /// Nothing is counted yet.
    pub fn of(slots: &[Slot]) -> Self {
        Counts(slots.iter().map(|slot| vec![0; slot.choices.len()]).collect())
    }

    /// What the counts come to.
    pub fn frequencies(&self, slots: &[Slot]) -> Vec<Frequency> {
        let of_slot = |(slot, counts): (&Slot, &Vec<u32>)| {
            let mut frequency = Frequency::default();
            let mut names: BTreeMap<(u16, u8), u32> = BTreeMap::new();
            for (choice, &count) in slot.choices.iter().zip(counts) {
                match choice.part {
                    None => frequency.whole += count,
                    Some(part) if part.all => {
                        *names.entry((part.group, part.number)).or_default() += count;
                    }
                    Some(_) => frequency.part = frequency.part.max(count),
                }
            }
            // A name of several words is no more frequent than the rarest of them.
            let names: Vec<(u16, u32)> =
                names.into_iter().map(|((group, _), count)| (group, count)).collect();
            let rarest = |name: &[(u16, u32)]| name.iter().map(|&(_, count)| count).min();
            frequency.whole += names.chunk_by(|a, b| a.0 == b.0).filter_map(rarest).sum::<u32>();
            frequency
        };
        slots.iter().zip(&self.0).map(of_slot).collect()
    }
}

/// In how many documents a slot occurs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frequency {
    /// As a whole, by any choice or by a name of several words.
    pub whole: u32,
    /// By its most frequent part.
    pub part: u32,
}

impl Frequency {
    /// How much less a part tells than the whole: `port` says little of `NodePort`.
    pub fn part_ratio(self, passages: u64) -> f32 {
        if self.whole == 0 || self.part == 0 {
            return 1.0;
        }
        (rarity(self.part, passages) / rarity(self.whole, passages)).min(1.0)
    }

    /// What its rarity is judged by.
    pub fn documents(self) -> u32 {
        if self.whole > 0 { self.whole } else { self.part }
    }
}

/// How often one of a slot's choices occurs in the document at hand.
#[derive(Clone, Copy)]
struct Occurs {
    choice: u16,
    count: u32,
}

/// The documents of one choice, one after the other.
struct Cursor {
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
    fn open(
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
    fn len(&self) -> usize {
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
fn join(segment: &Segment<'_>, mut cursors: Vec<Cursor>, mut each: impl FnMut(DocId, &[Occurs])) {
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

/// A slot's choices, ready for what occurs of them in one document after the other.
struct Ready<'p> {
    choices: &'p [Choice],
    /// What choices that serve parts come to together, by the bits of their numbers: it does not matter
    /// how often they occur.
    known: FxHashMap<u64, Option<(f32, Layer, bool)>>,
    part_power: f32,
}

impl<'p> Ready<'p> {
    fn of(slot: &'p Slot, part_power: f32) -> Self {
        Ready { choices: &slot.choices, known: FxHashMap::default(), part_power }
    }

    /// What the choices found in one document come to: the forms of the word together, its best
    /// other name, or what its parts add up to, whichever is most. With the strongest layer, and
    /// whether only parts were found.
    fn cell(&mut self, found: &[Occurs]) -> Option<(f32, Layer, bool)> {
        if let [found] = found {
            // The usual case first.
            let choice = &self.choices[usize::from(found.choice)];
            if choice.part.is_none() {
                let each = choice.weight.max(choice.adds);
                return Some((each * times(choice, found), choice.layer, false));
            }
        }
        let bit = |found: &Occurs| {
            let is_part = self.choices[usize::from(found.choice)].part.is_some();
            1_u64.checked_shl(found.choice.into()).filter(|_| is_part)
        };
        let Some(bits) = found.iter().map(bit).try_fold(0, |bits, bit| Some(bits | bit?)) else {
            return self.together(found);
        };
        if let Some(&known) = self.known.get(&bits) {
            return known;
        }
        let cell = self.together(found);
        self.known.insert(bits, cell);
        cell
    }

    fn together(&self, found: &[Occurs]) -> Option<(f32, Layer, bool)> {
        let mut whole: f32 = 0.0;
        let mut sum: f32 = 0.0;
        // The parts that were found, with the best weight by which each was.
        let mut parts: SmallVec<[(Part, f32); 8]> = SmallVec::new();
        let mut layer: Option<Layer> = None;
        let mut part_layer: Option<Layer> = None;
        for found in found {
            let choice = &self.choices[usize::from(found.choice)];
            match choice.part {
                None => {
                    sum += choice.adds * found.count as f32;
                    whole = whole.max(choice.weight * times(choice, found));
                    layer = Some(layer.map_or(choice.layer, |layer| layer.min(choice.layer)));
                }
                Some(part) => {
                    let key = |part: &Part| (part.group, part.number);
                    match parts.binary_search_by_key(&key(&part), |(part, _)| key(part)) {
                        Ok(at) => parts[at].1 = parts[at].1.max(choice.weight),
                        Err(at) => parts.insert(at, (part, choice.weight)),
                    }
                    part_layer = Some(part_layer.map_or(choice.layer, |l| l.min(choice.layer)));
                }
            }
        }
        let whole = whole.max(sum);
        let (pieces, all) = self.pieces(&parts);
        match (layer, part_layer) {
            (Some(layer), _) if whole >= pieces => Some((whole, layer, false)),
            (_, Some(layer)) if pieces > 0.0 => Some((pieces, layer, !all)),
            _ => None,
        }
    }

    /// What the best group of parts, which are in order, comes to, and whether it is a name, of which
    /// nothing is missing.
    fn pieces(&self, parts: &[(Part, f32)]) -> (f32, bool) {
        let groups = parts.chunk_by(|a, b| a.0.group == b.0.group).map(|group| {
            let share: f32 = group.iter().map(|(part, _)| part.share).sum();
            let all = group[0].0.all;
            if all && !is_complete(share) {
                return (0.0, all);
            }
            let weight: f32 = group.iter().map(|&(part, weight)| part.share * weight).sum();
            (weight / share * share.min(1.0).powf(self.part_power), all)
        });
        groups.fold((0.0, false), |best, group| if group.0 > best.0 { group } else { best })
    }
}

/// How often a choice counts in a document: another name that is said again does not come to more
/// than the word itself.
fn times(choice: &Choice, found: &Occurs) -> f32 {
    if choice.layer >= Layer::Alias && choice.weight < 1.0 { 1.0 } else { found.count as f32 }
}
