//! Bringing an index up to date that is there.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use divan::Bencher;
use pilgi::engine::{Engine, SILENT};
use tempfile::TempDir;

use crate::notes;

/// More than a tick of the clock of any common file system's times: what was written before counts
/// as older than what is looked at after.
const TICK: Duration = Duration::from_millis(50);

fn indexed_copy() -> (Engine, TempDir, TempDir) {
    let (copy, index) = (notes::copy(), tempfile::tempdir().expect("a temporary folder"));
    sleep(TICK);
    let engine = notes::engine(copy.path(), index.path());
    engine.index(false, SILENT).expect("the notes can be indexed");
    (engine, copy, index)
}

fn rewrite(copy: &Path, times: usize) {
    let path = notes::note(copy, 0);
    let text = format!("# 바뀐 노트\n\n- 고친 횟수 {times}\n");
    fs::write(path, text).expect("a note can be written");
}

#[divan::bench]
fn nothing_changed(bencher: Bencher) {
    let (engine, _copy, _index) = indexed_copy();
    bencher.bench_local(|| engine.index(false, SILENT).expect("the notes can be looked at"));
}

/// Of one note among those of the project.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn one_note_changed(bencher: Bencher) {
    let (engine, copy, _index) = indexed_copy();
    let mut times = 0;
    bencher
        .with_inputs(|| {
            times += 1;
            rewrite(copy.path(), times);
        })
        .bench_local_values(|()| {
            let refreshed = engine.index(false, SILENT).expect("the note is taken in");
            assert_eq!(refreshed.changed, 1);
        });
}
