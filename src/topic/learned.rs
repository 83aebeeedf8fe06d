//! Names that notes give to things themselves: `재해 복구(DR)`, `Full Name (FN)`, the aliases of a
//! front matter, headings.
//!
//! Precision comes first: a name that was none is an answer nobody asked for, one that was missed is
//! found by its words all the same.

use rustc_hash::FxHashSet;
use std::sync::OnceLock;

use super::border::lines;
use crate::analysis::{are_particles, is_syllable};
use crate::passage::{Outline, PassageKind};
use crate::text::{is_alphabetic, is_alphanumeric};

/// Words of a name.
const MOST_WORDS: usize = 5;
const MOST_HEADING_WORDS: usize = 4;
/// Characters of an abbreviation.
const LONGEST_ABBREVIATION: usize = 8;
/// Syllables that a Hangul name in parentheses has at least, if it is one word.
const FEWEST_SYLLABLES: usize = 3;

/// A name that a note gives to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learned {
    /// The name.
    pub name: String,
    /// Another name of the same thing; empty for a heading.
    pub other: String,
    /// The passage that says so.
    pub passage: usize,
    /// How it says so.
    pub source: Pattern,
}

/// How a note gives a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// One name with another in parentheses.
    Abbreviation,
    /// An alias in the front matter, of the note's title.
    Alias,
    /// A heading.
    Heading,
}

impl Pattern {
    /// All of them.
    const ALL: [Pattern; 3] = [Pattern::Abbreviation, Pattern::Alias, Pattern::Heading];

    /// The word for it in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Pattern::Abbreviation => "abbreviation",
            Pattern::Alias => "alias",
            Pattern::Heading => "heading",
        }
    }

    /// A letter for it in the index.
    pub fn letter(self) -> char {
        match self {
            Pattern::Abbreviation => 'b',
            Pattern::Alias => 'a',
            Pattern::Heading => 'h',
        }
    }

    /// The pattern of that letter.
    pub fn from_letter(letter: char) -> Option<Self> {
        Pattern::ALL.into_iter().find(|pattern| pattern.letter() == letter)
    }
}

/// All names that a note gives, in order.
pub fn learned(outline: &Outline) -> Vec<Learned> {
    let mut all = Vec::new();
    for alias in &outline.aliases {
        all.push(Learned {
            name: outline.title.clone(),
            other: alias.clone(),
            passage: 0,
            source: Pattern::Alias,
        });
    }
    for (passage, at) in outline.passages.iter().zip(0..) {
        if passage.kind == PassageKind::Code {
            continue;
        }
        let text = passage.text.as_str();
        for (name, other) in abbreviations(text) {
            let source = Pattern::Abbreviation;
            all.push(Learned { name: name.into(), other: other.into(), passage: at, source });
        }
        let title = passage.kind == PassageKind::Title;
        if title || matches!(passage.kind, PassageKind::Heading { .. }) {
            let text = if title { outline.title.as_str() } else { text };
            if let Some(name) = heading(text) {
                let (other, source) = (String::new(), Pattern::Heading);
                all.push(Learned { name: name.into(), other, passage: at, source });
            }
        }
    }
    all
}

/// The pairs of names in a text of which one stands in parentheses after the other.
fn abbreviations(text: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(len) = text[open..].find([')', '\n']).filter(|&len| len > 1) else { continue };
        let inner = text[open + 1..open + len].trim();
        if !text[open + len..].starts_with(')') {
            continue;
        }
        let line = text[..open].rfind('\n').map_or(0, |at| at + 1);
        let before = &text[line..open];
        let after = &text[open + len + 1..];
        if let Some(name) = expanded(before, inner) {
            pairs.push((name, inner));
        } else if let Some(name) = abbreviated(before, inner) {
            pairs.push((name, inner));
        } else if let Some(name) = translated(before, inner, after) {
            pairs.push((name, inner));
        }
    }
    pairs
}

