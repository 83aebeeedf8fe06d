//! Misspelt names: words one edit away from a name.
//!
//! Two words are one edit apart only if they become the same by leaving out at most one character
//! of each. So every name is kept under itself and all it becomes by leaving one out, and a word is
//! looked up under all that it becomes: a dozen look-ups, however many names there are.

use std::ops::Range;
use std::sync::OnceLock;

use super::names::Names;
use super::units::{Gap, Sort, Unit};
use crate::analysis::{are_particles, for_each_key, is_syllable};
use crate::catalog::{EntityId, Kind, name_key};

/// Letters of a Latin name, and of a word, that a slip is looked for in.
const FEWEST_LETTERS: usize = 5;
/// Syllables, likewise.
const FEWEST_SYLLABLES: usize = 4;
const MOST_CHARS: usize = 24;
/// An ordinary word hardly comes close to a name of so many letters.
const SURE_LETTERS: usize = 7;
const FILTER_BITS: usize = 1 << 18;
/// Endings that make another form of a word rather than a slip.
const ENDINGS: [&str; 8] = ["s", "es", "d", "ed", "r", "er", "y", "n"];

/// Names that words may have been meant for; worked out when the first such word is met.
#[derive(Default)]
pub(super) struct Slips(OnceLock<Index>);

struct Index {
    /// What is left of a name, hashed, and the name's place in `targets`.
    left: Vec<(u64, u32)>,
    /// What names begin with, sorted: the first character is hardly ever mistyped, and `CPython` is
    /// not Python.
    firsts: Vec<char>,
    filter: Vec<u64>,
    targets: Vec<Target>,
}

struct Target {
    first: char,
    /// Characters, Hangul as keys.
    keys: Vec<char>,
    entity: EntityId,
    service: bool,
}

impl Slips {
    /// The entity that a word was meant for: how many units its name takes up, and whether no
    /// ordinary word would come so close.
    pub fn find(
        &self,
        names: &Names<'_>,
        all: &[Unit],
        word: Range<usize>,
    ) -> Option<(usize, EntityId, bool)> {
        let units = &all[word.clone()];
        let first = units.first()?;
        if units.len() < FEWEST_SYLLABLES
            || self.index(names).firsts.binary_search(&first.char).is_err()
        {
            return None;
        }
        match first.sort {
            Sort::Alnum => {
                let within = all.get(word.end).is_some_and(|next| {
                    next.sort == Sort::Alnum
                        && matches!(next.gap, Gap::Hyphen | Gap::Underscore | Gap::Slash | Gap::Dot)
                        || next.gap == Gap::None && matches!(next.char, '@' | '=' | '(' | ':')
                });
                let before = word.start.checked_sub(1).map(|at| &all[at]);
                let continues =
                    units[0].gap == Gap::Hyphen || (units[0].gap == Gap::Slash && before.is_some());
                let capital = units.iter().any(|unit| unit.capital);
                let letters = units.len() >= FEWEST_LETTERS && units.len() <= MOST_CHARS;
                if within || continues || !capital || !letters {
                    return None;
                }
                let text: String = units.iter().map(|unit| unit.char).collect();
                if ENDINGS
                    .iter()
                    .any(|ending| text.strip_suffix(ending).is_some_and(|stem| names.knows(stem)))
                    || names.knows(&text)
                {
                    return None;
                }
                let inner = units[1..].iter().any(|unit| unit.capital)
                    && !units.iter().all(|unit| unit.capital);
                let chars: Vec<char> = text.chars().collect();
                let found = self.index(names).nearest(first.char, &chars)?;
                // A capital at the end makes another thing of it: `OpenSSH`, `TomcatX`.
                if units.last().is_some_and(|unit| unit.capital)
                    && found.keys.last() != chars.last()
                {
                    return None;
                }
                let sure = found.service || inner || units.len() >= SURE_LETTERS;
                Some((units.len(), found.entity, sure))
            }
            Sort::Hangul => {
                (FEWEST_SYLLABLES..=units.len().min(MOST_CHARS)).rev().find_map(|len| {
                    let (name, rest) = units.split_at(len);
                    let rest: String = rest.iter().map(|unit| unit.char).collect();
                    // `시스템이` is 시스템 with a particle rather than a slip of 시스템디.
                    let last = name.last().map(|unit| unit.char.to_string());
                    let particle = last.is_some_and(|last| are_particles(&last));
                    if particle || !(rest.is_empty() || are_particles(&rest)) {
                        return None;
                    }
                    let mut keys = Vec::with_capacity(4 * len);
                    name.iter().for_each(|unit| for_each_key(unit.char, |key| keys.push(key)));
                    let found = self.index(names).nearest(first.char, &keys)?;
                    let text: String = name.iter().map(|unit| unit.char).collect();
                    (!names.knows(&text)).then_some((len, found.entity, true))
                })
            }
            Sort::Mark => None,
        }
    }

