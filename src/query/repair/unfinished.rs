//! Words of which only the beginning was typed, or only the first consonant of each syllable.

use super::slips::named;
use super::{Chunk, Typed, next_group};
use crate::analysis::{Script, fold, grams, is_initial, script};
use crate::query::alias::add_new;
use crate::query::plan::{Choice, Key, Part, Slot};
use crate::query::planner::Planner;
use crate::query::{Layer, Matcher, Pattern};
use crate::text::Span;

/// Words that may be meant, at most.
const MOST_MEANT: usize = 64;
/// Consonants. One alone may begin anything.
const FEWEST_INITIALS: usize = 2;

/// Consonants. Fewer are the beginnings of too many pairs of words.
const FEWEST_INITIALS_OF_WORDS: usize = 3;
/// Letters of the shortest Latin word that may be the beginning of one.
const SHORTEST_LATIN: usize = 3;
/// Nobody remembers a phrase of more words than these stand for.
const MOST_INITIALS_OF_WORDS: usize = 24;
/// Runs of syllables that may be meant, at most.
const MOST_RUNS: usize = 8;
/// Number of the first of them where other groups of parts come before.
const FIRST_OF_RUNS: u16 = 1000;
/// Names that several words of initials may be short for, at most.
const MOST_NAMES: usize = 8;
/// The last word of a query is so many times as likely begun as misspelt: where it is looked up at every
/// key, it mostly is.
const BEGUN_MORE_OFTEN: u32 = 4;
/// What is left of the weight of the less likely one.
const LESS_LIKELY: f32 = 0.5;

