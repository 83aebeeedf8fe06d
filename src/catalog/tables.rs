//! The form in which the build script leaves the data: one text, and numbers that point into it.
//!
//! Tables of `&str` would be the obvious form, but each of their pointers must be adjusted whenever
//! the program starts: twenty thousand of them, for a query that looks up three names. Numbers stay
//! in the file until they are read.

use std::borrow::Cow;
use std::ops::Range;

use super::entity::{EntityId, Kind};

/// Everything a catalogue is made of.
#[derive(Clone)]
pub(super) struct Tables {
    /// Every string of the catalogue, in no order.
    pub(super) text: Cow<'static, str>,
    /// Runs of `text`: names and keys of the entities, each entity's together.
    pub(super) strings: Cow<'static, [Run]>,
    /// The entities related to each, and those of each key.
    pub(super) links: Cow<'static, [EntityId]>,
    /// Sorted by identifier.
    pub(super) records: Cow<'static, [Record]>,
    /// Sorted by text, no text twice.
    pub(super) keys: Cow<'static, [Key]>,
    /// The length of the longest key, in characters.
    pub(super) longest_key_chars: usize,
    /// A hash of all the above.
    pub(super) fingerprint: u64,
}

/// A half-open stretch of another table.
#[derive(Clone, Copy)]
pub(super) struct Run(pub(super) u32, pub(super) u32);

impl Run {
    fn range(self) -> Range<usize> {
        self.0 as usize..self.1 as usize
    }
}

/// An entity.
#[derive(Clone)]
pub(super) struct Record {
    /// Of `text`.
    pub(super) id: Run,
    pub(super) kind: Kind,
    /// Of `strings`, as are the next four: every name, the official one first.
    pub(super) names: Run,
    pub(super) acronyms: Run,
    pub(super) hangul: Run,
    pub(super) former: Run,
    /// Keys, not names.
    pub(super) ambiguous: Run,
    pub(super) parent: Option<EntityId>,
    /// Of `links`.
    pub(super) related: Run,
}

/// A name key and the entities that have a name of that key.
#[derive(Clone)]
pub(super) struct Key {
    /// Of the text, the [first bytes](crate::sorted::first_bytes): most keys are told apart by these,
    /// without a look at the text.
    pub(super) first: u64,
    /// Of `text`.
    pub(super) text: Run,
    /// Of `links`; never empty. The name is ambiguous for all of them but perhaps the first.
    pub(super) entities: Run,
    /// The place of the longest other key that this one begins with.
    pub(super) within: Option<u32>,
}

impl Tables {
    pub(super) fn text(&self, run: Run) -> &str {
        &self.text[run.range()]
    }

    pub(super) fn strings(&self, run: Run) -> impl Iterator<Item = &str> {
        self.strings[run.range()].iter().map(|&string| self.text(string))
    }

    pub(super) fn links(&self, run: Run) -> &[EntityId] {
        &self.links[run.range()]
    }
}
