//! A [`Pattern`] that remembers what it has worked out.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::pattern::{Pattern, State};
use crate::analysis::{self, OPENINGS, without_final};

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

impl StateId {
    /// What follows has not been worked out yet.
    const UNKNOWN: StateId = StateId(u32::MAX);
    /// Nothing that goes on so can match.
    const NOWHERE: StateId = StateId(u32::MAX - 1);
}

#[derive(Default)]
struct Built {
    states: Vec<State>,
    numbers: FxHashMap<State, StateId>,
    /// Where each symbol that is a key leads from each state.
    by_key: Vec<[StateId; KEYS]>,
    /// Where other symbols lead.
    by_other: FxHashMap<(StateId, char), StateId>,
    /// Where each syllable without a final leads from each state; nothing until one is asked for.
    by_opening: Vec<Vec<StateId>>,
}

/// Keys are ASCII.
const KEYS: usize = 128;

impl Built {
    fn number(&mut self, state: State) -> StateId {
        if state.is_empty() {
            return StateId::NOWHERE;
        }
        if let Some(&number) = self.numbers.get(&state) {
            return number;
        }
        let number = StateId(self.states.len() as u32);
        self.states.push(state.clone());
        self.by_key.push([StateId::UNKNOWN; KEYS]);
        self.by_opening.push(Vec::new());
        self.numbers.insert(state, number);
        number
    }

    /// Where a symbol leads.
    fn follow(&mut self, pattern: &Pattern, from: StateId, symbol: char) -> StateId {
        if from == StateId::NOWHERE {
            return from;
        }
        let at = from.0 as usize;
        let known = match self.by_key[at].get(symbol as usize) {
            Some(&to) => to,
            None => self.by_other.get(&(from, symbol)).copied().unwrap_or(StateId::UNKNOWN),
        };
        if known != StateId::UNKNOWN {
            return known;
        }
        let to = self.number(pattern.step(&self.states[at], symbol));
        match self.by_key[at].get_mut(symbol as usize) {
            Some(place) => *place = to,
            None => drop(self.by_other.insert((from, symbol), to)),
        }
        to
    }

    /// Where a syllable without a final leads.
    fn open(&mut self, pattern: &Pattern, from: StateId, opening: usize) -> StateId {
        let known = &mut self.by_opening[from.0 as usize];
        if known.is_empty() {
            known.resize(OPENINGS, StateId::UNKNOWN);
        }
        let known = known[opening];
        if known != StateId::UNKNOWN {
            return known;
        }
        let mut to = from;
        pattern.for_each_symbol(analysis::opening(opening), |symbol| {
            to = self.follow(pattern, to, symbol);
        });
        self.by_opening[from.0 as usize][opening] = to;
        to
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
        let mut to = from;
        let rest = match without_final(char) {
            Some((opening, last)) => {
                to = built.open(self.pattern, from, opening);
                last.filter(|_| self.pattern.compares_keys())
            }
            None => Some(char),
        };
        if let Some(rest) = rest.filter(|_| to != StateId::NOWHERE) {
            self.pattern.for_each_symbol(rest, |symbol| {
                to = built.follow(self.pattern, to, symbol);
            });
        }
        (to != StateId::NOWHERE).then_some(to)
    }

    /// Whether any of the syllables from one to another may come next: certainly none if it says so.
    ///
    /// Not every one is looked at: where one without a final cannot come, neither can it with one.
    pub fn admits_any(&self, from: StateId, [first, last]: [char; 2]) -> bool {
        let (Some((first, _)), Some((last, _))) = (without_final(first), without_final(last))
        else {
            return true;
        };
        let mut built = self.built.borrow_mut();
        let mut openings = first..=last;
        openings.any(|opening| built.open(self.pattern, from, opening) != StateId::NOWHERE)
    }

    /// The first character that may come in the place of one that cannot, as far as is known at once.
    pub fn after(&self, from: StateId, char: char) -> char {
        let following = || char::from_u32(u32::from(char) + 1).unwrap_or(char::MAX);
        let Some((opening, _)) = without_final(char) else { return following() };
        if !self.pattern.may_have(char) {
            return analysis::opening(OPENINGS);
        }
        let to = self.built.borrow_mut().open(self.pattern, from, opening);
        if to == StateId::NOWHERE { analysis::opening(opening + 1) } else { following() }
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
        fn only_what_cannot_come_is_passed_by(
            typed in "[가-깋a-e]{2,6}",
            begun in "[가-깋a-e]{0,2}",
            first in 0xb000_u32..0xd7a3,
        ) {
            let [first, last] = [first, 0xd7a3].map(|code| char::from_u32(code).expect("a syllable"));
            for pattern in
                [Pattern::slip(&typed), Pattern::begun(&typed), Pattern::initials("ㄱㄴㄷ")]
            {
                let matcher = Matcher::new(&pattern);
                let step = |at: Option<StateId>, char| matcher.step(at?, char);
                let Some(at) = begun.chars().fold(Some(matcher.start()), step) else { continue };
                let comes = |char: &char| matcher.step(at, *char).is_some();
                let next = (first..=last).find(comes);
                proptest::prop_assert!(next.is_none() || matcher.admits_any(at, [first, last]));
                if next != Some(first) {
                    let after = matcher.after(at, first);
                    proptest::prop_assert!(first < after && next.is_none_or(|next| after <= next));
                }
            }
        }

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
