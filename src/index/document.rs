//! A note as the documents that stand for it in the index.

use tantivy::TantivyDocument;

use super::amount::Amount;
use super::schema::{self, Fields};
use super::shown::ShownNote;
use super::terms::TermPacker;
use super::topic::{Given, Topic};
use crate::analysis::is_syllable;
use crate::catalog::EntityId;
use crate::note::Note;
use crate::passage::{Outline, Passage, PassageKind, defined_term};
use crate::quantity::{Kinds, kinds, quantities};
use crate::text::Span;
use crate::topic::{PassageTopics, Recognizer, Surroundings, learned};

/// What ranking wants to know of a passage without reading it: a bit set, stored as a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u64);

impl Traits {
    const HEADING: u64 = 1;
    const BULLET: u64 = 1 << 1;
    const ROW: u64 = 1 << 2;
    const CODE: u64 = 1 << 3;
    const DEFINITION: u64 = 1 << 4;
    const KINDS: u32 = 8;
    const TITLE: u64 = 1 << 6;

    /// The traits of a passage.
    pub fn of(passage: &Passage) -> Self {
        Traits::with(passage, defined_term(passage.text.as_str()))
    }

    /// The traits of a passage of which it is known what it defines.
    fn with(passage: &Passage, defined: Option<Span>) -> Self {
        let text = passage.text.as_str();
        let kind = match passage.kind {
            PassageKind::Title => Self::TITLE,
            PassageKind::Heading { .. } | PassageKind::TableHeader => Self::HEADING,
            PassageKind::Bullet => Self::BULLET,
            PassageKind::TableRow => Self::ROW,
            PassageKind::Code => Self::CODE,
            _ => 0,
        };
        let defines = passage.kind == PassageKind::Definition || defined.is_some();
        let definition = if defines && kind & Self::CODE == 0 { Self::DEFINITION } else { 0 };
        Traits(kind | definition | u64::from(kinds(text).bits()) << Self::KINDS)
    }

    /// From the number in the index.
    pub fn from_bits(bits: u64) -> Self {
        Traits(bits)
    }

    /// The number in the index.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The note's title.
    pub fn is_title(self) -> bool {
        self.0 & Self::TITLE != 0
    }

    /// A heading, or the header of a table.
    pub fn is_heading(self) -> bool {
        self.0 & Self::HEADING != 0
    }

    /// A row of a table.
    pub fn is_row(self) -> bool {
        self.0 & Self::ROW != 0
    }

    /// Starts with a term that it explains.
    pub fn is_definition(self) -> bool {
        self.0 & Self::DEFINITION != 0
    }

    /// The kinds of quantity in its text.
    pub fn kinds(self) -> Kinds {
        Kinds::from_bits((self.0 >> Self::KINDS) as u8)
    }
}

/// A passage's place in its note's outline, what it is and how long: one number in the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// How many passages before this one its parent stands. For a note's first, which has none, how
    /// many passages follow.
    pub above: u32,
    /// What it is.
    pub traits: Traits,
    /// Words of the term that it defines, at most, parts of compounds counted; of a heading or title
    /// all; 0 for none.
    pub term: u8,
    /// Width of its own text, in columns: a Hangul syllable counts two, a letter one.
    pub width: u32,
}

impl Shape {
    /// Bits of `above`: a note as large as one may be has fewer passages.
    const ABOVE: u32 = 28;
    /// Bits of the traits.
    const TRAITS: u32 = 16;
    /// Bits of the term's words.
    const TERM: u32 = 6;
    const LONGEST_TERM: u8 = (1 << Self::TERM) - 1;
    /// Columns. Beyond that, a text is as long as any.
    const WIDEST: u32 = (1 << (64 - Self::ABOVE - Self::TRAITS - Self::TERM)) - 1;

    /// The number in the index.
    pub fn bits(self) -> u64 {
        let width = u64::from(self.width.min(Self::WIDEST));
        let term = u64::from(self.term.min(Self::LONGEST_TERM));
        width << (Self::ABOVE + Self::TRAITS + Self::TERM)
            | term << (Self::ABOVE + Self::TRAITS)
            | self.traits.bits() << Self::ABOVE
            | u64::from(self.above)
    }

    /// From the number in the index.
    pub fn from_bits(bits: u64) -> Self {
        let low = |count: u32| (1 << count) - 1;
        Shape {
            above: (bits & low(Self::ABOVE)) as u32,
            traits: Traits::from_bits(bits >> Self::ABOVE & low(Self::TRAITS)),
            term: (bits >> (Self::ABOVE + Self::TRAITS) & low(Self::TERM)) as u8,
            width: (bits >> (Self::ABOVE + Self::TRAITS + Self::TERM)) as u32,
        }
    }
}

