//! Whether the notes are as they were when the manifest was made, or which of them may not be, without
//! listing a folder.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::changes::Known;
use super::manifest::Manifest;
use crate::note::{Found, NotePath, Problem, RootFolder, Stamp, Survey, WalkOptions};

/// What one thread takes at a time.
const SHARE: usize = 32;

/// A comparison of all that a manifest's walk rested on with what the file system says now. Several
/// threads may carry it on together.
pub(super) struct Check<'m> {
    manifest: &'m Manifest,
    survey: &'m Survey,
    roots: Vec<RootFolder>,
    now: i64,
    next: AtomicUsize,
    /// Whether a walk would find other files.
    differs: AtomicBool,
    touched: Mutex<Vec<Touched>>,
}

/// A file that stands where it stood, and may hold something else.
pub(super) struct Touched {
    /// What is known of it.
    pub known: Known,
    /// As a walk would find it.
    pub found: Found,
}

impl Touched {
    /// Looks at the file again, which is below one of `roots`; whether it is still the same one.
    pub(super) fn look_again(&mut self, roots: &[PathBuf]) -> bool {
        let path = roots.get(self.found.root).map(|root| self.found.path.under(root));
        let seen = path.and_then(|path| fs::metadata(path).ok()).map(|file| Stamp::of(&file));
        let seen = seen.filter(|stamp| stamp.is_of_same_file(&self.found.stamp));
        seen.map(|stamp| self.found.stamp = stamp).is_some()
    }
}

/// What a comparison came to.
enum Compared {
    Same,
    Touched(Box<Touched>),
    /// Another walk may find other files.
    Differs,
}

impl<'m> Check<'m> {
    /// Begins at the time `now`, in nanoseconds since 1970; `None` where only a walk tells.
    pub(super) fn begin(manifest: &'m Manifest, options: &WalkOptions, now: i64) -> Option<Self> {
        let survey = manifest.survey()?;
        // A survey from the future was made by a clock that went wrong, and is no proof.
        if survey.began_at > now || !survey.is_of(options) {
            return None;
        }
        let open = |root: &PathBuf| RootFolder::open(root).ok();
        let roots = manifest.roots().iter().map(open).collect::<Option<_>>()?;
        let (next, differs) = (AtomicUsize::new(0), AtomicBool::new(false));
        let touched = Mutex::default();
        Some(Check { manifest, survey, roots, now, next, differs, touched })
    }

    /// How many comparisons there are.
    pub(super) fn len(&self) -> usize {
        self.manifest.seen() + self.survey.clues()
    }

    /// Compares what no other thread has taken, until there is nothing left or a walk is needed.
    pub(super) fn carry_on(&self) {
        while !self.differs() {
            let from = self.next.fetch_add(SHARE, Ordering::Relaxed);
            if from >= self.len() {
                return;
            }
            for number in from..self.len().min(from + SHARE) {
                match self.compare(number) {
                    Compared::Same => {}
                    Compared::Touched(file) => {
                        self.touched.lock().unwrap_or_else(PoisonError::into_inner).push(*file);
                    }
                    Compared::Differs => self.differs.store(true, Ordering::Relaxed),
                }
            }
        }
    }

    /// Whether a thread has come upon something that only a walk can make out. Nothing is once every
    /// thread has come back from [`carry_on`](Self::carry_on) and none has.
    pub(super) fn differs(&self) -> bool {
        self.differs.load(Ordering::Relaxed)
    }

    /// The folders that could not be listed and still cannot; `None` where one can be by now.
    pub(super) fn still_barred(&self) -> Option<Vec<Problem>> {
        self.survey.still_barred()
    }

    /// The files that may hold something else than the manifest says, in its order.
    pub(super) fn into_touched(self) -> Vec<Touched> {
        let mut touched = self.touched.into_inner().unwrap_or_else(PoisonError::into_inner);
        touched.sort_by(|a, b| (a.found.root, &a.found.path).cmp(&(b.found.root, &b.found.path)));
        touched
    }

    fn compare(&self, number: usize) -> Compared {
        if let Some(clue) = number.checked_sub(self.manifest.seen()) {
            return if self.survey.holds(clue) { Compared::Same } else { Compared::Differs };
        }
        let (entry, is_folder) = self.manifest.seen_at(number);
        let root = entry.root() as usize;
        let stamp = self.roots.get(root).and_then(|root| root.stamp(entry.path()).ok());
        let Some(stamp) = stamp else { return Compared::Differs };
        let state = entry.state();
        // The survey has only folders that had been at rest when they were listed.
        match (is_folder, self.manifest.known_at(number)) {
            (true, _) if state.stamp == stamp => Compared::Same,
            (false, _) if state.is_current(&stamp, self.now) => Compared::Same,
            (false, Some(known)) if state.stamp.is_of_same_file(&stamp) => {
                let path = NotePath::from_bytes(entry.path());
                Compared::Touched(Box::new(Touched { known, found: Found { root, path, stamp } }))
            }
            _ => Compared::Differs,
        }
    }
}
