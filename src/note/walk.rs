use std::cmp::Ordering;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::links::{self, Link};
use super::roots::Roots;
use super::rules::{REPOSITORY, Rules, Verdict};
use super::survey::Survey;
use super::surveyor::Surveyor;
use super::{Cause, Format, NoteError, NotePath, Problem, Stamp, now_ns};

/// What a walk may see.
#[derive(Clone, Debug)]
pub struct WalkOptions {
    /// The folders that hold notes. Each may be a link; they may lie inside each other.
    pub roots: Vec<PathBuf>,
    /// Folders never entered, such as the index. Those that do not exist are of no account.
    pub exclude: Vec<PathBuf>,
    /// Whether files and folders whose name begins with a dot are seen. Not by default. What is in
    /// a `.git` never is.
    pub hidden: bool,
    /// Whether `.gitignore`, `.git/info/exclude`, `.ignore` and `.pilgiignore` count. By default.
    pub ignore_files: bool,
    /// What time it is, in nanoseconds since 1970: the system's clock, unless a test sets another.
    pub clock: fn() -> i64,
}

impl WalkOptions {
    /// A walk of `roots` as users expect it: nothing hidden, nothing ignored.
    pub fn new(roots: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        WalkOptions {
            roots: roots.into_iter().map(Into::into).collect(),
            exclude: Vec::new(),
            hidden: false,
            ignore_files: true,
            clock: now_ns,
        }
    }
}

/// A file that a walk found and that may be a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which of the walk's roots it is in.
    pub root: usize,
    /// Where it stands below that root.
    pub path: NotePath,
    /// What the file system says of it.
    pub stamp: Stamp,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, each once, sorted by root and path.
    pub found: Vec<Found>,
    /// What could not be seen, sorted by path.
    pub problems: Vec<Problem>,
    /// What all this rests on, where the times of folders and rules are sure to show a change.
    pub survey: Option<Survey>,
}

/// Finds the files that may be notes.
///
/// # Errors
/// Where a root is missing, is no folder, cannot be listed, or lies in an excluded folder. Anything
/// below a root that cannot be seen is among [`Walk::problems`] instead.
pub fn walk(options: &WalkOptions) -> Result<Walk, NoteError> {
    let roots = Roots::resolve(options)?;
    let mut walk = Walk::default();
    let mut links = Vec::new();
    let mut surveyor = Surveyor::begin(options.clock);
    for root in (0..roots.len()).filter(|&root| !roots.is_repeated(root)) {
        walk_root(options, &roots, root, &mut walk, &mut links, &mut surveyor)?;
    }
    let by_place = |a: &Found, b: &Found| (a.root, &a.path).cmp(&(b.root, &b.path));
    walk.found.sort_unstable_by(by_place);
    if !links.is_empty() {
        let followed = &mut surveyor.links;
        let linked = links::resolve(&roots, links, &walk.found, &mut walk.problems, followed);
        walk.found.extend(linked);
        walk.found.sort_unstable_by(by_place);
    }
    walk.problems.sort_by(|a, b| a.path.cmp(&b.path));
    walk.survey = surveyor.finish(options, &roots, &walk.problems);
    Ok(walk)
}

fn walk_root(
    options: &WalkOptions,
    roots: &Roots,
    root: usize,
    walk: &mut Walk,
    links: &mut Vec<Link>,
    surveyor: &mut Surveyor,
) -> Result<(), NoteError> {
    let real = roots.real(root);
    surveyor.folder(root, NotePath::below(real, real), std::fs::metadata(real).ok(), real);
    let borders = roots.borders(root);
    let mut rules = if options.ignore_files { Rules::around(real) } else { Rules::default() };
    let mut entries = WalkDir::new(real).min_depth(1).sort_by(rules_first).into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                surveyor.barred(&error, roots, root);
                report(roots, root, error, &mut walk.problems)?;
                continue;
            }
        };
        let (path, name, kind) = (entry.path(), entry.file_name(), entry.file_type());
        rules.leave(entry.depth());
        if Rules::is_source(name) {
            if options.ignore_files {
                rules.enter(entry.depth() - 1, path);
            }
            if name == REPOSITORY && kind.is_dir() {
                entries.skip_current_dir();
            }
        } else if kind.is_dir() {
            if !is_wanted(options, &rules, path, name, true) || borders.contains(&path) {
                entries.skip_current_dir();
            } else {
                surveyor.folder(root, NotePath::below(real, path), entry.metadata().ok(), path);
            }
        } else if kind.is_symlink() {
            if is_wanted(options, &rules, path, name, false) {
                links.push(Link { root, path: path.to_owned() });
            }
        } else if kind.is_file()
            && Format::of(name).is_some()
            && is_wanted(options, &rules, path, name, false)
        {
            match entry.metadata() {
                Ok(metadata) => {
                    let path = NotePath::below(real, path);
                    walk.found.push(Found { root, path, stamp: Stamp::of(&metadata) });
                }
                Err(error) => report(roots, root, error, &mut walk.problems)?,
            }
        }
    }
    let (misunderstood, asked) = rules.into_parts();
    surveyor.rules.extend(asked);
    walk.problems.extend(
        misunderstood
            .into_iter()
            .map(|Problem { path, cause }| Problem { path: roots.as_given(root, &path), cause }),
    );
    Ok(())
}

/// Brings a folder's rules before what they decide on, so that no folder is looked at twice. All
/// else stays as listed: what is found is sorted once, at the end, which is far cheaper.
fn rules_first(a: &DirEntry, b: &DirEntry) -> Ordering {
    Rules::is_source(b.file_name()).cmp(&Rules::is_source(a.file_name()))
}

fn is_wanted(
    options: &WalkOptions,
    rules: &Rules,
    path: &Path,
    name: &OsStr,
    is_folder: bool,
) -> bool {
    match rules.verdict(path, is_folder) {
        Verdict::Leave => false,
        Verdict::Keep => true,
        Verdict::Silent => options.hidden || !name.as_encoded_bytes().starts_with(b"."),
    }
}

/// Notes what cannot be seen. What is gone since its folder was listed is no problem; a root that
/// cannot be listed is an error.
fn report(
    roots: &Roots,
    root: usize,
    error: walkdir::Error,
    problems: &mut Vec<Problem>,
) -> Result<(), NoteError> {
    let real = error.path().unwrap_or(roots.real(root)).to_owned();
    // Only a walk that follows links meets loops; every other error is the system's.
    let source = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
    let path = roots.as_given(root, &real);
    if real == roots.real(root) {
        return Err(NoteError::Unreadable { path, source });
    }
    if source.kind() != io::ErrorKind::NotFound {
        problems.push(Problem { path, cause: Cause::Unreadable(source) });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
