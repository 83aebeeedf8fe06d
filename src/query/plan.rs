//! Which terms a query is looked up under, and what each is worth.

use super::asking::asked_by;
use super::light::is_light;
use super::pattern::Pattern;
use super::repair::Typed;
use super::syntax::{FieldName, Node, Query};
use super::{Diagnostic, Layer};
use crate::analysis::{Analyzer, Class, Script, Term, fold, grams, script, stem_of};
use crate::quantity::Kinds;
use crate::text::Span;

/// What the notes hold, as far as planning asks.
pub trait Lexicon {
    /// In how many passages a key occurs.
    fn frequency(&self, key: &Key) -> u32;
    /// Up to `limit` terms of a class that start with `prefix`, the most frequent first.
    fn starting_with(&self, class: Class, prefix: &str, limit: usize) -> Vec<Term>;
    /// Words, whole or parts of compounds, that a pattern matches: the likeliest first, at most
    /// `limit`.
    fn spelled(&self, pattern: &Pattern, limit: usize) -> Vec<Spelled>;
}

/// A word of the notes that is spelled as was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelled {
    /// The word, folded.
    pub text: String,
    /// How far off: see [`Pattern::cost`].
    pub cost: f32,
    /// In how many passages it occurs.
    pub documents: u32,
}

/// Something that the index can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A term.
    Term(Term),
    /// A pair of syllables.
    Gram(String),
}

/// One way in which a slot may be served.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is looked up.
    pub key: Key,
    /// What finding it means.
    pub layer: Layer,
    /// What finding it is worth, of 1.
    pub weight: f32,
    /// The piece of the slot that this serves. `None`: all of it.
    pub part: Option<Part>,
}

/// A piece of a slot that is served piecemeal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Pieces of one group make up one way to serve the slot.
    pub group: u16,
    /// Which piece of the group.
    pub number: u8,
    /// Its share of the whole; those of a group sum to 1.
    pub share: f32,
    /// The group serves only if all of its pieces are found.
    pub all: bool,
}

/// Whether the shares of the parts that were found make up the whole, rounding aside.
pub fn is_complete(share: f32) -> bool {
    share > 0.99
}

/// One thing that is asked for: most often a word.
#[derive(Clone, Debug)]
pub struct Slot {
    /// As typed.
    pub text: String,
    /// Where in the query.
    pub span: Span,
    /// What it was read as: the word as typed, or the one that may have been meant.
    pub reading: String,
    /// What it took to read it so: [`Layer::Exact`] for the word as typed.
    pub layer: Layer,
    /// Steers the ranking and is not required.
    pub light: bool,
    /// The kinds of quantity that it asks for: a line that holds one of them serves it too.
    pub asks: Kinds,
    /// How it may be served, the stronger layers first.
    pub choices: Vec<Choice>,
}

impl Slot {
    /// A word that nothing serves yet.
    pub(super) fn unserved(text: String, span: Span) -> Self {
        let reading = text.clone();
        let (light, asks, choices) = (false, Kinds::NONE, Vec::new());
        Slot { text, span, reading, layer: Layer::Exact, light, asks, choices }
    }
}

/// Slots that must stand next to each other, in this order.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Indexes into [`Plan::slots`].
    pub slots: Vec<usize>,
}

/// A condition that a passage or its note must meet.
#[derive(Clone, Debug)]
pub enum Filter {
    /// The note's path holds this, case aside.
    Path(String),
    /// The note has this tag, case aside.
    Tag(String),
    /// A heading above, or the title, holds all of these slots.
    Heading(Vec<Slot>),
    /// The passage, or what it stands under, names one of these: each a list of slots that belong
    /// together.
    Names(Vec<Vec<Slot>>),
    /// This must not hold.
    Not(Box<Filter>),
    /// One of these must hold.
    Any(Vec<Filter>),
}

/// What must not occur in a passage or above it.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// What makes it up: all of it has to occur.
    pub slots: Vec<Slot>,
    /// Whether side by side.
    pub adjacent: bool,
}

