//! Runs of syllables of which only the initial consonants are known, found in the postings of
//! syllable pairs: a passage that has all the pairs of a run is taken to have the run, which is right but
//! for a text that has them apart.
//!
//! Every two initials are those of thousands of pairs, and most pairs are rare. So pairs are not put
//! together one by one: the passages that have some pair for each place are found first, and what runs
//! those have is read off them.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use tantivy::DocId;
use tantivy_fst::Automaton;

use super::segment::{List, Segment};
use crate::analysis::initial;

/// At most `limit` runs of syllables with these initials, those of most passages first.
pub(super) fn run_together(
    segments: &[Segment<'_>],
    initials: &[char],
    limit: usize,
) -> tantivy::Result<Vec<String>> {
    let mut counts = Counts::default();
    for segment in segments {
        let places = initials.windows(2).map(|initials| spelled(segment, initials));
        let places = places.collect::<tantivy::Result<_>>()?;
        let read = |pair: &Pair<List>| segment.living(&pair.postings);
        count(places, segment.reader.max_doc() as usize, read, &mut counts)?;
    }
    Ok(best(counts, limit))
}

/// Syllables that follow each other.
type Run = SmallVec<[char; 8]>;

/// In how many passages each run is.
type Counts = FxHashMap<Run, u32>;

/// Two syllables that are neighbours somewhere, and where that is listed.
struct Pair<P> {
    first: char,
    second: char,
    /// In how many passages, deleted ones too.
    frequency: u32,
    postings: P,
}

/// A passage that has a pair, by the pair's number among those of its place.
type Posting = (DocId, u32);

/// Runs of one passage that are gone after. One that has more is a wall of syllables and tells nothing.
const MOST_WAYS: usize = 1 << 10;

/// Counts the runs of a segment that are made of these pairs, each place's sorted by their syllables.
fn count<P>(
    mut places: Vec<Vec<Pair<P>>>,
    documents: usize,
    mut read: impl FnMut(&Pair<P>) -> tantivy::Result<Vec<DocId>>,
    counts: &mut Counts,
) -> tantivy::Result<()> {
    keep_joined(&mut places);
    let mut order: Vec<usize> = (0..places.len()).collect();
    let postings =
        |place: &[Pair<P>]| place.iter().map(|pair| u64::from(pair.frequency)).sum::<u64>();
    // What few passages have is read first, and of the rest only what those have is kept.
    order.sort_by_key(|&place| postings(&places[place]));
    // Of how many of the places read a passage has pairs, if of all.
    let mut reached = vec![0_u16; documents];
    let mut of_places: Vec<Vec<Posting>> = vec![Vec::new(); places.len()];
    let mut ends: Vec<Option<Ends>> = (0..places.len()).map(|_| None).collect();
    for (before, &place) in (0_u16..).zip(&order) {
        let is_joined = |pair: &Pair<P>| {
            let read = |place: usize| ends.get(place).and_then(Option::as_ref);
            let led_to = place.checked_sub(1).and_then(read);
            led_to.is_none_or(|before| before.seconds.contains(&pair.first))
                && read(place + 1).is_none_or(|after| after.firsts.contains(&pair.second))
        };
        let mut its = Ends::default();
        for (number, pair) in (0..).zip(&places[place]) {
            if !is_joined(pair) {
                continue;
            }
            let known = of_places[place].len();
            for doc in read(pair)? {
                let reached = &mut reached[doc as usize];
                if *reached >= before {
                    *reached = before + 1;
                    of_places[place].push((doc, number));
                }
            }
            if of_places[place].len() > known {
                its.firsts.insert(pair.first);
                its.seconds.insert(pair.second);
            }
        }
        ends[place] = Some(its);
    }
    let all = places.len() as u16;
    for postings in &mut of_places {
        postings.retain(|&(doc, _)| reached[doc as usize] == all);
        postings.sort_unstable();
    }
    let mut rest: Vec<&[Posting]> = of_places.iter().map(Vec::as_slice).collect();
    while let Some(&(doc, _)) = rest.first().and_then(|postings| postings.first()) {
        let here = rest.iter_mut().map(|postings| {
            let len = postings.iter().take_while(|posting| posting.0 == doc).count();
            let (here, after) = postings.split_at(len);
            *postings = after;
            here
        });
        let here: SmallVec<[&[Posting]; 8]> = here.collect();
        for run in runs_of(&places, &here) {
            *counts.entry(run).or_default() += 1;
        }
    }
    Ok(())
}

/// What pairs begin and end with that passages have which may have a run.
#[derive(Default)]
struct Ends {
    firsts: FxHashSet<char>,
    seconds: FxHashSet<char>,
}

/// Leaves out the pairs that none before leads to, or that lead to none behind.
fn keep_joined<P>(places: &mut [Vec<Pair<P>>]) {
    for place in (1..places.len()).rev() {
        let (before, after) = places.split_at_mut(place);
        let next = &after[0];
        let goes_on = |pair: &Pair<P>| next.binary_search_by_key(&pair.second, |next| next.first);
        before[place - 1].retain(|pair| goes_on(pair).is_ok());
    }
    for place in 1..places.len() {
        let (before, after) = places.split_at_mut(place);
        let mut seconds: Vec<char> = before[place - 1].iter().map(|pair| pair.second).collect();
        seconds.sort_unstable();
        after[0].retain(|pair| seconds.binary_search(&pair.first).is_ok());
    }
}

/// The runs of one passage, of which `here` are the pairs for each place.
fn runs_of<P>(places: &[Vec<Pair<P>>], here: &[&[Posting]]) -> Vec<Run> {
    let pair = |place: usize, posting: &Posting| &places[place][posting.1 as usize];
    let Some(first) = here.first() else { return Vec::new() };
    let first = first.iter().map(|posting| pair(0, posting));
    let mut runs: Vec<Run> =
        first.map(|pair| Run::from_slice(&[pair.first, pair.second])).collect();
    for (place, postings) in here.iter().enumerate().skip(1) {
        let longer = runs.iter().flat_map(|run| {
            let next = postings.iter().map(|posting| pair(place, posting));
            let next = next.filter(|pair| run.last() == Some(&pair.first));
            next.map(|pair| run.iter().copied().chain([pair.second]).collect())
        });
        runs = longer.take(MOST_WAYS + 1).collect();
        if runs.len() > MOST_WAYS {
            return Vec::new();
        }
    }
    runs
}

/// The runs of most passages, best first; of those in as many, the first by their syllables.
fn best(counts: Counts, limit: usize) -> Vec<String> {
    let mut counts: Vec<(Run, u32)> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.into_iter().take(limit).map(|(run, _)| run.into_iter().collect()).collect()
}

/// The pairs with these initials, by their syllables.
fn spelled(segment: &Segment<'_>, initials: &[char]) -> tantivy::Result<Vec<Pair<List>>> {
    let mut pairs = Vec::new();
    let Some(begun) = Begun::new(initials) else { return Ok(pairs) };
    let mut stream = segment.pairs().search(begun).into_stream()?;
    while stream.advance() {
        let mut gram = str::from_utf8(stream.key()).unwrap_or_default().chars();
        let (Some(first), Some(second)) = (gram.next(), gram.next()) else { continue };
        let (frequency, postings) = (stream.value().doc_freq, List::of_pair(stream.value()));
        pairs.push(Pair { first, second, frequency, postings });
    }
    Ok(pairs)
}

/// Two syllables of which the initials are known, as an automaton over UTF-8.
///
/// Syllables are in order of their initials, so that these are two ranges of characters.
struct Begun {
    first: (u32, u32),
    second: (u32, u32),
}

/// Where such an automaton stands, until nothing can match any more.
#[derive(Clone, Copy)]
struct Reading {
    /// Whole syllables read.
    syllables: u8,
    /// Bytes read of the next one, and what they come to.
    bytes: u8,
    code: u32,
}

/// Syllables with one initial: every vowel with every final.
const WITH_INITIAL: u32 = 21 * 28;

impl Begun {
    /// None where these are no two consonants that syllables begin with.
    fn new(initials: &[char]) -> Option<Self> {
        let range = |wanted: char| {
            let firsts = (0..19).map(|number| '가' as u32 + number * WITH_INITIAL);
            let is_it = |code: &u32| char::from_u32(*code).and_then(initial) == Some(wanted);
            firsts.into_iter().find(is_it).map(|code| (code, code + WITH_INITIAL - 1))
        };
        let &[first, second] = initials else { return None };
        Some(Begun { first: range(first)?, second: range(second)? })
    }
}

impl Automaton for Begun {
    type State = Option<Reading>;

    fn start(&self) -> Self::State {
        Some(Reading { syllables: 0, bytes: 0, code: 0 })
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.is_some_and(|reading| reading.syllables == 2)
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let Reading { syllables, bytes, code } = (*state)?;
        let (least, greatest) = [self.first, self.second].get(usize::from(syllables)).copied()?;
        // Syllables have three bytes, of 4, 6 and 6 bits.
        let code = match (bytes, byte) {
            (0, 0xe0..=0xef) => u32::from(byte & 0xf),
            (1.., 0x80..=0xbf) => code << 6 | u32::from(byte & 0x3f),
            _ => return None,
        };
        let unknown = 6 * (2 - u32::from(bytes));
        let may_be = (least >> unknown..=greatest >> unknown).contains(&code);
        let next = match bytes {
            2 => Reading { syllables: syllables + 1, bytes: 0, code: 0 },
            _ => Reading { syllables, bytes: bytes + 1, code },
        };
        may_be.then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::analysis::grams;

    type Passage = BTreeSet<String>;

    /// The pairs of a segment's passages that have two initials, with those that have them.
    fn pairs_of(passages: &[Passage], initials: &[char]) -> Vec<Pair<Vec<DocId>>> {
        let mut pairs: BTreeMap<(char, char), Vec<DocId>> = BTreeMap::new();
        for (doc, passage) in (0..).zip(passages) {
            for gram in passage {
                let syllables: Vec<char> = gram.chars().collect();
                if syllables.iter().zip(initials).all(|(&of, its)| initial(of) == Some(*its)) {
                    pairs.entry((syllables[0], syllables[1])).or_default().push(doc);
                }
            }
        }
        let pair = |((first, second), postings): (_, Vec<DocId>)| Pair {
            first,
            second,
            frequency: postings.len() as u32,
            postings,
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
            let mut counts = Counts::default();
            for passages in &segments {
                let places = initials.windows(2).map(|initials| pairs_of(passages, initials));
                let read = |pair: &Pair<Vec<DocId>>| Ok(pair.postings.clone());
                count(places.collect(), passages.len(), read, &mut counts).expect("readable");
            }
            let found = best(counts, limit);
            prop_assert_eq!(found, wanted);
        }
    }

    #[test]
    fn an_automaton_accepts_just_the_pairs_with_its_initials() {
        let accepts = |begun: &Begun, text: &str| {
            let state = text.bytes().fold(begun.start(), |state, byte| begun.accept(&state, byte));
            begun.is_match(&state)
        };
        for initials in [['ㄱ', 'ㅎ'], ['ㅎ', 'ㄱ'], ['ㅆ', 'ㅇ']] {
            let begun = Begun::new(&initials).expect("syllables begin so");
            for syllable in '가'..='힣' {
                let fits = initials.map(|wanted| initial(syllable) == Some(wanted));
                let before = format!("{syllable}하");
                assert_eq!(accepts(&begun, &before), fits[0] && initials[1] == 'ㅎ', "{before}");
                let behind = format!("하{syllable}");
                assert_eq!(accepts(&begun, &behind), fits[1] && initials[0] == 'ㅎ', "{behind}");
            }
            let firsts: Vec<char> = initials
                .iter()
                .filter_map(|&of| ('가'..='힣').find(|&s| initial(s) == Some(of)))
                .collect();
            let pair = String::from_iter(&firsts);
            assert!(accepts(&begun, &pair));
            // Half a syllable.
            let half = pair.as_bytes()[..5].iter();
            let state = half.fold(begun.start(), |state, &byte| begun.accept(&state, byte));
            assert!(!begun.is_match(&state) && begun.can_match(&state));
            for other in ["", "가", "a", "가가가", "ㄱㅎ", "가a"] {
                assert!(!accepts(&begun, other), "{other}");
            }
        }
        assert!(Begun::new(&['ㄳ', 'ㄱ']).is_none() && Begun::new(&['ㄱ']).is_none());
    }
}
