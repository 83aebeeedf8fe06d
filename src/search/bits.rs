//! Sets of small numbers, a bit for each.

use std::ops::Range;

/// Calls for each bit that is set, with its number among all.
#[inline]
pub(super) fn for_each_bit(words: &[u64], mut each: impl FnMut(usize)) {
    for (number, &bits) in words.iter().enumerate() {
        let mut rest = bits;
        while rest != 0 {
            each(number * 64 + rest.trailing_zeros() as usize);
            rest &= rest - 1;
        }
    }
}

/// How many numbers a [`Window`] may hold.
pub(super) const WINDOW: usize = 64 * WORDS;
const WORDS: usize = 32;

/// A set of numbers below [`WINDOW`]. What is done with all of them takes the time of the words that hold any.
#[derive(Clone)]
pub(super) struct Window {
    words: [u64; WORDS],
    /// A bit for each word that may hold any.
    used: u64,
}

impl Window {
    pub const EMPTY: Self = Window { words: [0; WORDS], used: 0 };

    /// Adds a number. Whether it was there.
    #[inline]
    pub fn insert(&mut self, number: usize) -> bool {
        let (word, bit) = (&mut self.words[number / 64], 1 << (number % 64));
        let was_there = *word & bit != 0;
        *word |= bit;
        self.used |= 1 << (number / 64);
        was_there
    }

    /// Adds all numbers of another.
    #[inline]
    pub fn add(&mut self, other: &Self) {
        self.used |= other.used;
        other.for_each_word(|word| self.words[word] |= other.words[word]);
    }

    /// Drops those from one number up to another.
    pub fn drop_range(&mut self, range: Range<usize>) {
        for word in range.start / 64..range.end.div_ceil(64) {
            let from = range.start.saturating_sub(64 * word);
            let to = (range.end - 64 * word).min(64);
            self.words[word] &= !(u64::MAX << from & u64::MAX >> (64 - to));
        }
    }

    /// Drops all of them.
    #[inline]
    pub fn clear(&mut self) {
        let Window { words, used } = self;
        for_each_bit(&[std::mem::take(used)], |word| words[word] = 0);
    }

    /// Drops those of which something does not hold.
    #[inline]
    pub fn retain(&mut self, mut holds: impl FnMut(usize) -> bool) {
        let Window { words, used } = self;
        for_each_bit(&[*used], |word| {
            let bits = words[word];
            for_each_bit(&[bits], |bit| {
                if !holds(word * 64 + bit) {
                    words[word] &= !(1 << bit);
                }
            });
        });
    }

    /// Calls for each of them, in order.
    #[inline]
    pub fn for_each(&self, mut each: impl FnMut(usize)) {
        self.for_each_word(|word| for_each_bit(&[self.words[word]], |bit| each(word * 64 + bit)));
    }

    /// Calls for each 64 numbers of which any may be there.
    #[inline]
    pub fn for_each_word(&self, each: impl FnMut(usize)) {
        for_each_bit(&[self.used], each);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        let mut len = 0;
        self.for_each_word(|word| len += self.words[word].count_ones() as usize);
        len
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn window(numbers: &BTreeSet<usize>) -> Window {
        let mut window = Window::EMPTY;
        numbers.iter().for_each(|&number| assert!(!window.insert(number)));
        window
    }

    fn numbers(window: &Window) -> BTreeSet<usize> {
        let mut numbers = Vec::new();
        window.for_each(|number| numbers.push(number));
        assert!(numbers.is_sorted());
        assert_eq!(numbers.len(), window.len());
        BTreeSet::from_iter(numbers)
    }

    #[test]
    fn a_window_is_a_set() {
        let every = |step: usize| -> BTreeSet<usize> { (step / 2..WINDOW).step_by(step).collect() };
        for (one, other) in [(1, 700), (7, 3), (64, 65), (900, 1), (WINDOW, 2)] {
            let (one, other) = (every(one), every(other));
            let mut both = window(&one);
            both.add(&window(&other));
            assert_eq!(numbers(&both), one.union(&other).copied().collect());
            both.retain(|number| one.contains(&number));
            assert_eq!(numbers(&both), one);
            let dropped = [5..6, 60..64, 64..128, 63..129, 100..100, 1000..WINDOW];
            dropped.iter().for_each(|range| both.drop_range(range.clone()));
            let is_left = |number: &&usize| !dropped.iter().any(|range| range.contains(*number));
            assert_eq!(numbers(&both), one.iter().filter(is_left).copied().collect());
            assert!(!both.insert(5));
            both.clear();
            assert_eq!(numbers(&both), BTreeSet::new());
        }
    }
}