/// A query, ready to be looked up.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What is asked for, in the order of the query.
    pub slots: Vec<Slot>,
    /// Slots that belong together.
    pub phrases: Vec<Phrase>,
    /// What must not occur.
    pub excluded: Vec<Exclusion>,
    /// What must hold.
    pub filters: Vec<Filter>,
    /// Pairs of syllables of the whole query, for the dictionary-free view.
    pub grams: Vec<String>,
    /// What was read otherwise than it may have been meant.
    pub diagnostics: Vec<Diagnostic>,
}

impl Plan {
    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.filters.is_empty()
    }
}

/// How many longer words `word*` may stand for.
const MOST_COMPLETIONS: usize = 64;

/// How freely a query is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlanOptions {
    /// Words as they are typed, in their forms and parts: no other spacing, names or slips.
    pub exact: bool,
    /// The last word is the beginning of one.
    pub prefix: bool,
}

/// Plans a query.
pub fn plan(
    query: &Query,
    options: PlanOptions,
    analyzer: &mut Analyzer,
    lexicon: &dyn Lexicon,
) -> Plan {
    let mut plan = Plan { diagnostics: query.diagnostics.clone(), ..Plan::default() };
    let mut planner = Planner { analyzer, lexicon, exact: options.exact };
    let last = query.nodes.len().saturating_sub(1);
    let mut plain = String::new();
    let mut typed = Vec::new();
    for (number, node) in query.nodes.iter().enumerate() {
        match node {
            Node::Word { text, span, .. } if options.prefix && number == last => {
                planner.finish(&mut typed, &mut plan, &mut plain);
                plan.slots.push(planner.prefix(text, *span));
            }
            Node::Word { text, span, prefix: false } => {
                let slots = planner.slots(text, *span);
                typed.push(Typed { text: text.clone(), span: *span, slots });
            }
            _ => {
                planner.finish(&mut typed, &mut plan, &mut plain);
                planner.node(node, &mut plan);
            }
        }
        if let Node::Phrase { text, .. } = node {
            plain.push_str(text);
            plain.push('\n');
        }
    }
    planner.finish(&mut typed, &mut plan, &mut plain);
    if !options.exact {
        planner.widen(&mut plan.slots);
        plan.grams = grams(&plain);
        plan.grams.sort_unstable();
        plan.grams.dedup();
    }
    if plan.is_empty() {
        plan.diagnostics.push(Diagnostic {
            message: "there is no word in it to look for".into(),
            span: Span::new(0, query.raw.len()),
        });
    }
    // A question of nothing but light words (`이것`, `what is`) is about them after all.
    if plan.slots.iter().all(|slot| slot.light) {
        plan.slots.iter_mut().for_each(|slot| slot.light = false);
    }
    plan
}

pub(super) struct Planner<'a> {
    analyzer: &'a mut Analyzer,
    pub(super) lexicon: &'a dyn Lexicon,
    /// Words as typed only.
    exact: bool,
}

