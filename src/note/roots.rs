use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{NoteError, WalkOptions};

/// The folders of one walk, resolved: each folder on disk belongs to one root at most.
///
/// Where one root lies inside another, what is in the inner one belongs to it alone; where two are
/// the same folder, to the first. So no file is found twice, whatever the roots are.
pub(super) struct Roots {
    roots: Vec<Root>,
    /// Folders never entered, as the system resolves them.
    excluded: Vec<PathBuf>,
}

struct Root {
    given: PathBuf,
    real: PathBuf,
}

impl Roots {
    /// Resolves what the options name: once a walk, so that nothing has to be resolved per file.
    pub(super) fn resolve(options: &WalkOptions) -> Result<Self, NoteError> {
        let excluded: Vec<PathBuf> =
            options.exclude.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
        let roots = options
            .roots
            .iter()
            .map(|given| {
                let real = resolve_root(given)?;
                match excluded.iter().find(|folder| real.starts_with(folder)) {
                    None => Ok(Root { given: given.clone(), real }),
                    Some(folder) => {
                        Err(NoteError::Excluded { path: given.clone(), excluded: folder.clone() })
                    }
                }
            })
            .collect::<Result<_, _>>()?;
        Ok(Roots { roots, excluded })
    }

    /// What the roots and the excluded folders are to the system.
    pub(super) fn real_paths(&self) -> (Vec<&Path>, Vec<&Path>) {
        let roots = self.roots.iter().map(|root| &*root.real).collect();
        (roots, self.excluded.iter().map(|folder| &**folder).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.roots.len()
    }

    /// The root's folder as the system resolves it.
    pub(super) fn real(&self, root: usize) -> &Path {
        &self.roots[root].real
    }

    /// A path below the real folder of `root`, as the user would write it.
    pub(super) fn as_given(&self, root: usize, path: &Path) -> PathBuf {
        let Root { given, real } = &self.roots[root];
        path.strip_prefix(real).map_or_else(|_| path.to_owned(), |below| given.join(below))
    }

    /// Whether an earlier root is the same folder.
    pub(super) fn is_repeated(&self, root: usize) -> bool {
        self.roots[..root].iter().any(|earlier| earlier.real == self.roots[root].real)
    }

    /// The folders below `root` at which its walk ends: other roots, and what is left out.
    pub(super) fn borders(&self, root: usize) -> Vec<&Path> {
        let real = self.real(root);
        let others = self.roots.iter().map(|other| &other.real).chain(&self.excluded);
        others.filter(|other| *other != real && other.starts_with(real)).map(|p| &**p).collect()
    }

    /// The root that a resolved path belongs to; `None` outside all of them.
    pub(super) fn owner(&self, real: &Path) -> Option<usize> {
        (0..self.len())
            .filter(|&root| real.starts_with(self.real(root)) && !self.is_repeated(root))
            .max_by_key(|&root| self.real(root).as_os_str().len())
    }

    /// Whether a resolved path lies in a folder that is never entered.
    pub(super) fn is_excluded(&self, real: &Path) -> bool {
        self.excluded.iter().any(|folder| real.starts_with(folder))
    }
}

fn resolve_root(given: &Path) -> Result<PathBuf, NoteError> {
    let path = || given.to_owned();
    let real = fs::canonicalize(given).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => NoteError::Missing { path: path() },
        io::ErrorKind::NotADirectory => NoteError::NotAFolder { path: path() },
        _ => NoteError::Unreadable { path: path(), source },
    })?;
    if real.is_dir() { Ok(real) } else { Err(NoteError::NotAFolder { path: path() }) }
}
