//! How notes and index stand.

use std::io::{self, Write};

use serde::Serialize;

use super::count::{counted, grouped, size};
use super::json::{self, folder};
use super::style::LABEL;
use super::visible::visible_text;
use crate::engine::{Held, Status};

/// Writes what there is to know, one thing a line.
///
/// # Errors
///
/// What `out` says.
pub fn print(status: &Status, out: &mut impl Write) -> io::Result<()> {
    for root in &status.roots {
        row("notes", &folder(root), out)?;
    }
    row("index", &folder(&status.index), out)?;
    row("format", &status.format.to_string(), out)?;
    row("size", &size(status.size), out)?;
    match (&status.held, &status.damage) {
        (Some(held), _) => print_held(held, out)?,
        (None, Some(damage)) => row("damaged", damage, out)?,
        (None, None) => row("state", "not built yet: the first query builds it", out)?,
    }
    status.problems.iter().try_for_each(|problem| row("problem", &problem.to_string(), out))
}

fn print_held(held: &Held, out: &mut impl Write) -> io::Result<()> {
    let passages = grouped(held.passages);
    row("holds", &format!("{}, {passages} passages", counted(held.notes, "note")), out)?;
    row("generation", &held.generation.to_string(), out)?;
    row("state", &state(held), out)?;
    for skipped in &held.skipped {
        row("left out", &format!("{}: {}", skipped.path, skipped.reason), out)?;
    }
    for (path, count) in &held.replaced {
        let lost = counted(*count as usize, "unreadable character");
        row("read", &format!("{path}: {lost} replaced"), out)?;
    }
    Ok(())
}

fn state(held: &Held) -> String {
    if !held.current_analyzer {
        return "made by another version: the next query builds it anew".to_owned();
    }
    if is_fresh(held) {
        return "up to date".to_owned();
    }
    format!(
        "{} new, {} perhaps changed, {} gone since: the next query takes them in",
        grouped(held.added as u64),
        grouped(held.touched as u64),
        grouped(held.removed as u64)
    )
}

/// Whether nothing has happened to the notes since the index last looked.
fn is_fresh(held: &Held) -> bool {
    held.added + held.touched + held.removed == 0
}

fn row(name: &str, value: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{LABEL}{name:<10}{LABEL:#}  {}", visible_text(value))
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "status")]
struct StatusLine<'a> {
    schema: &'static str,
    version: u32,
    roots: Vec<String>,
    index: String,
    format: u32,
    bytes: u64,
    held: Option<HeldLine<'a>>,
    damage: Option<&'a str>,
    problems: Vec<String>,
}

#[derive(Serialize)]
struct HeldLine<'a> {
    generation: u64,
    notes: usize,
    passages: u64,
    fresh: bool,
    added: usize,
    touched: usize,
    removed: usize,
    skipped: Vec<SkippedLine<'a>>,
    replaced: Vec<ReplacedLine>,
}

#[derive(Serialize)]
struct SkippedLine<'a> {
    path: String,
    reason: &'a str,
}

#[derive(Serialize)]
struct ReplacedLine {
    path: String,
    characters: u32,
}

/// Writes the same as one JSON object.
///
/// # Errors
///
/// What `out` says.
pub fn print_json(status: &Status, out: &mut impl Write) -> io::Result<()> {
    let held = status.held.as_ref().map(|held| HeldLine {
        generation: held.generation,
        notes: held.notes,
        passages: held.passages,
        fresh: held.current_analyzer && is_fresh(held),
        added: held.added,
        touched: held.touched,
        removed: held.removed,
        skipped: held
            .skipped
            .iter()
            .map(|entry| SkippedLine { path: entry.path.to_string(), reason: &entry.reason })
            .collect(),
        replaced: held
            .replaced
            .iter()
            .map(|(path, count)| ReplacedLine { path: path.to_string(), characters: *count })
            .collect(),
    });
    let line = StatusLine {
        schema: "pilgi.status",
        version: 1,
        roots: status.roots.iter().map(|root| folder(root)).collect(),
        index: folder(&status.index),
        format: status.format,
        bytes: status.size,
        held,
        damage: status.damage.as_deref(),
        problems: status.problems.iter().map(ToString::to_string).collect(),
    };
    json::line(&line, out)
}
