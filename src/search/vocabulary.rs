use std::collections::{BTreeMap, HashMap};

use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED};
use tantivy_fst::Automaton;

use super::amounts::Amounts;
use super::topics::names_given;
use crate::analysis::{Class, Term};
use crate::catalog::name_key;
use crate::index::Snapshot;
use crate::query::{Key, Lexicon, Matcher, Pattern, Spelled, StateId};

/// The words that the index has, for planning.
pub struct Vocabulary<'a> {
    snapshot: &'a Snapshot,
    /// Whether names count that the notes give.
    learns: bool,
    searcher: &'a Searcher,
    text: Field,
    gram: Field,
    name: Field,
    place: Field,
}

impl<'a> Vocabulary<'a> {
    /// The words of a snapshot.
    pub fn new(snapshot: &'a Snapshot, learns: bool) -> Self {
        Vocabulary {
            snapshot,
            learns,
            searcher: &snapshot.searcher,
            text: snapshot.fields.text,
            gram: snapshot.fields.gram,
            name: snapshot.fields.name,
            place: snapshot.fields.place,
        }
    }

    /// In how many passages a key occurs.
    ///
    /// A term that cannot be read is one that is not there: what follows reports the damage.
    fn documents(&self, field: Field, key: &str) -> u32 {
        let segments = self.searcher.segment_readers().iter().enumerate();
        let in_segment = |(number, segment): (usize, &SegmentReader)| {
            let index = segment.inverted_index(field).ok()?;
            let term = index.terms().get(key).ok()??;
            self.snapshot.documents(number, &index, &term).ok()
        };
        segments.filter_map(in_segment).sum()
    }
}

impl Lexicon for Vocabulary<'_> {
    fn frequency(&self, key: &Key) -> u32 {
        match key {
            Key::Term(term) => [self.text, self.name, self.place]
                .into_iter()
                .map(|field| self.documents(field, term.key()))
                .find(|&documents| documents > 0)
                .unwrap_or(0),
            Key::Gram(gram) => self.documents(self.gram, gram),
            Key::Value(value) => {
                let segments = self.searcher.segment_readers().iter();
                let stating = |segment: &SegmentReader| {
                    Some(Amounts::open(segment).ok()?.count(value.filter(), segment))
                };
                segments.filter_map(stating).sum()
            }
        }
    }

    fn starting_with(&self, class: Class, prefix: &str, limit: usize) -> Vec<Term> {
        let from = Term::new(class, prefix);
        let mut found: Vec<(u32, Term)> = Vec::new();
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let Ok(index) = segment.inverted_index(self.text) else { continue };
            let Ok(mut stream) = index.terms().range().ge(from.key().as_bytes()).into_stream()
            else {
                continue;
            };
            while stream.advance() {
                let key = stream.key();
                if !key.starts_with(from.key().as_bytes()) {
                    break;
                }
                let Ok(text) = str::from_utf8(&key[1..]) else { continue };
                let documents =
                    self.snapshot.documents(number, &index, stream.value()).unwrap_or(0);
                if documents == 0 {
                    continue;
                }
                match found.iter_mut().find(|(_, term)| term.text() == text) {
                    Some((count, _)) => *count += documents,
                    None => found.push((documents, Term::new(class, text))),
                }
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.into_iter().take(limit).map(|(_, term)| term).collect()
    }

    fn spelled(&self, matcher: &Matcher<'_>, limit: usize) -> Vec<Spelled> {
        let mut found: BTreeMap<String, Spelled> = BTreeMap::new();
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let Ok(index) = segment.inverted_index(self.text) else { continue };
            let Ok(mut stream) = index.terms().search(Spelling::of_terms(matcher)).into_stream()
            else {
                continue;
            };
            while stream.advance() {
                let Ok(key) = str::from_utf8(stream.key()) else { continue };
                let text = &key[1..];
                let Some(cost) = matcher.cost_of(text) else { continue };
                let documents =
                    self.snapshot.documents(number, &index, stream.value()).unwrap_or(0);
                if documents == 0 {
                    continue;
                }
                let spelled = found.entry(text.to_owned());
                spelled
                    .or_insert_with(|| Spelled { text: text.to_owned(), cost, documents: 0 })
                    .documents += documents;
            }
        }
        let mut found: Vec<Spelled> = found.into_values().collect();
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost).then_with(|| b.documents.cmp(&a.documents)));
        found.truncate(limit);
        found
    }

    fn given(&self, key: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        if !self.learns {
            return names;
        }
        for (given, _) in names_given(self.snapshot).unwrap_or_default() {
            let both = [given.name, given.other];
            if both.iter().any(|name| name_key(name) == key) {
                for name in both {
                    if !name.is_empty() && !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
        }
        names
    }

    fn run_together(&self, initials: &[char], limit: usize) -> Vec<String> {
        let mut documents: BTreeMap<String, u32> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            // A damaged index is reported by what follows.
            let runs = runs(segment, self.gram, initials).unwrap_or_default();
            for run in runs.into_values().flatten() {
                *documents.entry(run).or_default() += 1;
            }
        }
        let mut found: Vec<(String, u32)> = documents.into_iter().collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.into_iter().take(limit).map(|(run, _)| run).collect()
    }
}

