//! From a path to a note: finding the files that are notes, and reading them.
//!
//! [`walk()`] says which files are notes, from folder listings and one stat a file, without opening
//! any; its [`Survey`] says what that rests on, so that before most queries only stamps have to be
//! compared. [`read()`] opens one of them and decodes
//! it to a [`SourceText`](crate::text::SourceText) that knows where each character stands in the
//! file.
//!
//! What goes wrong with one file or folder is a [`Problem`], a value handed back beside what did
//! work; only a notes folder that cannot be used at all is a [`NoteError`].

mod decode;
mod error;
mod format;
mod hash;
mod links;
mod path;
mod problem;
mod read;
mod root_folder;
mod roots;
mod rules;
mod stamp;
mod survey;
mod surveyor;
mod walk;

pub use decode::{Decoded, Encoding, NotText, decode};
pub use error::NoteError;
pub use format::Format;
pub use hash::ContentHash;
pub use path::NotePath;
pub use problem::{Cause, Problem};
pub use read::{Held, MAX_NOTE_BYTES, Note, Reading, read, read_again};
pub use root_folder::RootFolder;
pub use stamp::{FileId, Stamp, now_ns};
pub use survey::{Folder, Survey};
pub use walk::{Found, Walk, WalkOptions, walk};
