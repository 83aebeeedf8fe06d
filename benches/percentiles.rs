//! How long a query takes in a process that has the index open, snippets and all.
//!
//! Queries are asked in turn, so that each comes upon caches that others have filled; a query's time
//! is the median of its rounds, and the table has percentiles over the queries. What a query costs
//! depends on the query far more than on chance, which is why these are not samples of one.

use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use pilgi::engine::{Engine, QueryOptions, SILENT};
use pilgi::index::Snapshot;
use pilgi::note::WalkOptions;

use crate::notes;
use crate::queries::{Group, labelled, listed};

/// Times that each query is asked.
const ROUNDS: usize = 5;

/// What is to be measured.
pub struct Wanted {
    /// The notes folder.
    pub notes: PathBuf,
    /// Where their index is kept; without it, one is made and thrown away.
    pub index: Option<PathBuf>,
    /// Files with queries; without any, those of the labels.
    pub queries: Vec<PathBuf>,
    /// Times that each query is asked.
    pub rounds: usize,
}

impl Default for Wanted {
    fn default() -> Self {
        Wanted { notes: notes::folder(), index: None, queries: Vec::new(), rounds: ROUNDS }
    }
}

impl Wanted {
    /// Whether arguments ask for percentiles and nothing else.
    pub fn is_asked_for(arguments: &[String]) -> bool {
        let own = ["--percentiles", "--notes", "--index", "--queries"];
        arguments.iter().any(|argument| own.contains(&argument.as_str()))
    }

    /// What the arguments ask for.
    ///
    /// # Errors
    ///
    /// Where one is unknown or has no value.
    pub fn read(arguments: &[String]) -> Result<Self, Box<dyn Error>> {
        let mut wanted = Wanted::default();
        let mut arguments = arguments.iter().peekable();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} needs a folder"));
            match argument.as_str() {
                "--percentiles" => {}
                "--smoke" => wanted.rounds = 1,
                "--notes" => wanted.notes = value()?.into(),
                "--index" => wanted.index = Some(value()?.into()),
                "--queries" => {
                    while let Some(path) = arguments.next_if(|path| !path.starts_with('-')) {
                        wanted.queries.push(path.into());
                    }
                }
                other => {
                    let known = "--percentiles --notes --index --queries --smoke";
                    return Err(format!("{other} is no option of percentiles: {known}").into());
                }
            }
        }
        Ok(wanted)
    }
}

/// Asks all queries and prints a table of their times.
///
/// # Errors
///
/// Where queries or notes cannot be read, or a query says nothing.
pub fn print(wanted: &Wanted) -> Result<(), Box<dyn Error>> {
    let groups = if wanted.queries.is_empty() {
        labelled()?
    } else {
        wanted.queries.iter().map(|path| listed(path)).collect::<Result<_, _>>()?
    };
    let thrown_away = tempfile::tempdir()?;
    let index = wanted.index.as_deref().unwrap_or(thrown_away.path());
    let engine = Engine::new(WalkOptions::new([&wanted.notes]), index).map_err(told)?;
    let began = Instant::now();
    engine.index(false, SILENT).map_err(told)?;
    let snapshot = engine.snapshot().map_err(told)?;
    let (notes, passages) = (snapshot.manifest.notes().len(), snapshot.manifest.passages());
    println!("{notes} notes, {passages} passages, indexed in {:.2?}\n", began.elapsed());
    println!("{:24} {:>7} {:>9} {:>9} {:>9}", "queries", "count", "p50", "p99", "max");
    let mut all = Vec::new();
    for group in &groups {
        let times = time(&engine, &snapshot, group, wanted.rounds)?;
        row(&group.name, &times);
        all.extend(times);
    }
    row("all", &all);
    Ok(())
}

/// The median time of each query.
fn time(
    engine: &Engine,
    snapshot: &Snapshot,
    group: &Group,
    rounds: usize,
) -> Result<Vec<Duration>, Box<dyn Error>> {
    let mut session = engine.session(snapshot).map_err(told)?;
    let options = QueryOptions::default();
    let mut times = vec![Vec::with_capacity(rounds); group.queries.len()];
    for _ in 0..rounds {
        for (query, times) in group.queries.iter().zip(&mut times) {
            let began = Instant::now();
            session.query(query, &options).map_err(told)?;
            times.push(began.elapsed());
        }
    }
    Ok(times.into_iter().map(|times| percentile(times, 50)).collect())
}

fn row(name: &str, times: &[Duration]) {
    if times.is_empty() {
        return;
    }
    let at = |percent| format!("{:.2} ms", percentile(times.to_vec(), percent).as_secs_f64() * 1e3);
    println!("{name:24} {:>7} {:>9} {:>9} {:>9}", times.len(), at(50), at(99), at(100));
}

/// The time that so many in a hundred do not exceed.
fn percentile(mut times: Vec<Duration>, percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent).div_ceil(100).max(1) - 1]
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
