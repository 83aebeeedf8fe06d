use serde::{Deserialize, Serialize};

use crate::text::{MappedText, Span};

/// What a passage is in its note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PassageKind {
    /// The note itself; always and only the first passage.
    Title,
    /// A section's heading.
    Heading {
        /// 1 for the outermost.
        level: u8,
    },
    /// A list item: its own text, without the lists below it. Numbered and task items too.
    Bullet,
    /// Running text: a paragraph, or a line of it where each line is a statement.
    Paragraph,
    /// The column names of a table; parent of its rows.
    TableHeader,
    /// A table row, its cells joined by `" | "`.
    TableRow,
    /// A code block, or a part of a long one.
    Code,
    /// A term of a definition list with its first definition, joined by `" : "`.
    Definition,
    /// The text of a footnote.
    Footnote,
}

/// One thing a reader would quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// The text as read: without markup, link targets and comments. Line breaks within the passage
    /// are kept as `\n`, except in table rows. Maps into the normalised source.
    pub text: MappedText,
    /// Where it stands in the normalised source, from its marker to the end of its own last line,
    /// without its children.
    pub span: Span,
    /// Index of the passage it stands below; `None` for the title only.
    pub parent: Option<usize>,
    /// How many passages stand below it; they follow it directly.
    pub descendants: usize,
}

/// A note's passages, in preorder: parents come before children, and a passage's subtree is the
/// `descendants` passages that follow it.
///
/// Passage 0 is the [title](PassageKind::Title), above all others. Where a heading gives the title,
/// passage 0 is that heading, with its text and span. Otherwise (front matter or file name) its text
/// and span are empty, and [`title`](Outline::title) alone says it. Spans ascend from passage 1 on
/// without overlapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The front matter's `title`, else the heading that names the note, else the file's stem.
    pub title: String,
    /// Tags of front matter and text, without `#`, each once, in order.
    pub tags: Vec<String>,
    /// Other names of the note, from its front matter.
    pub aliases: Vec<String>,
    /// All passages; never empty.
    pub passages: Vec<Passage>,
}

impl Outline {
    /// The ancestors of a passage with their indices, outermost first, without the title and
    /// without the passage itself. Nothing for an index out of range.
    pub fn breadcrumb(&self, passage: usize) -> impl Iterator<Item = (usize, &Passage)> {
        let mut path = Vec::new();
        let mut above = self.parent(passage);
        while let Some(index) = above.filter(|&index| index > 0) {
            path.push(index);
            above = self.parent(index);
        }
        path.into_iter().rev().map(|index| (index, &self.passages[index]))
    }

    /// The passages directly below one, with their indices.
    pub fn children(&self, passage: usize) -> impl Iterator<Item = (usize, &Passage)> {
        let end = self.passages.get(passage).map_or(0, |own| passage + own.descendants + 1);
        let mut next = passage + 1;
        std::iter::from_fn(move || {
            let index = next;
            let child = self.passages[..end].get(index)?;
            next = index + child.descendants + 1;
            Some((index, child))
        })
    }

    fn parent(&self, passage: usize) -> Option<usize> {
        self.passages.get(passage).and_then(|passage| passage.parent)
    }
}
