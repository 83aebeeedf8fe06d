//! Which notes the index holds, and what their files looked like when they were read.
//!
//! The manifest is a file beside tantivy's, written before tantivy commits and named in the commit,
//! so that the two are always of one generation: a crash between them leaves the former pair.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::IndexError;
use super::refresh::Source;
use super::schema::FORMAT_VERSION;
use super::store::TEMPORARY_PREFIX;
use crate::note::{ContentHash, NotePath, Stamp};

/// What the index knows of its notes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT_VERSION`] of the program that wrote it.
    pub format: u32,
    /// [`Source::fingerprint`] of the analyser and the names that it was made with.
    pub fingerprint: String,
    /// Counts commits. It goes up with every refresh that changed something.
    pub generation: u64,
    /// The notes folders, as real paths.
    pub roots: Vec<PathBuf>,
    /// The key that the next new note gets. Keys are never used twice.
    pub next_key: u32,
    /// Every note in the index, by root and path.
    pub notes: Vec<NoteEntry>,
    /// Files that looked like notes and were not taken in.
    pub skipped: Vec<SkippedEntry>,
}

/// One note in the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteEntry {
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
    /// Width of its text: see [`super::document::width`].
    pub width: u64,
    /// Its title.
    pub title: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Characters that its file's bytes do not spell.
    pub replaced: u32,
}

/// One file that was looked at and left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SkippedEntry {
    /// Which of the roots it is below.
    pub root: u32,
    /// Path below the root.
    pub path: NotePath,
    /// What the file was.
    pub file: FileState,
    /// Why it was left out, for people.
    pub reason: String,
}

/// What a file was when it was last read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileState {
    /// What the file system said of it.
    pub stamp: Stamp,
    /// When it was read, in nanoseconds since 1970; 0 for a file that could not be read, which is
    /// tried again each time.
    pub read_at: i64,
    /// What it held.
    pub hash: ContentHash,
}

/// Nanoseconds. A file written this shortly before it was read may have been written again within
/// the same tick of the file system's clock; the coarsest in use (FAT) ticks every two seconds.
const CLOCK_TICK: i64 = 2_000_000_000;

impl FileState {
    /// Whether a file with `stamp` surely holds what it held when this was recorded.
    pub fn is_current(&self, stamp: &Stamp) -> bool {
        self.stamp == *stamp && stamp.changed_ns().saturating_add(CLOCK_TICK) < self.read_at
    }
}

/// The notes of a manifest, to be found by key.
pub struct NotesByKey<'m> {
    notes: &'m [NoteEntry],
    /// Key and place of each, by key.
    places: Vec<(u32, u32)>,
}

impl<'m> NotesByKey<'m> {
    fn new(notes: &'m [NoteEntry]) -> Self {
        let mut places: Vec<(u32, u32)> =
            (0..).zip(notes).map(|(place, note)| (note.key, place)).collect();
        places.sort_unstable();
        NotesByKey { notes, places }
    }

    /// The note of a key.
    pub fn get(&self, key: u32) -> Option<&'m NoteEntry> {
        let at = self.places.binary_search_by_key(&key, |&(key, _)| key).ok()?;
        self.notes.get(self.places[at].1 as usize)
    }
}

impl Manifest {
    /// An empty manifest of this program.
    pub fn new(source: &Source) -> Self {
        Manifest {
            format: FORMAT_VERSION,
            fingerprint: source.fingerprint(),
            roots: source.notes.roots.clone(),
            next_key: 1,
            ..Manifest::default()
        }
    }

    /// How many passages all notes have.
    pub fn passages(&self) -> u64 {
        self.notes.iter().map(|note| u64::from(note.passages)).sum()
    }

    /// The notes by key.
    pub fn by_key(&self) -> NotesByKey<'_> {
        NotesByKey::new(&self.notes)
    }

    /// Reads the manifest of `generation` in the index folder `dir`.
    pub(super) fn read(dir: &Path, generation: u64) -> Result<Self, IndexError> {
        let path = file_name(dir, generation);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                return Err(IndexError::damaged(&path, "it is missing"));
            }
            Err(cause) => return Err(IndexError::read(&path, cause)),
        };
        let manifest = bytes
            .split_last_chunk()
            .filter(|(body, seal)| self::seal(body) == **seal)
            .and_then(|(body, _)| postcard::from_bytes(body).ok());
        manifest.ok_or_else(|| IndexError::damaged(&path, "it is not as it was written"))
    }

    /// The highest generation that a manifest in the index folder `dir` was written for, whether it
    /// was committed or not; 0 where there is none.
    pub(super) fn latest(dir: &Path) -> u64 {
        let entries = fs::read_dir(dir).into_iter().flatten().flatten();
        let generation = |name: &str| name.strip_prefix(MANIFEST_PREFIX)?.parse::<u64>().ok();
        entries.filter_map(|entry| generation(entry.file_name().to_str()?)).max().unwrap_or(0)
    }

    /// Writes the manifest into the index folder `dir`: whole, or not at all.
    pub(super) fn write(&self, dir: &Path) -> Result<(), IndexError> {
        let path = file_name(dir, self.generation);
        let mut bytes = postcard::to_stdvec(self)
            .map_err(|cause| IndexError::write(&path, io::Error::other(cause)))?;
        bytes.extend(seal(&bytes));
        write_whole(&path, &bytes).map_err(|cause| IndexError::write(&path, cause))
    }

    /// Deletes the manifests of other generations and what a killed process left half-written. Whoever
    /// calls this holds the lock. A failure costs disk space and nothing else.
    pub(super) fn sweep(&self, dir: &Path) {
        let keep = file_name(dir, self.generation);
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            let ours = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| {
                name.starts_with(MANIFEST_PREFIX) || name.starts_with(TEMPORARY_PREFIX)
            });
            if ours && path != keep {
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// How the names of manifests begin.
pub(super) const MANIFEST_PREFIX: &str = "manifest-";

fn file_name(dir: &Path, generation: u64) -> PathBuf {
    dir.join(format!("{MANIFEST_PREFIX}{generation}"))
}

/// The last bytes of a manifest's file: a hash of those before, since almost any bytes can be read as
/// a manifest of nonsense.
fn seal(body: &[u8]) -> [u8; 16] {
    *ContentHash::of(body).as_bytes()
}

/// Writes a file under another name, then gives it its own.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("new");
    let mut file = fs::File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    drop(file);
    fs::rename(&temporary, path)
}
