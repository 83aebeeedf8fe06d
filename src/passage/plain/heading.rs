use super::reader::Reader;
use crate::passage::lines::{self, LineStart};
use crate::text::Span;

impl Reader<'_, '_> {
    /// A note's own attribute, such as its title; `false` where the line is text.
    pub(super) fn attribute(&mut self, text: &str) -> bool {
        let Some(rest) = self.syntax.attribute.and_then(|sign| text.strip_prefix(sign)) else {
            return false;
        };
        let Some((key, value)) = rest.split_once(':') else { return !self.syntax.attributes_first };
        let named = !key.is_empty() && !key.contains(char::is_whitespace);
        if !named || (self.syntax.attributes_first && (self.has_text || self.block.is_some())) {
            return !self.syntax.attributes_first;
        }
        self.flush();
        if key.eq_ignore_ascii_case("filetags") {
            value
                .split([':', ' '])
                .for_each(|tag| self.placer.nest.tree().metadata.tag(tag.trim()));
        } else {
            self.placer.nest.tree().metadata.set(key, value.trim());
        }
        true
    }

    /// A heading by prefix or underline; `false` where the line is none.
    pub(super) fn heading(&mut self, line: usize, span: Span) -> bool {
        let text = &self.source[span.range()];
        if let Some(sign) = self.syntax.heading
            && self.lines[line].start == span.start
        {
            let rest = text.trim_start_matches(sign);
            let level = (text.len() - rest.len()) / sign.len_utf8();
            if level > 0 && rest.starts_with(' ') {
                let start = span.end - rest.trim_start().len();
                self.push_heading(level, span, Span::new(start, span.end));
                return true;
            }
        }
        if !self.syntax.underlines || self.block.is_some() {
            return false;
        }
        let Some((sign, over, title)) = self.underlined(line) else { return false };
        let known = self.underlines.iter().position(|known| *known == (sign, over));
        let level = known.unwrap_or_else(|| {
            self.underlines.push((sign, over));
            self.underlines.len() - 1
        });
        let text = self.trimmed(title);
        self.at = title + 2;
        let end = self.trimmed(title + 1).end;
        self.push_heading(level + 1, Span::new(span.start, end), text);
        true
    }

    /// The sign under (and over) a title that begins at this line, and the title's line.
    fn underlined(&self, line: usize) -> Option<(char, bool, usize)> {
        let over = rule_sign(self.text(line));
        let title = if over.is_some() { line + 1 } else { line };
        let under = rule_sign(self.text(title + 1))?;
        let text = self.text(title);
        let titled = !text.is_empty()
            && rule_sign(text).is_none()
            && text.chars().count() <= 80
            && lines::line_start(text) == LineStart::Plain
            && over.is_none_or(|over| over == under);
        // A note's own rule is longer than any title; an underline is about as long.
        let length = self.text(title + 1).chars().count();
        let long = length * 3 >= text.chars().count() && length <= text.len() * 2 + 20;
        (titled && long).then_some((under, over.is_some(), title))
    }

    fn push_heading(&mut self, level: usize, span: Span, text: Span) {
        self.flush();
        self.close_items(0);
        let mut text = text;
        for keyword in self.syntax.keywords {
            if let Some(rest) = self.source[text.range()].strip_prefix(keyword)
                && rest.starts_with(' ')
            {
                text.start = text.end - rest.trim_start().len();
            }
        }
        if !self.syntax.keywords.is_empty() {
            text.end = self.heading_tags(text);
        }
        self.push(text);
        self.placer.heading(u8::try_from(level).unwrap_or(u8::MAX), span);
    }

    /// Collects `:tag:tag:` at a heading's end; returns where the heading's text ends.
    fn heading_tags(&mut self, text: Span) -> usize {
        let heading = &self.source[text.range()];
        let Some((before, tags)) = heading.rsplit_once(' ') else { return text.end };
        if tags.len() < 3 || !tags.starts_with(':') || !tags.ends_with(':') {
            return text.end;
        }
        tags.split(':').for_each(|tag| self.placer.nest.tree().metadata.tag(tag));
        text.start + before.trim_end().len()
    }
}

/// Whether a line is a rule.
pub(super) fn is_rule(text: &str) -> bool {
    rule_sign(text).is_some()
}

/// The sign of a line that is nothing but three or more of it.
fn rule_sign(text: &str) -> Option<char> {
    let sign = text.chars().next().filter(|sign| "=-~^\"'*+#_`:.".contains(*sign))?;
    (text.len() >= 3 && text.chars().all(|char| char == sign)).then_some(sign)
}
