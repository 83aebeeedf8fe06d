//! Quantities in a query: `람다 15분` asks for the line that states it, which may say `900초`.

use super::Layer;
use super::plan::{Choice, Key, Slot, Value};
use super::planner::Planner;
use super::repair::Typed;
use crate::quantity::{Kinds, Unit, quantities};
use crate::text::Span;

/// What a number or a unit by itself is worth of a quantity that is asked for: `15일` has the number
/// of `15분` and does not say it. Less than the quantity in another writing, and less than what
/// [`whole`](crate::search::Weights::whole) calls saying a word; where both stand, they come to 1.
const APART: f32 = 0.4;

impl Planner<'_> {
    /// Lets the words of a quantity be served by what states it in other words. Things that are
    /// counted (`3개`) are left out: what they are is in their names, and no other unit counts them.
    pub(super) fn stated_otherwise(&mut self, words: &mut [Typed]) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let from = first.span.start;
        let Some(text) = self.raw.get(from..last.span.end) else { return };
        for quantity in quantities(text) {
            if quantity.unit == Unit::Count {
                continue;
            }
            let Ok(value) = Value::read(&text[quantity.span.range()]) else { continue };
            let key = Key::Value(value);
            if !self.occurs(&key) {
                continue;
            }
            let span = Span::new(from + quantity.span.start, from + quantity.span.end);
            let slots = words.iter_mut().flat_map(|word| &mut word.slots);
            for slot in slots.filter(|slot| slot.span.overlaps(span)) {
                serve(slot, &key);
            }
        }
    }
}

/// Lets a word of a quantity be served by its value.
fn serve(slot: &mut Slot, value: &Key) {
    // A unit asks for no other quantity of its kind.
    slot.asks = Kinds::NONE;
    for choice in &mut slot.choices {
        choice.weight *= APART;
        choice.adds *= APART;
    }
    let stated = Choice::form(value.clone(), Layer::Alias, None);
    slot.choices.push(Choice { adds: 1.0 - APART, ..stated });
}
