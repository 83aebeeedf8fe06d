//! The index of the notes, and keeping it true to them.
//!
//! The journey of a note ends here: its passages become documents ([`document`]), analysed by the
//! threads that read them ([`terms`]) and gathered as postings of a segment ([`segment`]). [`refresh()`]
//! finds out what has changed ([`freshness`], [`changes`]) and has it written ([`mod@write`]);
//! [`Store`] keeps tantivy's files and the
//! [`Manifest`] of one generation together.
//!
//! Invariants:
//! - Documents of a note are neighbours in one segment, in outline order.
//! - What is shown of a note is read from its file: the index holds terms and numbers, and where in
//!   the file its passages are ([`ShownNote`]), not what they say.
//! - A refresh gives the same answers, to the last score, as a rebuild.

mod amount;
mod aside;
mod changes;
mod columns;
mod deleted;
mod document;
mod error;
mod freshness;
mod interner;
mod manifest;
mod postings;
mod ranges;
mod read_only;
mod refresh;
mod renew;
mod schema;
mod segment;
mod shown;
mod state;
mod store;
mod terms;
mod topic;
mod writable;
mod write;

pub use amount::Amount;
pub use changes::{Changes, Known};
pub use document::{Shape, Traits, width};
pub use error::IndexError;
pub use manifest::{
    Contents, FileState, Manifest, NoteEntry, NoteRecord, NotesByKey, SkippedEntry, SkippedRecord,
};
pub use ranges::NoteRanges;
pub use refresh::{
    Progress, Rebuild, RefreshOptions, Refreshed, Silent, Source, open, refresh, refresh_meanwhile,
};
pub use schema::{FORMAT_VERSION, Fields, QUANTITY, SHAPE};
pub use shown::{KeptTopics, NoteTopics, ShownNote};
pub use store::{Snapshot, Store};
pub use topic::{Given, Topic};
