//! What a caller asks of pilgi: refresh the index, answer a query, say how things stand, measure.
//!
//! The journey of a query runs through here: [`Engine::query`] makes sure that the index answers for
//! the notes as they are, has the query parsed, planned and searched, and reads the lines to show
//! from the notes themselves. Nothing here prints.

mod alike;
mod answer;
mod conflicts;
mod error;
mod eval;
mod feedback;
mod limits;
mod opened;
mod query;
mod status;
mod suggest;
mod topics;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use answer::{About, Answer, Crumb, Found, RefreshSummary, Stated};
pub use conflicts::{Conflict, Conflicts};
pub use error::EngineError;
pub use eval::{EvalOptions, Judgements, Measured, RankedDocument, evaluate};
pub use limits::{Limit, LimitOptions, Limits};
pub use query::{QueryOptions, Session};
pub use status::{Held, Status};
pub use topics::{Digest, KnownTopic, LearnedTopic, TopicOptions, Topics};

use crate::analysis::Analyzer;
use crate::catalog::Catalog;
use crate::index::{
    Progress, RefreshOptions, Refreshed, Silent, Snapshot, Source, Store, open, refresh,
    refresh_meanwhile,
};
use crate::note::WalkOptions;
use crate::search::Weights;

/// Notes folders, their index and all that is needed to answer from them.
pub struct Engine {
    store: Store,
    source: Source,
    weights: Weights,
    learns: bool,
}

/// How long a query waits for another process that is writing before it answers from what is there.
const PATIENCE: Duration = Duration::from_millis(1500);

impl Engine {
    /// An engine for `notes`, with its index at `index`. Nothing is opened yet.
    ///
    /// # Errors
    ///
    /// Where the index folder lies in a notes folder: nothing is ever written there.
    pub fn new(mut notes: WalkOptions, index: &std::path::Path) -> Result<Self, EngineError> {
        notes.roots = real_roots(&notes.roots)?;
        let index = std::path::absolute(index).unwrap_or_else(|_| index.to_owned());
        let real = nearest_real(&index);
        for root in &notes.roots {
            if real.starts_with(root) {
                return Err(crate::index::IndexError::InsideNotes {
                    path: index,
                    root: root.clone(),
                }
                .into());
            }
        }
        notes.exclude.push(index.clone());
        let catalog = Arc::new(Catalog::builtin().clone());
        let source = Source { notes, catalog };
        Ok(Engine { store: Store::at(&index), source, weights: Weights::default(), learns: true })
    }

    /// Ranks by other weights than the built-in ones.
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    /// Knows services and concepts by other names than the built-in ones.
    pub fn with_catalog(mut self, catalog: Catalog) -> Self {
        self.source.catalog = Arc::new(catalog);
        self
    }

    /// Whether names count that the notes themselves give (`정식명(약어)`). They do, unless said
    /// otherwise.
    pub fn with_learned_names(mut self, learns: bool) -> Self {
        self.learns = learns;
        self
    }

    /// The names of services and concepts that it knows.
    pub fn catalog(&self) -> &Catalog {
        &self.source.catalog
    }

    /// The notes folders, as real paths.
    pub fn roots(&self) -> &[PathBuf] {
        &self.source.notes.roots
    }

    /// The index folder.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Brings the index up to date, however long another writer takes.
    ///
    /// # Errors
    ///
    /// Where the notes cannot be walked or the index cannot be written.
    pub fn index(&self, rebuild: bool, progress: &dyn Progress) -> Result<Refreshed, EngineError> {
        let options = RefreshOptions {
            patience: Duration::MAX,
            falls_back: false,
            rebuild,
            thorough: true,
            progress,
        };
        Ok(refresh(&self.store, &self.source, &options)?)
    }

    /// Asks the index, brought up to date unless `stale` will do.
    fn ask<T>(
        &self,
        stale: bool,
        progress: &dyn Progress,
        question: impl Fn(&Snapshot) -> Result<T, EngineError>,
    ) -> Result<(T, RefreshSummary), EngineError> {
        let question = |snapshot: &Snapshot| self.unless_damaged(|| question(snapshot));
        if stale {
            return Ok((question(&open(&self.store, &self.source)?)?, RefreshSummary::default()));
        }
        let options = RefreshOptions {
            patience: PATIENCE,
            falls_back: true,
            rebuild: false,
            thorough: false,
            progress,
        };
        let (mut refreshed, mut answer) =
            refresh_meanwhile(&self.store, &self.source, &options, question)?;
        if answer.as_ref().is_err_and(EngineError::is_mended_by_rebuild) {
            let options = RefreshOptions { thorough: true, ..options };
            (refreshed, answer) = refresh_meanwhile(&self.store, &self.source, &options, question)?;
        }
        let summary = RefreshSummary {
            added: refreshed.added,
            changed: refreshed.changed,
            removed: refreshed.removed,
            rebuilt: refreshed.rebuilt,
            busy: refreshed.busy,
            unwritable: refreshed.unwritable,
            problems: refreshed.problems,
        };
        Ok((answer?, summary))
    }

    /// What a question comes to, or that the index is damaged. Little of an index is looked at when it is
    /// opened, and tantivy trusts what it reads later: what a disk has lost makes it panic.
    fn unless_damaged<T>(
        &self,
        question: impl FnOnce() -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        catch_unwind(AssertUnwindSafe(question)).unwrap_or_else(|panic| {
            self.store.verify()?;
            resume_unwind(panic)
        })
    }

    /// The tokens of a text, as the index and queries have them.
    ///
    /// # Errors
    ///
    /// Where the built-in dictionary cannot be read.
    pub fn analyzer() -> Result<Analyzer, EngineError> {
        Ok(Analyzer::new().map_err(crate::index::IndexError::from)?)
    }
}

/// The folders' real paths, each once, so that one note has one name.
fn real_roots(roots: &[PathBuf]) -> Result<Vec<PathBuf>, EngineError> {
    let mut real = Vec::with_capacity(roots.len());
    for root in roots {
        let path =
            root.canonicalize().map_err(|cause| EngineError::Root { path: root.clone(), cause })?;
        if !real.contains(&path) {
            real.push(path);
        }
    }
    Ok(real)
}

/// The real path of the nearest folder above that exists, with the rest appended.
fn nearest_real(path: &std::path::Path) -> PathBuf {
    let mut missing = Vec::new();
    let mut at = path;
    loop {
        if let Ok(real) = at.canonicalize() {
            return missing.iter().rev().fold(real, |path, name| path.join(name));
        }
        let (Some(parent), Some(name)) = (at.parent(), at.file_name()) else {
            return path.to_owned();
        };
        missing.push(name.to_owned());
        at = parent;
    }
}

/// Tells nobody how far it is.
pub const SILENT: &dyn Progress = &Silent;
