use serde::{Deserialize, Serialize};

use super::layout::{
    CTIME, DEVICE, FLAGS, HAS_CTIME, HAS_ID, HASH, INODE, MTIME, NOTE_KEY, PASSAGES, PATH_LENGTH,
    PLAIN, READ_AT, REASON_LENGTH, REPLACED, ROOT, SIZE, STRINGS, TAGS_LENGTH, TITLE_LENGTH, WIDTH,
    u32_at, u64_at,
};
use super::{Contents, Manifest, NoteRecord, SkippedRecord};
use crate::index::changes::Known;
use crate::note::{ContentHash, FileId, Folder, NotePath, Stamp};

/// What a file was when it was last read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileState {
    /// What the file system said of it.
    pub stamp: Stamp,
    /// When it was read, in nanoseconds since 1970; 0 for a file that could not be read, which is
    /// tried again each time.
    pub read_at: i64,
    /// What it held.
    pub hash: ContentHash,
}

impl FileState {
    /// Whether a file with `stamp` surely holds, at the time `now` (nanoseconds since 1970), what it
    /// held when this was recorded. A record from the future was made by a clock that went wrong,
    /// and is no proof.
    pub fn is_current(&self, stamp: &Stamp, now: i64) -> bool {
        self.stamp == *stamp && stamp.is_settled(self.read_at) && self.read_at <= now
    }
}

/// What the records of all tables begin with.
#[derive(Clone, Copy)]
pub(in crate::index) struct FileEntry<'m> {
    record: &'m [u8],
    strings: &'m [u8],
}

impl<'m> FileEntry<'m> {
    /// Which of the roots it is below.
    pub(in crate::index) fn root(self) -> u32 {
        u32_at(self.record, ROOT)
    }

    /// The bytes of its [`NotePath`].
    pub(in crate::index) fn path(self) -> &'m [u8] {
        self.string(0, u32_at(self.record, PATH_LENGTH))
    }

    /// What was seen of it; the hash is left out.
    pub(in crate::index) fn state(self) -> FileState {
        let number = |at| u64_at(self.record, at);
        let flags = u32_at(self.record, FLAGS);
        let id = FileId { device: number(DEVICE), inode: number(INODE) };
        let stamp = Stamp {
            size: number(SIZE),
            mtime_ns: number(MTIME).cast_signed(),
            ctime_ns: (flags & HAS_CTIME != 0).then(|| number(CTIME).cast_signed()),
            id: (flags & HAS_ID != 0).then_some(id),
        };
        let read_at = number(READ_AT).cast_signed();
        FileState { stamp, read_at, hash: ContentHash::default() }
    }

    /// So many bytes of its strings.
    fn string(self, before: u32, length: u32) -> &'m [u8] {
        let start = u32_at(self.record, STRINGS) as usize + before as usize;
        self.strings.get(start..start + length as usize).unwrap_or_default()
    }

    fn text(self, before: u32, length: u32) -> &'m str {
        std::str::from_utf8(self.string(before, length)).unwrap_or_default()
    }
}

/// One note in the index.
#[derive(Clone, Copy)]
pub struct NoteEntry<'m> {
    place: usize,
    file: FileEntry<'m>,
}

impl<'m> NoteEntry<'m> {
    pub(super) fn new(manifest: &'m Manifest, place: usize) -> Self {
        let record = manifest.notes.record(&manifest.bytes, place);
        NoteEntry { place, file: manifest.entry(record) }
    }

    /// How many notes come before it in order of root and path.
    pub fn place(self) -> usize {
        self.place
    }

    /// Which of the roots it is below.
    pub fn root(self) -> usize {
        self.file.root() as usize
    }

    /// Path below the root.
    pub fn path(self) -> NotePath {
        NotePath::from_bytes(self.file.path())
    }

    /// The key of its documents.
    pub fn key(self) -> u32 {
        u32_at(self.file.record, NOTE_KEY)
    }

    /// What its file is.
    pub fn file(self) -> FileState {
        FileState { hash: self.hash(), ..self.file.state() }
    }

    fn hash(self) -> ContentHash {
        let bytes = self.file.record.get(HASH..).and_then(|rest| rest.first_chunk());
        bytes.map_or_else(ContentHash::default, |bytes| ContentHash::from_bytes(*bytes))
    }

    /// How many passages it has.
    pub fn passages(self) -> u32 {
        u32_at(self.file.record, PASSAGES)
    }

    /// Width of its text: see [`super::document::width`](crate::index::width).
    pub fn width(self) -> u64 {
        u64_at(self.file.record, WIDTH)
    }

    /// Characters that its file's bytes do not spell.
    pub fn replaced(self) -> u32 {
        u32_at(self.file.record, REPLACED)
    }

    /// Whether its text is its file's bytes as they are.
    pub fn is_plain(self) -> bool {
        u32_at(self.file.record, PLAIN) != 0
    }

