//! Characters that a terminal would obey, made visible.
//!
//! A note is data. An escape sequence in it must not clear the screen, set the window's title or
//! type a command, and text that runs right to left must not hide what it says. So every printer
//! for people and editors replaces such characters, one for one, so that columns keep their sense.

use std::borrow::Cow;

/// What is shown for a character: itself, unless a terminal would act on it.
///
/// Tabs and line ends become a blank; other controls their picture (`␛` for escape, Unicode block
/// *Control Pictures*); what has no picture U+FFFD. The bidirectional controls count as controls:
/// they reorder what follows (CVE-2021-42574).
pub fn visible(char: char) -> char {
    match char {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + char as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        char => char,
    }
}

/// A text with every character [`visible`].
pub fn visible_text(text: &str) -> Cow<'_, str> {
    if text.chars().all(|char| visible(char) == char) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(visible).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_shown_and_not_sent() {
        assert_eq!(visible_text("\u{1b}[31m빨강\u{7}"), "␛[31m빨강␇");
        assert_eq!(visible_text("a\tb\u{9b}c"), "a b\u{fffd}c");
        assert_eq!(visible_text("a\u{202e}b"), "a\u{fffd}b");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(visible_text("한도 256 KB"), Cow::Borrowed(_)));
    }
}
