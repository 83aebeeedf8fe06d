//! Notes in an order that the first of them have a say in.

use std::fs;

use pilgi::engine::{Engine, Found, QueryOptions, SILENT};
use pilgi::note::WalkOptions;
use pilgi::search::Weights;

/// Of the four that say `캐시`, three are about the same, and one is about money.
const NOTES: [(&str, &str); 6] = [
    ("first.md", "# 캐시\n\n캐시 무효화와 만료, 적중률\n"),
    ("second.md", "# CDN\n\n캐시 무효화와 만료, 적중률, 원본 서버\n"),
    ("later-money.md", "# 모음\n\n캐시 포인트로 상품을 산다\n"),
    ("later-same.md", "# 모음\n\n캐시 적중률로 만료를 정한다\n"),
    ("none.md", "# 여행\n\n바다와 산을 걷는다\n"),
    ("other.md", "# 요리\n\n소금과 설탕을 섞는다\n"),
];

struct Shelf {
    folder: tempfile::TempDir,
}

impl Shelf {
    fn new() -> Self {
        let shelf = Shelf { folder: tempfile::tempdir().expect("a folder") };
        fs::create_dir(shelf.folder.path().join("notes")).expect("a new folder");
        for (name, text) in NOTES {
            shelf.write(name, text);
        }
        shelf.engine(Weights::default()).index(false, SILENT).expect("an index");
        shelf
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join("notes").join(name), text).expect("one's own file");
    }

    fn engine(&self, weights: Weights) -> Engine {
        let notes = WalkOptions::new([self.folder.path().join("notes")]);
        let engine = Engine::new(notes, &self.folder.path().join("index")).expect("an engine");
        engine.with_weights(weights)
    }

    fn found(&self, query: &str, weights: Weights) -> Vec<Found> {
        let options = QueryOptions { notes: true, stale: true, ..QueryOptions::default() };
        self.engine(weights).query(query, &options, SILENT).expect("an answer").found
    }

    fn paths(&self, query: &str, weights: Weights) -> Vec<String> {
        self.found(query, weights).iter().map(|found| found.path.to_string()).collect()
    }
}

fn without() -> Weights {
    Weights { paths_feedback: 0.0, ..Weights::default() }
}

#[test]
fn a_note_that_says_what_the_first_say_comes_before_one_that_has_the_word_alone() {
    let shelf = Shelf::new();
    let before = shelf.paths("캐시", without());
    assert_eq!(before[..3], ["first.md", "later-money.md", "later-same.md"]);
    let after = shelf.paths("캐시", Weights::default());
    assert_eq!((after[0].as_str(), after[3].as_str()), ("first.md", "later-money.md"));
}

#[test]
fn the_first_answer_stays_the_first_and_scores_add_up() {
    let shelf = Shelf::new();
    let found = shelf.found("포인트 캐시", Weights::default());
    assert_eq!(found[0].path.to_string(), "later-money.md");
    for found in &found {
        let parts = found.parts;
        let sum = parts.words + parts.subject + parts.proximity + parts.grams + parts.feedback;
        assert!((sum - found.score).abs() < 1e-3, "{}", found.path);
    }
    assert!(found.is_sorted_by(|a, b| a.score >= b.score));
    assert!(found[0].parts.feedback > 0.0);
}

#[test]
fn a_phrase_is_ranked_by_its_words_alone() {
    let shelf = Shelf::new();
    for name in ["seoul.md", "busan.md", "daegu.md"] {
        shelf.write(name, "# 달리기\n\n마라톤 대회 기록을 적는다\n");
    }
    shelf.engine(Weights::default()).index(false, SILENT).expect("an index");
    let gains = |query: &str| {
        let found = shelf.found(query, Weights::default());
        assert_eq!(found.len(), 3, "{query}");
        found.iter().any(|found| found.parts.feedback > 0.0)
    };
    assert!(gains("마라톤 대회"));
    assert!(!gains("\"마라톤 대회\""));
}

#[test]
fn a_note_that_is_gone_or_has_changed_has_no_say() {
    let shelf = Shelf::new();
    shelf.write("first.md", "# 캐시\n\n캐시 포인트로 상품을 산다\n");
    shelf.write("second.md", "# CDN\n\n캐시 포인트로 상품을 산다\n");
    fs::remove_file(shelf.folder.path().join("notes/later-same.md")).expect("one's own file");
    let found = shelf.found("캐시", Weights::default());
    assert_eq!(found[0].path.to_string(), "first.md");
    // One is left that can be read, and no word of it alone counts.
    assert!(found.iter().all(|found| found.parts.feedback == 0.0));
}
