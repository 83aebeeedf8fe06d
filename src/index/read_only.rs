//! An index folder that is only read.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::Index;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback,
    WatchHandle, WritePtr,
};

use super::IndexError;
use super::writable::MANAGED;

/// tantivy's folder without its lock.
///
/// A reader takes tantivy's lock so that nobody collects files while it opens them, and needs to
/// write the folder for it. Here whoever opens an index looks again if the generation has changed
/// meanwhile, so that an index on a read-only disk, or another user's, can be asked as well.
#[derive(Clone, Debug)]
pub(super) struct ReadOnly {
    files: MmapDirectory,
    path: PathBuf,
    /// What the last commit wrote, as it was when it was first looked at: all that is opened is of one state.
    commit: Arc<OnceLock<Vec<u8>>>,
}

/// Where tantivy writes what a commit is.
const COMMIT: &str = "meta.json";

impl ReadOnly {
    /// The index folder at `path`.
    pub fn open(path: &Path) -> tantivy::Result<Self> {
        let files = MmapDirectory::open(path)?;
        Ok(ReadOnly { files, path: path.to_owned(), commit: Arc::default() })
    }

    /// Opens the index in it.
    pub fn index(&self) -> tantivy::Result<Index> {
        Index::open(self.clone())
    }

    /// Whether nothing has been committed since this was opened.
    pub fn is_latest(&self) -> bool {
        let latest = self.files.atomic_read(Path::new(COMMIT));
        latest.is_ok_and(|latest| self.commit.get() == Some(&latest))
    }

    /// Where a file in it is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// All of a file that is not tantivy's, mapped into memory.
    pub fn whole(&self, name: &str) -> Result<OwnedBytes, IndexError> {
        // Windows does not replace a file that somebody has mapped.
        let bytes = if cfg!(windows) {
            std::fs::read(self.path(name)).map(OwnedBytes::new)
        } else {
            match self.files.open_read(Path::new(name)) {
                Ok(file) => file.read_bytes(),
                Err(OpenReadError::IoError { io_error, .. }) => {
                    Err(io::Error::new(io_error.kind(), io_error.to_string()))
                }
                Err(_) => Err(io::ErrorKind::NotFound.into()),
            }
        };
        bytes.map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => IndexError::damaged(&self.path(name), "it is missing"),
            _ => IndexError::read(&self.path(name), cause),
        })
    }
}

fn refused() -> io::Error {
    io::ErrorKind::ReadOnlyFilesystem.into()
}

impl Directory for ReadOnly {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let (io_error, filepath) = (Arc::new(refused()), path.to_owned());
        Err(DeleteError::IoError { io_error, filepath })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(refused(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        // Only a writer would ask what it lists, and none keeps it.
        if path == Path::new(MANAGED) {
            return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
        }
        if path != Path::new(COMMIT) {
            return self.files.atomic_read(path);
        }
        let commit = match self.commit.get() {
            Some(commit) => commit,
            None => {
                let commit = self.files.atomic_read(path)?;
                self.commit.get_or_init(|| commit)
            }
        };
        Ok(commit.clone())
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(refused())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}
