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
/// Columns of a name in a list, at most.
const NAME: usize = 40;
/// Columns that a name keeps beside whatever else.
const NARROWEST_NAME: usize = 26;

/// Writes the list for people: at most `limit` rows of each sort, none wider than `width` columns.
///
/// # Errors
///
/// What `out` says.
pub fn print(topics: &Topics, limit: usize, width: usize, out: &mut impl Write) -> io::Result<()> {
    let mut first = true;
    for (kind, title) in
        [(Kind::Service, "Services"), (Kind::Concept, "Concepts"), (Kind::Product, "Products")]
    {
        let known: Vec<&KnownTopic> =
            topics.known.iter().filter(|topic| topic.about.kind == kind).collect();
        if known.is_empty() {
            continue;
        }
        heading(title, known.len(), limit, &mut first, out)?;
        let rows = known.iter().take(limit).map(|topic| Row {
            name: topic.about.name.clone(),
            counts: [counted(topic.notes, "note"), counted(topic.passages, "passage")].join(", "),
            rest: topic.about.id.clone(),
        });
        print_list(&rows.collect::<Vec<_>>(), width, out)?;
    }
    if !topics.learned.is_empty() {
        heading("Learned from the notes", topics.learned.len(), limit, &mut first, out)?;
        let rows = topics.learned.iter().take(limit).map(|topic| Row {
            name: match &topic.other[..] {
                "" => topic.name.clone(),
                other => format!("{} = {other}", topic.name),
            },
            counts: counted(topic.notes, "note"),
            rest: format!("{} {}:{}", topic.pattern.as_str(), topic.path, topic.line + 1),
        });
        print_list(&rows.collect::<Vec<_>>(), width, out)?;
    }
    Ok(())
}

/// A row of a list.
struct Row {
    name: String,
    counts: String,
    rest: String,
}

/// Prints rows in columns. Where they are too wide, names give way first, as far as they can still be
/// told apart.
fn print_list(rows: &[Row], width: usize, out: &mut impl Write) -> io::Result<()> {
    let widest = |column: fn(&Row) -> &str| {
        rows.iter().map(|row| visible_text(column(row)).width()).max().unwrap_or(0)
    };
    let counts = widest(|row| &row.counts) + 2;
    let others = 2 + counts + widest(|row| &row.rest);
    let name = (widest(|row| &row.name) + 2).min(NAME);
    let name = name.min(width.saturating_sub(others).max(NARROWEST_NAME));
    let rest = width.saturating_sub(2 + name + counts);
    for row in rows {
        let rest = cut(&visible_text(&row.rest), rest);
        writeln!(out, "  {}{:<counts$}{DIM}{rest}{DIM:#}", cell(&row.name, name), row.counts)?;
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
fn cell(text: &str, width: usize) -> String {
    let text = cut(&visible_text(text), width.saturating_sub(2));
    let fill = width.saturating_sub(text.width());
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
