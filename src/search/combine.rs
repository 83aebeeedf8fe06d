//! What the choices of a slot that occur in one document come to together.
//!
//! Most documents have one of a few sets of choices. So the sets that were met are numbered, as the
//! states of an automaton are: what a set comes to is worked out when it is first met, and one more
//! choice leads from one set to another by a look into a table.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::query::{Choice, Layer, Part, is_complete};

/// How well a document serves a slot by its choices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Served {
    /// Weighted count: how often the choices occur, each by its weight.
    pub count: f32,
    /// The strongest layer that served.
    pub layer: Layer,
}

/// How much parts of a word count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pieces {
    /// Power by which a part counts less than its share.
    pub power: f32,
    /// How much less parts tell than the whole.
    pub ratio: f32,
}

/// A set of choices, each with how often it occurs.
pub(super) type SetId = u32;

/// The sets of one slot's choices that were met.
pub(super) struct Combinations<'p> {
    choices: &'p [Choice],
    pieces: Pieces,
    sets: Vec<Set>,
    /// The sets of each choice alone, by how [often](USUAL) it occurs: most documents have no other.
    alone: Vec<[SetId; USUAL]>,
    /// The same where it occurs more often.
    often: FxHashMap<Occurs, SetId>,
}

/// Some choices together: the sets are the nodes of a tree, and what is in one stands on the way to it.
struct Set {
    /// The set without the last of them.
    less: SetId,
    last: Occurs,
    /// One of the sets with one more choice, or [`Combinations::NONE`].
    more: SetId,
    /// Another set of which `less` is that of this one, or [`Combinations::NONE`].
    next: SetId,
    /// What it comes to, once that was asked for: most sets are only met on the way to larger ones.
    served: Option<Option<Served>>,
}

impl Set {
    fn new(less: SetId, last: Occurs) -> Self {
        Set { less, last, more: Combinations::NONE, next: Combinations::NONE, served: None }
    }
}

/// As often as this a word occurs in most of the documents that have it.
const USUAL: usize = 4;

/// How often one of a slot's choices occurs in a document.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Occurs {
    choice: u16,
    count: u32,
}

impl<'p> Combinations<'p> {
    /// The set of no choices.
    pub const NONE: SetId = 0;

    pub fn new(choices: &'p [Choice], pieces: Pieces) -> Self {
        let nothing = Occurs { choice: 0, count: 0 };
        Combinations {
            choices,
            pieces,
            sets: vec![Set { served: Some(None), ..Set::new(Self::NONE, nothing) }],
            alone: vec![[Self::NONE; USUAL]; choices.len()],
            often: FxHashMap::default(),
        }
    }

    /// A choice that occurs so many times, and nothing else.
    #[inline]
    pub fn alone(&mut self, choice: u16, count: u32) -> SetId {
        match self.alone[usize::from(choice)].get((count as usize).wrapping_sub(1)) {
            Some(&set) if set != Self::NONE => set,
            _ => self.add_alone(Occurs { choice, count }),
        }
    }

    #[cold]
    fn add_alone(&mut self, one: Occurs) -> SetId {
        if let Some(&set) = self.often.get(&one) {
            return set;
        }
        let set = self.add(Self::NONE, one);
        let usual = &mut self.alone[usize::from(one.choice)];
        match usual.get_mut((one.count as usize).wrapping_sub(1)) {
            Some(known) => *known = set,
            None => drop(self.often.insert(one, set)),
        }
        set
    }

    /// A set and one more choice, which comes behind those of the set, that occurs so many times.
    #[inline]
    pub fn with(&mut self, set: SetId, choice: u16, count: u32) -> SetId {
        let one = Occurs { choice, count };
        let mut next = self.sets[set as usize].more;
        while next != Self::NONE {
            let set = &self.sets[next as usize];
            if set.last == one {
                return next;
            }
            next = set.next;
        }
        self.add_to(set, one)
    }

    #[cold]
    fn add_to(&mut self, set: SetId, one: Occurs) -> SetId {
        let more = self.add(set, one);
        self.sets[more as usize].next = self.sets[set as usize].more;
        self.sets[set as usize].more = more;
        more
    }

    fn add(&mut self, less: SetId, last: Occurs) -> SetId {
        self.sets.push(Set::new(less, last));
        self.sets.len() as SetId - 1
    }

