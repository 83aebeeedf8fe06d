//! From the lines of a text block to passages in the tree.

use super::inline::InlineText;
use super::lines::{self, LineStart};
use super::nest::Nest;
use super::{PassageKind, cut, tags};
use crate::text::Span;

/// A block of text with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// What its text becomes.
    pub(super) kind: PassageKind,
    /// Where it stands in the source, markers included.
    pub(super) span: Span,
}

/// A line that introduces the list or table which follows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct LeadIn {
    /// The line's passage.
    pub(super) passage: usize,
    /// Where it ends in the source.
    pub(super) end: usize,
    /// It says so itself, by a colon or by being all bold; else only its place does.
    pub(super) explicit: bool,
}

impl LeadIn {
    /// Whether it introduces what begins at `start`. A line that does not say so must stand right
    /// above.
    pub(super) fn introduces(&self, source: &str, start: usize) -> bool {
        let gap = source.get(self.end..start).unwrap_or("");
        self.explicit || gap.bytes().filter(|&byte| byte == b'\n').count() <= 1
    }
}

/// What became of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// Its first passage.
    pub(super) first: usize,
    /// Its last line, where that introduces what follows.
    pub(super) lead_in: Option<LeadIn>,
}

/// Pushes a block's passages: its lines are read for headings and bullets that the grammar missed,
/// statements are told from wrapped prose, and what is long is cut.
///
/// `tight_headings` is about `##특징`: see [`lines::tight_heading`]; `None` where there are none.
pub(super) fn place(
    source: &str,
    nest: &mut Nest,
    inline: &InlineText,
    block: Block,
    tight_headings: Option<bool>,
) -> Option<Placed> {
    let lines: Vec<Span> = inline
        .lines()
        .map(|line| inline.trimmed(line))
        .filter(|line| {
            let text = &inline.as_str()[line.range()];
            lines::is_visible(text) && !lines::is_template(text)
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let mut lines = Lines {
        source,
        nest,
        inline,
        block,
        tight_headings,
        lines,
        first: None,
        bullets: Vec::new(),
        lead_in: None,
    };
    lines.place();
    lines.first.map(|first| Placed { first, lead_in: lines.lead_in })
}

/// A block in the making: the lines placed so far, and where the next one goes.
struct Lines<'a, 't> {
    source: &'a str,
    nest: &'a mut Nest<'t>,
    inline: &'a InlineText,
    block: Block,
    tight_headings: Option<bool>,
    lines: Vec<Span>,
    first: Option<usize>,
    /// Bullets that may hold what follows, by column.
    bullets: Vec<(usize, usize)>,
    lead_in: Option<LeadIn>,
}

impl Lines<'_, '_> {
    fn place(&mut self) {
        let mut at = 0;
        if self.block.kind != PassageKind::Paragraph {
            // The marker has been read: the first line and what runs on belong to it.
            at = self.plain_end(1);
            let passage = self.push(self.block.kind, self.nest.parent(), 0, at);
            if at < self.lines.len() {
                self.bullets.push((self.column(0), passage));
            }
        }
        while at < self.lines.len() {
            let line = self.text(at);
            if let Some((level, prefix)) = self.heading_at(at) {
                self.heading(at, level, prefix);
                at += 1;
                continue;
            }
            match lines::line_start(line) {
                LineStart::Bullet(prefix) => at = self.bullet(at, prefix, false),
                LineStart::Branch(prefix) => at = self.bullet(at, prefix, true),
                LineStart::Plain => at = self.statements(at),
            }
        }
    }

    fn text(&self, line: usize) -> &str {
        &self.inline.as_str()[self.lines[line].range()]
    }

    /// Where the run of plain lines ends that goes up to line `from` at least.
    fn plain_end(&self, from: usize) -> usize {
        (from..self.lines.len())
            .find(|&at| {
                self.heading_at(at).is_some()
                    || lines::line_start(self.text(at)) != LineStart::Plain
            })
            .unwrap_or(self.lines.len())
    }

    fn heading_at(&self, line: usize) -> Option<(u8, usize)> {
        let tight = self.tight_headings?;
        let text = self.text(line);
        let begins = self.block.kind == PassageKind::Paragraph
            && text.starts_with('#')
            && (line == 0 || text.starts_with("##"));
        let start = self.inline.source(self.lines[line])?.start;
        let escaped = self.source[..start].ends_with('\\');
        if begins && !escaped { lines::tight_heading(text, tight) } else { None }
    }

    fn heading(&mut self, line: usize, level: u8, prefix: usize) {
        let span = self.lines[line];
        let text = self.inline.trimmed(Span::new(span.start + prefix, span.end));
        let place = self.source_span(line, line + 1);
        let passage = self.nest.heading(level, self.inline.mapped(text), place);
        self.first.get_or_insert(passage);
        self.bullets.clear();
        self.lead_in = None;
    }

    /// Places a bullet with the plain lines that follow it; returns the line after them.
    fn bullet(&mut self, line: usize, prefix: usize, branch: bool) -> usize {
        let column = self.column(line);
        let parent = if branch {
            self.bullets.last().map(|&(_, passage)| passage)
        } else {
            while self.bullets.last().is_some_and(|&(left, _)| left >= column) {
                self.bullets.pop();
            }
            self.bullets.last().map(|&(_, passage)| passage)
        };
        let parent = parent.or(self.lead_in.map(|lead_in| lead_in.passage));
        let parent = parent.unwrap_or_else(|| self.nest.parent());
        let end = self.plain_end(line + 1);
        self.lines[line].start += prefix;
        let passage = self.push(PassageKind::Bullet, parent, line, end);
        if !branch {
            self.bullets.push((column, passage));
        }
        end
    }

    /// Places a run of plain lines; returns the line after it.
    fn statements(&mut self, first: usize) -> usize {
        let end = self.plain_end(first + 1);
        let texts: Vec<&str> = (first..end).map(|line| self.text(line)).collect();
        let groups = lines::statements(&texts);
        let mut holder = self.lead_in.take().filter(|lead_in| lead_in.explicit);
        let mut start = first;
        for group_end in groups {
            let group = start..first + group_end;
            start = group.end;
            let lead_in = self.is_lead_in(group.start, group.end);
            if lead_in == Some(true) {
                holder = None;
            }
            let parent = holder.map_or_else(|| self.nest.parent(), |holder: LeadIn| holder.passage);
            let passage = self.push(self.block.kind, parent, group.start, group.end);
            self.bullets.clear();
            let end = self.source_span(group.start, group.end).end;
            let own = lead_in.map(|explicit| LeadIn { passage, end, explicit });
            if lead_in == Some(true) {
                holder = own;
            }
            self.lead_in = match holder {
                Some(holder) => Some(LeadIn { end, ..holder }),
                None => own,
            };
        }
        end
    }

    /// Whether a group of lines introduces what follows, and if so, whether it says so itself.
    fn is_lead_in(&self, first: usize, end: usize) -> Option<bool> {
        if end != first + 1 {
            return None;
        }
        let text = self.text(first);
        if lines::introduces(text) || self.inline.is_bold(self.lines[first]) {
            return Some(true);
        }
        lines::names_list(text).then_some(false)
    }

    /// Pushes the lines `first..end` as one passage, or several where they are long; returns the
    /// first.
    fn push(&mut self, kind: PassageKind, parent: usize, first: usize, end: usize) -> usize {
        let text = Span::new(self.lines[first].start, self.lines[end - 1].end);
        for tag in tags::inline_tags(self.inline, text) {
            self.nest.tree().metadata.tag(tag);
        }
        let place = self.source_span(first, end);
        let pieces = cut::long_text(&self.inline.as_str()[text.range()]);
        let last = pieces.len().saturating_sub(1);
        let mut passage = None;
        for (at, piece) in pieces.into_iter().enumerate() {
            let piece = Span::new(text.start + piece.start, text.start + piece.end);
            let own = self.inline.source(piece).unwrap_or(place);
            let start = if at == 0 { place.start } else { own.start };
            let end = if at == last { place.end } else { own.end };
            let (kind, parent) = match (kind, passage) {
                (_, None) | (PassageKind::Paragraph, _) => (kind, parent),
                // The rest of a long item stands below its beginning.
                (_, Some(begun)) => (PassageKind::Paragraph, begun),
            };
            let span = Span::new(start.min(end), end);
            let index = self.nest.tree().push(parent, kind, self.inline.mapped(piece), span);
            passage.get_or_insert(index);
        }
        let passage = passage.unwrap_or(parent);
        self.first.get_or_insert(passage);
        passage
    }

    /// Where lines stand in the source: from the first one's indentation to the last one's end.
    fn source_span(&self, first: usize, end: usize) -> Span {
        let block = self.block.span;
        let whole = Span::new(self.lines[first].start, self.lines[end - 1].end);
        let Some(own) = self.inline.source(whole) else { return block };
        let source = self.source;
        // A `<br>` breaks lines within one of the source: no line goes beyond its neighbours.
        let start = if first == 0 {
            block.start.min(own.start)
        } else {
            let before = self.inline.source(self.lines[first - 1]).map_or(own.start, |it| it.end);
            let gap = source.get(before..own.start).unwrap_or("");
            gap.rfind('\n').map_or(own.start, |line_end| {
                let markup = gap[line_end + 1..].trim_start_matches([' ', '\t', '>']);
                own.start - markup.len()
            })
        };
        let end = if end == self.lines.len() {
            block.end.max(own.end)
        } else {
            let after = self.inline.source(self.lines[end]).map_or(own.end, |it| it.start);
            let gap = source.get(own.end..after).unwrap_or("");
            gap.find('\n').map_or(own.end, |len| own.end + gap[..len].trim_end().len())
        };
        Span::new(start, end)
    }

    /// The column a line begins at; a tab goes to the next multiple of 4.
    fn column(&self, line: usize) -> usize {
        let start = match line {
            0 => self.block.span.start,
            _ => self.inline.source(self.lines[line]).map_or(0, |place| place.start),
        };
        column(self.source, start)
    }
}

/// The column of an offset, counting tabs to the next multiple of 4 and other characters as one.
/// Columns beyond a thousand bytes are not told apart.
pub(super) fn column(source: &str, offset: usize) -> usize {
    let before = &source.as_bytes()[offset.saturating_sub(1_000)..offset];
    let line = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |line_end| line_end + 1);
    before[line..].iter().fold(0, |column, byte| match byte {
        b'\t' => (column / 4 + 1) * 4,
        // The bytes of a character after its first.
        0x80..0xc0 => column,
        _ => column + 1,
    })
}
