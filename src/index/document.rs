//! A note as the documents that stand for it in the index.

use super::amount::Amount;
use super::shown::ShownNote;
use super::terms::{TermReader, Token};
use super::topic::{Given, TopicKey};
use crate::analysis::{Grams, is_syllable};
use crate::catalog::EntityId;
use crate::note::Note;
use crate::passage::{Outline, Passage, PassageKind, defined_term, only_asks, points_elsewhere};
use crate::quantity::{Kinds, bound_named, kinds, quantities};
use crate::text::{Span, is_alphanumeric};
use crate::topic::{PassageTopics, Recognizer, Surroundings, learned};

/// What ranking wants to know of a passage without reading it: a bit set, stored as a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u16);

impl Traits {
    const HEADING: u16 = 1;
    const BULLET: u16 = 1 << 1;
    const ROW: u16 = 1 << 2;
    const CODE: u16 = 1 << 3;
    const DEFINITION: u16 = 1 << 4;
    const POINTER: u16 = 1 << 5;
    const TITLE: u16 = 1 << 6;
    const QUESTION: u16 = 1 << 7;
    const KINDS: u32 = 8;

    /// The traits of a passage.
    pub fn of(passage: &Passage) -> Self {
        Traits::with(passage, defined_term(passage.text.as_str()))
    }

    /// The traits of a passage of which it is known what it defines.
    fn with(passage: &Passage, defined: Option<Span>) -> Self {
        let text = passage.text.as_str();
        let kind = match passage.kind {
            PassageKind::Title => Self::TITLE,
            PassageKind::Heading { .. } => Self::HEADING,
            PassageKind::TableHeader => Self::HEADING | Self::ROW,
            PassageKind::Bullet => Self::BULLET,
            PassageKind::TableRow => Self::ROW,
            PassageKind::Code => Self::CODE,
            _ => 0,
        };
        let defines = passage.kind == PassageKind::Definition || defined.is_some();
        let definition = if defines && kind & Self::CODE == 0 { Self::DEFINITION } else { 0 };
        let asks = kind & Self::CODE == 0 && only_asks(text);
        let question = if asks { Self::QUESTION } else { 0 };
        let mut traits = Traits(kind | definition | question);
        traits.add(kinds(text));
        traits
    }

    fn add(&mut self, kinds: Kinds) {
        self.0 |= u16::from(kinds.bits()) << Self::KINDS;
    }

    /// From the number in the index.
    pub fn from_bits(bits: u64) -> Self {
        Traits(bits as u16)
    }

    /// The number in the index.
    pub fn bits(self) -> u64 {
        u64::from(self.0)
    }

    /// The note's title.
    pub fn is_title(self) -> bool {
        self.0 & Self::TITLE != 0
    }

    /// A heading, or the header of a table.
    pub fn is_heading(self) -> bool {
        self.0 & Self::HEADING != 0
    }

    /// A row of a table, its header too.
    pub fn is_row(self) -> bool {
        self.0 & Self::ROW != 0
    }

    /// The header of a table.
    pub fn is_table_header(self) -> bool {
        self.is_heading() && self.is_row()
    }

    /// Starts with a term that it explains.
    pub fn is_definition(self) -> bool {
        self.0 & Self::DEFINITION != 0
    }

    /// A block of code.
    pub fn is_code(self) -> bool {
        self.0 & Self::CODE != 0
    }

    /// Says only where to read on.
    pub fn is_pointer(self) -> bool {
        self.0 & Self::POINTER != 0
    }

    /// Only asks, or says what is told next.
    pub fn is_question(self) -> bool {
        self.0 & Self::QUESTION != 0
    }

    /// The kinds of quantity in its text, and what they are said to be.
    pub fn kinds(self) -> Kinds {
        Kinds::from_bits((self.0 >> Self::KINDS) as u8)
    }
}

/// A passage's place in its note's outline, what it is and how long: one number in the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// How many passages before this one its parent stands; 0 for a note's first, which has none.
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
    /// Bits of the width.
    const WIDTH: u32 = 64 - Self::ABOVE - Self::TRAITS - Self::TERM;
    /// Columns. Beyond that, a text is as long as any.
    const WIDEST: u32 = (1 << Self::WIDTH) - 1;

    /// The number in the index. What is seldom large comes last, for a column takes as many bits as
    /// its largest number has.
    pub fn bits(self) -> u64 {
        let width = u64::from(self.width.min(Self::WIDEST));
        let term = u64::from(self.term.min(Self::LONGEST_TERM));
        u64::from(self.above) << (Self::WIDTH + Self::TERM + Self::TRAITS)
            | width << (Self::TERM + Self::TRAITS)
            | term << Self::TRAITS
            | self.traits.bits()
    }

    /// From the number in the index.
    pub fn from_bits(bits: u64) -> Self {
        let low = |count: u32| (1 << count) - 1;
        Shape {
            above: (bits >> (Self::WIDTH + Self::TERM + Self::TRAITS)) as u32,
            traits: Traits::from_bits(bits & low(Self::TRAITS)),
            term: (bits >> Self::TRAITS & low(Self::TERM)) as u8,
            width: (bits >> (Self::TERM + Self::TRAITS) & low(Self::WIDTH)) as u32,
        }
    }
}

/// The documents of one note, in the order of its outline: numbers, and terms as numbers.
#[derive(Default)]
pub(super) struct Documents {
    /// The note's key in the manifest.
    pub key: u32,
    /// One document a passage.
    pub passages: Vec<PassageDocument>,
    /// Terms of the passages' texts, those of each after those of the one before.
    pub tokens: Vec<Token>,
    /// Their pairs of syllables, likewise.
    pub grams: Vec<Pair>,
    /// Terms of the file's name and aliases.
    pub name: Vec<Token>,
    /// Terms of its folders and tags.
    pub place: Vec<Token>,
    /// What showing it takes: see [`ShownNote`].
    pub shown: Vec<u8>,
    /// Width of all its passages' texts, in columns.
    pub width: u64,
}

