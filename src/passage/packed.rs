//! An outline in few bytes, to be kept beside the text that it is of.
//!
//! To cut a note into passages takes longer than all else that showing a line of it does. An index
//! that has cut it once keeps where each passage stands; the words themselves it leaves in the note.

use serde::{Deserialize, Serialize};

use super::{Outline, Passage, PassageKind};
use crate::text::{MappedText, Span};

/// An outline whose passages say where in the source their text is.
#[derive(Serialize, Deserialize)]
struct Packed<'a> {
    title: &'a str,
    #[serde(borrow)]
    tags: Vec<&'a str>,
    #[serde(borrow)]
    aliases: Vec<&'a str>,
    #[serde(borrow)]
    passages: Vec<PackedPassage<'a>>,
}

#[derive(Serialize, Deserialize)]
struct PackedPassage<'a> {
    kind: PassageKind,
    /// How many passages before this one its parent stands; 0 for the first, which has none.
    above: u32,
    /// Bytes of the source from where the passage before ends to where this one begins.
    gap: i32,
    len: u32,
    #[serde(borrow)]
    text: Text<'a>,
}

#[derive(Serialize, Deserialize)]
enum Text<'a> {
    /// All of the passage but so many bytes at its beginning, as nearly always.
    Rest(u32),
    Pieces(#[serde(borrow)] Vec<Piece<'a>>),
}

/// A piece of a passage's text.
#[derive(Serialize, Deserialize)]
enum Piece<'a> {
    /// As many bytes of the source, so many after the end of the piece before; the first counts from
    /// where its passage begins.
    Copy(i32, u32),
    /// Text that the source says otherwise: as many of its bytes stand for it, at such a distance.
    Other(i32, u32, &'a str),
}

impl Outline {
    /// The outline in a form that [`unpack`](Self::unpack) reads, given the same `source`.
    pub fn pack(&self, source: &str) -> Vec<u8> {
        let mut last = 0;
        let passages = self.passages.iter().enumerate().map(|(number, passage)| {
            let gap = distance(last, passage.span.start);
            last = passage.span.end;
            PackedPassage {
                kind: passage.kind,
                above: passage.parent.map_or(0, |parent| (number - parent) as u32),
                gap,
                len: passage.span.len() as u32,
                text: Text::of(passage, source),
            }
        });
        let packed = Packed {
            title: &self.title,
            tags: self.tags.iter().map(String::as_str).collect(),
            aliases: self.aliases.iter().map(String::as_str).collect(),
            passages: passages.collect(),
        };
        postcard::to_stdvec(&packed).expect("numbers and texts have a packed form")
    }

    /// The outline that was packed from this `source`; `None` where the bytes are not one of it.
    pub fn unpack(bytes: &[u8], source: &str) -> Option<Self> {
        let packed: Packed<'_> = postcard::from_bytes(bytes).ok()?;
        let mut passages: Vec<Passage> = Vec::with_capacity(packed.passages.len());
        let mut last = 0;
        for (number, packed) in packed.passages.into_iter().enumerate() {
            let span = span(last + i64::from(packed.gap), packed.len, source)?;
            last = span.end as i64;
            let above = packed.above as usize;
            passages.push(Passage {
                kind: packed.kind,
                text: packed.text.read(span, source)?,
                span,
                parent: if above == 0 { None } else { Some(number.checked_sub(above)?) },
                descendants: 0,
            });
        }
        if passages.is_empty() {
            return None;
        }
        // Children come after their parents, so that from the end on each subtree is complete.
        for number in (0..passages.len()).rev() {
            let below = passages[number].descendants + 1;
            if let Some(parent) = passages[number].parent {
                passages[parent].descendants += below;
            }
        }
        let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
        Some(Outline {
            title: packed.title.to_owned(),
            tags: owned(packed.tags),
            aliases: owned(packed.aliases),
            passages,
        })
    }
}

