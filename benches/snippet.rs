//! The line to show of a passage: of every passage of a note, for a query that many of them serve.

use std::fs;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use pilgi::analysis::Analyzer;
use pilgi::engine::QueryOptions;
use pilgi::note::Format;
use pilgi::passage::outline;
use pilgi::search::Marker;
use pilgi::text::SourceText;

use crate::notes;

const NOTE: &str = "aws/serverless/lambda.md";
const QUERY: &str = "람다 최대 실행 시간";

#[divan::bench]
fn of_a_note(bencher: Bencher) {
    let (engine, _index) = notes::indexed();
    let snapshot = engine.snapshot().expect("an index");
    let mut session = engine.session(&snapshot).expect("the built-in dictionary");
    let slots = session.query(QUERY, &QueryOptions::default()).expect("an answer").plan.slots;
    let text = fs::read_to_string(notes::folder().join(NOTE)).expect("a note");
    let source = SourceText::from_utf8(text);
    let outline = outline(Format::Markdown, "lambda", source.as_str());
    let mut analyzer = Analyzer::new().expect("the built-in dictionary");
    bencher.counter(ItemsCount::new(outline.passages.len())).bench_local(|| {
        let marker = Marker::new(&slots);
        for passage in &outline.passages {
            black_box(marker.snippet(&source, passage, &mut analyzer));
        }
    });
}
