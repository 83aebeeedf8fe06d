//! Golden rankings: what every labelled query finds first, with scores to the last digit. Work on
//! speed may change none of it; work on ranking shows here what else it moved.
//!
//! `PILGI_BLESS=1 cargo test rankings` writes `tests/golden/rankings.txt` anew, to be read in the
//! diff. A query stands on a line with how many passages it finds; below it, indented, stand the first
//! of these: score, place, and for each word of the query the layer by which it was found.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use pilgi::engine::{Answer, Engine, Found, QueryOptions, SILENT};
use pilgi::note::WalkOptions;

use super::{engine, labels, project};

/// Hits of each query that are recorded.
const HITS: usize = 5;
/// Queries that differ and are told in full.
const TOLD: usize = 20;

/// Queries in order, each with what it finds.
type Rankings = BTreeMap<String, String>;

fn recorded_in() -> PathBuf {
    project().join("tests/golden/rankings.txt")
}

/// The rankings of an index as it is.
fn rankings(engine: &Engine) -> Rankings {
    let options = QueryOptions { limit: HITS, ..QueryOptions::default() };
    let snapshot = engine.snapshot().expect("an index");
    let mut session = engine.session(&snapshot).expect("the dictionary");
    ["labels", "layers", "figures", "verbs", "forms", "synonyms"]
        .into_iter()
        .flat_map(labels)
        .map(|label| {
            let answer = session.query(&label.query, &options).expect("an answer");
            (label.query, told(&answer))
        })
        .collect()
}

fn told(answer: &Answer) -> String {
    let mut text = format!("{}\n", answer.total);
    for found in &answer.found {
        let line = found.snippet.line + 1;
        writeln!(text, "\t{}\t{}:{line}\t{}", found.score, found.path, layers(found))
            .expect("a string grows");
    }
    text
}

fn layers(found: &Found) -> String {
    let names = found.evidence.iter().map(|slot| slot.layer.map_or("-", |layer| layer.name()));
    names.collect::<Vec<_>>().join(" ")
}

fn written(rankings: &Rankings) -> String {
    rankings.iter().map(|(query, found)| format!("{query}\t{found}")).collect()
}

fn parsed(text: &str) -> Rankings {
    let mut rankings = Rankings::new();
    let mut query = String::new();
    for line in text.lines() {
        let found = match line.split_once('\t') {
            Some((name, total)) if !name.is_empty() => {
                query = name.to_owned();
                total
            }
            _ => line,
        };
        let all = rankings.entry(query.clone()).or_default();
        all.push_str(found);
        all.push('\n');
    }
    rankings
}

/// What differs, the queries with what they find now and what they should; empty where nothing does.
fn difference(now: &Rankings, wanted: &Rankings) -> String {
    let queries: Vec<&String> = {
        let gone = wanted.keys().filter(|query| !now.contains_key(*query));
        now.keys().chain(gone).filter(|query| now.get(*query) != wanted.get(*query)).collect()
    };
    let mut text = String::new();
    for query in queries.iter().take(TOLD) {
        let lines = |of: &Rankings| of.get(*query).map_or("not asked\n".to_owned(), String::clone);
        writeln!(text, "{query}\n  wanted {}  found {}", lines(wanted), lines(now))
            .expect("a string grows");
    }
    if queries.len() > TOLD {
        writeln!(text, "and {} more", queries.len() - TOLD).expect("a string grows");
    }
    text
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().expect("a note is in a folder")).expect("a new folder");
    fs::copy(from, to).expect("a copy");
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "logarithms and powers are the system's, and may be rounded otherwise"
)]
fn rankings_are_as_recorded() {
    let index = tempfile::tempdir().expect("a folder");
    let engine = super::engine(index.path());
    engine.index(false, SILENT).expect("an index");
    let now = rankings(&engine);
    if env::var_os("PILGI_BLESS").is_some() {
        fs::write(recorded_in(), written(&now)).expect("rankings.txt");
    }
    let recorded = fs::read_to_string(recorded_in()).expect("rankings.txt");
    let difference = difference(&now, &parsed(&recorded));
    assert!(
        difference.is_empty(),
        "{difference}\nWhere that is meant, `PILGI_BLESS=1 cargo test rankings` records it."
    );
}

#[test]
fn rankings_do_not_depend_on_how_the_index_came_about() {
    let dir = tempfile::tempdir().expect("a folder");
    let notes = dir.path().join("notes");
    let engine = |name: &str| {
        fs::create_dir_all(&notes).expect("a new folder");
        Engine::new(WalkOptions::new([&notes]), &dir.path().join(name)).expect("an engine")
    };
    let files: Vec<PathBuf> = walkdir::WalkDir::new(project().join("notes"))
        .into_iter()
        .map(|entry| entry.expect("the folder can be walked"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(project().join("notes")).expect("below").to_owned())
        .collect();
    let bring = |file: &PathBuf| copy(&project().join("notes").join(file), &notes.join(file));
    // Most notes at once, which several threads read, with others that will change or go; then the
    // rest by and by, so that there are several segments, and documents that are deleted.
    let step_by_step = engine("by and by");
    let (few, most) = files.split_at(files.len() / 4);
    most.iter().for_each(bring);
    for file in few.iter().step_by(2) {
        copy(&project().join("README.md"), &notes.join(file));
    }
    copy(&project().join("README.md"), &notes.join("more.md"));
    step_by_step.index(false, SILENT).expect("an index");
    for some in few.chunks(3) {
        some.iter().for_each(bring);
        step_by_step.index(false, SILENT).expect("a refresh");
    }
    fs::remove_file(notes.join("more.md")).expect("one's own file");
    step_by_step.index(false, SILENT).expect("a refresh");

    let at_once = engine("at once");
    at_once.index(false, SILENT).expect("an index");
    let difference = difference(&rankings(&step_by_step), &rankings(&at_once));
    assert!(difference.is_empty(), "{difference}");
}

/// Whoever wants one line wants the first of ten.
#[test]
fn what_comes_first_does_not_depend_on_how_many_are_shown() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = super::engine(index.path());
    engine.index(false, SILENT).expect("the notes can be indexed");
    let snapshot = engine.snapshot().expect("an index");
    let mut session = engine.session(&snapshot).expect("the dictionary");
    let mut lines = |query: &str, limit: usize| {
        let options = QueryOptions { limit, ..QueryOptions::default() };
        let answer = session.query(query, &options).expect("an answer");
        let lines = answer.found.iter().map(|found| (found.path.to_string(), found.snippet.line));
        lines.collect::<Vec<_>>()
    };
    for label in labels("labels").iter().chain(&labels("layers")) {
        let ten = lines(&label.query, 10);
        for limit in [1, 3] {
            let few = lines(&label.query, limit);
            assert_eq!(few, ten[..limit.min(ten.len())], "{limit} lines for {}", label.query);
        }
    }
}

/// What cannot be among the best is not looked at; where there is a condition, all is.
#[test]
fn nothing_is_left_out_that_could_be_among_the_best() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = engine(index.path());
    let best = |query: &str| -> Vec<String> {
        let found = engine.query(query, &QueryOptions::default(), SILENT).expect(query).found;
        let line =
            |found: &Found| format!("{}:{} {:.4}", found.path, found.snippet.line, found.score);
        found.iter().map(line).collect()
    };
    for label in labels("labels").iter().chain(&labels("verbs")) {
        assert_eq!(best(&label.query), best(&format!("{} path:/", label.query)), "{}", label.query);
    }
}
