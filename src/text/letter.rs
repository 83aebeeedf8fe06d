//! What the standard library knows of characters, quicker for Hangul.
//!
//! Its tables of letters are searched step by step for all that is not ASCII; Hangul syllables are
//! one range of 11,172 letters, and half of what notes hold.

/// Whether the character is a letter or a digit, in any script.
pub fn is_alphanumeric(char: char) -> bool {
    matches!(char, '가'..='힣') || char.is_alphanumeric()
}

/// Whether the character is a letter, in any script.
pub fn is_alphabetic(char: char) -> bool {
    matches!(char, '가'..='힣') || char.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_what_the_standard_library_says() {
        for char in '\0'..=char::MAX {
            assert_eq!(is_alphanumeric(char), char.is_alphanumeric(), "{char:?}");
            assert_eq!(is_alphabetic(char), char.is_alphabetic(), "{char:?}");
        }
    }
}