impl Planner<'_> {
    /// Takes in a run of plain words. Adds to `plain` what they were read as.
    fn finish(&mut self, typed: &mut Vec<Typed>, plan: &mut Plan, plain: &mut String) {
        if !self.exact {
            self.repair(typed);
        }
        for word in typed.drain(..) {
            plain.push_str(&word.reading());
            plain.push(' ');
            plan.slots.extend(word.slots);
        }
    }

    fn node(&mut self, node: &Node, plan: &mut Plan) {
        match node {
            Node::Word { text, span, prefix: false } => plan.slots.extend(self.slots(text, *span)),
            Node::Word { text, span, prefix: true } => plan.slots.push(self.prefix(text, *span)),
            Node::Phrase { text, span } => {
                let first = plan.slots.len();
                plan.slots.extend(self.slots(text, *span));
                plan.slots[first..].iter_mut().for_each(|slot| slot.light = false);
                if plan.slots.len() > first + 1 {
                    plan.phrases.push(Phrase { slots: (first..plan.slots.len()).collect() });
                }
            }
            Node::Not(inner) => {
                let mut without = Plan::default();
                self.node(inner, &mut without);
                let not = |filter| Filter::Not(Box::new(filter));
                plan.filters.extend(without.filters.into_iter().map(not));
                plan.diagnostics.append(&mut without.diagnostics);
                if !without.slots.is_empty() {
                    let adjacent = matches!(**inner, Node::Word { .. } | Node::Phrase { .. });
                    plan.excluded.push(Exclusion { slots: without.slots, adjacent });
                }
            }
            Node::All(nodes) => nodes.iter().for_each(|node| self.node(node, plan)),
            Node::Any(nodes) => self.any(nodes, plan),
            Node::Field { name, value, span } => self.field(*name, value, *span, plan),
        }
    }

    /// Alternatives: words become one slot that any of them serves, fields one condition.
    fn any(&mut self, nodes: &[Node], plan: &mut Plan) {
        let (mut words, mut fields) = (Vec::new(), Vec::new());
        for node in nodes {
            let mut one = Plan::default();
            self.node(node, &mut one);
            plan.diagnostics.append(&mut one.diagnostics);
            if !one.phrases.is_empty() || !one.excluded.is_empty() {
                plan.diagnostics.push(Diagnostic {
                    message: "beside OR, a phrase is read as words that occur together, and `-` \
                              is left out"
                        .into(),
                    span: one.slots.first().map(|slot| slot.span).unwrap_or_default(),
                });
            }
            if !self.exact {
                self.widen(&mut one.slots);
            }
            words.extend(Some(one.slots).filter(|slots| !slots.is_empty()));
            fields.extend(one.filters);
        }
        if words.is_empty() {
            plan.filters.extend((!fields.is_empty()).then_some(Filter::Any(fields)));
            return;
        }
        if !fields.is_empty() {
            plan.diagnostics.push(Diagnostic {
                message: "words and fields cannot be alternatives; the fields are left out".into(),
                span: Span::default(),
            });
        }
        plan.slots.extend(any_of(words));
    }

    fn field(&mut self, name: FieldName, value: &str, span: Span, plan: &mut Plan) {
        match name {
            FieldName::Path => plan.filters.push(Filter::Path(fold(value))),
            FieldName::Tag => plan.filters.push(Filter::Tag(fold(value.trim_start_matches('#')))),
            FieldName::Heading => {
                let slots = self.slots(value, span);
                plan.filters.push(Filter::Heading(slots));
            }
            FieldName::Service | FieldName::Concept => match self.names(value, span) {
                Some(names) => plan.filters.push(Filter::Names(names)),
                None => {
                    plan.diagnostics.push(Diagnostic {
                        message: format!("`{value}` is no known name; it was read as words"),
                        span,
                    });
                    let words = self.slots(value, span);
                    plan.filters.push(Filter::Names(vec![words]));
                }
            },
            FieldName::Limit => {
                plan.diagnostics.push(Diagnostic {
                    message: "`limit:` is not understood yet; its value was read as a word".into(),
                    span,
                });
                plan.slots.extend(self.slots(value.trim_start_matches(['<', '>', '=']), span));
            }
        }
    }

    /// `word*`: the word, and all that start like it.
    fn prefix(&mut self, text: &str, span: Span) -> Slot {
        let folded = fold(text);
        let mut choices = Vec::new();
        for class in [Class::Word, Class::Part] {
            for term in self.lexicon.starting_with(class, &folded, MOST_COMPLETIONS) {
                let layer = if term.text() == folded { Layer::Exact } else { Layer::Compound };
                choices.push(Choice {
                    key: Key::Term(term),
                    layer,
                    weight: layer.weight(),
                    part: None,
                });
            }
        }
        Slot { choices, ..Slot::unserved(text.to_owned(), span) }
    }

    /// The slots of plain text that stands at `span`.
    pub(super) fn slots(&mut self, text: &str, span: Span) -> Vec<Slot> {
        let mut slots = Vec::new();
        for word in crate::analysis::words(text) {
            let units = self.units(&text[word.range()]);
            for unit in units {
                let at = Span::new(
                    (span.start + word.start + unit.span.start).min(span.end),
                    (span.start + word.start + unit.span.end).min(span.end),
                );
                let typed = &text[word.range()][unit.span.range()];
                slots.push(self.slot(unit, typed, &text[word.range()], at));
            }
        }
        slots
    }

    /// The units of one word: what the analyser sees in it, compounds with their parts.
    pub(super) fn units(&mut self, word: &str) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        self.analyzer.for_each_token(word, |token| {
            let class = token.term.class();
            let overlaps = units.iter().any(|unit| token.span.overlaps(unit.span));
            let holder = units.iter_mut().rev().find(|unit| {
                unit.span.start <= token.span.start && token.span.end <= unit.span.end
            });
            match (class, holder) {
                // Another reading of the same piece: an English stem, an identifier with its marks.
                (Class::Word | Class::Stem, Some(unit)) if unit.span == token.span => {
                    unit.terms.push(token.term.clone());
                }
                (Class::Stem, Some(unit)) => match unit.parts.last_mut() {
                    Some(part) if part.0 == token.span => part.1.push(token.term.clone()),
                    _ => unit.parts.push((token.span, vec![token.term.clone()])),
                },
                (Class::Part, Some(unit)) => {
                    unit.parts.push((token.span, vec![token.term.clone()]));
                }
                (Class::Word, _) if overlaps => {
                    // The inflected word as written, after its pieces.
                    if let [only] = &mut units[..] {
                        only.terms.push(token.term.clone());
                    }
                }
                _ => units.push(Unit {
                    span: token.span,
                    terms: vec![token.term.clone()],
                    parts: Vec::new(),
                }),
            }
        });
        units
    }

    /// Whether the notes have it.
    pub(super) fn occurs(&self, key: &Key) -> bool {
        self.lexicon.frequency(key) > 0
    }

    fn slot(&self, unit: Unit, typed: &str, word: &str, span: Span) -> Slot {
        let asks =
            unit.terms.iter().fold(Kinds::NONE, |asks, term| asks.union(asked_by(term.text())));
        let light = asks.is_empty() && unit.terms.iter().any(is_light);
        let mut choices = Vec::new();
        for term in &unit.terms {
            forms(term, None, &mut choices);
        }
        let count = unit.parts.len();
        let letters: usize = unit.parts.iter().map(|(span, _)| span.len()).sum();
        // One syllable of a compound says nothing by itself.
        let tiny = unit.parts.iter().any(|(part, _)| part.len() <= '가'.len_utf8());
        for (number, (part, terms)) in unit.parts.iter().enumerate() {
            let share =
                if letters == 0 { 1.0 / count as f32 } else { part.len() as f32 / letters as f32 };
            let part = Part { group: 0, number: number.min(255) as u8, share, all: tiny };
            for term in terms {
                forms(term, Some(part), &mut choices);
            }
        }
        choices.retain(|choice| self.occurs(&choice.key));
        if choices.is_empty() && !self.exact {
            choices = self.by_syllables(typed, word);
        }
        Slot { light, asks, choices, ..Slot::unserved(typed.to_owned(), span) }
    }

    /// A word that no term serves, by its pairs of syllables.
    fn by_syllables(&self, typed: &str, word: &str) -> Vec<Choice> {
        let mut pairs = grams(&fold(typed));
        if pairs.is_empty() && typed.chars().any(|char| script(char) == Script::Hangul) {
            pairs = grams(&fold(word));
        }
        let share = 1.0 / pairs.len().max(1) as f32;
        pairs
            .into_iter()
            .enumerate()
            .map(|(number, pair)| Choice {
                key: Key::Gram(pair),
                layer: Layer::Spacing,
                weight: Layer::Spacing.weight(),
                part: Some(Part { group: 0, number: number.min(255) as u8, share, all: false }),
            })
            .filter(|choice| self.occurs(&choice.key))
            .collect()
    }
}

