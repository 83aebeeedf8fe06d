//! Which terms a query is looked up under, and what each is worth.

use super::alternatives::any_of;
use super::asking::asked_by;
use super::light::{is_light, is_of_question};
use super::plan::{Choice, Exclusion, Filter, Key, Lexicon, Part, Phrase, Plan, Slot, Value};
use super::predicate::Predicate;
use super::repair::Typed;
use super::syntax::{FieldName, Node, Query};
use super::{Diagnostic, Layer};
use crate::analysis::{Analyzer, Class, Script, Term, fold, grams, is_syllable, script, stem_of};
use crate::catalog::Catalog;
use crate::quantity::Kinds;
use crate::text::Span;

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
    catalog: &Catalog,
) -> Plan {
    let mut plan = Plan { diagnostics: query.diagnostics.clone(), ..Plan::default() };
    let mut planner = Planner { analyzer, lexicon, catalog, raw: &query.raw, exact: options.exact };
    let last = query.nodes.len().saturating_sub(1);
    let mut plain = String::new();
    let mut typed = Vec::new();
    for (number, node) in query.nodes.iter().enumerate() {
        if let Node::Word { text, span, .. } = node
            && options.prefix
            && number == last
        {
            // What begins no word is read like any other.
            let completions = planner.completions(text);
            if !completions.is_empty() {
                planner.finish(&mut typed, &mut plan, &mut plain);
                plan.slots.push(planner.prefix(text, *span, completions));
                plain.push_str(text);
                continue;
            }
        }
        match node {
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
        planner.widen_words(&mut plan);
        plan.grams = grams(&plain);
        plan.grams.sort_unstable();
        plan.grams.dedup();
    }
    if plan.is_empty() && !query.raw.trim().is_empty() {
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
    pub(super) analyzer: &'a mut Analyzer,
    pub(super) lexicon: &'a dyn Lexicon,
    pub(super) catalog: &'a Catalog,
    /// The query as typed.
    pub(super) raw: &'a str,
    /// Words as typed only.
    exact: bool,
}

impl Planner<'_> {
    /// Takes in a run of plain words. Adds to `plain` what they were read as.
    fn finish(&mut self, typed: &mut Vec<Typed>, plan: &mut Plan, plain: &mut String) {
        if !self.exact {
            self.stated_otherwise(typed);
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
            Node::Word { text, span, prefix: true } => {
                let completions = self.completions(text);
                plan.slots.push(self.prefix(text, *span, completions));
            }
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
            FieldName::Service | FieldName::Concept => self.topic(name, value, span, plan),
            FieldName::Limit => match Value::read(value) {
                Ok(value) => plan.filters.push(Filter::Limit(value)),
                Err(cause) => {
                    plan.diagnostics.push(Diagnostic {
                        message: format!("`limit:{value}`: {cause}; it was read as a word"),
                        span,
                    });
                    plan.slots.extend(self.slots(value.trim_start_matches(['<', '>', '=']), span));
                }
            },
        }
    }

    /// `word*`: the word, and all that start like it, which are its completions.
    fn prefix(&mut self, text: &str, span: Span, completions: Vec<Choice>) -> Slot {
        let mut slots = self.slots(text, span);
        // What is a word by itself asks what it asks, and stays the best answer.
        let mut slot = match slots.pop() {
            Some(slot) if slots.is_empty() && slot.span == span => slot,
            _ => Slot::unserved(text.to_owned(), span),
        };
        slot.light = false;
        for choice in completions {
            if !slot.choices.iter().any(|known| known.key == choice.key && known.part.is_none()) {
                slot.choices.push(choice);
            }
        }
        slot
    }

    /// The words that start like a text, and the text itself if it is one.
    fn completions(&self, text: &str) -> Vec<Choice> {
        let folded = fold(text);
        let mut choices = Vec::new();
        for class in [Class::Word, Class::Part] {
            for term in self.lexicon.starting_with(class, &folded, MOST_COMPLETIONS) {
                let layer = if term.text() == folded { Layer::Exact } else { Layer::Compound };
                choices.push(Choice::form(Key::Term(term), layer, None));
            }
        }
        choices
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
                    // Of what stands between joiners the pieces are the parts: `PassRole` is two.
                    unit.parts.pop_if(|(span, terms)| {
                        span.overlaps(token.span) && terms.iter().all(|term| term.text().is_ascii())
                    });
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
                    is_adjective: token.tag.is_adjective(),
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
        let of_question = unit.terms.iter().any(is_of_question);
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
        if unit.terms.iter().any(|term| term.class() == Class::Stem) {
            // Where the inflected word stands, its stem is found too.
            let exact = |choice: &&mut Choice| choice.layer == Layer::Exact;
            let more = Layer::Exact.weight() - Layer::Morpheme.weight();
            choices.iter_mut().filter(exact).for_each(|choice| choice.adds = more);
            // A part says a little less than the word, and more than another word of its stem.
            let piece = |it: &&mut Choice| it.layer == Layer::Compound && it.part.is_none();
            choices.iter_mut().filter(piece).for_each(|choice| choice.adds = more / 2.0);
        }
        choices.retain(|choice| self.occurs(&choice.key));
        if choices.is_empty() && !self.exact {
            choices = self.by_syllables(typed, word);
        }
        let predicate = unit.predicate();
        Slot {
            light,
            of_question,
            asks,
            predicate,
            choices,
            ..Slot::unserved(typed.to_owned(), span)
        }
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
            .map(|(number, pair)| {
                let number = number.min(255) as u8;
                let part = Part { group: 0, number, share, all: false };
                Choice::other(Key::Gram(pair), Layer::Spacing, Some(part))
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
    /// Whether it is a form of one.
    is_adjective: bool,
}

impl Unit {
    /// The terms of the whole.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    /// The verb or adjective of Korean that it is a form of.
    pub(super) fn predicate(&self) -> Option<Predicate> {
        let is_stem =
            |term: &&Term| term.class() == Class::Stem && term.text().chars().all(is_syllable);
        let text = |term: &Term| term.text().to_owned();
        let stem = self.terms.iter().find(is_stem).map(text)?;
        let form = self.terms.iter().find(|term| term.class() == Class::Word);
        let form = form.map(text).unwrap_or_default();
        Some(Predicate { form, stem, is_adjective: self.is_adjective })
    }

    /// Leaves out its stems.
    pub(super) fn keep_words(&mut self) {
        self.terms.retain(|term| term.class() != Class::Stem);
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
            choices.push(Choice::form(key, layer, part));
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
