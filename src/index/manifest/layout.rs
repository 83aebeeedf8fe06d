//! The manifest's form on disk: numbers little-endian, tables of records of one length.
//!
//! ```text
//! checksum  4           CRC-32 of all that follows
//! length    4           bytes of the head
//! head                  what is one of a kind, as postcard has it, and the lengths of the tables
//! notes     112 each    by root and path
//! keys      8 each      a note's key and its place in the former table, by key
//! skipped   72 each     by root and path
//! folders   64 each     by root and path
//! strings               what the records point into
//! ```
//!
//! Notes, files that were left out, and folders begin alike, with what a look at the file system is
//! compared with.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::directory::OwnedBytes;

use super::Manifest;
use super::contents::{Contents, NoteRecord};
use super::entry::FileState;
use crate::note::{NotePath, Stamp, Survey};

/// Bytes of what all records begin with: [`push_file`].
const FILE: usize = 64;
pub(super) const NOTE: usize = FILE + 48;
pub(super) const KEY: usize = 8;
pub(super) const SKIPPED: usize = FILE + 8;
pub(super) const FOLDER: usize = FILE;

/// Where what a record points to begins, in the strings, and how long it is.
pub(super) const STRINGS: usize = 0;
pub(super) const PATH_LENGTH: usize = 4;
pub(super) const ROOT: usize = 8;
pub(super) const FLAGS: usize = 12;
pub(super) const SIZE: usize = 16;
pub(super) const MTIME: usize = 24;
pub(super) const CTIME: usize = 32;
pub(super) const DEVICE: usize = 40;
pub(super) const INODE: usize = 48;
pub(super) const READ_AT: usize = 56;
pub(super) const HASH: usize = FILE;
pub(super) const WIDTH: usize = FILE + 16;
pub(super) const NOTE_KEY: usize = FILE + 24;
pub(super) const PASSAGES: usize = FILE + 28;
pub(super) const REPLACED: usize = FILE + 32;
pub(super) const TITLE_LENGTH: usize = FILE + 36;
pub(super) const TAGS_LENGTH: usize = FILE + 40;
pub(super) const PLAIN: usize = FILE + 44;
pub(super) const REASON_LENGTH: usize = FILE;

pub(super) const HAS_CTIME: u32 = 1;
pub(super) const HAS_ID: u32 = 2;

/// What there is one of.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) format: u32,
    pub(super) fingerprint: String,
    pub(super) generation: u64,
    pub(super) roots: Vec<PathBuf>,
    pub(super) next_key: u32,
    pub(super) passages: u64,
    pub(super) width: u64,
    pub(super) survey: Option<Survey>,
    pub(super) told: Vec<String>,
    notes: usize,
    skipped: usize,
    folders: usize,
}

/// Records of one length.
#[derive(Clone, Copy)]
pub(super) struct Table {
    start: usize,
    size: usize,
    pub(super) len: usize,
}

impl Table {
    fn end(self) -> Option<usize> {
        self.size.checked_mul(self.len)?.checked_add(self.start)
    }

    /// The record at `place`; empty beyond the last.
    pub(super) fn record(self, bytes: &[u8], place: usize) -> &[u8] {
        let start = self.start + self.size * place;
        bytes.get(start..start + self.size).filter(|_| place < self.len).unwrap_or_default()
    }
}

/// The manifest that `bytes` hold; `None` where they are not as they were written.
pub(super) fn open(bytes: OwnedBytes) -> Option<Manifest> {
    let (checksum, body) = bytes.split_first_chunk()?;
    if crc32fast::hash(body) != u32::from_le_bytes(*checksum) {
        return None;
    }
    let (length, body) = body.split_first_chunk()?;
    let length = u32::from_le_bytes(*length) as usize;
    let head: Head = postcard::from_bytes(body.get(..length)?).ok()?;
    let table = |start, size, len| {
        let table = Table { start, size, len };
        table.end().filter(|end| *end <= bytes.len()).map(|end| (table, end))
    };
    let (notes, end) = table(8 + length, NOTE, head.notes)?;
    let (keys, end) = table(end, KEY, head.notes)?;
    let (skipped, end) = table(end, SKIPPED, head.skipped)?;
    let (folders, strings) = table(end, FOLDER, head.folders)?;
    Some(Manifest { head: Arc::new(head), bytes, notes, keys, skipped, folders, strings })
}

