use std::path::PathBuf;

use super::{Engine, EngineError};
use crate::index::{
    Changes, FORMAT_VERSION, IndexError, Known, Manifest, SkippedEntry, SkippedRecord, Source,
};
use crate::note::{Found, Problem, Reading, Walk, read, walk};

/// How notes and index stand, looked at without changing either.
#[derive(Debug)]
pub struct Status {
    /// The notes folders, as real paths.
    pub roots: Vec<PathBuf>,
    /// The index folder.
    pub index: PathBuf,
    /// The format version of this program.
    pub format: u32,
    /// Bytes of the index on disk.
    pub size: u64,
    /// What is in the index; `None` where there is none that can be used.
    pub held: Option<Held>,
    /// Why the index cannot be used, where there is one.
    pub damage: Option<String>,
    /// What a walk could not enter or follow.
    pub problems: Vec<Problem>,
}

/// What an index holds.
#[derive(Debug)]
pub struct Held {
    /// Counts commits.
    pub generation: u64,
    /// Notes in it.
    pub notes: usize,
    /// Passages in it.
    pub passages: u64,
    /// Whether this program's analyser made it.
    pub current_analyzer: bool,
    /// Files that are not in it yet.
    pub added: usize,
    /// Files that may have changed since.
    pub touched: usize,
    /// Notes in it that are gone.
    pub removed: usize,
    /// Files that were left out, and why.
    pub skipped: Vec<SkippedRecord>,
    /// Notes in which some bytes spell no character: path and how many.
    pub replaced: Vec<(crate::note::NotePath, u32)>,
}

impl Engine {
    /// Looks at notes and index.
    ///
    /// # Errors
    ///
    /// Where the notes folders cannot be walked or the index cannot be read for a reason other than
    /// its contents.
    pub fn status(&self) -> Result<Status, EngineError> {
        let Walk { found, problems, .. } = walk(&self.source.notes).map_err(IndexError::from)?;
        let whole = |snapshot| self.store.verify().map(|()| snapshot);
        let (held, damage) = match self.store.snapshot().and_then(whole) {
            Ok(snapshot) => (Some(held(&snapshot.manifest, &found, &self.source)), None),
            Err(IndexError::Missing { .. }) => (None, None),
            Err(cause) if cause.is_mended_by_rebuild() => (None, Some(cause.to_string())),
            Err(cause) => return Err(cause.into()),
        };
        Ok(Status {
            roots: self.source.notes.roots.clone(),
            index: self.store.root().to_owned(),
            format: FORMAT_VERSION,
            size: self.store.size(),
            held,
            damage,
            problems,
        })
    }
}

fn held(manifest: &Manifest, found: &[Found], source: &Source) -> Held {
    let changes = Changes::between(manifest, found, (source.notes.clock)());
    let touched = changes.touched.iter();
    let touched = touched.filter(|(at, known)| !is_same(manifest, &found[*at], *known));
    Held {
        generation: manifest.generation(),
        notes: manifest.notes().len(),
        passages: manifest.passages(),
        current_analyzer: manifest.fingerprint() == source.fingerprint(),
        added: changes.added.len(),
        touched: touched.count(),
        removed: changes.removed.iter().filter(|known| known.is_note()).count(),
        skipped: manifest.skipped().map(SkippedEntry::record).collect(),
        replaced: manifest
            .notes()
            .filter(|note| note.replaced() > 0)
            .map(|note| (note.path(), note.replaced()))
            .collect(),
    }
}

/// Whether a file that was written shortly before it was read, so that its times prove nothing, holds
/// what it held.
fn is_same(manifest: &Manifest, found: &Found, known: Known) -> bool {
    let Known::Note(place) = known else { return false };
    let note = manifest.note(place);
    let Some(root) = manifest.roots().get(found.root) else { return false };
    note.file().stamp == found.stamp
        && matches!(read(root, found), Reading::Note(now) if now.hash == note.file().hash)
}
