//! Loanwords that the notes have in Latin letters: `리밸런스` is `rebalance`.

use std::borrow::Cow;

use super::Chunk;
use super::slips::stems;
use crate::analysis::{from_keys, is_syllable, to_keys};
use crate::query::plan::{Choice, Slot};
use crate::query::planner::Planner;
use crate::query::{Layer, Matcher, Pattern};
use crate::text::Span;

/// Words that may be meant, at most.
const MOST_MEANT: usize = 4;
/// How much worse than the word that fits best another may fit.
const AS_WELL: f32 = 0.05;

impl Planner<'_> {
    /// The Latin words of the notes that sound like a word of Hangul that the notes do not have, or like
    /// the verb that it is of: `리밸런싱` is of `rebalance`.
    pub(super) fn by_sound(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let stems = || stems(&chunk.text);
        let as_typed = stems().map(|stem| (stem, Cow::Borrowed(stem)));
        let slot = self.best_by_sound(chunk, as_typed).or_else(|| {
            let verbs = stems().filter_map(|stem| Some((stem, Cow::Owned(without_ing(stem)?))));
            self.best_by_sound(chunk, verbs)
        });
        slot.map(|slot| vec![slot])
    }

    /// The slot of the stem, of those that are read as these words, which fits best.
    fn best_by_sound<'s>(
        &mut self,
        chunk: &Chunk,
        words: impl Iterator<Item = (&'s str, Cow<'s, str>)>,
    ) -> Option<Slot> {
        let mut best: Option<(f32, Slot)> = None;
        for (stem, word) in words {
            let Some(pattern) = Pattern::sound(&word) else { continue };
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
        best.map(|(_, slot)| slot)
    }
}

/// Syllables of the shortest word that is taken for one in `-ing`: `베이징` is none.
const SHORTEST_ING: usize = 4;

/// The word without the `-ing` that it ends in: `리밸런싱` is `리밸런스`.
fn without_ing(word: &str) -> Option<String> {
    word.chars().last().filter(|&last| is_syllable(last))?;
    // By keys, ㅣ and ㅇ behind a consonant.
    let keys = to_keys(word);
    let bare = keys.strip_suffix("ld").filter(|bare| !bare.ends_with('d'))?;
    (word.chars().count() >= SHORTEST_ING).then(|| from_keys(&format!("{bare}m")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_nouns_in_ing() {
        assert_eq!(without_ing("리밸런싱").as_deref(), Some("리밸런스"));
        assert_eq!(without_ing("스케줄링").as_deref(), Some("스케줄르"));
        for other in ["베이징", "샤딩", "알고리즘", "프로그램", "ceiling", "HTTP", ""]
        {
            assert_eq!(without_ing(other), None, "{other}");
        }
    }
}
