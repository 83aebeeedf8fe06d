//! An outline in few bytes, to be kept beside the text that it is of.
//!
//! To cut a note into passages takes longer than all else that showing a line of it does. An index
//! that has cut it once keeps where each passage stands; the words themselves it leaves in the note.

use serde::{Deserialize, Serialize};

use super::{Outline, Passage, PassageKind};
use crate::text::{MappedText, Span};

/// An outline that was kept, read as far as it is asked for: a search shows a few lines of a note, and
/// to put together the texts of all the others would take longer than all else.
#[derive(Clone, Debug)]
pub struct PackedOutline {
    title: String,
    tags: Vec<String>,
    aliases: Vec<String>,
    heads: Vec<Head>,
    /// Texts that are put together from pieces, one after the other.
    pieces: Vec<u8>,
}

/// What is known of a passage without its text.
#[derive(Clone, Copy, Debug)]
struct Head {
    kind: PassageKind,
    parent: Option<usize>,
    descendants: usize,
    span: Span,
    text: Text,
}

/// Where the text of a passage is.
#[derive(Clone, Copy, Debug)]
enum Text {
    /// In the source, up to the passage's end.
    Rest(Span),
    /// Among the pieces, from here on.
    Pieces(usize),
}

#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    title: &'a str,
    #[serde(borrow)]
    tags: Vec<&'a str>,
    #[serde(borrow)]
    aliases: Vec<&'a str>,
    heads: Vec<StoredHead>,
    pieces: &'a [u8],
}

#[derive(Serialize, Deserialize)]
struct StoredHead {
    kind: PassageKind,
    /// How many passages before this one its parent stands; 0 for the first, which has none.
    above: u32,
    /// Bytes of the source from where the passage before ends to where this one begins.
    gap: i32,
    len: u32,
    text: StoredText,
}

#[derive(Serialize, Deserialize)]
enum StoredText {
    /// All of the passage but so many bytes at its beginning, as nearly always.
    Rest(u32),
    /// So many bytes of the pieces.
    Pieces(u32),
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
    /// The outline in a form that [`PackedOutline::read`] reads. The words stay in the `source`.
    pub fn pack(&self, source: &str) -> Vec<u8> {
        let mut last = 0;
        let mut pieces = Vec::new();
        let heads = self.passages.iter().enumerate().map(|(number, passage)| {
            let gap = distance(last, passage.span.start);
            last = passage.span.end;
            StoredHead {
                kind: passage.kind,
                above: passage.parent.map_or(0, |parent| (number - parent) as u32),
                gap,
                len: passage.span.len() as u32,
                text: StoredText::of(passage, source, &mut pieces),
            }
        });
        let stored = Stored {
            title: &self.title,
            tags: self.tags.iter().map(String::as_str).collect(),
            aliases: self.aliases.iter().map(String::as_str).collect(),
            heads: heads.collect(),
            pieces: &pieces,
        };
        postcard::to_stdvec(&stored).expect("numbers and texts have a stored form")
    }
}

