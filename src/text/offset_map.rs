use super::Span;

/// A run of text that was carried over from another text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    here: usize,
    here_len: usize,
    there: usize,
    there_len: usize,
}

impl Run {
    /// Bytes correspond one to one; otherwise the run is one indivisible unit.
    fn is_linear(&self) -> bool {
        self.here_len == self.there_len
    }
}

/// Where each piece of one text stands in another: a list of runs in ascending order.
///
/// A run whose two lengths agree corresponds byte by byte; any other run (`&amp;` for `&`, three
/// jamo for one syllable) is a unit: an offset inside it maps to its start, an end inside it to its
/// end. An empty map is the identity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<Run>,
}

impl OffsetMap {
    /// Appends a run: `here_len` bytes at the end of this text stand for `there`.
    ///
    /// Runs are given in order, without gaps on this side. A linear run that continues the one
    /// before is merged with it, so that plain text costs one run.
    pub fn push(&mut self, here_len: usize, there: Span) {
        if here_len == 0 {
            return;
        }
        let here = self.runs.last().map_or(0, |run| run.here + run.here_len);
        let run = Run { here, here_len, there: there.start, there_len: there.len() };
        if let Some(last) = self.runs.last_mut()
            && last.is_linear()
            && run.is_linear()
            && last.there + last.there_len == run.there
        {
            last.here_len += run.here_len;
            last.there_len += run.there_len;
            return;
        }
        self.runs.push(run);
    }

    /// Whether every offset maps to itself.
    pub fn is_identity(&self) -> bool {
        match self.runs.as_slice() {
            [] => true,
            [only] => only.is_linear() && only.there == 0,
            _ => false,
        }
    }

    /// Where the piece at `offset` begins in the other text. Past the end: where the last run ends.
    pub fn start(&self, offset: usize) -> usize {
        let Some(run) = self.run_at(offset) else { return offset };
        if offset >= run.here + run.here_len {
            run.there + run.there_len
        } else if run.is_linear() {
            run.there + (offset - run.here)
        } else {
            run.there
        }
    }

    /// Where the piece that ends at `offset` ends in the other text.
    pub fn end(&self, offset: usize) -> usize {
        let Some(before) = offset.checked_sub(1) else { return self.start(0) };
        let Some(run) = self.run_at(before) else { return offset };
        if run.is_linear() && offset <= run.here + run.here_len {
            run.there + (offset - run.here)
        } else {
            run.there + run.there_len
        }
    }

    /// The span in the other text that `span` stands for.
    pub fn span(&self, span: Span) -> Span {
        let start = self.start(span.start);
        Span::new(start, if span.is_empty() { start } else { self.end(span.end).max(start) })
    }

    /// The offset of this text whose piece holds the other text's `offset`; where none does, the
    /// start of the next piece. Runs must ascend on the other side too.
    pub fn inverse(&self, offset: usize) -> usize {
        if self.runs.is_empty() {
            return offset;
        }
        let at = self.runs.partition_point(|run| run.there + run.there_len <= offset);
        match self.runs.get(at) {
            None => self.runs.last().map_or(offset, |run| run.here + run.here_len),
            Some(run) if run.is_linear() && offset > run.there => run.here + (offset - run.there),
            Some(run) => run.here,
        }
    }

    fn run_at(&self, offset: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.here <= offset);
        self.runs.get(after.saturating_sub(1))
    }
}

/// A text put together from pieces of another, with the place of each piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    map: OffsetMap,
}

impl MappedText {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Appends `piece`, which stands at `there` in the other text.
    pub fn push(&mut self, piece: &str, there: Span) {
        self.text.push_str(piece);
        self.map.push(piece.len(), there);
    }

    /// Where `span` of this text stands in the other.
    pub fn source(&self, span: Span) -> Span {
        self.map.span(span)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Drops white space at the end.
    pub fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linear_runs_merge_and_map_byte_by_byte() {
        let mut map = OffsetMap::default();
        map.push(4, Span::new(10, 14));
        map.push(3, Span::new(14, 17));
        assert_eq!(map.span(Span::new(2, 6)), Span::new(12, 16));
        assert_eq!(map.inverse(13), 3);
    }

    #[test]
    fn a_unit_maps_whole() {
        let mut map = OffsetMap::default();
        map.push(2, Span::new(0, 2));
        map.push(3, Span::new(2, 11)); // one syllable from three jamo
        map.push(1, Span::new(11, 12));
        assert_eq!(map.span(Span::new(2, 5)), Span::new(2, 11));
        assert_eq!(map.span(Span::new(5, 6)), Span::new(11, 12));
        assert_eq!(map.end(4), 11);
        assert_eq!(map.inverse(7), 2);
    }

    #[test]
    fn a_gap_on_the_other_side_is_skipped() {
        let mut text = MappedText::default();
        text.push("a", Span::new(2, 3));
        text.push("b", Span::new(7, 8));
        assert_eq!(text.source(Span::new(0, 1)), Span::new(2, 3));
        assert_eq!(text.source(Span::new(1, 2)), Span::new(7, 8));
        assert_eq!(text.source(Span::new(0, 2)), Span::new(2, 8));
    }

    #[test]
    fn the_empty_map_is_the_identity() {
        let map = OffsetMap::default();
        assert!(map.is_identity());
        assert_eq!(map.span(Span::new(3, 9)), Span::new(3, 9));
    }
}
