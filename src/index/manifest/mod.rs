//! Which notes the index holds, and what their files looked like when they were read.
//!
//! The manifest is a file beside tantivy's, written before tantivy commits and named in the commit,
//! so that the two are always of one generation: a crash between them leaves the former pair.
//!
//! Every query opens it, so it is read in place ([`Manifest`]), in the form that [`layout`] has; a
//! refresh makes a new one of its [`Contents`].

mod contents;
mod entry;
mod file;
mod layout;

use std::path::PathBuf;
use std::sync::Arc;

use tantivy::directory::OwnedBytes;

pub use contents::{Contents, NoteRecord, SkippedRecord};
pub use entry::{FileState, NoteEntry, NotesByKey, SkippedEntry};
pub(super) use file::MANIFEST_PREFIX;
use layout::{Head, Table};

use super::IndexError;
use super::read_only::ReadOnly;
use crate::note::Survey;

/// What the index knows of its notes, read where it is stored: opening it costs a checksum, and an
/// entry is decoded only when it is asked for.
#[derive(Clone)]
pub struct Manifest {
    head: Arc<Head>,
    bytes: OwnedBytes,
    notes: Table,
    keys: Table,
    skipped: Table,
    folders: Table,
    /// Where the strings begin.
    strings: usize,
}

impl Manifest {
    /// Reads the manifest of `generation` in the index folder `folder`.
    pub(super) fn read(folder: &ReadOnly, generation: u64) -> Result<Self, IndexError> {
        let name = file::name(generation);
        let bytes = folder.whole(&name)?;
        layout::open(bytes)
            .ok_or_else(|| IndexError::damaged(&folder.path(&name), "it is not as it was written"))
    }

    /// `FORMAT_VERSION` of the program that wrote it.
    pub fn format(&self) -> u32 {
        self.head.format
    }

    /// [`Source::fingerprint`](super::Source::fingerprint) of the analyser and the names that it was
    /// made with.
    pub fn fingerprint(&self) -> &str {
        &self.head.fingerprint
    }

    /// Counts commits. It goes up with every refresh that changed something.
    pub fn generation(&self) -> u64 {
        self.head.generation
    }

    /// The notes folders, as real paths.
    pub fn roots(&self) -> &[PathBuf] {
        &self.head.roots
    }

    /// How many passages all notes have.
    pub fn passages(&self) -> u64 {
        self.head.passages
    }

    /// Width of all notes' text: see [`super::document::width`].
    pub fn width(&self) -> u64 {
        self.head.width
    }

    /// What the walk rested on that found these notes, without its folders; `None` where only
    /// another walk tells whether they are still the ones.
    pub(super) fn survey(&self) -> Option<&Survey> {
        self.head.survey.as_ref()
    }

    /// Problems of that walk, as they were told.
    pub(super) fn told(&self) -> &[String] {
        &self.head.told
    }

    /// Every note in the index, by root and path.
    pub fn notes(&self) -> impl ExactSizeIterator<Item = NoteEntry<'_>> {
        (0..self.notes.len).map(|place| NoteEntry::new(self, place))
    }

    /// The note at a place in that order, below the number of notes.
    pub fn note(&self, place: usize) -> NoteEntry<'_> {
        NoteEntry::new(self, place)
    }

    /// The notes by key.
    pub fn by_key(&self) -> NotesByKey<'_> {
        NotesByKey::new(self)
    }

    /// Files that looked like notes and were not taken in, by root and path.
    pub fn skipped(&self) -> impl ExactSizeIterator<Item = SkippedEntry<'_>> {
        (0..self.skipped.len).map(|place| SkippedEntry::new(self, place))
    }
}

#[cfg(test)]
mod tests;
