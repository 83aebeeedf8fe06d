//! Quantities with what they measure: a row each, for people, for pipes and as JSON.
//!
//! ```text
//! AWS Lambda
//!   notes/aws/serverless/lambda.md:14
//!     900초          max      실행
//!     15분           max      실행
//! ```

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Places;
use super::json::{line, spot};
use super::layout::cut;
use super::lists::Begin;
use super::style::{DIM, LABEL, LINE, PATH};
use super::visible::visible_text;
use super::wire::{BaseLine, QuantityLine, Spot};
use crate::catalog::{Catalog, EntityId};
use crate::engine::{Conflict, Conflicts, Limit, Limits, Stated};
use crate::quantity::{Quantity, Unit};
use crate::text::Position;

/// Columns of the value and the bound.
const VALUE: usize = 15;
const BOUND: usize = 12;

/// Writes the rows for people, those of a service under its name, those of a line under its place.
///
/// # Errors
///
/// What `out` says.
pub fn print(
    rows: &[Limit],
    catalog: &Catalog,
    places: &Places<'_>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut rest = rows;
    while let [first, ..] = rest {
        let len = rest.iter().take_while(|row| row.service == first.service).count();
        let (group, after) = rest.split_at(len);
        rest = after;
        writeln!(out, "{LABEL}{}{LABEL:#}", visible_text(service(first, catalog)))?;
        print_rows(group, places, width, out)?;
        if !rest.is_empty() {
            writeln!(out)?;
        }
    }
    Ok(())
}

fn service<'c>(row: &Limit, catalog: &'c Catalog) -> &'c str {
    row.service.map_or("no service", |id| catalog.entity(id).name())
}

/// Writes rows, each line's place once.
pub(super) fn print_rows(
    rows: &[Limit],
    places: &Places<'_>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut before = None;
    for row in rows {
        let place = (places.text(&row.found), row.found.range.0.line + 1);
        if before.as_ref() != Some(&place) {
            writeln!(out, "  {PATH}{}{PATH:#}:{LINE}{}{LINE:#}", place.0, place.1)?;
        }
        before = Some(place);
        let value = cell(&row.raw, VALUE);
        let bound = cell(row.quantity.bound.as_str(), BOUND);
        let room = width.saturating_sub(4 + value.width() + bound.width());
        let subject = cut(&visible_text(&row.subject), room);
        writeln!(out, "    {value}{DIM}{bound}{DIM:#}{subject}")?;
    }
    Ok(())
}

/// Writes the rows for other programs: service, value, bound, subject and place, set apart by tabs.
///
/// # Errors
///
/// What `out` says.
pub fn print_table(
    rows: &[Limit],
    catalog: &Catalog,
    places: &Places<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    for row in rows {
        let columns = [
            service(row, catalog),
            &row.raw,
            row.quantity.bound.as_str(),
            &row.subject,
            &format!("{}:{}", places.text(&row.found), row.found.range.0.line + 1),
        ];
        let columns = columns.map(|column| visible_text(column).replace('\t', " "));
        writeln!(out, "{}", columns.join("\t"))?;
    }
    Ok(())
}

/// A text in a column: filled up, or cut, with a blank at its end.
fn cell(text: &str, width: usize) -> String {
    let text = visible_text(text);
    let text = if text.width() < width { text.into_owned() } else { cut(&text, width - 1) };
    let fill = width.saturating_sub(text.width());
    format!("{text}{:fill$}", "")
}

/// Writes pairs of rows that contradict each other, each with its line.
///
/// # Errors
///
/// What `out` says.
pub fn print_conflicts(
    conflicts: &[Conflict],
    catalog: &Catalog,
    places: &Places<'_>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    for (number, conflict) in conflicts.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let name = visible_text(catalog.entity(conflict.service).name());
        let [one, other] = &conflict.rows;
        writeln!(
            out,
            "{LABEL}{name}{LABEL:#}  {}: {} {DIM}≠{DIM:#} {}",
            visible_text(&conflict.subject),
            visible_text(&one.raw),
            visible_text(&other.raw)
        )?;
        for row in &conflict.rows {
            super::human::print_line(&row.found, places, width, out)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Row<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    spot: Spot<'a>,
    quantity: QuantityLine<'a>,
    bound: &'static str,
    subject: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<&'a str>,
    about: Vec<&'a str>,
}

#[derive(Serialize)]
struct ConflictLine<'a> {
    r#type: &'static str,
    service: &'a str,
    subject: &'a str,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct End {
    r#type: &'static str,
    rows: usize,
    more: bool,
}

