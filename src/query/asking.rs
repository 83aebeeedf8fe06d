use crate::quantity::Kinds;
use crate::sorted::{self, Line};

const FILE: &str = include_str!("asking_words.txt");
static WORDS: [Line; sorted::count(FILE)] = sorted::table(FILE);

/// The kind of quantity that a word asks for; none for most words.
pub(super) fn asked_by(text: &str) -> Kinds {
    sorted::said_of(&WORDS, text).find_map(Kinds::from_name).unwrap_or_default()
}

/// The words that ask for a quantity.
pub(super) fn asking_words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_ask_for_kinds() {
        assert_eq!(asked_by("시간"), Kinds::TIME);
        assert_eq!(asked_by("최대"), Kinds::ANY.union(Kinds::MOST));
        assert_eq!(asked_by("얼마"), Kinds::ANY);
        assert!(asked_by("람다").is_empty());
    }
}
