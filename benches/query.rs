//! A query in a process that has the index open, by the layer of matching that it needs; a run asks
//! all queries of the layer, with their snippets.

use divan::Bencher;
use divan::counter::ItemsCount;
use pilgi::engine::QueryOptions;

use crate::notes;
use crate::queries::{PLAIN, labelled};

const LAYERS: [&str; 8] =
    [PLAIN, "exact", "morpheme", "alias", "spacing", "typo", "keyboard", "choseong"];

#[divan::bench(args = LAYERS, sample_count = 20, sample_size = 1)]
fn layer(bencher: Bencher, layer: &str) {
    let groups = labelled().expect("the labels can be read");
    let group = groups.iter().find(|group| group.name == layer).expect("a known layer");
    let (engine, _index) = notes::indexed();
    let snapshot = engine.snapshot().expect("an index");
    let mut session = engine.session(&snapshot).expect("the built-in dictionary");
    let options = QueryOptions::default();
    bencher.counter(ItemsCount::new(group.queries.len())).bench_local(|| {
        for query in &group.queries {
            divan::black_box(session.query(query, &options).expect("a query that says something"));
        }
    });
}
