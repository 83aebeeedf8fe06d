use super::reader::Reader;
use super::syntax::{Fence, Syntax};
use crate::passage::nest::Role;
use crate::passage::place::column;
use crate::text::Span;

impl Reader<'_, '_> {
    /// Reads a fenced block, up to its closing line or the note's end.
    pub(super) fn fenced(&mut self, fence: &Fence, line: usize) {
        self.flush();
        let first = self.at;
        while self.at < self.lines.len() && !begins(self.text(self.at), fence.close) {
            self.at += 1;
        }
        let span =
            Span::new(self.lines[line].start, self.lines[self.at.min(self.lines.len() - 1)].end);
        if fence.code {
            self.push_code(first, self.at, span);
        }
        self.at += 1;
    }

    fn push_code(&mut self, first: usize, end: usize, span: Span) {
        for line in first..end {
            let line = self.lines[line];
            let end = (line.end + 1).min(self.source.len());
            self.placer.inline.push(&self.source[line.start..end], Span::new(line.start, end));
        }
        self.has_text = true;
        let holder = self.placer.holder(span.start);
        self.placer.nest.open_below(Role::Code, holder);
        self.placer.code(span);
        self.placer.nest.close(Role::Code);
    }

    /// `.. note:: text`: the text stays; the rest of the line, or a comment, goes.
    pub(super) fn directive(&mut self, line: usize, span: Span) {
        const WITHOUT_TEXT: [&str; 6] =
            ["image", "figure", "toctree", "contents", "include", "raw"];
        self.flush();
        let text = &self.source[span.range()];
        let Some((name, argument)) = text.split_once("::") else {
            return self.skip_indented(line);
        };
        let name = name.trim_start_matches(['.', ' ']);
        if matches!(name, "code-block" | "code" | "sourcecode" | "highlight") {
            return;
        }
        let start = span.end - argument.trim_start().len();
        if start < span.end && !WITHOUT_TEXT.contains(&name) {
            self.plain(Span::new(start, span.end));
        }
    }

    fn skip_indented(&mut self, line: usize) {
        let below = column(self.source, self.trimmed(line).start);
        while self.at < self.lines.len()
            && !self.text(self.at).is_empty()
            && column(self.source, self.trimmed(self.at).start) > below
        {
            self.at += 1;
        }
    }

    /// Reads the indented lines below a line that announces code.
    pub(super) fn code_below(&mut self, text: &str) {
        let announced = self.syntax.before_code.is_some_and(|sign| text.ends_with(sign))
            || text.starts_with(".. code");
        if !announced || self.syntax.before_code.is_none() || self.at == 0 {
            return;
        }
        let own = column(self.source, self.trimmed(self.at - 1).start);
        let mut end = self.at;
        let mut last = None;
        while end < self.lines.len() {
            let blank = self.text(end).is_empty();
            if !blank && column(self.source, self.trimmed(end).start) <= own {
                break;
            }
            end += 1;
            if !blank {
                last = Some(end);
            }
        }
        let Some(last) = last else { return };
        self.flush();
        let start = self.lines[self.at].start;
        self.push_code(self.at, last, Span::new(start, self.lines[last - 1].end));
        self.at = last;
    }
}

/// The fence that a line opens.
pub(super) fn fence<'s>(syntax: &'s Syntax, text: &str) -> Option<&'s Fence> {
    syntax.fences.iter().find(|fence| begins(text, fence.open))
}

fn begins(text: &str, sign: &str) -> bool {
    text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
}
