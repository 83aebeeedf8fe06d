//! A crash leaves the former state, or the new one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pilgi::engine::SILENT;
use pilgi::index::{IndexError, Store};

use super::shelf::{Answers, NAMES, Shelf, answers, copy, text};
use crate::harness::Desk;

/// The files of an index and what they answer with.
struct State {
    folder: tempfile::TempDir,
    answers: Answers,
}

impl State {
    fn of(shelf: &Shelf) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&shelf.index(), folder.path());
        State { folder, answers: answers(&shelf.engine(), true).expect("answers") }
    }

    fn data(&self) -> PathBuf {
        Store::at(self.folder.path()).data()
    }
}

/// Puts both states' files into the shelf's index, and the commit of `committed`: what a crash
/// leaves between writing files and sweeping those of the state before.
fn crash(shelf: &Shelf, before: &State, after: &State, committed: &State) {
    fs::remove_dir_all(shelf.index()).expect("one's own folder");
    copy(before.folder.path(), &shelf.index());
    copy(after.folder.path(), &shelf.index());
    fs::copy(committed.data().join("meta.json"), shelf.engine().store().data().join("meta.json"))
        .expect("a copy");
}

fn manifests(data: &Path) -> Vec<String> {
    let names = fs::read_dir(data).expect("a folder").flatten().map(|entry| entry.file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.starts_with("manifest-"));
    names.sort();
    names
}

/// The ids of segments that files of an index are named by.
fn segments(data: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(data).expect("a folder").flatten().map(|entry| entry.file_name());
    let ids = names.filter_map(|name| {
        let id = name.to_str()?.split_once('.')?.0;
        (id.len() == 32).then(|| id.to_owned())
    });
    ids.collect()
}

/// The ids of the segments that answer.
fn in_use(shelf: &Shelf) -> BTreeSet<String> {
    let snapshot = shelf.engine().store().snapshot().expect("a state");
    let segments = snapshot.searcher.segment_readers().iter();
    segments.map(|segment| segment.segment_id().uuid_string()).collect()
}

#[test]
fn before_the_commit_the_former_state_answers() {
    for rebuild in [false, true] {
        let shelf = Shelf::filled();
        shelf.refresh();
        let before = State::of(&shelf);
        shelf.write(NAMES[1], &text(&[6, 7, 8, 9]));
        fs::remove_file(shelf.notes().join(NAMES[0])).expect("one's own file");
        shelf.engine().index(rebuild, SILENT).expect("a refresh");
        let after = State::of(&shelf);
        assert_ne!(manifests(&before.data()), manifests(&after.data()));

        crash(&shelf, &before, &after, &before);
        // The deleted note cannot be shown any more, so the states are compared, not the answers.
        let snapshot = shelf.engine().store().snapshot().expect("the former state");
        assert_eq!(snapshot.manifest.notes().len(), 5);
        assert_eq!(snapshot.searcher.num_docs(), snapshot.manifest.passages());
        answers(&shelf.engine(), true).expect("answers of the former state");
        assert_eq!(shelf.refresh().rebuilt, None);
        assert_eq!(answers(&shelf.engine(), true).expect("answers"), after.answers);
        shelf.answers_as_if_rebuilt();
    }
}

#[test]
fn after_the_commit_the_new_state_answers_and_the_rest_is_swept() {
    let shelf = Shelf::filled();
    shelf.refresh();
    let before = State::of(&shelf);
    shelf.write(NAMES[1], &text(&[6, 7, 8, 9]));
    shelf.refresh();
    let after = State::of(&shelf);

    crash(&shelf, &before, &after, &after);
    assert_eq!(answers(&shelf.engine(), true).expect("answers"), after.answers);
    let data = shelf.engine().store().data();
    fs::write(data.join("manifest-9.new"), b"half a mani").expect("one's own file");
    assert_eq!(manifests(&data).len(), 3);
    let former = [".managed.json", "0123456789abcdef0123456789abcdef.idx"].map(|it| data.join(it));
    for file in &former {
        fs::write(file, b"of no segment").expect("one's own file");
    }
    shelf.write(NAMES[3], &text(&[1, 2, 3]));
    assert_eq!(shelf.refresh().rebuilt, None);
    assert_eq!(manifests(&data).len(), 1);
    assert!(!former.iter().any(|file| file.exists()));
    assert_eq!(segments(&data), in_use(&shelf));
    shelf.answers_as_if_rebuilt();
}

#[test]
fn killed_processes_leave_a_usable_index() {
    let desk = Desk::with_notes();
    let shelf = Shelf::empty();
    let kill = |round: usize, arguments: &[&str]| {
        let mut command = desk.command();
        command.arg("--notes").arg(shelf.notes()).arg("--index").arg(shelf.index());
        command.args(arguments);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let mut child = command.spawn().expect("pilgi starts");
        std::thread::sleep(Duration::from_millis(round as u64 * 7 % 90));
        child.kill().expect("one's own child");
        child.wait().expect("it has ended");
    };
    for round in 0..24 {
        for number in 0..6 {
            shelf.write(&format!("n{number}.md"), &text(&[round, round + number, number * 3, 7]));
        }
        kill(round, if round % 4 == 3 { &["index", "--rebuild"] } else { &["index"] });
        match shelf.engine().store().snapshot() {
            Ok(state) => {
                assert_eq!(state.searcher.num_docs(), state.manifest.passages(), "round {round}");
            }
            Err(IndexError::Missing { .. }) => assert!(round < 6, "round {round}: all is gone"),
            Err(cause) => panic!("round {round}: {cause}"),
        }
        if round % 3 == 2 {
            shelf.answers_as_if_rebuilt();
        }
    }
}
