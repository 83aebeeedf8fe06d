use super::Span;

/// A run of units of one shape that were carried over from another text, one after the other.
///
/// Text that was copied is units of one byte each. A Korean word read from CP949 is units of three
/// bytes here for two there: a word, not a syllable, costs a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    here: usize,
    there: usize,
    units: usize,
    here_unit: usize,
    there_unit: usize,
}

impl Run {
    fn here_end(&self) -> usize {
        self.here + self.units * self.here_unit
    }

    fn there_end(&self) -> usize {
        self.there + self.units * self.there_unit
    }

    /// Where the unit that holds `offset` of this text begins in the other.
    fn unit_at(&self, offset: usize) -> usize {
        self.there + (offset - self.here) / self.here_unit * self.there_unit
    }
}

/// Where each piece of one text stands in another: a list of runs in ascending order.
///
/// A piece whose two lengths agree corresponds byte by byte; any other (`&amp;` for `&`, three jamo
/// for one syllable) is a unit: an offset inside it maps to its start, an end inside it to its end.
/// An empty map is the identity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<Run>,
}

impl OffsetMap {
    /// Appends a piece: `here_len` bytes at the end of this text stand for `there`.
    ///
    /// Pieces are given in order, without gaps on this side. One that continues the one before in
    /// the same shape is merged with it, so that plain text costs one run.
    pub fn push(&mut self, here_len: usize, there: Span) {
        if here_len == 0 {
            return;
        }
        let is_copy = here_len == there.len();
        let (units, here_unit, there_unit) =
            if is_copy { (here_len, 1, 1) } else { (1, here_len, there.len()) };
        match self.runs.last_mut() {
            Some(last)
                if (last.here_unit, last.there_unit) == (here_unit, there_unit)
                    && last.there_end() == there.start =>
            {
                last.units += units;
            }
            last => {
                let here = last.map_or(0, |run| run.here_end());
                self.runs.push(Run { here, there: there.start, units, here_unit, there_unit });
            }
        }
    }

    /// Whether every offset maps to itself.
    pub fn is_identity(&self) -> bool {
        match self.runs.as_slice() {
            [] => true,
            [only] => (only.here_unit, only.there_unit, only.there) == (1, 1, 0),
            _ => false,
        }
    }

    /// Where the piece at `offset` begins in the other text. Past the end: where the last run ends.
    pub fn start(&self, offset: usize) -> usize {
        match self.run_at(offset) {
            None => offset,
            Some(run) if offset >= run.here_end() => run.there_end(),
            Some(run) => run.unit_at(offset),
        }
    }

    /// Where the piece that ends at `offset` ends in the other text.
    pub fn end(&self, offset: usize) -> usize {
        let Some(before) = offset.checked_sub(1) else { return self.start(0) };
        match self.run_at(before) {
            None => offset,
            Some(run) if before >= run.here_end() => run.there_end(),
            Some(run) => run.unit_at(before) + run.there_unit,
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
        let at = self.runs.partition_point(|run| run.there_end() <= offset);
        match self.runs.get(at) {
            None => self.runs.last().map_or(offset, Run::here_end),
            Some(run) if offset <= run.there => run.here,
            Some(run) => run.here + (offset - run.there) / run.there_unit * run.here_unit,
        }
    }

    /// The lengths of the pieces of this text, in order, each with its place in the other: pushed one
    /// by one, they make this map again.
    fn pieces(&self) -> impl Iterator<Item = (usize, Span)> {
        self.runs.iter().flat_map(|run| {
            let is_copy = (run.here_unit, run.there_unit) == (1, 1);
            // Copied text is one piece, however long.
            let (count, each) = if is_copy { (1, run.units) } else { (run.units, 1) };
            (0..count).map(move |number| {
                let start = run.there + number * each * run.there_unit;
                (each * run.here_unit, Span::new(start, start + each * run.there_unit))
            })
        })
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

    /// A text that is one piece of another, as most are, in no more memory than it takes.
    pub fn piece(piece: &str, there: Span) -> Self {
        let mut map = OffsetMap { runs: Vec::with_capacity(1) };
        map.push(piece.len(), there);
        MappedText { text: piece.to_owned(), map }
    }

    /// Appends `piece`, which stands at `there` in the other text.
    pub fn push(&mut self, piece: &str, there: Span) {
        self.text.push_str(piece);
        self.map.push(piece.len(), there);
    }

    /// Its pieces in order, each with its place in the other text: [pushed](Self::push) one by one,
    /// they make this text again.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Span)> {
        let mut at = 0;
        self.map.pieces().map(move |(len, there)| {
            let piece = &self.text[at..at + len];
            at += len;
            (piece, there)
        })
    }

    /// Where `span` of this text stands in the other.
    pub fn source(&self, span: Span) -> Span {
        self.map.span(span)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
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
    fn units_of_one_shape_cost_one_run() {
        let mut map = OffsetMap::default();
        for syllable in 0..1000 {
            map.push(3, Span::new(2 * syllable, 2 * syllable + 2));
        }
        assert_eq!(map.runs.len(), 1);
        assert_eq!(map.span(Span::new(7, 8)), Span::new(4, 6));
        assert_eq!(map.span(Span::new(6, 12)), Span::new(4, 8));
        assert_eq!((map.inverse(5), map.start(3000), map.end(4000)), (6, 2000, 2000));
    }

    proptest::proptest! {
        /// The merged map answers as the list of its pieces does.
        #[test]
        fn merging_changes_no_answer(
            pieces in proptest::collection::vec((1usize..4, 0usize..4, 0usize..2), 1..20),
        ) {
            let mut map = OffsetMap::default();
            let (mut here, mut there) = (0, 0);
            let mut units = Vec::new();
            for (here_len, there_len, gap) in pieces {
                there += gap;
                map.push(here_len, Span::new(there, there + there_len));
                if here_len == there_len {
                    units.extend((0..here_len).map(|at| (here + at, 1, there + at, 1)));
                } else {
                    units.push((here, here_len, there, there_len));
                }
                here += here_len;
                there += there_len;
            }
            for &(here, here_len, there, there_len) in &units {
                for offset in here..here + here_len {
                    proptest::prop_assert_eq!(map.start(offset), there);
                    proptest::prop_assert_eq!(map.end(offset + 1), there + there_len);
                }
                for offset in there..there + there_len {
                    proptest::prop_assert_eq!(map.inverse(offset), here);
                }
            }
            proptest::prop_assert_eq!(map.start(here + 5), there);
        }
    }

    #[test]
    fn the_empty_map_is_the_identity() {
        let map = OffsetMap::default();
        assert!(map.is_identity());
        assert_eq!(map.span(Span::new(3, 9)), Span::new(3, 9));
    }
}
