//! The words of a segment as the tree of prefixes that they are kept in, and those of them that match a
//! pattern.
//!
//! tantivy streams the words that an automaton accepts, but opens every node that a known one leads to, to
//! find that nothing can match there. Here only what may match is opened, which is a tenth of it.

use std::io;

use tantivy::directory::{CompositeFile, FileSlice, OwnedBytes};
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;
use tantivy::{HasLen, SegmentReader};
use tantivy_fst::raw::{Fst, Node};

use crate::analysis::Class;
use crate::query::{Matcher, StateId};

/// The tree of the words of a field.
pub(super) struct WordTree(Fst<OwnedBytes>);

/// What tantivy writes behind a dictionary: the length of what belongs to the terms, the version of the tree
/// and the kind of dictionary.
const FOOTER: usize = 16;
/// Version and kind that are read here.
const KNOWN: [u8; 8] = [1, 0, 0, 0, 1, 0, 0, 0];

impl WordTree {
    /// Opens the tree of a field's words.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or is none of those that are known.
    pub fn open(reader: &SegmentReader, field: Field) -> tantivy::Result<Self> {
        let terms = CompositeFile::open(&reader.open_read(SegmentComponent::Terms)?)?;
        let tree = terms.open_read(field).map_or_else(|| Err(unknown()), tree)?;
        Ok(WordTree(Fst::new(tree).map_err(io::Error::other)?))
    }

    /// Gives the key of each word that a pattern matches, in their order, and how far off the word is.
    pub fn each_match(&self, matcher: &Matcher<'_>, mut each: impl FnMut(&str, f32)) {
        let root = self.0.root();
        let mut key: Vec<u8> = Vec::new();
        let begin = Reading { state: matcher.start(), bytes: [0; 4], len: 0, begun: false };
        let mut open = vec![Open { node: root, next: 0, reading: begin }];
        while let Some(last) = open.last_mut() {
            if last.next == last.node.len() {
                open.pop();
                key.pop();
                continue;
            }
            let transition = last.node.transition(last.next);
            last.next += 1;
            let Some(reading) = last.reading.and(transition.inp, matcher) else { continue };
            let node = self.0.node(transition.addr);
            key.push(transition.inp);
            if node.is_final()
                && reading.is_whole()
                && let Some(cost) = matcher.cost(reading.state)
                && let Ok(key) = str::from_utf8(&key)
            {
                each(key, cost);
            }
            open.push(Open { node, next: 0, reading });
        }
    }
}

/// A node on the way to the word at hand.
struct Open<'t> {
    node: Node<'t>,
    /// What of it is looked at next.
    next: usize,
    reading: Reading,
}

/// What of a term has been read: its sigil, and whole characters or the first bytes of one.
#[derive(Clone, Copy)]
struct Reading {
    /// Where the pattern stands behind the last whole character.
    state: StateId,
    /// The first bytes of a character.
    bytes: [u8; 4],
    len: u8,
    /// Whether the sigil has been read.
    begun: bool,
}

impl Reading {
    fn is_whole(&self) -> bool {
        self.begun && self.len == 0
    }

    /// With one more byte; nothing where no word that goes on so can match.
    fn and(mut self, byte: u8, matcher: &Matcher<'_>) -> Option<Self> {
        if !self.begun {
            self.begun = true;
            // Stems of English words are no words.
            let class = Class::from_sigil(byte);
            return matches!(class, Some(Class::Word | Class::Part)).then_some(self);
        }
        // The first byte tells a syllable (these four) or a letter already.
        let is_syllable = matches!(byte, 0xea..=0xed);
        if self.len == 0
            && (is_syllable || byte.is_ascii_alphabetic())
            && !matcher.admits(is_syllable)
        {
            return None;
        }
        if self.len == 0 && byte.is_ascii() {
            self.state = matcher.step(self.state, byte.into())?;
            return Some(self);
        }
        *self.bytes.get_mut(usize::from(self.len))? = byte;
        self.len += 1;
        let begun = &self.bytes[..usize::from(self.len)];
        if let &[lead @ 0xea..=0xed, second] = begun {
            // Most syllables cannot come, and this tells of 64 at once.
            let block = [0x80, 0xbf].map(|last| decoded(&[lead, second, last]));
            if let [Some(first), Some(last)] = block
                && !matcher.admits_any(self.state, [first, last])
            {
                return None;
            }
        } else if let Some(char) = decoded(begun) {
            self.state = matcher.step(self.state, char)?;
            self.len = 0;
        }
        Some(self)
    }
}

