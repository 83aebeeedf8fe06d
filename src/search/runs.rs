//! Runs of syllables of which only the initial consonants are known, found in the postings of
//! syllable pairs: a passage that has all the pairs of a run is taken to have the run, which is right but
//! for a text that has them apart.
//!
//! Only the runs of most passages are wanted, so they are looked for best first: a run is in no more
//! passages than what was counted of its beginning, and than the rarest pair of the commonest way on.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

use smallvec::SmallVec;
use tantivy::DocId;

use super::segment::{List, Segment};
use super::vocabulary::Spelling;
use crate::query::{Matcher, Pattern};
use crate::sorted::count_before;

/// At most `limit` runs of syllables with these initials, those of most passages first.
pub(super) fn run_together(
    segments: &[Segment<'_>],
    initials: &[char],
    limit: usize,
) -> tantivy::Result<Vec<String>> {
    let places = initials.windows(2).map(|initials| spelled(segments, initials));
    let pairs = Pairs::new(segments, places.collect::<tantivy::Result<_>>()?);
    pairs.best_runs(limit)
}

/// The documents of each segment, ascending.
type Documents = Vec<Vec<DocId>>;

/// The beginning of a run, or all of it.
struct Run<'p> {
    /// No run that begins so is in more passages.
    most: u32,
    syllables: SmallVec<[char; 8]>,
    /// The last pair, with the documents that have those before it, while it is not known which of
    /// them have this one, too.
    unread: Option<(&'p Pair, Option<Rc<Documents>>)>,
}

impl<'p> Run<'p> {
    fn new(most: u32, before: &[char], pair: &'p Pair, documents: Option<Rc<Documents>>) -> Self {
        let mut syllables = SmallVec::from(before);
        syllables.push(pair.second);
        Run { most, syllables, unread: Some((pair, documents)) }
    }
}

impl PartialEq for Run<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Run<'_> {}

impl PartialOrd for Run<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Run<'_> {
    /// The one to look at first is the greatest: of those that may be in as many passages, one that
    /// may still turn out to be several, and else the first by its syllables.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |run: &Self| (run.most, run.unread.is_some());
        key(self).cmp(&key(other)).then_with(|| other.syllables.cmp(&self.syllables))
    }
}

/// Two syllables that are neighbours somewhere.
struct Pair {
    first: char,
    second: char,
    /// Where each segment lists them.
    lists: Vec<Option<List>>,
    /// No run with this pair in its place is in more passages, as far as this pair and those behind it
    /// tell; 0 where nothing goes on from it.
    most: u32,
    /// Read when they are first asked for.
    documents: OnceCell<Rc<Documents>>,
}

/// The pairs with two initials that follow each other, for each place among the initials.
struct Pairs<'s> {
    segments: &'s [Segment<'s>],
    places: Vec<Vec<Pair>>,
}

impl<'s> Pairs<'s> {
    /// Takes pairs for each place, sorted by their syllables.
    fn new(segments: &'s [Segment<'s>], mut places: Vec<Vec<Pair>>) -> Self {
        // From the end on: what goes on from a pair is known before the pair is judged.
        for place in (1..places.len()).rev() {
            let (before, after) = places.split_at_mut(place);
            for pair in &mut before[place - 1] {
                let next = beginning_with(&after[0], pair.second).iter();
                pair.most = pair.most.min(next.map(|next| next.most).max().unwrap_or(0));
            }
        }
        places.iter_mut().for_each(|pairs| pairs.retain(|pair| pair.most > 0));
        Pairs { segments, places }
    }

    fn best_runs(&self, limit: usize) -> tantivy::Result<Vec<String>> {
        let firsts = self.places.first().into_iter().flatten();
        let mut runs: BinaryHeap<Run<'_>> =
            firsts.map(|pair| Run::new(pair.most, &[pair.first], pair, None)).collect();
        let mut found = Vec::new();
        while found.len() < limit
            && let Some(run) = runs.pop()
        {
            let Some((pair, before)) = run.unread else {
                found.push(run.syllables.iter().collect());
                continue;
            };
            let its = self.documents(pair)?;
            let documents = match before {
                None => Rc::clone(its),
                Some(before) => Rc::new(common(&before, its)),
            };
            let count = documents.iter().map(Vec::len).sum::<usize>() as u32;
            if count == 0 {
                continue;
            }
            let place = run.syllables.len() - 1;
            let Some(next) = self.places.get(place) else {
                runs.push(Run { most: count, unread: None, ..run });
                continue;
            };
            runs.extend(beginning_with(next, pair.second).iter().map(|next| {
                let before = Some(Rc::clone(&documents));
                Run::new(count.min(next.most), &run.syllables, next, before)
            }));
        }
        Ok(found)
    }

    fn documents<'p>(&self, pair: &'p Pair) -> tantivy::Result<&'p Rc<Documents>> {
        if let Some(documents) = pair.documents.get() {
            return Ok(documents);
        }
        let lists = self.segments.iter().zip(&pair.lists);
        let documents = lists.map(|(segment, list)| match list {
            Some(list) => segment.living(list),
            None => Ok(Vec::new()),
        });
        let documents = documents.collect::<tantivy::Result<_>>()?;
        Ok(pair.documents.get_or_init(|| Rc::new(documents)))
    }
}

