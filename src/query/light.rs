use std::collections::HashSet;
use std::sync::OnceLock;

use crate::analysis::{Class, Term};

/// Whether a term only steers a question (`뭐`, `어떻게`, `what`, `the`).
pub(super) fn is_light(term: &Term) -> bool {
    static WORDS: OnceLock<HashSet<Term>> = OnceLock::new();
    WORDS.get_or_init(|| listed(include_str!("light_words.txt"))).contains(term)
}

/// Whether who uses a term wants to be told something (`뭐`, `왜`, `방법`), and not only where a thing is treated.
pub(super) fn is_of_question(term: &Term) -> bool {
    static WORDS: OnceLock<HashSet<Term>> = OnceLock::new();
    WORDS.get_or_init(|| listed(include_str!("question_words.txt"))).contains(term)
}

/// The terms of a file: one a line, its class and its text.
fn listed(file: &str) -> HashSet<Term> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (sigil, text) = line.split_once(' ')?;
            let class = Class::from_sigil(*sigil.as_bytes().first()?)?;
            Some(Term::new(class, text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_words_are_light_and_names_are_not() {
        assert!(is_light(&Term::new(Class::Word, "뭐")));
        assert!(is_light(&Term::new(Class::Stem, "하")));
        assert!(!is_light(&Term::new(Class::Word, "하")));
        assert!(!is_light(&Term::new(Class::Word, "람다")));
    }

    #[test]
    fn some_words_are_of_a_question_and_what_it_is_about() {
        let of_question = |text| is_of_question(&Term::new(Class::Word, text));
        assert!(of_question("뭐") && of_question("왜") && of_question("how"));
        assert!(!of_question("람다") && !of_question("the"));
    }
}
