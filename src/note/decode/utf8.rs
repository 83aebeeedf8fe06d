use super::Draft;
use crate::text::Span;

/// Whether bytes that are not valid UTF-8 are UTF-8 all the same, with broken places.
///
/// Characters of three and more bytes are counted against broken places: Hangul in UTF-8 is such
/// characters, and in other encodings they hardly come about by chance. Two-byte ones do: in CP949
/// some syllables look like them.
pub(super) fn is_evident(bytes: &[u8]) -> bool {
    let (mut wide, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().bytes().filter(|&byte| byte >= 0xe0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    wide > 0 && wide >= broken
}

/// Reads bytes as UTF-8, with U+FFFD for each broken place.
pub(super) fn decode(bytes: &[u8]) -> Draft {
    let mut draft = Draft::default();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid().len();
        draft.text.push_str(chunk.valid());
        draft.to_file.push(valid, Span::new(at, at + valid));
        at += valid;
        let invalid = chunk.invalid().len();
        if invalid > 0 {
            draft.push_broken(Span::new(at, at + invalid));
            at += invalid;
        }
    }
    draft
}
