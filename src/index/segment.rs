//! Documents gathered in memory, and written as a segment of tantivy's.
//!
//! tantivy's own writer takes text, cuts it into terms in one thread and looks each up by its bytes.
//! Here terms come as numbers, and as many threads as read notes have analysed them: what is left to
//! do for a token is to append a few bytes to its term's list. What is written in the end is written
//! by tantivy's serializers, and is a segment like any other.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::thread::ScopedJoinHandle;

use rustc_hash::FxHashMap;
use tantivy::fieldnorm::{FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{Segment, SegmentComponent};
use tantivy::schema::Field;
use tantivy::store::StoreWriter;
use tantivy::{SegmentMeta, TantivyDocument};

use super::aside::spawn_aside;
use super::columns::Columns;
use super::document::{Documents, Pair};
use super::postings::{
    Arena, List, ListReader, ListWriter, PostingsFiles, Run, RunWriter, WrittenField,
};
use super::schema::Fields;
use super::terms::Vocabulary;
use super::topic::TopicKey;
use crate::catalog::Catalog;

/// Bytes that postings may take in memory before they are put into a file. Few collections of notes
/// have more.
const MEMORY: usize = 32 << 20;

/// A segment in the making. Its documents are numbered in the order in which they come.
pub(super) struct SegmentBuilder {
    segment: Segment,
    fields: Fields,
    /// What is stored of the documents goes to the disk as it comes.
    store: StoreWriter,
    /// The key of each note, and its documents.
    notes: Vec<(u32, Range<u32>)>,
    columns: Columns,
    /// Postings of texts, by the number of the term.
    text: Vec<List>,
    gram: FxHashMap<Pair, List>,
    large: Arena,
    runs: Runs,
    /// Bytes that they may take in memory.
    memory: usize,
    /// By the number of the term, as are places. Of these and all below there are few.
    name: FxHashMap<u32, List>,
    place: FxHashMap<u32, List>,
    topic: FxHashMap<TopicKey, List>,
    given: FxHashMap<Box<str>, List>,
    small: Arena,
    /// How many tokens came into each field, which tantivy wants to know.
    tokens: Tokens,
    scratch: PathBuf,
}

/// Postings that are in files.
#[derive(Default)]
struct Runs {
    text: Vec<Run>,
    gram: Vec<Run>,
}

#[derive(Default)]
struct Tokens {
    text: u64,
    gram: u64,
    name: u64,
    place: u64,
    topic: u64,
    given: u64,
}

impl SegmentBuilder {
    /// Begins a segment; `scratch` is a folder for what does not fit in memory.
    pub(super) fn new(segment: Segment, fields: Fields, scratch: &Path) -> tantivy::Result<Self> {
        let settings = segment.index().settings();
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            false,
        )?;
        Ok(SegmentBuilder {
            segment,
            fields,
            store,
            notes: Vec::new(),
            columns: Columns::new(),
            text: Vec::new(),
            gram: FxHashMap::default(),
            large: Arena::with_capacity(MEMORY + MEMORY / 8),
            runs: Runs::default(),
            memory: MEMORY,
            name: FxHashMap::default(),
            place: FxHashMap::default(),
            topic: FxHashMap::default(),
            given: FxHashMap::default(),
            small: Arena::default(),
            tokens: Tokens::default(),
            scratch: scratch.to_owned(),
        })
    }

    /// Takes in the documents of a note.
    pub(super) fn add(&mut self, note: &Documents, vocabulary: &Vocabulary) -> io::Result<()> {
        let first = self.columns.documents();
        let mut tokens = note.tokens.as_slice();
        let mut grams = note.grams.as_slice();
        self.columns.begin(note.key);
        for (document, passage) in (first..).zip(&note.passages) {
            for token in tokens.split_off(..passage.tokens).unwrap_or_default() {
                let at = token.term as usize;
                if self.text.len() <= at {
                    self.text.resize(at + 1, List::default());
                }
                self.text[at].add_occurrence(document, token.position, &mut self.large);
            }
            for &gram in grams.split_off(..passage.grams).unwrap_or_default() {
                self.gram.entry(gram).or_default().add_document(document, &mut self.large);
            }
            for &topic in &passage.topics {
                self.topic.entry(topic).or_default().add_document(document, &mut self.small);
            }
            for given in &passage.given {
                let list = self.given.entry(given.as_str().into()).or_default();
                list.add_document(document, &mut self.small);
            }
            self.tokens.topic += passage.topics.len() as u64;
            self.tokens.given += passage.given.len() as u64;
            self.columns.add(passage);
        }
        for (tokens, lists) in [(&note.name, &mut self.name), (&note.place, &mut self.place)] {
            for token in tokens {
                let list = lists.entry(token.term).or_default();
                list.add_occurrence(first, token.position, &mut self.small);
            }
        }
        self.tokens.text += note.tokens.len() as u64;
        self.tokens.gram += note.grams.len() as u64;
        self.tokens.name += note.name.len() as u64;
        self.tokens.place += note.place.len() as u64;
        let end = self.columns.documents();
        self.notes.push((note.key, first..end));
        let schema = self.segment.schema();
        for document in first..end {
            let mut stored = TantivyDocument::default();
            if document == first {
                stored.add_bytes(self.fields.shown, &note.shown);
            }
            self.store.store(&stored, &schema)?;
        }
        self.columns.pack_if_many()?;
        if self.large.len() > self.memory { self.make_room(vocabulary) } else { Ok(()) }
    }

    /// Puts the postings of texts into files.
    fn make_room(&mut self, vocabulary: &Vocabulary) -> io::Result<()> {
        let terms = sorted_terms(&self.text, vocabulary);
        let mut run = RunWriter::new(&self.scratch)?;
        for term in terms {
            run.add(term, &mut self.text[term as usize], &self.large)?;
        }
        self.runs.text.push(run.finish()?);
        let mut run = RunWriter::new(&self.scratch)?;
        let mut pairs: Vec<_> = self.gram.iter_mut().collect();
        pairs.sort_unstable_by_key(|(pair, _)| **pair);
        for (pair, list) in pairs {
            run.add(pair.number(), list, &self.large)?;
        }
        self.runs.gram.push(run.finish()?);
        self.large.clear();
        Ok(())
    }

    /// Writes the segment.
    pub(super) fn finish(
        self,
        vocabulary: &Vocabulary,
        catalog: &Catalog,
    ) -> tantivy::Result<SegmentMeta> {
        let SegmentBuilder { segment, fields, notes, tokens, mut runs, .. } = self;
        let documents = self.columns.documents();
        self.store.close()?;
        write_norms(&segment, documents)?;
        let schema = segment.schema();
        let mut files = PostingsFiles::open(&segment)?;
        let others = std::thread::scope(|scope| {
            // The largest field at once, and beside it all others, which take less time together. They go
            // to the same files, so that they wait in memory.
            let others = spawn_aside(scope, || -> tantivy::Result<Vec<(Field, WrittenField)>> {
                self.columns.write(segment.open_write(SegmentComponent::FastFields)?)?;
                let mut pairs: Vec<_> = self.gram.into_iter().collect();
                pairs.sort_unstable_by_key(|&(pair, _)| pair);
                let write = |into: &mut ListWriter<'_, _>| {
                    let mut lists = ListReader::new(&self.large, &mut runs.gram);
                    pairs.iter().try_for_each(|(pair, list)| {
                        into.write(pair.term().as_bytes(), lists.read(pair.number(), list)?)
                    })
                };
                let written =
                    WrittenField::new(&schema, fields.gram, tokens.gram, &self.scratch, write)?;
                let mut others = vec![(fields.gram, written)];
                let mut small = |field, tokens, lists| -> io::Result<()> {
                    let write =
                        |into: &mut ListWriter<'_, _>| write_small(lists, &self.small, into);
                    let written = WrittenField::new(&schema, field, tokens, &self.scratch, write)?;
                    others.push((field, written));
                    Ok(())
                };
                let key = |term| vocabulary.with_key(term, |key| key.into());
                let topic = |topic: &TopicKey| topic.term(catalog).into();
                small(fields.name, tokens.name, keyed(self.name, |&term| key(term)))?;
                small(fields.place, tokens.place, keyed(self.place, |&term| key(term)))?;
                small(fields.topic, tokens.topic, keyed(self.topic, topic))?;
                small(fields.given, tokens.given, self.given.into_iter().collect())?;
                Ok(others)
            });
            files.field(fields.text, tokens.text, |into| {
                let mut lists = ListReader::new(&self.large, &mut runs.text);
                sorted_terms(&self.text, vocabulary).into_iter().try_for_each(|term| {
                    let list = lists.read(term, &self.text[term as usize])?;
                    vocabulary.with_key(term, |key| into.write(key.as_bytes(), list))
                })
            })?;
            joined(others)
        })?;
        others.into_iter().try_for_each(|(field, written)| files.copy(field, written))?;
        let mut keys: Vec<_> = notes.iter().collect();
        keys.sort_unstable_by_key(|(key, _)| key);
        files.field(fields.note, u64::from(documents), |into| {
            keys.iter().try_for_each(|(key, documents)| {
                into.write_run(&u64::from(*key).to_be_bytes(), documents.clone())
            })
        })?;
        files.close()?;
        Ok(segment.with_max_doc(documents).meta().clone())
    }
}

