//! Markdown, by `pulldown-cmark`, with the repairs that hasty notes need.

mod blocks;
mod html;
mod html_blocks;
mod spans;
mod strays;
mod walk;

use pulldown_cmark::{Options, Parser};

use super::tree::TreeBuilder;
use crate::text::Span;
use walk::Walker;

/// Extensions that people write without knowing that they are such. Mathematics is not among them:
/// notes on prices are full of `$`.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

/// Reads a note whose text begins at `body`.
pub(super) fn read(source: &str, body: usize, tree: &mut TreeBuilder) {
    let parser = Parser::new_ext(&source[body..], OPTIONS);
    let mut walker = Walker::new(source, body, tree);
    for (event, range) in parser.into_offset_iter() {
        walker.event(event, Span::new(range.start + body, range.end + body));
    }
    walker.finish();
}