    /// What a set comes to.
    #[inline]
    pub fn served(&mut self, set: SetId) -> Option<Served> {
        match self.sets[set as usize].served {
            Some(served) => served,
            None => self.serve(set),
        }
    }

    #[cold]
    fn serve(&mut self, set: SetId) -> Option<Served> {
        let served = self.together(&self.choices_of(set));
        self.sets[set as usize].served = Some(served);
        served
    }

    /// What is in a set, in the order of the choices.
    fn choices_of(&self, mut set: SetId) -> SmallVec<[Occurs; 8]> {
        let mut choices = SmallVec::new();
        while set != Self::NONE {
            choices.push(self.sets[set as usize].last);
            set = self.sets[set as usize].less;
        }
        choices.reverse();
        choices
    }

    /// The forms of the word together, its best other name, or what its parts add up to, whichever is
    /// most.
    fn together(&self, found: &[Occurs]) -> Option<Served> {
        let mut whole: f32 = 0.0;
        let mut sum: f32 = 0.0;
        // The parts that were found, with the best weight by which each was.
        let mut parts: SmallVec<[(Part, f32); 8]> = SmallVec::new();
        let mut layer: Option<Layer> = None;
        let mut part_layer: Option<Layer> = None;
        for found in found {
            let choice = &self.choices[usize::from(found.choice)];
            match choice.part {
                None => {
                    let times = times(choice, found);
                    sum += choice.adds * times;
                    whole = whole.max(choice.weight * times);
                    layer = Some(layer.map_or(choice.layer, |layer| layer.min(choice.layer)));
                }
                Some(part) => {
                    let key = |part: &Part| (part.group, part.number);
                    match parts.binary_search_by_key(&key(&part), |(part, _)| key(part)) {
                        Ok(at) => parts[at].1 = parts[at].1.max(choice.weight),
                        Err(at) => parts.insert(at, (part, choice.weight)),
                    }
                    part_layer = Some(part_layer.map_or(choice.layer, |l| l.min(choice.layer)));
                }
            }
        }
        let whole = whole.max(sum);
        let pieces = self.best_group(&parts);
        match (layer, part_layer) {
            (Some(layer), _) if whole >= pieces => Some(Served { count: whole, layer }),
            (_, Some(layer)) if pieces > 0.0 => Some(Served { count: pieces, layer }),
            _ => None,
        }
    }

    /// What the best group of parts, which are in order, comes to. Of a name nothing may be missing, and
    /// it tells as much as the whole.
    fn best_group(&self, parts: &[(Part, f32)]) -> f32 {
        let groups = parts.chunk_by(|a, b| a.0.group == b.0.group).map(|group| {
            let share: f32 = group.iter().map(|(part, _)| part.share).sum();
            let all = group[0].0.all;
            if all && !is_complete(share) {
                return 0.0;
            }
            let weight: f32 = group.iter().map(|&(part, weight)| part.share * weight).sum();
            let ratio = if all { 1.0 } else { self.pieces.ratio };
            weight / share * share.min(1.0).powf(self.pieces.power) * ratio
        });
        groups.fold(0.0, f32::max)
    }
}

/// How often a choice counts in a document: another name that is said again does not come to more
/// than the word itself.
fn times(choice: &Choice, found: &Occurs) -> f32 {
    if choice.layer >= Layer::Alias && choice.weight < 1.0 { 1.0 } else { found.count as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Class, Term};
    use crate::query::Key;

    fn choice(text: &str, layer: Layer, weight: f32, part: Option<Part>) -> Choice {
        let key = Key::Term(Term::new(Class::Word, text));
        Choice { key, layer, weight, adds: 0.0, part }
    }

    #[test]
    fn parts_that_come_to_less_than_another_name_do_not_hide_it() {
        let part = Part { group: 0, number: 0, share: 1.0, all: false };
        let choices = [
            choice("노드포트", Layer::Alias, 0.75, None),
            choice("port", Layer::Compound, 0.88, Some(part)),
        ];
        let mut found = Combinations::new(&choices, Pieces { power: 2.0, ratio: 0.5 });
        let name = found.alone(0, 1);
        let both = found.with(name, 1, 1);
        let served = found.served(both).expect("served");
        assert_eq!((served.count, served.layer), (0.75, Layer::Alias));
    }
}
