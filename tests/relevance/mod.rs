//! Labelled queries over the notes that come with the project: what someone would type, the line
//! they would want, and why. `labels/` holds what has to be answered as the notes say it, `figures/`
//! questions for a limit or another figure, `verbs/` questions in English for Korean lines, `forms/`
//! questions with another form of the line's verb, `synonyms/` with another word for it, `layers/` what
//! needs one of the ways to match a word that is not typed as the note has it, and `traps/` look-alikes
//! that must not be taken for what was asked.
//!
//! The labels were written from the notes, before there was anything to run them on.

mod feedback;
mod rankings;
mod typing;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pilgi::engine::{Engine, QueryOptions, SILENT};
use pilgi::note::WalkOptions;
use serde::Deserialize;

#[derive(Deserialize)]
struct Labels {
    query: Vec<Label>,
}

/// A query and the line that answers it.
#[derive(Clone, Debug, Deserialize)]
struct Label {
    query: String,
    #[serde(flatten)]
    line: Line,
    #[serde(default)]
    also: Vec<Line>,
    /// In `layers/`: the layer that it needs.
    #[serde(default)]
    layer: String,
    /// In `traps/`: what must rank above the line, if the line may match at all.
    below: Option<Line>,
    why: String,
}

/// A line of a note, by a piece of it that stands there once.
#[derive(Clone, Debug, Deserialize)]
struct Line {
    path: String,
    line: String,
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn labels(folder: &str) -> Vec<Label> {
    let mut files: Vec<PathBuf> = fs::read_dir(project().join("tests/relevance").join(folder))
        .expect("a folder of labels")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a file of labels");
        toml::from_str::<Labels>(&text)
            .unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
    };
    files.iter().flat_map(|path| read(path).query).collect()
}

/// The 0-based number of a line in its note.
fn number(line: &Line) -> usize {
    let path = project().join("notes").join(&line.path);
    let text = fs::read_to_string(&path).unwrap_or_else(|cause| panic!("{}: {cause}", line.path));
    let numbers: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, text)| text.contains(&line.line))
        .map(|(number, _)| number)
        .collect();
    assert_eq!(numbers.len(), 1, "{}: `{}` stands on lines {numbers:?}", line.path, line.line);
    numbers[0]
}

fn engine(index: &Path) -> Engine {
    let notes = WalkOptions::new([project().join("notes")]);
    Engine::new(notes, index).expect("the notes are there")
}

/// Rank of the first line that answers, from 0, and what came first instead.
fn rank(engine: &Engine, label: &Label) -> (Option<usize>, String) {
    let options = QueryOptions { stale: true, ..QueryOptions::default() };
    let answer = engine.query(&label.query, &options, SILENT).expect("an answer");
    let wanted: Vec<(&str, usize)> = std::iter::once(&label.line)
        .chain(&label.also)
        .map(|line| (line.path.as_str(), number(line)))
        .collect();
    let rank = answer.found.iter().position(|found| {
        let path = found.path.to_string();
        wanted.iter().any(|&(wanted, line)| {
            path == wanted && (found.lines.0..=found.lines.1).contains(&line)
        })
    });
    let first = answer.found.first().map_or("nothing".to_owned(), |found| {
        format!("{}:{} {}", found.path, found.snippet.line + 1, found.snippet.text.trim())
    });
    (rank, first)
}

/// The notes have `tim`, `euo` and `t`.
#[test]
fn a_slip_is_not_cut_into_scraps() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = engine(index.path());
    let answer =
        engine.query("lambda timeuot", &QueryOptions::default(), SILENT).expect("an answer");
    assert_eq!(answer.suggestions, ["lambda timeout"]);
}

/// A query, and the note that its first answer is in. Nothing or something else was found by each.
#[test]
fn what_the_notes_have_in_part_is_found() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = engine(index.path());
    for (query, path) in [
        ("NotEnoughReplicasException", "dev/kafka.md"),
        ("redis_url", "dev/redis.md"),
        ("https://kafka.apache.org/documentation", "dev/kafka.md"),
        ("PassRole", "aws/security/iam.md"),
        ("-XX:MaxGCPauseMillis", "dev/lang/java-gc.md"),
        ("optimistic locking version column", "cs/db/transaction.md"),
        ("git rev", "dev/git.md"),
        ("kaf", "dev/kafka.md"),
        ("terminationGr", "dev/kubernetes.md"),
        ("람", "aws/serverless/lambda.md"),
        ("데드ㄹ", "cs/os/교착상태.md"),
    ] {
        let found = engine.query(query, &QueryOptions::default(), SILENT).expect(query).found;
        let first = found.first().map(|first| first.path.to_string());
        assert_eq!(first.as_deref(), Some(path), "{query}");
    }
}

#[test]
fn labels_point_at_lines() {
    let labels = labels("labels");
    assert!(labels.len() >= 120, "{} labels", labels.len());
    for label in &labels {
        std::iter::once(&label.line).chain(&label.also).for_each(|line| {
            number(line);
        });
        assert!(!label.why.is_empty(), "{}: no reason", label.query);
    }
}

