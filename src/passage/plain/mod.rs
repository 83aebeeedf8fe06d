//! Org, reStructuredText, AsciiDoc and plain text, read line by line.
//!
//! Notes use little of these formats: headings, lists, tables, code. What differs between them are
//! the signs, so one reader serves all, and each format is a table of signs (`syntax`).

mod code;
mod heading;
mod inline;
mod reader;
mod syntax;
mod table;

pub(super) use reader::read;
pub(super) use syntax::{ASCIIDOC, ORG, RST, TEXT};
