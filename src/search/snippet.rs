//! The line to show of a passage, and what in it matched.

use std::collections::HashMap;

use crate::analysis::{Analyzer, for_each_gram};
use crate::passage::Passage;
use crate::query::{Key, Layer, Slot};
use crate::text::{Position, SourceText, Span};

/// One line of a passage, with what matched in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Snippet {
    /// 0-based line of the file.
    pub line: usize,
    /// The line as the file has it; of a very long one, the piece around what matched.
    pub text: String,
    /// Where `text` begins in the line.
    pub start: Position,
    /// What matched, in order of place, never overlapping.
    pub highlights: Vec<Highlight>,
    /// Where the line's readable text begins and ends: without list marks and the like.
    pub content: (Position, Position),
}

/// A piece of a line that matched. Both ends are on the same line.
#[derive(Clone, Debug, PartialEq)]
pub struct Highlight {
    /// Where it begins in the file.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
    /// The slot of the plan that it serves.
    pub slot: usize,
    /// What made it match.
    pub layer: Layer,
}

/// Code points. Lines longer than this are shown in part.
const LONGEST_LINE: usize = 400;
/// Code points before the first match in a line that is shown in part.
const LEAD: usize = 80;

/// A span of the normalised source that matched.
#[derive(Clone, Copy, Debug)]
struct Match {
    span: Span,
    slot: usize,
    layer: Layer,
}

/// The line of `passage` that answers the slots best.
pub fn snippet(
    source: &SourceText,
    passage: &Passage,
    slots: &[Slot],
    analyzer: &mut Analyzer,
) -> Snippet {
    let matches = matches(passage, slots, analyzer);
    let first = source.line_of(passage.span.start);
    let last = source.line_of(passage.span.end.saturating_sub(1).max(passage.span.start));
    let by_line = |line: usize| {
        let span = source.line_span(line);
        matches
            .iter()
            .filter(move |found| span.start <= found.span.start && found.span.end <= span.end)
    };
    let worth = |line: usize| {
        let mut served: Vec<usize> = by_line(line)
            .filter(|found| !slots[found.slot].light)
            .map(|found| found.slot)
            .collect();
        served.sort_unstable();
        served.dedup();
        served.len()
    };
    let line = (first..=last).rev().max_by_key(|&line| worth(line)).unwrap_or(first);
    let highlights: Vec<Highlight> = by_line(line)
        .map(|found| {
            let (start, end) = source.locate(found.span);
            Highlight { start, end, slot: found.slot, layer: found.layer }
        })
        .collect();
    let content = content(source, passage, line);
    let (text, start) = window(source, line, highlights.first(), content.0);
    Snippet { line, text, start, highlights, content }
}

/// What in the passage's text serves a slot, in order, the strongest where several overlap.
fn matches(passage: &Passage, slots: &[Slot], analyzer: &mut Analyzer) -> Vec<Match> {
    let text = passage.text.as_str();
    let mut terms: HashMap<&str, (usize, Layer)> = HashMap::new();
    let mut grams: HashMap<&str, (usize, Layer)> = HashMap::new();
    for (slot, choice) in slots
        .iter()
        .enumerate()
        .flat_map(|(number, slot)| slot.choices.iter().map(move |choice| (number, choice)))
    {
        let (keys, key) = match &choice.key {
            Key::Term(term) => (&mut terms, term.key()),
            Key::Gram(gram) => (&mut grams, gram.as_str()),
        };
        let entry = keys.entry(key).or_insert((slot, choice.layer));
        if choice.layer < entry.1 {
            *entry = (slot, choice.layer);
        }
    }
    let mut found = Vec::new();
    analyzer.for_each_token(text, |token| {
        if let Some(&(slot, layer)) = terms.get(token.term.key()) {
            found.push(Match { span: token.span, slot, layer });
        }
    });
    if !grams.is_empty() {
        for_each_gram(text, &mut String::new(), |gram, span| {
            if let Some(&(slot, layer)) = grams.get(gram) {
                found.push(Match { span, slot, layer });
            }
        });
    }
    let mut found = disjoint(found);
    for one in &mut found {
        one.span = passage.text.source(one.span);
    }
    found.retain(|one| !one.span.is_empty());
    found
}

/// Joins what overlaps for one slot and drops the weaker of what overlaps for two.
fn disjoint(mut found: Vec<Match>) -> Vec<Match> {
    found.sort_by_key(|one| (one.span.start, one.layer, std::cmp::Reverse(one.span.end)));
    let mut kept: Vec<Match> = Vec::with_capacity(found.len());
    for one in found {
        match kept.last_mut() {
            Some(last) if one.span.start < last.span.end => {
                if one.slot == last.slot {
                    last.span.end = last.span.end.max(one.span.end);
                    last.layer = last.layer.min(one.layer);
                } else if one.layer < last.layer {
                    *last = one;
                }
            }
            _ => kept.push(one),
        }
    }
    kept
}

/// Where the readable text of one line of a passage stands.
fn content(source: &SourceText, passage: &Passage, line: usize) -> (Position, Position) {
    let span = source.line_span(line);
    let all = passage.text.source(Span::new(0, passage.text.as_str().len()));
    let start = all.start.clamp(span.start, span.end);
    let end = all.end.clamp(start, span.end);
    source.locate(Span::new(start, end))
}

/// The line, or the piece of a very long one that holds the first match.
fn window(
    source: &SourceText,
    line: usize,
    first: Option<&Highlight>,
    content: Position,
) -> (String, Position) {
    let whole = source.original_line(line);
    if whole.chars().count() <= LONGEST_LINE {
        return (whole.to_owned(), source.position_in_line(line, 0));
    }
    let anchor = first.map_or(content.char, |highlight| highlight.start.char);
    let from = anchor.saturating_sub(LEAD);
    let text = whole.chars().skip(from).take(LONGEST_LINE).collect();
    (text, source.position_in_line(line, from))
}