/// A passage's share of its note's [`Documents`].
pub(super) struct PassageDocument {
    pub shape: Shape,
    /// How many tokens and pairs are its own.
    pub tokens: usize,
    pub grams: usize,
    pub quantities: Vec<u64>,
    pub topics: Vec<TopicKey>,
    pub given: Vec<String>,
}

/// Two syllables: their places among all, which are in the order of their characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pair(u16, u16);

impl Pair {
    const FIRST: u32 = '가' as u32;

    pub(super) fn new(first: char, second: char) -> Self {
        Pair((first as u32 - Self::FIRST) as u16, (second as u32 - Self::FIRST) as u16)
    }

    /// A number in the order of pairs.
    pub(super) fn number(self) -> u32 {
        u32::from(self.0) << 16 | u32::from(self.1)
    }

    /// The term.
    pub(super) fn term(self) -> String {
        let syllable = |place: u16| char::from_u32(Self::FIRST + u32::from(place));
        [self.0, self.1].into_iter().filter_map(syllable).collect()
    }
}

/// Makes the documents of a note, cut from its text.
pub(super) fn documents(
    key: u32,
    note: &Note,
    outline: &Outline,
    recognizer: &Recognizer<'_>,
    terms: &mut TermReader<'_>,
) -> Documents {
    let topics = recognizer.topics(outline);
    let given = learned(outline);
    let shown = ShownNote::store(outline, &topics, note.source.as_str());
    let mut documents = Documents { key, shown, ..Documents::default() };
    documents.passages.reserve_exact(outline.passages.len());
    for (ordinal, passage) in outline.passages.iter().enumerate() {
        let text = if ordinal == 0 { outline.title.as_str() } else { passage.text.as_str() };
        let (tokens, grams) = (documents.tokens.len(), documents.grams.len());
        terms.read(text, &mut documents.tokens);
        documents.grams.extend(Grams::new(text).map(|(first, second, _)| Pair::new(first, second)));
        let defined = defined_term(text);
        let mut traits =
            if ordinal == 0 { Traits::of(passage) } else { Traits::with(passage, defined) };
        // What a link says of a quantity is said.
        if ordinal > 0
            && !traits.is_heading()
            && !traits.is_code()
            && traits.kinds().is_empty()
            && points_elsewhere(&note.source.as_str()[passage.span.range()])
        {
            traits.0 |= Traits::POINTER;
        }
        let amounts = if passage.kind != PassageKind::Code && !traits.kinds().is_empty() {
            quantities(text)
        } else {
            Vec::new()
        };
        amounts.iter().for_each(|amount| traits.add(amount.bound.into()));
        // `Defaults: retries 3, delay 1`: of all of them.
        if let Some(span) = defined.filter(|_| !traits.kinds().is_empty()) {
            let said = bound_named(&text[span.range()]);
            traits.add(said.map_or(Kinds::NONE, Kinds::from));
        }
        let names = traits.is_heading() || ordinal == 0;
        let term = match defined {
            Some(span) => positions(&text[span.range()]),
            None if names => positions(text),
            None => 0,
        };
        let columns = width(text);
        // What the title passage holds of the text is not always the title.
        documents.width += if ordinal == 0 { width(passage.text.as_str()) } else { columns };
        let shape = Shape {
            above: passage.parent.map_or(0, |parent| ordinal - parent) as u32,
            traits,
            term,
            width: u32::try_from(columns).unwrap_or(u32::MAX),
        };
        let names = &given[given.partition_point(|name| name.passage < ordinal)..];
        let names = names.iter().take_while(|name| name.passage == ordinal).map(|name| {
            let pattern = name.source.letter();
            let (name, other) = (name.name.clone(), name.other.clone());
            Given { pattern, name, other }.term()
        });
        documents.passages.push(PassageDocument {
            shape,
            tokens: documents.tokens.len() - tokens,
            grams: documents.grams.len() - grams,
            quantities: amounts.iter().flat_map(Amount::of).flat_map(Amount::numbers).collect(),
            topics: topic_keys(&topics[ordinal], traits, text, defined, recognizer),
            given: names.collect(),
        });
    }
    terms.read(&note.path.stem(), &mut documents.name);
    outline.aliases.iter().for_each(|alias| terms.read(alias, &mut documents.name));
    terms.read(&note.path.folders(), &mut documents.place);
    outline.tags.iter().for_each(|tag| terms.read(tag, &mut documents.place));
    documents
}

/// What a passage is about, as terms.
fn topic_keys(
    topics: &PassageTopics,
    traits: Traits,
    text: &str,
    defined: Option<Span>,
    recognizer: &Recognizer<'_>,
) -> Vec<TopicKey> {
    if topics.about.is_empty() {
        return Vec::new();
    }
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
    let under = topics.about.iter().filter(|entity| !topics.own.contains(entity));
    let head = head.into_iter().map(TopicKey::Head);
    let named = topics.own.iter().copied().map(TopicKey::Named);
    head.chain(named).chain(under.copied().map(TopicKey::Under)).collect()
}

/// Positions that the words of a term take up, at most: a compound of Korean has parts of two
/// syllables as a rule.
fn positions(term: &str) -> u8 {
    let words = term.split(|char: char| !is_alphanumeric(char)).filter(|word| !word.is_empty());
    let positions: usize = words
        .map(|word| word.chars().filter(|&char| is_syllable(char)).count().div_ceil(2).max(1))
        .sum();
    u8::try_from(positions).unwrap_or(u8::MAX)
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
