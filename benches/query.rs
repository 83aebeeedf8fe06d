//! How long a query takes in a process that has the index open, snippets and all.
//!
//! ```text
//! cargo bench --bench query                                       # notes/, the labelled queries
//! cargo bench --bench query -- --notes DIR --queries FILE.tsv…    # other notes, `id<TAB>query` lines
//! cargo bench --bench query -- --smoke                            # once each, to see that it runs
//! ```
//!
//! Queries are asked in turn, so that each comes upon caches that others have filled; a query's time
//! is the median of its rounds, and the table has percentiles over the queries. What a query costs
//! depends on the query far more than on chance, which is why these are not samples of one.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use pilgi::engine::{Engine, QueryOptions, SILENT};
use pilgi::note::WalkOptions;

/// Times that each query is asked.
const ROUNDS: usize = 5;

/// Queries of one kind.
struct Group {
    name: String,
    queries: Vec<String>,
}

struct Wanted {
    notes: PathBuf,
    queries: Vec<PathBuf>,
    rounds: usize,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("query: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let wanted = arguments()?;
    let groups = if wanted.queries.is_empty() {
        labelled()?
    } else {
        wanted.queries.iter().map(|path| listed(path)).collect::<Result<_, _>>()?
    };
    let index = tempfile::tempdir()?;
    let engine = Engine::new(WalkOptions::new([&wanted.notes]), index.path()).map_err(told)?;
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
    snapshot: &pilgi::index::Snapshot,
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

fn arguments() -> Result<Wanted, Box<dyn Error>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wanted = Wanted { notes: project.join("notes"), queries: Vec::new(), rounds: ROUNDS };
    let mut arguments = std::env::args().skip(1).peekable();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            // Cargo's own.
            "--bench" => {}
            "--smoke" => wanted.rounds = 1,
            "--notes" => wanted.notes = arguments.next().ok_or("--notes needs a folder")?.into(),
            "--queries" => {
                while let Some(path) = arguments.next_if(|argument| !argument.starts_with('-')) {
                    wanted.queries.push(path.into());
                }
            }
            other => return Err(format!("{other} is no option: --notes --queries --smoke").into()),
        }
    }
    Ok(wanted)
}

/// The queries of the project's labels: what the notes say, and what is typed otherwise, by layer.
fn labelled() -> Result<Vec<Group>, Box<dyn Error>> {
    let mut groups: Vec<Group> = Vec::new();
    for folder in ["labels", "layers"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance").join(folder);
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let labels: toml::Table = toml::from_str(&std::fs::read_to_string(file)?)?;
            for label in labels.get("query").and_then(|all| all.as_array()).into_iter().flatten() {
                let text = |key| label.get(key).and_then(|value| value.as_str());
                let name = text("layer").unwrap_or("as the notes say it");
                let query = text("query").ok_or("a label without a query")?.to_owned();
                match groups.iter_mut().find(|group| group.name == name) {
                    Some(group) => group.queries.push(query),
                    None => groups.push(Group { name: name.to_owned(), queries: vec![query] }),
                }
            }
        }
    }
    Ok(groups)
}

/// The queries of a file with a line `id<TAB>query` each.
fn listed(path: &Path) -> Result<Group, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
    let queries = text.lines().filter_map(|line| line.split_once('\t'));
    let queries = queries.map(|(_, query)| query.to_owned()).collect();
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Group { name, queries })
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
