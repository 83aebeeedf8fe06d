//! What a query is looked up under: plain data, made by the [planner](super::planner).

use super::light::is_light;
use super::matcher::Matcher;
use super::predicate::Predicate;
use super::{Diagnostic, Layer};
use crate::analysis::{Class, Term};
use crate::quantity::{Kinds, Unit, ValueError, ValueFilter};
use crate::text::Span;

/// What the notes hold, as far as planning asks.
pub trait Lexicon {
    /// In how many passages a key occurs.
    fn frequency(&self, key: &Key) -> u32;
    /// How many passages there are.
    fn passages(&self) -> u32;
    /// Up to `limit` terms of a class that start with `prefix`, the most frequent first.
    fn starting_with(&self, class: Class, prefix: &str, limit: usize) -> Vec<Term>;
    /// Words, whole or parts of compounds, that a pattern matches: the likeliest first, at most
    /// `limit`.
    fn spelled(&self, matcher: &Matcher<'_>, limit: usize) -> Vec<Spelled>;
    /// Syllables with these initial consonants that follow each other somewhere, spaces aside: at
    /// most `limit`, those of most passages first.
    fn run_together(&self, initials: &[char], limit: usize) -> Vec<String>;
    /// The names that the notes give to what they call by a name of this
    /// [key](crate::catalog::name_key), itself among them; none if they give it no other.
    fn given(&self, key: &str) -> Vec<String>;
}

/// A word of the notes that is spelled as was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelled {
    /// The word, folded.
    pub text: String,
    /// How far off: see [`Pattern::cost`](super::Pattern).
    pub cost: f32,
    /// In how many passages it occurs.
    pub documents: u32,
}

/// Something that the index can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// A term.
    Term(Term),
    /// A pair of syllables.
    Gram(String),
    /// A quantity of such a value, however it is written.
    Value(Value),
}

/// A value, or a range of values, as it was typed and as it is compared.
#[derive(Clone, Debug)]
pub struct Value {
    text: String,
    filter: ValueFilter,
}

