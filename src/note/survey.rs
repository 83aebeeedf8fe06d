//! What a walk's outcome rests on, so that the same can be known later without another walk.
//!
//! A walk finds the same files again, under the same rules, if every folder it listed has the stamp
//! it had (a name that is added, removed or replaced changes its folder's times), every file it
//! asked for rules is as it was, and every link leads where it led. Where one of these cannot be
//! relied on, there is no survey, and only another walk tells.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::roots::Roots;
use super::{Cause, NotePath, Problem, Stamp, WalkOptions};

/// Changed by hand whenever a walk may find other files in the same folders than before: other
/// extensions, other rules, file systems no longer trusted. Folders that are as they were would hide
/// the difference.
pub(super) const WALK_VERSION: u32 = 1;

/// What a walk's outcome rests on, beside the stamps of the files it found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// When the walk began, in nanoseconds since 1970. Whatever it looked at had not changed for
    /// more than a tick of any file system's clock by then.
    pub began_at: i64,
    /// The folders that were listed, by root and path.
    #[serde(skip)]
    pub folders: Vec<Folder>,
    /// [`WALK_VERSION`] of the program that walked.
    pub(super) version: u32,
    pub(super) hidden: bool,
    pub(super) ignore_files: bool,
    pub(super) roots: Vec<NotePath>,
    pub(super) excluded: Vec<NotePath>,
    pub(super) rules: Vec<RuleFile>,
    pub(super) links: Vec<LinkTarget>,
    /// Folders that could not be listed, as users write them.
    pub(super) barred: Vec<NotePath>,
}

/// A folder that was listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder {
    /// Which of the walk's roots it is in.
    pub root: usize,
    /// Where it stands below that root; empty for the root itself.
    pub path: NotePath,
    /// What the file system says of it.
    pub stamp: Stamp,
}

/// A file that was asked for rules of what to leave out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RuleFile {
    path: NotePath,
    seen: Seen,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Seen {
    Nothing,
    /// Only that it is one counts: git changes its folder all the time.
    Folder,
    File(Stamp),
}

/// Where a symbolic link led: the target and whether that was a file or a folder, or nowhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct LinkTarget {
    link: NotePath,
    target: Option<(NotePath, bool, bool)>,
}

/// A whole path as it is stored. Not as text: names need not be Unicode.
pub(super) fn stored(path: &Path) -> NotePath {
    NotePath::from_bytes(path.as_os_str().as_encoded_bytes())
}

fn restored(path: &NotePath) -> PathBuf {
    path.under(Path::new(""))
}

impl RuleFile {
    pub(super) fn look(path: &Path) -> Self {
        let seen = match fs::metadata(path) {
            Err(_) => Seen::Nothing,
            Ok(metadata) if metadata.is_dir() => Seen::Folder,
            Ok(metadata) => Seen::File(Stamp::of(&metadata)),
        };
        RuleFile { path: stored(path), seen }
    }

    pub(super) fn exists(&self) -> bool {
        self.seen != Seen::Nothing
    }

    /// Whether a look at the time `seen_at` surely saw what is in it.
    pub(super) fn is_settled(&self, seen_at: i64) -> bool {
        match self.seen {
            Seen::File(stamp) => stamp.is_settled(seen_at),
            Seen::Nothing | Seen::Folder => true,
        }
    }
}

impl LinkTarget {
    pub(super) fn of(link: &Path, resolved: Option<&(PathBuf, Metadata)>) -> Self {
        let target = resolved.map(|(path, data)| (stored(path), data.is_file(), data.is_dir()));
        LinkTarget { link: stored(link), target }
    }

    fn look(link: &Path) -> Self {
        let resolved = fs::canonicalize(link).and_then(|path| {
            let metadata = fs::metadata(&path)?;
            Ok((path, metadata))
        });
        LinkTarget::of(link, resolved.as_ref().ok())
    }
}

impl Survey {
    /// Whether a walk by `options` would look at the same folders in the same way.
    pub fn is_of(&self, options: &WalkOptions) -> bool {
        let Ok(roots) = Roots::resolve(options) else { return false };
        let same = |recorded: &[NotePath], real: &[&Path]| {
            recorded.iter().map(NotePath::as_bytes).eq(real.iter().map(|path| bytes(path)))
        };
        let (real, excluded) = roots.real_paths();
        self.version == WALK_VERSION
            && (self.hidden, self.ignore_files) == (options.hidden, options.ignore_files)
            && same(&self.roots, &real)
            && same(&self.excluded, &excluded)
    }

    /// How many rules and links there are.
    pub fn clues(&self) -> usize {
        self.rules.len() + self.links.len()
    }

    /// Whether the rule or link of that number, below [`clues`](Self::clues), is as it was.
    pub fn holds(&self, clue: usize) -> bool {
        match (self.rules.get(clue), self.links.get(clue.wrapping_sub(self.rules.len()))) {
            (Some(rule), _) => RuleFile::look(&restored(&rule.path)) == *rule,
            (None, Some(link)) => LinkTarget::look(&restored(&link.link)) == *link,
            (None, None) => false,
        }
    }

    /// The folders that could not be listed and still cannot; `None` where one can be by now.
    pub fn still_barred(&self) -> Option<Vec<Problem>> {
        let barred = self.barred.iter().map(|path| {
            let path = restored(path);
            let cause = Cause::Unreadable(fs::read_dir(&path).err()?);
            Some(Problem { path, cause })
        });
        barred.collect()
    }
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{now_ns, walk};

    #[test]
    fn a_survey_of_another_version_is_no_proof() {
        let folder = tempfile::tempdir().unwrap();
        let mut options = WalkOptions::new([folder.path()]);
        options.clock = || now_ns() + 10_000_000_000;
        // No survey, where the file system does not keep the times of folders.
        let Some(survey) = walk(&options).unwrap().survey else { return };
        assert!(survey.is_of(&options));
        for version in [WALK_VERSION - 1, WALK_VERSION + 1] {
            assert!(!Survey { version, ..survey.clone() }.is_of(&options), "{version}");
        }
    }
}