/// The pairs with these initials, by their syllables.
fn spelled(segments: &[Segment<'_>], initials: &[char]) -> tantivy::Result<Vec<Pair>> {
    let pattern = Pattern::initials(&String::from_iter(initials));
    let matcher = Matcher::new(&pattern);
    let mut pairs: Vec<Pair> = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        let known = pairs.len();
        let mut stream = segment.pairs().search(Spelling::of_grams(&matcher)).into_stream()?;
        while stream.advance() {
            let mut gram = str::from_utf8(stream.key()).unwrap_or_default().chars();
            let (Some(first), Some(second)) = (gram.next(), gram.next()) else { continue };
            let key = |pair: &Pair| (pair.first, pair.second);
            let at = pairs[..known].binary_search_by_key(&(first, second), key);
            let at = at.unwrap_or_else(|_| {
                let lists = vec![None; segments.len()];
                pairs.push(Pair { first, second, lists, most: 0, documents: OnceCell::new() });
                pairs.len() - 1
            });
            pairs[at].most += stream.value().doc_freq;
            pairs[at].lists[number] = Some(List::of_pair(stream.value()));
        }
        pairs.sort_by_key(|pair| (pair.first, pair.second));
    }
    Ok(pairs)
}

/// Those of sorted pairs that begin with a syllable.
fn beginning_with(pairs: &[Pair], syllable: char) -> &[Pair] {
    let from = pairs.partition_point(|pair| pair.first < syllable);
    let to = pairs.partition_point(|pair| pair.first <= syllable);
    &pairs[from..to]
}

/// What two have in common.
fn common(a: &Documents, b: &Documents) -> Documents {
    let in_segment = |(a, b): (&Vec<DocId>, &Vec<DocId>)| {
        let (mut a, mut b) = (a.as_slice(), b.as_slice());
        let mut common = Vec::new();
        while let (Some(&first), Some(&other)) = (a.first(), b.first()) {
            match first.cmp(&other) {
                Ordering::Less => a = &a[count_before(a, |&doc| doc < other)..],
                Ordering::Greater => b = &b[count_before(b, |&doc| doc < first)..],
                Ordering::Equal => {
                    common.push(first);
                    (a, b) = (&a[1..], &b[1..]);
                }
            }
        }
        common
    };
    a.iter().zip(b).map(in_segment).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::analysis::{grams, initial};

    type Passage = BTreeSet<String>;

    /// The pairs of passages in segments that have two initials.
    fn pairs_of(segments: &[Vec<Passage>], initials: &[char]) -> Vec<Pair> {
        let mut pairs: BTreeMap<(char, char), Documents> = BTreeMap::new();
        for (number, passages) in segments.iter().enumerate() {
            for (doc, passage) in (0..).zip(passages) {
                for gram in passage {
                    let syllables: Vec<char> = gram.chars().collect();
                    if syllables.iter().zip(initials).all(|(&of, its)| initial(of) == Some(*its)) {
                        let none = || vec![Vec::new(); segments.len()];
                        let pair = pairs.entry((syllables[0], syllables[1]));
                        pair.or_insert_with(none)[number].push(doc);
                    }
                }
            }
        }
        let pair = |((first, second), documents): (_, Documents)| Pair {
            first,
            second,
            lists: Vec::new(),
            // With some that are deleted, which only reading tells.
            most: documents.iter().map(|of| of.len() as u32 + 1).sum(),
            documents: OnceCell::from(Rc::new(documents)),
        };
        pairs.into_iter().map(pair).collect()
    }

    /// Every run that can be put together of a passage's pairs, counted.
    fn counted<'p>(passages: impl Iterator<Item = &'p Passage>, initials: &[char]) -> Vec<String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for pairs in passages {
            let fits = |pair: &str, place: usize| {
                let its: Vec<Option<char>> = pair.chars().map(initial).collect();
                its == [Some(initials[place]), Some(initials[place + 1])]
            };
            let mut runs: Vec<String> =
                pairs.iter().filter(|pair| fits(pair, 0)).cloned().collect();
            for place in 1..initials.len() - 1 {
                let longer = |run: &String| {
                    let last = run.chars().last();
                    let goes_on = |pair: &&String| fits(pair, place) && pair.chars().next() == last;
                    let add = |pair: &String| run.chars().chain(pair.chars().nth(1)).collect();
                    pairs.iter().filter(goes_on).map(add).collect::<Vec<String>>()
                };
                runs = runs.iter().flat_map(longer).collect();
            }
            runs.into_iter().for_each(|run| *counts.entry(run).or_default() += 1);
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts.into_iter().map(|(run, _)| run).collect()
    }

    proptest! {
        #[test]
        fn the_runs_of_most_passages_are_found(
            segments in proptest::collection::vec(
                proptest::collection::vec("[가거기나너니]{1,12}", 1..12), 1..4),
            initials in proptest::collection::vec(prop_oneof![Just('ㄱ'), Just('ㄴ')], 3..6),
            limit in 1..6usize,
        ) {
            let passage = |text: &String| grams(text).into_iter().collect();
            let segments: Vec<Vec<Passage>> =
                segments.iter().map(|texts| texts.iter().map(passage).collect()).collect();
            let mut wanted = counted(segments.iter().flatten(), &initials);
            wanted.truncate(limit);
            let places = initials.windows(2).map(|initials| pairs_of(&segments, initials));
            let found = Pairs::new(&[], places.collect()).best_runs(limit).expect("readable");
            prop_assert_eq!(found, wanted);
        }
    }
}