/// Bytes from one offset to another. A note has at most 2²⁶.
fn distance(from: usize, to: usize) -> i32 {
    (to as i64 - from as i64) as i32
}

fn span(start: i64, len: u32, source: &str) -> Option<Span> {
    let start = usize::try_from(start).ok()?;
    let end = start.checked_add(len as usize)?;
    let fits = source.is_char_boundary(start) && source.is_char_boundary(end);
    fits.then(|| Span::new(start, end))
}

impl<'a> Text<'a> {
    fn of(passage: &'a Passage, source: &str) -> Self {
        let mut at = passage.span.start;
        let pieces = passage.text.pieces().map(|(text, there)| {
            let gap = distance(at, there.start);
            at = there.end;
            let len = there.len() as u32;
            match source.get(there.range()) {
                Some(said) if said == text => Piece::Copy(gap, len),
                _ => Piece::Other(gap, len, text),
            }
        });
        let pieces: Vec<Piece<'a>> = pieces.collect();
        match pieces[..] {
            [Piece::Copy(gap, _)] if gap >= 0 && at == passage.span.end => Text::Rest(gap as u32),
            _ => Text::Pieces(pieces),
        }
    }

    /// The text of a passage that stands at `own`.
    fn read(&self, own: Span, source: &str) -> Option<MappedText> {
        match self {
            Text::Rest(gap) => {
                let start = own.start.checked_add(*gap as usize).filter(|&at| at <= own.end)?;
                let there = Span::new(start, own.end);
                Some(MappedText::piece(source.get(there.range())?, there))
            }
            Text::Pieces(pieces) => {
                let mut text = MappedText::default();
                let mut at = own.start as i64;
                for piece in pieces {
                    let (&gap, &len) = match piece {
                        Piece::Copy(gap, len) | Piece::Other(gap, len, _) => (gap, len),
                    };
                    let there = span(at + i64::from(gap), len, source)?;
                    at = there.end as i64;
                    match piece {
                        Piece::Copy(..) => text.push(source.get(there.range())?, there),
                        Piece::Other(.., other) => text.push(other, there),
                    }
                }
                Some(text)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Format;
    use crate::passage::outline;

    fn packed_and_unpacked(format: Format, source: &str) {
        let outline = outline(format, "람다", source);
        let unpacked = Outline::unpack(&outline.pack(source), source);
        assert_eq!(unpacked.as_ref(), Some(&outline), "{source:?}");
    }

    #[test]
    fn what_was_packed_is_unpacked() {
        for source in [
            "",
            "본문",
            "---\ntitle: 제목\ntags: [aws, 서버리스]\naliases: [AWS Lambda]\n---\n# 람다\n- 한도 15분\n",
            "# A &amp; B\n\n| 이름 | 값 |\n|---|---|\n| **메모리** | `10 GB` |\n\n```sh\nls\n```\n",
            "질문:\n\n1. 하나\n   - 둘\\*셋\n     이어서  \n     또\n2. [링크](https://example.com)\n",
        ] {
            packed_and_unpacked(Format::Markdown, source);
            packed_and_unpacked(Format::Org, source);
        }
    }

    #[test]
    fn bytes_of_another_source_are_no_outline_of_this() {
        let source = "# 람다\n\n최대 15분까지 실행된다.\n";
        let packed = outline(Format::Markdown, "a", source).pack(source);
        assert_eq!(Outline::unpack(&packed, "# 람"), None);
        assert_eq!(Outline::unpack(&packed[..packed.len() / 2], source), None);
        assert_eq!(Outline::unpack(b"", source), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_packed_and_unpacked(
            source in "([-#|>*`_&; \n]|[가-힣]{1,3}|[a-z]{1,4}|&amp;|\\[a\\]\\(b\\)|<b>|\\|-){0,60}",
        ) {
            packed_and_unpacked(Format::Markdown, &source);
            packed_and_unpacked(Format::Rst, &source);
        }
    }
}
