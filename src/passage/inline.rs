use crate::text::{MappedText, Span};

/// The readable text of one block while it is read: its pieces with their places, where its source
/// lines break, and which parts are bold or verbatim.
///
/// A block becomes one or several passages only when it is complete, so the text is gathered here
/// and cut into [`MappedText`]s afterwards. The buffers are reused from block to block.
#[derive(Debug, Default)]
pub(super) struct InlineText {
    text: String,
    pieces: Vec<Piece>,
    bold: Vec<Span>,
    verbatim: Vec<Span>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where the piece ends in the text.
    end: usize,
    there: Span,
    /// Whether text and source correspond byte by byte.
    linear: bool,
}

impl InlineText {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.bold.clear();
        self.verbatim.clear();
    }

    /// The text so far.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Length of the text so far in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is nothing to read.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Appends text that stands at `there` in the source: byte by byte where the lengths agree, else
    /// as one unit.
    pub(super) fn push(&mut self, text: &str, there: Span) {
        if text.is_empty() {
            return;
        }
        let linear = text.len() == there.len();
        self.text.push_str(text);
        let end = self.text.len();
        if let Some(last) = self.pieces.last_mut()
            && linear
            && last.linear
            && last.there.end == there.start
        {
            last.end = end;
            last.there.end = there.end;
            return;
        }
        self.pieces.push(Piece { end, there, linear });
    }

    /// Where the source of the text so far ends.
    pub(super) fn source_end(&self) -> Option<usize> {
        self.pieces.last().map(|piece| piece.there.end)
    }

    /// Forgets the text from `len` on.
    pub(super) fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        while let Some(last) = self.pieces.pop() {
            let start = self.pieces.last().map_or(0, |piece| piece.end);
            if start < len {
                let end = last.end.min(len);
                let cut = if last.linear { last.end - end } else { 0 };
                let there = Span::new(last.there.start, last.there.end - cut);
                self.pieces.push(Piece { end, there, ..last });
                break;
            }
        }
        for marks in [&mut self.bold, &mut self.verbatim] {
            while marks.last().is_some_and(|mark| mark.end > len) {
                marks.pop();
            }
        }
    }

    /// Marks the text from `start` on as bold.
    pub(super) fn mark_bold(&mut self, start: usize) {
        self.bold.push(Span::new(start, self.text.len()));
    }

    /// Marks the text from `start` on as verbatim: code, where `#` is no tag.
    pub(super) fn mark_verbatim(&mut self, start: usize) {
        self.verbatim.push(Span::new(start, self.text.len()));
    }

    /// Whether all of `span` that can be read is bold.
    pub(super) fn is_bold(&self, span: Span) -> bool {
        let first = self.bold.partition_point(|bold| bold.end <= span.start);
        let mut at = span.start;
        for bold in self.bold[first..].iter().take_while(|bold| bold.start < span.end) {
            if !self.text[at..bold.start.max(at)].trim().is_empty() {
                return false;
            }
            at = at.max(bold.end.min(span.end));
        }
        at > span.start && self.text[at..span.end].trim_matches([' ', ':', '：']).is_empty()
    }

    /// Whether the text at `offset` is verbatim.
    pub(super) fn is_verbatim(&self, offset: usize) -> bool {
        let at = self.verbatim.partition_point(|code| code.end <= offset);
        self.verbatim.get(at).is_some_and(|code| code.start <= offset)
    }

    /// The source lines of the text, without their line breaks.
    pub(super) fn lines(&self) -> impl Iterator<Item = Span> {
        let mut at = 0;
        self.text.split('\n').map(move |line| {
            let span = Span::new(at, at + line.len());
            at = span.end + 1;
            span
        })
    }

    /// `span` without white space at its ends.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let text = &self.text[span.range()];
        let start = span.start + (text.len() - text.trim_start().len());
        Span::new(start, start + text.trim().len())
    }

    /// Where the text of `span` stands in the source; nothing for an empty span.
    pub(super) fn source(&self, span: Span) -> Option<Span> {
        let mut places = self.pieces_in(span).map(|(_, there)| there);
        let first = places.next()?;
        let last = places.last().unwrap_or(first);
        Some(Span::new(first.start, last.end.max(first.end)))
    }

    /// The text of `span` with its map.
    pub(super) fn mapped(&self, span: Span) -> MappedText {
        let mut mapped = MappedText::default();
        for (here, there) in self.pieces_in(span) {
            mapped.push(&self.text[here.range()], there);
        }
        mapped
    }

    fn pieces_in(&self, span: Span) -> impl Iterator<Item = (Span, Span)> {
        let first = self.pieces.partition_point(|piece| piece.end <= span.start);
        let mut start = first.checked_sub(1).map_or(0, |before| self.pieces[before].end);
        self.pieces[first..].iter().map_while(move |piece| {
            let here = Span::new(start.max(span.start), piece.end.min(span.end).max(start));
            let offset = here.start - start;
            start = piece.end;
            if here.start >= span.end {
                return None;
            }
            let there = match piece.linear {
                true => {
                    let from = piece.there.start + offset;
                    Span::new(from, from + here.len())
                }
                false => piece.there,
            };
            Some((here, there))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_keeps_its_places() {
        let mut text = InlineText::default();
        text.push("가나", Span::new(10, 16));
        text.push("&", Span::new(16, 21));
        text.push("다라", Span::new(21, 27));
        let mapped = text.mapped(Span::new(3, 10));
        assert_eq!(mapped.as_str(), "나&다");
        assert_eq!(mapped.source(Span::new(0, 3)), Span::new(13, 16));
        assert_eq!(mapped.source(Span::new(3, 4)), Span::new(16, 21));
        assert_eq!(mapped.source(Span::new(4, 7)), Span::new(21, 24));
        assert_eq!(text.source(Span::new(3, 10)), Some(Span::new(13, 24)));
        assert_eq!(text.source(Span::new(3, 3)), None);
    }

    #[test]
    fn bold_may_end_in_a_colon() {
        let mut text = InlineText::default();
        text.push("특징", Span::new(2, 8));
        text.mark_bold(0);
        text.push(":", Span::new(10, 11));
        assert!(text.is_bold(Span::new(0, 7)));
        text.push(" 서버리스", Span::new(11, 24));
        assert!(!text.is_bold(Span::new(0, text.len())));
    }
}
