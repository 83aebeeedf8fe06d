use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

use crate::analysis::AnalysisError;
use crate::note::NoteError;

/// Why the index cannot be built, refreshed or opened.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// A file of the index cannot be read.
    #[error("{}: cannot read the index: {cause}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A file of the index cannot be written.
    #[error("{}: cannot write the index: {cause}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The index is there and makes no sense.
    #[error("{}: the index is damaged: {cause}", path.display())]
    Damaged {
        /// The file or folder.
        path: PathBuf,
        /// What does not fit.
        cause: String,
    },
    /// A file stands among the index's that no index has: the folder is used for something else.
    #[error("{}: this is no file of an index, so nothing here is deleted", path.display())]
    Foreign {
        /// The file or folder.
        path: PathBuf,
    },
    /// The index is of other notes folders than those that are asked.
    #[error("{}: the index is of other notes folders", path.display())]
    OtherRoots {
        /// The index folder.
        path: PathBuf,
    },
    /// There is no index, and none may be built now.
    #[error("{}: there is no index here", path.display())]
    Missing {
        /// The index folder.
        path: PathBuf,
    },
    /// The index folder is, or lies in, a notes folder.
    #[error("{}: the index may not lie in the notes folder {}", path.display(), root.display())]
    InsideNotes {
        /// The index folder.
        path: PathBuf,
        /// The notes folder.
        root: PathBuf,
    },
    /// The notes cannot be walked.
    #[error(transparent)]
    Notes(#[from] NoteError),
    /// The analyser cannot start.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    /// tantivy reports a failure of its own.
    #[error("{}: {cause}", path.display())]
    Engine {
        /// The index folder.
        path: PathBuf,
        /// What tantivy says.
        cause: TantivyError,
    },
}

impl IndexError {
    pub(super) fn read(path: &Path, cause: io::Error) -> Self {
        IndexError::Read { path: path.to_owned(), cause }
    }

    pub(super) fn write(path: &Path, cause: io::Error) -> Self {
        IndexError::Write { path: path.to_owned(), cause }
    }

    pub(super) fn damaged(path: &Path, cause: impl ToString) -> Self {
        IndexError::Damaged { path: path.to_owned(), cause: cause.to_string() }
    }

    /// What tantivy's failure on the index in `folder` comes to.
    pub(super) fn engine(folder: &Path) -> impl FnOnce(TantivyError) -> Self {
        let folder = folder.to_owned();
        move |cause| match cause {
            TantivyError::IoError(cause) => Self::system(&folder, &cause, Self::write),
            TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
                Self::system(&folder.join(filepath), &io_error, Self::write)
            }
            TantivyError::LockFailure(LockError::IoError(cause), _) => {
                Self::system(&folder, &cause, Self::write)
            }
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
                Self::system(&folder.join(filepath), &io_error, Self::read)
            }
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                Self::damaged(&folder.join(file), "it is missing")
            }
            // A thread that fails keeps the reason to itself.
            TantivyError::ErrorInThread(_) | TantivyError::InternalError(_) => {
                match try_writing(&folder) {
                    Err(reason) => Self::write(&folder, reason),
                    Ok(()) => IndexError::Engine { path: folder, cause },
                }
            }
            cause => IndexError::Engine { path: folder, cause },
        }
    }

    /// A failed call to the system, or a file that ends too early or says what it cannot say, which
    /// tantivy reports in the same way.
    fn system(path: &Path, cause: &io::Error, failed: fn(&Path, io::Error) -> Self) -> Self {
        match (cause.kind(), cause.raw_os_error()) {
            (io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData, _) => {
                Self::damaged(path, cause)
            }
            (_, Some(code)) => failed(path, io::Error::from_raw_os_error(code)),
            // tantivy has made a mere text of the reason. Mostly the disk is full, and a trial says
            // so.
            (kind, None) => {
                let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
                match try_writing(folder) {
                    Err(reason) => Self::write(path, reason),
                    // What is left is what tantivy itself has to say of the contents.
                    Ok(()) if kind == io::ErrorKind::Other => Self::damaged(path, cause),
                    Ok(()) => failed(path, io::Error::new(kind, cause.to_string())),
                }
            }
        }
    }

    /// Whether building the index anew would mend it.
    pub fn is_mended_by_rebuild(&self) -> bool {
        matches!(self, IndexError::Damaged { .. } | IndexError::Engine { .. })
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            IndexError::Read { .. } => {
                Some("check the folder's permissions, or name another with --index DIR".into())
            }
            IndexError::Write { cause, .. } if is_full(cause) => Some(
                "the disk is full: free some space, or name a folder on another disk with \
                 --index DIR"
                    .into(),
            ),
            IndexError::Write { .. } => {
                Some("check the folder's permissions, or name another with --index DIR".into())
            }
            IndexError::Damaged { .. } | IndexError::Engine { .. } => {
                Some("run `pilgi index --rebuild`: the index is built anew from the notes".into())
            }
            IndexError::Foreign { .. } => {
                Some("move it away, or name another folder with --index DIR".into())
            }
            IndexError::OtherRoots { .. } => {
                Some("leave --no-refresh out, or name another folder with --index DIR".into())
            }
            IndexError::Missing { .. } => {
                Some("run `pilgi index`, or leave --no-refresh out".into())
            }
            IndexError::InsideNotes { .. } => {
                Some("name a folder outside the notes with --index DIR".into())
            }
            IndexError::Notes(cause) => Some(cause.hint().into()),
            IndexError::Analysis(_) => Some("install pilgi again: its file is damaged".into()),
        }
    }
}

/// Whether there is no room left: on the disk, or of what its owner was given.
fn is_full(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Bytes. More than what is left of a disk on which a write has just failed.
const TRIAL: usize = 1 << 20;

/// Writes a file into `folder` and deletes it again.
fn try_writing(folder: &Path) -> io::Result<()> {
    let path = folder.join("trial");
    let written = fs::File::create(&path).and_then(|mut file| {
        file.write_all(&vec![0; TRIAL])?;
        file.sync_data()
    });
    let _ = fs::remove_file(path);
    written
}
