//! A refresh gives what a rebuild would, to the last bit of every score.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use pilgi::engine::SILENT;
use proptest::prelude::*;

use super::shelf::{LINES, NAMES, Shelf, text};

/// Something that happens to notes.
#[derive(Clone, Debug)]
enum Event {
    /// A note is written: new, or over the one that was there.
    Write { name: usize, lines: Vec<usize> },
    /// A note gets another name, in whatever folder; what had that name is gone.
    Rename { from: usize, to: usize },
    /// A note is deleted.
    Delete { name: usize },
    /// A note's time changes and nothing else.
    Touch { name: usize, days_ago: u64 },
    /// A note's lines change places, and its time is put back: only the file system's own time
    /// tells.
    Shuffle { name: usize },
    /// A folder gets another name.
    RenameFolder { from: usize, to: usize },
    /// Everything is built anew where it stands.
    Rebuild,
}

const FOLDERS: [&str; 4] = ["aws", "클라우드", "네트워크", "archive"];

fn event() -> impl Strategy<Value = Event> {
    let name = || 0..NAMES.len();
    let lines = proptest::collection::vec(0..LINES.len(), 0..9);
    prop_oneof![
        6 => (name(), lines).prop_map(|(name, lines)| Event::Write { name, lines }),
        2 => (name(), name()).prop_map(|(from, to)| Event::Rename { from, to }),
        3 => name().prop_map(|name| Event::Delete { name }),
        1 => (name(), 0..400u64).prop_map(|(name, days_ago)| Event::Touch { name, days_ago }),
        2 => name().prop_map(|name| Event::Shuffle { name }),
        2 => (0..FOLDERS.len(), 0..FOLDERS.len())
            .prop_map(|(from, to)| Event::RenameFolder { from, to }),
        1 => Just(Event::Rebuild),
    ]
}

impl Event {
    /// Has it happen. What cannot happen (a note that is not there is renamed) does not.
    fn happen(&self, shelf: &Shelf) {
        let path = |name: usize| shelf.notes().join(NAMES[name]);
        match self {
            Event::Write { name, lines } => shelf.write(NAMES[*name], &text(lines)),
            Event::Rename { from, to } => {
                let folder = path(*to).parent().map(Path::to_owned).expect("a folder");
                if path(*from).exists() && fs::create_dir_all(folder).is_ok() {
                    fs::rename(path(*from), path(*to)).expect("one's own file");
                }
            }
            Event::Delete { name } => drop(fs::remove_file(path(*name))),
            Event::Touch { name, days_ago } => {
                let time = SystemTime::now() - Duration::from_secs(days_ago * 86_400);
                set_time(&path(*name), time);
            }
            Event::Shuffle { name } => {
                let path = path(*name);
                let Ok(text) = fs::read_to_string(&path) else { return };
                let time = fs::metadata(&path).and_then(|data| data.modified()).expect("a time");
                let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
                fs::write(&path, format!("{rest}{first}\n")).expect("one's own file");
                set_time(&path, time);
            }
            Event::RenameFolder { from, to } => {
                let folder = |number: usize| shelf.notes().join(FOLDERS[number]);
                // Fails where there is no such folder, or the other name is taken.
                let _ = fs::rename(folder(*from), folder(*to));
            }
            Event::Rebuild => {
                shelf.engine().index(true, SILENT).expect("a rebuild");
            }
        }
    }
}

fn set_time(path: &Path, time: SystemTime) {
    if let Ok(file) = File::options().write(true).open(path) {
        file.set_modified(time).expect("one's own file");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, ..Default::default() })]

    #[test]
    fn a_refresh_is_a_rebuild(events in proptest::collection::vec(event(), 4..12)) {
        let shelf = Shelf::filled();
        shelf.refresh();
        for event in &events {
            event.happen(&shelf);
            shelf.answers_as_if_rebuilt();
        }
    }
}

#[test]
fn many_small_refreshes_are_a_rebuild() {
    let shelf = Shelf::filled();
    let mut most = 0;
    let mut merged = false;
    for round in 0..30 {
        let name = NAMES[round * 4 % NAMES.len()];
        if round % 5 == 4 {
            let _ = fs::remove_file(shelf.notes().join(name));
        } else {
            shelf.write(name, &text(&[round, round * 7 + 1, round * 5 + 2, round + 13]));
        }
        let segments = shelf.refresh().snapshot.searcher.segment_readers().len();
        merged |= segments < most;
        most = most.max(segments);
        if round % 6 == 5 {
            shelf.answers_as_if_rebuilt();
        }
    }
    assert!((3..=8).contains(&most), "{most} segments");
    assert!(merged, "no segments were ever merged");
}

#[test]
fn a_refresh_counts_what_happened() {
    let shelf = Shelf::filled();
    let first = shelf.refresh();
    assert_eq!((first.added, first.changed, first.removed), (5, 0, 0));
    let generation = first.snapshot.manifest.generation();

    shelf.write("새것.md", &text(&[1, 2]));
    shelf.write(NAMES[0], &text(&[4]));
    fs::remove_file(shelf.notes().join(NAMES[2])).expect("one's own file");
    fs::rename(shelf.notes().join(NAMES[4]), shelf.notes().join("옮김.md")).expect("one's own");
    let second = shelf.refresh();
    assert_eq!((second.added, second.changed, second.removed), (2, 1, 2));
    assert_eq!(second.rebuilt, None);
    assert_eq!(second.snapshot.manifest.generation(), generation + 1, "one commit a refresh");

    set_time(&shelf.notes().join(NAMES[0]), SystemTime::UNIX_EPOCH);
    let third = shelf.refresh();
    assert_eq!((third.added, third.changed, third.removed), (0, 0, 0));
    assert_eq!(third.snapshot.manifest.generation(), generation + 1, "nothing to commit");
}

#[test]
fn a_rebuild_is_a_new_generation() {
    let shelf = Shelf::filled();
    let first = shelf.refresh().snapshot.manifest.generation();
    let rebuilt = shelf.engine().index(true, SILENT).expect("a rebuild");
    assert_eq!(rebuilt.snapshot.manifest.generation(), first + 1);
}

#[test]
fn a_note_that_becomes_unreadable_is_gone_and_comes_back() {
    let shelf = Shelf::filled();
    shelf.refresh();
    let path = shelf.notes().join(NAMES[0]);
    fs::write(
        &path,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4",
    )
    .expect("one's own file");
    let refreshed = shelf.refresh();
    assert_eq!((refreshed.removed, refreshed.problems.len()), (1, 1));
    shelf.answers_as_if_rebuilt();
    shelf.write(NAMES[0], &text(&[0, 1, 2, 3]));
    assert_eq!(shelf.refresh().added, 1);
    shelf.answers_as_if_rebuilt();
}