/// Writes the rows as JSON: `begin`, a `limit` each, `end`.
///
/// # Errors
///
/// What `out` says.
pub fn print_json(
    limits: &Limits,
    query: &str,
    catalog: &Catalog,
    roots: &[PathBuf],
    out: &mut impl Write,
) -> io::Result<()> {
    begin(query, limits.notes, &limits.remarks, roots, out)?;
    for limit in &limits.rows {
        line(&row(limit, catalog, roots), out)?;
    }
    line(&End { r#type: "end", rows: limits.rows.len(), more: limits.more }, out)
}

/// Writes contradictions as JSON: `begin`, a `conflict` each, `end`.
///
/// # Errors
///
/// What `out` says.
pub fn print_conflicts_json(
    conflicts: &Conflicts,
    query: &str,
    catalog: &Catalog,
    roots: &[PathBuf],
    out: &mut impl Write,
) -> io::Result<()> {
    begin(query, conflicts.notes, &[], roots, out)?;
    for conflict in &conflicts.pairs {
        let rows = conflict.rows.iter().map(|limit| row(limit, catalog, roots)).collect();
        let service = catalog.entity(conflict.service).id();
        let subject = &conflict.subject;
        line(&ConflictLine { r#type: "conflict", service, subject, rows }, out)?;
    }
    line(&End { r#type: "end", rows: conflicts.pairs.len(), more: false }, out)
}

fn begin(
    query: &str,
    notes: usize,
    diagnostics: &[String],
    roots: &[PathBuf],
    out: &mut impl Write,
) -> io::Result<()> {
    line(&Begin::new("pilgi.limits", notes, roots).asked(query, diagnostics), out)
}

/// Writes one row as JSON.
pub(super) fn print_one_json(
    limit: &Limit,
    catalog: &Catalog,
    roots: &[PathBuf],
    out: &mut impl Write,
) -> io::Result<()> {
    line(&row(limit, catalog, roots), out)
}

fn row<'a>(limit: &'a Limit, catalog: &'a Catalog, roots: &[PathBuf]) -> Row<'a> {
    let id = |id: EntityId| catalog.entity(id).id();
    Row {
        r#type: "limit",
        spot: spot(&limit.found, roots, |_| &limit.raw),
        quantity: quantity(&limit.raw, &limit.quantity, limit.found.range),
        bound: limit.quantity.bound.as_str(),
        subject: &limit.subject,
        service: limit.service.map(id),
        about: limit.about.iter().map(|&about| id(about)).collect(),
    }
}

/// A quantity of a hit.
pub(super) fn stated(stated: &Stated) -> QuantityLine<'_> {
    quantity(&stated.raw, &stated.quantity, stated.range)
}

fn quantity<'a>(
    raw: &'a str,
    quantity: &'a Quantity,
    (start, end): (Position, Position),
) -> QuantityLine<'a> {
    let unit = base(quantity);
    let (value, written) = match written(raw) {
        Some(written) if quantity.low == quantity.high => written,
        _ => (quantity.low, unit),
    };
    QuantityLine {
        raw,
        kind: quantity.unit.as_str(),
        value,
        unit: written,
        base: BaseLine {
            value: quantity.low,
            to: (quantity.high > quantity.low).then_some(quantity.high),
            unit,
        },
        bound: quantity.bound.as_str(),
        byte: [start.byte, end.byte],
    }
}

/// The base unit that its value is in.
fn base(quantity: &Quantity) -> &str {
    match quantity.unit {
        Unit::Time => "s",
        Unit::Size => "B",
        Unit::Count => "1",
        Unit::Percent => "%",
        Unit::Rate => "1/s",
        Unit::Money => quantity.counter.as_deref().unwrap_or_default(),
    }
}

/// The number that a quantity begins with and its unit, as they are written; nothing where it is no
/// plain number.
fn written(raw: &str) -> Option<(f64, &str)> {
    let end = raw.find(|char: char| !(char.is_ascii_digit() || matches!(char, '.' | ',')))?;
    let (number, unit) = raw.split_at(end);
    let value = number.replace(',', "").parse().ok()?;
    let unit = unit.trim();
    let is_plain = !unit.chars().any(|char| char.is_ascii_digit() || "만천백억조".contains(char));
    is_plain.then_some((value, unit))
}
