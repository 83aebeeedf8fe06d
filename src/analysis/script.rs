//! Which characters belong together in a word.

/// The kind of a character, as far as tokenising goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Hangul syllables and jamo.
    Hangul,
    /// Letters and digits that identifiers are made of: Latin and its accents, Greek, Cyrillic, digits.
    Alnum,
    /// Letters of any other script: Han, Kana and the rest.
    Other,
    /// A character that holds an identifier together where it stands inside one: `-`, `_`, `.`, `@`.
    Joiner,
    /// Not seen: zero-width space and joiners, soft hyphen, variation selectors.
    Invisible,
    /// White space.
    Space,
    /// Anything else.
    Mark,
}

/// The script of a character.
pub fn script(char: char) -> Script {
    match char {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Script::Alnum,
        '가'..='힣' => Script::Hangul,
        ' ' | '\t' | '\n' | '\r' => Script::Space,
        '-' | '_' | '.' | '/' | '@' | '+' | '#' | '&' | '\'' | '%' | ':' | ',' | '’' => {
            Script::Joiner
        }
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}' => {
            Script::Invisible
        }
        '\u{1100}'..='\u{11ff}'
        | 'ㄱ'..='ㆍ'
        | '\u{318e}'
        | '\u{a960}'..='\u{a97c}'
        | '\u{d7b0}'..='\u{d7fb}' => {
            // The old vowel `ㆍ` is typed as a middle dot.
            if char == 'ㆍ' { Script::Mark } else { Script::Hangul }
        }
        '\u{ff01}'..='\u{ff5e}' => script(narrow(char)),
        _ if char.is_whitespace() => Script::Space,
        '\u{80}'..='\u{52f}' if char.is_alphanumeric() => Script::Alnum,
        _ if char.is_alphanumeric() => Script::Other,
        _ => Script::Mark,
    }
}

/// The half-width form of a full-width ASCII character; any other as it is.
pub fn narrow(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xff01 + 0x21).unwrap_or(char),
        '\u{3000}' => ' ',
        _ => char,
    }
}

/// Whether the character is a whole Hangul syllable.
pub fn is_syllable(char: char) -> bool {
    ('가'..='힣').contains(&char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_is_what_it_folds_to() {
        assert_eq!(script('Ａ'), Script::Alnum);
        assert_eq!(script('－'), Script::Joiner);
        assert_eq!(narrow('９'), '9');
    }

    #[test]
    fn dots_between_words_separate() {
        assert_eq!(script('·'), Script::Mark);
        assert_eq!(script('ㆍ'), Script::Mark);
        assert_eq!(script('ㅏ'), Script::Hangul);
    }
}
