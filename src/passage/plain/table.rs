use super::reader::Reader;
use crate::passage::PassageKind;
use crate::passage::nest::Role;
use crate::text::Span;

impl Reader<'_, '_> {
    /// Reads a table's row, or the line between two.
    pub(super) fn table_row(&mut self, line: usize, span: Span) {
        self.flush();
        let rows = *self.table.get_or_insert_with(|| {
            let holder = self.placer.holder(span.start);
            self.placer.nest.open_below(Role::Table, holder);
            0
        });
        let text = &self.source[span.range()];
        if is_border(text) {
            return;
        }
        // In a grid every row has a border below; the header's is a double line.
        let below = self.text(line + 1);
        let header =
            rows == 0 && is_border(below) && (below.starts_with('|') || below.contains('='));
        self.table = Some(rows + 1);
        let mut start = span.start;
        let mut before = None;
        for cell in text.split('|') {
            let leading = cell.len() - cell.trim_start().len();
            let own = Span::new(start + leading, start + leading + cell.trim().len());
            start += cell.len() + 1;
            if own.is_empty() {
                continue;
            }
            if let Some(end) = before {
                self.placer.inline.push(" | ", Span::new(end, own.start));
            }
            self.push(own);
            before = Some(own.end);
        }
        let kind = if header { PassageKind::TableHeader } else { PassageKind::TableRow };
        self.has_text = true;
        self.placer.place(kind, span);
    }

    /// Ends the open table, if there is one.
    pub(super) fn end_table(&mut self) {
        if self.table.take().is_some() {
            self.placer.nest.close_innermost(Role::Table);
        }
    }
}

/// A line between rows: `|---+---|`, `+---+---+`, `=== ===`.
pub(super) fn is_border(text: &str) -> bool {
    let signs = text.bytes().all(|byte| matches!(byte, b'|' | b'+' | b'-' | b'=' | b':' | b' '));
    signs && text.len() >= 3 && text.starts_with(['|', '+', '=']) && text.contains(['-', '='])
}
