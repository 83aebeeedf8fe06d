//! Making the index say what the notes say now.
//!
//! Notes are compared with the manifest by what the file system says of them, and walked where that may
//! find others; only files that may have changed are read, and only those that did are analysed. All of it lands in one
//! commit, or none of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::IndexError;
use super::aside::spawn_aside;
use super::changes::Changes;
use super::freshness::{Check, Touched};
use super::manifest::{Contents, Manifest};
use super::renew::{leave_out_told, renew, told};
use super::state::{State, why_not};
use super::store::{Opening, Snapshot, Store, WriteLock};
use super::write::{self, Outcome};
use crate::catalog::Catalog;
use crate::note::{Found, NoteError, Problem, Walk, WalkOptions, walk};

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

/// Fewer comparisons than this are not worth a third thread.
const WORTH_A_THREAD: usize = 4096;
/// More threads than this wait for each other in the kernel.
const MOST_THREADS: usize = 4;

/// How a refresh goes about it.
pub struct RefreshOptions<'a> {
    /// How long to wait for another process that is writing, where there is an older state to
    /// answer from. Without one, it is waited for however long it takes.
    pub patience: Duration,
    /// Answer from an older state where the index cannot be written.
    pub falls_back: bool,
    /// Build everything anew, whatever is there.
    pub rebuild: bool,
    /// Walk the notes whatever the folders' times say, and tell of every problem, not only of those
    /// that were not told before.
    pub thorough: bool,
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
    /// What could not be walked or read. What only leaves something out, such as a link that leads
    /// nowhere, is told once unless the refresh is [thorough](RefreshOptions::thorough).
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
    if snapshot.manifest.roots() != source.notes.roots {
        return Err(IndexError::OtherRoots { path: store.root().to_owned() });
    }
    if snapshot.manifest.fingerprint() != source.fingerprint() {
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
/// is put to the index as it is while another thread looks at the notes, and put again only if there
/// was something to take in. Who is done first helps the other.
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
    let opening = (!options.rebuild).then(|| store.begin());
    let manifest = match &opening {
        Some(Ok(Opening { manifest: Ok(manifest), .. })) if !options.thorough => Some(manifest),
        _ => None,
    };
    let manifest = manifest.filter(|manifest| why_not(manifest, source).is_none()).cloned();
    let now = (source.notes.clock)();
    let check = manifest.as_ref().and_then(|manifest| Check::begin(manifest, &source.notes, now));
    // Where there is nothing to compare with, the notes are walked once they are to be taken in.
    let is_there = matches!(opening, Some(Ok(_)));
    let (walked, state, early) = std::thread::scope(|scope| {
        let looking = is_there.then(|| spawn_aside(scope, || look(check.as_ref(), &source.notes)));
        for _ in 2..check.as_ref().map_or(0, threads) {
            spawn_aside(scope, || check.as_ref().map(Check::carry_on));
        }
        let state = State::of(store, source, opening, options.thorough);
        let early = match &state {
            Ok(State::Usable(snapshot)) => Some(question(snapshot)),
            _ => None,
        };
        if let Some(check) = &check {
            check.carry_on();
        }
        let walked = looking
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        (walked.flatten(), state, early)
    });
    let refreshed = match state? {
        State::Usable(snapshot) => {
            let snapshot = *snapshot;
            let stays = |snapshot, problems, busy, unwritable| {
                let refreshed = Refreshed::unchanged(snapshot, problems);
                let answer = early.unwrap_or_else(|| question(&refreshed.snapshot));
                Ok((Refreshed { busy, unwritable, ..refreshed }, answer))
            };
            // Another may have written since the manifest was compared.
            let compared =
                manifest.as_ref().filter(|it| it.generation() == snapshot.manifest.generation());
            let known = check.filter(|_| walked.is_none() && compared.is_some()).and_then(settled);
            let (problems, touched) = match known {
                Some((problems, touched)) if touched.is_empty() => {
                    return stays(snapshot, problems, false, None);
                }
                Some((problems, touched)) => (problems, compared.zip(Some(touched))),
                None => {
                    let mut walked = walked.unwrap_or_else(|| walk(&source.notes))?;
                    let now = (source.notes.clock)();
                    let changes = Changes::between(&snapshot.manifest, &walked.found, now);
                    if changes.is_empty() {
                        renew(store, source, &snapshot.manifest, &walked);
                    }
                    leave_out_told(&mut walked.problems, &snapshot.manifest, options);
                    if changes.is_empty() {
                        return stays(snapshot, walked.problems, false, None);
                    }
                    (walked.problems, None)
                }
            };
            match wait(store, options.patience) {
                Ok(Some(lock)) => match touched.and_then(|known| still(store, known)) {
                    Some((manifest, touched)) => {
                        take_in(store, source, options, lock, manifest, touched, problems)?
                    }
                    None => apply(store, source, options, lock)?,
                },
                Ok(None) => return stays(snapshot, problems, true, None),
                Err(cause) if options.falls_back => {
                    return stays(snapshot, problems, false, Some(cause));
                }
                Err(cause) => return Err(cause),
            }
        }
        State::Unusable(_) => apply(store, source, options, store.lock()?)?,
    };
    let answer = question(&refreshed.snapshot);
    Ok((refreshed, answer))
}

