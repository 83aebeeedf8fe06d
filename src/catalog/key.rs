//! The form in which names are compared.
//!
//! The build script compiles this file too, so that the keys of the built-in table and the keys of
//! a look-up cannot drift apart. It therefore uses nothing of the rest of the crate.

use unicode_normalization::UnicodeNormalization;

/// The key of a name: what is left of it when case, width, spacing and joining marks are taken away.
///
/// Letters are composed (NFC), full-width forms narrowed and lower-cased. White space, invisible
/// characters, hyphens and dashes, `_`, `/`, `.`, middle dots and apostrophes are dropped:
/// `Route 53`, `route-53` and `ＲＯＵＴＥ５３` are one key, as are `가용 영역` and `가용영역`.
///
/// A key is never longer than its name, in characters of the composed name; the key of a name
/// without a letter, digit or sign is empty.
///
/// ```
/// use pilgi::catalog::name_key;
///
/// assert_eq!(name_key("Node.js"), "nodejs");
/// assert_eq!(name_key("가용 영역"), "가용영역");
/// ```
pub fn name_key(name: &str) -> String {
    // Syllables are composed, and neither wide nor capital, wherever they stand.
    if name.chars().all(|c| c.is_ascii() || is_syllable(c)) {
        let mut key = String::with_capacity(name.len());
        key.extend(name.chars().filter(|&c| !is_dropped(c)).map(|c| c.to_ascii_lowercase()));
        return key;
    }
    composed_key(name)
}

/// The key of any name.
fn composed_key(name: &str) -> String {
    let kept = name.nfc().map(narrowed).filter(|&c| !is_dropped(c));
    kept.flat_map(char::to_lowercase).collect()
}

fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// The ordinary form of a full-width letter, digit, sign or space.
fn narrowed(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Whether a (narrowed) character only joins or separates the parts of a name.
fn is_dropped(c: char) -> bool {
    if c.is_ascii_alphanumeric() || is_syllable(c) {
        return false;
    }
    matches!(c, '-' | '_' | '/' | '.' | '\'')
        || c.is_whitespace()
        || matches!(
            c,
            // Soft hyphen, zero-width characters, byte-order mark.
            '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
            // Hyphens, dashes and the minus sign.
            | '\u{2010}'..='\u{2015}' | '\u{2212}'
            // Typographic apostrophes.
            | '\u{2018}' | '\u{2019}'
            // Middle dots: Latin, Korean, katakana and its half-width form, hyphenation point.
            | '\u{B7}' | '\u{318D}' | '\u{30FB}' | '\u{FF65}' | '\u{2027}'
        )
}

#[cfg(test)]
mod tests {
    use super::{composed_key, name_key};

    #[test]
    fn case_spacing_and_joining_marks_do_not_count() {
        for name in ["Route 53", "route53", "ROUTE-53", "route_53", "Route/53", "R.o.u.t.e 53"] {
            assert_eq!(name_key(name), "route53", "{name}");
        }
        for name in ["CI/CD", "CI·CD", "CIㆍCD", "ci\u{2013}cd", "ci\u{200B}cd"] {
            assert_eq!(name_key(name), "cicd", "{name}");
        }
        assert_eq!(name_key("Amdahl\u{2019}s law"), name_key("amdahl's law"));
    }

    #[test]
    fn width_and_composition_do_not_count() {
        assert_eq!(name_key("ＥＣ２\u{3000}Ａuto"), "ec2auto");
        let decomposed = "\u{1105}\u{1161}\u{11B7}\u{1103}\u{1161}";
        assert_eq!(name_key(decomposed), "람다");
    }

    #[test]
    fn signs_that_tell_names_apart_stay() {
        assert_eq!(name_key("C++"), "c++");
        assert_eq!(name_key("C#"), "c#");
        assert_eq!(name_key("Lambda@Edge"), "lambda@edge");
    }

    proptest::proptest! {
        #[test]
        fn a_key_needs_no_composing_where_nothing_can_be_composed(
            name in "([가-힣a-zA-Z0-9 ./_'-]|\\PC){0,20}",
        ) {
            proptest::prop_assert_eq!(name_key(&name), composed_key(&name));
        }
    }

    #[test]
    fn only_joining_marks_leave_nothing() {
        assert_eq!(name_key(" - ·./"), "");
        assert_eq!(name_key(""), "");
    }
}
