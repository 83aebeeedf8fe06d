//! Passages that only say where to read on: `- [크루스칼](#kruskal)`, `출처: https://…`. Links of Markdown, wikis
//! and org are known, and addresses as they are.

use crate::text::is_alphanumeric;

/// Words that may stand beside a link without saying anything else.
const BESIDE: &[&str] = &[
    "참고",
    "참조",
    "출처",
    "링크",
    "관련",
    "자료",
    "문서",
    "블로그",
    "글",
    "원문",
    "영상",
    "강의",
    "source",
    "sources",
    "ref",
    "reference",
    "references",
    "link",
    "links",
    "see",
    "via",
    "by",
];

/// Whether all that a passage says are links, given its source. Pictures are taken for links: they are to
/// be looked at, too.
pub fn points_elsewhere(source: &str) -> bool {
    let mut links = 0;
    // `3.` before it is no word of it.
    let mut rest = source.trim_start_matches(|char: char| !is_alphanumeric(char) && char != '[');
    let number = rest.trim_start_matches(|char: char| char.is_ascii_digit());
    rest = number.strip_prefix(['.', ')']).unwrap_or(rest);
    while let Some(char) = rest.chars().next() {
        if let Some(len) = link_len(rest) {
            links += 1;
            rest = &rest[len..];
        } else if let Some(len) = tag_len(rest) {
            rest = &rest[len..];
        } else if is_alphanumeric(char) {
            let len = rest.find(|char: char| !is_alphanumeric(char)).unwrap_or(rest.len());
            let word = &rest[..len];
            if !BESIDE.iter().any(|beside| word.eq_ignore_ascii_case(beside)) {
                return false;
            }
            rest = &rest[len..];
        } else {
            rest = &rest[char.len_utf8()..];
        }
    }
    links > 0
}

/// Bytes of the link that a text begins with.
fn link_len(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix("[[") {
        return Some("[[".len() + line(inner).find("]]")? + "]]".len());
    }
    if text.starts_with('[') {
        let label = closed(text, b'[', b']')?;
        let target = &text[label..];
        return Some(label + closed(target, b'(', b')').or_else(|| closed(target, b'[', b']'))?);
    }
    if text.starts_with("http://") || text.starts_with("https://") {
        return Some(
            text.find(|char: char| char.is_whitespace() || char == '>').unwrap_or(text.len()),
        );
    }
    None
}

/// Bytes of the HTML tag or the address in angle brackets that a text begins with.
fn tag_len(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let is_tag = inner.starts_with(|char: char| char.is_ascii_alphabetic() || char == '/');
    let is_address = inner.starts_with("http://") || inner.starts_with("https://");
    let len = line(inner).find('>').filter(|_| is_tag && !is_address)?;
    Some("<".len() + len + ">".len())
}

/// Bytes from an opening bracket at the beginning to the one that closes it, in the same line.
fn closed(text: &str, open: u8, close: u8) -> Option<usize> {
    if text.as_bytes().first() != Some(&open) {
        return None;
    }
    let mut depth = 0_usize;
    for (at, byte) in line(text).bytes().enumerate() {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}

fn line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_points_elsewhere() {
        for pointer in [
            "- [크루스칼](#kruskal)",
            "* [MST (최소 신장 트리)](../graph.md#mst-(x)) / [[다익스트라]]",
            "참고: https://example.com/a_(b)",
            "> 출처 : <https://example.com>",
            "1. [RFC 9293][tcp]",
            "![구조](a.png)<br>",
        ] {
            assert!(points_elsewhere(pointer), "{pointer}");
        }
        for other in [
            "- [크루스칼](#kruskal)은 간선부터 고른다",
            "참고 자료",
            "[필수] 값은 15분",
            "- [최대 크기](size.md) : 256",
            "a[0](x) = 1",
            "- [x] 끝난 일",
            "- [ ] [할 일](todo.md) 먼저",
            "a < b > c",
            "",
        ] {
            assert!(!points_elsewhere(other), "{other}");
        }
    }
}
