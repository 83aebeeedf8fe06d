//! How a query was read, and what each hit's score is made of.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Places;
use super::human::print_hit;
use super::style::{DIM, LABEL};
use super::visible::visible_text;
use crate::engine::{Answer, Found};
use crate::query::{Choice, Filter, Key, Layer, Plan, Slot};
use crate::search::Evidence;

/// Choices that are listed for one word at most; a prefix may have dozens.
const MOST_CHOICES: usize = 8;

/// Writes the reading of the query, then every hit with its reasons.
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
    let margin = answer.plan.slots.iter().map(|slot| slot.text.width()).max().unwrap_or(0);
    print_plan(&answer.plan, margin, width, out)?;
    for (number, found) in answer.found.iter().enumerate() {
        writeln!(out)?;
        write!(out, "{LABEL}{}{LABEL:#}  ", number + 1)?;
        print_hit(answer, found, places, width, out)?;
        print_reasons(&answer.plan, found, margin, width, out)?;
    }
    Ok(())
}

fn print_plan(plan: &Plan, margin: usize, width: usize, out: &mut impl Write) -> io::Result<()> {
    for slot in &plan.slots {
        write!(out, "{}  ", label(&slot.text, margin))?;
        print_pieces(&readings(slot), margin.max(NARROWEST) + 2, width, out)?;
    }
    for phrase in &plan.phrases {
        let words =
            phrase.slots.iter().filter_map(|&slot| Some(plan.slots.get(slot)?.text.as_str()));
        let words: Vec<&str> = words.collect();
        writeln!(out, "{}  {}", label("phrase", margin), visible_text(&words.join(" ")))?;
    }
    for exclusion in &plan.excluded {
        let text = texts(&exclusion.slots);
        writeln!(out, "{}  {}", label("without", margin), visible_text(&text))?;
    }
    for filter in &plan.filters {
        let (name, value) = described(filter);
        writeln!(out, "{}  {}", label(&name, margin), visible_text(&value))?;
    }
    Ok(())
}

fn texts(slots: &[Slot]) -> String {
    slots.iter().map(|slot| slot.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A condition's name and value.
fn described(filter: &Filter) -> (String, String) {
    let one = |filter: &Filter| {
        let (name, value) = described(filter);
        format!("{name} {value}")
    };
    match filter {
        Filter::Path(value) => ("path".into(), value.clone()),
        Filter::Tag(value) => ("tag".into(), value.clone()),
        Filter::Heading(slots) => ("heading".into(), texts(slots)),
        Filter::Names(names) => {
            let names: Vec<String> = names.iter().map(|name| texts(name)).collect();
            ("about".into(), names.join(" or "))
        }
        Filter::About { ids, .. } => ("about".into(), ids.join(" or ")),
        Filter::Limit(value) => ("limit".into(), value.text().into()),
        Filter::Measures(unit) => {
            ("states".into(), unit.map_or("a quantity", |unit| unit.as_str()).into())
        }
        Filter::Not(filter) => ("not".into(), one(filter)),
        Filter::Any(filters) => {
            ("either".into(), filters.iter().map(one).collect::<Vec<_>>().join(" or "))
        }
    }
}

/// What a word was read as and is looked for by, piece by piece: a text, and what is said of it.
fn readings(slot: &Slot) -> Vec<(String, String)> {
    let mut pieces = Vec::new();
    if slot.layer > Layer::Exact {
        let reading = visible_text(&slot.reading).into_owned();
        pieces.push((format!("read as {reading}"), format!(" ({}):", slot.layer)));
    }
    if slot.choices.is_empty() {
        pieces.push((String::new(), "not in the notes".to_owned()));
    }
    let listed = slot.choices.len().min(MOST_CHOICES);
    for (number, choice) in slot.choices.iter().take(MOST_CHOICES).enumerate() {
        let (text, mut note) = described_choice(choice);
        if number + 1 < slot.choices.len() {
            note.push(',');
        }
        pieces.push((text, note));
    }
    if slot.choices.len() > listed {
        pieces.push((format!("and {} more", slot.choices.len() - listed), String::new()));
    }
    if slot.light {
        pieces.push(("(only steers)".to_owned(), String::new()));
    }
    pieces
}

fn described_choice(choice: &Choice) -> (String, String) {
    let (class, text) = match &choice.key {
        Key::Term(term) => (term.class().name(), term.text()),
        Key::Gram(gram) => ("syllables", gram.as_str()),
        Key::Value(value) => ("value", value.text()),
    };
    let share = match choice.part {
        Some(part) => format!(" of {:.0}%", part.share * 100.0),
        None => String::new(),
    };
    let note = format!(" [{class}, {} {:.2}{share}]", choice.layer, choice.weight);
    (visible_text(text).into_owned(), note)
}

fn print_reasons(
    plan: &Plan,
    found: &Found,
    margin: usize,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    for (slot, evidence) in plan.slots.iter().zip(&found.evidence) {
        writeln!(out, "  {}  {}", label(&slot.text, margin), reasons(evidence))?;
    }
    // A sum of nothing is negative zero, which is nobody's score.
    let [words, subject, proximity, grams] =
        [found.parts.words, found.parts.subject, found.parts.proximity, found.parts.grams]
            .map(|part| part + 0.0);
    let sum = [
        format!("{:.3} = words {words:.3}", found.score),
        format!("+ subject {subject:.3}"),
        format!("+ neighbours {proximity:.3}"),
        format!("+ syllables {grams:.3}"),
    ];
    write!(out, "  {}  ", label("score", margin))?;
    let sum = sum.map(|part| (part, String::new()));
    print_pieces(&sum, margin.max(NARROWEST) + 4, width, out)
}

/// Ends a line that is at the column `start` with pieces, each a text and what is said of it: on as
/// many lines as it takes, each from there on.
fn print_pieces(
    pieces: &[(String, String)],
    start: usize,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut column = start;
    for (number, (text, note)) in pieces.iter().enumerate() {
        let taken = text.width() + note.width();
        if number > 0 && column + 1 + taken > width {
            write!(out, "\n{:start$}", "")?;
            column = start;
        } else if number > 0 {
            write!(out, " ")?;
            column += 1;
        }
        write!(out, "{text}{DIM}{note}{DIM:#}")?;
        column += taken;
    }
    writeln!(out)
}

fn reasons(evidence: &Evidence) -> String {
    let places = [
        ("here", evidence.own),
        ("above", evidence.above),
        ("below", evidence.below),
        ("as asked", evidence.asked),
    ];
    let served: Vec<String> = places
        .into_iter()
        .filter(|(_, worth)| *worth > 0.0)
        .map(|(place, worth)| format!("{place} {worth:.2}"))
        .collect();
    match evidence.layer {
        _ if served.is_empty() => format!("{DIM}nowhere{DIM:#}"),
        Some(layer) => format!("{}  {DIM}{layer}{DIM:#}", served.join(", ")),
        None => served.join(", "),
    }
}

/// Columns of the narrowest margin: those of `without`.
const NARROWEST: usize = 7;

/// A word in bold, filled up to `margin` columns.
fn label(text: &str, margin: usize) -> String {
    let text = visible_text(text);
    let fill = margin.max(NARROWEST).saturating_sub(text.width());
    format!("{LABEL}{text}{LABEL:#}{:fill$}", "")
}
