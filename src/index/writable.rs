//! An index folder that is written.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Builder};
use std::time::Duration;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// Where tantivy lists the files that are its own.
pub(super) const MANAGED: &str = ".managed.json";

/// How much is written at once, in bytes. Many file systems keep a file in memory in pages as large as what it was
/// written by, and Linux maps so much where a mapped file is looked into: of smaller pages that takes longer, and of
/// larger ones more is mapped than is looked at.
const PAGE: usize = 64 << 10;

/// How often tantivy's lock is tried where it is busy, and how long after each: a fifth of a second in all.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// tantivy's folder, with what is written made durable all at once.
///
/// tantivy asks the disk to keep each file when it is written, and a list of its files before each: a
/// dozen waits for a refresh of one note. But nothing of it is an index before `meta.json` names it, and
/// before that is written, tantivy has the folder synchronised. Here everything waits for that. The
/// list is not kept: which files are of no use is seen by `meta.json` ([`sweep`]).
#[derive(Clone, Debug)]
pub(super) struct Writable {
    files: MmapDirectory,
    path: PathBuf,
    /// Files that may not be on disk yet.
    unsynced: Arc<Mutex<Vec<PathBuf>>>,
}

impl Writable {
    /// The index folder at `path`.
    pub fn open(path: &Path) -> tantivy::Result<Self> {
        let files = MmapDirectory::open(path)?;
        Ok(Writable { files, path: path.to_owned(), unsynced: Arc::default() })
    }
}

/// A file whose durability waits for the folder's, written by whole pages whatever tantivy's own buffer is.
struct Unsynced {
    file: File,
    page: Vec<u8>,
}

impl Write for Unsynced {
    /// As much as the page at hand takes: pages begin at multiples of their size.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(PAGE - self.page.len());
        self.page.extend_from_slice(&bytes[..taken]);
        if self.page.len() == PAGE {
            self.flush()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.page)?;
        self.page.clear();
        Ok(())
    }
}

impl TerminatingWrite for Unsynced {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.flush()
    }
}

/// Has the disk keep what a file holds, if it is still there.
fn sync(path: &Path) -> io::Result<()> {
    match File::options().write(true).open(path) {
        Ok(file) => file.sync_data(),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(cause),
    }
}

impl Directory for Writable {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let full = self.path.join(path);
        let file =
            File::options().write(true).create_new(true).open(&full).map_err(
                |cause| match cause.kind() {
                    io::ErrorKind::AlreadyExists => {
                        OpenWriteError::FileAlreadyExists(path.to_owned())
                    }
                    _ => OpenWriteError::wrap_io_error(cause, path.to_owned()),
                },
            )?;
        self.unsynced.lock().unwrap_or_else(PoisonError::into_inner).push(full);
        let page = Vec::with_capacity(PAGE);
        Ok(BufWriter::new(Box::new(Unsynced { file, page })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) {
            return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
        }
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(MANAGED) { Ok(()) } else { self.files.atomic_write(path, data) }
    }

    fn sync_directory(&self) -> io::Result<()> {
        let files =
            std::mem::take(&mut *self.unsynced.lock().unwrap_or_else(PoisonError::into_inner));
        // Those that wait together are served by one write of the file system's journal.
        std::thread::scope(|scope| {
            let waits: Vec<_> = files
                .iter()
                .map(|file| {
                    let wait = Builder::new().spawn_scoped(scope, move || sync(file));
                    wait.map_err(|_| file)
                })
                .collect();
            waits.into_iter().try_for_each(|wait| match wait {
                Ok(wait) => wait.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                // The system has no thread to spare.
                Err(file) => sync(file),
            })
        })?;
        self.files.sync_directory()
    }

    /// tantivy's lock, which nobody else can want: whoever writes holds pilgi's own. It is busy only while a
    /// process that another thread starts has a copy of the file, until that runs its program.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        for _ in 0..LOCK_TRIES {
            match self.files.acquire_lock(lock) {
                Err(LockError::LockBusy) => thread::sleep(LOCK_PAUSE),
                other => return other,
            }
        }
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// Deletes the files of segments in `folder` that are not among those `in_use`: what a merge has
/// replaced, and what a crash or a full disk has left behind. Whoever calls this holds the lock. A
/// failure costs disk space and nothing else.
pub(super) fn sweep(folder: &Path, in_use: &HashSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_left = is_of_segment(&name.to_string_lossy()) && !in_use.contains(Path::new(&name));
        if is_left || name == MANAGED {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file of this name is of a segment: tantivy names those by its id, in 32 hexadecimal
/// digits.
pub(super) fn is_of_segment(name: &str) -> bool {
    name.split_once('.')
        .is_some_and(|(id, _)| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
