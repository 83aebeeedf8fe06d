use pulldown_cmark::{CodeBlockKind, HeadingLevel};

use super::walk::Walker;
use crate::passage::PassageKind;
use crate::passage::cut::ends_sentence;
use crate::passage::lines::{self, LineStart};
use crate::passage::nest::Role;
use crate::text::Span;

/// A block whose text is being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// What an open block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Passage(PassageKind),
    /// `<summary>`: holds what follows, up to `</details>`.
    Summary,
    Code,
    /// A code block without text to read: a diagram.
    Diagram,
}

impl Walker<'_, '_> {
    pub(super) fn begin(&mut self, kind: Kind, start: usize) {
        self.open = Some(Open { kind, span: Span::new(start, start) });
        self.separator = None;
    }

    /// Extends the open block in the source.
    pub(super) fn extend(&mut self, end: usize) {
        if let Some(open) = &mut self.open {
            open.span.end = open.span.end.max(end);
        }
    }

    /// Whether the open block is a term, whose definition belongs to the same passage.
    pub(super) fn awaits_definition(&self) -> bool {
        self.open.is_some_and(|open| open.kind == Kind::Passage(PassageKind::Definition))
    }

    /// Whether that definition begins at `start`, with nothing between them that is still to be read.
    pub(super) fn is_defined_at(&self, start: usize) -> bool {
        let end = self.open.map_or(start, |open| open.span.end);
        let mut between = self.strays.iter().take_while(|stray| stray.start < start);
        self.awaits_definition() && between.all(|stray| stray.start < end)
    }

    /// Ends the open block and pushes its passages.
    pub(super) fn flush(&mut self) {
        let Some(open) = self.open.take() else { return };
        self.read_to = self.read_to.max(open.span.end);
        let block = &self.source[open.span.range()];
        let span = Span::new(open.span.start, open.span.start + block.trim_end().len());
        match open.kind {
            Kind::Diagram => self.placer.discard(),
            Kind::Code => self.placer.code(span),
            Kind::Summary => {
                if let Some(summary) = self.placer.place(PassageKind::Paragraph, span)
                    && span.end < self.last_details
                {
                    self.placer.nest.open_below(Role::Details, summary);
                }
            }
            Kind::Passage(PassageKind::Heading { level }) => self.placer.heading(level, span),
            Kind::Passage(kind) => {
                self.placer.place(kind, span);
            }
        }
        self.bold = None;
        self.images.clear();
        self.separator = None;
    }

    /// A paragraph above a line of dashes is a heading to Markdown. A sentence, a definition or
    /// several lines are a paragraph above a rule to the writer.
    pub(super) fn heading_kind(&self, level: HeadingLevel, span: Span) -> Kind {
        let block = self.source[span.range()].trim_end();
        let text = block.rsplit_once('\n').map_or("", |(text, _underline)| text.trim_end());
        let sentence = text.contains('\n')
            || text.contains(" : ")
            || text.chars().count() > 80
            || text.ends_with(|char| ends_sentence(char) || char == '다');
        if sentence && !block.starts_with('#') {
            return Kind::Passage(PassageKind::Paragraph);
        }
        Kind::Passage(PassageKind::Heading { level: level as u8 })
    }

    /// Diagrams have no text to read. An indented "code block" of bullets is a list whose writer
    /// indented too far.
    pub(super) fn code_kind(&self, kind: &CodeBlockKind, span: Span) -> Kind {
        match kind {
            CodeBlockKind::Fenced(language) if language.starts_with("mermaid") => Kind::Diagram,
            CodeBlockKind::Fenced(_) => Kind::Code,
            CodeBlockKind::Indented => {
                let first = self.source[span.range()].trim_start().lines().next().unwrap_or("");
                match lines::line_start(first) {
                    LineStart::Bullet(_) => Kind::Passage(PassageKind::Paragraph),
                    LineStart::Branch(_) | LineStart::Plain => Kind::Code,
                }
            }
        }
    }

    /// Pushes the lines before `offset` that nothing has read.
    pub(super) fn strays_before(&mut self, offset: usize) {
        while let Some(&stray) = self.strays.front().filter(|stray| stray.start < offset) {
            self.strays.pop_front();
            if stray.start >= self.read_to {
                self.begin(Kind::Passage(PassageKind::Paragraph), stray.start);
                self.push(&self.source[stray.range()], stray);
                self.flush();
            }
        }
    }
}

/// Whether a quote ends in a heading. Such a quote is decoration: its heading is one of the note and
/// holds what follows.
pub(super) fn ends_in_heading(quote: &str) -> bool {
    let quote = quote.trim_end();
    let line = quote.rsplit_once('\n').map_or(quote, |(_, line)| line);
    line.trim_start_matches(['>', ' ', '\t']).starts_with('#')
}