/// The runs of syllables with these initials in each document of a segment: pairs that overlap are
/// put together, which is right but for a text that has all the pairs and not the run.
fn runs(
    segment: &SegmentReader,
    gram: Field,
    initials: &[char],
) -> tantivy::Result<HashMap<DocId, Vec<String>>> {
    let index = segment.inverted_index(gram)?;
    let mut runs: HashMap<DocId, Vec<String>> = HashMap::new();
    for (number, pair) in initials.windows(2).enumerate() {
        let pattern = Pattern::initials(&String::from_iter(pair));
        let matcher = Matcher::new(&pattern);
        let mut stream = index.terms().search(Spelling::of_grams(&matcher)).into_stream()?;
        let mut longer: HashMap<DocId, Vec<String>> = HashMap::new();
        while stream.advance() {
            let Ok(gram) = str::from_utf8(stream.key()) else { continue };
            let first = gram.chars().next().map_or(0, char::len_utf8);
            let (first, second) = gram.split_at(first);
            let postings =
                index.read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?;
            for doc in alive_documents(segment, postings) {
                if number == 0 {
                    longer.entry(doc).or_default().push(gram.to_owned());
                    continue;
                }
                let before = runs.get(&doc).into_iter().flatten();
                for run in before.filter(|run| run.ends_with(first)) {
                    longer.entry(doc).or_default().push(format!("{run}{second}"));
                }
            }
        }
        runs = longer;
    }
    Ok(runs)
}

/// The documents of a posting list that are not deleted.
fn alive_documents(
    segment: &SegmentReader,
    mut postings: SegmentPostings,
) -> impl Iterator<Item = DocId> + '_ {
    let mut doc = postings.doc();
    let documents = std::iter::from_fn(move || {
        let here = (doc != TERMINATED).then_some(doc)?;
        doc = postings.advance();
        Some(here)
    });
    let alive = segment.alive_bitset();
    documents.filter(move |&doc| alive.is_none_or(|alive| alive.is_alive(doc)))
}

/// A pattern as an automaton over the bytes of index keys: a term's sigil, then UTF-8.
struct Spelling<'m, 'p> {
    matcher: &'m Matcher<'p>,
    /// Whether keys begin with a sigil.
    sigil: bool,
}

impl<'m, 'p> Spelling<'m, 'p> {
    fn of_terms(matcher: &'m Matcher<'p>) -> Self {
        Spelling { matcher, sigil: true }
    }

    fn of_grams(matcher: &'m Matcher<'p>) -> Self {
        Spelling { matcher, sigil: false }
    }
}

/// Where such an automaton stands.
#[derive(Clone, Copy)]
struct Reading {
    /// Of the pattern; `None` where nothing can match any more.
    state: Option<StateId>,
    /// The first bytes of a character.
    bytes: [u8; 4],
    len: u8,
    /// Whether the sigil has been read, if there is one.
    begun: bool,
}

impl Automaton for Spelling<'_, '_> {
    type State = Reading;

    fn start(&self) -> Reading {
        Reading { state: Some(self.matcher.start()), bytes: [0; 4], len: 0, begun: !self.sigil }
    }

    fn is_match(&self, reading: &Reading) -> bool {
        let is_whole = reading.begun && reading.len == 0;
        is_whole && reading.state.and_then(|state| self.matcher.cost(state)).is_some()
    }

    fn can_match(&self, reading: &Reading) -> bool {
        reading.state.is_some()
    }

    fn accept(&self, reading: &Reading, byte: u8) -> Reading {
        let mut next = *reading;
        if !next.begun {
            next.begun = true;
            // Stems of English words are no words.
            if !matches!(Class::from_sigil(byte), Some(Class::Word | Class::Part)) {
                next.state = None;
            }
            return next;
        }
        // The first byte tells a syllable (these four) or a letter already.
        let syllable = matches!(byte, 0xea..=0xed);
        if next.len == 0
            && (syllable || byte.is_ascii_alphabetic())
            && !self.matcher.admits(syllable)
        {
            next.state = None;
            return next;
        }
        next.bytes[usize::from(next.len)] = byte;
        next.len += 1;
        let whole = str::from_utf8(&next.bytes[..usize::from(next.len)]);
        match whole.ok().and_then(|text| text.chars().next()) {
            Some(char) => {
                next.state = next.state.and_then(|state| self.matcher.step(state, char));
                next.len = 0;
            }
            None if next.len == 4 => next.state = None,
            None => {}
        }
        next
    }
}
