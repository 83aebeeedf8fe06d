use crate::analysis::{Script, is_syllable, script};
use crate::catalog::name_key;

/// What stands between a character of a name and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// Blanks.
    Space,
    /// One sign that only joins: `-`.
    Hyphen,
    /// `_`: it joins the parts of an identifier, so a name within one goes on.
    Underscore,
    /// One sign that may as well separate: `/`, a middle dot, an apostrophe.
    Slash,
    /// `.`: the parts of names of hosts, files and methods.
    Dot,
    /// More than that, or the end of a line: no name goes across.
    Wide,
}

/// What a character counts as at the border of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Hangul,
    Alnum,
    Mark,
}

/// A character as names are compared by, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub char: char,
    pub sort: Sort,
    pub gap: Gap,
    /// Whether it is a capital where it stands.
    pub capital: bool,
    pub start: usize,
    pub end: usize,
}

/// The characters of a text that a [`name_key`] keeps, with what it drops as gaps between them.
pub(super) fn units(text: &str, into: &mut Vec<Unit>) {
    into.clear();
    let mut gap = Gap::None;
    for (start, char) in text.char_indices() {
        let end = start + char.len_utf8();
        let mut push = |kept: char, gap: &mut Gap| {
            let gap = std::mem::replace(gap, Gap::None);
            let capital = char.is_uppercase();
            into.push(Unit { char: kept, sort: sort(kept), gap, capital, start, end });
        };
        match char {
            'a'..='z' | '0'..='9' | '가'..='힣' => push(char, &mut gap),
            'A'..='Z' => push(char.to_ascii_lowercase(), &mut gap),
            ' ' => widen(&mut gap, Gap::Space),
            '-' => widen(&mut gap, Gap::Hyphen),
            '_' => widen(&mut gap, Gap::Underscore),
            '/' | '\'' => widen(&mut gap, Gap::Slash),
            '.' => widen(&mut gap, Gap::Dot),
            '\n' | '\r' => gap = Gap::Wide,
            _ if char.is_ascii() && !char.is_whitespace() => push(char, &mut gap),
            // Arrows, lines and signs: their own keys but for the minus.
            '\u{2190}'..='\u{2211}' | '\u{2213}'..='\u{2bff}' => push(char, &mut gap),
            _ => {
                let mut bytes = [0; 4];
                let kept = name_key(char.encode_utf8(&mut bytes));
                if kept.is_empty() {
                    widen(&mut gap, dropped(char));
                }
                kept.chars().for_each(|kept| push(kept, &mut gap));
            }
        }
    }
}

fn widen(gap: &mut Gap, by: Gap) {
    *gap = match (*gap, by) {
        (Gap::None, by) => by,
        (gap, Gap::None) => gap,
        (Gap::Space, Gap::Space) => Gap::Space,
        _ => Gap::Wide,
    };
}

/// The gap that a character makes which keys do without and which is not ASCII.
fn dropped(char: char) -> Gap {
    match script(char) {
        Script::Space => Gap::Space,
        Script::Invisible => Gap::None,
        _ if matches!(char, '\u{2010}' | '\u{2011}') => Gap::Hyphen,
        // Dashes are between things rather than within a name.
        _ if matches!(char, '\u{2012}'..='\u{2015}' | '\u{2212}') => Gap::Wide,
        _ => Gap::Slash,
    }
}

fn sort(char: char) -> Sort {
    match char {
        'a'..='z' | '0'..='9' => Sort::Alnum,
        _ if is_syllable(char) => Sort::Hangul,
        _ if char.is_ascii() => Sort::Mark,
        _ => match script(char) {
            Script::Hangul => Sort::Hangul,
            Script::Alnum | Script::Other => Sort::Alnum,
            _ => Sort::Mark,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<Gap>) {
        let mut into = Vec::new();
        units(text, &mut into);
        (into.iter().map(|unit| unit.char).collect(), into.iter().map(|unit| unit.gap).collect())
    }

    #[test]
    fn what_is_kept_is_the_key() {
        for text in ["Route 53", "ＥＣ２ 가용-영역", "CI·CD", "Lambda@Edge", "C++ / Node.js"]
        {
            assert_eq!(read(text).0, name_key(text), "{text}");
        }
    }

    #[test]
    fn gaps_tell_what_was_between() {
        assert_eq!(read("a b").1, [Gap::None, Gap::Space]);
        assert_eq!(read("a  b").1, [Gap::None, Gap::Space]);
        assert_eq!(read("a-b").1, [Gap::None, Gap::Hyphen]);
        assert_eq!(read("a/b").1, [Gap::None, Gap::Slash]);
        assert_eq!(read("a - b").1, [Gap::None, Gap::Wide]);
        assert_eq!(read("a. b").1, [Gap::None, Gap::Wide]);
        assert_eq!(read("a\nb").1, [Gap::None, Gap::Wide]);
        assert_eq!(read("a\u{200b}b").1, [Gap::None, Gap::None]);
    }
}