/// The documents of one note, in the order of its outline, cut from its text.
pub(super) fn documents(
    fields: Fields,
    columns: Columns,
    key: u32,
    note: &Note,
    outline: &Outline,
    recognizer: &Recognizer<'_>,
    terms: &mut TermPacker<'_>,
) -> Vec<TantivyDocument> {
    let topics = recognizer.topics(outline);
    let given = learned(outline);
    outline
        .passages
        .iter()
        .enumerate()
        .map(|(ordinal, passage)| {
            let mut document = TantivyDocument::default();
            let text = if ordinal == 0 { outline.title.as_str() } else { passage.text.as_str() };
            document.add_text(fields.text, terms.pack(text));
            document.add_text(fields.gram, text);
            document.add_u64(fields.note, u64::from(key));
            document.add_u64(columns.ordinal, ordinal as u64);
            let defined = defined_term(text);
            let traits =
                if ordinal == 0 { Traits::of(passage) } else { Traits::with(passage, defined) };
            let names = traits.is_heading() || ordinal == 0;
            let term = match defined {
                Some(span) => positions(&text[span.range()]),
                None => {
                    if names {
                        positions(text)
                    } else {
                        0
                    }
                }
            };
            let shape = Shape {
                above: passage.parent.map_or(passage.descendants, |parent| ordinal - parent) as u32,
                traits,
                term,
                width: u32::try_from(width(text)).unwrap_or(u32::MAX),
            };
            document.add_u64(columns.shape, shape.bits());
            if passage.kind != PassageKind::Code && !traits.kinds().is_empty() {
                for quantity in quantities(text) {
                    for number in Amount::of(&quantity).flat_map(Amount::numbers) {
                        document.add_u64(columns.quantity, number);
                    }
                }
            }
            for topic in topic_terms(&topics[ordinal], traits, text, defined, recognizer) {
                document.add_text(fields.topic, topic);
            }
            let names = &given[given.partition_point(|name| name.passage < ordinal)..];
            for name in names.iter().take_while(|name| name.passage == ordinal) {
                let pattern = name.source.letter();
                let (name, other) = (name.name.clone(), name.other.clone());
                document.add_text(fields.given, Given { pattern, name, other }.term());
            }
            if ordinal == 0 {
                document.add_bytes(
                    fields.shown,
                    &ShownNote::store(outline, &topics, note.source.as_str()),
                );
                document.add_text(fields.name, terms.pack(&note.path.stem()));
                for alias in &outline.aliases {
                    document.add_text(fields.name, terms.pack(alias));
                }
                document.add_text(fields.place, terms.pack(&note.path.folders()));
                for tag in &outline.tags {
                    document.add_text(fields.place, terms.pack(tag));
                }
            }
            document
        })
        .collect()
}

/// The terms that tell what a passage is about.
fn topic_terms(
    topics: &PassageTopics,
    traits: Traits,
    text: &str,
    defined: Option<Span>,
    recognizer: &Recognizer<'_>,
) -> Vec<String> {
    if topics.about.is_empty() {
        return Vec::new();
    }
    let id = |entity: EntityId| recognizer.catalog().entity(entity).id();
    let head: Vec<EntityId> = if topics.own.is_empty() {
        Vec::new()
    } else if traits.is_heading() || traits.is_title() {
        topics.own.clone()
    } else if let Some(span) = defined.filter(|_| traits.is_definition()) {
        let around = Surroundings { kind: PassageKind::Definition, named: &topics.own };
        let term = recognizer.mentions(&text[span.range()], around);
        term.into_iter().map(|mention| mention.entity).collect()
    } else {
        Vec::new()
    };
    let heads = head.iter().map(|&entity| Topic::Head(id(entity)).term());
    let named = topics.own.iter().map(|&entity| Topic::Named(id(entity)).term());
    let under = topics.about.iter().filter(|entity| !topics.own.contains(entity));
    let under = under.map(|&entity| Topic::Under(id(entity)).term());
    heads.chain(named).chain(under).collect()
}

/// Positions that the words of a term take up, at most: a compound of Korean has parts of two
/// syllables as a rule.
fn positions(term: &str) -> u8 {
    let words = term.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let positions: usize = words
        .map(|word| word.chars().filter(|&char| is_syllable(char)).count().div_ceil(2).max(1))
        .sum();
    u8::try_from(positions).unwrap_or(u8::MAX)
}

/// The numeric columns, as fields to write to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    ordinal: tantivy::schema::Field,
    shape: tantivy::schema::Field,
    quantity: tantivy::schema::Field,
}

impl Columns {
    pub(super) fn new(schema: &tantivy::schema::Schema) -> tantivy::Result<Self> {
        Ok(Columns {
            ordinal: schema.get_field(schema::ORDINAL)?,
            shape: schema.get_field(schema::SHAPE)?,
            quantity: schema.get_field(schema::QUANTITY)?,
        })
    }
}

/// Length of a text as a reader sees it: a syllable says about as much as two letters.
pub fn width(text: &str) -> u64 {
    text.chars().map(|char| if is_syllable(char) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_one_number() {
        for (above, bits, width) in [(0, 0, 0), (1, 0xffff, 7), ((1 << 28) - 1, 1, Shape::WIDEST)] {
            let shape = Shape { above, traits: Traits::from_bits(bits), term: 5, width };
            assert_eq!(Shape::from_bits(shape.bits()), shape);
        }
        let wide = Shape { width: u32::MAX, ..Shape::default() };
        assert_eq!(Shape::from_bits(wide.bits()).width, Shape::WIDEST);
    }
}
