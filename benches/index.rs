//! Building an index from nothing, as `pilgi index` does.

use divan::Bencher;
use divan::counter::BytesCount;
use pilgi::engine::SILENT;

use crate::notes;

#[divan::bench(sample_count = 20, sample_size = 1)]
fn build(bencher: Bencher) {
    let notes = notes::folder();
    bencher
        .counter(BytesCount::new(notes::size()))
        .with_inputs(|| tempfile::tempdir().expect("a temporary folder"))
        .bench_local_refs(|index| {
            notes::engine(&notes, index.path()).index(false, SILENT).expect("the notes are indexed")
        });
}
