use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::decode::{decode, decode_plain};
use super::{Cause, ContentHash, Encoding, Format, Found, NotePath, Problem, Stamp};
use crate::text::SourceText;

/// A note may have at most this many bytes (64 MiB). What is larger is a log or a data dump, and
/// would fill the index with noise.
pub const MAX_NOTE_BYTES: u64 = 64 << 20;

/// A note as it was read. An empty file is a note without text.
#[derive(Clone, Debug)]
pub struct Note {
    /// Where it stands below its notes folder.
    pub path: NotePath,
    /// Which of the notes folders that is.
    pub root: usize,
    /// How it is written.
    pub format: Format,
    /// How its file is encoded.
    pub encoding: Encoding,
    /// Its text.
    pub source: SourceText,
    /// Hash of the file's bytes.
    pub hash: ContentHash,
    /// Characters lost to broken bytes; each is U+FFFD in the text.
    pub replaced: usize,
}

/// What came of reading a file.
#[derive(Debug)]
pub enum Reading {
    /// A note.
    Note(Box<Note>),
    /// No note, and why.
    Skipped(Problem),
}

/// What a file is known to hold.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Hash of its bytes.
    pub hash: ContentHash,
    /// Whether they are its [text as it is](SourceText::is_plain).
    pub is_plain: bool,
}

/// Reads the file that a walk found below `root`.
pub fn read(root: &Path, found: &Found) -> Reading {
    read_again(root, found, |_| None)
}

/// Reads a file that was read before. `known` tells what a file with this stamp surely holds, which
/// then need not be found out again.
pub fn read_again(
    root: &Path,
    found: &Found,
    known: impl FnOnce(&Stamp) -> Option<Held>,
) -> Reading {
    let path = found.path.under(root);
    match read_note(&path, found, known) {
        Ok(note) => Reading::Note(Box::new(note)),
        Err(cause) => Reading::Skipped(Problem { path, cause }),
    }
}

fn read_note(
    path: &Path,
    found: &Found,
    known: impl FnOnce(&Stamp) -> Option<Held>,
) -> Result<Note, Cause> {
    if found.stamp.size > MAX_NOTE_BYTES {
        return Err(too_large(found.stamp.size));
    }
    let (bytes, stamp) = read_bytes(path, found.stamp.size).map_err(Cause::Unreadable)?;
    if bytes.len() as u64 > MAX_NOTE_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    let held = known(&stamp);
    let hash = held.map_or_else(|| ContentHash::of(&bytes), |held| held.hash);
    let decoded = match held {
        Some(Held { is_plain: true, .. }) => decode_plain(bytes),
        _ => decode(bytes),
    };
    let decoded = decoded.map_err(Cause::NotText)?;
    Ok(Note {
        path: found.path.clone(),
        root: found.root,
        format: path.file_name().and_then(Format::of).unwrap_or(Format::Text),
        encoding: decoded.encoding,
        source: decoded.source,
        hash,
        replaced: decoded.replaced,
    })
}

/// The file's bytes, but not more than one over the limit, should it have grown since its stamp; and
/// its stamp once they were read, so that a change made meanwhile shows in it.
fn read_bytes(path: &Path, expected: u64) -> io::Result<(Vec<u8>, Stamp)> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    let mut file = File::open(path)?;
    file.by_ref().take(MAX_NOTE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok((bytes, Stamp::of(&file.metadata()?)))
}

fn too_large(size: u64) -> Cause {
    Cause::TooLarge { size, limit: MAX_NOTE_BYTES }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{Stamp, WalkOptions, walk};
    use std::fs;

    fn read_only(name: &str, bytes: &[u8]) -> Reading {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
        let walk = walk(&WalkOptions::new([folder.path()])).unwrap();
        read(folder.path(), &walk.found[0])
    }

    fn note(name: &str, bytes: &[u8]) -> Note {
        match read_only(name, bytes) {
            Reading::Note(note) => *note,
            Reading::Skipped(problem) => panic!("{problem}"),
        }
    }

    #[test]
    fn a_note_has_text_format_and_hash() {
        let note = note("람다.MD", "# 람다\n".as_bytes());
        assert_eq!(note.path.as_str(), Some("람다.MD"));
        assert_eq!(note.format, Format::Markdown);
        assert_eq!(note.encoding, Encoding::Utf8);
        assert_eq!(note.source.as_str(), "# 람다\n");
        assert_eq!(note.hash, ContentHash::of("# 람다\n".as_bytes()));
    }

    #[test]
    fn an_empty_file_is_a_note_without_text() {
        let note = note("a.txt", b"");
        assert_eq!((note.source.as_str(), note.replaced), ("", 0));
    }

    #[test]
    fn a_picture_named_as_a_note_is_skipped_with_the_reason() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4";
        let Reading::Skipped(problem) = read_only("a.md", png) else { panic!("read as a note") };
        assert!(problem.to_string().contains("PNG"), "{problem}");
    }

    #[test]
    fn a_file_over_the_limit_is_skipped_unread() {
        let stamp = Stamp { size: MAX_NOTE_BYTES + 1, mtime_ns: 0, ctime_ns: None, id: None };
        let found = Found { root: 0, path: NotePath::from_bytes(b"gone.md"), stamp };
        let Reading::Skipped(problem) = read(Path::new("/"), &found) else { panic!("was read") };
        assert!(problem.to_string().contains("up to 67108864 bytes"), "{problem}");
    }

    #[test]
    fn what_is_known_of_a_file_is_believed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), "람다").unwrap();
        let found = walk(&WalkOptions::new([folder.path()])).unwrap().found.remove(0);
        let hash = ContentHash::of(b"before");
        let again = |known: Option<Held>| {
            let known = |stamp: &Stamp| known.filter(|_| *stamp == found.stamp);
            match read_again(folder.path(), &found, known) {
                Reading::Note(note) => (note.hash, note.source.as_str().to_owned()),
                Reading::Skipped(problem) => panic!("{problem}"),
            }
        };
        let text = "람다".to_owned();
        assert_eq!(again(Some(Held { hash, is_plain: true })), (hash, text.clone()));
        assert_eq!(again(Some(Held { hash, is_plain: false })), (hash, text.clone()));
        assert_eq!(again(None), (ContentHash::of(text.as_bytes()), text));
        // What was written since has another stamp.
        fs::write(folder.path().join("a.md"), "람다 한도").unwrap();
        let text = "람다 한도".to_owned();
        let read = again(Some(Held { hash, is_plain: true }));
        assert_eq!(read, (ContentHash::of(text.as_bytes()), text));
    }

    #[test]
    fn a_file_that_is_gone_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = Stamp { size: 3, mtime_ns: 0, ctime_ns: None, id: None };
        let found = Found { root: 0, path: NotePath::from_bytes(b"gone.md"), stamp };
        let Reading::Skipped(problem) = read(folder.path(), &found) else { panic!("was read") };
        assert!(matches!(problem.cause, Cause::Unreadable(_)));
        assert_eq!(problem.path, folder.path().join("gone.md"));
    }
}
