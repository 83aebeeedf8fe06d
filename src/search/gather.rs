//! Reading postings: which documents serve which slots.

use std::collections::BTreeMap;

use tantivy::DocId;

use super::combine::{Combinations, Pieces};
use super::join::{Cursor, Lane, join};
use super::refine::rarity;
use super::segment::{List, Place, Segment};
use crate::query::{Key, Layer, Slot};

/// How well a document serves a slot, in one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub doc: DocId,
    pub slot: u16,
    pub place: Place,
    /// The strongest layer that served.
    pub layer: Layer,
    /// Weighted count: how often the slot's choices occur, each by its weight.
    pub count: f32,
}

/// Where a segment lists the choices of each slot.
pub(super) struct Lists(Vec<[Vec<Option<List>>; PLACES.len()]>);

/// Where words may be, the passages' own text first.
pub(super) const PLACES: [Place; 3] = [Place::Text, Place::Name, Place::Folder];

impl Lists {
    /// Looks up every choice of every slot.
    pub fn find(segment: &Segment<'_>, slots: &[Slot]) -> tantivy::Result<Self> {
        let of_slot = |slot: &Slot| {
            let mut lists = PLACES.map(|_| Vec::with_capacity(slot.choices.len()));
            for (lists, place) in lists.iter_mut().zip(PLACES) {
                for choice in &slot.choices {
                    lists.push(segment.list(&choice.key, place)?);
                }
            }
            Ok(lists)
        };
        Ok(Lists(slots.iter().map(of_slot).collect::<tantivy::Result<_>>()?))
    }

    /// For each choice of a slot: where its occurrences in text are listed.
    pub fn in_text(&self, slot: usize) -> &[Option<List>] {
        &self.0[slot][0]
    }
}

/// What the slots have in a segment.
pub(super) struct Gathered {
    /// The cells, by document, by slot, by place.
    pub cells: Vec<Cell>,
    /// How many passages have a word of the query in their own text.
    pub passages: usize,
}

/// Gathers what every slot has in a segment.
pub(super) fn gather(
    segment: &Segment<'_>,
    slots: &[Slot],
    lists: &Lists,
    pieces: impl Fn(usize) -> Pieces,
) -> tantivy::Result<Gathered> {
    let mut lanes = Vec::new();
    for (number, (slot, lists)) in slots.iter().zip(&lists.0).enumerate() {
        for (place, lists) in PLACES.into_iter().zip(lists) {
            let mut cursors = Vec::new();
            for ((choice, list), at) in slot.choices.iter().zip(lists).zip(0..) {
                cursors.extend(Cursor::open(segment, choice, place, list.as_ref(), at)?);
            }
            if !cursors.is_empty() {
                let combinations = Combinations::new(&slot.choices, pieces(number));
                lanes.push(Lane::new(number as u16, place, cursors, combinations));
            }
        }
    }
    let mut cells = segment.room.take();
    // Room for all is cheaper than room for some, more, and more again: what is not used is never
    // touched.
    let most: usize = lanes.iter().map(Lane::len).sum();
    cells.reserve(most.saturating_sub(cells.len()));
    let passages = join(segment, &mut lanes, &mut cells);
    Ok(Gathered { cells, passages })
}

/// Cells whose room is kept for the next search, at most.
const MOST_ROOM: usize = 1 << 17;

/// Keeps the room of cells that are no longer needed.
pub(super) fn keep_room(segment: &Segment<'_>, cells: Vec<Cell>) {
    if cells.capacity() <= MOST_ROOM {
        segment.room.replace(cells);
    }
}

/// In how many documents' text each choice of each slot occurs. Counted over all segments first: what
/// a slot's frequency is must not depend on how documents are spread over them.
pub(super) struct Counts(Vec<Vec<u32>>);

impl Counts {
    /// Nothing is counted yet.
    pub fn of(slots: &[Slot]) -> Self {
        Counts(slots.iter().map(|slot| vec![0; slot.choices.len()]).collect())
    }

    /// Adds what a segment has.
    pub fn add(
        &mut self,
        segment: &Segment<'_>,
        slots: &[Slot],
        lists: &Lists,
    ) -> tantivy::Result<()> {
        for (number, (slot, counts)) in slots.iter().zip(&mut self.0).enumerate() {
            let choices = slot.choices.iter().zip(lists.in_text(number));
            for ((choice, list), count) in choices.zip(counts) {
                *count += match (list, &choice.key) {
                    (Some(list), _) => segment.documents(list)?,
                    (None, Key::Value(value)) => segment.stating(value)?,
                    (None, _) => 0,
                };
            }
        }
        Ok(())
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
