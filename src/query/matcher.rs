//! A [`Pattern`] that remembers what it has worked out.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::pattern::{Pattern, State};

/// The states of a pattern by number, made when they are first come to: a deterministic automaton,
/// built lazily. Among the words of the notes the same few states are come to again and again, by the
/// same keys.
pub struct Matcher<'p> {
    pattern: &'p Pattern,
    built: RefCell<Built>,
}

/// A state of a [`Matcher`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StateId(u32);

#[derive(Default)]
struct Built {
    states: Vec<State>,
    numbers: FxHashMap<State, StateId>,
    /// Where a [symbol](Pattern::for_each_symbol) leads from a state; nowhere if nothing can match any
    /// more.
    steps: FxHashMap<(StateId, char), Option<StateId>>,
}

impl Built {
    fn number(&mut self, state: State) -> StateId {
        if let Some(&number) = self.numbers.get(&state) {
            return number;
        }
        let number = StateId(self.states.len() as u32);
        self.states.push(state.clone());
        self.numbers.insert(state, number);
        number
    }
}

impl<'p> Matcher<'p> {
    /// Nothing is worked out yet.
    pub fn new(pattern: &'p Pattern) -> Self {
        Matcher { pattern, built: RefCell::default() }
    }

    /// Before the first character.
    pub fn start(&self) -> StateId {
        self.built.borrow_mut().number(self.pattern.start())
    }

    /// After one more character; `None` where no word that begins so matches.
    pub fn step(&self, from: StateId, char: char) -> Option<StateId> {
        if !self.pattern.may_have(char) {
            return None;
        }
        let mut built = self.built.borrow_mut();
        let mut at = Some(from);
        self.pattern.for_each_symbol(char, |symbol| {
            at = at.and_then(|at| self.follow(&mut built, at, symbol));
        });
        at
    }

    fn follow(&self, built: &mut Built, from: StateId, symbol: char) -> Option<StateId> {
        if let Some(&to) = built.steps.get(&(from, symbol)) {
            return to;
        }
        let state = self.pattern.step(&built.states[from.0 as usize], symbol);
        let to = (!state.is_empty()).then(|| built.number(state));
        built.steps.insert((from, symbol), to);
        to
    }

    /// How far off a word is: see [`Pattern::cost`].
    pub fn cost_of(&self, word: &str) -> Option<f32> {
        let step = |at: Option<StateId>, char| self.step(at?, char);
        word.chars().fold(Some(self.start()), step).and_then(|end| self.cost(end))
    }

    /// How far off a word is that ends here: see [`Pattern::cost`].
    pub fn cost(&self, at: StateId) -> Option<f32> {
        self.pattern.cost(&self.built.borrow().states[at.0 as usize])
    }

    /// See [`Pattern::admits`].
    pub fn admits(&self, syllable: bool) -> bool {
        self.pattern.admits(syllable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_was_asked_before_changes_nothing(
            typed in "[가-깋a-e]{2,6}",
            words in proptest::collection::vec("[가-깋a-e]{0,6}", 0..20),
        ) {
            for pattern in [Pattern::slip(&typed), Pattern::begun(&typed)] {
                let matcher = Matcher::new(&pattern);
                for word in words.iter().chain([&typed]) {
                    let alone = Matcher::new(&pattern).cost_of(word);
                    proptest::prop_assert_eq!(matcher.cost_of(word), alone, "{} {}", typed, word);
                }
            }
        }
    }
}