    /// Its title.
    pub fn title(self) -> &'m str {
        let record = self.file.record;
        self.file.text(u32_at(record, PATH_LENGTH), u32_at(record, TITLE_LENGTH))
    }

    /// Its tags.
    pub fn tags(self) -> impl Iterator<Item = &'m str> {
        let record = self.file.record;
        let before = u32_at(record, PATH_LENGTH) + u32_at(record, TITLE_LENGTH);
        let mut rest = self.file.string(before, u32_at(record, TAGS_LENGTH));
        std::iter::from_fn(move || {
            let (length, tail) = rest.split_first_chunk()?;
            let (tag, tail) = tail.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = tail;
            std::str::from_utf8(tag).ok()
        })
    }

    fn record(self) -> NoteRecord {
        NoteRecord {
            root: self.file.root(),
            path: self.path(),
            key: self.key(),
            file: self.file(),
            passages: self.passages(),
            width: self.width(),
            title: self.title().to_owned(),
            tags: self.tags().map(str::to_owned).collect(),
            replaced: self.replaced(),
            is_plain: self.is_plain(),
        }
    }
}

/// One file that was looked at and left out.
#[derive(Clone, Copy)]
pub struct SkippedEntry<'m>(FileEntry<'m>);

impl<'m> SkippedEntry<'m> {
    pub(super) fn new(manifest: &'m Manifest, place: usize) -> Self {
        SkippedEntry(manifest.entry(manifest.skipped.record(&manifest.bytes, place)))
    }

    /// All that is known of it.
    pub fn record(self) -> SkippedRecord {
        let reason =
            self.0.text(u32_at(self.0.record, PATH_LENGTH), u32_at(self.0.record, REASON_LENGTH));
        SkippedRecord {
            root: self.0.root(),
            path: NotePath::from_bytes(self.0.path()),
            file: self.0.state(),
            reason: reason.to_owned(),
        }
    }
}

/// The notes of a manifest, to be found by key.
#[derive(Clone, Copy)]
pub struct NotesByKey<'m>(&'m Manifest);

impl<'m> NotesByKey<'m> {
    pub(super) fn new(manifest: &'m Manifest) -> Self {
        NotesByKey(manifest)
    }

    /// The note of a key.
    pub fn get(self, key: u32) -> Option<NoteEntry<'m>> {
        let Manifest { keys, bytes, .. } = self.0;
        let key_at = |at| u32_at(keys.record(bytes, at), 0);
        let last = keys.len.checked_sub(1)?;
        // Keys differ, so one stands no further from the first and the last than it is larger and
        // smaller: where none are missing between, there is nothing left to search.
        let after_first = key.checked_sub(key_at(0))? as usize;
        let before_last = key_at(last).checked_sub(key)? as usize;
        let (mut from, mut to) = (last.saturating_sub(before_last), last.min(after_first) + 1);
        while from < to {
            let middle = usize::midpoint(from, to);
            let record = keys.record(bytes, middle);
            match u32_at(record, 0).cmp(&key) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
                std::cmp::Ordering::Equal => {
                    return Some(NoteEntry::new(self.0, u32_at(record, 4) as usize));
                }
            }
        }
        None
    }
}

impl Manifest {
    fn entry<'m>(&'m self, record: &'m [u8]) -> FileEntry<'m> {
        FileEntry { record, strings: self.bytes.get(self.strings..).unwrap_or_default() }
    }

    /// What a look at the file system is compared with: the notes' files, then those that were left
    /// out, then the folders.
    pub(in crate::index) fn seen(&self) -> usize {
        self.notes.len + self.skipped.len + self.folders.len
    }

    /// The number-th of them, and whether it is a folder.
    pub(in crate::index) fn seen_at(&self, number: usize) -> (FileEntry<'_>, bool) {
        let skipped = number.wrapping_sub(self.notes.len);
        let folder = skipped.wrapping_sub(self.skipped.len);
        if number < self.notes.len {
            (self.entry(self.notes.record(&self.bytes, number)), false)
        } else if skipped < self.skipped.len {
            (self.entry(self.skipped.record(&self.bytes, skipped)), false)
        } else {
            (self.entry(self.folders.record(&self.bytes, folder)), true)
        }
    }

    /// What the number-th of them is known as; `None` for a folder.
    pub(in crate::index) fn known_at(&self, number: usize) -> Option<Known> {
        match number.checked_sub(self.notes.len) {
            None => Some(Known::Note(number)),
            Some(place) if place < self.skipped.len => Some(Known::Skipped(place)),
            Some(_) => None,
        }
    }

    /// How many of them are files, notes or not.
    pub(in crate::index) fn files_seen(&self) -> usize {
        self.notes.len + self.skipped.len
    }

    /// All of it, to be changed.
    pub fn contents(&self) -> Contents {
        let folders = (self.files_seen()..self.seen()).map(|number| self.seen_at(number).0);
        let folder = |entry: FileEntry<'_>| Folder {
            root: entry.root() as usize,
            path: NotePath::from_bytes(entry.path()),
            stamp: entry.state().stamp,
        };
        let mut survey = self.head.survey.clone();
        if let Some(survey) = &mut survey {
            survey.folders = folders.map(folder).collect();
        }
        Contents {
            format: self.head.format,
            fingerprint: self.head.fingerprint.clone(),
            generation: self.head.generation,
            roots: self.head.roots.clone(),
            next_key: self.head.next_key,
            notes: self.notes().map(NoteEntry::record).collect(),
            skipped: self.skipped().map(SkippedEntry::record).collect(),
            survey,
            told: self.head.told.clone(),
        }
    }
}