    fn index(&self, names: &Names<'_>) -> &Index {
        self.0.get_or_init(|| Index::new(names))
    }
}

impl Index {
    fn new(names: &Names<'_>) -> Self {
        let mut targets = Vec::new();
        for (at, key) in names.keys() {
            let Some(target) = target(names, at, key) else { continue };
            targets.push(target);
        }
        let mut left = Vec::with_capacity(12 * targets.len());
        for (place, target) in (0..).zip(&targets) {
            for_each_left(&target.keys, |hash| left.push((hash, place)));
        }
        left.sort_unstable();
        left.dedup();
        let mut filter = vec![0; FILTER_BITS / 64];
        for &(hash, _) in &left {
            let bit = hash as usize % FILTER_BITS;
            filter[bit / 64] |= 1 << (bit % 64);
        }
        let mut firsts: Vec<char> = targets.iter().map(|target| target.first).collect();
        firsts.sort_unstable();
        firsts.dedup();
        Index { left, firsts, filter, targets }
    }

    /// The one entity with a name one edit away.
    fn nearest(&self, first: char, word: &[char]) -> Option<&Target> {
        let mut nearest: Option<&Target> = None;
        let mut several = false;
        for_each_left(word, |hash| {
            let bit = hash as usize % FILTER_BITS;
            if self.filter[bit / 64] & (1 << (bit % 64)) == 0 {
                return;
            }
            let from = self.left.partition_point(|&(left, _)| left < hash);
            for &(_, place) in self.left[from..].iter().take_while(|&&(left, _)| left == hash) {
                let target = &self.targets[place as usize];
                if target.first == first && is_one_edit(word, &target.keys) {
                    several |= nearest.is_some_and(|nearest| nearest.entity != target.entity);
                    nearest = Some(target);
                }
            }
        });
        nearest.filter(|_| !several)
    }
}

/// What a key may have been meant for: the service or product of a name of one word that is no
/// ordinary word. `lambda` is ambiguous, but between two things, and only one is a service.
fn target(names: &Names<'_>, at: usize, key: &str) -> Option<Target> {
    let chars = key.chars().count();
    let hangul = key.chars().all(is_syllable);
    let latin = key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !(latin && (FEWEST_LETTERS..=MOST_CHARS).contains(&chars)
        || hangul && (FEWEST_SYLLABLES..=MOST_CHARS).contains(&chars))
    {
        return None;
    }
    let several = names.entities(at).count() > 1;
    let mut ids = names.entities(at).filter(|&id| {
        let entity = names.catalog.entity(id);
        let is_single = |name: &str| !name.contains(char::is_whitespace) && name_key(name) == key;
        entity.kind() != Kind::Concept
            && (several || !entity.is_ambiguous(key))
            && entity.names().any(is_single)
    });
    let entity = ids.next().filter(|_| ids.next().is_none())?;
    let mut keys = Vec::with_capacity(4 * chars);
    key.chars().for_each(|char| for_each_key(char, |key| keys.push(key)));
    let service = names.catalog.entity(entity).kind() == Kind::Service;
    Some(Target { first: key.chars().next()?, keys, entity, service })
}

/// Calls `each` with the hash of a word and of all that it becomes without one character.
fn for_each_left(word: &[char], mut each: impl FnMut(u64)) {
    const FACTOR: u64 = 0x0000_0100_0000_01B3;
    let add = |hash: u64, char: char| (hash ^ u64::from(u32::from(char))).wrapping_mul(FACTOR);
    let finish = |hash: u64| hash ^ (hash >> 29);
    let seed = 0xCBF2_9CE4_8422_2325;
    each(finish(word.iter().fold(seed, |hash, &char| add(hash, char))));
    let mut head = seed;
    for (at, &char) in word.iter().enumerate() {
        each(finish(word[at + 1..].iter().fold(head, |hash, &char| add(hash, char))));
        head = add(head, char);
    }
}

/// Whether one insertion, deletion, replacement or swap of neighbours makes one word of the other.
fn is_one_edit(one: &[char], other: &[char]) -> bool {
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - tail], &other[..other.len() - tail]);
    match (one, other) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_one_edit;

    #[test]
    fn one_edit_is_one_edit() {
        let one_edit = |one: &str, other: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            is_one_edit(&chars(one), &chars(other))
        };
        for (slip, name) in
            [("lambada", "lambda"), ("neptun", "neptune"), ("dynomodb", "dynamodb"), ("ab", "ba")]
        {
            assert!(one_edit(slip, name) && one_edit(name, slip), "{slip}");
        }
        for (one, other) in
            [("lambda", "lambda"), ("abcd", "badc"), ("ab", "a b c"), ("aab", "bba")]
        {
            assert!(!one_edit(one, other) && !one_edit(other, one), "{one} {other}");
        }
    }
}
