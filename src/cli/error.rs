use std::io;
use std::path::PathBuf;

use super::config::ConfigError;
use super::exit::Exit;
use crate::catalog::OwnError;
use crate::engine::EngineError;
use crate::output::wire::VERSION;

/// Why a command cannot do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// It is not known where the notes are.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A user's own entry of the catalogue is wrong.
    #[error("the own names are wrong: {0}")]
    Names(#[from] OwnError),
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A file named on the command line cannot be read.
    #[error("{}: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The text to work on cannot be read.
    #[error("cannot read standard input: {0}")]
    Input(io::Error),
    /// The results cannot be written.
    #[error("cannot write the results: {0}")]
    Output(io::Error),
    /// Another version of the JSON form was asked for.
    #[error("format version {asked} was asked for; this pilgi writes version {VERSION}")]
    Format {
        /// The version that was asked for.
        asked: u32,
    },
}

impl CliError {
    /// A short name for programs, stable within the format's version.
    pub fn code(&self) -> &'static str {
        match self {
            CliError::Config(cause) => cause.code(),
            CliError::Names(_) => "bad_catalog",
            CliError::Engine(cause) => cause.code(),
            CliError::File { .. } => "bad_file",
            CliError::Input(_) => "input_failed",
            CliError::Output(_) => "output_failed",
            CliError::Format { asked } if *asked < VERSION => "format_too_old",
            CliError::Format { .. } => "format_too_new",
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            CliError::Config(cause) => cause.hint(),
            CliError::Names(_) => Some(
                "mend the `[[entity]]` in pilgi.toml or the catalogue file; `pilgi topics` lists the \
                 ids that there are"
                    .into(),
            ),
            CliError::Engine(cause) => cause.hint(),
            CliError::Format { asked } if *asked < VERSION => {
                Some("update the program that asks: what it reads is no longer written".into())
            }
            CliError::Format { .. } => Some("update pilgi".into()),
            CliError::File { .. } | CliError::Input(_) | CliError::Output(_) => None,
        }
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            CliError::Format { asked } if *asked < VERSION => Exit::FormatTooOld,
            CliError::Format { .. } => Exit::FormatTooNew,
            _ => Exit::Error,
        }
    }
}
