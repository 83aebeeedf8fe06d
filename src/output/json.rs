//! From an answer to the lines of the JSON form.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Serialize;

use super::base64;
use super::count::milliseconds;
use super::limits;
use super::wire::{
    Begin, ChoiceLine, Column, CrumbLine, DiagnosticLine, End, ErrorLine, EvidenceLine,
    Explanation, Extent, HighlightLine, Hit, IndexLine, Line, PartsLine, Place, QueryLine, Range,
    RefreshedLine, SCHEMA, SlotLine, SnippetLine, Spot, VERSION,
};
use crate::analysis::Class;
use crate::catalog::Kind;
use crate::engine::{Answer, Found};
use crate::passage::PassageKind;
use crate::query::{Diagnostic, Key, Layer, Slot};
use crate::search::Highlight;
use crate::text::Position;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The hits.
    Hits,
    /// Also why each ranks where it does.
    Explained,
}

/// Writes an answer: `begin`, the hits, `end`.
///
/// # Errors
///
/// What `out` says.
pub fn print(answer: &Answer, detail: Detail, out: &mut impl Write) -> io::Result<()> {
    line(&Line::Begin(begin(answer, detail)), out)?;
    for (number, found) in answer.found.iter().enumerate() {
        line(&Line::Hit(Box::new(hit(answer, number, found, detail))), out)?;
    }
    let end = End {
        hits: answer.found.len(),
        total: answer.total,
        elapsed_ms: milliseconds(answer.elapsed),
        suggestions: &answer.suggestions,
    };
    line(&Line::End(end), out)
}

/// Writes an `error` line.
///
/// # Errors
///
/// What `out` says.
pub fn print_error(error: ErrorLine<'_>, out: &mut impl Write) -> io::Result<()> {
    line(&Line::Error(error), out)
}

/// Writes one object and ends its line.
pub(super) fn line(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

fn begin(answer: &Answer, detail: Detail) -> Begin<'_> {
    let roots: Vec<String> = answer.roots.iter().map(|root| folder(root)).collect();
    let slots = &answer.plan.slots;
    let mut terms: Vec<&str> = Vec::with_capacity(slots.len());
    for slot in slots {
        if !terms.contains(&slot.text.as_str()) {
            terms.push(&slot.text);
        }
    }
    Begin {
        schema: SCHEMA,
        version: VERSION,
        root: roots.first().cloned().unwrap_or_default(),
        roots: (roots.len() > 1).then_some(roots),
        query: QueryLine {
            raw: &answer.query.raw,
            terms,
            expanded: expanded(slots),
            diagnostics: answer
                .plan
                .diagnostics
                .iter()
                .map(|diagnostic| diagnostic_line(&answer.query.raw, diagnostic))
                .collect(),
            slots: (detail == Detail::Explained).then(|| slots.iter().map(slot_line).collect()),
        },
        index: IndexLine {
            generation: answer.generation,
            notes: answer.notes,
            passages: answer.passages,
            refreshed: RefreshedLine {
                added: answer.refreshed.added,
                changed: answer.refreshed.changed,
                removed: answer.refreshed.removed,
            },
        },
    }
}

/// The other words under which each word is looked for. Its own forms and pieces are not others.
fn expanded(slots: &[Slot]) -> BTreeMap<&str, Vec<&str>> {
    let mut expanded: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for slot in slots {
        let is_word = |key: &Key| match key {
            Key::Term(term) => term.class() != Class::Stem,
            Key::Gram(_) => true,
            Key::Value(_) => false,
        };
        let others = slot.choices.iter().filter(|choice| choice.layer >= Layer::Alias);
        for choice in others.filter(|choice| is_word(&choice.key)) {
            let text = key_text(&choice.key);
            if text == slot.text {
                continue;
            }
            let others = expanded.entry(&slot.text).or_default();
            if !others.contains(&text) {
                others.push(text);
            }
        }
    }
    expanded
}

fn key_text(key: &Key) -> &str {
    match key {
        Key::Term(term) => term.text(),
        Key::Gram(gram) => gram,
        Key::Value(value) => value.text(),
    }
}

fn slot_line(slot: &Slot) -> SlotLine<'_> {
    let choices = slot.choices.iter().map(|choice| ChoiceLine {
        text: key_text(&choice.key),
        class: match &choice.key {
            Key::Term(term) => term.class().name(),
            Key::Gram(_) => "syllables",
            Key::Value(_) => "value",
        },
        layer: choice.layer.name(),
        weight: choice.weight,
        share: choice.part.map(|part| part.share),
    });
    SlotLine { term: &slot.text, light: slot.light, choices: choices.collect() }
}

