use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, SegmentReader, Term as IndexTerm};

use crate::analysis::{Class, Term};
use crate::index::Snapshot;
use crate::query::{Key, Lexicon};

/// The words that the index has, for planning.
pub struct Vocabulary<'a> {
    searcher: &'a Searcher,
    text: Field,
    gram: Field,
    name: Field,
    place: Field,
}

impl<'a> Vocabulary<'a> {
    /// The words of a snapshot.
    pub fn new(snapshot: &'a Snapshot) -> Self {
        Vocabulary {
            searcher: &snapshot.searcher,
            text: snapshot.fields.text,
            gram: snapshot.fields.gram,
            name: snapshot.fields.name,
            place: snapshot.fields.place,
        }
    }

    /// In how many passages a key occurs, those of deleted notes left out: they go with the next
    /// merge, and the same notes must be answered from in the same way before and after.
    ///
    /// A term that cannot be read is one that is not there: what follows reports the damage.
    fn documents(&self, field: Field, key: &str) -> u32 {
        let term = IndexTerm::from_field_text(field, key);
        let segments = self.searcher.segment_readers().iter();
        segments.map(|segment| alive(segment, field, &term).unwrap_or(0)).sum()
    }
}

/// In how many documents of a segment a term occurs that are not deleted.
fn alive(segment: &SegmentReader, field: Field, term: &IndexTerm) -> tantivy::Result<u32> {
    let index = segment.inverted_index(field)?;
    let Some(bitset) = segment.alive_bitset() else { return Ok(index.doc_freq(term)?) };
    let postings = index.read_postings(term, IndexRecordOption::Basic)?;
    Ok(postings.map_or(0, |postings| postings.doc_freq_given_deletes(bitset)))
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
        }
    }

    fn starting_with(&self, class: Class, prefix: &str, limit: usize) -> Vec<Term> {
        let from = Term::new(class, prefix);
        let mut found: Vec<(u32, Term)> = Vec::new();
        for segment in self.searcher.segment_readers() {
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
                let term =
                    IndexTerm::from_field_text(self.text, &format!("{}{text}", &from.key()[..1]));
                let documents = alive(segment, self.text, &term).unwrap_or(0);
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
}
