//! From a file's bytes to text, with the place of each character in the file.
//!
//! Nothing but the bytes says how a note is encoded, so the order of the questions matters:
//!
//! 1. A byte-order mark is believed.
//! 2. NULs at every other place and sense in between are UTF-16 without a mark.
//! 3. What is valid UTF-8 is UTF-8. Text in other encodings practically never is by chance.
//! 4. What is UTF-8 but for a few bytes is UTF-8 still: those bytes are lost, not the file.
//! 5. What reads as Korean in CP949 (the superset of EUC-KR that Windows writes) is CP949.
//! 6. Anything else is UTF-8 with broken bytes, unless it is mostly those or control codes.

mod cp949;
mod utf16;
mod utf8;

use std::fmt;

use crate::text::{OffsetMap, SourceText, Span};

/// How a file's text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// CP949 (Unified Hangul Code), which contains EUC-KR.
    EucKr,
}

impl fmt::Display for Encoding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::EucKr => "CP949",
        })
    }
}

/// A file's text.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text. A byte-order mark is kept in its original form, as U+FEFF.
    pub source: SourceText,
    /// What the file is encoded in.
    pub encoding: Encoding,
    /// Characters lost to broken bytes; each is U+FFFD in the text.
    pub replaced: usize,
}

/// Why bytes are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// They begin as files of a known kind do.
    #[error("it is {0}")]
    Known(&'static str),
    /// More than one character in twenty is a control code.
    #[error("{controls} of its {total} characters are control codes")]
    Binary {
        /// Control codes.
        controls: usize,
        /// All characters.
        total: usize,
    },
    /// More than half of it is broken bytes: data, or an encoding that is not known here.
    #[error("{broken} of its {total} characters are neither UTF-8, UTF-16 nor CP949")]
    Undecodable {
        /// Broken bytes.
        broken: usize,
        /// All characters.
        total: usize,
    },
}

/// Decodes a file.
///
/// # Errors
/// Where the bytes are not text in any encoding that is known here.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, NotText> {
    let kind = known_kind(&bytes);
    let (draft, encoding) = draft(bytes);
    let Draft { text, to_file, replaced } = draft;
    if let Some(reason) = reject(&text, replaced) {
        return Err(kind.unwrap_or(reason));
    }
    Ok(Decoded { source: SourceText::new(text, to_file), encoding, replaced })
}

/// Decodes a file whose bytes are known to be [plain](SourceText::is_plain) text; any other as
/// [`decode`] does.
pub(super) fn decode_plain(bytes: Vec<u8>) -> Result<Decoded, NotText> {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let source = SourceText::plain(text);
            Ok(Decoded { source, encoding: Encoding::Utf8, replaced: 0 })
        }
        Err(error) => decode(error.into_bytes()),
    }
}

/// The best reading of the bytes, be it text or not.
fn draft(bytes: Vec<u8>) -> (Draft, Encoding) {
    let marked = match bytes[..] {
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        _ => utf16::detect(&bytes),
    };
    if let Some(encoding) = marked {
        return (utf16::decode(&bytes, encoding), encoding);
    }
    // The usual case, and no copy of it.
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let draft = Draft { text, to_file: OffsetMap::default(), replaced: 0 };
            return (draft, Encoding::Utf8);
        }
        Err(error) => error.into_bytes(),
    };
    if !utf8::is_evident(&bytes)
        && let Some(draft) = cp949::decode(&bytes)
    {
        return (draft, Encoding::EucKr);
    }
    (utf8::decode(&bytes), Encoding::Utf8)
}

/// A text under way.
#[derive(Debug, Default)]
struct Draft {
    text: String,
    to_file: OffsetMap,
    replaced: usize,
}

impl Draft {
    /// Appends a character that stands at `file` in the file.
    fn push(&mut self, char: char, file: Span) {
        self.text.push(char);
        self.to_file.push(char.len_utf8(), file);
    }

    /// Appends U+FFFD for a character whose bytes are broken.
    fn push_broken(&mut self, file: Span) {
        self.push(char::REPLACEMENT_CHARACTER, file);
        self.replaced += 1;
    }
}

/// Why a reading is no text, if it is none. A single control code or broken byte never spoils one.
fn reject(text: &str, broken: usize) -> Option<NotText> {
    let controls = control_codes(text.as_bytes());
    if controls <= 1 && broken <= 1 {
        return None;
    }
    let total = text.chars().count();
    if controls > 1 && controls * 20 > total {
        Some(NotText::Binary { controls, total })
    } else if broken > 1 && broken * 2 > total {
        Some(NotText::Undecodable { broken, total })
    } else {
        None
    }
}

/// How many bytes are control codes that no text needs; form feeds and escapes (of coloured
/// terminal output) are let pass.
fn control_codes(text: &[u8]) -> usize {
    let is_strange = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    // In pieces whose count fits into a byte: many bytes are then looked at at once.
    let pieces = text.chunks(usize::from(u8::MAX));
    let count = |piece: &[u8]| piece.iter().map(|&byte| u8::from(is_strange(byte))).sum::<u8>();
    pieces.map(|piece| usize::from(count(piece))).sum()
}

/// Kinds of binary files that are found under a note's name, by their first bytes.
fn known_kind(bytes: &[u8]) -> Option<NotText> {
    const KINDS: [(&[u8], &str); 7] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"SQLite format 3\0", "an SQLite database"),
    ];
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, kind)| NotText::Known(kind))
}

#[cfg(test)]
mod tests;