/// Lists by the terms that their keys stand for.
fn keyed<K>(lists: FxHashMap<K, List>, term: impl Fn(&K) -> Box<str>) -> Vec<(Box<str>, List)> {
    lists.into_iter().map(|(key, list)| (term(&key), list)).collect()
}

/// Writes lists that are all in memory, in the order of their terms.
fn write_small<W: io::Write>(
    mut lists: Vec<(Box<str>, List)>,
    arena: &Arena,
    into: &mut ListWriter<'_, W>,
) -> io::Result<()> {
    lists.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut reader = ListReader::new(arena, &mut []);
    lists.iter().try_for_each(|(term, list)| into.write(term.as_bytes(), reader.read(0, list)?))
}

/// What a thread comes to.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The terms that have lists, in the order of their keys.
fn sorted_terms(lists: &[List], vocabulary: &Vocabulary) -> Vec<u32> {
    let terms = (0..).zip(lists).filter(|(_, list)| !list.is_empty());
    let mut terms = terms.map(|(term, _)| term).collect();
    vocabulary.sort(&mut terms);
    terms
}

/// Writes the file of lengths, of which pilgi asks none, and tantivy that it is there.
fn write_norms(segment: &Segment, documents: u32) -> tantivy::Result<()> {
    let mut norms = FieldNormsWriter::for_schema(&segment.schema());
    norms.fill_up_to_max_doc(documents);
    let write = segment.open_write(SegmentComponent::FieldNorms)?;
    Ok(norms.serialize(FieldNormsSerializer::from_write(write)?, None)?)
}

