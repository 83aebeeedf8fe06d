//! Hangul as the dictionary reads it, cut to what a search can use.

use std::borrow::Cow;

use super::morphology::{Morpheme, MorphemeKind, parts};
use super::particle::without_particles;
use super::script::is_syllable;
use super::tag::{Role, Tag};
use super::term::Class;
use super::word::Word;
use crate::catalog::{Catalog, name_key};
use crate::text::Span;

/// A morpheme, cut loose from the dictionary's reading of the word.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    span: Span,
    tag: Tag,
    kind: MorphemeKind,
    /// Surface and tag of each part, where the dictionary gives parts.
    parts: Vec<(&'t str, Tag)>,
}

impl<'t> Piece<'t> {
    pub fn new(morpheme: &Morpheme<'t>) -> Self {
        let parts = morpheme
            .expression
            .map(|expression| parts(expression).map(|(part, tag)| (part, Tag::new(tag))).collect())
            .unwrap_or_default();
        Piece {
            span: Span::new(morpheme.start, morpheme.end),
            tag: Tag::new(morpheme.pos),
            kind: morpheme.kind,
            parts,
        }
    }
}

/// Tokens of one run of Hangul in a word.
pub(super) fn tokens(text: &str, run: Span, pieces: &[Piece<'_>], out: &mut Word) {
    let first = out.tokens.len();
    let first_step = out.steps;
    let pieces = with_names(text, run, pieces);
    let mut inflected = false;
    let mut covered = run.start;
    for piece in pieces.iter() {
        // A dictionary word that mixes scripts (`e메일`) starts outside the run: its Hangul is
        // taken as it stands.
        let span = Span::new(piece.span.start.max(covered), piece.span.end.min(run.end));
        if span.start >= span.end {
            continue;
        }
        if span == piece.span {
            inflected |= morpheme(text, piece, out);
        } else {
            out.push(Class::Word, &text[span.range()], span, Tag::NOUN);
            out.step();
        }
        covered = span.end;
    }
    // An inflected word also stands as it was written: the dictionary may have misread a name, and
    // the same form typed again is the better match.
    let nothing_left = out.tokens.len() == first;
    if inflected || (nothing_left && run.len() > '가'.len_utf8()) {
        let step = std::mem::replace(&mut out.steps, first_step);
        let tag = if inflected { Tag::new("VV") } else { Tag::NOUN };
        let already = out.tokens[first..]
            .iter()
            .any(|token| token.span == run && token.term.class() == Class::Word);
        if !already {
            out.push(Class::Word, &text[run.range()], run, tag);
        }
        out.steps = step.max(first_step + 1);
    }
}

/// Names have at least this many morphemes to be put together: one is whole already.
const FEWEST_PIECES: usize = 2;

/// The run's pieces, with those put together that the dictionary took a known name apart into:
/// `쿠/버네/티스` is `쿠버네티스`. The longest name wins, and its pieces stay its parts.
fn with_names<'p, 't>(text: &'t str, run: Span, pieces: &'p [Piece<'t>]) -> Cow<'p, [Piece<'t>]> {
    let from = pieces.partition_point(|piece| piece.span.end <= run.start);
    let to = pieces.partition_point(|piece| piece.span.start < run.end);
    let all = &pieces[from.min(to)..to];
    // Nearly every word is without such a name, and stays as it is.
    let mut named: Option<Vec<Piece<'t>>> = None;
    let mut at = 0;
    while at < all.len() {
        let len = name_at(text, &all[at..]);
        if let Some(len) = len {
            let named = named.get_or_insert_with(|| all[..at].to_vec());
            named.push(joined(text, &all[at..at + len]));
        } else if let Some(named) = &mut named {
            named.push(all[at].clone());
        }
        at += len.unwrap_or(1);
    }
    named.map_or(Cow::Borrowed(all), Cow::Owned)
}

/// How many pieces the longest name takes that the pieces begin with.
fn name_at(text: &str, pieces: &[Piece<'_>]) -> Option<usize> {
    let start = pieces.first()?.span.start;
    let span = |len: usize| Span::new(start, pieces[len - 1].span.end);
    let reach = (1..=pieces.len()).take_while(|&len| span(len).len() <= LONGEST_NAME).count();
    let shortest = (FEWEST_PIECES..=reach).find(|&len| span(len).len() >= SHORTEST_NAME)?;
    // Of syllables alone, a name is its own key: most words are left at the first look.
    let start = &text[span(shortest).range()];
    if start.chars().all(is_syllable) && !Catalog::builtin().begins(start) {
        return None;
    }
    (shortest..=reach).rev().find(|&len| is_name(&text[span(len).range()]))
}

/// Bytes: three syllables. Shorter names are as likely two words by chance.
const SHORTEST_NAME: usize = 9;
/// Bytes: twenty syllables. No name in Hangul is longer; without a limit a long word without spaces
/// takes hours.
const LONGEST_NAME: usize = 60;

fn is_name(text: &str) -> bool {
    // Of syllables alone, a name is its own key.
    let key = if text.chars().all(is_syllable) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(name_key(text))
    };
    !Catalog::builtin().find(&key).is_empty()
}

fn joined<'t>(text: &'t str, pieces: &[Piece<'t>]) -> Piece<'t> {
    let part = |piece: &Piece<'t>| {
        let tag = if piece.tag.role() == Role::Function { Tag::NOUN } else { piece.tag };
        (&text[piece.span.range()], tag)
    };
    Piece {
        span: Span::new(pieces[0].span.start, pieces[pieces.len() - 1].span.end),
        tag: Tag::NOUN,
        kind: MorphemeKind::Compound,
        parts: pieces.iter().map(part).collect(),
    }
}

/// Tokens of one morpheme; whether it is a predicate.
fn morpheme(text: &str, piece: &Piece<'_>, out: &mut Word) -> bool {
    let surface = &text[piece.span.range()];
    match (piece.kind, piece.tag.role()) {
        (MorphemeKind::Compound, Role::Content) if piece.parts.len() > 1 => {
            out.push(Class::Word, surface, piece.span, piece.tag);
            parts_of(text, piece, out);
            false
        }
        (MorphemeKind::Inflected | MorphemeKind::Preanalysed, _) if !piece.parts.is_empty() => {
            inflected(text, piece, out)
        }
        (_, Role::Content) => {
            out.push(Class::Word, surface, piece.span, piece.tag);
            // The dictionary takes no particle from what it does not know.
            if piece.tag.is_unknown() {
                for noun in without_particles(surface) {
                    let span = Span::new(piece.span.start, piece.span.start + noun.len());
                    out.push(Class::Word, noun, span, piece.tag);
                }
            }
            out.step();
            false
        }
        (_, Role::Suffix) => {
            out.push(Class::Part, surface, piece.span, piece.tag);
            out.step();
            false
        }
        (_, Role::Predicate) => {
            out.push(Class::Stem, surface, piece.span, piece.tag);
            out.step();
            true
        }
        (_, Role::Function | Role::Mark) => false,
    }
}

/// The parts of a compound, each at a position of its own.
fn parts_of(text: &str, piece: &Piece<'_>, out: &mut Word) {
    for (part, tag, span) in part_spans(text, piece) {
        if matches!(tag.role(), Role::Content | Role::Suffix | Role::Predicate) {
            out.push(Class::Part, part, span, tag);
        }
        out.step();
    }
}

/// What is not ending or particle in a form that the dictionary lists inflected; whether there is a
/// predicate in it.
fn inflected(text: &str, piece: &Piece<'_>, out: &mut Word) -> bool {
    let mut predicate = false;
    for (part, tag, span) in part_spans(text, piece) {
        let class = match tag.role() {
            Role::Content => Class::Word,
            Role::Predicate => Class::Stem,
            Role::Suffix => Class::Part,
            Role::Function | Role::Mark => continue,
        };
        predicate |= class == Class::Stem;
        out.push(class, part, span, tag);
        out.step();
    }
    predicate
}

/// The parts of a piece and where each stands; a part that sound change has altered stands for the
/// whole piece.
fn part_spans<'p>(
    text: &'p str,
    piece: &'p Piece<'p>,
) -> impl Iterator<Item = (&'p str, Tag, Span)> + 'p {
    let mut at = piece.span.start;
    piece.parts.iter().map(move |&(part, tag)| {
        let span = if text[at..piece.span.end].starts_with(part) {
            Span::new(at, at + part.len())
        } else {
            return (part, tag, piece.span);
        };
        at = span.end;
        (part, tag, span)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_too_long_to_be_put_together() {
        let catalog = Catalog::builtin();
        let names = catalog.entities().flat_map(|(_, entity)| entity.hangul_names());
        let longest = names.map(|name| name_key(name).len()).max();
        assert!(longest.is_some_and(|longest| longest <= LONGEST_NAME), "{longest:?}");
    }
}
