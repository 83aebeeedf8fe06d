use std::path::{Path, PathBuf};

use super::entry::FileState;
use super::{file, layout};
use crate::index::IndexError;
use crate::index::refresh::Source;
use crate::index::schema::FORMAT_VERSION;
use crate::note::{NotePath, Survey};

/// A manifest as it is made: what a refresh changes and writes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// `FORMAT_VERSION` of the program that writes it.
    pub format: u32,
    /// [`Source::fingerprint`] of the analyser and the names that the index is made with.
    pub fingerprint: String,
    /// Counts commits.
    pub generation: u64,
    /// The notes folders, as real paths.
    pub roots: Vec<PathBuf>,
    /// The key that the next new note gets. Keys are never used twice.
    pub next_key: u32,
    /// Every note in the index, by root and path.
    pub notes: Vec<NoteRecord>,
    /// Files that looked like notes and were not taken in, by root and path.
    pub skipped: Vec<SkippedRecord>,
    /// What the walk rested on that found these files.
    pub survey: Option<Survey>,
    /// Problems of that walk, as they were told.
    pub told: Vec<String>,
}

/// All that is known of a note.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteRecord {
    /// Which of the roots it is below.
    pub root: u32,
    /// Path below the root.
    pub path: NotePath,
    /// The key of its documents.
    pub key: u32,
    /// What its file is.
    pub file: FileState,
    /// How many passages it has.
    pub passages: u32,
    /// Width of its text: see [`width`](crate::index::width).
    pub width: u64,
    /// Its title.
    pub title: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Characters that its file's bytes do not spell.
    pub replaced: u32,
    /// Whether its text is its file's bytes as they are.
    pub is_plain: bool,
}

/// All that is known of a file that was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct SkippedRecord {
    /// Which of the roots it is below.
    pub root: u32,
    /// Path below the root.
    pub path: NotePath,
    /// What the file was.
    pub file: FileState,
    /// Why it was left out, for people.
    pub reason: String,
}

impl Contents {
    /// An empty manifest of this program.
    pub fn new(source: &Source) -> Self {
        Contents {
            format: FORMAT_VERSION,
            fingerprint: source.fingerprint(),
            roots: source.notes.roots.clone(),
            next_key: 1,
            ..Contents::default()
        }
    }

    /// Writes the manifest into the index folder `folder`: whole, or not at all.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, and where a notes folder's name is not Unicode.
    pub fn write(&self, folder: &Path) -> Result<(), IndexError> {
        let path = folder.join(file::name(self.generation));
        let bytes = layout::bytes(self)
            .map_err(|cause| IndexError::write(&path, std::io::Error::other(cause)))?;
        file::write_whole(&path, &bytes).map_err(|cause| IndexError::write(&path, cause))
    }
}
