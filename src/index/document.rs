//! A note as the documents that stand for it in the index.

use tantivy::TantivyDocument;

use super::schema::{self, Fields};
use crate::analysis::is_syllable;
use crate::note::NotePath;
use crate::passage::{Outline, Passage, PassageKind, defined_term};
use crate::quantity::{Kinds, kinds};

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
        let text = passage.text.as_str();
        let kind = match passage.kind {
            PassageKind::Title => Self::TITLE,
            PassageKind::Heading { .. } | PassageKind::TableHeader => Self::HEADING,
            PassageKind::Bullet => Self::BULLET,
            PassageKind::TableRow => Self::ROW,
            PassageKind::Code => Self::CODE,
            _ => 0,
        };
        let defines = passage.kind == PassageKind::Definition || defined_term(text).is_some();
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

    /// Starts with a term that it explains.
    pub fn is_definition(self) -> bool {
        self.0 & Self::DEFINITION != 0
    }

    /// The kinds of quantity in its text.
    pub fn kinds(self) -> Kinds {
        Kinds::from_bits((self.0 >> Self::KINDS) as u8)
    }
}

/// The documents of one note, in the order of its outline.
pub(super) fn documents(
    fields: Fields,
    columns: Columns,
    key: u32,
    path: &NotePath,
    outline: &Outline,
) -> Vec<TantivyDocument> {
    outline
        .passages
        .iter()
        .enumerate()
        .map(|(ordinal, passage)| {
            let mut document = TantivyDocument::default();
            let text = if ordinal == 0 { outline.title.as_str() } else { passage.text.as_str() };
            document.add_text(fields.text, text);
            document.add_text(fields.gram, text);
            document.add_u64(fields.note, u64::from(key));
            document.add_u64(columns.ordinal, ordinal as u64);
            document.add_u64(columns.size, passage.descendants as u64);
            let parent = passage.parent.map_or(0, |parent| ordinal - parent);
            document.add_u64(columns.parent, parent as u64);
            document.add_u64(columns.traits, Traits::of(passage).bits());
            document.add_u64(columns.width, width(text));
            if ordinal == 0 {
                document.add_text(fields.name, path.stem());
                for alias in &outline.aliases {
                    document.add_text(fields.name, alias);
                }
                document.add_text(fields.place, path.folders());
                for tag in &outline.tags {
                    document.add_text(fields.place, tag);
                }
            }
            document
        })
        .collect()
}

/// The numeric columns, as fields to write to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    ordinal: tantivy::schema::Field,
    size: tantivy::schema::Field,
    parent: tantivy::schema::Field,
    traits: tantivy::schema::Field,
    width: tantivy::schema::Field,
}

impl Columns {
    pub(super) fn new(schema: &tantivy::schema::Schema) -> tantivy::Result<Self> {
        Ok(Columns {
            ordinal: schema.get_field(schema::ORDINAL)?,
            size: schema.get_field(schema::SIZE)?,
            parent: schema.get_field(schema::PARENT)?,
            traits: schema.get_field(schema::TRAITS)?,
            width: schema.get_field(schema::WIDTH)?,
        })
    }
}

/// Length of a text as a reader sees it: a syllable says about as much as two letters.
pub fn width(text: &str) -> u64 {
    text.chars().map(|char| if is_syllable(char) { 2 } else { 1 }).sum()
}
