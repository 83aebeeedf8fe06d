use super::blocks::{Kind, Open};
use super::html::{self, Token};
use super::walk::Walker;
use crate::passage::PassageKind;
use crate::text::Span;

/// Text shorter than this holds no embedded file.
const SHORTEST_EMBEDDED_FILE: usize = 200;

/// Length of `**` and `==`.
const MARKER_LEN: usize = 2;

impl Walker<'_, '_> {
    /// Appends text that stands at `span`, opening a block where none is open.
    pub(super) fn push(&mut self, text: &str, span: Span) {
        let open = self.open.get_or_insert(Open {
            kind: Kind::Passage(PassageKind::Paragraph),
            span: Span::new(span.start, span.start),
        });
        if open.kind == Kind::Diagram {
            return;
        }
        open.span.end = open.span.end.max(span.end);
        if let Some(separator) = self.separator.take()
            && !self.placer.inline.is_blank()
        {
            let before =
                self.placer.inline.source_end().map_or(span.start, |end| end.min(span.start));
            self.placer.inline.push(separator, Span::new(before, span.start));
        }
        self.placer.inline.push(text, span);
    }

    pub(super) fn text(&mut self, text: &str, span: Span) {
        let code = self.open.is_some_and(|open| open.kind == Kind::Code);
        if text != &self.source[span.range()] {
            return self.push(text, unit(text, span));
        }
        if code {
            return self.push(text, span);
        }
        let mut start = span.start.max(self.marker_end);
        for (at, byte) in text.bytes().enumerate() {
            let at = span.start + at;
            if matches!(byte, b'*' | b'=') && at >= start && self.is_stray_marker(at) {
                self.plain(Span::new(start, at));
                start = at + MARKER_LEN;
                self.marker_end = start;
            }
        }
        if start < span.end {
            self.plain(Span::new(start, span.end));
        }
        self.extend(span.end);
    }

    /// Whether `**` or `==` at this place is emphasis that the grammar missed, as in
    /// `**람다(Lambda)**는`: it touches a word, and is no operator between two.
    fn is_stray_marker(&self, at: usize) -> bool {
        let rest = &self.source[at..];
        if !rest.starts_with("**") && !rest.starts_with("==") {
            return false;
        }
        let before = self.source[..at].chars().next_back().unwrap_or(' ');
        let after = rest[MARKER_LEN..].chars().next().unwrap_or(' ');
        let operator = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
        let apart = before.is_whitespace() && after.is_whitespace();
        !operator && !apart
    }

    /// Appends text of the source as it is, without embedded files.
    fn plain(&mut self, span: Span) {
        let text = &self.source[span.range()];
        let embedded =
            if text.len() < SHORTEST_EMBEDDED_FILE { None } else { text.find(";base64,") };
        match embedded {
            None if text.is_empty() => {}
            None => self.push(text, span),
            Some(at) => {
                let data = text[at + 8..].bytes();
                let len = data.take_while(|byte| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
                });
                let end = at + 8 + len.count();
                self.push(&text[..at], Span::new(span.start, span.start + at));
                let rest = Span::new(span.start + end, span.end);
                self.push(&self.source[rest.range()], rest);
            }
        }
    }

    pub(super) fn code_span(&mut self, text: &str, span: Span) {
        let raw = &self.source[span.range()];
        let inner = raw.trim_matches('`');
        let ticks = raw.len() - raw.trim_start_matches('`').len();
        // One blank at each side belongs to the markup.
        let padding = inner.len().saturating_sub(text.len()) / 2;
        let start = span.start + ticks + padding;
        let place = Span::new(start, start + text.len());
        let is_same = |place: &Span| {
            // A line break has become a blank.
            let source = self.source.get(place.range()).unwrap_or("").bytes();
            source.map(|byte| if byte == b'\n' { b' ' } else { byte }).eq(text.bytes())
        };
        let place = Some(place).filter(is_same).unwrap_or(unit(text, span));
        let separated = self.separator.is_some() && !self.placer.inline.is_blank();
        let start = self.placer.inline.len() + if separated { 3 } else { 0 };
        self.push(text, place);
        self.extend(span.end);
        self.placer.inline.mark_verbatim(start);
    }

    pub(super) fn line_break(&mut self, span: Span) {
        let row = self.open.is_some_and(|open| {
            matches!(open.kind, Kind::Passage(PassageKind::TableHeader | PassageKind::TableRow))
        });
        if !self.placer.inline.is_blank() {
            self.push(if row { " " } else { "\n" }, span);
        }
    }

    pub(super) fn end_strong(&mut self, span: Span) {
        self.extend(span.end);
        match self.bold.take() {
            Some((start, 1)) => self.placer.inline.mark_bold(start),
            Some((start, depth)) => self.bold = Some((start, depth - 1)),
            None => {}
        }
    }

    /// An image's description is text, its file's name is not.
    pub(super) fn end_image(&mut self, span: Span) {
        let Some((start, embed)) = self.images.pop() else { return };
        if embed || self.placer.inline.as_str().get(start..).is_none_or(says_nothing) {
            self.placer.inline.truncate(start);
        }
        self.extend(span.end);
    }

    pub(super) fn inline_html(&mut self, span: Span) {
        if !html::is_markup(self.source, span) {
            return self.push(&self.source[span.range()], span);
        }
        match html::tag_token(&self.source[span.range()]) {
            Some(Token::Open(name)) if html::breaks_line(name) => self.line_break(span),
            _ => self.extend(span.end),
        }
    }
}

/// The place of text that is not the source's own, such as `&` for `&amp;`. It must not be taken to
/// correspond byte by byte: where the lengths agree by chance, only its start is known.
fn unit(text: &str, span: Span) -> Span {
    if text.len() == span.len() { Span::new(span.start, span.start) } else { span }
}

/// Whether an image's description was made by the program that pasted it.
fn says_nothing(description: &str) -> bool {
    const DEFAULTS: [&str; 8] =
        ["image", "img", "images", "alt text", "untitled", "screenshot", "이미지", "그림"];
    const ENDINGS: [&str; 6] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];
    let description = description.trim().to_lowercase();
    DEFAULTS.contains(&description.as_str())
        || ENDINGS.iter().any(|ending| description.ends_with(ending))
        || description.starts_with("image-2")
}
