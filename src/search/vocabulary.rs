use std::collections::BTreeMap;

use super::Searcher;
use super::gather::PLACES;
use super::runs::run_together;
use super::segment::{List, Place, Segment};
use crate::analysis::{Class, Term};
use crate::catalog::name_key;
use crate::query::{Key, Lexicon, Matcher, Spelled};

/// The words that the index has, for planning.
pub struct Vocabulary<'a> {
    searcher: &'a Searcher<'a>,
    /// Whether names count that the notes give.
    learns: bool,
}

impl<'a> Vocabulary<'a> {
    /// The words of what is searched.
    pub fn new(searcher: &'a Searcher<'a>, learns: bool) -> Self {
        Vocabulary { searcher, learns }
    }

    fn segments(&self) -> &[Segment<'a>] {
        &self.searcher.segments
    }

    /// In how many passages a key occurs in one place.
    fn documents(&self, key: &Key, place: Place) -> u32 {
        // A term that cannot be read is one that is not there: what follows reports the damage.
        let documents = |segment: &Segment<'_>| match key {
            Key::Value(value) => segment.stating(value).ok(),
            _ => segment.documents(&segment.list(key, place).ok()??).ok(),
        };
        self.segments().iter().filter_map(documents).sum()
    }
}

impl Lexicon for Vocabulary<'_> {
    fn frequency(&self, key: &Key) -> u32 {
        let mut documents = PLACES.into_iter().map(|place| self.documents(key, place));
        documents.find(|&documents| documents > 0).unwrap_or(0)
    }

    fn passages(&self) -> u32 {
        self.segments().iter().map(|segment| segment.reader.num_docs()).sum()
    }

    fn starting_with(&self, class: Class, prefix: &str, limit: usize) -> Vec<Term> {
        let from = Term::new(class, prefix);
        let mut found: Vec<(u32, Term)> = Vec::new();
        for segment in self.segments() {
            let Ok(mut stream) = segment.words().range().ge(from.key().as_bytes()).into_stream()
            else {
                continue;
            };
            while stream.advance() {
                let key = stream.key();
                if !key.starts_with(from.key().as_bytes()) {
                    break;
                }
                let Ok(text) = str::from_utf8(&key[1..]) else { continue };
                let documents = segment.documents(&List::of_word(stream.value())).unwrap_or(0);
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
        for segment in self.segments() {
            // Words that cannot be read are not there: what follows reports the damage.
            let Ok(words) = segment.word_tree() else { continue };
            words.each_match(matcher, |key, cost| {
                let info = segment.words().get(key).ok().flatten();
                let documents = info.and_then(|info| segment.documents(&List::of_word(&info)).ok());
                let (Some(documents @ 1..), text) = (documents, &key[1..]) else { return };
                let spelled = found.entry(text.to_owned());
                spelled
                    .or_insert_with(|| Spelled { text: text.to_owned(), cost, documents: 0 })
                    .documents += documents;
            });
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
        for (given, _) in self.searcher.names_given().unwrap_or_default() {
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
        // A damaged index is reported by what follows.
        run_together(self.segments(), initials, limit).unwrap_or_default()
    }
}
