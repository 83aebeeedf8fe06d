//! What the index keeps of a note so that its lines can be shown without reading it anew.

use serde::{Deserialize, Serialize};
use tantivy::directory::OwnedBytes;

use crate::catalog::{Catalog, EntityId};
use crate::passage::{Outline, PackedOutline};
use crate::topic::PassageTopics;

/// A note's outline, and what each of its passages is about.
///
/// Worked out once, when the note is indexed, and good as long as its text is the same: a search
/// shows lines of ten notes, and to cut ten notes into passages and look for names in them takes
/// several times as long as to search.
#[derive(Clone, Debug)]
pub struct ShownNote {
    /// Its passages.
    pub outline: PackedOutline,
    /// What each is about.
    pub topics: KeptTopics,
}

/// What each passage of a note is about, not read yet: few who show lines ask for it.
#[derive(Clone, Debug)]
pub struct KeptTopics(OwnedBytes);

/// A note as it is stored, followed by the length of this and a checksum of both.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    #[serde(borrow)]
    outline: &'a [u8],
    /// Those of each passage.
    #[serde(borrow)]
    topics: &'a [u8],
}

/// Entities are places in the catalogue that the index was made with.
#[derive(Serialize, Deserialize)]
struct StoredTopics {
    /// What the passage names itself.
    own: Vec<u32>,
    /// What else it is about; `None` where that is all that the passage above it is about.
    other: Option<Vec<u32>>,
}

/// What else a passage is about than `own`, where it takes over all that the passage above it is about.
fn inherited(own: &[EntityId], above: &[EntityId]) -> impl Iterator<Item = EntityId> {
    above.iter().filter(|id| !own.contains(id)).copied()
}

impl ShownNote {
    /// The form in the index. The words stay in `source`.
    pub(super) fn store(outline: &Outline, topics: &[PassageTopics], source: &str) -> Vec<u8> {
        let numbers = |ids: &[EntityId]| ids.iter().map(|id| id.index() as u32).collect();
        let stored =
            outline.passages.iter().zip(topics).map(|(passage, PassageTopics { own, about })| {
                let other = &about[own.len()..];
                let above = passage.parent.map_or(&[][..], |parent| &topics[parent].about);
                let is_inherited = other.iter().copied().eq(inherited(own, above));
                let other = (!is_inherited).then(|| numbers(other));
                StoredTopics { own: numbers(own), other }
            });
        let stored: Vec<StoredTopics> = stored.collect();
        let topics = postcard::to_stdvec(&stored).expect("numbers have a stored form");
        let stored = Stored { outline: &outline.pack(source), topics: &topics };
        let mut bytes = postcard::to_stdvec(&stored).expect("bytes have a stored form");
        bytes.extend((bytes.len() as u32).to_le_bytes());
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        bytes
    }

    /// From the end of `bytes`; `None` where they are none.
    ///
    /// What is stored says itself where it begins and whether it is whole: almost any numbers are an
    /// outline of some kind, and tantivy does not check what it stores.
    pub(super) fn load(bytes: &OwnedBytes) -> Option<Self> {
        let (rest, seal) = bytes.split_last_chunk()?;
        let (rest, len) = rest.split_last_chunk()?;
        let start = rest.len().checked_sub(u32::from_le_bytes(*len) as usize)?;
        if crc32fast::hash(&bytes[start..bytes.len() - seal.len()]) != u32::from_le_bytes(*seal) {
            return None;
        }
        let stored: Stored<'_> = postcard::from_bytes(&rest[start..]).ok()?;
        let outline = PackedOutline::read(stored.outline)?;
        let at = rest.len() - stored.topics.len();
        // The topics come last.
        Some(ShownNote { outline, topics: KeptTopics(bytes.slice(at..rest.len())) })
    }
}

