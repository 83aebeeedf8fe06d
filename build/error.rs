//! Why the dictionary could not be made, in words for the person who builds the program.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::mecab::Malformed;

/// A failure of the build script.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}: {cause}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system answered.
        cause: io::Error,
    },
    /// A file is not what its name says.
    #[error("{}: {file}: {cause}", archive.display())]
    Malformed {
        /// The archive or folder it came from.
        archive: PathBuf,
        /// Its name in there.
        file: &'static str,
        /// What is wrong with it.
        cause: Malformed,
    },
    /// An archive or folder does not hold the dictionary.
    #[error("{}: {cause}", path.display())]
    Archive {
        /// The archive or folder.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// A file is of another version, or damaged.
    #[error("{}: {file} has SHA-256 {found}, but this build is made for {expected}", archive.display())]
    Checksum {
        /// The archive or folder it came from.
        archive: PathBuf,
        /// Its name in there.
        file: &'static str,
        /// Checksum found.
        found: String,
        /// Checksums that are accepted.
        expected: String,
    },
    /// A client did not deliver.
    #[error("{0}")]
    Fetch(String),
    /// lindera refused what was converted.
    #[error("lindera cannot hold the dictionary: {0}")]
    Lindera(String),
    /// Nothing delivered the dictionary.
    #[error("{0}")]
    NoSource(Attempts),
}

impl Error {
    /// An [`Error::Lindera`] of any cause.
    pub fn lindera(cause: &dyn fmt::Display) -> Self {
        Self::Lindera(cause.to_string())
    }
}

/// All ways that were tried in vain, each with its reason.
#[derive(Debug)]
pub struct Attempts(pub Vec<(String, Error)>);

impl fmt::Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the Korean dictionary (mecab-ko-dic) could not be fetched")?;
        for (attempt, reason) in &self.0 {
            writeln!(f, "  {attempt}: {reason}")?;
        }
        write!(
            f,
            "Install Python 3 with pip, or Node.js with npm, and build again: either fetches the \
             package, once.\nWithout a network, fetch it elsewhere by\n  {}\nor\n  {}\n\
             and set {} to the folder it is in.",
            crate::fetch::PIP_COMMAND,
            crate::fetch::NPM_COMMAND,
            crate::FOLDER_VARIABLE,
        )
    }
}