/// Share of labelled queries whose first passage is the expected one, at least.
const SUCCESS_AT_1: f64 = 0.87;

#[test]
fn the_line_that_answers_comes_first() {
    let success = success("labels", |_| true);
    assert!(success >= SUCCESS_AT_1, "Success@1 {success:.3}");
}

/// The same of lines with figures that were drawn at random.
const FIGURES_AT_1: f64 = 0.8;

#[test]
fn a_question_for_a_figure_is_answered_by_it() {
    let success = success("figures", |_| true);
    assert!(success >= FIGURES_AT_1, "Success@1 {success:.3}");
}

/// The same of questions in English whose verbs the Korean lines say otherwise.
const VERBS_AT_1: f64 = 0.8;

#[test]
fn a_verb_is_found_in_the_other_language() {
    let success = success("verbs", |_| true);
    assert!(success >= VERBS_AT_1, "Success@1 {success:.3}");
}

/// The same of questions with another form of the verb: 지웁니다 for 지워도.
const FORMS_AT_1: f64 = 0.9;

#[test]
fn a_verb_is_found_in_any_form() {
    let success = success("forms", |_| true);
    assert!(success >= FORMS_AT_1, "Success@1 {success:.3}");
}

/// The same of questions with another word for the line's: 막는 for 방지.
const SYNONYMS_AT_1: f64 = 0.85;

#[test]
fn a_line_is_found_by_another_word_for_what_it_says() {
    let success = success("synonyms", |_| true);
    assert!(success >= SYNONYMS_AT_1, "Success@1 {success:.3}");
}

/// The same for words that are typed otherwise than the note has them, by layer. What each layer
/// reaches today; none may fall.
const LAYERS: [(&str, f64); 7] = [
    ("exact", 0.95),
    ("morpheme", 0.85),
    ("spacing", 0.88),
    ("alias", 0.8),
    ("typo", 0.93),
    ("choseong", 0.90),
    ("keyboard", 0.93),
];

#[test]
fn words_typed_otherwise_are_found() {
    for label in labels("layers") {
        assert!(LAYERS.iter().any(|(layer, _)| *layer == label.layer), "{}", label.query);
    }
    for (layer, floor) in LAYERS {
        let success = success("layers", |label| label.layer == layer);
        assert!(success >= floor, "{layer}: Success@1 {success:.3}");
    }
}

/// The share of labels whose line comes first. Prints those for which another does.
fn success(folder: &str, wanted: impl Fn(&Label) -> bool) -> f64 {
    let index = tempfile::tempdir().expect("a folder");
    let engine = engine(index.path());
    engine.index(false, SILENT).expect("an index");
    let labels: Vec<Label> = labels(folder).into_iter().filter(wanted).collect();
    let mut missed = BTreeMap::new();
    for label in &labels {
        let (rank, first) = rank(&engine, label);
        if rank != Some(0) {
            let place = rank.map_or("not in 10".to_owned(), |rank| format!("at {}", rank + 1));
            let wanted = format!("{} `{}`", label.line.path, label.line.line);
            missed.insert(label.query.clone(), format!("{place}: {wanted}\n    first: {first}"));
        }
    }
    let success = 1.0 - missed.len() as f64 / labels.len() as f64;
    let report: String =
        missed.iter().map(|(query, how)| format!("{query}\n    {how}\n")).collect();
    println!("{folder}: Success@1 {success:.3} over {} queries\n{report}", labels.len());
    success
}

/// How many look-alikes are taken for what was asked, at most.
const TRAPS_FALLEN_INTO: usize = 2;

#[test]
fn look_alikes_stay_below() {
    let index = tempfile::tempdir().expect("a folder");
    let engine = engine(index.path());
    engine.index(false, SILENT).expect("an index");
    let traps = labels("traps");
    assert!(traps.len() >= 60, "{} traps", traps.len());
    let options = QueryOptions { limit: 200, stale: true, ..QueryOptions::default() };
    let mut fallen = Vec::new();
    for trap in &traps {
        let answer = engine.query(&trap.query, &options, SILENT).expect("an answer");
        let place = |line: &Line| {
            let at = number(line);
            answer.found.iter().position(|found| {
                found.path.to_string() == line.path && (found.lines.0..=found.lines.1).contains(&at)
            })
        };
        let look_alike = place(&trap.line);
        let good = trap.below.as_ref().and_then(&place);
        if look_alike.is_some_and(|rank| good.is_none_or(|good| rank < good)) {
            let why = &trap.why;
            fallen.push(format!("{}: {look_alike:?} before {good:?} ({why})", trap.query));
        }
    }
    println!("{} of {} traps\n{}", fallen.len(), traps.len(), fallen.join("\n"));
    assert!(fallen.len() <= TRAPS_FALLEN_INTO, "{}", fallen.join("\n"));
}
