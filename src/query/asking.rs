use std::collections::HashMap;
use std::sync::OnceLock;

use crate::quantity::Kinds;

/// The kind of quantity that a word asks for; none for most words.
pub(super) fn asked_by(text: &str) -> Kinds {
    words().get(text).copied().unwrap_or_default()
}

/// The words that ask for a quantity.
pub(super) fn asking_words() -> impl Iterator<Item = &'static str> {
    words().keys().copied()
}

fn words() -> &'static HashMap<&'static str, Kinds> {
    static WORDS: OnceLock<HashMap<&'static str, Kinds>> = OnceLock::new();
    WORDS.get_or_init(|| {
        include_str!("asking_words.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let (kind, word) = line.split_once(' ')?;
                Some((word, Kinds::from_name(kind)?))
            })
            .collect()
    })
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
