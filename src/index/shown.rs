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

/// What else a passage is about than `own`, where it takes over all from the passage above it.
fn inherited(own: &[EntityId], above: Option<&PassageTopics>) -> Vec<EntityId> {
    let above = above.map_or(&[][..], |above| &above.about);
    above.iter().filter(|id| !own.contains(id)).copied().collect()
}

impl ShownNote {
    /// The form in the index. The words stay in `source`.
    pub(super) fn store(outline: &Outline, topics: &[PassageTopics], source: &str) -> Vec<u8> {
        let numbers = |ids: &[EntityId]| ids.iter().map(|id| id.index() as u32).collect();
        let stored =
            outline.passages.iter().zip(topics).map(|(passage, PassageTopics { own, about })| {
                let other = &about[own.len()..];
                let above = passage.parent.map(|parent| &topics[parent]);
                let is_inherited = other == inherited(own, above);
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
    /// What each passage of the note is about, with the names that it was indexed with; `None` where
    /// the two do not fit.
    pub fn read(&self, outline: &PackedOutline, catalog: &Catalog) -> Option<Vec<PassageTopics>> {
        let stored: Vec<StoredTopics> = postcard::from_bytes(&self.0).ok()?;
        let ids = |numbers: Vec<u32>| -> Option<Vec<EntityId>> {
            numbers.into_iter().map(|number| catalog.by_index(number as usize)).collect()
        };
        let mut topics: Vec<PassageTopics> = Vec::with_capacity(outline.len());
        for (number, stored) in (0..outline.len()).zip(stored) {
            let own = ids(stored.own)?;
            let other = match stored.other {
                Some(other) => ids(other)?,
                None => inherited(&own, outline.parent(number).map(|parent| &topics[parent])),
            };
            let about = own.iter().copied().chain(other).collect();
            topics.push(PassageTopics { own, about });
        }
        (topics.len() == outline.len()).then_some(topics)
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
