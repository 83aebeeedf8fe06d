//! Lines that the parser would drop.

use std::collections::VecDeque;

use crate::text::Span;

/// The lines of a note that the parser may take for a link's definition and drop, though their
/// target is no link: `[S3]: 스토리지`. Whether it does is seen when nothing else has read them.
pub(super) fn stray_definitions(source: &str, body: usize) -> VecDeque<Span> {
    source[body..]
        .match_indices(']')
        .map(|(at, _)| body + at)
        .filter(|&at| source[at..].starts_with("]:"))
        .filter_map(|at| stray_definition(source, body, at))
        .collect()
}

/// The definition whose label ends at `close`.
fn stray_definition(source: &str, body: usize, close: usize) -> Option<Span> {
    let line = source[body..close].rfind('\n').map_or(body, |line_end| body + line_end + 1);
    let label = line + source[line..close].find('[')?;
    let containers = |char: char| " \t>-*+.)".contains(char) || char.is_ascii_digit();
    if !source[line..label].chars().all(containers) || source[label + 1..close].contains(['[', '^'])
    {
        return None;
    }
    let mut end = line_end(source, close);
    if source[close + 2..end].trim().is_empty() {
        // The target may stand on the next line.
        end = line_end(source, (end + 1).min(source.len()));
    }
    (!is_target(source[close + 2..end].trim())).then(|| Span::new(label, end))
}

fn line_end(source: &str, at: usize) -> usize {
    source[at..].find('\n').map_or(source.len(), |len| at + len)
}

/// Whether a link can lead there: a path, an anchor, a file or an address.
fn is_target(target: &str) -> bool {
    const SIGNS: [char; 5] = ['/', '.', '#', ':', '%'];
    let inner = |at: usize| target[at + 1..].starts_with(|char: char| char.is_ascii_alphanumeric());
    !target.contains(['[', ']'])
        && (target.starts_with(SIGNS)
            || target.contains("://")
            || target.match_indices(SIGNS).any(|(at, _)| inner(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_and_text() {
        for target in ["https://a.b", "/img/x.png", "#절", "그림.png", "../노트.md", "mailto:a@b.c"]
        {
            assert!(is_target(target), "{target:?}");
        }
        for text in ["스토리지", "스토리지.", "[글](https://a.b)", "비용: 무료", ""] {
            assert!(!is_target(text), "{text:?}");
        }
    }
}