impl Planner<'_> {
    /// Reads neighbouring words of initials as one name of the catalogue, `ㄱㅊ ㅅㅌ` as `교착 상태`, or
    /// as what stands side by side in the notes.
    pub(super) fn initials_of_words(&mut self, words: &mut Vec<Typed>) {
        let is_initials = |word: &Typed| word.text.chars().all(is_initial);
        let mut from = 0;
        while from < words.len() {
            let len = words[from..].iter().take_while(|word| is_initials(word)).count();
            let longest = (2..=len).rev();
            let named = longest.clone().find_map(|len| {
                let slot = self.name_of_initials(&words[from..from + len])?;
                Some((len, slot))
            });
            if let Some((len, slot)) = named {
                let (text, span) = (slot.text.clone(), slot.span);
                words.splice(from..from + len, [Typed { text, span, slots: vec![slot] }]);
            } else {
                for len in longest {
                    if self.neighbours_of_initials(&mut words[from..from + len]) {
                        from += len - 1;
                        break;
                    }
                }
            }
            from += 1;
        }
    }

    /// Adds to words of initials what stands side by side in the notes and begins so, if anything
    /// does.
    fn neighbours_of_initials(&mut self, words: &mut [Typed]) -> bool {
        let initials: String = words.iter().map(|word| word.text.as_str()).collect();
        let mut together = Vec::new();
        if self.run_together(&initials, FIRST_OF_RUNS, &mut together).is_none() {
            return false;
        }
        for word in words.iter_mut() {
            let chunk = word.chunk();
            let alone = self.unfinished(&chunk);
            let empty = Slot::unserved(word.text.clone(), word.span);
            let mut slot = alone.unwrap_or(Slot { layer: Layer::Choseong, ..empty });
            slot.choices.extend(together.iter().cloned());
            word.slots = vec![slot];
        }
        true
    }

    fn name_of_initials(&mut self, words: &[Typed]) -> Option<Slot> {
        let text: String = words.iter().map(|word| word.text.as_str()).collect();
        let names = named(self.catalog, &Matcher::new(&Pattern::initials(&text)));
        let mut choices: Vec<Choice> = Vec::new();
        let mut reading = None;
        for name in names.iter().take(MOST_NAMES) {
            let before = choices.len();
            self.forms_of(&name.text, &mut choices);
            self.side_by_side(&name.text, next_group(&choices), &mut choices);
            choices.extend(self.other_names(&name.text, next_group(&choices)));
            for choice in &mut choices[before..] {
                choice.layer = choice.layer.max(Layer::Choseong);
            }
            if choices.len() > before {
                reading.get_or_insert(name.text.clone());
            }
        }
        let span = Span::new(words.first()?.span.start, words.last()?.span.end);
        let empty = Slot::unserved(text, span);
        Some(Slot { reading: reading?, layer: Layer::Choseong, choices, ..empty })
    }

    /// The words that a chunk may be short for.
    pub(super) fn unfinished(&mut self, chunk: &Chunk) -> Option<Slot> {
        let pattern = if chunk.text.chars().all(is_initial) {
            let count = chunk.text.chars().count();
            (count >= FEWEST_INITIALS).then(|| Pattern::initials(&chunk.text))
        } else {
            let hangul = chunk.text.chars().all(|char| script(char) == Script::Hangul);
            let latin = chunk.text.len() >= SHORTEST_LATIN
                && chunk.text.bytes().all(|byte| byte.is_ascii_alphabetic());
            (chunk.last && (hangul || latin)).then(|| Pattern::begun(&fold(&chunk.text)))
        }?;
        let matcher = Matcher::new(&pattern);
        let mut found = self.lexicon.spelled(&matcher, MOST_MEANT);
        // `람` begins nothing in notes that say Lambda.
        if matches!(pattern, Pattern::Initials(_)) || found.is_empty() {
            found.extend(named(self.catalog, &matcher).into_iter().take(MOST_MEANT));
        }
        let mut choices: Vec<Choice> = Vec::new();
        for word in &found {
            let before = choices.len();
            self.forms_of(&word.text, &mut choices);
            choices.extend(self.other_names(&word.text, next_group(&choices)));
            for choice in &mut choices[before..] {
                choice.layer = choice.layer.max(Layer::Choseong);
            }
        }
        let mut reading = found.first().map(|word| word.text.clone());
        if choices.is_empty() && matches!(pattern, Pattern::Initials(_)) {
            reading = self.run_together(&chunk.text, 1, &mut choices);
        }
        let reading = reading.filter(|_| !choices.is_empty())?;
        let empty = Slot::unserved(chunk.text.clone(), chunk.span);
        Some(Slot { reading, layer: Layer::Choseong, choices, ..empty })
    }

    /// What a word may be meant for, or the beginning of one that is still being typed: `레디` is one key
    /// away from `레딧`, and on the way to `레디스`. What the notes have more often comes first, the other
    /// behind it.
    pub(super) fn meant_or_begun(&self, meant: Vec<Slot>, begun: Slot) -> Vec<Slot> {
        let guessed = meant.iter().filter(|slot| slot.layer >= Layer::Alias);
        let Some(frequency) = guessed.map(|slot| self.documents(slot)).min() else { return meant };
        let is_begun = BEGUN_MORE_OFTEN * self.documents(&begun) >= frequency;
        let other = match <[Slot; 1]>::try_from(meant) {
            Ok([other]) if other.span == begun.span => other,
            _ if is_begun => return vec![begun],
            Ok([other]) => return vec![other],
            Err(several) => return several,
        };
        let (mut first, mut second) = if is_begun { (begun, other) } else { (other, begun) };
        for choice in &mut second.choices {
            choice.weight *= LESS_LIKELY;
            choice.adds *= LESS_LIKELY;
        }
        add_new(&mut first, &second.choices);
        vec![first]
    }

    /// In how many passages the most frequent word of a slot occurs.
    fn documents(&self, slot: &Slot) -> u32 {
        let whole = slot.choices.iter().filter(|choice| choice.part.is_none());
        whole.map(|choice| self.lexicon.frequency(&choice.key)).max().unwrap_or_default()
    }

    /// Initials of several words, or of one that the dictionary takes apart: the likeliest run of
    /// syllables that they may be.
    fn run_together(
        &self,
        initials: &str,
        first_group: u16,
        choices: &mut Vec<Choice>,
    ) -> Option<String> {
        let initials: Vec<char> = initials.chars().collect();
        if !(FEWEST_INITIALS_OF_WORDS..=MOST_INITIALS_OF_WORDS).contains(&initials.len()) {
            return None;
        }
        let runs = self.lexicon.run_together(&initials, MOST_RUNS);
        for (group, run) in (first_group..).zip(&runs) {
            self.side_by_side(run, group, choices);
        }
        runs.into_iter().next()
    }

    /// Adds a run of syllables, whatever spaces it is written with, if the notes have all its pairs.
    fn side_by_side(&self, run: &str, group: u16, choices: &mut Vec<Choice>) {
        let pairs = grams(run);
        let share = 1.0 / pairs.len().max(1) as f32;
        let pairs = (0..).zip(pairs).map(|(number, pair)| {
            let part = Part { group, number, share, all: true };
            Choice::other(Key::Gram(pair), Layer::Choseong, Some(part))
        });
        let pairs: Vec<Choice> = pairs.collect();
        if pairs.iter().all(|pair| self.occurs(&pair.key)) {
            choices.extend(pairs);
        }
    }
}