#[cfg(test)]
mod tests {
    use tantivy::columnar::Column;
    use tantivy::postings::Postings;
    use tantivy::{DocSet, Index, IndexWriter, Searcher, TERMINATED};

    use super::*;
    use crate::index::NoteRanges;
    use crate::index::document::{PassageDocument, Shape, Traits};
    use crate::index::schema::{self, QUANTITY, SHAPE};
    use crate::index::terms::TermReader;

    /// A note of passages, some of whose words are everywhere and some only here.
    fn note(key: u32, passages: u32, terms: &mut TermReader<'_>) -> Documents {
        let mut note = Documents { key, shown: key.to_le_bytes().to_vec(), ..Documents::default() };
        terms.read(&format!("이름 n{key}"), &mut note.name);
        for ordinal in 0..passages {
            let text = format!("말 {ordinal} 말 k{key} 쪽");
            let (tokens, grams) = (note.tokens.len(), note.grams.len());
            terms.read(&text, &mut note.tokens);
            let second = char::from_u32('가' as u32 + ordinal % 300).unwrap_or('가');
            note.grams.extend([Pair::new('가', second), Pair::new('가', second)]);
            note.passages.push(PassageDocument {
                shape: Shape { above: ordinal, traits: Traits::default(), term: 1, width: key },
                tokens: note.tokens.len() - tokens,
                grams: note.grams.len() - grams,
                quantities: (0..u64::from(ordinal % 3)).collect(),
                topics: Vec::new(),
                given: vec![format!("g{}", ordinal % 7)],
            });
        }
        note
    }

