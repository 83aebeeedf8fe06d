use tantivy::directory::OwnedBytes;

use super::{Contents, FileState, Manifest, NoteRecord, SkippedRecord, layout};
use crate::note::{ContentHash, FileId, NotePath, Stamp, WalkOptions, walk};

fn stamp(number: i64) -> Stamp {
    let id = FileId { device: 1, inode: number.unsigned_abs() };
    Stamp { size: 7, mtime_ns: -number, ctime_ns: Some(number), id: Some(id) }
}

fn note(path: &str, key: u32, tags: &[&str]) -> NoteRecord {
    NoteRecord {
        root: key % 2,
        path: NotePath::from_bytes(path.as_bytes()),
        key,
        file: FileState {
            stamp: stamp(i64::from(key)),
            read_at: i64::MAX - i64::from(key),
            hash: ContentHash::of(path.as_bytes()),
        },
        passages: key * 3,
        width: u64::from(key) << 33,
        title: format!("제목 {key}"),
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        replaced: key + 1,
        is_plain: key.is_multiple_of(2),
    }
}

fn contents() -> Contents {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut options = WalkOptions::new([folder.path()]);
    options.clock = || crate::note::now_ns() + 10_000_000_000;
    let bare = Stamp { size: 0, mtime_ns: 0, ctime_ns: None, id: None };
    let hash = ContentHash::default();
    Contents {
        format: 4,
        fingerprint: "가".into(),
        generation: 9,
        roots: vec!["/n".into()],
        next_key: 50,
        notes: vec![
            note("a.md", 40, &[]),
            note("b/다.md", 3, &["태그", "", "x\ny"]),
            note("c", 7, &["t"]),
        ],
        skipped: vec![SkippedRecord {
            root: 0,
            path: NotePath::from_bytes(b"\xb6\xf7.md"),
            file: FileState { stamp: bare, read_at: 0, hash },
            reason: "is not text".into(),
        }],
        survey: walk(&options).expect("a walk").survey,
        told: vec!["a problem".into()],
    }
}

fn opened(contents: &Contents) -> Manifest {
    layout::open(OwnedBytes::new(layout::bytes(contents).unwrap())).unwrap()
}

#[test]
fn what_is_written_is_read() {
    let contents = contents();
    let manifest = opened(&contents);
    assert_eq!(manifest.contents(), contents);
    assert_eq!((manifest.passages(), manifest.width()), (150, 50 << 33));
    assert_eq!(cfg!(unix), manifest.survey().is_some() || contents.survey.is_none());
    assert_eq!(opened(&Contents::default()).contents(), Contents::default());
}

#[test]
fn notes_are_found_by_key() {
    let manifest = opened(&contents());
    for key in 0..60 {
        let wanted = [40, 3, 7].iter().position(|&known| known == key);
        assert_eq!(manifest.by_key().get(key).map(|note| note.place()), wanted, "{key}");
    }
    assert!(opened(&Contents::default()).by_key().get(1).is_none());
}

#[test]
fn what_is_cut_short_is_not_opened() {
    let bytes = layout::bytes(&contents()).unwrap();
    for length in 0..bytes.len() {
        assert!(layout::open(OwnedBytes::new(bytes[..length].to_vec())).is_none(), "{length}");
    }
}

#[test]
fn only_a_record_of_the_past_that_was_at_rest_is_proof() {
    let second = 1_000_000_000;
    let file = FileState { stamp: stamp(0), read_at: 3 * second, ..FileState::default() };
    assert!(file.is_current(&stamp(0), 4 * second));
    assert!(!file.is_current(&stamp(1), 4 * second));
    assert!(!file.is_current(&stamp(0), 2 * second), "recorded by a clock that was set back since");
    let young = FileState { read_at: second, ..file };
    assert!(!young.is_current(&stamp(0), 4 * second));
}
