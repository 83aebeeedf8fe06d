//! Hits for people: where, under what, and the line itself.
//!
//! ```text
//! notes/aws/lambda.md:23  AWS Lambda › 제한 사항 › 실행
//!   한 번에 900초(15분)까지만 돈다
//! ```
//!
//! The place is one word, so that a terminal makes a link of it. Hits of one note that follow each
//! other stand together; a blank line sets notes apart.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Places;
use super::layout::{ShownLine, breadcrumb, cut};
use super::style::{DIM, LINE, PATH};
use super::visible::visible_text;
use crate::engine::{Answer, Found};
use crate::passage::PassageKind;
use crate::query::{Key, Layer, Slot};
use crate::search::Highlight;

/// Columns before a snippet.
const INDENT: usize = 2;
/// Rows that one snippet takes at most.
const MOST_ROWS: usize = 3;

/// Writes every hit for a screen of `width` columns.
///
/// # Errors
///
/// What `out` says.
pub fn print(
    answer: &Answer,
    places: &Places<'_>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut before: Option<&Found> = None;
    for found in &answer.found {
        if before.is_some_and(|before| (before.root, &before.path) != (found.root, &found.path)) {
            writeln!(out)?;
        }
        print_hit(answer, found, places, width, out)?;
        before = Some(found);
    }
    Ok(())
}

/// Writes one hit: its place and breadcrumb, then its line.
pub(super) fn print_hit(
    answer: &Answer,
    found: &Found,
    places: &Places<'_>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let room = width.saturating_sub(INDENT);
    let end = print_line(found, places, width, out)?;
    if let Some(note) = remark(answer, found) {
        if end + INDENT + note.width() > room {
            writeln!(out)?;
        }
        write!(out, "{:INDENT$}{DIM}{}{DIM:#}", "", cut(&note, room))?;
    }
    writeln!(out)
}

/// Writes a hit's place and breadcrumb, then its line, which it does not end; gives the columns of
/// that line's last row.
pub(super) fn print_line(
    found: &Found,
    places: &Places<'_>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<usize> {
    print_place(found, places, width, out)?;
    let room = width.saturating_sub(INDENT);
    let rows = ShownLine::of(&found.snippet).rows(room, MOST_ROWS);
    let mut end = 0;
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        write!(out, "{:INDENT$}{row}", "")?;
        end = row.width();
    }
    Ok(end)
}

fn print_place(
    found: &Found,
    places: &Places<'_>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let path = places.text(found);
    let line = (found.range.0.line + 1).to_string();
    write!(out, "{PATH}{path}{PATH:#}:{LINE}{line}{LINE:#}")?;
    let steps = steps(found);
    let steps: Vec<&str> = steps.iter().map(AsRef::as_ref).collect();
    if steps.is_empty() {
        return writeln!(out);
    }
    let taken = path.width() + 1 + line.width() + INDENT;
    if let Some(beside) = breadcrumb(&steps, width.saturating_sub(taken)) {
        return writeln!(out, "{:INDENT$}{DIM}{beside}{DIM:#}", "");
    }
    let room = width.saturating_sub(INDENT);
    let below = breadcrumb(&steps, room).unwrap_or_else(|| cut(&steps.join(" › "), room));
    writeln!(out, "\n{:INDENT$}{DIM}{below}{DIM:#}", "")
}

/// The note's title and what the passage stands under. A title does not stand under itself.
fn steps(found: &Found) -> Vec<std::borrow::Cow<'_, str>> {
    if found.kind == PassageKind::Title {
        return Vec::new();
    }
    let title = std::iter::once(found.title.as_str());
    let crumbs = found.breadcrumb.iter().map(|crumb| crumb.text.as_str());
    title.chain(crumbs).filter(|text| !text.is_empty()).map(visible_text).collect()
}

/// What there is to know of a hit beside its line.
fn remark(answer: &Answer, found: &Found) -> Option<String> {
    let mut remarks = weak_matches(answer, found);
    let lines: Vec<String> = found.similar.iter().map(|line| (line + 1).to_string()).collect();
    match &lines[..] {
        [] => {}
        [line] => remarks.push(format!("also line {line}")),
        lines => remarks.push(format!("also lines {}", lines.join(" "))),
    }
    (!remarks.is_empty()).then(|| format!("({})", remarks.join(", ")))
}

/// Words that matched only by something weaker than their own forms and pieces: a reader should
/// know.
fn weak_matches(answer: &Answer, found: &Found) -> Vec<String> {
    let mut weak: Vec<String> = Vec::new();
    let highlights = &found.snippet.highlights;
    for highlight in highlights {
        let as_such =
            |other: &Highlight| other.slot == highlight.slot && other.layer <= Layer::Compound;
        if !highlights.iter().any(as_such)
            && let Some(slot) = answer.plan.slots.get(highlight.slot)
        {
            let note = match value_of(slot, highlight) {
                Some(value) => format!("{}: same value", visible_text(value)),
                None => format!("{}: {}", visible_text(&slot.text), highlight.layer.name()),
            };
            if !weak.contains(&note) {
                weak.push(note);
            }
        }
    }
    weak
}

/// The value that was asked for, if that is what a highlight states.
fn value_of<'s>(slot: &'s Slot, highlight: &Highlight) -> Option<&'s str> {
    slot.choices.iter().find_map(|choice| match &choice.key {
        Key::Value(value) if choice.layer == highlight.layer => Some(value.text()),
        _ => None,
    })
}
