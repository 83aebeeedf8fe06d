//! What a quantity measures, by the words around it.

use super::unit::is_hangul;
use super::{Quantity, bound};
use crate::text::{Span, is_alphabetic, is_alphanumeric};

/// Words at the ends of a subject that say nothing of it, besides those of bounds.
const EMPTY: &[&str] = &[
    "이",
    "그",
    "저",
    "또는",
    "및",
    "그리고",
    "혹은",
    "단",
    "즉",
    "예",
    "예:",
    "보통",
    "대략",
    "약",
    "매달",
    "매월",
    "월",
    "연",
    "하루",
    "한",
    "총",
    "합쳐서",
    "다",
    "전부",
    "모두",
    "딱",
    "안에서는",
    "안에서",
    "동안",
    "못해도",
    "권장",
    "현재",
    "거의",
    "각",
    "각각",
    "서로",
    "다른",
    "있는",
    "the",
    "a",
    "an",
    "of",
    "is",
    "are",
    "be",
    "to",
    "for",
    "and",
    "or",
    "at",
    "in",
    "on",
    "by",
    "with",
    "can",
    "may",
    "must",
    "not",
    "than",
    "needs",
    "need",
    "has",
    "have",
    "per",
    "only",
    "from",
    "between",
    "up",
    "that",
    "it",
    "its",
    "which",
    "as",
    "within",
    "after",
    "every",
    "each",
    "was",
    "were",
    "will",
    "should",
    "→",
    "-",
    "–",
    "=",
    ":",
    "|",
    "+",
    "*",
    "•",
    "·",
    "~",
    "&",
    "/",
];

/// Particles that end a subject's words. The longer come first.
const PARTICLES: &[&str] = &[
    "에서는",
    "에서",
    "으로는",
    "으로",
    "에는",
    "까지",
    "부터",
    "이나",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "로",
    "와",
    "과",
];

/// Where clauses end, looked at from behind.
fn clause_start(text: &str, floor: usize) -> usize {
    let mut depth = 0_u32;
    let mut at = text.len();
    for (start, char) in text[floor..].char_indices().rev() {
        let start = start + floor;
        let next = text[start + char.len_utf8()..].chars().next();
        let spaced = next.is_none_or(char::is_whitespace);
        let splits = match char {
            ')' | ']' => {
                depth += 1;
                false
            }
            '(' | '[' if depth > 0 => {
                depth -= 1;
                false
            }
            '(' | '[' | ';' | '\n' | '|' | '→' | '←' | '⇒' | '。' | '?' | '!' => depth == 0,
            ',' => depth == 0 && !next.is_some_and(|char| char.is_ascii_digit()),
            '.' => depth == 0 && spaced,
            '/' => depth == 0 && spaced,
            _ => false,
        };
        if splits {
            return start + char.len_utf8();
        }
        at = start;
    }
    // A bracket that was closed and never opened: the words behind it are still a clause.
    at.max(floor)
}

/// The clause before `start`, not reaching back beyond `floor`.
pub(super) fn clause(text: &str, floor: usize, start: usize) -> Span {
    Span::new(clause_start(&text[..start], floor), start)
}

/// The words of a clause without those at its ends that say nothing.
pub(super) fn content(text: &str, clause: Span) -> Option<Span> {
    let Span { mut start, mut end } = clause;
    // What hangs on the quantity before is no word of its own: `32비트라서 …`.
    if text[..start].ends_with(|char: char| is_alphanumeric(char) || char == '%') {
        let rest = &text[start..end];
        start += rest.find(char::is_whitespace).unwrap_or(rest.len());
    }
    let noise = |char: char| {
        char.is_whitespace()
            || matches!(char, ':' | '=' | '*' | '_' | '`' | ',' | '"' | '\'' | '(' | '“' | '~')
    };
    loop {
        let part = &text[start..end];
        end = start + part.trim_end_matches(noise).len();
        let part = &text[start..end];
        if let Some((_, at)) = bound::ending(part).filter(|(_, at)| !is_limit_noun(&part[*at..])) {
            end = start + at;
            continue;
        }
        let word = part.len() - part.rsplit(char::is_whitespace).next().map_or(0, str::len);
        if !part.is_empty() && is_empty_word(&part[word..]) {
            end = start + word;
            continue;
        }
        break;
    }
    loop {
        let part = &text[start..end];
        start = end
            - part.trim_start_matches(|char| noise(char) || matches!(char, '-' | ')' | '.')).len();
        let part = &text[start..end];
        let word = part.find(char::is_whitespace).unwrap_or(part.len());
        // A particle of what stood before: `30초(5분)까지 …`.
        if !part.is_empty() && (is_empty_word(&part[..word]) || PARTICLES.contains(&&part[..word]))
        {
            start += word;
            continue;
        }
        break;
    }
    let part = &text[start..end];
    // `라벨 : 값`: behind the colon, if anything is there, is what is closer.
    if let Some((at, _)) = part.rmatch_indices(": ").next() {
        return content(text, Span::new(start + at + 1, end));
    }
    let words = part.split_whitespace().count();
    let far = words.saturating_sub(LONGEST);
    let skip = part
        .split_whitespace()
        .nth(far)
        .map_or(0, |word| word.as_ptr() as usize - part.as_ptr() as usize);
    let span = Span::new(start + skip, end);
    text[span.range()].chars().any(is_alphabetic).then_some(span)
}

