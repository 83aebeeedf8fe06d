//! A [`Pattern`] that remembers what it has worked out.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::pattern::{Pattern, State};
use crate::analysis::{Initials, OPENINGS, Syllable, for_each_key};

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
    /// What syllables begin with that may come next from each state.
    initials: Vec<Initials>,
    /// By number, whether a syllable without a final may come next from a state: of those from which any
    /// initial consonant leads on, once it was asked for.
    openings: Vec<Option<Box<[bool; OPENINGS]>>>,
    /// Where other symbols lead.
    by_other: FxHashMap<(StateId, char), StateId>,
}

/// Keys are ASCII.
const KEYS: usize = 128;

impl Built {
    fn number(&mut self, pattern: &Pattern, state: State) -> StateId {
        if state.is_empty() {
            return StateId::NOWHERE;
        }
        if let Some(&number) = self.numbers.get(&state) {
            return number;
        }
        let number = StateId(self.states.len() as u32);
        let (mut by_key, mut initials) = ([StateId::UNKNOWN; KEYS], Initials::ALL);
        // Once a slip is made, hardly any key leads on.
        if let Some(symbols) = pattern.only(&state) {
            by_key = [StateId::NOWHERE; KEYS];
            for symbol in symbols {
                if let Some(place) = by_key.get_mut(symbol as usize) {
                    *place = StateId::UNKNOWN;
                }
            }
            initials = Initials::of_keys(pattern.only(&state).into_iter().flatten());
        }
        self.by_key.push(by_key);
        self.initials.push(initials);
        self.openings.push(None);
        self.states.push(state.clone());
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
        let to = self.number(pattern, pattern.step(&self.states[at], symbol));
        match self.by_key[at].get_mut(symbol as usize) {
            Some(place) => *place = to,
            None => drop(self.by_other.insert((from, symbol), to)),
        }
        to
    }

    /// Where a syllable's initial consonant leads. If it is all that is compared, it stands for the syllable.
    fn begin(&mut self, pattern: &Pattern, from: StateId, syllable: Syllable) -> StateId {
        if pattern.compares_keys() {
            self.follow(pattern, from, syllable.initial_key())
        } else {
            self.follow(pattern, from, syllable.first_of_initial().char())
        }
    }

    /// Where a syllable leads without its final.
    fn open(&mut self, pattern: &Pattern, from: StateId, syllable: Syllable) -> StateId {
        if let Some(openings) = &self.openings[from.0 as usize]
            && !openings[syllable.opening_number()]
        {
            return StateId::NOWHERE;
        }
        let to = self.begin(pattern, from, syllable);
        self.go_on(pattern, to, syllable)
    }

    /// The same where its initial consonant has led somewhere.
    fn go_on(&mut self, pattern: &Pattern, at: StateId, syllable: Syllable) -> StateId {
        if at == StateId::NOWHERE || !pattern.compares_keys() {
            return at;
        }
        syllable.vowel_keys().fold(at, |at, key| self.follow(pattern, at, key))
    }

    /// The first syllable without a final, from one to another, that may come.
    ///
    /// From most states hardly any may, and they are looked at one by one; from the others all are, once.
    fn next_opening(
        &mut self,
        pattern: &Pattern,
        from: StateId,
        [first, last]: [Syllable; 2],
    ) -> Option<Syllable> {
        let numbers = first.opening_number()..=last.opening_number();
        if self.initials[from.0 as usize] == Initials::ALL {
            self.open_all(pattern, from);
        }
        if let Some(known) = &self.openings[from.0 as usize] {
            return numbers.into_iter().find(|&number| known[number]).map(Syllable::of_opening);
        }
        let mut next = *numbers.start();
        while numbers.contains(&next) {
            let syllable = Syllable::of_opening(next);
            let begun = self.begin(pattern, from, syllable);
            if self.go_on(pattern, begun, syllable) != StateId::NOWHERE {
                return Some(syllable);
            }
            next = if begun == StateId::NOWHERE { syllable.after_initial() } else { next + 1 };
        }
        None
    }

    /// Finds out which syllables without a final may come.
    fn open_all(&mut self, pattern: &Pattern, from: StateId) {
        if self.openings[from.0 as usize].is_some() {
            return;
        }
        let mut openings = Box::new([false; OPENINGS]);
        let mut begun = StateId::NOWHERE;
        for (number, may_come) in openings.iter_mut().enumerate() {
            let syllable = Syllable::of_opening(number);
            if syllable == syllable.first_of_initial() {
                begun = self.begin(pattern, from, syllable);
            }
            *may_come = self.go_on(pattern, begun, syllable) != StateId::NOWHERE;
        }
        self.openings[from.0 as usize] = Some(openings);
    }
}

impl<'p> Matcher<'p> {
    /// Nothing is worked out yet.
    pub fn new(pattern: &'p Pattern) -> Self {
        Matcher { pattern, built: RefCell::default() }
    }

    /// Before the first character.
    pub fn start(&self) -> StateId {
        self.built.borrow_mut().number(self.pattern, self.pattern.start())
    }

    /// After one more character; `None` where no word that begins so matches.
    pub fn step(&self, from: StateId, char: char) -> Option<StateId> {
        let Matcher { pattern, built } = self;
        if !pattern.may_have(char) {
            return None;
        }
        let mut built = built.borrow_mut();
        let mut to = from;
        match Syllable::of(char) {
            Some(syllable) => {
                to = built.open(pattern, from, syllable);
                if pattern.compares_keys() {
                    to = syllable.final_keys().fold(to, |at, key| built.follow(pattern, at, key));
                }
            }
            None if pattern.compares_keys() => {
                for_each_key(char, |key| to = built.follow(pattern, to, key));
            }
            None => to = built.follow(pattern, from, char),
        }
        (to != StateId::NOWHERE).then_some(to)
    }

    /// Whether any of the syllables from one to another may come next: certainly none if it says so.
    ///
    /// Finals are not looked at: where a syllable without one cannot come, neither can it with one.
    pub fn admits_any(&self, from: StateId, [first, last]: [char; 2]) -> bool {
        let (Some(first), Some(last)) = (Syllable::of(first), Syllable::of(last)) else {
            return true;
        };
        let mut built = self.built.borrow_mut();
        if !built.initials[from.0 as usize].begin_any([first, last]) {
            return false;
        }
        built.next_opening(self.pattern, from, [first, last]).is_some()
    }

    /// The first character behind one that cannot come which may, as far as is known without a look at finals.
    pub fn after(&self, from: StateId, char: char) -> char {
        let following = char::from_u32(u32::from(char) + 1).unwrap_or(char::MAX);
        let Some(syllable) = Syllable::of(char) else { return following };
        if !self.pattern.may_have(char) {
            return Syllable::AFTER_ALL;
        }
        let mut built = self.built.borrow_mut();
        if built.open(self.pattern, from, syllable) != StateId::NOWHERE {
            return following;
        }
        let next = Syllable::of(syllable.after_opening());
        let next =
            next.and_then(|next| built.next_opening(self.pattern, from, [next, Syllable::LAST]));
        next.map_or(Syllable::AFTER_ALL, Syllable::char)
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
