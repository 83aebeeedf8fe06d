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
    print_plan(&answer.plan, margin, out)?;
    for (number, found) in answer.found.iter().enumerate() {
        writeln!(out)?;
        write!(out, "{LABEL}{}{LABEL:#}  ", number + 1)?;
        print_hit(answer, found, places, width, out)?;
        print_reasons(&answer.plan, found, margin, out)?;
    }
    Ok(())
}

fn print_plan(plan: &Plan, margin: usize, out: &mut impl Write) -> io::Result<()> {
    for slot in &plan.slots {
        let light = if slot.light { " (only steers)" } else { "" };
        let reading = if slot.layer > Layer::Exact {
            format!("read as {} ({}): ", visible_text(&slot.reading), slot.layer)
        } else {
            String::new()
        };
        writeln!(out, "{}  {reading}{}{light}", label(&slot.text, margin), choices(slot))?;
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

fn choices(slot: &Slot) -> String {
    if slot.choices.is_empty() {
        return format!("{DIM}not in the notes{DIM:#}");
    }
    let mut listed: Vec<String> = slot.choices.iter().take(MOST_CHOICES).map(choice).collect();
    if slot.choices.len() > MOST_CHOICES {
        listed.push(format!("and {} more", slot.choices.len() - MOST_CHOICES));
    }
    listed.join(", ")
}

fn choice(choice: &Choice) -> String {
    let (class, text) = match &choice.key {
        Key::Term(term) => (term.class().name(), term.text()),
        Key::Gram(gram) => ("syllables", gram.as_str()),
        Key::Value(value) => ("value", value.text()),
    };
    let share = match choice.part {
        Some(part) => format!(" of {:.0}%", part.share * 100.0),
        None => String::new(),
    };
    let worth = format!("[{class}, {} {:.2}{share}]", choice.layer, choice.weight);
    format!("{} {DIM}{worth}{DIM:#}", visible_text(text))
}

fn print_reasons(
    plan: &Plan,
    found: &Found,
    margin: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    for (slot, evidence) in plan.slots.iter().zip(&found.evidence) {
        writeln!(out, "  {}  {}", label(&slot.text, margin), reasons(evidence))?;
    }
    // A sum of nothing is negative zero, which is nobody's score.
    let [words, subject, proximity, grams] =
        [found.parts.words, found.parts.subject, found.parts.proximity, found.parts.grams]
            .map(|part| part + 0.0);
    writeln!(
        out,
        "  {}  {:.3} = words {words:.3} + subject {subject:.3} + neighbours {proximity:.3} + syllables {grams:.3}",
        label("score", margin),
        found.score
    )
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

/// A word in bold, filled up to `margin` columns.
fn label(text: &str, margin: usize) -> String {
    let text = visible_text(text);
    let fill = margin.max("without".len()).saturating_sub(text.width());
    format!("{LABEL}{text}{LABEL:#}{:fill$}", "")
}