impl PackedOutline {
    /// From the bytes of [`Outline::pack`]; `None` where they are none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let stored: Stored<'_> = postcard::from_bytes(bytes).ok()?;
        let mut heads: Vec<Head> = Vec::with_capacity(stored.heads.len());
        let mut last = 0_usize;
        let mut pieces = 0;
        for (number, head) in stored.heads.iter().enumerate() {
            let start = last.checked_add_signed(head.gap as isize)?;
            last = start.checked_add(head.len as usize)?;
            let text = match head.text {
                StoredText::Rest(gap) => {
                    let start = start.checked_add(gap as usize).filter(|&at| at <= last)?;
                    Text::Rest(Span::new(start, last))
                }
                StoredText::Pieces(len) => {
                    let at = pieces;
                    pieces = at + len as usize;
                    Text::Pieces(at)
                }
            };
            let above = head.above as usize;
            let parent = if above == 0 { None } else { Some(number.checked_sub(above)?) };
            let span = Span::new(start, last);
            heads.push(Head { kind: head.kind, parent, descendants: 0, span, text });
        }
        // Children come after their parents, so that from the end on each subtree is complete.
        for number in (0..heads.len()).rev() {
            let below = heads[number].descendants + 1;
            if let Some(parent) = heads[number].parent {
                heads[parent].descendants += below;
            }
        }
        let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
        (!heads.is_empty() && pieces == stored.pieces.len()).then(|| PackedOutline {
            title: stored.title.to_owned(),
            tags: owned(stored.tags),
            aliases: owned(stored.aliases),
            heads,
            pieces: stored.pieces.to_owned(),
        })
    }

    /// The note's [title](Outline::title).
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The note's [tags](Outline::tags).
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// How many passages there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Never, as of an [`Outline`].
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// What a passage stands directly below.
    pub fn parent(&self, number: usize) -> Option<usize> {
        self.heads.get(number)?.parent
    }

    /// One of its passages, of the text that it was made of; `None` where there is none of this
    /// number, or the text is another.
    pub fn passage(&self, number: usize, source: &str) -> Option<Passage> {
        let head = self.heads.get(number)?;
        let Head { kind, parent, descendants, span, text } = *head;
        source.get(span.range())?;
        let text = match text {
            Text::Rest(span) => MappedText::piece(source.get(span.range())?, span),
            Text::Pieces(at) => pieced(self.pieces.get(at..)?, span.start, source)?,
        };
        Some(Passage { kind, text, span, parent, descendants })
    }

    /// All of it, likewise.
    pub fn outline(&self, source: &str) -> Option<Outline> {
        let passages = (0..self.len()).map(|number| self.passage(number, source));
        Some(Outline {
            title: self.title.clone(),
            tags: self.tags.clone(),
            aliases: self.aliases.clone(),
            passages: passages.collect::<Option<_>>()?,
        })
    }
}

/// Bytes from one offset to another. A note has at most 2²⁶.
fn distance(from: usize, to: usize) -> i32 {
    (to as i64 - from as i64) as i32
}

impl StoredText {
    /// That of a passage, whose pieces, if there are any, are added to those before.
    fn of(passage: &Passage, source: &str, pieces: &mut Vec<u8>) -> Self {
        let mut at = passage.span.start;
        let own = passage.text.pieces().map(|(text, there)| {
            let gap = distance(at, there.start);
            at = there.end;
            let len = there.len() as u32;
            match source.get(there.range()) {
                Some(said) if said == text => Piece::Copy(gap, len),
                _ => Piece::Other(gap, len, text),
            }
        });
        let own: Vec<Piece<'_>> = own.collect();
        match own[..] {
            [Piece::Copy(gap, _)] if gap >= 0 && at == passage.span.end => {
                StoredText::Rest(gap as u32)
            }
            _ => {
                let bytes = postcard::to_stdvec(&own).expect("pieces have a stored form");
                pieces.extend(&bytes);
                StoredText::Pieces(bytes.len() as u32)
            }
        }
    }
}

/// A text put together from the pieces at the beginning of `bytes`, for a passage that begins at
/// `start`.
fn pieced(bytes: &[u8], start: usize, source: &str) -> Option<MappedText> {
    let (pieces, _): (Vec<Piece<'_>>, _) = postcard::take_from_bytes(bytes).ok()?;
    let mut text = MappedText::default();
    let mut at = start;
    for piece in pieces {
        let (Piece::Copy(gap, len) | Piece::Other(gap, len, _)) = piece;
        let start = at.checked_add_signed(gap as isize)?;
        at = start.checked_add(len as usize)?;
        let said = source.get(start..at)?;
        let there = Span::new(start, at);
        match piece {
            Piece::Copy(..) => text.push(said, there),
            Piece::Other(.., other) => text.push(other, there),
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Format;
    use crate::passage::outline;

    fn packed_and_unpacked(format: Format, source: &str) {
        let outline = outline(format, "람다", source);
        let packed = PackedOutline::read(&outline.pack(source)).expect("it was packed");
        assert_eq!(packed.outline(source).as_ref(), Some(&outline), "{source:?}");
        assert_eq!((packed.title(), packed.tags()), (&*outline.title, &outline.tags[..]));
        for (number, passage) in outline.passages.iter().enumerate() {
            assert_eq!(packed.passage(number, source).as_ref(), Some(passage), "{source:?}");
            assert_eq!(packed.parent(number), passage.parent);
        }
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
        let read = PackedOutline::read(&packed).expect("it was packed");
        assert_eq!(read.outline("# 람"), None);
        assert_eq!(read.passage(read.len(), source), None);
        assert!(PackedOutline::read(&packed[..packed.len() / 2]).is_none());
        assert!(PackedOutline::read(b"").is_none());
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
