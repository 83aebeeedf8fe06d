//! What the lines of the project's own notes are about, held against what a reader says of them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use pilgi::catalog::Catalog;
use pilgi::note::Format;
use pilgi::passage::{Outline, outline};
use pilgi::topic::{PassageTopics, Recognizer, Surroundings, with_parents};
use serde::Deserialize;

/// Of all labels that say what a line is about, and of all that were found about it.
const LEAST: f64 = 0.95;

#[derive(Deserialize)]
struct Labels {
    about: Vec<Label>,
    not: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    name: String,
    path: String,
    line: String,
}

#[derive(Deserialize)]
struct Lines {
    line: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    /// The one thing it names; none if it is missing.
    names: Option<String>,
}

struct Note {
    outline: Outline,
    topics: Vec<PassageTopics>,
    source: String,
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(project().join("tests/topic").join(file)).expect("a file of labels")
}

fn open(recognizer: &Recognizer<'_>, path: &str) -> Note {
    let path: PathBuf = project().join("notes").join(path);
    let source = fs::read_to_string(&path).expect("a note");
    let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
    let outline = outline(Format::Markdown, stem, &source);
    let topics = recognizer.topics(&outline);
    Note { outline, topics, source }
}

/// Whether the passage of a line is about what has this name.
fn is_about(note: &Note, label: &Label) -> bool {
    let Label { name, path, line } = label;
    assert_eq!(note.source.matches(line.as_str()).count(), 1, "{path}: {line:?} is not there once");
    let place = note.source.find(line.as_str()).expect("the line");
    let last = place + line.len() - 1;
    let mut passages = note.outline.passages.iter();
    let passage = passages
        .position(|passage| passage.span.range().contains(&last))
        .unwrap_or_else(|| panic!("{path}: {line:?} is in no passage"));
    let catalog = Catalog::builtin();
    let wanted = catalog.resolve(name);
    assert!(!wanted.is_empty(), "{name} is unknown");
    let about = with_parents(catalog, &note.topics[passage].about);
    wanted.iter().any(|id| about.contains(id))
}

#[test]
fn lines_are_about_what_a_reader_says() {
    let labels: Labels = toml::from_str(&read("labels.toml")).expect("labels");
    let recognizer = Recognizer::new(Catalog::builtin());
    let mut notes: HashMap<&str, Note> = HashMap::new();
    let (mut hits, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
    for label in &labels.about {
        let note = notes.entry(&label.path).or_insert_with(|| open(&recognizer, &label.path));
        if is_about(note, label) {
            hits += 1;
        } else {
            missed.push(format!("{} in {}: {}", label.name, label.path, label.line));
        }
    }
    for label in &labels.not {
        let note = notes.entry(&label.path).or_insert_with(|| open(&recognizer, &label.path));
        if is_about(note, label) {
            wrong.push(format!("{} in {}: {}", label.name, label.path, label.line));
        }
    }
    let share = |good: usize, all: usize| good as f64 / all as f64;
    let recall = share(hits, labels.about.len());
    let precision = share(hits, hits + wrong.len());
    println!(
        "{} + {} labels: recall {recall:.3}, precision {precision:.3}",
        labels.about.len(),
        labels.not.len(),
    );
    // Of the lines that are not about a thing, no more than the same share may pass for it.
    let kept = share(labels.not.len() - wrong.len(), labels.not.len());
    assert!(recall >= LEAST, "{missed:#?}");
    assert!(precision >= LEAST && kept >= LEAST, "{wrong:#?}");
    assert!(labels.about.len() >= 120 && labels.not.len() >= 40);
}

#[test]
fn misspelt_names_are_found_and_words_are_not() {
    let lines: Lines = toml::from_str(&read("slips.toml")).expect("lines");
    let catalog = Catalog::builtin();
    let recognizer = Recognizer::new(catalog);
    for line in &lines.line {
        let mentions = recognizer.mentions(&line.text, Surroundings::NONE);
        let slips = mentions.iter().filter(|mention| mention.slip);
        let slips: Vec<&str> = slips.map(|slip| catalog.entity(slip.entity).id()).collect();
        assert_eq!(slips, line.names.as_deref().into_iter().collect::<Vec<_>>(), "{}", line.text);
    }
}
