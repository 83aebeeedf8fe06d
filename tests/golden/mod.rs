//! Golden tokenisation: what the embedded dictionary makes of varied lines, token by token, and
//! how far that agrees with MeCab-ko itself.
//!
//! `PILGI_BLESS=1 cargo test golden` writes `morphemes.tsv` anew, to be read in the diff;
//! `scripts/mecab_agreement.py` writes `mecab.tsv`. Both hold one token a row: line number from 1,
//! first byte, byte after the last, part of speech, surface.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use pilgi::analysis::morphology::Morphology;

/// Share of MeCab's tokens that must come out the same: byte range and part of speech. Those are left out
/// where we read one of the nouns that the build adds.
const AGREEMENT: f64 = 0.985;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(golden(name)).expect(name)
}

fn tokenise(lines: &str) -> String {
    let mut reader = Morphology::shared().expect("dictionary").reader();
    let mut rows = String::new();
    for (number, line) in (1..).zip(lines.lines()) {
        let row = |morpheme: pilgi::analysis::morphology::Morpheme<'_>| {
            let (start, end) = (morpheme.start, morpheme.end);
            writeln!(rows, "{number}\t{start}\t{end}\t{}\t{}", morpheme.pos, morpheme.surface)
                .expect("a string grows");
        };
        reader.segment(line, row).expect("segmented");
    }
    rows
}

#[test]
fn lines_are_cut_as_recorded() {
    let rows = tokenise(&read("lines.txt"));
    if env::var_os("PILGI_BLESS").is_some() {
        fs::write(golden("morphemes.tsv"), &rows).expect("morphemes.tsv");
    }
    let recorded = read("morphemes.tsv");
    let differing = rows.lines().zip(recorded.lines()).find(|(row, recorded)| row != recorded);
    assert_eq!(differing, None, "the first row that differs, now and as recorded");
    assert_eq!(rows.lines().count(), recorded.lines().count());
}

#[test]
fn tokens_agree_with_mecab() {
    let lines = read("lines.txt");
    let rows = tokenise(&lines);
    let ours: HashSet<&str> = rows.lines().collect();
    let nouns = include_str!("../../data/nouns.txt")
        .lines()
        .map(|line| line.split(' ').next().unwrap_or_default().replace('+', ""));
    let nouns: HashSet<String> = nouns.collect();
    let place = |row: &str| {
        let mut numbers = row.split('\t').map(|field| field.parse::<usize>().unwrap_or_default());
        [0; 3].map(|_| numbers.next().unwrap_or_default())
    };
    let is_own = |row: &&str| row.rsplit('\t').next().is_some_and(|word| nouns.contains(word));
    let own: Vec<[usize; 3]> = rows.lines().filter(is_own).map(place).collect();
    // A verb and 기 is no noun to pilgi.
    let is_freed = |row: &str| {
        let mut fields = row.split('\t').skip(3);
        matches!(fields.next(), Some("NNG" | "NNP")) && fields.all(|word| word.ends_with('기'))
    };
    let is_known = |row: &&str| {
        let [line, start, end] = place(row);
        let is_own = own.iter().any(|&[at, from, to]| at == line && start < to && from < end);
        !is_own && (ours.contains(row) || !is_freed(row))
    };
    let mecab = read("mecab.tsv");
    let total = mecab.lines().filter(is_known).count();
    let differing: Vec<&str> =
        mecab.lines().filter(is_known).filter(|row| !ours.contains(row)).collect();
    let agreement = 1.0 - differing.len() as f64 / total as f64;
    let are_all = lines.lines().count() >= 220 && mecab.lines().count() > 3000 && total > 2500;
    assert!(are_all, "the golden lines were cut down: {total} tokens to compare");
    assert!(
        agreement >= AGREEMENT,
        "{:.2} % of {total} tokens agree; MeCab's others:\n{}",
        agreement * 100.0,
        differing.join("\n")
    );
}
