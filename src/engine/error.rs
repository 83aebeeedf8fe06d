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
    /// A service or concept was asked for by a name that neither the catalogue nor the notes have.
    #[error("`{name}` is no service or concept that is known")]
    UnknownName {
        /// The name.
        name: String,
        /// Names that come near it.
        near: Vec<String>,
    },
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
    /// Whether building the index anew would mend it, if the index is damaged.
    pub fn is_mended_by_rebuild(&self) -> bool {
        match self {
            EngineError::Index(cause) => cause.is_mended_by_rebuild(),
            EngineError::Search { .. } => true,
            _ => false,
        }
    }

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
            EngineError::UnknownName { .. } => "unknown_name",
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
            EngineError::UnknownName { near, .. } => Some(if near.is_empty() {
                "`pilgi topics` lists what the notes are about; a name of your own goes into pilgi.toml \
                 as an `[[entity]]`"
                    .into()
            } else {
                format!("did you mean: {}", near.join(", "))
            }),
            EngineError::Labels { .. } => None,
        }
    }
}