/// A piece of a word of the query.
pub(super) struct Unit {
    span: Span,
    terms: Vec<Term>,
    parts: Vec<(Span, Vec<Term>)>,
}

impl Unit {
    /// The terms of the whole.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    /// The text of its first term.
    pub(super) fn text(&self) -> &str {
        self.terms.first().map_or("", Term::text)
    }
}

/// The terms under which a term of the query may stand in the notes.
pub(super) fn forms(term: &Term, part: Option<Part>, choices: &mut Vec<Choice>) {
    let mut add = |class: Class, text: &str, layer: Layer| {
        let key = Key::Term(Term::new(class, text));
        if !choices.iter().any(|choice| choice.key == key && choice.part == part) {
            let layer = if part.is_some() { layer.max(Layer::Compound) } else { layer };
            choices.push(Choice { key, layer, weight: layer.weight(), part });
        }
    };
    let text = term.text();
    match term.class() {
        Class::Word | Class::Part => {
            add(Class::Word, text, Layer::Exact);
            add(Class::Part, text, Layer::Compound);
            if text.is_ascii() && stem_of(text).is_none() {
                // The word is its own stem: inflected forms are found under it.
                add(Class::Stem, text, Layer::Morpheme);
            }
        }
        Class::Stem => {
            add(Class::Stem, text, Layer::Morpheme);
            if text.is_ascii() {
                add(Class::Word, text, Layer::Morpheme);
            }
        }
    }
}

