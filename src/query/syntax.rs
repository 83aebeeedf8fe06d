use crate::text::Span;

/// A query as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What was typed.
    pub raw: String,
    /// The parts, all of which are wanted.
    pub nodes: Vec<Node>,
    /// What could not be read as syntax and was read as words.
    pub diagnostics: Vec<Diagnostic>,
}

/// One part of a query. Spans are of [`Query::raw`].
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A word without white space.
    Word {
        /// The word, without its syntax.
        text: String,
        /// Where it stands.
        span: Span,
        /// `word*`: also longer words that start like it.
        prefix: bool,
    },
    /// `"these words, in this order"`.
    Phrase {
        /// The words.
        text: String,
        /// Where they stand, without the quotes.
        span: Span,
    },
    /// `field:value`.
    Field {
        /// The field.
        name: FieldName,
        /// The value, without quotes.
        value: String,
        /// Where the whole stands.
        span: Span,
    },
    /// `-word`: hits with it are left out.
    Not(Box<Node>),
    /// `a OR b`: any will do.
    Any(Vec<Node>),
    /// `( a b )`: all together.
    All(Vec<Node>),
}

/// A field that a query can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldName {
    /// A service by any of its names.
    Service,
    /// A concept by any of its names.
    Concept,
    /// A piece of the note's path.
    Path,
    /// Words of a heading above.
    Heading,
    /// A tag of the note.
    Tag,
    /// A quantity.
    Limit,
}

impl FieldName {
    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "service" => FieldName::Service,
            "concept" => FieldName::Concept,
            "path" => FieldName::Path,
            "heading" => FieldName::Heading,
            "tag" => FieldName::Tag,
            "limit" => FieldName::Limit,
            _ => return None,
        })
    }
}

/// Something in a query that was not read as it may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it was and how it was read instead.
    pub message: String,
    /// Where in [`Query::raw`].
    pub span: Span,
}