impl Value {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// Where the text is none.
    pub fn read(text: &str) -> Result<Self, ValueError> {
        Ok(Value { filter: text.parse()?, text: text.to_owned() })
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Which quantities have it.
    pub fn filter(&self) -> &ValueFilter {
        &self.filter
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
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
    /// What each occurrence adds to the count of the slot, of 1: forms of one word are counted
    /// together, other names are not, and a form that is only found along with another adds the
    /// difference.
    pub adds: f32,
    /// The piece of the slot that this serves. `None`: all of it.
    pub part: Option<Part>,
}

impl Choice {
    /// A form of a word.
    pub(super) fn form(key: Key, layer: Layer, part: Option<Part>) -> Self {
        Choice { key, layer, weight: layer.weight(), adds: layer.weight(), part }
    }

    /// Something else that stands for the word.
    pub(super) fn other(key: Key, layer: Layer, part: Option<Part>) -> Self {
        Choice { adds: 0.0, ..Choice::form(key, layer, part) }
    }
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
    /// On the first slot of what was typed as one and is read as another: all that it is read as, with the
    /// endings that are not looked for.
    pub whole: Option<String>,
    /// The verb or adjective of Korean that it is a form of.
    pub predicate: Option<Predicate>,
    /// What it took to read it so: [`Layer::Exact`] for the word as typed.
    pub layer: Layer,
    /// Steers the ranking and is not required.
    pub light: bool,
    /// Is of a question: who asks wants to be told something.
    pub of_question: bool,
    /// The kinds of quantity that it asks for: a line that holds one of them serves it too.
    pub asks: Kinds,
    /// How it may be served, the stronger layers first.
    pub choices: Vec<Choice>,
}

impl Slot {
    /// A word that nothing serves yet.
    pub(super) fn unserved(text: String, span: Span) -> Self {
        let reading = text.clone();
        Slot {
            text,
            span,
            reading,
            whole: None,
            predicate: None,
            layer: Layer::Exact,
            light: false,
            of_question: false,
            asks: Kinds::NONE,
            choices: Vec::new(),
        }
    }

    /// A slot for each of its parts, if it wants all of them.
    fn parts(&self) -> Option<Vec<Slot>> {
        let part_of = |choice: &Choice| match (&choice.key, choice.part) {
            (Key::Term(_), Some(part)) if choice.layer == Layer::Compound && part.all => {
                Some((part.group, part.number))
            }
            _ => None,
        };
        let mut numbers: Vec<_> = self.choices.iter().map(part_of).collect::<Option<_>>()?;
        numbers.sort_unstable();
        numbers.dedup();
        let slot_of = |number| {
            let its = self.choices.iter().filter(|choice| part_of(choice) == Some(number));
            // A part that has a stem is found by both: what adds to it is the word.
            let choices: Vec<Choice> =
                its.map(|choice| Choice { part: None, adds: 0.0, ..choice.clone() }).collect();
            let terms = choices.iter().filter_map(|choice| match &choice.key {
                Key::Term(term) => Some(term),
                _ => None,
            });
            let light = terms.clone().any(is_light);
            let text = terms.map(Term::text).next().unwrap_or_default().to_owned();
            Slot { reading: text.clone(), text, light, choices, ..self.clone() }
        };
        let mut parts: Vec<Slot> = numbers.into_iter().map(slot_of).collect();
        if parts.iter().all(|part| part.light) {
            parts.iter_mut().for_each(|part| part.light = false);
        }
        Some(parts)
    }

    /// Where pairs of syllables serve it, wants all of them: some occur in any text.
    pub fn want_all_pairs(&mut self) {
        let pairs = self.choices.iter_mut().filter(|choice| matches!(choice.key, Key::Gram(_)));
        pairs.filter_map(|choice| choice.part.as_mut()).for_each(|part| part.all = true);
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
    /// The passage is about one of these entities, by their ids in the catalogue.
    About {
        /// The ids.
        ids: Vec<String>,
        /// Their names, each a list of slots that belong together.
        names: Vec<Vec<Slot>>,
    },
    /// The passage states a quantity of such a value.
    Limit(Value),
    /// The passage states a quantity, of this unit if one is given.
    Measures(Option<Unit>),
    /// This must not hold.
    Not(Box<Filter>),
    /// One of these must hold.
    Any(Vec<Filter>),
}

impl Filter {
    /// Whether it picks passages, and not whole notes.
    pub fn is_on_passages(&self) -> bool {
        match self {
            Filter::Path(_) | Filter::Tag(_) | Filter::Not(_) => false,
            Filter::Any(filters) => filters.iter().any(Filter::is_on_passages),
            Filter::Heading(_)
            | Filter::Names(_)
            | Filter::About { .. }
            | Filter::Limit(_)
            | Filter::Measures(_) => true,
        }
    }
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
    /// Names that were asked for (`service:`, `concept:`) and are not known.
    pub unknown: Vec<String>,
    /// There are no words but those of the names that were asked for: what is said of the things is
    /// wanted, not where they are mentioned.
    pub by_topic: bool,
    /// What was read otherwise than it may have been meant.
    pub diagnostics: Vec<Diagnostic>,
}

impl Plan {
    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.filters.is_empty()
    }

    /// Whether something is asked, and not only named.
    pub fn is_question(&self) -> bool {
        self.slots.iter().any(|slot| slot.of_question)
    }

    /// The plan with the parts of compounds and identifiers as words by themselves, if it wants all of any:
    /// where nothing has them all, `redis_url` may be something about `redis`. Words of a phrase stay whole.
    pub fn with_some_parts(mut self) -> Option<Self> {
        if !self.phrases.is_empty() {
            return None;
        }
        let mut any = false;
        for slot in std::mem::take(&mut self.slots) {
            match slot.parts() {
                Some(parts) => {
                    any = true;
                    self.slots.extend(parts);
                }
                None => self.slots.push(slot),
            }
        }
        any.then_some(self)
    }
}
