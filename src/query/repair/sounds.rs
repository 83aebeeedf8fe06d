//! Loanwords that the notes have in Latin letters: `리밸런스` is `rebalance`.

use super::Chunk;
use super::slips::stems;
use crate::query::plan::{Choice, Slot};
use crate::query::planner::Planner;
use crate::query::{Layer, Matcher, Pattern};
use crate::text::Span;

/// Words that may be meant, at most.
const MOST_MEANT: usize = 4;
/// How much worse than the word that fits best another may fit.
const AS_WELL: f32 = 0.05;

impl Planner<'_> {
    /// The Latin words of the notes that sound like a word of Hangul that the notes do not have.
    pub(super) fn by_sound(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let mut best: Option<(f32, Slot)> = None;
        for stem in stems(&chunk.text) {
            let Some(pattern) = Pattern::sound(stem) else { continue };
            let found = self.lexicon.spelled(&Matcher::new(&pattern), MOST_MEANT);
            let Some(first) = found.first() else { continue };
            if best.as_ref().is_some_and(|(least, _)| *least <= first.cost) {
                continue;
            }
            let mut choices: Vec<Choice> = Vec::new();
            for word in found.iter().filter(|word| word.cost <= first.cost + AS_WELL) {
                self.forms_of(&word.text, &mut choices);
            }
            for choice in &mut choices {
                choice.layer = choice.layer.max(Layer::Alias);
            }
            let span = Span::new(chunk.span.start, chunk.span.start + stem.len());
            let slot = Slot {
                reading: first.text.clone(),
                layer: Layer::Alias,
                choices,
                ..Slot::unserved(stem.to_owned(), span)
            };
            best = Some((first.cost, slot));
        }
        best.map(|(_, slot)| vec![slot])
    }
}
