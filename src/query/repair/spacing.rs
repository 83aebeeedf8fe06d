//! The same letters with other spaces.

use super::{Chunk, Typed, is_poor, worth};
use crate::analysis::{Class, Term, fold, is_syllable};
use crate::query::Layer;
use crate::query::plan::{Key, Slot};
use crate::query::planner::{Planner, forms};
use crate::text::Span;

/// Letters. Shorter pieces of a word are words by chance.
const SHORTEST_PIECE: usize = 3;
/// Letters of the longest word that is cut into pieces.
const LONGEST_CUT: usize = 40;
/// Words that are read together at most.
const MOST_JOINED: usize = 4;

impl Planner<'_> {
    /// Adds to neighbouring Latin words the word that they make together: `data lake` is `datalake`.
    pub(in crate::query) fn join_latin(&mut self, words: &mut [Typed]) {
        for at in 1..words.len() {
            let (before, after) = words.split_at_mut(at);
            let (Some(first), Some(second)) = (before.last_mut(), after.first_mut()) else {
                return;
            };
            if !is_latin(&first.text) || !is_latin(&second.text) {
                continue;
            }
            let term = Term::new(Class::Word, &fold(&format!("{}{}", first.text, second.text)));
            let mut choices = Vec::new();
            forms(&term, None, &mut choices);
            choices.retain(|choice| self.occurs(&choice.key));
            for choice in &mut choices {
                choice.layer = choice.layer.max(Layer::Spacing);
                choice.weight *= Layer::Spacing.weight();
            }
            for slot in first.slots.iter_mut().chain(&mut second.slots) {
                slot.choices.extend(choices.iter().cloned());
            }
        }
    }

    /// Reads Korean words together that may have been set apart by mistake: `명령 어`.
    pub(in crate::query) fn respace(&mut self, words: &mut Vec<Typed>) {
        let mut at = 0;
        while at < words.len() {
            if !is_poor(&words[at].slots) || !is_hangul(&words[at].text) {
                at += 1;
                continue;
            }
            let joins = |word: &Typed| is_hangul(&word.text);
            let from = if at > 0 && joins(&words[at - 1]) { at - 1 } else { at };
            let to = words.len().min(from + MOST_JOINED);
            let to = (at + 1..to).find(|&to| !joins(&words[to])).unwrap_or(to);
            let longest = (at + 1..=to).rev();
            let stretches = longest.flat_map(|to| [(from, to), (at, to)]);
            let mut best: Option<(f32, usize, usize, Vec<Slot>)> = None;
            for (from, to) in stretches.filter(|(from, to)| to - from > 1) {
                let apart: Vec<Slot> =
                    words[from..to].iter().flat_map(|word| word.slots.iter().cloned()).collect();
                let together = self.joined(&words[from..to]);
                let gain = worth(&together) - worth(&apart);
                if gain > 0.0
                    && !is_poor(&together)
                    && best.as_ref().is_none_or(|(most, ..)| gain > *most)
                {
                    best = Some((gain, from, to, together));
                }
            }
            if let Some((_, from, to, slots)) = best {
                let text = words[from..to].iter().map(|word| word.text.as_str()).collect();
                let span = Span::new(words[from].span.start, words[to - 1].span.end);
                words.splice(from..to, [Typed { text, span, slots }]);
                at = from + 1;
            } else {
                at += 1;
            }
        }
    }

    /// The slots of words without the spaces between them, each with its place in the query.
    fn joined(&mut self, words: &[Typed]) -> Vec<Slot> {
        let text: String = words.iter().map(|word| word.text.as_str()).collect();
        let place = |at: usize, is_end: bool| {
            let mut begin = 0;
            for word in words {
                let end = begin + word.text.len();
                if at < end || (is_end && at == end) {
                    return word.span.start + (at - begin);
                }
                begin = end;
            }
            words.last().map_or(0, |word| word.span.end)
        };
        let mut slots = self.slots(&text, Span::new(0, text.len()));
        for slot in &mut slots {
            let span = Span::new(place(slot.span.start, false), place(slot.span.end, true));
            // Only a word that goes over a space is read by this layer.
            if span.len() > slot.span.len() {
                super::demote(slot, Layer::Spacing);
            }
            slot.span = span;
        }
        slots
    }

    /// Cuts a Latin word into words that the notes have: `datalake` is `data lake`.
    pub(super) fn split_latin(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        if !is_latin(&chunk.text) || chunk.text.len() > LONGEST_CUT {
            return None;
        }
        let text = fold(&chunk.text);
        // The fewest pieces that lead to each place, and where the last of them begins.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; text.len() + 1];
        best[0] = Some((0, 0));
        for end in SHORTEST_PIECE..=text.len() {
            for begin in 0..=end - SHORTEST_PIECE {
                let Some((pieces, _)) = best[begin] else { continue };
                let fewer = best[end].is_none_or(|(fewest, _)| pieces + 1 < fewest);
                if fewer && self.has_word(&text[begin..end]) {
                    best[end] = Some((pieces + 1, begin));
                }
            }
        }
        let mut cuts = vec![text.len()];
        while let Some(&end) = cuts.last().filter(|&&end| end > 0) {
            cuts.push(best[end]?.1);
        }
        if cuts.len() < 3 {
            return None;
        }
        cuts.reverse();
        let start = chunk.span.start;
        let pieces = cuts.windows(2).flat_map(|cut| {
            let (piece, span) = (&text[cut[0]..cut[1]], Span::new(start + cut[0], start + cut[1]));
            self.read_as(piece, piece, span, Layer::Spacing)
        });
        Some(pieces.collect())
    }

    /// Whether a word stands in the notes, by itself or as a part of another.
    pub(super) fn has_word(&self, text: &str) -> bool {
        [Class::Word, Class::Part]
            .into_iter()
            .any(|class| self.occurs(&Key::Term(Term::new(class, text))))
    }
}

fn is_latin(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_hangul(text: &str) -> bool {
    text.chars().all(is_syllable)
}
