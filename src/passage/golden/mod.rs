//! Outlines of small notes, as they should be.

mod formats;
mod hasty;
mod markdown;

use std::fmt::Write;

use super::{PassageKind, outline};
use crate::note::Format;

/// One line a passage: indentation by depth, 1-based line, kind, text; then tags and aliases.
fn print(format: Format, source: &str) -> String {
    let outline = outline(format, "파일", source);
    let mut printed = String::new();
    for (index, passage) in outline.passages.iter().enumerate() {
        let depth = if index == 0 { 0 } else { outline.breadcrumb(index).count() + 1 };
        let kind = match passage.kind {
            PassageKind::Heading { level } => format!("H{level}"),
            kind => format!("{kind:?}"),
        };
        let line = source[..passage.span.start].matches('\n').count() + 1;
        let text = if index == 0 { outline.title.as_str() } else { passage.text.as_str() };
        let _ = writeln!(printed, "{}{line} {kind} {text:?}", "  ".repeat(depth));
    }
    for (name, names) in [("tags", &outline.tags), ("aliases", &outline.aliases)] {
        if !names.is_empty() {
            let _ = writeln!(printed, "{name} {}", names.join(", "));
        }
    }
    printed
}

fn markdown(source: &str) -> String {
    print(Format::Markdown, source)
}

fn text(source: &str) -> String {
    print(Format::Text, source)
}

fn org(source: &str) -> String {
    print(Format::Org, source)
}

fn rst(source: &str) -> String {
    print(Format::Rst, source)
}

fn asciidoc(source: &str) -> String {
    print(Format::Asciidoc, source)
}