/// `… Full Name (FN)`: the words before, if the letters are theirs.
fn expanded<'t>(before: &'t str, inner: &str) -> Option<&'t str> {
    if !is_abbreviation(inner) {
        return None;
    }
    let before = before.trim_end();
    let starts = word_starts(before);
    let most = (inner.chars().count() + 2).min(MOST_WORDS + 1);
    let latin = |name: &str| name.chars().all(|char| char.is_ascii() && !is_closing(char));
    // The fewest words that have all the letters: what stands before them is not part of the name.
    (starts.iter().rev().take(most).skip(1))
        .map(|&start| &before[start..])
        .find(|name| latin(name) && is_made_of(inner, name))
}

/// `FN(Full Name)`: the word before, if its letters are those of the words.
fn abbreviated<'t>(before: &'t str, inner: &str) -> Option<&'t str> {
    let before = before.trim_end();
    let start = word_starts(before).last().copied()?;
    let word = before[start..].trim_start_matches(|char: char| !is_alphanumeric(char));
    let words = inner.split_whitespace().count();
    let latin = inner.chars().all(|char| char.is_ascii() && !is_closing(char));
    (is_abbreviation(word)
        && latin
        && (2..=MOST_WORDS + 1).contains(&words)
        && is_made_of(word, inner))
    .then_some(word)
}

/// `교착 상태(deadlock)`, `DR(재해 복구)`: at the beginning of a passage, in two scripts.
fn translated<'t>(before: &'t str, inner: &str, after: &str) -> Option<&'t str> {
    let name = unnumbered(before.trim());
    let hangul = |text: &str| text.chars().any(is_syllable);
    let mixed = hangul(name) != hangul(inner);
    (mixed && is_name(name) && is_name(inner) && !is_aside(inner) && goes_on_after(after))
        .then_some(name)
        .filter(|name| if hangul(inner) { is_hangul_name(name, inner) } else { true })
}

/// A Hangul name of something with a Latin one: not a remark on it, `S3(비쌈)`.
fn is_hangul_name(name: &str, inner: &str) -> bool {
    // What ends in the final `ㅁ` is mostly a nominalised remark (`비쌈`, `필요함`).
    const M: u32 = 16;
    let syllables = inner.chars().filter(|char| is_syllable(*char)).count();
    let last = inner.chars().next_back().filter(|&char| is_syllable(char));
    let nominal = last.is_some_and(|last| (u32::from(last) - 0xAC00) % 28 == M)
        && !["시스템", "알고리즘", "프로그램", "플랫폼", "스트림"]
            .iter()
            .any(|noun| inner.ends_with(noun));
    let several = inner.contains(' ');
    let acronym = is_abbreviation(name);
    let letters = name.chars().filter(char::is_ascii_alphabetic).count();
    !nominal
        && letters >= 2
        && (acronym || letters >= 4)
        && syllables >= if several { FEWEST_SYLLABLES + 1 } else { FEWEST_SYLLABLES }
}

/// Whether what follows the parentheses lets what stands before and in them be two names: nothing, a
/// particle, a separator, a few words of a heading.
fn goes_on_after(after: &str) -> bool {
    let word: String = after.chars().take_while(|char| is_syllable(*char)).collect();
    let rest = after[word.len()..].trim_start();
    match word.is_empty() {
        true => {
            rest.is_empty()
                || rest.starts_with([':', '-', '–', '—', '=', '|', '：'])
                || rest.split_whitespace().count() <= 2
        }
        false => are_particles(&word),
    }
}

/// Whether a text looks like a name: one to five words, letters, no sentence.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let letters = text.chars().filter(|&char| is_alphabetic(char)).count();
    let plain =
        text.chars().all(|char| is_alphanumeric(char) || matches!(char, ' ' | '-' | '/' | '\''));
    let digits = text.chars().any(|char| char.is_ascii_digit());
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let sentence = ["다", "요", "까", "며", "고", "서", "면", "는", "은", "를", "을", "에", "의"]
        .iter()
        .any(|end| last.ends_with(end) && last.chars().count() > end.chars().count() + 1)
        || (words > 1 && last.ends_with('다'));
    let phrase = ["까지", "부터", "에서", "으로", "마다", "당", "만", "쯤", "정도", "때"]
        .iter()
        .any(|end| last.ends_with(end));
    (1..=MOST_WORDS).contains(&words)
        && letters >= 2
        && plain
        && !sentence
        && !phrase
        && !(digits && text.chars().next().is_some_and(|char| char.is_ascii_digit()))
}

