//! Context ids that cost the same are made one.
//!
//! ko-dic tells contexts apart by their features, and gives many of them the same costs. To a lattice
//! they are the same: with one id for all of a kind the matrix has a third of its size, which is most
//! of what reading a word has to fetch from memory.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
use lindera_dictionary::viterbi::WordEntry;

use crate::mecab::Entry;
use crate::spaces::Spaced;

/// The id that each context id has become.
pub struct Contexts {
    lefts: Vec<u16>,
    rights: Vec<u16>,
}

/// A connection matrix without repetitions, laid out as in [`Matrix`](crate::mecab::Matrix).
pub struct Merged {
    /// Number of right ids.
    pub rights: u16,
    /// Number of left ids.
    pub lefts: u16,
    /// The costs.
    pub costs: Vec<[u8; 2]>,
}

impl Merged {
    /// What it costs that a word of a left id follows one of a right id.
    pub fn cost(&self, left: u16, right: u16) -> i16 {
        let at = usize::from(left) * usize::from(self.rights) + usize::from(right);
        i16::from_le_bytes(self.costs[at])
    }

    /// The least cost for each left id, below which a lattice need not look.
    pub fn least(&self) -> impl Iterator<Item = i16> {
        let rows = self.costs.chunks(usize::from(self.rights));
        rows.map(|row| row.iter().copied().map(i16::from_le_bytes).min().unwrap_or_default())
    }
}

/// Makes one id of all that have the same costs, and gives the lowest numbers to those that are met
/// most. The first stays the first: it is the border of texts.
pub fn merge(matrix: &Spaced, words: &[(String, Entry<'_>)]) -> (Merged, Contexts) {
    let (costs, _) = matrix.costs.as_chunks::<2>();
    let rights = usize::from(matrix.rights);
    let rows = costs.chunks(rights);
    let (rows, lefts) = distinct(rows, words.iter().map(|(word, entry)| (word, entry.left_id)));
    let columns =
        (0..rights).map(|right| -> Vec<_> { rows.iter().map(|row| row[right]).collect() });
    let (columns, rights) =
        distinct(columns, words.iter().map(|(word, entry)| (word, entry.right_id)));
    let cells = (0..rows.len()).flat_map(|row| columns.iter().map(move |column| column[row]));
    let merged =
        Merged { rights: columns.len() as u16, lefts: rows.len() as u16, costs: cells.collect() };
    (merged, Contexts { lefts, rights })
}

/// The lists that differ, the one that comes first at its place and the others by how often they are
/// met; and the place of each list among them.
///
/// How often a context is met while texts are read is not how often it is right: words of one syllable
/// are met wherever the syllable is, and longer ones more seldom the longer they are.
fn distinct<'w, L: Clone + Eq + Hash>(
    lists: impl Iterator<Item = L>,
    words: impl Iterator<Item = (&'w String, u16)>,
) -> (Vec<L>, Vec<u16>) {
    let mut numbers = HashMap::new();
    let mut all = Vec::new();
    let of: Vec<usize> = lists
        .map(|list| {
            *numbers.entry(list.clone()).or_insert_with(|| {
                all.push(list);
                all.len() - 1
            })
        })
        .collect();
    let mut met = vec![[0_u32; 3]; all.len()];
    for (word, id) in words {
        if let Some(count) = met[of[usize::from(id)]].get_mut(word.chars().count() - 1) {
            *count += 1;
        }
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order[1..].sort_by_key(|&number| Reverse(met[number]));
    let mut places = vec![0; all.len()];
    (0..).zip(&order).for_each(|(place, &number)| places[number] = place);
    let lists = order.into_iter().map(|number| all[number].clone()).collect();
    (lists, of.into_iter().map(|number| places[number]).collect())
}

impl Contexts {
    /// What the left id of an entry has become.
    pub fn left(&self, id: u16) -> u16 {
        self.lefts[usize::from(id)]
    }

    /// The same of an id that the matrix may not know.
    pub fn find_left(&self, id: u16) -> Option<u16> {
        self.lefts.get(usize::from(id)).copied()
    }

    /// What its right id has become.
    pub fn right(&self, id: u16) -> u16 {
        self.rights[usize::from(id)]
    }

    /// The same of an id that the matrix may not know.
    pub fn find_right(&self, id: u16) -> Option<u16> {
        self.rights.get(usize::from(id)).copied()
    }

    /// Gives unknown words their new ids.
    pub fn renew(&self, unknown: &mut UnknownDictionary) {
        for word in &mut unknown.costs {
            let (left, right) = (word.left_id() as u16, word.right_id() as u16);
            let (left, right) = (self.left(left), self.right(right));
            *word = WordEntry::new(word.word_id(), word.word_cost(), left, right);
        }
    }
}