impl KeptTopics {
    /// Reads them, with the names that the note was indexed with; `None` where the two do not fit.
    pub fn read(&self, outline: &PackedOutline, catalog: &Catalog) -> Option<NoteTopics> {
        let mut numbers = Numbers(&self.0);
        let passages = numbers.next()? as usize;
        let mut topics = NoteTopics::default();
        topics.passages.reserve_exact(outline.len());
        for number in 0..passages {
            numbers.ids(catalog, &mut topics.ids)?;
            let own = topics.ids.len();
            let is_inherited = numbers.next()? == 0;
            if !is_inherited {
                numbers.ids(catalog, &mut topics.ids)?;
            }
            topics.passages.push(Place {
                own,
                all: topics.ids.len(),
                inherits: if is_inherited { outline.parent(number) } else { None },
            });
        }
        (passages == outline.len()).then_some(topics)
    }
}

/// What the passages of a note are about. Few of them are shown, so that only what is asked for is put
/// together.
#[derive(Clone, Debug, Default)]
pub struct NoteTopics {
    /// Those of each passage that it does not take over, one passage after the other.
    ids: Vec<EntityId>,
    passages: Vec<Place>,
}

/// Where the topics of a passage are.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The end of those that it names itself.
    own: usize,
    /// The end of all that are its.
    all: usize,
    /// The passage that it takes over the others from.
    inherits: Option<usize>,
}

impl NoteTopics {
    /// What one of the passages is about.
    pub fn of(&self, passage: usize) -> PassageTopics {
        let place = |number: usize| self.passages.get(number);
        let above = |&number: &usize| place(number)?.inherits;
        let chain: Vec<usize> = std::iter::successors(Some(passage), above).collect();
        let mut topics = PassageTopics::default();
        for &number in chain.iter().rev() {
            let Some(&Place { own, all, .. }) = place(number) else { break };
            let start = number.checked_sub(1).and_then(place).map_or(0, |before| before.all);
            let mut about = self.ids[start..all].to_vec();
            let own = self.ids[start..own].to_vec();
            about.extend(inherited(&own, &topics.about));
            topics = PassageTopics { own, about };
        }
        topics
    }
}

/// Numbers as [`StoredTopics`] are stored: a list is its length and its numbers, what may be left out a
/// 0, or a 1 and what it is.
struct Numbers<'b>(&'b [u8]);

impl Numbers<'_> {
    fn next(&mut self) -> Option<u32> {
        let (number, rest) = postcard::take_from_bytes(self.0).ok()?;
        self.0 = rest;
        Some(number)
    }

    fn ids(&mut self, catalog: &Catalog, into: &mut Vec<EntityId>) -> Option<()> {
        (0..self.next()?).try_for_each(|_| {
            into.push(catalog.by_index(self.next()? as usize)?);
            Some(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Format;
    use crate::passage::outline;
    use crate::topic::Recognizer;

    #[test]
    fn what_is_stored_is_what_was_read() {
        let catalog = Catalog::builtin();
        let source = "# AWS\n## Lambda\n- 최대 15분\n- SQS가 부른다\n## 그 밖\n- 없음\n";
        let outline = outline(Format::Markdown, "a", source);
        let topics = Recognizer::new(catalog).topics(&outline);
        assert!(topics.iter().any(|topics| topics.own.len() < topics.about.len()));
        // What comes before it does not matter.
        let mut stored = b"\x01\x05".to_vec();
        stored.extend(ShownNote::store(&outline, &topics, source));
        let load = |bytes: &[u8], source| {
            let shown = ShownNote::load(&OwnedBytes::new(bytes.to_vec()))?;
            let topics = shown.topics.read(&shown.outline, catalog)?;
            let of = |number| topics.of(number);
            assert_eq!(of(shown.outline.len()), PassageTopics::default());
            let topics: Vec<_> = (0..shown.outline.len()).map(of).collect();
            Some((shown.outline.outline(source)?, topics))
        };
        assert_eq!(load(&stored, source), Some((outline, topics)));
        assert_eq!(load(&stored[..stored.len() - 1], source), None);
        assert_eq!(load(&stored, "# AWS"), None);
        for at in 2..stored.len() {
            let mut damaged = stored.clone();
            damaged[at] ^= 4;
            assert_eq!(load(&damaged, source), None, "byte {at}");
        }
    }
}