    fn built(notes: &[(u32, u32)], memory: Option<usize>) -> Searcher {
        let scratch = tempfile::tempdir().expect("a folder");
        let (schema, fields) = schema::schema();
        let index = Index::create_in_ram(schema);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15 << 20).expect("a writer");
        let vocabulary = Vocabulary::new();
        let mut terms = TermReader::new(&vocabulary).expect("dictionary");
        let segment = writer.new_segment();
        let mut builder = SegmentBuilder::new(segment, fields, scratch.path()).expect("a segment");
        builder.memory = memory.unwrap_or(builder.memory);
        for &(key, passages) in notes {
            builder.add(&note(key, passages, &mut terms), &vocabulary).expect("taken in");
        }
        assert_eq!(builder.runs.text.len() > 2, memory.is_some());
        let written = builder.finish(&vocabulary, Catalog::builtin()).expect("written");
        writer.add_segment(written).expect("added");
        writer.commit().expect("committed");
        index.reader().expect("a reader").searcher()
    }

    type Entry = (Vec<u8>, Vec<(u32, u32, Vec<u32>)>);

    /// Every term of a field, with its documents, frequencies and positions.
    fn postings(searcher: &Searcher, field: Field) -> Vec<Entry> {
        let option = searcher.schema().get_field_entry(field).field_type().index_record_option();
        let option = option.expect("it is indexed");
        let index = searcher.segment_reader(0).inverted_index(field).expect("it is there");
        let mut stream = index.terms().stream().expect("terms");
        let mut all = Vec::new();
        while let Some((term, info)) = stream.next() {
            let mut list =
                index.read_postings_from_terminfo(info, option).expect("it has documents");
            let mut entries = Vec::new();
            while list.doc() != TERMINATED {
                let mut positions = Vec::new();
                if option.has_positions() {
                    list.positions(&mut positions);
                }
                let frequency = if option.has_freq() { list.term_freq() } else { 0 };
                entries.push((list.doc(), frequency, positions));
                list.advance();
            }
            all.push((term.to_vec(), entries));
        }
        all
    }

    #[test]
    fn terms_come_with_their_documents() {
        let searcher = built(&[(7, 2), (3, 1)], None);
        let (_, fields) = schema::schema();
        let find = |field, term: &str| {
            let all = postings(&searcher, field).into_iter();
            all.filter(|(key, _)| key == term.as_bytes()).map(|(_, list)| list).next()
        };
        let twice = |document| (document, 2, vec![0, 2]);
        assert_eq!(find(fields.text, "w말"), Some(vec![twice(0), twice(1), twice(2)]));
        assert_eq!(find(fields.text, "wk3"), Some(vec![(2, 1, vec![3])]));
        assert_eq!(find(fields.gram, "가각"), Some(vec![(1, 0, Vec::new())]));
        assert_eq!(find(fields.name, "w이름"), Some(vec![(0, 1, vec![]), (2, 1, vec![])]));
        let keys: Vec<_> = postings(&searcher, fields.note);
        assert_eq!(keys[0].0, 3u64.to_be_bytes());
        assert_eq!(keys[1].1.iter().map(|entry| entry.0).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn what_did_not_fit_in_memory_is_written_too() {
        let notes: Vec<(u32, u32)> = (0..20).map(|key| (key, 3500 + key)).collect();
        let (one, other) = (built(&notes, None), built(&notes, Some(100_000)));
        let (_, fields) = schema::schema();
        for field in [fields.text, fields.gram, fields.name, fields.given, fields.note] {
            assert_eq!(postings(&one, field), postings(&other, field));
        }
        let columns = one.segment_reader(0).fast_fields();
        let column = |name| -> Column<u64> { columns.u64(name).expect("a column") };
        let (shape, quantity) = (column(SHAPE), column(QUANTITY));
        let ranges = NoteRanges::read(one.segment_reader(0)).expect("a column");
        let mut document = 0;
        for (number, (key, passages)) in notes.into_iter().enumerate() {
            assert_eq!(ranges.key(number), key);
            assert_eq!(ranges.documents(number), document..document + passages);
            for place in 0..passages {
                let shape = Shape::from_bits(shape.first(document).expect("a shape"));
                assert_eq!((shape.above, shape.width), (place, key));
                let quantities: Vec<u64> = quantity.values_for_doc(document).collect();
                assert_eq!(quantities, (0..u64::from(place % 3)).collect::<Vec<_>>());
                document += 1;
            }
        }
    }
}
