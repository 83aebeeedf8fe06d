use crate::analysis::{Class, Term};
use crate::sorted::{self, Line};

const LIGHT: &str = include_str!("light_words.txt");
static LIGHT_WORDS: [Line; sorted::count(LIGHT)] = sorted::table(LIGHT);

const QUESTION: &str = include_str!("question_words.txt");
static QUESTION_WORDS: [Line; sorted::count(QUESTION)] = sorted::table(QUESTION);

/// Whether a term only steers a question (`뭐`, `어떻게`, `what`, `the`).
pub(super) fn is_light(term: &Term) -> bool {
    is_listed(term, &LIGHT_WORDS)
}

/// Whether who uses a term wants to be told something (`뭐`, `왜`, `방법`), and not only where a thing is treated.
pub(super) fn is_of_question(term: &Term) -> bool {
    is_listed(term, &QUESTION_WORDS)
}

fn is_listed(term: &Term, words: &'static [Line]) -> bool {
    let is_of_class =
        |sigil: &str| sigil.bytes().next().and_then(Class::from_sigil) == Some(term.class());
    sorted::said_of(words, term.text()).any(is_of_class)
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
