//! `a OR b`: one slot that any of several alternatives serves.

use super::plan::{Choice, Part, Slot};
use crate::text::Span;

/// One slot that any of several alternatives serves. One of several words serves if all of them occur.
pub(super) fn any_of(alternatives: Vec<Vec<Slot>>) -> Option<Slot> {
    let mut any: Option<Slot> = None;
    for slots in alternatives {
        let Some(one) = together(slots) else { continue };
        let Some(any) = &mut any else {
            any = Some(one);
            continue;
        };
        any.text = format!("{} OR {}", any.text, one.text);
        any.reading = format!("{} OR {}", any.reading, one.reading);
        any.span = Span::new(any.span.start.min(one.span.start), any.span.end.max(one.span.end));
        any.light &= one.light;
        any.asks = any.asks.union(one.asks);
        // A way to serve one of them in pieces is not made up of pieces of another.
        let groups = any.choices.iter().filter_map(|choice| choice.part).map(|part| part.group);
        let next = groups.max().map_or(0, |last| last + 1);
        any.choices.extend(one.choices.into_iter().map(|mut choice| {
            choice.part = choice.part.map(|part| Part { group: part.group + next, ..part });
            choice
        }));
    }
    any
}

/// Slots as one that is served where all of them are.
fn together(slots: Vec<Slot>) -> Option<Slot> {
    let share = 1.0 / slots.len() as f32;
    let text = slots.iter().map(|slot| slot.text.as_str()).collect::<Vec<_>>().join(" ");
    let mut slots = slots.into_iter();
    let mut all = slots.next()?;
    if share < 1.0 {
        let whole = |slot: Slot, number: usize| {
            let part = Some(Part { group: 0, number: number.min(255) as u8, share, all: true });
            let choices = slot.choices.into_iter().filter(|choice| choice.part.is_none());
            choices.map(move |choice| Choice { part, ..choice })
        };
        let span = slots.as_slice().last().map_or(all.span, |last| last.span);
        let first = Slot { choices: std::mem::take(&mut all.choices), ..all.clone() };
        all.choices = whole(first, 0).collect();
        for (number, slot) in (1..).zip(slots) {
            all.choices.extend(whole(slot, number));
        }
        all.span.end = all.span.end.max(span.end);
        all.reading = text.clone();
    }
    all.text = text;
    Some(all)
}
