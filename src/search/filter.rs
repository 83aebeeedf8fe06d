//! What must and must not hold of a passage.

use std::cell::OnceCell;
use std::collections::HashSet;

use tantivy::DocId;

use super::combine::Pieces;
use super::gather::{Cell, Gathered, Lists, gather};
use super::refine::Positions;
use super::segment::{Place, Segment, Tree};
use crate::analysis::fold;
use crate::index::{Amount, NoteEntry, Topic};
use crate::query::{Exclusion, Filter, Phrase, Plan, Slot};

/// The conditions of a plan, as sets of one segment's documents. All must hold.
pub(super) struct Conditions<'p>(Vec<Condition<'p>>);

enum Condition<'p> {
    /// The note's path holds this.
    Path(&'p str),
    /// The note has this tag, or one below it.
    Tag(&'p str),
    /// The passage, or what it stands under, is one of these.
    Under {
        docs: HashSet<DocId>,
        /// Only headings and titles count.
        heading: bool,
    },
    /// The passage is one of these.
    Among(HashSet<DocId>),
    Not(Box<Condition<'p>>),
    Any(Vec<Condition<'p>>),
}

/// A note as conditions see it; what they compare is made when the first asks for it.
pub(super) struct NoteFacts<'n> {
    note: NoteEntry<'n>,
    path: OnceCell<String>,
    tags: OnceCell<Vec<String>>,
}

impl<'n> NoteFacts<'n> {
    pub fn new(note: NoteEntry<'n>) -> Self {
        NoteFacts { note, path: OnceCell::new(), tags: OnceCell::new() }
    }

    fn path(&self) -> &str {
        self.path.get_or_init(|| fold(&self.note.path().to_string()))
    }

    fn tags(&self) -> &[String] {
        self.tags.get_or_init(|| self.note.tags().map(fold).collect())
    }
}

impl<'p> Conditions<'p> {
    pub fn read(segment: &Segment<'_>, plan: &'p Plan, part_power: f32) -> tantivy::Result<Self> {
        let mut conditions = Vec::new();
        for exclusion in &plan.excluded {
            let docs = excluded(segment, exclusion, part_power)?;
            let under = Condition::Under { docs, heading: false };
            conditions.push(Condition::Not(Box::new(under)));
        }
        for filter in &plan.filters {
            conditions.push(Condition::read(segment, filter, part_power)?);
        }
        Ok(Conditions(conditions))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all hold of a passage.
    pub fn allow(&self, note: &NoteFacts<'_>, tree: &Tree<'_>, doc: DocId) -> bool {
        self.0.iter().all(|condition| condition.holds(note, tree, doc))
    }
}

impl<'p> Condition<'p> {
    fn read(segment: &Segment<'_>, filter: &'p Filter, part_power: f32) -> tantivy::Result<Self> {
        Ok(match filter {
            Filter::Path(path) => Condition::Path(path),
            Filter::Tag(tag) => Condition::Tag(tag),
            Filter::Heading(slots) => {
                Condition::Under { docs: all_of(segment, slots, part_power)?, heading: true }
            }
            Filter::Names(names) => {
                let mut docs = HashSet::new();
                for name in names {
                    docs.extend(all_of(segment, name, part_power)?);
                }
                Condition::Under { docs, heading: false }
            }
            Filter::About { ids, .. } => {
                let mut docs = HashSet::new();
                for id in ids {
                    docs.extend(segment.about(Topic::Named(id))?);
                    docs.extend(segment.about(Topic::Under(id))?);
                }
                Condition::Among(docs)
            }
            Filter::Limit(value) => {
                let docs = segment.amounts()?.accepted_by(value.filter());
                Condition::Among(docs.iter().copied().collect())
            }
            Filter::Measures(unit) => {
                let measures = |amount: &Amount| unit.is_none_or(|unit| amount.unit == unit);
                Condition::Among(HashSet::from_iter(segment.amounts()?.stating(measures)))
            }
            Filter::Not(filter) => {
                Condition::Not(Box::new(Condition::read(segment, filter, part_power)?))
            }
            Filter::Any(filters) => Condition::Any(
                filters
                    .iter()
                    .map(|filter| Condition::read(segment, filter, part_power))
                    .collect::<tantivy::Result<_>>()?,
            ),
        })
    }

    fn holds(&self, note: &NoteFacts<'_>, tree: &Tree<'_>, doc: DocId) -> bool {
        match self {
            Condition::Path(path) => note.path().contains(path),
            Condition::Tag(tag) => {
                let below = |rest: &str| rest.is_empty() || rest.starts_with('/');
                note.tags().iter().any(|of_note| of_note.strip_prefix(tag).is_some_and(below))
            }
            Condition::Under { docs, heading } => {
                std::iter::successors(Some(doc), |&doc| tree.parent(doc)).any(|doc| {
                    let traits = tree.traits(doc);
                    docs.contains(&doc) && (!heading || traits.is_heading() || traits.is_title())
                })
            }
            Condition::Among(docs) => docs.contains(&doc),
            Condition::Not(condition) => !condition.holds(note, tree, doc),
            Condition::Any(conditions) => {
                conditions.iter().any(|condition| condition.holds(note, tree, doc))
            }
        }
    }
}

/// The documents that hold what must not be.
fn excluded(
    segment: &Segment<'_>,
    exclusion: &Exclusion,
    part_power: f32,
) -> tantivy::Result<HashSet<DocId>> {
    let slots = &exclusion.slots;
    let lists = Lists::find(segment, slots)?;
    let pieces = |_| Pieces { power: part_power, ratio: 1.0 };
    let Gathered { cells, .. } = gather(segment, slots, &lists, pieces)?;
    let mut docs = serving_all(&cells, slots.len());
    if exclusion.adjacent && slots.len() > 1 {
        let mut ordered: Vec<DocId> = docs.iter().copied().collect();
        ordered.sort_unstable();
        let positions = Positions::read(segment, slots, &lists, &cells, &ordered)?;
        let phrase = Phrase { slots: (0..slots.len()).collect() };
        docs.retain(|&doc| positions.of(doc).holds(&phrase));
    }
    Ok(docs)
}

/// The documents that serve every one of the slots.
fn all_of(
    segment: &Segment<'_>,
    slots: &[Slot],
    part_power: f32,
) -> tantivy::Result<HashSet<DocId>> {
    let lists = Lists::find(segment, slots)?;
    let pieces = |_| Pieces { power: part_power, ratio: 1.0 };
    let Gathered { cells, .. } = gather(segment, slots, &lists, pieces)?;
    Ok(serving_all(&cells, slots.len()))
}

fn serving_all(cells: &[Cell], slots: usize) -> HashSet<DocId> {
    // A part of a name is not the name.
    let served = |cell: &&Cell| cell.count >= 0.5 && cell.place != Place::Folder;
    cells
        .chunk_by(|a, b| a.doc == b.doc)
        .filter(|cells| {
            let found: HashSet<u16> = cells.iter().filter(served).map(|cell| cell.slot).collect();
            found.len() == slots
        })
        .map(|cells| cells[0].doc)
        .collect()
}
