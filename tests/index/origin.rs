//! An index of something else is not answered from, and nothing is ever written into notes.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use pilgi::engine::{Engine, EngineError, QueryOptions, SILENT};
use pilgi::index::{Contents, IndexError, Rebuild};
use pilgi::note::WalkOptions;

use super::shelf::{Shelf, answers};

/// Rewrites the manifest as another program would have left it.
fn forge(shelf: &Shelf, change: impl FnOnce(&mut Contents)) {
    let store = shelf.engine().store().clone();
    let mut contents = store.snapshot().expect("an index").manifest.contents();
    change(&mut contents);
    contents.write(&store.data()).expect("one's own folder");
}

#[test]
fn no_index_is_a_new_one() {
    let shelf = Shelf::filled();
    assert_eq!(shelf.refresh().rebuilt, Some(Rebuild::New));
    assert_eq!(shelf.refresh().rebuilt, None);
    let asked = shelf.engine().index(true, SILENT).expect("a rebuild");
    assert_eq!(asked.rebuilt, Some(Rebuild::Asked));
}

#[test]
fn another_analyser_or_format_is_built_anew() {
    let other_fingerprint = |contents: &mut Contents| contents.fingerprint = "0:other".into();
    let other_format = |contents: &mut Contents| contents.format = 999;
    for change in [&other_fingerprint as &dyn Fn(&mut Contents), &other_format] {
        let shelf = Shelf::filled();
        shelf.refresh();
        forge(&shelf, change);
        assert_eq!(shelf.refresh().rebuilt, Some(Rebuild::OtherAnalyzer));
        shelf.answers_as_if_rebuilt();
    }
}

#[test]
fn another_analysers_index_is_not_answered_from_unrefreshed() {
    let shelf = Shelf::filled();
    shelf.refresh();
    forge(&shelf, |contents| contents.fingerprint = "0:other".into());
    let cause = answers(&shelf.engine(), true).expect_err("terms of another analyser");
    assert!(cause.hint().is_some_and(|hint| hint.contains("pilgi index")), "{cause}");
}

#[test]
fn other_notes_are_built_anew() {
    let shelf = Shelf::filled();
    shelf.refresh();
    let other = Shelf::filled();
    other.write("여기만.md", "다른 폴더의 노트");
    let engine = Engine::new(WalkOptions::new([other.notes()]), &shelf.index()).expect("an engine");
    assert_eq!(engine.index(false, SILENT).expect("a rebuild").rebuilt, Some(Rebuild::OtherRoots));
    assert_eq!(answers(&engine, false).expect("answers"), other.rebuilt_answers());
    assert_eq!(shelf.refresh().rebuilt, Some(Rebuild::OtherRoots));
    shelf.answers_as_if_rebuilt();
}

#[test]
fn an_index_in_the_notes_is_refused() {
    let shelf = Shelf::filled();
    let link = shelf.beside("link");
    #[cfg(unix)]
    std::os::unix::fs::symlink(shelf.notes(), &link).expect("a link");
    let mut inside = vec![shelf.notes(), shelf.notes().join("index"), shelf.notes().join("a/b/c")];
    if link.exists() {
        inside.push(link.join("index"));
    }
    for index in inside {
        let refused = Engine::new(WalkOptions::new([shelf.notes()]), &index).err();
        assert!(
            matches!(refused, Some(EngineError::Index(IndexError::InsideNotes { .. }))),
            "{}",
            index.display()
        );
    }
}

#[test]
fn notes_in_the_index_folder_are_refused() {
    let shelf = Shelf::filled();
    let refused = Engine::new(WalkOptions::new([shelf.notes()]), &shelf.beside("."))
        .and_then(|engine| engine.index(false, SILENT).map(drop));
    assert!(refused.is_err_and(|cause| cause.hint().is_some()));
}

/// Every file and folder below the notes, with its size and time.
fn listing(shelf: &Shelf) -> Vec<(PathBuf, u64, SystemTime)> {
    let entries = walkdir::WalkDir::new(shelf.notes()).sort_by_file_name().into_iter();
    entries
        .map(|entry| {
            let entry = entry.expect("the folder can be walked");
            let data = entry.metadata().expect("it is there");
            (entry.into_path(), data.len(), data.modified().expect("a time"))
        })
        .collect()
}

#[test]
fn nothing_is_written_into_the_notes() {
    let shelf = Shelf::filled();
    let before = listing(&shelf);
    shelf.refresh();
    shelf.engine().index(true, SILENT).expect("a rebuild");
    shelf.engine().status().expect("a status");
    answers(&shelf.engine(), false).expect("answers");
    answers(&shelf.engine(), true).expect("answers");
    assert_eq!(listing(&shelf), before);
}

#[cfg(unix)]
#[test]
fn an_index_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let shelf = Shelf::filled();
    fs::create_dir(shelf.index()).expect("a new folder");
    let allow = |mode| fs::set_permissions(shelf.index(), fs::Permissions::from_mode(mode));
    allow(0o500).expect("one's own folder");
    if fs::write(shelf.index().join("trial"), "").is_ok() {
        return; // The superuser writes everywhere: nothing to see here.
    }
    let cause = shelf
        .engine()
        .query("람다", &QueryOptions::default(), SILENT)
        .map(drop)
        .expect_err("nowhere to write");
    allow(0o700).expect("one's own folder");
    assert!(cause.to_string().starts_with(&shelf.index().display().to_string()), "{cause}");
    assert!(cause.hint().is_some_and(|hint| hint.contains("permissions")), "{cause}");
}
