//! Words of which only the beginning was typed, or only the first consonant of each syllable.

use super::Chunk;
use super::slips::named;
use crate::analysis::{Script, is_initial, script};
use crate::query::plan::{Choice, Slot};
use crate::query::planner::Planner;
use crate::query::{Layer, Pattern};

/// Words that may be meant, at most.
const MOST_MEANT: usize = 64;
/// Consonants. One alone may begin anything.
const FEWEST_INITIALS: usize = 2;

impl Planner<'_> {
    /// The words that a chunk may be short for.
    pub(super) fn unfinished(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let pattern = if chunk.text.chars().all(is_initial) {
            let count = chunk.text.chars().count();
            (count >= FEWEST_INITIALS).then(|| Pattern::initials(&chunk.text))
        } else {
            let hangul = chunk.text.chars().all(|char| script(char) == Script::Hangul);
            (hangul && chunk.last).then(|| Pattern::begun(&chunk.text))
        }?;
        let mut found = self.lexicon.spelled(&pattern, MOST_MEANT);
        if matches!(pattern, Pattern::Initials(_)) {
            found.extend(named(&pattern));
        }
        let mut choices: Vec<Choice> = Vec::new();
        for word in &found {
            let before = choices.len();
            self.forms_of(&word.text, &mut choices);
            let next = choices.iter().filter_map(|choice| choice.part).map(|part| part.group + 1);
            let names = self.other_names(&word.text, next.max().unwrap_or(1));
            choices.extend(names);
            for choice in &mut choices[before..] {
                choice.layer = choice.layer.max(Layer::Choseong);
            }
        }
        if choices.is_empty() {
            return None;
        }
        let reading = found.first()?.text.clone();
        let empty = Slot::unserved(chunk.text.clone(), chunk.span);
        Some(vec![Slot { reading, layer: Layer::Choseong, choices, ..empty }])
    }
}
