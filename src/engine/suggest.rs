//! What else may have been meant.

use super::Found;
use crate::analysis::{fold, is_syllable};
use crate::query::{Choice, Key, Layer, Lexicon, Matcher, Pattern, Plan, Slot};

/// Words that are named for one that the notes do not have.
const MOST_NEAREST: usize = 3;

/// The query as it was read, where that is not as it was typed. A word that may have been meant for
/// several is the one that the first hit has.
pub(super) fn reading(raw: &str, plan: &Plan, found: &[Found]) -> Option<String> {
    let is_corrected = |slot: &&Slot| matches!(slot.layer, Layer::Typo | Layer::Keyboard);
    let mut text = String::with_capacity(raw.len());
    let mut at = 0;
    let mut number = 0;
    for slots in plan.slots.chunk_by(|a, b| a.span == b.span) {
        let first = number;
        number += slots.len();
        if !slots.iter().any(|slot| is_corrected(&slot)) {
            continue;
        }
        let span = slots[0].span;
        // A span that is not in order is of a word that was put together from several.
        let Some(before) = raw.get(at..span.start).filter(|_| span.end <= raw.len()) else {
            continue;
        };
        text.push_str(before);
        at = span.end;
        if let Some(whole) = &slots[0].whole {
            text.push_str(whole);
            continue;
        }
        for (number, slot) in (first..).zip(slots) {
            let seen = found.first().and_then(|hit| word_of(hit, number, slot));
            text.push_str(seen.as_deref().unwrap_or(&slot.reading));
        }
    }
    if at == 0 {
        return None;
    }
    text.push_str(raw.get(at..)?);
    (text != raw).then_some(text)
}

/// The word of a hit that a slot was taken for.
fn word_of(hit: &Found, number: usize, slot: &Slot) -> Option<String> {
    let line = &hit.snippet;
    let highlight = line.highlights.iter().find(|highlight| highlight.slot == number)?;
    let from = highlight.start.char.checked_sub(line.start.char)?;
    let len = highlight.end.char.checked_sub(highlight.start.char)?;
    let word = fold(&line.text.chars().skip(from).take(len).collect::<String>());
    let is_meant = |choice: &Choice| match &choice.key {
        Key::Term(term) => choice.layer == slot.layer && term.text() == word,
        Key::Gram(_) | Key::Value(_) => false,
    };
    slot.choices.iter().any(is_meant).then_some(word)
}

/// Words of the notes that begin like those that the notes do not have.
pub(super) fn nearest(plan: &Plan, lexicon: &dyn Lexicon) -> Vec<String> {
    let unserved = plan.slots.iter().filter(|slot| slot.choices.is_empty());
    let mut words: Vec<String> = Vec::new();
    for slot in unserved {
        let text = fold(&slot.text);
        let fewest = if text.chars().any(is_syllable) { 1 } else { 3 };
        let ends: Vec<usize> = text.char_indices().map(|(at, char)| at + char.len_utf8()).collect();
        let beginnings = ends.iter().skip(fewest - 1).rev().map(|&end| &text[..end]);
        let found = beginnings
            .map(|beginning| {
                lexicon.spelled(&Matcher::new(&Pattern::begun(beginning)), MOST_NEAREST)
            })
            .find(|found| !found.is_empty());
        words.extend(found.into_iter().flatten().map(|word| word.text));
    }
    words.dedup();
    words
}