/// Whether a text in parentheses is a remark rather than a name.
fn is_aside(text: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| lines(include_str!("aside_words.txt")).collect());
    let text = text.to_lowercase();
    let first = text.split_whitespace().next().unwrap_or_default();
    words.contains(text.as_str()) || words.contains(first) || text.starts_with("예:")
}

/// `FN`, `mTLS`, `EC2`: a short word with at least two capitals.
fn is_abbreviation(word: &str) -> bool {
    (2..=LONGEST_ABBREVIATION).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/'))
        && word.bytes().filter(u8::is_ascii_uppercase).count() >= 2
}

/// Whether the letters of an abbreviation are found in the words in order, the first being the first
/// of all, and each word but the little ones giving its initial.
fn is_made_of(abbreviation: &str, words: &str) -> bool {
    const LITTLE: [&str; 9] = ["of", "the", "and", "for", "to", "a", "in", "as", "with"];
    let lower = words.to_lowercase();
    let parts: Vec<&str> =
        lower.split(|char: char| !is_alphanumeric(char)).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 {
        return false;
    }
    let abbreviation = abbreviation.to_lowercase();
    let mut letters = abbreviation.chars().filter(|&char| is_alphanumeric(char)).peekable();
    for part in &parts {
        let mut chars = part.chars();
        let initial = chars.next();
        if letters.peek().copied() == initial {
            letters.next();
            // Further letters of the same word: `XML`, `DynamoDB`.
            for char in chars {
                let next_is_initial =
                    |letter: char| parts.iter().any(|part| part.starts_with(letter));
                match letters.peek() {
                    Some(&letter) if letter == char && !next_is_initial(letter) => {
                        letters.next();
                    }
                    _ => {}
                }
            }
        } else if !LITTLE.contains(part) {
            return false;
        }
    }
    letters.next().is_none()
}

/// The name that a heading gives, if it is a name: without its number, emoji and what stands in
/// parentheses or after a separator.
fn heading(text: &str) -> Option<&str> {
    static GENERIC: OnceLock<FxHashSet<&str>> = OnceLock::new();
    let generic = GENERIC.get_or_init(|| lines(include_str!("generic_headings.txt")).collect());
    let text = unnumbered(text.trim());
    let end = ["(", "[", ": ", " : ", " - ", " – ", " — ", " = "]
        .iter()
        .filter_map(|sign| text.find(sign))
        .filter(|&at| at > 0)
        .min();
    let trimmed = |char: char| !is_alphanumeric(char) && !matches!(char, '+' | '#');
    let name = text[..end.unwrap_or(text.len())].trim_end_matches(trimmed);
    let words = name.split_whitespace().count();
    let sentence = text.ends_with(['?', '!', '.', '다', '요', '까']);
    let known = generic.contains(name.to_lowercase().as_str());
    let letters = name.chars().any(is_alphabetic);
    (letters && (1..=MOST_HEADING_WORDS).contains(&words) && !sentence && !known).then_some(name)
}

/// A text without the number, emoji or other sign that it begins with.
fn unnumbered(text: &str) -> &str {
    let text = text.trim_start_matches(|char: char| !is_alphanumeric(char));
    let digits = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let numbered = digits.len() < text.len() && digits.starts_with(['.', ')', '-', '장', '편']);
    if !numbered {
        return text;
    }
    let rest = digits.trim_start_matches(['.', ')', '-', '장', '편']);
    if rest.starts_with(|char: char| char.is_ascii_digit()) {
        return unnumbered(rest);
    }
    rest.trim_start_matches(|char: char| !is_alphanumeric(char))
}

fn word_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut blank = true;
    for (at, char) in text.char_indices() {
        if blank && !char.is_whitespace() {
            starts.push(at);
        }
        blank = char.is_whitespace();
    }
    starts
}

fn is_closing(char: char) -> bool {
    matches!(char, ',' | ':' | ';' | '.' | '(' | ')' | '=' | '>' | '<')
}
