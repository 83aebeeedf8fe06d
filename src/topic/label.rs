//! Which part of a passage says what it and all below it are about.

use super::scan::Found;
use crate::passage::{PassageKind, defined_term};
use crate::text::{Span, is_alphanumeric};

/// A passage of so many words is a label as a whole.
const SHORT: usize = 6;
/// What joins names, or belongs to one, in a text that is nothing but names.
const CONNECTIVES: [&str; 16] = [
    "aws",
    "amazon",
    "아마존",
    "and",
    "or",
    "vs",
    "versus",
    "with",
    "및",
    "와",
    "과",
    "랑",
    "이랑",
    "하고",
    "대",
    "또는",
];

/// The part of a passage that names what stands below it: a heading as a whole, the first cell of a
/// row, what stands before the separator of a bullet. None where a longer text only mentions things
/// in passing.
pub(super) fn label(kind: PassageKind, text: &str) -> Option<Span> {
    match kind {
        PassageKind::Title | PassageKind::Heading { .. } | PassageKind::TableHeader => {
            Some(Span::new(0, text.len()))
        }
        PassageKind::TableRow => cells(text).next(),
        PassageKind::Code => None,
        PassageKind::Bullet
        | PassageKind::Paragraph
        | PassageKind::Definition
        | PassageKind::Footnote => defined_term(text).or_else(|| {
            text.split_whitespace().nth(SHORT).is_none().then(|| Span::new(0, text.len()))
        }),
    }
}

/// The parts of a passage in which a name may stand alone: cells, a term, a heading.
pub(super) fn segments(kind: PassageKind, text: &str) -> Vec<Span> {
    match kind {
        PassageKind::TableHeader | PassageKind::TableRow => cells(text).collect(),
        PassageKind::Code => Vec::new(),
        _ => vec![defined_term(text).unwrap_or_else(|| Span::new(0, text.len()))],
    }
}

fn cells(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split(" | ").map(move |cell| {
        let span = Span::new(start, start + cell.len());
        start = span.end + " | ".len();
        span
    })
}

/// Whether a segment holds nothing but the names found in it: numbering, what is in parentheses and
/// words that join names aside.
pub(super) fn is_nothing_but_names(text: &str, segment: Span, found: &[Found]) -> bool {
    let mut rest = String::new();
    let mut depth = 0_usize;
    for (at, char) in text[segment.range()].char_indices() {
        let at = segment.start + at;
        match char {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 || found.iter().any(|found| found.span.range().contains(&at)) => {
                rest.push(' ');
            }
            _ => rest.push(if is_alphanumeric(char) { char } else { ' ' }),
        }
    }
    rest.split_whitespace().all(|word| {
        word.chars().all(|char| char.is_ascii_digit())
            || CONNECTIVES.contains(&word.to_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(kind: PassageKind, text: &str) -> Option<&str> {
        label(kind, text).map(|span| &text[span.range()])
    }

    #[test]
    fn labels() {
        use PassageKind::{Bullet, Heading, TableRow};
        assert_eq!(part(Bullet, "Amazon SQS: 큐 서비스이다"), Some("Amazon SQS"));
        assert_eq!(part(Bullet, "RDS Proxy"), Some("RDS Proxy"));
        assert_eq!(part(Bullet, "큰 파일은 나눠서 올리고 나머지는 S3 버킷에 넣어 둔다"), None);
        assert_eq!(part(Heading { level: 2 }, "SNS & SQS"), Some("SNS & SQS"));
        assert_eq!(part(TableRow, "SQS | 큐 | S3"), Some("SQS"));
    }
}
