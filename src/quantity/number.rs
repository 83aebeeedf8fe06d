//! Numbers as people write them: `1,024`, `1.5`, `15만`, `1억 2천만`, `2^14`, `네`, `수십`, `two`.

use super::numeral::{may_start, word};
use crate::text::{Span, is_alphanumeric};

/// A number in a text, without its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub span: Span,
    pub low: f64,
    pub high: f64,
    /// Written as a word: a number only before a unit.
    pub is_word: bool,
    /// Characters of its digits, separators counted.
    pub digits: usize,
}

impl Number {
    /// `수십`, `한 자릿수`: it names no figure.
    pub fn is_vague(&self) -> bool {
        self.low < self.high
    }
}

/// Korean powers of ten behind digits.
const POWERS: &[(char, f64)] =
    &[('십', 1e1), ('백', 1e2), ('천', 1e3), ('만', 1e4), ('억', 1e8), ('조', 1e12)];

/// The first number that starts at or after `from`. Digits inside a name (`S3`, `IPv4`) are none.
pub(super) fn next(text: &str, from: usize) -> Option<Number> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_digit() {
            let number = digits(text, at);
            let is_name =
                at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
            if !is_name {
                return Some(number);
            }
            at = number.span.end.max(at + 1);
        } else if byte < 0x80 {
            if byte.is_ascii_alphabetic() {
                let end = latin_end(bytes, at);
                if may_start(char::from(byte.to_ascii_lowercase()))
                    && starts_word(text, at)
                    && let Some(number) = word(text, at)
                {
                    return Some(number);
                }
                at = end;
            } else {
                at += 1;
            }
        } else {
            let char = text[at..].chars().next()?;
            if may_start(char)
                && starts_word(text, at)
                && let Some(number) = word(text, at)
            {
                return Some(number);
            }
            at += char.len_utf8();
        }
    }
    None
}

fn latin_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes[at..].iter().position(|byte| !byte.is_ascii_alphabetic());
    at + rest.unwrap_or(bytes.len() - at)
}

fn starts_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|char| !is_alphanumeric(char) && char != '_')
}

/// Digits from `at` on, with separators and the powers behind them.
pub(super) fn digits(text: &str, at: usize) -> Number {
    let (first, mut end) = plain(text, at);
    let digits = end - at;
    let mut value = first;
    if let Some(exponent) = text[end..].strip_prefix('^')
        && exponent.starts_with(|char: char| char.is_ascii_digit())
    {
        let (exponent, after) = plain(text, end + 1);
        // No figure in a note is beyond what a 64-bit number holds.
        if exponent <= 64.0 {
            return exact(at, after, first.powf(exponent), digits);
        }
    }
    let (mut power, after) = powers(text, end);
    if power > 1.0 {
        value *= power;
        end = after;
        // `1억 2천만`: each further part is of a lower power.
        loop {
            let spaced = end + usize::from(text[end..].starts_with(' '));
            if !text[spaced..].starts_with(|char: char| char.is_ascii_digit()) {
                break;
            }
            let (part, after_part) = plain(text, spaced);
            let (part_power, after) = powers(text, after_part);
            if part * part_power >= power || part_power <= 1.0 && spaced > end {
                break;
            }
            value += part * part_power;
            end = after;
            power = part_power;
        }
    } else if let Some((suffix, factor)) = [("k", 1e3), ("K", 1e3), ("M", 1e6)]
        .into_iter()
        .find(|(suffix, _)| text[end..].starts_with(suffix))
        && !text[end + suffix.len()..].starts_with(|char: char| char.is_alphanumeric())
    {
        value *= factor;
        end += suffix.len();
    }
    exact(at, end, value, digits)
}

fn exact(start: usize, end: usize, value: f64, digits: usize) -> Number {
    Number { span: Span::new(start, end), low: value, high: value, is_word: false, digits }
}

/// Digits with `,` and `.` between them, and where they end.
fn plain(text: &str, at: usize) -> (f64, usize) {
    let rest = &text[at..];
    let end = rest
        .find(|char: char| !(char.is_ascii_digit() || matches!(char, ',' | '.')))
        .unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(['.', ',']);
    // `1, 3`, `1,2,5분`: commas that do not set thousands apart end the number.
    let written = match written.split_once(',') {
        Some((head, tail)) if !is_grouped(head, tail) => head,
        _ => written,
    };
    let value = written.replace(',', "").parse().unwrap_or(f64::NAN);
    (value, at + written.len())
}

fn is_grouped(head: &str, tail: &str) -> bool {
    let whole = tail.split('.').next().unwrap_or_default();
    (1..=3).contains(&head.len())
        && !head.contains('.')
        && whole.split(',').all(|group| group.len() == 3)
}

/// The product of the powers from `at` on, 1 if there are none.
fn powers(text: &str, at: usize) -> (f64, usize) {
    let mut product = 1.0;
    let mut end = at;
    while let Some(char) = text[end..].chars().next()
        && let Some((_, power)) = POWERS.iter().find(|(sign, _)| *sign == char)
    {
        product *= power;
        end += char.len_utf8();
    }
    (product, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_written() {
        for (text, written, low, high) in [
            ("1,024개", "1,024", 1024.0, 1024.0),
            ("1.5MiB", "1.5", 1.5, 1.5),
            ("1,250만 개", "1,250만", 12_500_000.0, 12_500_000.0),
            ("1억 2천만 명", "1억 2천만", 120_000_000.0, 120_000_000.0),
            ("3천 건", "3천", 3000.0, 3000.0),
            ("2^14바이트", "2^14", 16384.0, 16384.0),
            ("1, 3, 6시간", "1", 1.0, 1.0),
            ("S3 네 개", "네", 4.0, 4.0),
            ("한 자릿수 ms", "한 자릿수", 1.0, 9.0),
            ("백만 개", "백만", 1e6, 1e6),
            ("At least Two nodes", "Two", 2.0, 2.0),
            ("10k connections", "10k", 10_000.0, 10_000.0),
        ] {
            let number = next(text, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(&text[number.span.range()], written);
            assert_eq!((number.low, number.high), (low, high), "{text}");
        }
        for text in ["S3 IPv4", "동네 한복판", "twofold", "그 두말"] {
            let found = next(text, 0).map(|number| text[number.span.range()].to_owned());
            assert!(found.is_none() || text.starts_with(['동', '그']), "{text}: {found:?}");
        }
    }
}
