//! Whether the notes are as they were when the manifest was made, without listing a folder.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::manifest::Manifest;
use crate::note::{Problem, RootFolder, Survey, WalkOptions};

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
    differs: AtomicBool,
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
        Some(Check { manifest, survey, roots, now, next, differs })
    }

    /// How many comparisons there are.
    pub(super) fn len(&self) -> usize {
        self.manifest.seen() + self.survey.clues()
    }

    /// Compares what no other thread has taken, until there is nothing left or something differs.
    pub(super) fn carry_on(&self) {
        while !self.differs.load(Ordering::Relaxed) {
            let from = self.next.fetch_add(SHARE, Ordering::Relaxed);
            if from >= self.len() {
                return;
            }
            if !(from..self.len().min(from + SHARE)).all(|number| self.is_as_it_was(number)) {
                self.differs.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Whether a thread has come upon something that differs. Nothing does once every thread has come
    /// back from [`carry_on`](Self::carry_on) and none has.
    pub(super) fn differs(&self) -> bool {
        self.differs.load(Ordering::Relaxed)
    }

    /// The folders that could not be listed and still cannot; `None` where one can be by now.
    pub(super) fn still_barred(&self) -> Option<Vec<Problem>> {
        self.survey.still_barred()
    }

    fn is_as_it_was(&self, number: usize) -> bool {
        if let Some(clue) = number.checked_sub(self.manifest.seen()) {
            return self.survey.holds(clue);
        }
        let (entry, is_folder) = self.manifest.seen_at(number);
        let Some(root) = self.roots.get(entry.root() as usize) else { return false };
        let Ok(stamp) = root.stamp(entry.path()) else { return false };
        let state = entry.state();
        // The survey has only folders that had been at rest when they were listed.
        if is_folder { state.stamp == stamp } else { state.is_current(&stamp, self.now) }
    }
}
