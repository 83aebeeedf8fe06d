//! Turns the lists of `src/quantity/*.txt` into the tables that are compiled into the modules beside
//! them, so that a program which starts for one query has nothing to read.

use std::cmp::Reverse;
use std::fmt::{Debug, Write};
use std::fs;
use std::io;
use std::path::Path;

/// What a list has in a line, for whoever made a mistake.
const UNIT: &str = "kind, factor, what is counted or `-`, names";
const NUMERAL: &str = "number or `low..high`, words";
const BOUND: &str = "`before`, `beside` or `after`, bound, word";

/// Makes a table in the folder `out` of each list in the folder `data`.
pub fn generate(data: &Path, out: &Path) -> Result<(), String> {
    let failed = |path: &Path, cause: io::Error| format!("{}: {cause}", path.display());
    fs::create_dir_all(out).map_err(|cause| failed(out, cause))?;
    let lists: [(&str, Tables); 3] = [("units", units), ("numerals", numerals), ("bounds", bounds)];
    for (name, tables) in lists {
        let (list, code) =
            (data.join(name).with_extension("txt"), out.join(name).with_extension("rs"));
        println!("cargo:rerun-if-changed={}", list.display());
        let text = fs::read_to_string(&list).map_err(|cause| failed(&list, cause))?;
        let tables = tables(&text).map_err(|Wrong { line, expected }| {
            format!("{}:{line}: expected {expected}", list.display())
        })?;
        fs::write(&code, tables).map_err(|cause| failed(&code, cause))?;
    }
    Ok(())
}

/// What makes tables of a list.
type Tables = fn(&str) -> Result<String, Wrong>;

/// A line, from 1, that is not what it should be.
struct Wrong {
    line: usize,
    expected: &'static str,
}

/// What each line says that is no remark.
fn rows<'t, R>(
    text: &'t str,
    expected: &'static str,
    mut read: impl FnMut(&'t str) -> Option<R>,
) -> Result<Vec<R>, Wrong> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'));
    lines.map(|(number, line)| read(line).ok_or(Wrong { line: number, expected })).collect()
}

/// A table as Rust code.
fn table(name: &str, of: &str, rows: impl IntoIterator<Item = String>) -> String {
    let mut code = format!("pub(super) static {name}: &[{of}] = &[\n");
    for row in rows {
        let _ = writeln!(code, "    {row},");
    }
    code + "];\n"
}

/// A name of an enum's, from the one that lists use.
fn variant(name: &str, names: &[&str]) -> Option<String> {
    let mut chars = names.contains(&name).then(|| name.chars())?;
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str())
}

/// The rows of units, and their names in the order in which `at_unit` looks for them.
fn units(text: &str) -> Result<String, Wrong> {
    const KINDS: [&str; 6] = ["time", "size", "count", "percent", "rate", "money"];
    let mut names: Vec<(char, &str, usize)> = Vec::new();
    let mut number = 0;
    let entries = rows(text, UNIT, |line| {
        let mut fields = line.split_whitespace();
        let kind = variant(fields.next()?, &KINDS)?;
        let factors = fields.next()?;
        let (factor, decimal) = factors.split_once('|').unwrap_or((factors, ""));
        let factor: f64 = factor.parse().ok()?;
        let decimal: Option<f64> =
            if decimal.is_empty() { None } else { Some(decimal.parse().ok()?) };
        let counter = Some(fields.next()?).filter(|counter| *counter != "-");
        let before = names.len();
        names.extend(fields.filter_map(|name| Some((name.chars().next()?, name, number))));
        number += 1;
        (names.len() > before).then(|| {
            format!(
                "Entry {{ kind: Unit::{kind}, factor: {factor:?}, decimal: {decimal:?}, counter: {counter:?} }}"
            )
        })
    })?;
    names.sort_by_key(|&(first, name, _)| (first, Reverse(name.len())));
    let is_row = |line: &&str| !line.starts_with('#');
    let first_noun =
        text.lines().take_while(|line| !line.starts_with("# Nouns")).filter(is_row).count();
    Ok(table("ENTRIES", "Entry", entries)
        + &table("NAMES", "(char, &str, usize)", shown(&names))
        + &format!("pub(super) const FIRST_NOUN: usize = {first_noun};\n"))
}

/// Words with what they stand for, in the order in which `word` looks for them.
fn numerals(text: &str) -> Result<String, Wrong> {
    type Numeral<'t> = (char, (&'t str, (f64, f64)));
    let mut values: Vec<Numeral<'_>> = rows(text, NUMERAL, |line| {
        let mut fields = line.split_whitespace();
        let value = fields.next()?;
        let (low, high) = value.split_once("..").unwrap_or((value, value));
        let ends = (low.parse().ok()?, high.parse().ok()?);
        let values: Vec<_> =
            fields.filter_map(|word| Some((word.chars().next()?, (word, ends)))).collect();
        (!values.is_empty()).then_some(values)
    })?
    .concat();
    values.sort_by_key(|&(first, (word, _))| (first, Reverse(word.chars().count())));
    let mut starts: Vec<char> = values.iter().map(|&(first, _)| first).collect();
    starts.dedup();
    Ok(table("VALUES", "(char, Numeral)", shown(&values))
        + &table("STARTS", "char", shown(&starts)))
}

/// Words of bounds: those before a number by the byte that they end in, the longest first, which of them may stand apart
/// from it, and those after it.
fn bounds(text: &str) -> Result<String, Wrong> {
    const BOUNDS: [&str; 6] = ["max", "min", "default", "exact", "approximate", "range"];
    let mut words = rows(text, BOUND, |line| {
        let mut fields = line.splitn(3, ' ');
        let place = fields.next().filter(|place| ["before", "beside", "after"].contains(place))?;
        Some((place, variant(fields.next()?, &BOUNDS)?, fields.next().filter(|it| !it.is_empty())?))
    })?;
    words.sort_by_key(|(_, _, word)| Reverse(word.len()));
    let at = |places: &'static [&str]| {
        let words = words.iter().filter(|(place, ..)| places.contains(place));
        words.map(|(_, bound, word)| format!("(Bound::{bound}, {word:?})"))
    };
    let distant = table("DISTANT", "(Bound, &str)", at(&["before"]));
    let after = table("AFTER", "(Bound, &str)", at(&["after"]));
    let mut before = words.clone();
    before.sort_by_key(|(_, _, word)| word.bytes().next_back());
    before.retain(|(place, ..)| *place != "after");
    let before = before.iter().map(|(_, bound, word)| format!("(Bound::{bound}, {word:?})"));
    Ok(table("BEFORE", "(Bound, &str)", before) + &distant + &after)
}

fn shown<R: Debug>(rows: &[R]) -> Vec<String> {
    rows.iter().map(|row| format!("{row:?}")).collect()
}
