//! Making the index say what the notes say now.
//!
//! Notes are walked and compared with the manifest by what the file system says of them; only files
//! that may have changed are read, and only those that did are analysed. All of it lands in one
//! commit, or none of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::changes::{Changes, Known};
use super::manifest::Manifest;
use super::store::{Snapshot, Store, WriteLock};
use super::write::{self, Outcome};
use super::{IndexError, schema::FORMAT_VERSION};
use crate::catalog::Catalog;
use crate::note::{Problem, Walk, WalkOptions, walk};

/// What is indexed: which notes, and by what names their topics go.
#[derive(Clone, Debug)]
pub struct Source {
    /// The notes.
    pub notes: WalkOptions,
    /// The names.
    pub catalog: Arc<Catalog>,
}

impl Source {
    /// What an index must have been made with to answer for it.
    pub fn fingerprint(&self) -> String {
        format!("{}:{:016x}", crate::analysis::fingerprint(), self.catalog.fingerprint())
    }
}

/// How a refresh goes about it.
pub struct RefreshOptions<'a> {
    /// How long to wait for another process that is writing, where there is an older state to
    /// answer from. Without one, it is waited for however long it takes.
    pub patience: Duration,
    /// Answer from an older state where the index cannot be written.
    pub falls_back: bool,
    /// Build everything anew, whatever is there.
    pub rebuild: bool,
    /// Told how far it is.
    pub progress: &'a dyn Progress,
}

/// Told how far a refresh is. Called from several threads.
pub trait Progress: Sync {
    /// Files are going to be read: how many, and their bytes in all.
    fn start(&self, files: usize, bytes: u64);
    /// A file of so many bytes has been taken in.
    fn advance(&self, bytes: u64);
    /// The files are in; the index is being written to disk.
    fn commit(&self);
    /// All is done.
    fn finish(&self);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _: usize, _: u64) {}
    fn advance(&self, _: u64) {}
    fn commit(&self) {}
    fn finish(&self) {}
}

/// What a refresh did.
pub struct Refreshed {
    /// The index as it is now.
    pub snapshot: Snapshot,
    /// Notes that were not in the index before.
    pub added: usize,
    /// Notes whose text had changed.
    pub changed: usize,
    /// Notes that are gone.
    pub removed: usize,
    /// Why everything was built anew, if it was.
    pub rebuilt: Option<Rebuild>,
    /// Another process was writing, and the answer is from before.
    pub busy: bool,
    /// The index could not be written, and the answer is from before.
    pub unwritable: Option<IndexError>,
    /// What could not be walked or read.
    pub problems: Vec<Problem>,
}

/// Why an index is built from nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rebuild {
    /// There was none.
    New,
    /// It was asked for.
    Asked,
    /// It was made by another analyser or catalogue, or another version of one.
    OtherAnalyzer,
    /// It was of other notes folders.
    OtherRoots,
    /// It could not be read; with the cause.
    Damaged(String),
}

/// Opens the latest state of the index as it is, without looking at the notes.
///
/// # Errors
///
/// Where there is none, it is of other notes folders, or it was made by another analyser
/// and cannot answer.
pub fn open(store: &Store, source: &Source) -> Result<Snapshot, IndexError> {
    let snapshot = store.snapshot()?;
    if snapshot.manifest.roots != source.notes.roots {
        return Err(IndexError::OtherRoots { path: store.root().to_owned() });
    }
    if snapshot.manifest.fingerprint != source.fingerprint() {
        return Err(IndexError::Damaged {
            path: store.data(),
            cause: "it was made by another version's analyser, or with another catalogue".into(),
        });
    }
    Ok(snapshot)
}

/// Brings the index up to date with the notes.
///
/// # Errors
///
/// Where the notes folders cannot be walked or the index cannot be written. Single files that
/// cannot be read are [`Refreshed::problems`].
pub fn refresh(
    store: &Store,
    source: &Source,
    options: &RefreshOptions<'_>,
) -> Result<Refreshed, IndexError> {
    refresh_meanwhile(store, source, options, |_| ()).map(|(refreshed, ())| refreshed)
}

