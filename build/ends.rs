//! What it costs a word that is read alone to end.
//!
//! Words are cut out of texts at spaces and read one by one. At the border of a text, which is all that
//! a lattice knows of what follows, MeCab expects the end of a sentence. There hardly ever stands what
//! most often stands before a space: the particle of the genitive, an adnominal ending, a subject. So
//! 인물의 alone was read as 인 and 물의, since a noun may end a sentence and 의 may not.
//!
//! So a word ends in whichever way is cheapest: at the border of a text, or before one of the words that
//! most often follow a space, each as dear as it is seldom.

use crate::contexts::{Contexts, Merged};
use crate::spaces::FOLLOWING;

/// By how much a word is dearer that is e times less likely: the dictionary's `cost-factor`.
const UNIT: f64 = 800.0;

/// How many of a thousand words are taken to end a text. It hardly matters: half of them, two thirds and
/// four fifths gave questions of KorQuAD 0.977 all, and three words of each 0.911, 0.909 and 0.908
/// (nDCG@10; as if all did: 0.974 and 0.903).
const AT_BORDER: u64 = 500;

/// The border of a text as a left id.
const BORDER: u16 = 0;

/// For each right id of a matrix, what it costs that a word ends with it.
pub fn ends<'m>(matrix: &'m Merged, contexts: &'m Contexts) -> impl Iterator<Item = i16> + 'm {
    let after: Vec<(u16, i16)> = std::iter::once((BORDER, cost(AT_BORDER * 1000)))
        .chain(FOLLOWING.map(|(id, count)| (id, cost(count * (1000 - AT_BORDER)))))
        // A matrix of another dictionary may be too small for some.
        .filter_map(|(id, cost)| Some((contexts.find_left(id)?, cost)))
        .collect();
    (0..matrix.rights).map(move |right| {
        let costs = after.iter().map(|&(left, cost)| matrix.cost(left, right).saturating_add(cost));
        costs.min().unwrap_or_default()
    })
}

/// What happens in so many of a million cases, as a cost.
fn cost(of_a_million: u64) -> i16 {
    (-UNIT * (of_a_million as f64 / 1e6).ln()).round() as i16
}
