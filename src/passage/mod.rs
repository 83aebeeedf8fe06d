//! A note's text, cut into the things a reader would quote.
//!
//! A search result is a [`Passage`]: one heading, bullet, paragraph, table row, code block or
//! definition, never a whole section. What makes a short bullet findable is where it stands, so
//! passages form a tree ([`Outline`]): headings by level, bullets by indentation, table rows below
//! their header, answers below the `<summary>` that asks. The line `한 번에 900초까지만 돈다`
//! is found by "람다 최대 실행 시간" because its ancestors say the rest.
//!
//! Notes are written fast and for oneself. Beyond the markup's own grammar this layer reads what
//! the writer evidently meant: `#제목` and `-항목` without a blank, a line ending in `:` above a
//! list, lines that are statements rather than wrapped prose. Whatever the reading, no word of a
//! note is lost: a shape that is not understood is a paragraph.

mod cut;
mod definition;
mod front_matter;
mod inline;
mod lines;
mod markdown;
mod nest;
mod outline;
mod packed;
mod place;
mod placer;
mod plain;
mod pointer;
mod question;
mod tags;
mod tree;

#[cfg(test)]
mod golden;
#[cfg(test)]
mod properties;

pub use definition::defined_term;
pub use outline::{Outline, Passage, PassageKind};
pub use packed::PackedOutline;
pub use pointer::points_elsewhere;
pub use question::only_asks;

use crate::note::Format;

/// The passages of a note.
///
/// `stem` is the file name without its extension, the title of last resort. `source` is the
/// normalised text ([`SourceText::as_str`](crate::text::SourceText::as_str)); all spans point
/// into it.
pub fn outline(format: Format, stem: &str, source: &str) -> Outline {
    let (metadata, body) = front_matter::read(source);
    let mut tree = tree::TreeBuilder::new(metadata);
    match format {
        Format::Markdown => markdown::read(source, body, &mut tree),
        Format::Org => plain::read(&plain::ORG, source, body, &mut tree),
        Format::Rst => plain::read(&plain::RST, source, body, &mut tree),
        Format::Asciidoc => plain::read(&plain::ASCIIDOC, source, body, &mut tree),
        Format::Text => plain::read(&plain::TEXT, source, body, &mut tree),
    }
    tree.finish(stem)
}
