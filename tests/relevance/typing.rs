//! Words as they stand while they are being typed: an editor asks at every key.

use pilgi::analysis::{from_keys, to_keys};
use pilgi::engine::{QueryOptions, SILENT};

use super::engine;

/// Words that the notes have as they are, or by another name.
const WORDS: [&str; 12] = [
    "트랜잭션",
    "레디스",
    "오로라",
    "쿠버네티스",
    "레플리카",
    "체크포인트",
    "스냅샷",
    "컨슈머",
    "멱등성",
    "서브넷",
    "가비지",
    "파티션",
];

/// Share of the states from the second syllable on in which what the whole word finds first is among the
/// first five, at least. Some are words of the notes themselves, or parts of such: 파티, 서브네.
const FOUND: f64 = 0.85;

#[test]
fn a_word_is_found_while_it_is_being_typed() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = engine(index.path());
    let options = QueryOptions::default();
    let places = |query: &str| {
        let found = engine.query(query, &options, SILENT).expect("an answer").found;
        let place = |one: &pilgi::engine::Found| (one.path.to_string(), one.lines.0);
        found.iter().take(5).map(place).collect::<Vec<_>>()
    };
    let (mut found, mut states) = (0_u32, 0_u32);
    let mut lost = Vec::new();
    for word in WORDS {
        let first = places(word).first().cloned().expect(word);
        let keys = to_keys(word);
        for len in 1..=keys.len() {
            let state = from_keys(&keys[..len]);
            if state.chars().nth(1).is_some() {
                states += 1;
                match places(&state).contains(&first) {
                    true => found += 1,
                    false => lost.push(state),
                }
            }
        }
    }
    let share = f64::from(found) / f64::from(states);
    assert!(share >= FOUND, "{share:.2} of {states}; not {lost:?}");
}