/// Words of bounds that also say what is bounded: `저장 한도`, `유휴 제한 시간`.
fn is_limit_noun(words: &str) -> bool {
    ["제한", "한도", "한계", "limit"].iter().any(|noun| words.starts_with(noun))
}

/// The words of the clause before a clause, across a comma or an opening bracket.
pub(super) fn before(text: &str, floor: usize, clause: Span) -> Option<Span> {
    let head = text[floor..clause.start].strip_suffix([',', '('])?;
    content(text, self::clause(text, floor, floor + head.len()))
}

/// Words of a subject, at most: what is farther from the number is another thing.
const LONGEST: usize = 6;

fn is_empty_word(word: &str) -> bool {
    let lower = word.trim_matches(|char: char| matches!(char, ':' | ',' | '.')).to_lowercase();
    lower.is_empty() || EMPTY.contains(&lower.as_str())
}

/// The noun behind a quantity that stands first: `네 개의 노드`, `14 months of standard support`.
pub(super) fn behind(text: &str, end: usize) -> Option<Span> {
    let rest = &text[end..];
    let rest = rest.strip_prefix("짜리").or_else(|| rest.strip_prefix('치')).unwrap_or(rest);
    let skipped = rest.trim_start_matches(['의', ' ', '-', '*']);
    let skipped = skipped.strip_prefix("of ").unwrap_or(skipped);
    let start = text.len() - skipped.len();
    if start == end {
        return None;
    }
    let mut stop = start;
    for word in skipped.split_inclusive(' ').take(3) {
        let bare = word.trim_end();
        if is_empty_word(bare) || !bare.starts_with(is_alphabetic) {
            break;
        }
        let is_latin = bare.is_ascii();
        stop = start + (bare.as_ptr() as usize - skipped.as_ptr() as usize) + bare.len();
        let particle = PARTICLES.iter().any(|it| bare.ends_with(it));
        if particle || bare.ends_with([',', '.', ')', ';', ':']) || !is_latin && word == bare {
            break;
        }
    }
    let span = Span::new(
        start,
        start + text[start..stop].trim_end_matches([',', '.', ')', ';', ':']).len(),
    );
    (!span.is_empty()).then_some(span)
}

/// What a quantity measures, by words: from the text itself, or, if it names nothing, from what it
/// stands under, nearest first. Words of bounds, particles and marks are left out.
pub fn subject(text: &str, quantity: &Quantity, above: &[&str]) -> String {
    let own = quantity.subject.and_then(|span| text.get(span.range())).map(clean);
    own.into_iter()
        .chain(above.iter().map(|heading| clean(heading.split(" : ").next().unwrap_or(heading))))
        .find(|words| !words.is_empty())
        .unwrap_or_default()
}

fn clean(text: &str) -> String {
    let mut kept: Vec<&str> = text
        .split_whitespace()
        .map(bare)
        .filter(|word| !word.is_empty() && !is_empty_word(word))
        .filter(|word| is_limit_noun(word) || bound::ending(word).is_none_or(|(_, at)| at > 0))
        .collect();
    if let Some(last) = kept.last_mut() {
        *last = without_particle(last);
    }
    let mut words = kept.join(" ");
    if is_open(&words) {
        words.push(')');
    }
    words
}

/// A word without the marks around it, but for a bracket that closes one within.
fn bare(word: &str) -> &str {
    let is_mark = |char: char| !is_alphanumeric(char) && !matches!(char, '/' | '%' | '.' | '+');
    let word = word.trim_start_matches(is_mark);
    let bare = word.trim_end_matches(is_mark);
    let closes = is_open(bare) && word[bare.len()..].starts_with(')');
    &word[..bare.len() + usize::from(closes)]
}

/// Whether a bracket is open at the end of a text.
fn is_open(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// A word without its particle, if enough of it is left to be a word.
fn without_particle(word: &str) -> &str {
    PARTICLES
        .iter()
        .find_map(|particle| word.strip_suffix(particle))
        .filter(|rest| rest.chars().filter(|char| is_hangul(*char)).count() != 1)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(word)
}
