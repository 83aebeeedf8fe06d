use std::io;
use std::path::PathBuf;

use super::NotText;

/// One file or folder that could not be searched, while the rest was.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct Problem {
    /// The file or folder, below its notes folder as that was named.
    pub path: PathBuf,
    /// What is wrong with it.
    pub cause: Cause,
}

/// What is wrong with one file or folder.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// The system refuses to open or list it.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
    /// A link whose target is gone, or that leads back to itself.
    #[error("is a link that leads nowhere: {0}")]
    BrokenLink(io::Error),
    /// A link to something outside every notes folder.
    #[error("is a link to `{}`, outside the notes folder", target.display())]
    LinkLeavesRoot {
        /// Where the link leads, fully resolved.
        target: PathBuf,
    },
    /// A line of an ignore file is no pattern. The other lines count.
    #[error("line {line} is not a pattern: {message}")]
    IgnoreRule {
        /// 1-based.
        line: usize,
        /// What the pattern parser says.
        message: String,
    },
    /// The file is larger than a note may be.
    #[error("is {size} bytes long; notes of up to {limit} bytes are read")]
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// Bytes a note may have.
        limit: u64,
    },
    /// The name says note, the content does not.
    #[error("is not text: {0}")]
    NotText(NotText),
}

impl Cause {
    /// What the user can do about it, as half a sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Cause::Unreadable(_) => "check that you may open it",
            Cause::BrokenLink(_) => "remove the link, or bring its target back",
            Cause::LinkLeavesRoot { .. } => "name its target as a notes folder too",
            Cause::IgnoreRule { .. } => "correct the line, or remove it",
            Cause::TooLarge { .. } => "split it, or leave it out with an ignore file",
            Cause::NotText(NotText::Undecodable { .. }) => "save it as UTF-8",
            Cause::NotText(_) => "rename it, or leave it out with an ignore file",
        }
    }
}
