//! What else may have been meant.

use crate::analysis::{fold, is_syllable};
use crate::query::{Layer, Lexicon, Pattern, Plan, Slot};

/// Words that are named for one that the notes do not have.
const MOST_NEAREST: usize = 3;

/// The query as it was read, where that is not as it was typed.
pub(super) fn reading(raw: &str, plan: &Plan) -> Option<String> {
    let is_corrected = |slot: &&Slot| matches!(slot.layer, Layer::Typo | Layer::Keyboard);
    let mut text = String::with_capacity(raw.len());
    let mut at = 0;
    for slots in plan.slots.chunk_by(|a, b| a.span == b.span) {
        if !slots.iter().any(|slot| is_corrected(&slot)) {
            continue;
        }
        let span = slots[0].span;
        // A span that is not in order is of a word that was put together from several.
        let Some(before) = raw.get(at..span.start).filter(|_| span.end <= raw.len()) else {
            continue;
        };
        text.push_str(before);
        slots.iter().for_each(|slot| text.push_str(&slot.reading));
        at = span.end;
    }
    if at == 0 {
        return None;
    }
    text.push_str(raw.get(at..)?);
    Some(text)
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
            .map(|beginning| lexicon.spelled(&Pattern::begun(beginning), MOST_NEAREST))
            .find(|found| !found.is_empty());
        words.extend(found.into_iter().flatten().map(|word| word.text));
    }
    words.dedup();
    words
}
