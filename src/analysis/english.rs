//! Latin words, numbers and identifiers.
//!
//! An identifier is kept whole and in parts: `Lambda@Edge` is found by itself, by `lambda` and by
//! `edge`; `DynamoDB` by `dynamo`; `10GB` by `10 GB`; `iam:PassRole` by `PassRole` and by `role`.

use std::borrow::Cow;
use std::sync::OnceLock;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::script::{Script, script};
use super::tag::Tag;
use super::term::Class;
use super::word::{FEW, Word};
use crate::text::Span;

/// What may stand before the first letter of an identifier and belongs to it.
const LEADING: &[char] = &['/', '.', '@', '#', '-'];
/// What may stand after its last.
const TRAILING: &[char] = &['%', '+', '#'];

/// Tokens of one run of letters, digits and joiners.
///
/// `written` is `text` with its capitals, which show where one word ends and the next begins.
pub(super) fn identifier(written: &str, text: &str, run: Span, stems: &mut Stems, out: &mut Word) {
    let pieces = pieces(written, text, run);
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
    let whole = whole(text, run, Span::new(first.start, last.end));
    let tag = |piece: &str| {
        if piece.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
            Tag::NUMBER
        } else {
            Tag::FOREIGN
        }
    };
    if let [piece] = pieces[..] {
        let word = &text[piece.range()];
        out.push(Class::Word, &plain_number(word), piece, tag(word));
        stem(word, piece, stems, out);
        if whole != piece {
            out.push(Class::Word, &text[whole.range()], whole, Tag::FOREIGN);
        }
        out.step();
        return;
    }
    let inner = Span::new(first.start, last.end);
    out.push(Class::Word, &plain_number(&text[inner.range()]), inner, Tag::FOREIGN);
    if whole != inner {
        out.push(Class::Word, &text[whole.range()], whole, Tag::FOREIGN);
    }
    let mut runs = joined(&pieces).peekable();
    for piece in pieces.iter().copied() {
        if let Some(run) = runs.next_if(|run| run.start == piece.start && *run != inner) {
            out.push(Class::Part, &text[run.range()], run, Tag::FOREIGN);
        }
        let part = &text[piece.range()];
        out.push(Class::Part, &plain_number(part), piece, tag(part));
        stem(part, piece, stems, out);
        out.step();
    }
}

/// What stands between joiners and is made of several pieces: `PassRole` in `iam:PassRole`.
fn joined(pieces: &[Span]) -> impl Iterator<Item = Span> + '_ {
    let runs = pieces.chunk_by(|one, other| one.end == other.start);
    runs.filter_map(|run| match run {
        [first, .., last] => Some(Span::new(first.start, last.end)),
        _ => None,
    })
}

/// The identifier with the marks that belong to it, without a sentence's punctuation.
fn whole(text: &str, run: Span, inner: Span) -> Span {
    let before = &text[run.start..inner.start];
    let start = run.start + before.trim_end_matches(LEADING).len();
    let after = &text[inner.end..run.end];
    let kept = after.find(|char| !TRAILING.contains(&char)).unwrap_or(after.len());
    Span::new(start, inner.end + kept)
}

/// The pieces between joiners, case borders and after leading digits.
fn pieces(written: &str, text: &str, run: Span) -> SmallVec<[Span; FEW]> {
    let mut pieces = SmallVec::new();
    let mut start = None;
    let mut before: Option<char> = None;
    for (at, char) in text[run.range()].char_indices() {
        let at = run.start + at;
        let within_number = matches!(char, '.' | ',')
            && before.is_some_and(|char| char.is_ascii_digit())
            && text[at + 1..run.end].starts_with(|char: char| char.is_ascii_digit());
        if script(char) != Script::Alnum && !within_number {
            pieces.extend(start.take().map(|start| Span::new(start, at)));
            before = None;
            continue;
        }
        if let (Some(from), Some(before)) = (start, before)
            && (case_border(written, at, before) || unit_border(&text[from..at], char))
        {
            pieces.push(Span::new(from, at));
            start = Some(at);
        }
        start.get_or_insert(at);
        before = Some(char);
    }
    pieces.extend(start.map(|start| Span::new(start, run.end)));
    pieces
}

/// `dynamo|DB`: a small letter, then a capital.
fn case_border(written: &str, at: usize, before: char) -> bool {
    before.is_alphabetic()
        && written[at..].starts_with(|char: char| char.is_ascii_uppercase())
        && written[..at].ends_with(|char: char| char.is_ascii_lowercase())
}

/// `10|gb`: a number, then its unit.
fn unit_border(so_far: &str, char: char) -> bool {
    char.is_alphabetic()
        && so_far.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// `1,024` without its separators.
fn plain_number(piece: &str) -> Cow<'_, str> {
    if piece.contains(',') && piece.starts_with(|char: char| char.is_ascii_digit()) {
        Cow::Owned(piece.replace(',', ""))
    } else {
        Cow::Borrowed(piece)
    }
}

/// The stem, where it is another word.
fn stem(word: &str, span: Span, stems: &mut Stems, out: &mut Word) {
    if let Some(stem) = stems.of(word) {
        out.push(Class::Stem, stem, span, Tag::FOREIGN);
    }
}

/// Stems remembered: an English vocabulary, and names.
const REMEMBERED_STEMS: usize = 1 << 14;

/// The stems of words that were met: new words are mostly made of known ones, with other signs around
/// them.
#[derive(Default)]
pub(super) struct Stems(FxHashMap<Box<str>, Option<Box<str>>>);

impl Stems {
    fn of(&mut self, word: &str) -> Option<&str> {
        if !is_stemmed(word) {
            return None;
        }
        if !self.0.contains_key(word) {
            if self.0.len() >= REMEMBERED_STEMS {
                self.0.clear();
            }
            self.0.insert(word.into(), stem_of(word).map(String::into_boxed_str));
        }
        self.0[word].as_deref()
    }
}

/// Whether a word is one for the stemmer.
fn is_stemmed(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The stem of a folded English word, if it has one that differs from it (Snowball's English
/// stemmer).
pub fn stem_of(word: &str) -> Option<String> {
    static STEMMER: OnceLock<Stemmer> = OnceLock::new();
    if !is_stemmed(word) {
        return None;
    }
    let stem = STEMMER.get_or_init(|| Stemmer::new(Algorithm::English)).stem(word);
    (stem != word).then(|| stem.into_owned())
}
