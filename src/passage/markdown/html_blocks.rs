use super::blocks::Kind;
use super::html::{self, Token};
use super::walk::Walker;
use crate::passage::PassageKind;
use crate::passage::nest::Role;
use crate::text::Span;

impl Walker<'_, '_> {
    /// Reads a stretch of an HTML block.
    pub(super) fn html(&mut self, span: Span) {
        let source = self.source;
        let mut at = span.start;
        loop {
            let start = at;
            let Some(token) = self.html.next(source, &mut at, span.end) else { break };
            match token {
                Token::Text(text) => self.html_text(text),
                Token::Open(name) => self.html_open(&name.to_ascii_lowercase(), start, at),
                Token::Close(name) => self.html_close(&name.to_ascii_lowercase()),
            }
        }
    }

    /// Ends an HTML block. What a forgotten `-->` or `>` would have swallowed is text.
    pub(super) fn end_html(&mut self, end: usize) {
        self.flush();
        if let Some(start) = self.html.finish() {
            let comment = self.source[start..].starts_with("<!--");
            let rest = Span::new(if comment { start + 4 } else { start }, end);
            self.push(&self.source[rest.range()], rest);
            self.flush();
        }
        self.read_to = self.read_to.max(end);
    }

    fn html_text(&mut self, span: Span) {
        let source = self.source;
        let code = self.open.is_some_and(|open| open.kind == Kind::Code);
        if !code && self.placer.inline.is_blank() && source[span.range()].trim().is_empty() {
            return;
        }
        let mut start = span.start;
        while let Some(len) = source[start..span.end].find(['&', '\n']) {
            let at = start + len;
            self.html_piece(Span::new(start, at));
            start = match html::entity(&source[at..span.end]) {
                Some((char, len)) => {
                    self.push(char.encode_utf8(&mut [0; 4]), Span::new(at, at + len));
                    at + len
                }
                None if source[at..].starts_with('&') => {
                    self.push("&", Span::new(at, at + 1));
                    at + 1
                }
                None => {
                    self.line_break(Span::new(at, at + 1));
                    at + 1
                }
            };
        }
        self.html_piece(Span::new(start, span.end));
    }

    fn html_piece(&mut self, span: Span) {
        if !span.is_empty() {
            self.push(&self.source[span.range()], span);
        }
    }

    fn html_open(&mut self, name: &str, start: usize, end: usize) {
        let passage = match name {
            "br" => return self.line_break(Span::new(start, end)),
            "td" | "th" => {
                self.header_row &= name == "th";
                self.separator = Some(" | ");
                return;
            }
            "tr" => Kind::Passage(PassageKind::TableRow),
            "summary" => Kind::Summary,
            "li" => Kind::Passage(PassageKind::Bullet),
            "pre" => Kind::Code,
            _ => match heading_level(name) {
                Some(level) => Kind::Passage(PassageKind::Heading { level }),
                None => return self.html_boundary(name),
            },
        };
        self.flush();
        self.header_row = true;
        self.begin(passage, start);
    }

    fn html_close(&mut self, name: &str) {
        match name {
            "tr" => self.end_html_row(),
            "summary" | "li" | "pre" => self.flush(),
            "table" => {
                self.flush();
                self.placer.nest.close_innermost(Role::HtmlTable);
            }
            "details" => {
                self.flush();
                self.placer.nest.close_innermost(Role::Details);
            }
            _ if heading_level(name).is_some() => self.flush(),
            _ => self.html_boundary(name),
        }
    }

    /// A row of header cells holds the rows that follow it.
    fn end_html_row(&mut self) {
        let row = self.open.filter(|open| open.kind == Kind::Passage(PassageKind::TableRow));
        if self.header_row && row.is_some() && !self.placer.inline.is_blank() {
            self.placer.nest.close_innermost(Role::HtmlTable);
            self.placer.nest.open(Role::HtmlTable);
            self.open = row.map(|open| super::blocks::Open {
                kind: Kind::Passage(PassageKind::TableHeader),
                ..open
            });
        }
        self.flush();
    }

    /// A paragraph ends at the borders of most elements; within rows and items they are nothing.
    fn html_boundary(&mut self, name: &str) {
        let paragraph =
            self.open.is_some_and(|open| open.kind == Kind::Passage(PassageKind::Paragraph));
        if paragraph && html::breaks_line(name) {
            self.flush();
        }
    }
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}
