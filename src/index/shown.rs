//! What the index keeps of a note so that its lines can be shown without reading it anew.

use serde::{Deserialize, Serialize};

use crate::catalog::{Catalog, EntityId};
use crate::passage::Outline;
use crate::topic::PassageTopics;

/// A note's outline, and what each of its passages is about.
///
/// Worked out once, when the note is indexed, and good as long as its text is the same: a search
/// shows lines of ten notes, and to cut ten notes into passages and look for names in them takes
/// several times as long as to search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownNote {
    /// Its passages.
    pub outline: Outline,
    /// What each is about.
    pub topics: Vec<PassageTopics>,
}

/// As it is stored.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    #[serde(borrow)]
    outline: &'a [u8],
    topics: Vec<StoredTopics>,
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
        let packed = outline.pack(source);
        let stored = Stored { outline: &packed, topics: stored.collect() };
        let mut bytes = postcard::to_stdvec(&stored).expect("numbers have a stored form");
        bytes.extend(seal(&bytes));
        bytes
    }

    /// From the form in the index, with the text that it was made of and the names that it was
    /// made with; `None` where the bytes are not of these.
    pub(super) fn load(bytes: &[u8], source: &str, catalog: &Catalog) -> Option<Self> {
        let (body, last) = bytes.split_last_chunk()?;
        if seal(body) != *last {
            return None;
        }
        let stored: Stored<'_> = postcard::from_bytes(body).ok()?;
        let outline = Outline::unpack(stored.outline, source)?;
        let ids = |numbers: Vec<u32>| -> Option<Vec<EntityId>> {
            numbers.into_iter().map(|number| catalog.by_index(number as usize)).collect()
        };
        let mut topics: Vec<PassageTopics> = Vec::with_capacity(outline.passages.len());
        for (passage, stored) in outline.passages.iter().zip(stored.topics) {
            let own = ids(stored.own)?;
            let other = match stored.other {
                Some(other) => ids(other)?,
                None => inherited(&own, passage.parent.map(|parent| &topics[parent])),
            };
            let about = own.iter().copied().chain(other).collect();
            topics.push(PassageTopics { own, about });
        }
        (topics.len() == outline.passages.len()).then_some(ShownNote { outline, topics })
    }
}

/// The last bytes: a checksum of those before. Almost any numbers are an outline of some kind, and
/// tantivy does not check what it stores.
fn seal(body: &[u8]) -> [u8; 4] {
    crc32fast::hash(body).to_le_bytes()
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
        let stored = ShownNote::store(&outline, &topics, source);
        let loaded = ShownNote::load(&stored, source, catalog);
        assert_eq!(loaded, Some(ShownNote { outline, topics }));
        assert_eq!(ShownNote::load(&stored[..stored.len() - 1], source, catalog), None);
        assert_eq!(ShownNote::load(&stored, "# AWS", catalog), None);
        for at in 0..stored.len() {
            let mut damaged = stored.clone();
            damaged[at] ^= 4;
            assert_eq!(ShownNote::load(&damaged, source, catalog), None, "byte {at}");
        }
    }
}