fn diagnostic_line<'a>(raw: &str, diagnostic: &'a Diagnostic) -> DiagnosticLine<'a> {
    let before = |offset: usize| raw.get(..offset).unwrap_or(raw);
    let (start, end) = (before(diagnostic.span.start), before(diagnostic.span.end));
    let utf16 = |text: &str| text.encode_utf16().count();
    DiagnosticLine {
        message: &diagnostic.message,
        place: Extent {
            byte: [start.len(), end.len()],
            utf16: [utf16(start), utf16(end)],
            char: [start.chars().count(), end.chars().count()],
        },
    }
}

fn hit<'a>(answer: &'a Answer, number: usize, found: &'a Found, detail: Detail) -> Hit<'a> {
    let of_kind = |concept: bool| {
        let about = found.about.iter();
        about
            .filter(move |about| (about.kind == Kind::Concept) == concept)
            .map(|about| about.id.as_str())
            .collect()
    };
    Hit {
        rank: number + 1,
        score: found.score,
        spot: spot(found, &answer.roots, |slot| term(answer, slot)),
        similar: found.similar.iter().map(|line| line + 1).collect(),
        services: of_kind(false),
        concepts: of_kind(true),
        quantities: found.quantities.iter().map(limits::stated).collect(),
        tags: &found.tags,
        mtime: seconds(found.modified),
        explanation: (detail == Detail::Explained).then(|| explanation(answer, found)),
    }
}

/// Where a passage stands. `term` gives the word that a highlight's slot stands for.
pub(super) fn spot<'a>(
    found: &'a Found,
    roots: &[PathBuf],
    term: impl Fn(usize) -> &'a str,
) -> Spot<'a> {
    let (start, end) = found.range;
    Spot {
        root: match roots {
            [] | [_] => None,
            roots => roots.get(found.root).map(|root| folder(root)),
        },
        path: found.path.to_string(),
        path_b64: found.path.as_str().is_none().then(|| base64::encode(found.path.as_bytes())),
        line: start.line + 1,
        column: start.byte + 1,
        start_line: found.lines.0 + 1,
        end_line: found.lines.1 + 1,
        range: Range { start: place(start), end: place(end) },
        kind: kind_name(found.kind),
        title: &found.title,
        breadcrumb: found
            .breadcrumb
            .iter()
            .map(|crumb| CrumbLine {
                kind: kind_name(crumb.kind),
                level: match crumb.kind {
                    PassageKind::Heading { level } => Some(level),
                    _ => None,
                },
                text: &crumb.text,
                line: crumb.line + 1,
            })
            .collect(),
        snippet: snippet(found, term),
    }
}

fn snippet<'a>(found: &'a Found, term: impl Fn(usize) -> &'a str) -> SnippetLine<'a> {
    let snippet = &found.snippet;
    let highlights = snippet.highlights.iter();
    SnippetLine {
        line: snippet.line + 1,
        text: &snippet.text,
        start: (snippet.start.char > 0).then_some(Column {
            byte: snippet.start.byte,
            utf16: snippet.start.utf16,
            char: snippet.start.char,
        }),
        highlights: highlights.map(|one| highlight(one, term(one.slot))).collect(),
    }
}

fn highlight<'a>(highlight: &Highlight, term: &'a str) -> HighlightLine<'a> {
    let Highlight { start, end, layer, .. } = *highlight;
    HighlightLine {
        place: Extent {
            byte: [start.byte, end.byte],
            utf16: [start.utf16, end.utf16],
            char: [start.char, end.char],
        },
        term,
        layer: layer.name(),
    }
}

fn explanation<'a>(answer: &'a Answer, found: &Found) -> Explanation<'a> {
    let evidence = found.evidence.iter().enumerate().map(|(slot, evidence)| EvidenceLine {
        term: term(answer, slot),
        own: evidence.own,
        above: evidence.above,
        below: evidence.below,
        asked: evidence.asked,
        layer: evidence.layer.map(Layer::name),
    });
    Explanation {
        parts: PartsLine {
            words: found.parts.words,
            subject: found.parts.subject,
            proximity: found.parts.proximity,
            syllables: found.parts.grams,
        },
        evidence: evidence.collect(),
    }
}

/// The word of the query that a slot of its plan stands for.
fn term(answer: &Answer, slot: usize) -> &str {
    answer.plan.slots.get(slot).map_or("", |slot| &slot.text)
}

fn place(position: Position) -> Place {
    let Position { line, byte, utf16, char, offset } = position;
    Place { line, byte, utf16, char, offset }
}

/// The name that the format has for a kind of passage.
fn kind_name(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Title => "title",
        PassageKind::Heading { .. } => "heading",
        PassageKind::Bullet => "bullet",
        PassageKind::Paragraph => "paragraph",
        PassageKind::TableHeader => "table_header",
        PassageKind::TableRow => "table_row",
        PassageKind::Code => "code",
        PassageKind::Definition => "definition",
        PassageKind::Footnote => "footnote",
    }
}

pub(super) fn folder(root: &Path) -> String {
    root.to_string_lossy().into_owned()
}

/// Seconds since 1970, negative before.
fn seconds(time: SystemTime) -> i64 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |secs| -secs),
    }
}
