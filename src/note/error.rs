use std::io;
use std::path::PathBuf;

/// Why a notes folder cannot be searched at all.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// Nothing is there.
    #[error("notes folder `{}` does not exist", path.display())]
    Missing {
        /// The folder as it was named.
        path: PathBuf,
    },
    /// Something is there, but not a folder.
    #[error("`{}` is not a folder", path.display())]
    NotAFolder {
        /// The path as it was named.
        path: PathBuf,
    },
    /// The folder itself cannot be opened.
    #[error("notes folder `{}` cannot be read: {source}", path.display())]
    Unreadable {
        /// The folder as it was named.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The folder lies inside one that must never be walked, such as the index.
    #[error(
        "notes folder `{}` lies inside `{}`, which is left out of every search",
        path.display(),
        excluded.display()
    )]
    Excluded {
        /// The folder as it was named.
        path: PathBuf,
        /// The folder around it that is left out.
        excluded: PathBuf,
    },
}

impl NoteError {
    /// What the user can do about it, as half a sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            NoteError::Missing { .. } => "create it, or name the folder that holds your notes",
            NoteError::NotAFolder { .. } => "name the folder that holds the notes, not a file",
            NoteError::Unreadable { .. } => "check that you may open the folder",
            NoteError::Excluded { .. } => "keep the index outside the notes folder",
        }
    }
}