/// What [`open`] reads again.
pub(super) fn bytes(contents: &Contents) -> postcard::Result<Vec<u8>> {
    let folders = contents.survey.as_ref().map_or(&[][..], |survey| &survey.folders);
    let head = Head {
        format: contents.format,
        fingerprint: contents.fingerprint.clone(),
        generation: contents.generation,
        roots: contents.roots.clone(),
        next_key: contents.next_key,
        passages: contents.notes.iter().map(|note| u64::from(note.passages)).sum(),
        width: contents.notes.iter().map(|note| note.width).sum(),
        survey: contents.survey.clone(),
        told: contents.told.clone(),
        notes: contents.notes.len(),
        skipped: contents.skipped.len(),
        folders: folders.len(),
    };
    let head = postcard::to_stdvec(&head)?;
    let mut out = vec![0; 4];
    push(&mut out, head.len() as u32);
    out.extend(head);
    let mut strings = Vec::new();
    for note in &contents.notes {
        push_note(&mut out, &mut strings, note);
    }
    let mut keys: Vec<(u32, u32)> =
        (0..).zip(&contents.notes).map(|(place, note)| (note.key, place)).collect();
    keys.sort_unstable();
    for (key, place) in keys {
        push(&mut out, key);
        push(&mut out, place);
    }
    for file in &contents.skipped {
        push_file(&mut out, &mut strings, file.root, &file.path, &file.file);
        push(&mut out, file.reason.len() as u32);
        push(&mut out, 0);
        strings.extend(file.reason.as_bytes());
    }
    for folder in folders {
        let state = FileState { stamp: folder.stamp, read_at: 0, ..FileState::default() };
        push_file(&mut out, &mut strings, folder.root as u32, &folder.path, &state);
    }
    out.extend(strings);
    let checksum = crc32fast::hash(&out[4..]);
    out[..4].copy_from_slice(&checksum.to_le_bytes());
    Ok(out)
}

fn push(out: &mut Vec<u8>, number: u32) {
    out.extend(number.to_le_bytes());
}

fn push_file(
    out: &mut Vec<u8>,
    strings: &mut Vec<u8>,
    root: u32,
    path: &NotePath,
    file: &FileState,
) {
    let Stamp { size, mtime_ns, ctime_ns, id } = file.stamp;
    let flags =
        if ctime_ns.is_some() { HAS_CTIME } else { 0 } | if id.is_some() { HAS_ID } else { 0 };
    push(out, strings.len() as u32);
    push(out, path.as_bytes().len() as u32);
    push(out, root);
    push(out, flags);
    out.extend(size.to_le_bytes());
    out.extend(mtime_ns.to_le_bytes());
    out.extend(ctime_ns.unwrap_or_default().to_le_bytes());
    out.extend(id.map_or(0, |id| id.device).to_le_bytes());
    out.extend(id.map_or(0, |id| id.inode).to_le_bytes());
    out.extend(file.read_at.to_le_bytes());
    strings.extend(path.as_bytes());
}

fn push_note(out: &mut Vec<u8>, strings: &mut Vec<u8>, note: &NoteRecord) {
    push_file(out, strings, note.root, &note.path, &note.file);
    out.extend(note.file.hash.as_bytes());
    out.extend(note.width.to_le_bytes());
    push(out, note.key);
    push(out, note.passages);
    push(out, note.replaced);
    push(out, note.title.len() as u32);
    strings.extend(note.title.as_bytes());
    let before = strings.len();
    for tag in &note.tags {
        push(strings, tag.len() as u32);
        strings.extend(tag.as_bytes());
    }
    push(out, (strings.len() - before) as u32);
    push(out, u32::from(note.is_plain));
}

pub(super) fn u32_at(record: &[u8], at: usize) -> u32 {
    let bytes = record.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

pub(super) fn u64_at(record: &[u8], at: usize) -> u64 {
    let bytes = record.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}
