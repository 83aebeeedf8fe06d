//! `#태그` in running text.

use super::inline::InlineText;
use super::lines::is_directive;
use crate::text::Span;

/// The tags in a part of a text, without `#`, in order.
pub(super) fn inline_tags(text: &InlineText, part: Span) -> impl Iterator<Item = &str> {
    let whole = &text.as_str()[..part.end];
    whole[part.start..].match_indices('#').filter_map(move |(at, _)| {
        let at = part.start + at;
        let before = whole[..at].chars().next_back();
        if before.is_some_and(|char| !char.is_whitespace() && char != '(') || text.is_verbatim(at) {
            return None;
        }
        let rest = &whole[at + 1..];
        let end = rest.find(|char| !is_tag_char(char)).unwrap_or(rest.len());
        let tag = rest[..end].trim_end_matches(['-', '/']);
        is_tag(tag).then_some(tag)
    })
}

fn is_tag_char(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '-' | '/')
}

/// `#1` is a number, `#FF0000` a colour, `#include` a directive, `#/path` a link.
fn is_tag(tag: &str) -> bool {
    let colour = matches!(tag.len(), 3 | 6 | 8)
        && tag.bytes().all(|byte| byte.is_ascii_hexdigit())
        && (tag.bytes().any(|byte| byte.is_ascii_digit()) || tag.to_lowercase().starts_with("fff"));
    let number = tag.chars().all(|char| char.is_numeric() || matches!(char, '_' | '-' | '/'));
    !number && !colour && !tag.starts_with(['/', '-']) && !is_directive(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(source: &str) -> Vec<String> {
        let mut text = InlineText::default();
        text.push(source, Span::new(0, source.len()));
        inline_tags(&text, Span::new(0, source.len())).map(str::to_owned).collect()
    }

    #[test]
    fn tags_and_what_looks_like_one() {
        assert_eq!(
            tags("#aws 람다 #서버리스/람다, (#s3) #a-b-"),
            ["aws", "서버리스/람다", "s3", "a-b"]
        );
        let none = "#1 #12-3 C# 문서#절 https://x.y/#z #FF0000 #fff #include #/경로 ## # #-";
        assert!(tags(none).is_empty(), "{:?}", tags(none));
    }

    #[test]
    fn code_has_no_tags() {
        let mut text = InlineText::default();
        text.push("#id", Span::new(1, 4));
        text.mark_verbatim(0);
        assert_eq!(inline_tags(&text, Span::new(0, 3)).count(), 0);
    }
}
