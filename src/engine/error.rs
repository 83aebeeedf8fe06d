use std::io;
use std::path::PathBuf;

use crate::index::IndexError;
use crate::search::SearchError;

/// Why a question could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A notes folder is not there.
    #[error("{}: cannot open the notes folder: {cause}", path.display())]
    Root {
        /// The folder as it was named.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A search failed on the index's files.
    #[error("{}: cannot search the index: {cause}", path.display())]
    Search {
        /// The index folder.
        path: PathBuf,
        /// What cannot be read.
        cause: SearchError,
    },
    /// The query says nothing.
    #[error("the query is empty")]
    EmptyQuery,
    /// A file of labelled queries cannot be used.
    #[error("{}: {cause}", path.display())]
    Labels {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and on which line.
        cause: String,
    },
}

impl EngineError {
    /// A short name for programs, stable within the contract's version.
    pub fn code(&self) -> &'static str {
        match self {
            EngineError::Root { .. } => "no_notes",
            EngineError::Index(IndexError::Missing { .. }) => "no_index",
            EngineError::Index(IndexError::InsideNotes { .. }) => "index_inside_notes",
            EngineError::Index(IndexError::Foreign { .. }) => "index_foreign",
            EngineError::Index(IndexError::OtherRoots { .. }) => "index_of_other_notes",
            EngineError::Index(IndexError::Notes(_)) => "no_notes",
            EngineError::Index(IndexError::Damaged { .. } | IndexError::Engine { .. }) => {
                "index_damaged"
            }
            EngineError::Index(_) => "index_failed",
            EngineError::Search { .. } => "search_failed",
            EngineError::EmptyQuery => "empty_query",
            EngineError::Labels { .. } => "bad_labels",
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            EngineError::Root { .. } => {
                Some("name an existing folder with --notes DIR, or in pilgi.toml".into())
            }
            EngineError::Index(cause) => cause.hint(),
            EngineError::Search { path, .. } => Some(format!(
                "delete {} and ask again: the index is built anew from the notes",
                path.display()
            )),
            EngineError::EmptyQuery => Some("say what to look for: `pilgi query 람다 제한`".into()),
            EngineError::Labels { .. } => None,
        }
    }
}
