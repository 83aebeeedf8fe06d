//! What differs between a manifest and the notes on disk, worked out without touching either.

use std::cmp::Ordering;

use super::manifest::{FileState, Manifest};
use crate::note::{Found, NotePath};

/// What a refresh has to look at.
#[derive(Debug, Default)]
pub struct Changes {
    /// Files that the manifest does not know: indexes into the walk's files.
    pub added: Vec<usize>,
    /// Files that may hold something else than the manifest says: (index into the walk's files,
    /// what was recorded).
    pub touched: Vec<(usize, Known)>,
    /// What the manifest knows and the walk has not found.
    pub removed: Vec<Known>,
}

/// A place in the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Index into [`Manifest::notes`].
    Note(usize),
    /// Index into [`Manifest::skipped`].
    Skipped(usize),
}

impl Changes {
    /// Whether the index answers for the notes as they are.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.touched.is_empty() && self.removed.is_empty()
    }

    /// Compares a manifest with the files that a walk has found. Both are in order of root and path.
    pub fn between(manifest: &Manifest, found: &[Found]) -> Self {
        let mut known = known(manifest).into_iter().peekable();
        let mut changes = Changes::default();
        for (at, file) in found.iter().enumerate() {
            let this = (file.root as u32, &file.path);
            while let Some((_, place, _)) = known.next_if(|(key, ..)| order(*key, this).is_lt()) {
                changes.removed.push(place);
            }
            match known.next_if(|(key, ..)| order(*key, this).is_eq()) {
                None => changes.added.push(at),
                Some((_, place, state)) if !state.is_current(&file.stamp) => {
                    changes.touched.push((at, place));
                }
                Some(_) => {}
            }
        }
        changes.removed.extend(known.map(|(_, place, _)| place));
        changes
    }
}

type Key<'m> = (u32, &'m NotePath);

fn order(a: Key<'_>, b: Key<'_>) -> Ordering {
    a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1))
}

/// Everything in the manifest, in order of root and path.
fn known(manifest: &Manifest) -> Vec<(Key<'_>, Known, &FileState)> {
    let notes = manifest.notes.iter().enumerate();
    let notes = notes.map(|(at, note)| ((note.root, &note.path), Known::Note(at), &note.file));
    let skipped = manifest.skipped.iter().enumerate();
    let skipped =
        skipped.map(|(at, file)| ((file.root, &file.path), Known::Skipped(at), &file.file));
    let mut known: Vec<_> = notes.chain(skipped).collect();
    if !manifest.skipped.is_empty() {
        known.sort_by(|a, b| order(a.0, b.0));
    }
    known
}
