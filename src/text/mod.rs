//! Text that still knows where it came from.
//!
//! Everything above this layer works on normalised UTF-8: composed Hangul (NFC), `\n` line ends, no
//! byte-order mark. Everything a user sees points at the file as it is on disk. The two are joined
//! here, by [`OffsetMap`], and nowhere else.

mod letter;
mod offset_map;
mod source;
mod span;

pub use letter::{is_alphabetic, is_alphanumeric};
pub use offset_map::{MappedText, OffsetMap};
pub use source::{Position, SourceText};
pub use span::Span;
