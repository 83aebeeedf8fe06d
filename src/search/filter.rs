//! What must and must not hold of a passage.

use std::collections::HashSet;

use tantivy::DocId;

use super::gather::{Cell, Counts, gather};
use super::segment::{Place, Segment, Tree};
use crate::analysis::fold;
use crate::index::NoteEntry;
use crate::query::{Filter, Plan, Slot};

/// The conditions of a plan, as sets of one segment's documents.
pub(super) struct Conditions<'p> {
    paths: Vec<&'p str>,
    tags: Vec<&'p str>,
    /// Documents that hold an excluded word.
    excluded: HashSet<DocId>,
    /// For each name or heading condition: the documents that meet it by their own words.
    required: Vec<Required>,
}

struct Required {
    docs: HashSet<DocId>,
    /// Only headings and titles count.
    heading: bool,
}

impl<'p> Conditions<'p> {
    pub fn read(segment: &Segment<'_>, plan: &'p Plan, part_power: f32) -> tantivy::Result<Self> {
        let mut conditions = Conditions {
            paths: Vec::new(),
            tags: Vec::new(),
            excluded: HashSet::new(),
            required: Vec::new(),
        };
        for slot in &plan.excluded {
            let docs = all_of(segment, std::slice::from_ref(slot), part_power)?;
            conditions.excluded.extend(docs);
        }
        for filter in &plan.filters {
            match filter {
                Filter::Path(path) => conditions.paths.push(path),
                Filter::Tag(tag) => conditions.tags.push(tag),
                Filter::Heading(slots) => conditions
                    .required
                    .push(Required { docs: all_of(segment, slots, part_power)?, heading: true }),
                Filter::Names(names) => {
                    let mut docs = HashSet::new();
                    for name in names {
                        docs.extend(all_of(segment, name, part_power)?);
                    }
                    conditions.required.push(Required { docs, heading: false });
                }
            }
        }
        Ok(conditions)
    }

    pub fn allow_note(&self, note: &NoteEntry) -> bool {
        let path = || fold(&note.path.to_string());
        let has_tag = |tag: &&str| {
            note.tags.iter().any(|of_note| {
                let of_note = fold(of_note);
                of_note == **tag
                    || of_note.strip_prefix(*tag).is_some_and(|rest| rest.starts_with('/'))
            })
        };
        self.paths.iter().all(|wanted| path().contains(wanted)) && self.tags.iter().all(has_tag)
    }

    /// A passage meets a condition by itself or by what it stands under.
    pub fn allow_passage(&self, tree: &Tree, doc: DocId) -> bool {
        let mut missing: Vec<&Required> = self.required.iter().collect();
        let mut at = Some(doc);
        while let Some(doc) = at {
            if self.excluded.contains(&doc) {
                return false;
            }
            let traits = tree.traits(doc);
            missing.retain(|required| {
                let counts = !required.heading || traits.is_heading() || traits.is_title();
                !(counts && required.docs.contains(&doc))
            });
            if missing.is_empty() && self.excluded.is_empty() {
                return true;
            }
            at = tree.parent(doc);
        }
        missing.is_empty()
    }
}

/// The documents that serve every one of the slots.
fn all_of(
    segment: &Segment<'_>,
    slots: &[Slot],
    part_power: f32,
) -> tantivy::Result<HashSet<DocId>> {
    let cells = gather(segment, slots, part_power, &mut Counts::of(slots))?;
    // A part of a name is not the name.
    let served = |cell: &&Cell| cell.count >= 0.5 && cell.place != Place::Folder;
    Ok(cells
        .chunk_by(|a, b| a.doc == b.doc)
        .filter(|cells| {
            let found: HashSet<u16> = cells.iter().filter(served).map(|cell| cell.slot).collect();
            found.len() == slots.len()
        })
        .map(|cells| cells[0].doc)
        .collect())
}
