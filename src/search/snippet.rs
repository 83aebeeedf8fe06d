//! The line to show of a passage, and what in it matched.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxHashMap;

use crate::analysis::{Analyzer, Sought, for_each_gram};
use crate::passage::Passage;
use crate::quantity::{ValueFilter, quantities};
use crate::query::{Choice, Key, Layer, Part, Slot, is_complete};
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

/// What the slots of a plan look for in a text, put together once for all that is shown.
pub struct Marker<'p> {
    slots: &'p [Slot],
    terms: Serving<'p>,
    grams: Serving<'p>,
    values: Vec<(usize, &'p Choice, &'p ValueFilter)>,
    sought: Sought,
}

/// The choices that a key is one of, with their slots.
type Serving<'p> = FxHashMap<&'p str, Vec<(usize, &'p Choice)>>;

impl<'p> Marker<'p> {
    /// Looks for what serves these slots.
    pub fn new(slots: &'p [Slot]) -> Self {
        let mut terms = Serving::default();
        let mut grams = Serving::default();
        let mut values = Vec::new();
        for (number, slot) in slots.iter().enumerate() {
            for choice in &slot.choices {
                let serving: &mut Vec<_> = match &choice.key {
                    Key::Term(term) => terms.entry(term.key()).or_default(),
                    Key::Gram(gram) => grams.entry(gram.as_str()).or_default(),
                    Key::Value(value) => {
                        values.push((number, choice, value.filter()));
                        continue;
                    }
                };
                serving.push((number, choice));
            }
        }
        let choices = slots.iter().flat_map(|slot| &slot.choices);
        let sought = Sought::new(choices.filter_map(|choice| match &choice.key {
            Key::Term(term) => Some(term),
            _ => None,
        }));
        Marker { slots, terms, grams, values, sought }
    }

    /// The line of `passage` that answers the slots best.
    pub fn snippet(
        &self,
        source: &SourceText,
        passage: &Passage,
        analyzer: &mut Analyzer,
    ) -> Snippet {
        let found = self.matches(passage, analyzer);
        let matches = disjoint(&found);
        let first = source.line_of(passage.span.start);
        let last = source.line_of(passage.span.end.saturating_sub(1).max(passage.span.start));
        fn within(found: &[Match], span: Span) -> impl Iterator<Item = &Match> {
            let from = found.partition_point(|found| found.span.start < span.start);
            let here = found[from..].iter().take_while(move |found| found.span.start < span.end);
            here.filter(move |found| found.span.end <= span.end)
        }
        // What one piece of the line serves besides the word that it is shown for counts too.
        let worth = |line: usize| {
            let mut served: Vec<usize> = within(&found, source.line_span(line))
                .filter(|found| !self.slots[found.slot].light)
                .map(|found| found.slot)
                .collect();
            served.sort_unstable();
            served.dedup();
            served.len()
        };
        let line = (first..=last).rev().max_by_key(|&line| worth(line)).unwrap_or(first);
        let highlights: Vec<Highlight> = within(&matches, source.line_span(line))
            .map(|found| {
                let (start, end) = source.locate(found.span);
                Highlight { start, end, slot: found.slot, layer: found.layer }
            })
            .collect();
        let content = content(source, passage, line);
        let (text, start) = window(source, line, highlights.first(), content.0);
        Snippet { line, text, start, highlights, content }
    }

    /// What in the passage's text serves a slot, in order: where it begins, the strongest first.
    fn matches(&self, passage: &Passage, analyzer: &mut Analyzer) -> Vec<Match> {
        let text = passage.text.as_str();
        let mut found: Vec<(Match, &Choice)> = Vec::new();
        analyzer.for_each_sought(text, &self.sought, |token| {
            found.extend(served(token.span, self.terms.get(token.term.key())));
        });
        if !self.grams.is_empty() {
            for_each_gram(text, &mut String::new(), |gram, span| {
                found.extend(served(span, self.grams.get(gram)));
            });
        }
        let mut found = without_fragments(found);
        if !self.values.is_empty() {
            add_stated(text, &self.values, &mut found);
        }
        for one in &mut found {
            one.span = passage.text.source(one.span);
        }
        found.retain(|one| !one.span.is_empty());
        found.sort_by_key(|one| (one.span.start, one.layer, Reverse(one.span.end)));
        found
    }
}

/// Where a piece of the text of `passage` stands in the file, as far as its first line goes.
pub fn locate(source: &SourceText, passage: &Passage, piece: Span) -> (Position, Position) {
    let span = passage.text.source(piece);
    let line = source.line_span(source.line_of(span.start));
    source.locate(Span::new(span.start, span.end.min(line.end)))
}

/// The line of `passage` that a piece of its text stands on, with that piece as what matched.
pub fn quote(source: &SourceText, passage: &Passage, piece: Span) -> Snippet {
    let (start, end) = locate(source, passage, piece);
    let line = start.line;
    let highlights = vec![Highlight { start, end, slot: 0, layer: Layer::Exact }];
    let content = content(source, passage, line);
    let (text, start) = window(source, line, highlights.first(), content.0);
    Snippet { line, text, start, highlights, content }
}

/// Adds the quantities that state a value, or what is left of them behind words that serve for
/// themselves: `15` of `15 minutes`, where `15분` is asked for.
fn add_stated(text: &str, values: &[(usize, &Choice, &ValueFilter)], found: &mut Vec<Match>) {
    let words = found.len();
    for quantity in quantities(text) {
        for &(slot, choice, filter) in values {
            let inside = found[..words].iter().filter(|one| one.span.overlaps(quantity.span));
            let serves = inside.clone().any(|one| one.slot == slot);
            if serves || !filter.matches(&quantity) {
                continue;
            }
            let end = quantity.span.end;
            let start = inside.map(|one| one.span.end).fold(quantity.span.start, usize::max);
            let start = end - text[start.min(end)..end].trim_start().len();
            found.push(Match { span: Span::new(start, end), slot, layer: choice.layer });
        }
    }
}

/// What a token at `span` serves.
fn served<'p>(
    span: Span,
    serves: Option<&Vec<(usize, &'p Choice)>>,
) -> impl Iterator<Item = (Match, &'p Choice)> {
    let serves = serves.into_iter().flatten().copied();
    serves.map(move |(slot, choice)| (Match { span, slot, layer: choice.layer }, choice))
}

/// Drops the words of names that are not there whole: a `3` is no `에스 3`.
fn without_fragments(found: Vec<(Match, &Choice)>) -> Vec<Match> {
    let mut shares: HashMap<(usize, u16), BTreeMap<u8, f32>> = HashMap::new();
    for (one, choice) in &found {
        if let Some(part) = choice.part.filter(|part| part.all) {
            shares.entry((one.slot, part.group)).or_default().insert(part.number, part.share);
        }
    }
    let is_whole = |slot: usize, part: &Part| {
        !part.all
            || shares
                .get(&(slot, part.group))
                .is_some_and(|parts| is_complete(parts.values().sum()))
    };
    let whole = found
        .into_iter()
        .filter(|(one, choice)| choice.part.is_none_or(|part| is_whole(one.slot, &part)));
    whole.map(|(one, _)| one).collect()
}

/// Joins what overlaps for one slot and drops the weaker of what overlaps for two. What is joined is of the layer of
/// its longest piece: a word rather than a pair of its syllables.
fn disjoint(found: &[Match]) -> Vec<Match> {
    let mut kept: Vec<(Match, Match)> = Vec::with_capacity(found.len());
    for &one in found {
        match kept.last_mut() {
            Some((last, longest)) if one.span.start < last.span.end => {
                if one.slot == last.slot {
                    last.span.end = last.span.end.max(one.span.end);
                    last.layer = last.layer.min(one.layer);
                    if (Reverse(one.span.len()), one.layer)
                        < (Reverse(longest.span.len()), longest.layer)
                    {
                        *longest = one;
                    }
                } else if one.layer < last.layer {
                    (*last, *longest) = (one, one);
                }
            }
            _ => kept.push((one, one)),
        }
    }
    kept.into_iter().map(|(joined, longest)| Match { layer: longest.layer, ..joined }).collect()
}

/// Where the readable text of one line of a passage stands.
fn content(source: &SourceText, passage: &Passage, line: usize) -> (Position, Position) {
    let span = source.line_span(line);
    let all = passage.text.source(Span::new(0, passage.text.as_str().len()));
    let start = all.start.clamp(span.start, span.end);
    let end = all.end.clamp(start, span.end);
    // Marks at either end belong to the words: half of a pair would be shown otherwise.
    let text = source.as_str();
    let is_mark = |char: char| matches!(char, '*' | '_' | '`' | '~');
    let before = text[span.start..start].trim_end_matches(is_mark);
    let after = &text[end..span.end];
    let opened = before.rfind('[').filter(|&at| !before[at..].contains(']'));
    let before = opened.map_or(before, |at| before[..at].trim_end_matches(['[', '!']));
    let rest = after.trim_start_matches(is_mark);
    let rest = closing(rest).map_or(rest, |len| rest[len..].trim_start_matches(is_mark));
    source.locate(Span::new(span.start + before.len(), span.end - rest.len()))
}

/// Bytes of the end of a link (`]]`, `](address)`) that a text begins with.
fn closing(text: &str) -> Option<usize> {
    if text.starts_with("]]") {
        return Some(2);
    }
    match text.strip_prefix("](").and_then(|address| address.find(')')) {
        Some(len) => Some(len + 3),
        None => text.starts_with(']').then_some(1),
    }
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
