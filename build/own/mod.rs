//! What is ours in the dictionary: where ko-dic errs on notes about computing, or says nothing.
//!
//! [`verbs`] mends readings that are wrong, [`forms`] adds forms of verbs that a corpus of newspapers
//! hardly has, and [`nouns`] common nouns that it lacks.

mod forms;
mod hangul;
mod nouns;
mod verbs;

use std::collections::HashMap;

use crate::mecab::{Entry, Malformed};

/// All that decides what is amended.
pub const CODE: &str = concat!(
    include_str!("mod.rs"),
    include_str!("forms.rs"),
    include_str!("hangul.rs"),
    include_str!("nouns.rs"),
    include_str!("verbs.rs"),
    include_str!("../../data/nouns.txt"),
    include_str!("../../data/verbs.txt"),
);

/// Words with their surfaces, as the dictionary has them.
type Words<'a> = Vec<(String, Entry<'a>)>;

/// Mends and adds, and leaves the entries in order of their surfaces.
///
/// # Errors
/// A line of the project's own data says nothing that the dictionary could be mended by.
pub fn amend(words: &mut Words<'_>) -> Result<(), Malformed> {
    verbs::mend(words)?;
    verbs::free(words);
    forms::add(words);
    verbs::prefer(words)?;
    nouns::add(words)?;
    words.sort();
    words.dedup();
    Ok(())
}

/// The lines of a list: one thing each, but for empty ones and those that begin with `#`.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What words of a kind cost, and how they stand beside others: by the context ids that most have.
#[derive(Clone, Copy)]
struct Typical {
    left_id: u16,
    right_id: u16,
    cost: i16,
}

impl Typical {
    /// Of some words; the cost is one that only one in so many is below.
    fn of<'e>(words: impl Iterator<Item = &'e Entry<'e>>, one_in: usize) -> Option<Self> {
        let (mut costs, mut counts) = (Vec::new(), HashMap::<(u16, u16), usize>::new());
        for word in words {
            costs.push(word.cost);
            *counts.entry((word.left_id, word.right_id)).or_default() += 1;
        }
        costs.sort_unstable();
        let cost = *costs.get(costs.len() / one_in)?;
        let ((left_id, right_id), _) =
            counts.into_iter().max_by_key(|&(ids, count)| (count, ids))?;
        Some(Typical { left_id, right_id, cost })
    }

    fn word(self, feature: String) -> Entry<'static> {
        let Typical { left_id, right_id, cost } = self;
        Entry { left_id, right_id, cost, feature: feature.into() }
    }
}

/// The fields of a feature that are of use here.
struct Reading<'f> {
    /// Parts of speech, joined by `+`.
    pos: &'f str,
    /// Whether it is one morpheme, with nothing to take apart.
    is_simple: bool,
    /// Whether a stem and its endings have grown together in it, or a stem has changed.
    is_inflected: bool,
    /// What it is made of: `지우/VV/*+어/EC/*`.
    expression: &'f str,
}

impl<'f> Reading<'f> {
    fn of(feature: &'f str) -> Option<Self> {
        let mut fields = feature.split(',');
        let (pos, kind) = (fields.next()?, fields.nth(3)?);
        let expression = fields.nth(2)?;
        Some(Reading { pos, is_simple: kind == "*", is_inflected: kind == "Inflect", expression })
    }

    /// The stem that the form begins with, and its part of speech.
    fn stem(&self) -> Option<(&'f str, &'f str)> {
        let (stem, rest) = self.expression.split_once('/')?;
        Some((stem, rest.split_once('/')?.0))
    }
}
