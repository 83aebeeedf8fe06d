use super::inline::InlineText;
use super::nest::{Nest, Role};
use super::place::{self, Block, LeadIn};
use super::tree::TreeBuilder;
use super::{PassageKind, cut};
use crate::text::Span;

/// Turns the blocks of one note into passages, whatever its format.
///
/// A reader fills [`inline`](Placer::inline) with a block's text, opens and closes levels of
/// [`nest`](Placer::nest), and says what the text was; the text is used up by that.
pub(super) struct Placer<'s, 't> {
    pub(super) source: &'s str,
    pub(super) nest: Nest<'t>,
    pub(super) inline: InlineText,
    /// Whether the note writes its headings as `##특징`; `None` where its format has none such.
    tight_headings: Option<bool>,
    /// Introduces the next block, if that is a list or table of this depth.
    lead_in: Option<(usize, LeadIn)>,
}

impl<'s, 't> Placer<'s, 't> {
    pub(super) fn new(
        source: &'s str,
        tree: &'t mut TreeBuilder,
        tight_headings: Option<bool>,
    ) -> Self {
        Placer {
            source,
            nest: Nest::new(tree),
            inline: InlineText::default(),
            tight_headings,
            lead_in: None,
        }
    }

    /// Pushes the text as a block of this kind, or of the kind that the level waits for. Returns its
    /// first passage; nothing where there is nothing to read.
    pub(super) fn place(&mut self, kind: PassageKind, span: Span) -> Option<usize> {
        self.lead_in = None;
        let span = self.without_blanks(span);
        let row = matches!(kind, PassageKind::TableHeader | PassageKind::TableRow);
        let pending = self.nest.pending().filter(|_| !row);
        let block = match pending {
            // Code or a list may already stand between the level's marker and its first text.
            Some((kind, start)) if start >= self.nest.tree().end() => {
                let whole = Span::new(start.min(span.start), span.end);
                Block { kind, span: self.without_blanks(whole) }
            }
            Some((kind, _)) => Block { kind, span },
            None => Block { kind, span },
        };
        let placed =
            place::place(self.source, &mut self.nest, &self.inline, block, self.tight_headings);
        self.inline.clear();
        let placed = placed?;
        if pending.is_some() {
            self.nest.resolve(placed.first);
        }
        match block.kind {
            PassageKind::Paragraph => {
                let depth = self.nest.depth();
                self.lead_in = placed.lead_in.map(|lead_in| (depth, lead_in));
            }
            PassageKind::TableHeader => self.nest.hold_innermost(placed.first),
            _ => {}
        }
        Some(placed.first)
    }

    /// Pushes the text as a heading; nothing where there is none to read. The first text of an item
    /// is the item, heading or not.
    pub(super) fn heading(&mut self, level: u8, span: Span) {
        if self.nest.pending().is_some() {
            self.place(PassageKind::Heading { level }, span);
            return;
        }
        self.lead_in = None;
        self.nest.close_innermost(Role::HtmlTable);
        let text = self.inline.trimmed(Span::new(0, self.inline.len()));
        if !text.is_empty() {
            let span = self.without_blanks(span);
            self.nest.heading(level, self.inline.mapped(text), span);
        }
        self.inline.clear();
    }

    /// A block's span may begin with the blanks, and line breaks, before its marker.
    fn without_blanks(&self, span: Span) -> Span {
        let block = &self.source[span.range()];
        let start = span.start + (block.len() - block.trim_start().len());
        Span::new(start.min(span.end), span.end)
    }

    /// Pushes the text as a code block, the parts of a long one as siblings. Blank ones are nothing.
    pub(super) fn code(&mut self, span: Span) {
        self.lead_in = None;
        let start = self.without_blanks(span).start;
        let pieces = cut::long_code(self.inline.as_str());
        let last = pieces.len().saturating_sub(1);
        for (at, piece) in pieces.into_iter().enumerate() {
            let Some(own) = self.inline.source(piece) else { continue };
            let start = if at == 0 { start.min(own.start) } else { own.start };
            let end = if at == last { span.end.max(own.end) } else { own.end };
            self.nest.push(PassageKind::Code, self.inline.mapped(piece), Span::new(start, end));
        }
        self.inline.clear();
    }

    /// Drops the text: it is not to be read.
    pub(super) fn discard(&mut self) {
        self.lead_in = None;
        self.inline.clear();
    }

    /// What a list or table that begins at `start` stands below: the line that introduces it, else
    /// what anything else would. Whatever the block, the line has introduced it.
    pub(super) fn holder(&mut self, start: usize) -> usize {
        let depth = self.nest.depth();
        match self.lead_in.take() {
            Some((level, lead_in)) if level == depth && lead_in.introduces(self.source, start) => {
                lead_in.passage
            }
            _ => self.nest.parent(),
        }
    }
}
