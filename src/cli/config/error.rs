use std::io;
use std::path::PathBuf;

use super::PROJECT_FILE;

/// Why it is not known which folders are meant.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A configuration file cannot be read.
    #[error("{}: cannot read the configuration: {cause}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A configuration file does not say what it should.
    #[error("{}:{line}: {message}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: usize,
        /// What is wrong, with the key's name.
        message: String,
    },
    /// Nothing says where the notes are.
    #[error("no notes folder: {}", looked_for(.looked))]
    NoNotes {
        /// What was looked for and is not there.
        looked: Vec<PathBuf>,
        /// Where the user's own configuration would be.
        user_config: PathBuf,
    },
    /// A configuration file is for notes that are not there.
    #[error("{}: names no notes folder, and there is no {}", path.display(), beside.display())]
    NoNotesBeside {
        /// The file.
        path: PathBuf,
        /// Where notes are that it does not name.
        beside: PathBuf,
    },
    /// The current folder is gone, or the user has no home folder.
    #[error("cannot tell the {what} folder: {cause}")]
    Surroundings {
        /// Which folder.
        what: &'static str,
        /// What the system says.
        cause: String,
    },
}

fn looked_for(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    format!("there is no {}", paths.join(", and no "))
}

impl ConfigError {
    /// A short name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            ConfigError::Read { .. } | ConfigError::Content { .. } => "bad_config",
            ConfigError::NoNotes { .. } | ConfigError::NoNotesBeside { .. } => "no_notes",
            ConfigError::Surroundings { .. } => "no_folder",
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            ConfigError::Content { .. } => Some(
                "a configuration may have `notes` (a folder or a list of folders), `index`, `catalog` \
                 (files of names), `learn` (names from the notes, true or false) and `[[entity]]`"
                    .into(),
            ),
            ConfigError::NoNotes { user_config, .. } => Some(format!(
                "name the folder (`pilgi --notes DIR query …`), or write `notes = \"/path/to/notes\"` \
                 into a {PROJECT_FILE} here or into {}",
                user_config.display()
            )),
            ConfigError::NoNotesBeside { .. } => Some(
                "write `notes = \"/path/to/notes\"` into it, or name the folder (`pilgi --notes DIR \
                 query …`)"
                    .into(),
            ),
            ConfigError::Read { .. } | ConfigError::Surroundings { .. } => None,
        }
    }
}
