//! Which row and column of a table a figure stands in.
//!
//! The text of a row has no empty cells, so that cells are counted in the note's own line where it has bars.

use crate::passage::{Passage, PassageKind};
use crate::text::Span;

/// Between the cells of a table's row, in a passage's text.
const CELLS: &str = " | ";

/// What a cell's row and its column are called; empty where they have no name.
#[derive(Debug, PartialEq)]
pub(super) struct Cell<'o> {
    pub row: &'o str,
    pub column: &'o str,
}

/// Where a figure stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'o> {
    pub source: &'o str,
    /// In the source.
    pub at: usize,
    /// In the text of its passage.
    pub in_text: usize,
}

/// The cell of a row that a figure stands in.
pub(super) fn cell<'o>(
    header: &'o Passage,
    row: &'o Passage,
    place: Place<'_>,
) -> Option<Cell<'o>> {
    if (header.kind, row.kind) != (PassageKind::TableHeader, PassageKind::TableRow) {
        return None;
    }
    between_bars(header, row, place).or_else(|| in_text(header, row, place.in_text))
}

/// The same of a table that is written with bars.
fn between_bars<'o>(
    header: &'o Passage,
    row: &'o Passage,
    Place { source, at, .. }: Place<'_>,
) -> Option<Cell<'o>> {
    let (start, line) = line_at(source, at);
    let cells = cells(line);
    let column = cells.iter().rposition(|cell| start + cell.start <= at)?;
    let name = |row: &'o Passage, line: &str, cells: &[Span], column: usize| {
        let has_text = |cell: &&Span| !line[cell.range()].trim().is_empty();
        cells.get(column).filter(has_text)?;
        row.text.as_str().split(CELLS).nth(cells[..column].iter().filter(has_text).count())
    };
    let (_, names) = line_at(source, header.span.start);
    let columns = self::cells(names);
    if columns.is_empty() {
        return None;
    }
    let row = if column > 0 { name(row, line, &cells, 0) } else { None };
    let column = name(header, names, &columns, column);
    Some(Cell { row: row.unwrap_or_default(), column: column.unwrap_or_default() })
}

/// The same of any other table, as if none of its cells were empty.
fn in_text<'o>(header: &'o Passage, row: &'o Passage, at: usize) -> Option<Cell<'o>> {
    let (header, row) = (header.text.as_str(), row.text.as_str());
    let column = row[..at].matches(CELLS).count();
    let name = header.split(CELLS).nth(column).filter(|_| header.contains(CELLS))?;
    let row = row.split(CELLS).next().filter(|_| column > 0);
    Some(Cell { row: row.unwrap_or_default(), column: name })
}

/// The line of an offset, and where it begins.
fn line_at(source: &str, at: usize) -> (usize, &str) {
    let start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let len = source[start..].find('\n').unwrap_or(source.len() - start);
    (start, &source[start..start + len])
}

/// The cells of a line; none where it has no bar.
fn cells(line: &str) -> Vec<Span> {
    let bars = line.match_indices('|').map(|(at, _)| at);
    let bars: Vec<usize> = bars.filter(|&at| !line[..at].ends_with('\\')).collect();
    let Some(&first) = bars.first() else { return Vec::new() };
    let begins = line[..first].chars().all(|char| char.is_whitespace() || char == '>');
    let mut start = 0;
    let mut cells = Vec::with_capacity(bars.len() + 1);
    for bar in bars {
        if bar != first || !begins {
            cells.push(Span::new(start, bar));
        }
        start = bar + 1;
    }
    cells.push(Span::new(start, line.len()));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Format;
    use crate::passage::outline;

    fn cell_of(source: &str, figure: &str) -> Option<(String, String)> {
        let outline = outline(Format::Markdown, "표", source);
        let at = source.find(figure).expect("a figure");
        let row = outline.passages.iter().rfind(|one| one.span.start <= at).expect("a row");
        let header = &outline.passages[row.parent?];
        let place = Place { source, at, in_text: 0 };
        cell(header, row, place).map(|cell| (cell.row.to_owned(), cell.column.to_owned()))
    }

    #[test]
    fn cells_without_text_are_counted() {
        let source = "| | REST | HTTP | 웹소켓 |\n|---|---|---|---|\n\
                      | 백만 건 | $3.50 | $1.00 | |\n| 시간 | | **29초** | `2시간` |\n";
        for (figure, row, column) in [
            ("$3.50", "백만 건", "REST"),
            ("$1.00", "백만 건", "HTTP"),
            ("29초", "시간", "HTTP"),
            ("2시간", "시간", "웹소켓"),
        ] {
            assert_eq!(cell_of(source, figure), Some((row.into(), column.into())), "{figure}");
        }
    }

    #[test]
    fn a_table_needs_no_bars_around_it() {
        let source = "값 | 기본 | 최대\n---|---|---\n크기 | 1MB | 5MB\n 3초 | 4초 |\n";
        assert_eq!(cell_of(source, "1MB"), Some(("크기".into(), "기본".into())));
        assert_eq!(cell_of(source, "5MB"), Some(("크기".into(), "최대".into())));
        assert_eq!(cell_of(source, "3초"), Some(("".into(), "값".into())));
        assert_eq!(cell_of("> | 값 | 최대 |\n> |---|---|\n> | a\\|b | 7초 |\n", "7초"), {
            Some(("a|b".into(), "최대".into()))
        });
    }
}