/// Brings the index up to date with the notes, and asks it `question`.
///
/// Mostly nothing has changed, and to find that out takes about as long as to answer. So the question
/// is put to the index as it is while another thread walks the notes, and put again only if there
/// was something to take in.
///
/// # Errors
///
/// As [`refresh()`].
pub fn refresh_meanwhile<T>(
    store: &Store,
    source: &Source,
    options: &RefreshOptions<'_>,
    question: impl Fn(&Snapshot) -> T,
) -> Result<(Refreshed, T), IndexError> {
    let (walked, state, early) = std::thread::scope(|scope| {
        let walked = scope.spawn(|| walk(&source.notes));
        let state = State::of(store, source, options);
        let early = match &state {
            Ok(State::Usable(snapshot)) => Some(question(snapshot)),
            _ => None,
        };
        let walked = walked.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (walked, state, early)
    });
    let Walk { found, problems } = walked?;
    let refreshed = match state? {
        State::Usable(snapshot) => {
            let changes = Changes::between(&snapshot.manifest, &found);
            let stays = |busy, unwritable| {
                let refreshed = Refreshed::unchanged(snapshot, problems);
                let answer = early.unwrap_or_else(|| question(&refreshed.snapshot));
                Ok((Refreshed { busy, unwritable, ..refreshed }, answer))
            };
            if changes.is_empty() {
                return stays(false, None);
            }
            match wait(store, options.patience) {
                Ok(Some(lock)) => apply(store, source, options, lock)?,
                Ok(None) => return stays(true, None),
                Err(cause) if options.falls_back => return stays(false, Some(cause)),
                Err(cause) => return Err(cause),
            }
        }
        State::Unusable(_) => apply(store, source, options, store.lock()?)?,
    };
    let answer = question(&refreshed.snapshot);
    Ok((refreshed, answer))
}

/// Whether the index can answer as it is.
enum State {
    Usable(Snapshot),
    Unusable(Rebuild),
}

impl State {
    fn of(
        store: &Store,
        source: &Source,
        options: &RefreshOptions<'_>,
    ) -> Result<Self, IndexError> {
        if options.rebuild {
            let why = if store.exists() { Rebuild::Asked } else { Rebuild::New };
            return Ok(State::Unusable(why));
        }
        let snapshot = match store.snapshot() {
            Ok(snapshot) => snapshot,
            Err(IndexError::Missing { .. }) => return Ok(State::Unusable(Rebuild::New)),
            Err(cause) if cause.is_mended_by_rebuild() => {
                return Ok(State::Unusable(Rebuild::Damaged(cause.to_string())));
            }
            Err(cause) => return Err(cause),
        };
        let manifest = &snapshot.manifest;
        let other_analyzer =
            manifest.format != FORMAT_VERSION || manifest.fingerprint != source.fingerprint();
        Ok(if other_analyzer {
            State::Unusable(Rebuild::OtherAnalyzer)
        } else if manifest.roots != source.notes.roots {
            State::Unusable(Rebuild::OtherRoots)
        } else {
            State::Usable(snapshot)
        })
    }
}

/// Takes the write lock, waiting at most `patience`.
fn wait(store: &Store, patience: Duration) -> Result<Option<WriteLock>, IndexError> {
    // A patience without end is no deadline.
    let Some(deadline) = Instant::now().checked_add(patience) else {
        return store.lock().map(Some);
    };
    loop {
        if let Some(lock) = store.try_lock()? {
            return Ok(Some(lock));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Writes what differs. The lock is held, so notes and index are looked at afresh: whoever held it
/// before may have done the work, and seen notes that were not there when this one looked.
fn apply(
    store: &Store,
    source: &Source,
    options: &RefreshOptions<'_>,
    lock: WriteLock,
) -> Result<Refreshed, IndexError> {
    let Walk { found, mut problems } = walk(&source.notes)?;
    let (manifest, changes, rebuilt) = match State::of(store, source, options)? {
        State::Usable(snapshot) => {
            let changes = Changes::between(&snapshot.manifest, &found);
            if changes.is_empty() {
                return Ok(Refreshed::unchanged(snapshot, problems));
            }
            (snapshot.manifest, changes, None)
        }
        State::Unusable(why) => {
            let mut manifest = Manifest::new(source);
            // No two states are of one generation: what a crash leaves of this one must not pass
            // for a part of the former.
            manifest.generation = Manifest::latest(&store.data());
            if matches!(why, Rebuild::Damaged(_)) {
                store.clear()?;
            }
            let changes = Changes { added: (0..found.len()).collect(), ..Changes::default() };
            (manifest, changes, Some(why))
        }
    };
    let job =
        write::Job { store, source, found: &found, manifest, changes, anew: rebuilt.is_some() };
    let Outcome { added, changed, removed, skipped } = job.run(options.progress)?;
    problems.extend(skipped);
    // Opened before another may write: it may be for other notes.
    let snapshot = store.snapshot()?;
    drop(lock);
    let (busy, unwritable) = (false, None);
    Ok(Refreshed { snapshot, added, changed, removed, rebuilt, busy, unwritable, problems })
}

impl Refreshed {
    fn unchanged(snapshot: Snapshot, problems: Vec<Problem>) -> Self {
        Refreshed {
            snapshot,
            added: 0,
            changed: 0,
            removed: 0,
            rebuilt: None,
            busy: false,
            unwritable: None,
            problems,
        }
    }
}

impl Known {
    /// Whether a note, not a file that was left out.
    pub fn is_note(self) -> bool {
        matches!(self, Known::Note(_))
    }
}
