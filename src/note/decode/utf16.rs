use super::{Draft, Encoding};
use crate::text::Span;

/// How many code units are looked at where no byte-order mark says that a file is UTF-16.
const SAMPLE: usize = 1 << 16;

/// Which UTF-16 bytes without a byte-order mark are, if they are evidently so: spaces, line ends
/// and Latin letters put NULs at every other place, and what stands between makes sense.
pub(super) fn detect(bytes: &[u8]) -> Option<Encoding> {
    if !bytes.contains(&0) {
        return None;
    }
    [Encoding::Utf16Le, Encoding::Utf16Be].into_iter().find(|&encoding| {
        let (mut total, mut plausible) = (0, 0);
        for char in units(bytes, encoding).take(SAMPLE).map(as_scalar) {
            total += 1;
            plausible += usize::from(char.is_some_and(is_plausible));
        }
        // One unit is no evidence: it may be a letter and a stray NUL.
        total > 1 && plausible * 10 >= total * 9
    })
}

/// Reads bytes as UTF-16, with U+FFFD for each lone surrogate and for half a unit at the end.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Draft {
    let mut draft = Draft::default();
    let mut at = 0;
    for char in char::decode_utf16(units(bytes, encoding)) {
        match char {
            Ok(char) => {
                let end = at + 2 * char.len_utf16();
                draft.push(char, Span::new(at, end));
                at = end;
            }
            Err(_) => {
                draft.push_broken(Span::new(at, at + 2));
                at += 2;
            }
        }
    }
    if at < bytes.len() {
        draft.push_broken(Span::new(at, bytes.len()));
    }
    draft
}

fn units(bytes: &[u8], encoding: Encoding) -> impl Iterator<Item = u16> {
    let from_bytes =
        if encoding == Encoding::Utf16Be { u16::from_be_bytes } else { u16::from_le_bytes };
    bytes.chunks_exact(2).map(move |pair| from_bytes([pair[0], pair[1]]))
}

/// A unit that is a character by itself. Surrogates are rare enough in notes to be left out.
fn as_scalar(unit: u16) -> Option<char> {
    char::from_u32(u32::from(unit))
}

/// What notes in Korean and English are made of. Han is not among it: the bytes of Latin text,
/// taken in the wrong order or two at a time, are Han.
fn is_plausible(char: char) -> bool {
    matches!(char,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{ff}'
        | '\u{1100}'..='\u{11ff}' // conjoining jamo
        | '\u{2000}'..='\u{22ff}' // punctuation, arrows, operators
        | '\u{3000}'..='\u{303f}' | '\u{3131}'..='\u{318e}' | '가'..='힣')
}
