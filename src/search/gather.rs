//! Reading postings: which documents serve which slots.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use tantivy::DocId;

use super::join::{Cursor, Occurs, join};
use super::refine::rarity;
use super::segment::{List, Place, Segment};
use crate::query::{Choice, Layer, Part, Slot, is_complete};

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
