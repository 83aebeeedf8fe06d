use super::code::fence;
use super::heading::is_rule;
use super::inline::push_line;
use super::syntax::Syntax;
use super::table::is_border;
use crate::passage::PassageKind;
use crate::passage::lines::{self, LineStart};
use crate::passage::nest::Role;
use crate::passage::place::column;
use crate::passage::placer::Placer;
use crate::passage::tree::TreeBuilder;
use crate::text::Span;

/// Reads a note whose text begins at `body`.
pub(in crate::passage) fn read(syntax: &Syntax, source: &str, body: usize, tree: &mut TreeBuilder) {
    let mut at = body;
    let lines = source[body..].split_inclusive('\n').map(|line| {
        let span = Span::new(at, at + line.trim_end_matches('\n').len());
        at += line.len();
        span
    });
    let mut reader = Reader {
        syntax,
        source,
        placer: Placer::new(source, tree, None),
        lines: lines.collect(),
        at: 0,
        block: None,
        items: Vec::new(),
        underlines: Vec::new(),
        table: None,
        has_text: false,
    };
    reader.read();
}

/// Reads one note line by line, going on with the open block or closing it.
pub(super) struct Reader<'s, 't> {
    pub(super) syntax: &'s Syntax,
    pub(super) source: &'s str,
    pub(super) placer: Placer<'s, 't>,
    /// The note's lines without their line ends.
    pub(super) lines: Vec<Span>,
    /// The next line.
    pub(super) at: usize,
    /// The block that is being read.
    pub(super) block: Option<(PassageKind, Span)>,
    /// The open items: how deep each is indented.
    pub(super) items: Vec<usize>,
    /// The signs that underline headings, in order of appearance: the first is level 1.
    pub(super) underlines: Vec<(char, bool)>,
    /// How many rows of the open table have been read.
    pub(super) table: Option<usize>,
    /// Some text has been read: what follows is not about the note.
    pub(super) has_text: bool,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        while self.at < self.lines.len() {
            let line = self.at;
            self.at += 1;
            self.line(line);
        }
        self.flush();
    }

    pub(super) fn text(&self, line: usize) -> &str {
        self.lines.get(line).map_or("", |span| self.source[span.range()].trim())
    }

    /// The place of a line's text, without the blanks around it.
    pub(super) fn trimmed(&self, line: usize) -> Span {
        let span = self.lines[line];
        let text = &self.source[span.range()];
        let start = span.start + (text.len() - text.trim_start().len());
        Span::new(start, start + text.trim().len())
    }

    fn line(&mut self, line: usize) {
        let span = self.trimmed(line);
        let text = &self.source[span.range()];
        if !text.starts_with('|') {
            self.end_table();
        }
        if text.is_empty() {
            self.flush();
        } else if let Some(fence) = fence(self.syntax, text) {
            self.fenced(fence, line);
        } else if self.syntax.comments.iter().any(|sign| text.starts_with(sign)) {
            self.flush();
        } else if !self.attribute(text) && !self.heading(line, span) {
            self.body(line, span);
        }
        self.code_below(text);
    }

    /// A line that is neither about the note nor a heading.
    fn body(&mut self, line: usize, span: Span) {
        let text = &self.source[span.range()];
        let directive = self.syntax.directive.map_or("", str::trim_end);
        if !directive.is_empty() && text.starts_with(directive) {
            self.directive(line, span);
        } else if is_rule(text) {
            self.flush();
        } else if text.starts_with('|') || is_border(text) {
            self.table_row(line, span);
        } else if let Some((depth, prefix)) = self.bullet(text, span) {
            self.item(depth, span, prefix);
        } else if let Some(title) = self.syntax.block_title.and_then(|sign| text.strip_prefix(sign))
        {
            self.flush();
            self.plain(Span::new(span.end - title.len(), span.end));
        } else {
            self.plain(span);
        }
    }

    pub(super) fn flush(&mut self) {
        let Some((kind, span)) = self.block.take() else { return };
        self.has_text = true;
        self.placer.place(kind, span);
    }

    pub(super) fn push(&mut self, text: Span) {
        push_line(&mut self.placer.inline, self.source, text, self.syntax);
    }

    /// Closes the items that are indented as deep or deeper, and the list after its last item.
    pub(super) fn close_items(&mut self, depth: usize) {
        self.close_deeper(depth);
        if self.items.is_empty() {
            self.placer.nest.close_innermost(Role::List);
        }
    }

    fn close_deeper(&mut self, depth: usize) {
        while self.items.last().is_some_and(|&open| open >= depth) {
            self.items.pop();
            self.placer.nest.close_innermost(Role::Item);
        }
    }

    /// Starts a block of one line, or goes on with the open one.
    pub(super) fn plain(&mut self, span: Span) {
        if let Some((_, block)) = &mut self.block {
            let line_end = Span::new(block.end, block.end + 1);
            block.end = span.end;
            self.placer.inline.push("\n", line_end);
        } else {
            let column = column(self.source, span.start);
            self.close_items(column.max(1));
            if column == 0 {
                self.close_items(0);
            }
            let definition = self.syntax.definition.is_some_and(|sign| {
                let text = &self.source[span.range()];
                text.ends_with(sign)
                    || text.split_once(sign).is_some_and(|(_, after)| after.starts_with(' '))
            });
            let kind = if definition { PassageKind::Definition } else { PassageKind::Paragraph };
            self.block = Some((kind, span));
        }
        self.push(span);
    }

    /// Depth and prefix length of a bullet.
    fn bullet(&self, text: &str, span: Span) -> Option<(usize, usize)> {
        if let Some(sign) =
            text.chars().next().filter(|sign| self.syntax.repeated_bullets.contains(sign))
        {
            let rest = text.trim_start_matches(sign);
            let count = (text.len() - rest.len()) / sign.len_utf8();
            return rest.starts_with(' ').then(|| {
                let rank = self.syntax.repeated_bullets.iter().position(|known| *known == sign);
                let mixed = usize::from(rank > Some(0) && count == 1 && !self.items.is_empty());
                (count + mixed, text.len() - rest.trim_start().len())
            });
        }
        match lines::line_start(text) {
            LineStart::Bullet(prefix) => {
                let checkbox = ["[ ] ", "[x] ", "[X] ", "[-] "]
                    .iter()
                    .find(|checkbox| text[prefix..].starts_with(**checkbox));
                let depth = column(self.source, span.start) + 1;
                Some((depth, prefix + checkbox.map_or(0, |checkbox| checkbox.len())))
            }
            LineStart::Branch(_) | LineStart::Plain => None,
        }
    }

    fn item(&mut self, depth: usize, span: Span, prefix: usize) {
        self.flush();
        self.close_deeper(depth);
        if self.items.is_empty() && !self.placer.nest.is_in(Role::List) {
            let holder = self.placer.holder(span.start);
            self.placer.nest.open_below(Role::List, holder);
        }
        self.placer.nest.open_pending(Role::Item, PassageKind::Bullet, span.start);
        self.items.push(depth);
        self.block = Some((PassageKind::Bullet, span));
        self.push(Span::new(span.start + prefix, span.end));
    }
}