/// Looks whether the notes are as they were; what a walk finds where they are not, or where only a
/// walk tells.
fn look(check: Option<&Check<'_>>, notes: &WalkOptions) -> Option<Result<Walk, NoteError>> {
    let is_unchanged = check.is_some_and(|check| {
        check.carry_on();
        !check.differs()
    });
    (!is_unchanged).then(|| walk(notes))
}

/// The problems that there still are, and the files that may hold something else, where a walk would
/// find no others.
fn settled(check: Check<'_>) -> Option<(Vec<Problem>, Vec<Touched>)> {
    let problems = (!check.differs()).then(|| check.still_barred())??;
    Some((problems, check.into_touched()))
}

/// Threads that make a check quickest, with the one that answers meanwhile.
fn threads(check: &Check<'_>) -> usize {
    if check.len() < WORTH_A_THREAD {
        return 2;
    }
    std::thread::available_parallelism().map_or(1, usize::from).clamp(2, MOST_THREADS)
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

/// What was found to be touched, if the index is still the one that it was compared with and the files
/// are where they were: to wait for the lock may take a while.
fn still<'m>(
    store: &Store,
    (manifest, mut touched): (&'m Manifest, Vec<Touched>),
) -> Option<(&'m Manifest, Vec<Touched>)> {
    let is_still =
        store.is_at(manifest) && touched.iter_mut().all(|file| file.look_again(manifest.roots()));
    is_still.then_some((manifest, touched))
}

/// Takes in a few files that stand where `manifest` has them. The lock is held, and nobody has written
/// since they were compared with it.
fn take_in(
    store: &Store,
    source: &Source,
    options: &RefreshOptions<'_>,
    lock: WriteLock,
    manifest: &Manifest,
    touched: Vec<Touched>,
    mut problems: Vec<Problem>,
) -> Result<Refreshed, IndexError> {
    let known = touched.iter().map(|file| file.known);
    let changes = Changes { touched: known.enumerate().collect(), ..Changes::default() };
    let found: Vec<Found> = touched.into_iter().map(|file| file.found).collect();
    let manifest = manifest.contents();
    let job = write::Job { store, source, found: &found, manifest, changes, anew: false };
    let Outcome { added, changed, removed, skipped } = job.run(options.progress)?;
    problems.extend(skipped);
    let snapshot = store.snapshot()?;
    drop(lock);
    Ok(Refreshed { added, changed, removed, ..Refreshed::unchanged(snapshot, problems) })
}

/// Writes what differs. The lock is held, so notes and index are looked at afresh: whoever held it
/// before may have done the work, and seen notes that were not there when this one looked.
fn apply(
    store: &Store,
    source: &Source,
    options: &RefreshOptions<'_>,
    lock: WriteLock,
) -> Result<Refreshed, IndexError> {
    let Walk { found, mut problems, survey } = walk(&source.notes)?;
    let told = told(&problems);
    let opening = (!options.rebuild).then(|| store.begin());
    let (manifest, changes, rebuilt) = match State::of(store, source, opening, options.thorough)? {
        State::Usable(snapshot) => {
            let snapshot = *snapshot;
            let changes = Changes::between(&snapshot.manifest, &found, (source.notes.clock)());
            leave_out_told(&mut problems, &snapshot.manifest, options);
            if changes.is_empty() {
                return Ok(Refreshed::unchanged(snapshot, problems));
            }
            (snapshot.manifest.contents(), changes, None)
        }
        State::Unusable(why) => {
            let mut manifest = Contents::new(source);
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
    let manifest = Contents { survey, told, ..manifest };
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
