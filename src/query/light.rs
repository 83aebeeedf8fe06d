use std::collections::HashSet;
use std::sync::OnceLock;

use crate::analysis::{Class, Term};

/// Whether a term only steers a question (`뭐`, `어떻게`, `what`, `the`).
pub(super) fn is_light(term: &Term) -> bool {
    static WORDS: OnceLock<HashSet<Term>> = OnceLock::new();
    WORDS
        .get_or_init(|| {
            include_str!("light_words.txt")
                .lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| {
                    let (sigil, text) = line.split_once(' ')?;
                    let class = Class::from_sigil(*sigil.as_bytes().first()?)?;
                    Some(Term::new(class, text))
                })
                .collect()
        })
        .contains(term)
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
}
