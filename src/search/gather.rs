//! Reading postings: which documents serve which slots.

use std::collections::BTreeMap;

use smallvec::SmallVec;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use super::refine::rarity;
use super::segment::{List, Place, Segment};
use crate::query::{Choice, Key, Layer, Part, Slot, Value, is_complete};

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

/// One posting, before a slot's choices are put together.
struct Posting {
    doc: DocId,
    choice: u16,
    count: u32,
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
    let mut postings = Vec::new();
    let mut lists = Vec::with_capacity(slots.len());
    for (number, slot) in slots.iter().enumerate() {
        let mut in_text = Vec::new();
        for place in [Place::Text, Place::Name, Place::Folder] {
            postings.clear();
            let keys = slot.choices.iter().map(|choice| segment.list(&choice.key, place));
            let lists: Vec<Option<List>> = keys.collect::<tantivy::Result<_>>()?;
            // The shortest first: merged in this order, what is long is moved least often.
            let mut shortest: Vec<(usize, &List)> = lists
                .iter()
                .enumerate()
                .filter_map(|(at, list)| Some((at, list.as_ref()?)))
                .collect();
            shortest.sort_by_key(|(_, list)| list.len());
            for (at, list) in shortest {
                let read = read(segment, list, at as u16, &mut postings)?;
                if place == Place::Text {
                    counts.0[number][at] += read;
                }
            }
            if place == Place::Text {
                for (at, choice) in slot.choices.iter().enumerate() {
                    if let Key::Value(value) = &choice.key {
                        let read = stating(segment, value, at as u16, &mut postings)?;
                        counts.0[number][at] += read;
                    }
                }
                in_text = lists;
            }
            // Each choice's are in order, and a stable sort merges what is in order.
            postings.sort_by_key(|posting: &Posting| {
                u64::from(posting.doc) << 16 | u64::from(posting.choice)
            });
            let documents = postings.chunk_by(|a, b| a.doc == b.doc);
            cells.extend(documents.filter_map(|postings| {
                let (count, layer, pieced) = cell(slot, postings, part_power)?;
                let doc = postings[0].doc;
                Some(Cell { doc, slot: number as u16, place, count, layer, pieced })
            }));
        }
        lists.push(in_text);
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

/// Reads one choice's postings; how many documents are alive.
fn read(
    segment: &Segment<'_>,
    list: &List,
    choice: u16,
    into: &mut Vec<Posting>,
) -> tantivy::Result<u32> {
    let mut postings = segment.postings(list, IndexRecordOption::WithFreqs)?;
    let before = into.len();
    let alive = segment.reader.alive_bitset();
    let mut doc = postings.doc();
    while doc != TERMINATED {
        if alive.is_none_or(|alive| alive.is_alive(doc)) {
            into.push(Posting { doc, choice, count: postings.term_freq() });
        }
        doc = postings.advance();
    }
    Ok((into.len() - before) as u32)
}

/// The same of the documents that state a value, each as if it did so once.
fn stating(
    segment: &Segment<'_>,
    value: &Value,
    choice: u16,
    into: &mut Vec<Posting>,
) -> tantivy::Result<u32> {
    let before = into.len();
    let alive = segment.reader.alive_bitset();
    let docs = segment.amounts()?.accepted_by(value.filter()).into_iter();
    let docs = docs.filter(|&doc| alive.is_none_or(|alive| alive.is_alive(doc)));
    into.extend(docs.map(|doc| Posting { doc, choice, count: 1 }));
    Ok((into.len() - before) as u32)
}

/// What the choices found in one document come to: the forms of the word together, its best other
/// name, or what its parts add up to, whichever is most.
fn cell(slot: &Slot, postings: &[Posting], part_power: f32) -> Option<(f32, Layer, bool)> {
    if let [posting] = postings {
        // The usual case first.
        let choice = &slot.choices[usize::from(posting.choice)];
        if choice.part.is_none() {
            let each = choice.weight.max(choice.adds);
            return Some((each * times(choice, posting), choice.layer, false));
        }
    }
    let mut whole: f32 = 0.0;
    let mut sum: f32 = 0.0;
    let mut parts: SmallVec<[(Part, f32); 8]> = SmallVec::new();
    let mut layer: Option<Layer> = None;
    let mut part_layer: Option<Layer> = None;
    for posting in postings {
        let choice = &slot.choices[usize::from(posting.choice)];
        match choice.part {
            None => {
                sum += choice.adds * posting.count as f32;
                whole = whole.max(choice.weight * times(choice, posting));
                layer = Some(layer.map_or(choice.layer, |layer| layer.min(choice.layer)));
            }
            Some(part) => {
                let same = |(other, _): &&mut (Part, f32)| {
                    (other.group, other.number) == (part.group, part.number)
                };
                match parts.iter_mut().find(same) {
                    Some((_, best)) => *best = best.max(choice.weight),
                    None => parts.push((part, choice.weight)),
                }
                part_layer = Some(part_layer.map_or(choice.layer, |l| l.min(choice.layer)));
            }
        }
    }
    let whole = whole.max(sum);
    let (pieces, all) = pieces(&mut parts, part_power);
    match (layer, part_layer) {
        (Some(layer), _) if whole >= pieces => Some((whole, layer, false)),
        (_, Some(layer)) if pieces > 0.0 => Some((pieces, layer, !all)),
        _ => None,
    }
}

/// How often a choice counts in a document: another name that is said again does not come to more
/// than the word itself.
fn times(choice: &Choice, posting: &Posting) -> f32 {
    if choice.layer >= Layer::Alias && choice.weight < 1.0 { 1.0 } else { posting.count as f32 }
}

/// What the best group of parts comes to, and whether it is a name, of which nothing is missing.
fn pieces(parts: &mut [(Part, f32)], part_power: f32) -> (f32, bool) {
    parts.sort_unstable_by_key(|(part, _)| (part.group, part.number));
    let groups = parts.chunk_by(|a, b| a.0.group == b.0.group).map(|group| {
        let share: f32 = group.iter().map(|(part, _)| part.share).sum();
        let all = group[0].0.all;
        if all && !is_complete(share) {
            return (0.0, all);
        }
        let weight = group.iter().map(|&(part, weight)| part.share * weight).sum::<f32>() / share;
        (weight * share.min(1.0).powf(part_power), all)
    });
    groups.fold((0.0, false), |best, group| if group.0 > best.0 { group } else { best })
}