/// The character of these bytes, if they are all of one.
fn decoded(bytes: &[u8]) -> Option<char> {
    match *bytes {
        // As all syllables are, and without a look at what UTF-8 forbids elsewhere.
        [lead @ 0xe1..=0xec, second @ 0x80..=0xbf, third @ 0x80..=0xbf] => {
            let [lead, second, third] = [lead & 0xf, second & 0x3f, third & 0x3f].map(u32::from);
            char::from_u32(lead << 12 | second << 6 | third)
        }
        _ => str::from_utf8(bytes).ok()?.chars().next(),
    }
}

/// The part of a dictionary that is the tree.
fn tree(dictionary: FileSlice) -> io::Result<OwnedBytes> {
    let rest = dictionary.len().checked_sub(FOOTER).ok_or_else(unknown)?;
    let footer = dictionary.slice_from(rest).read_bytes()?;
    let (len, kind) = footer.split_at(8);
    if kind != KNOWN {
        return Err(unknown());
    }
    let len = len.try_into().map(u64::from_le_bytes).map_err(|_| unknown())?;
    let end = usize::try_from(len).ok().and_then(|len| rest.checked_sub(len));
    dictionary.slice_to(end.ok_or_else(unknown)?).read_bytes()
}

fn unknown() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the words of the index are kept in an unknown way")
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{STRING, SchemaBuilder};
    use tantivy::{Index, IndexWriter, TantivyDocument};

    use super::*;
    use crate::analysis::Term;
    use crate::query::Pattern;

    const WORDS: &str = "가용 가용성 가용영역 람다 람다식 람보 랍다 로그 로드밸런서 리전 버전 트랜잭션 트랜젝션 \
        트랜잭션들 트렌지스터 큐 ec2 ec3 kubernetes kubectl lambda lamda rebalance timeout time ㅁㄴ ラムダ é 데이터🙂";

    #[test]
    fn words_match_as_by_a_look_at_each() {
        let mut schema = SchemaBuilder::new();
        let field = schema.add_text_field("words", STRING);
        let other = schema.add_text_field("others", STRING);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter<TantivyDocument> =
            index.writer_with_num_threads(1, 15_000_000).expect("a writer");
        let mut terms: Vec<Term> = Vec::new();
        for (number, word) in WORDS.split_whitespace().enumerate() {
            let classes = [Class::Word, Class::Part, Class::Stem];
            let term = Term::new(classes[number % 3], word);
            let mut document = TantivyDocument::new();
            document.add_text(field, term.key());
            document.add_text(other, "w람다");
            writer.add_document(document).expect("added");
            terms.push(term);
        }
        writer.commit().expect("committed");
        terms.retain(|term| term.class() != Class::Stem);
        terms.sort_by(|one, other| one.key().cmp(other.key()));
        let searcher = index.reader().expect("a reader").searcher();
        let [segment] = searcher.segment_readers() else { panic!("one segment") };
        let tree = WordTree::open(segment, field).expect("a tree");
        let slips =
            ["람댜", "가용영옥", "트랜젝션", "kubernetse", "lamdba", "tiemout", "ec2", "ㅣ람다"];
        let patterns = slips.map(Pattern::slip).into_iter();
        let patterns = patterns.chain(["람", "ㄹ", "트랜", "lam", "데이터"].map(Pattern::begun));
        let patterns = patterns.chain(["ㄹㄷ", "ㅌㄹㅈㅅ"].map(Pattern::initials));
        let patterns =
            patterns.chain(["리밸런스", "타임아웃"].map(Pattern::sound).into_iter().flatten());
        let mut any = 0;
        for pattern in patterns {
            let matcher = Matcher::new(&pattern);
            let cost = |term: &Term| Some((term.key().to_owned(), matcher.cost_of(term.text())?));
            let each: Vec<(String, f32)> = terms.iter().filter_map(cost).collect();
            let mut found = Vec::new();
            tree.each_match(&matcher, |key, cost| found.push((key.to_owned(), cost)));
            any += usize::from(!found.is_empty());
            let of_class = |(key, _): &(String, f32)| matches!(key.as_bytes()[0], b'w' | b'p');
            assert!(found.iter().all(of_class), "{found:?}");
            assert_eq!(found, each, "{pattern:?}");
        }
        assert!(any >= 10, "{any}");
    }

    #[test]
    fn another_dictionary_is_refused() {
        for bytes in [vec![0; 40], vec![1; FOOTER - 1], [vec![0xff; 8], KNOWN.to_vec()].concat()] {
            assert!(tree(FileSlice::from(bytes)).is_err());
        }
    }
}
