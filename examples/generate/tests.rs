//! What holds for every collection.

use std::collections::HashSet;

use crate::collection::{Collection, Made};
use crate::material::Material;

const TEXTS: [&str; 2] = [
    "---\ntitle: 람다\n---\n# AWS Lambda\n\n## 제한 사항\n- 실행 시간은 한 번에 900초까지\n\t- 기본은 3초\n\
     - 메모리는 128MB부터 10240MB까지\n\n| 방식 | 실패하면 |\n|---|---|\n| 동기 | 호출한 쪽이 재시도 |\n\n\
     ### 호출 방식\n비동기 호출은 queue 앞에서 두 번 더 재시도한다.\n",
    "# 교착 상태\n\n둘 이상의 process가 서로의 자원을 기다린다.\n\n## 필요 조건\n1. 상호 배제\n2. 점유와 대기\n\n\
     ```sh\nkill -9 1234\n# no heading\n```\n\n## Detection\n- resource allocation graph, wait 그래프\n",
];

fn made(seed: u64, size: u64) -> Vec<Made> {
    let material = Material::of(TEXTS.into_iter());
    Collection::new(&material, seed, size).collect()
}

/// FNV-1a, of paths and texts.
fn hash(notes: &[Made]) -> u64 {
    let bytes = notes.iter().flat_map(|note| note.path.bytes().chain([0]).chain(note.text.bytes()));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn vocabulary(notes: &[Made]) -> HashSet<&str> {
    let texts = notes.iter().map(|note| note.text.as_str());
    texts.flat_map(|text| text.split(|char: char| !char.is_alphanumeric())).collect()
}

#[test]
fn a_seed_makes_the_same_notes_everywhere() {
    assert_eq!(hash(&made(1, 200_000)), 13_992_460_116_399_840_793);
    assert_ne!(made(1, 20_000), made(2, 20_000));
}

#[test]
fn a_larger_collection_begins_with_a_smaller_one() {
    let (small, large) = (made(1, 100_000), made(1, 300_000));
    let whole = small.len() - 1;
    assert_eq!(small[..whole], large[..whole]);
}

#[test]
fn new_words_keep_coming_and_become_fewer() {
    let (once, twice) = (made(1, 500_000), made(1, 1_000_000));
    let growth = vocabulary(&twice).len() as f64 / vocabulary(&once).len() as f64;
    assert!((1.2..1.8).contains(&growth), "{growth}");
}

#[test]
fn sizes_and_folders_are_those_asked_for() {
    let notes = made(1, 3_000_000);
    let bytes: usize = notes.iter().map(|note| note.text.len()).sum();
    assert!((3_000_000..3_010_000).contains(&bytes), "{bytes}");
    let mean = bytes / notes.len();
    assert!((8_500..11_500).contains(&mean), "{mean}");
    let folders: HashSet<&str> =
        notes.iter().filter_map(|note| Some(note.path.rsplit_once('/')?.0)).collect();
    assert!((15..=60).contains(&(notes.len() / folders.len())), "{}", folders.len());
    assert!(folders.iter().any(|folder| folder.contains('/')), "{folders:?}");
}

#[test]
fn no_two_notes_have_one_path() {
    let notes = made(1, 2_000_000);
    let paths: HashSet<String> = notes.iter().map(|note| note.path.to_lowercase()).collect();
    assert_eq!(paths.len(), notes.len());
}

#[test]
fn code_blocks_are_closed() {
    for note in made(1, 300_000) {
        assert_eq!(note.text.matches("```").count() % 2, 0, "{}", note.text);
    }
}
