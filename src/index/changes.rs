//! What differs between a manifest and the notes on disk, worked out without touching either.

use super::manifest::{FileState, Manifest};
use crate::note::Found;

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
    /// Place in [`Manifest::notes`].
    Note(usize),
    /// Place in [`Manifest::skipped`].
    Skipped(usize),
}

impl Known {
    /// Whether a note, not a file that was left out.
    pub fn is_note(self) -> bool {
        matches!(self, Known::Note(_))
    }
}

impl Changes {
    /// Whether the index answers for the notes as they are.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.touched.is_empty() && self.removed.is_empty()
    }

    /// Compares a manifest with the files that a walk has found by the time `now` (nanoseconds since
    /// 1970). Both are in order of root and path.
    pub fn between(manifest: &Manifest, found: &[Found], now: i64) -> Self {
        let mut known = known(manifest).into_iter().peekable();
        let mut changes = Changes::default();
        for (at, file) in found.iter().enumerate() {
            let this = (file.root as u32, file.path.as_bytes());
            while let Some((_, place, _)) = known.next_if(|(key, ..)| *key < this) {
                changes.removed.push(place);
            }
            match known.next_if(|(key, ..)| *key == this) {
                None => changes.added.push(at),
                Some((_, place, state)) if !state.is_current(&file.stamp, now) => {
                    changes.touched.push((at, place));
                }
                Some(_) => {}
            }
        }
        changes.removed.extend(known.map(|(_, place, _)| place));
        changes
    }
}

type Key<'m> = (u32, &'m [u8]);

/// Every file in the manifest, in order of root and path.
fn known(manifest: &Manifest) -> Vec<(Key<'_>, Known, FileState)> {
    let known = (0..manifest.files_seen()).filter_map(|number| {
        let file = manifest.seen_at(number).0;
        Some(((file.root(), file.path()), manifest.known_at(number)?, file.state()))
    });
    let mut known: Vec<_> = known.collect();
    if known.iter().any(|(_, place, _)| !place.is_note()) {
        known.sort_by_key(|(key, ..)| *key);
    }
    known
}
