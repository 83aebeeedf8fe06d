//! Text to terms, in one thread.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use pilgi::analysis::{Analyzer, is_syllable};

use crate::notes;

/// Lines of the notes by what they are written in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Written {
    Korean,
    English,
    Mixed,
}

const ALL: [Written; 3] = [Written::Korean, Written::English, Written::Mixed];

/// Bytes; the notes' lines are repeated up to this, so that one run takes longer than a clock's tick.
const SIZE: usize = 256 << 10;

impl Written {
    /// What a line is written in, if it has letters.
    fn of(line: &str) -> Option<Self> {
        let letters = line.chars().filter(|char| char.is_alphabetic()).count();
        let hangul = line.chars().filter(|&char| is_syllable(char)).count();
        match (letters, hangul) {
            (0, _) => None,
            (_, 0) => Some(Written::English),
            _ if hangul * 10 >= letters * 9 => Some(Written::Korean),
            _ => Some(Written::Mixed),
        }
    }

    fn text(self) -> String {
        let notes = notes::texts();
        let lines = notes.iter().flat_map(|note| note.lines());
        let fits = |line: &&str| Written::of(line).is_some_and(|of| of == self);
        let mut text = String::with_capacity(SIZE + 1024);
        for line in lines.filter(fits).collect::<Vec<_>>().iter().cycle() {
            if text.len() >= SIZE {
                break;
            }
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

fn tokens(analyzer: &mut Analyzer, text: &str) -> usize {
    let mut tokens = 0;
    analyzer.for_each_token(text, |token| {
        black_box(token);
        tokens += 1;
    });
    tokens
}

/// By an analyser that has met no word yet, as at the beginning of indexing.
#[divan::bench(args = ALL)]
fn new_words(bencher: Bencher, written: Written) {
    let text = written.text();
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Analyzer::new().expect("the built-in dictionary"))
        .bench_local_refs(|analyzer| tokens(analyzer, &text));
}

/// By one that has met all of them.
#[divan::bench(args = ALL)]
fn known_words(bencher: Bencher, written: Written) {
    let text = written.text();
    let mut analyzer = Analyzer::new().expect("the built-in dictionary");
    tokens(&mut analyzer, &text);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| tokens(&mut analyzer, &text));
}
