use std::io;
use std::path::Path;

use super::Stamp;

/// A notes folder held open: what is below it is asked for by the rest of its path, which spares the
/// system the way there.
#[derive(Debug)]
pub struct RootFolder {
    #[cfg(unix)]
    folder: std::os::fd::OwnedFd,
}

impl RootFolder {
    /// Opens the folder at `path`.
    ///
    /// # Errors
    ///
    /// What the system says; always where it has no such thing.
    #[cfg(unix)]
    pub fn open(path: &Path) -> io::Result<Self> {
        use rustix::fs::{Mode, OFlags, open};
        let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC;
        Ok(RootFolder { folder: open(path, flags, Mode::empty())? })
    }

    /// The stamp of the file, or what the link leads to, at a path below as
    /// [`NotePath::as_bytes`](crate::note::NotePath::as_bytes) gives it; empty is the folder itself.
    ///
    /// # Errors
    ///
    /// What the system says.
    #[cfg(unix)]
    pub fn stamp(&self, path: &[u8]) -> io::Result<Stamp> {
        use rustix::fs::{AtFlags, statat};
        let path = if path.is_empty() { b"." } else { path };
        Ok(Stamp::of_stat(&statat(&self.folder, path, AtFlags::empty())?))
    }

    /// Opens nothing: the platform has no such thing.
    ///
    /// # Errors
    ///
    /// Always.
    #[cfg(not(unix))]
    pub fn open(_: &Path) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Nothing: there is no such folder.
    ///
    /// # Errors
    ///
    /// Always.
    #[cfg(not(unix))]
    pub fn stamp(&self, _: &[u8]) -> io::Result<Stamp> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