/// One slot that any of several alternatives serves. One of several words serves if all of them occur.
fn any_of(alternatives: Vec<Vec<Slot>>) -> Option<Slot> {
    let mut any: Option<Slot> = None;
    for slots in alternatives {
        let Some(one) = together(slots) else { continue };
        let Some(any) = &mut any else {
            any = Some(one);
            continue;
        };
        any.text = format!("{} OR {}", any.text, one.text);
        any.reading = format!("{} OR {}", any.reading, one.reading);
        any.span = Span::new(any.span.start.min(one.span.start), any.span.end.max(one.span.end));
        any.light &= one.light;
        any.asks = any.asks.union(one.asks);
        // A way to serve one of them in pieces is not made up of pieces of another.
        let groups = any.choices.iter().filter_map(|choice| choice.part).map(|part| part.group);
        let next = groups.max().map_or(0, |last| last + 1);
        any.choices.extend(one.choices.into_iter().map(|mut choice| {
            choice.part = choice.part.map(|part| Part { group: part.group + next, ..part });
            choice
        }));
    }
    any
}

/// Slots as one that is served where all of them are.
fn together(slots: Vec<Slot>) -> Option<Slot> {
    let share = 1.0 / slots.len() as f32;
    let text = slots.iter().map(|slot| slot.text.as_str()).collect::<Vec<_>>().join(" ");
    let mut slots = slots.into_iter();
    let mut all = slots.next()?;
    if share < 1.0 {
        let whole = |slot: Slot, number: usize| {
            let part = Some(Part { group: 0, number: number.min(255) as u8, share, all: true });
            let choices = slot.choices.into_iter().filter(|choice| choice.part.is_none());
            choices.map(move |choice| Choice { part, ..choice })
        };
        let span = slots.as_slice().last().map_or(all.span, |last| last.span);
        let first = Slot { choices: std::mem::take(&mut all.choices), ..all.clone() };
        all.choices = whole(first, 0).collect();
        for (number, slot) in (1..).zip(slots) {
            all.choices.extend(whole(slot, number));
        }
        all.span.end = all.span.end.max(span.end);
        all.reading = text.clone();
    }
    all.text = text;
    Some(all)
}
