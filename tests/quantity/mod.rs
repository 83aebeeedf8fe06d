//! Quantities found in labelled lines: `from_notes.tsv` holds lines of the notes that come with the
//! project, `invented.tsv` lines in other forms, `none.txt` lines without any. The labels were
//! written from the lines, before there was anything to run them on.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pilgi::quantity::{Bound, Quantity, quantities, subject};
use proptest::prelude::*;

/// Recall and precision over quantities that are right in extent, value, unit and bound.
const RIGHT: f64 = 0.97;
/// Share of them whose subject holds every word of the labelled one.
const SUBJECTS: f64 = 0.9;

struct Line {
    text: String,
    quantities: Vec<Label>,
}

#[derive(Debug)]
struct Label {
    written: String,
    low: f64,
    high: f64,
    unit: String,
    bound: String,
    subject: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quantity")
}

fn lines(name: &str) -> Vec<Line> {
    let file = fs::read_to_string(folder().join(name)).expect(name);
    let mut lines: Vec<Line> = Vec::new();
    for row in file.lines().filter(|row| !row.starts_with('#')) {
        let Some(label) = row.strip_prefix('\t') else {
            lines.push(Line { text: row.to_owned(), quantities: Vec::new() });
            continue;
        };
        let fields: Vec<&str> = label.split('\t').collect();
        let [written, value, unit, bound, subject] = fields[..] else { panic!("{row}") };
        let (low, high) = value.split_once("..").unwrap_or((value, value));
        lines.last_mut().expect("a line before its labels").quantities.push(Label {
            written: written.to_owned(),
            low: low.parse().expect(value),
            high: high.parse().expect(value),
            unit: unit.to_owned(),
            bound: bound.to_owned(),
            subject: subject.to_owned(),
        });
    }
    lines
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * one.abs().max(other.abs())
}

fn is_right(text: &str, found: &Quantity, label: &Label) -> bool {
    text[found.span.range()] == label.written
        && near(found.low, label.low)
        && near(found.high, label.high)
        && found.unit.as_str() == label.unit
        && found.bound.as_str() == label.bound
}

#[test]
fn labelled_quantities_are_found() {
    let mut report = String::new();
    let (mut expected, mut found, mut right) = (0, 0, 0);
    let (mut with_subject, mut right_subject) = (0, 0);
    for name in ["from_notes.tsv", "invented.tsv", "none.txt"] {
        for line in lines(name) {
            let text = &line.text;
            let mut all = quantities(text);
            expected += line.quantities.len();
            found += all.len();
            for label in &line.quantities {
                let Some(at) = all.iter().position(|one| is_right(text, one, label)) else {
                    writeln!(report, "missed {label:?} in {text}").expect("a string grows");
                    continue;
                };
                let one = all.remove(at);
                right += 1;
                if !label.subject.is_empty() {
                    with_subject += 1;
                    let words = subject(text, &one, &[]);
                    if label.subject.split_whitespace().all(|word| words.contains(word)) {
                        right_subject += 1;
                    } else {
                        writeln!(report, "subject `{words}`, not `{}`: {text}", label.subject)
                            .expect("a string grows");
                    }
                }
            }
            for one in all {
                let written = &text[one.span.range()];
                writeln!(report, "wrong {written} {one:?} in {text}").expect("a string grows");
            }
        }
    }
    let recall = f64::from(right) / expected as f64;
    let precision = f64::from(right) / found as f64;
    let subjects = f64::from(right_subject) / f64::from(with_subject);
    println!("{report}{expected} quantities: recall {recall:.3}, precision {precision:.3}");
    println!("{with_subject} subjects: right {subjects:.3}");
    assert!(recall >= RIGHT, "recall {recall:.3}");
    assert!(precision >= RIGHT, "precision {precision:.3}");
    assert!(subjects >= SUBJECTS, "subjects {subjects:.3}");
}

#[test]
fn there_are_enough_labels_and_the_notes_say_so() {
    fn read(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).expect("a folder of notes").flatten() {
            if entry.path().is_dir() {
                read(&entry.path(), into);
            } else if let Ok(text) = fs::read_to_string(entry.path()) {
                into.push_str(&text);
            }
        }
    }
    let mut notes = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("notes"), &mut notes);
    let count = |lines: &[Line]| lines.iter().map(|line| line.quantities.len()).sum::<usize>();
    let from_notes = lines("from_notes.tsv");
    for line in &from_notes {
        assert!(notes.contains(&line.text), "no note says: {}", line.text);
    }
    let invented = lines("invented.tsv");
    assert!(count(&from_notes) + count(&invented) >= 150);
    assert!(count(&from_notes) >= count(&invented));
    assert!(lines("none.txt").len() >= 60);
}

#[test]
fn a_subject_is_taken_from_above_where_the_line_has_none() {
    let text = "기본 4일, 60초에서 14일까지";
    let all = quantities(text);
    assert_eq!(subject(text, &all[0], &["메시지 보존 기간", "Amazon SQS"]), "메시지 보존 기간");
    assert_eq!(subject(text, &all[0], &["최대", "유휴 제한 시간은"]), "유휴 제한 시간");
    let text = "메시지 최대 크기는 256 KB";
    assert_eq!(subject(text, &quantities(text)[0], &["Amazon SQS"]), "메시지 크기");
}

#[test]
fn what_may_be_exceeded_is_no_limit() {
    let bound = |text: &str| quantities(text)[0].bound;
    assert_eq!(bound("스트리밍을 쓰면 6MB를 넘길 수 있다"), Bound::Exact);
    assert_eq!(bound("예약하면 10개를 넘을 수 있음"), Bound::Exact);
    assert_eq!(bound("1MiB를 넘을 수 없음"), Bound::Max);
    assert_eq!(bound("CPU 사용률 70%를 넘으면 확장"), Bound::Min);
}

#[test]
fn what_is_mentioned_by_the_way_is_marked() {
    let incidental = |text: &str| quantities(text)[0].is_incidental;
    for text in [
        "두 개의 스레드가 같은 값을 읽는다",
        "크게 3가지로 나뉜다",
        "예를 들어 5MB를 보낸다",
        "100% 맞는 말",
        "timeout이 29초가 아니라 함수의 것을 따라간다",
        "the limit is not 10 MB any more",
    ] {
        assert!(incidental(text), "{text}");
    }
    for text in [
        "layer는 함수당 5개",
        "최대 두 개까지",
        "메시지 크기 256KB",
        "at least two nodes",
        "99.95%",
    ] {
        assert!(!incidental(text), "{text}");
    }
}

#[test]
fn both_readings_of_a_size_are_kept() {
    let found = quantities("2 KB와 2 KiB");
    assert_eq!((found[0].low, found[0].decimal), (2048.0, Some((2000.0, 2000.0))));
    assert_eq!((found[1].low, found[1].decimal), (2048.0, None));
}

proptest! {
    #[test]
    fn any_text_is_scanned(
        text in "\\PC{0,80}|([0-9]{1,4}|[.,~/:^()$%+-]| |초|분|개|당|까지|최대|MB|수십|한|두|한계|이내|10:30|between|and|s){0,24}",
    ) {
        let mut last = 0;
        for one in quantities(&text) {
            prop_assert!(last <= one.span.start && one.span.start < one.span.end);
            last = one.span.end;
            prop_assert!(one.low <= one.high);
            for span in [Some(one.span), one.subject, one.per].into_iter().flatten() {
                prop_assert!(text.get(span.range()).is_some());
            }
            let _ = subject(&text, &one, &["위"]);
        }
    }
}
