//! What it costs a word that is read alone to begin and to end.
//!
//! Words are cut out of texts at spaces and read one by one. At the border of a text, which is all that
//! a lattice knows of what stands around it, MeCab expects a sentence to begin and to end. A sentence
//! hardly ever ends in what most often stands before a space: the particle of the genitive, an adnominal
//! ending, a subject. So 인물의 alone was read as 인 and 물의, since a noun may end a sentence and 의 may
//! not. And hardly ever it begins with a verb, which most often follows an object or a subject: 낮춘다
//! alone was read as 낮 and 춘다.
//!
//! So a word begins and ends as dear as it is unlikely on the average of what stands on the other side of
//! a space: the words that most often do, and now and then the border of a text. Of words of encyclopedia
//! articles 96.9 in 100 are read as they are in their sentences (where they are cut, and whether each piece
//! is a noun, a predicate or neither), of notes 94.8. With the border before and the cheapest context
//! behind, 93.7 and 93.4 were (`scripts/words_alone.py` measures it).

use std::collections::HashMap;

use crate::contexts::{Contexts, Merged};
use crate::mecab::Entry;
use crate::records::SPACE_PENALTIES;
use crate::spaces::{FOLLOWING, PRECEDING};

/// By how much a word is dearer that is e times less likely: the dictionary's `cost-factor`.
const UNIT: f64 = 800.0;

/// How many of a thousand words are taken to begin a text, and to end one: so many of notes do. Half as many
/// and twice as many differ by 0.1 in 100 words.
const AT_BORDER: u64 = 200;

/// By how much verbs and adjectives are dearer than their contexts make them. A verb that is taken for a noun
/// is still found as it was written, and a noun that is taken for a verb is lost: 키는 is 키, and not a form
/// of 키다. Of 282,000 words of notes 157 nouns were read as verbs with the border of a text alone, 566 are
/// without this, and 98 with it; of verbs 1,821, 491 and 1,779 as nouns (by the same script).
pub const PREDICATE: i16 = 1000;

/// The border of a text as a left or right id.
const BORDER: u16 = 0;

/// For each left id of a matrix, what it costs that a word begins with it.
pub fn begins(
    matrix: &Merged,
    contexts: &Contexts,
    words: &[(String, Entry<'_>)],
) -> impl Iterator<Item = i16> {
    let before = beside(&PRECEDING, |id| contexts.find_right(id));
    let firsts = firsts(contexts, words);
    (0..matrix.lefts).map(move |left| {
        let average = average(&before, |right| matrix.cost(left, right));
        match firsts.get(&left) {
            None => average,
            Some(First::Predicate) => average.saturating_add(PREDICATE),
            // It may be nothing but that, and would be lost: no less than where a sentence begins.
            Some(First::Attaching(apart)) => {
                average.max(matrix.cost(left, BORDER)).saturating_add(*apart)
            }
        }
    })
}

/// For each right id of a matrix, what it costs that a word ends with it.
pub fn ends(matrix: &Merged, contexts: &Contexts) -> impl Iterator<Item = i16> {
    let after = beside(&FOLLOWING, |id| contexts.find_left(id));
    (0..matrix.rights).map(move |right| average(&after, |left| matrix.cost(left, right)))
}

/// What may stand beside a word, and how often: the border of a text, and ids on the other side of a space.
fn beside(ids: &[(u16, u64)], find: impl Fn(u16) -> Option<u16>) -> Vec<(u16, f64)> {
    let all: u64 = ids.iter().map(|&(_, count)| count).sum();
    let share = |count: u64| (count * (1000 - AT_BORDER)) as f64 / all as f64;
    std::iter::once((BORDER, AT_BORDER as f64))
        .chain(ids.iter().map(|&(id, count)| (id, share(count))))
        // A matrix of another dictionary may be too small for some.
        .filter_map(|(id, of_a_thousand)| Some((find(id)?, of_a_thousand / 1000.0)))
        .collect()
}

/// The cost of what is as likely as others are on average.
fn average(beside: &[(u16, f64)], cost: impl Fn(u16) -> i16) -> i16 {
    let likelihood = |&(id, share): &(u16, f64)| share * (-f64::from(cost(id)) / UNIT).exp();
    (-UNIT * beside.iter().map(likelihood).sum::<f64>().ln()).round() as i16
}

/// What is dearer at the beginning of a word.
enum First {
    /// What attaches to the word before it, and by how much a space makes it dearer.
    Attaching(i16),
    /// A verb or an adjective.
    Predicate,
}

/// What is dearer at the beginning of a word, by the left ids.
fn firsts(contexts: &Contexts, words: &[(String, Entry<'_>)]) -> HashMap<u16, First> {
    let first = |feature: &str| {
        let first = feature.split([',', '+']).next()?;
        let mut apart = SPACE_PENALTIES.iter();
        match apart.find(|(tags, _)| tags.contains(&first)) {
            Some(&(_, cost)) => Some(First::Attaching(cost as i16)),
            None => matches!(first, "VV" | "VA" | "VX" | "VCN").then_some(First::Predicate),
        }
    };
    let of = |(_, entry): &(String, Entry<'_>)| {
        Some((contexts.left(entry.left_id), first(&entry.feature)?))
    };
    words.iter().filter_map(of).collect()
}
