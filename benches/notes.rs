//! The notes that are measured with: the project's.

use std::fs;
use std::path::{Path, PathBuf};

use pilgi::engine::{Engine, SILENT};
use pilgi::note::WalkOptions;
use tempfile::TempDir;

/// The project's notes folder.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("notes")
}

/// The notes' texts, in the order of their paths.
pub fn texts() -> Vec<String> {
    let mut paths = Vec::new();
    collect(&folder(), &mut paths);
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a note in UTF-8")).collect()
}

/// Bytes of all notes.
pub fn size() -> usize {
    texts().iter().map(String::len).sum()
}

/// An engine over the project's notes and the folder of its index, which is up to date.
pub fn indexed() -> (Engine, TempDir) {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = engine(&folder(), index.path());
    engine.index(false, SILENT).expect("the notes can be indexed");
    (engine, index)
}

/// An engine over a notes folder.
pub fn engine(notes: &Path, index: &Path) -> Engine {
    Engine::new(WalkOptions::new([notes]), index).expect("the index is outside of the notes")
}

/// A copy of the project's notes, to be changed; all in one folder.
pub fn copy() -> TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for (number, text) in texts().iter().enumerate() {
        fs::write(note(copy.path(), number), text).expect("a note can be written");
    }
    copy
}

/// A note of a copy.
pub fn note(copy: &Path, number: usize) -> PathBuf {
    copy.join(format!("{number}.md"))
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a notes folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push(path);
        }
    }
}
