use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::catalog::{Entity, Kind};
use crate::index::{IndexError, Rebuild};
use crate::note::{NotePath, Problem};
use crate::passage::PassageKind;
use crate::quantity::Quantity;
use crate::query::{Plan, Query};
use crate::search::{Evidence, Parts, Snippet};
use crate::text::Position;

/// What a query came to.
pub struct Answer {
    /// The query as it was read.
    pub query: Query,
    /// What was looked for.
    pub plan: Plan,
    /// The passages that answer, best first.
    pub found: Vec<Found>,
    /// How many passages match in all.
    pub total: usize,
    /// Where none does: how many would without the query's conditions (fields, phrases, `-word`).
    pub without_conditions: usize,
    /// The notes folders, as real paths.
    pub roots: Vec<PathBuf>,
    /// The index's generation.
    pub generation: u64,
    /// How many notes it has.
    pub notes: usize,
    /// How many passages.
    pub passages: u64,
    /// What bringing it up to date did.
    pub refreshed: RefreshSummary,
    /// Notes that have changed since the index last looked, and whose lines may be off.
    pub stale: Vec<NotePath>,
    /// Other queries that may have been meant.
    pub suggestions: Vec<String>,
    /// How long it all took, from the first look at the notes.
    pub elapsed: Duration,
}

/// What bringing the index up to date did.
#[derive(Debug, Default)]
pub struct RefreshSummary {
    /// Notes that were new.
    pub added: usize,
    /// Notes whose text had changed.
    pub changed: usize,
    /// Notes that were gone.
    pub removed: usize,
    /// Why the index was built anew, if it was.
    pub rebuilt: Option<Rebuild>,
    /// Another process was writing; the answer is from before.
    pub busy: bool,
    /// The index could not be written; the answer is from before.
    pub unwritable: Option<IndexError>,
    /// What could not be walked or read.
    pub problems: Vec<Problem>,
}

/// One passage that answers, as it stands in its note.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its note's folder: an index into [`Answer::roots`].
    pub root: usize,
    /// Its note's path below that folder.
    pub path: NotePath,
    /// Its note's title.
    pub title: String,
    /// Its note's tags.
    pub tags: Vec<String>,
    /// When its note was last written.
    pub modified: SystemTime,
    /// What it is.
    pub kind: PassageKind,
    /// What it stands under, outermost first, without the title.
    pub breadcrumb: Vec<Crumb>,
    /// Its first and last line, 0-based.
    pub lines: (usize, usize),
    /// The first match in the snippet's line; where nothing in it matched, its readable text.
    pub range: (Position, Position),
    /// The line to show.
    pub snippet: Snippet,
    /// Further lines of the note that match and say no more than this one, 0-based; they are no hits
    /// of their own.
    pub similar: Vec<usize>,
    /// The score; comparable within one answer only.
    pub score: f32,
    /// What the score is made of.
    pub parts: Parts,
    /// What served each slot of the plan.
    pub evidence: Vec<Evidence>,
    /// What it is about, the nearest first; only where [details](super::QueryOptions::details) were
    /// asked for.
    pub about: Vec<About>,
    /// The quantities that it states, likewise.
    pub quantities: Vec<Stated>,
}

/// A service, concept or product that a passage is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its id in the catalogue.
    pub id: String,
    /// Its official name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

impl About {
    pub(super) fn of(entity: Entity<'_>) -> Self {
        About { id: entity.id().to_owned(), name: entity.name().to_owned(), kind: entity.kind() }
    }
}

/// A quantity that a passage states.
#[derive(Clone, Debug)]
pub struct Stated {
    /// As it is written.
    pub raw: String,
    /// What it comes to.
    pub quantity: Quantity,
    /// Where it stands.
    pub range: (Position, Position),
}

/// One step of a breadcrumb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it is.
    pub kind: PassageKind,
    /// Its text on one line.
    pub text: String,
    /// Its first line, 0-based.
    pub line: usize,
}
