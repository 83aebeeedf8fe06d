//! What the notes are about, and all that they say on one thing, for people and as JSON.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Places;
use super::count::counted;
use super::json::{line, spot};
use super::layout::cut;
use super::limits::print_rows;
use super::lists::Begin;
use super::style::{DIM, LABEL};
use super::visible::visible_text;
use super::wire::Spot;
use crate::catalog::Kind;
use crate::engine::{About, Digest, Found, KnownTopic, LearnedTopic, Topics};

/// The name of the JSON form.
const SCHEMA: &str = "pilgi.topics";
/// Columns of a name in a list.
const NAME: usize = 40;

/// Writes the list for people: at most `limit` rows of each sort.
///
/// # Errors
///
/// What `out` says.
pub fn print(topics: &Topics, limit: usize, out: &mut impl Write) -> io::Result<()> {
    let mut first = true;
    for (kind, title) in
        [(Kind::Service, "Services"), (Kind::Concept, "Concepts"), (Kind::Product, "Products")]
    {
        let rows: Vec<&KnownTopic> =
            topics.known.iter().filter(|topic| topic.about.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        heading(title, rows.len(), limit, &mut first, out)?;
        for topic in rows.iter().take(limit) {
            let counts =
                format!("{}, {}", counted(topic.notes, "note"), counted(topic.passages, "passage"));
            writeln!(
                out,
                "  {}{counts:<26}{DIM}{}{DIM:#}",
                cell(&topic.about.name),
                topic.about.id
            )?;
        }
    }
    if !topics.learned.is_empty() {
        heading("Learned from the notes", topics.learned.len(), limit, &mut first, out)?;
        for topic in topics.learned.iter().take(limit) {
            let names = match &topic.other[..] {
                "" => topic.name.clone(),
                other => format!("{} = {other}", topic.name),
            };
            let counts = counted(topic.notes, "note");
            let path = visible_text(&topic.path.to_string()).into_owned();
            writeln!(
                out,
                "  {}{counts:<10}{DIM}{} {path}:{}{DIM:#}",
                cell(&names),
                topic.pattern.as_str(),
                topic.line + 1
            )?;
        }
    }
    Ok(())
}

fn heading(
    title: &str,
    count: usize,
    limit: usize,
    first: &mut bool,
    out: &mut impl Write,
) -> io::Result<()> {
    if !std::mem::take(first) {
        writeln!(out)?;
    }
    let shown = if count > limit { format!("{limit} of {count}") } else { count.to_string() };
    writeln!(out, "{LABEL}{title}{LABEL:#} {DIM}({shown}){DIM:#}")
}

/// A name in its column.
fn cell(text: &str) -> String {
    let text = visible_text(text);
    let text = if text.width() < NAME { text.into_owned() } else { cut(&text, NAME - 1) };
    let fill = NAME.saturating_sub(text.width());
    format!("{text}{:fill$}", "")
}

/// Writes all that the notes say on one thing, for people.
///
/// # Errors
///
/// What `out` says.
pub fn print_digest(
    digest: &Digest,
    places: &Places<'_>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let title = digest.about.as_ref().map(|about| about.name.as_str());
    let title = title.or(digest.names.first().map(String::as_str)).unwrap_or_default();
    write!(out, "{LABEL}{}{LABEL:#}", visible_text(title))?;
    match &digest.about {
        Some(about) => writeln!(out, "  {DIM}{} {}{DIM:#}", about.kind.as_str(), about.id)?,
        None => writeln!(out, "  {DIM}learned from the notes{DIM:#}")?,
    }
    let others: Vec<&str> =
        digest.names.iter().map(String::as_str).filter(|name| *name != title).collect();
    if !others.is_empty() {
        let names = cut(&visible_text(&others.join(", ")), width.saturating_sub(2));
        writeln!(out, "  {DIM}{names}{DIM:#}")?;
    }
    lines("What it is", &digest.definitions, places, width, out)?;
    if !digest.limits.is_empty() {
        writeln!(out, "\n{LABEL}Limits{LABEL:#}")?;
        print_rows(&digest.limits, places, width, out)?;
    }
    lines("Sections", &digest.sections, places, width, out)?;
    lines("Mentions", &digest.mentions, places, width, out)
}

fn lines(
    title: &str,
    found: &[Found],
    places: &Places<'_>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{LABEL}{title}{LABEL:#}")?;
    for found in found {
        super::human::print_line(found, places, width, out)?;
        writeln!(out)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct TopicLine<'a> {
    r#type: &'static str,
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    notes: usize,
    passages: usize,
}

#[derive(Serialize)]
struct LearnedLine<'a> {
    r#type: &'static str,
    name: &'a str,
    other: &'a str,
    source: &'static str,
    path: String,
    line: usize,
    notes: usize,
    passages: usize,
}

#[derive(Serialize)]
struct DigestLine<'a> {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    names: &'a [String],
    passages: usize,
}

#[derive(Serialize)]
struct SectionLine<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    spot: Spot<'a>,
}

#[derive(Serialize)]
struct End {
    r#type: &'static str,
}

/// Writes the list as JSON: `begin`, a `topic` or `learned` each, `end`.
///
/// # Errors
///
/// What `out` says.
pub fn print_json(topics: &Topics, roots: &[PathBuf], out: &mut impl Write) -> io::Result<()> {
    line(&Begin::new(SCHEMA, topics.notes, roots), out)?;
    for KnownTopic { about: About { id, name, kind }, passages, notes } in &topics.known {
        let (notes, passages, kind) = (*notes, *passages, kind.as_str());
        line(&TopicLine { r#type: "topic", id, name, kind, notes, passages }, out)?;
    }
    for topic in &topics.learned {
        let LearnedTopic { name, other, pattern, path, line: at, passages, notes } = topic;
        let row = LearnedLine {
            r#type: "learned",
            name,
            other,
            source: pattern.as_str(),
            path: path.to_string(),
            line: at + 1,
            notes: *notes,
            passages: *passages,
        };
        line(&row, out)?;
    }
    line(&End { r#type: "end" }, out)
}

/// Writes a digest as JSON: `begin`, `digest`, then a `definition`, `limit`, `section` or `mention`
/// each, `end`.
///
/// # Errors
///
/// What `out` says.
pub fn print_digest_json(
    digest: &Digest,
    catalog: &crate::catalog::Catalog,
    roots: &[PathBuf],
    out: &mut impl Write,
) -> io::Result<()> {
    line(&Begin::new(SCHEMA, digest.notes, roots), out)?;
    let head = DigestLine {
        r#type: "digest",
        id: digest.about.as_ref().map(|about| about.id.as_str()),
        kind: digest.about.as_ref().map(|about| about.kind.as_str()),
        names: &digest.names,
        passages: digest.total,
    };
    line(&head, out)?;
    let parts = [
        ("definition", &digest.definitions),
        ("section", &digest.sections),
        ("mention", &digest.mentions),
    ];
    for (r#type, found) in &parts[..1] {
        for found in *found {
            line(&SectionLine { r#type, spot: spot(found, roots, |_| "") }, out)?;
        }
    }
    for limit in &digest.limits {
        super::limits::print_one_json(limit, catalog, roots, out)?;
    }
    for (r#type, found) in &parts[1..] {
        for found in *found {
            line(&SectionLine { r#type, spot: spot(found, roots, |_| "") }, out)?;
        }
    }
    line(&End { r#type: "end" }, out)
}
