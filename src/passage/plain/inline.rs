//! Emphasis and links within a line.

use super::syntax::{Link, Syntax};
use crate::passage::inline::InlineText;
use crate::text::Span;

/// Emphasis and links longer than this many bytes are none.
const LONGEST: usize = 500;

/// Appends a line's text without its markup.
pub(super) fn push_line(inline: &mut InlineText, source: &str, line: Span, syntax: &Syntax) {
    let mut plain = line.start;
    let mut at = line.start;
    // Signs that close what has been opened, innermost last.
    let mut closers: Vec<Span> = Vec::new();
    while at < line.end {
        let rest = &source[at..line.end];
        if let Some(closer) = closers.last().filter(|closer| closer.start == at) {
            push(inline, source, Span::new(plain, at));
            (plain, at) = (closer.end, closer.end);
            closers.pop();
            continue;
        }
        let within = closers.last().map_or(line.end, |closer| closer.start);
        if let Some((text, end)) =
            syntax.links.iter().find_map(|link| link_at(link, source, at, within))
        {
            push(inline, source, Span::new(plain, at));
            push(inline, source, text);
            (plain, at) = (end, end);
            continue;
        }
        let sign = syntax.emphasis.iter().find(|sign| rest.starts_with(**sign));
        if let Some(sign) = sign
            && let Some(closer) = closer(source, at, within, sign)
        {
            push(inline, source, Span::new(plain, at));
            closers.push(closer);
            at += sign.len();
            plain = at;
            continue;
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    push(inline, source, Span::new(plain, line.end));
}

fn push(inline: &mut InlineText, source: &str, span: Span) {
    inline.push(&source[span.range()], span);
}

/// The text of a link at `at` and where the link ends.
fn link_at(link: &Link, source: &str, at: usize, end: usize) -> Option<(Span, usize)> {
    let rest = bounded(source, at, end).strip_prefix(link.open)?;
    let start = at + link.open.len();
    let len = rest.find(link.close)?;
    let inner = &rest[..len];
    if link.text_first && inner.contains(link.open) {
        return None;
    }
    let text = match inner.find(link.middle) {
        Some(middle) if link.text_first => Span::new(start, start + middle),
        Some(middle) => Span::new(start + middle + link.middle.len(), start + len),
        None if link.open == "[[" => Span::new(start, start + len),
        None => return None,
    };
    let named = !source[text.range()].trim().is_empty();
    named.then_some((text, start + len + link.close.len()))
}

/// The sign that closes the one at `at`: that one begins a word, the other ends one.
fn closer(source: &str, at: usize, end: usize, sign: &str) -> Option<Span> {
    let before = source[..at].chars().next_back();
    let start = at + sign.len();
    let rest = bounded(source, start, end);
    let begins = before.is_none_or(|char| !char.is_alphanumeric())
        && rest.starts_with(|char: char| !char.is_whitespace() && !sign.starts_with(char));
    if !begins {
        return None;
    }
    rest.match_indices(sign).map(|(len, _)| start + len).find_map(|close| {
        let tail = &source[close + sign.len()..];
        let ends = !source[..close].ends_with(char::is_whitespace)
            && close > start
            && !tail
                .starts_with(|char: char| char.is_ascii_alphanumeric() || sign.starts_with(char));
        ends.then(|| Span::new(close, close + sign.len()))
    })
}

fn bounded(source: &str, start: usize, end: usize) -> &str {
    let mut end = end.min(start + LONGEST).max(start);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    &source[start..end]
}

#[cfg(test)]
mod tests {
    use super::super::syntax::{ASCIIDOC, ORG, RST};
    use super::*;

    fn text(syntax: &Syntax, line: &str) -> String {
        let mut inline = InlineText::default();
        push_line(&mut inline, line, Span::new(0, line.len()), syntax);
        inline.as_str().to_owned()
    }

    #[test]
    fn emphasis_and_links() {
        assert_eq!(
            text(&ORG, "*굵게* [[https://a.b][문서]]는 [[노트]] =코드= a/b/c"),
            "굵게 문서는 노트 코드 a/b/c"
        );
        assert_eq!(
            text(&RST, "**굵게**\\ 와 ``코드`` `문서 <https://a.b>`_ 2*3*4"),
            "굵게\\ 와 코드 문서 2*3*4"
        );
        assert_eq!(
            text(&ASCIIDOC, "*굵게* link:a.html[문서] snake_case_name"),
            "굵게 문서 snake_case_name"
        );
        assert_eq!(text(&ORG, "* 별 하나, 열린 *강조"), "* 별 하나, 열린 *강조");
    }
}
