//! A line of a note, laid out for a screen of some width.
//!
//! Widths are columns of a terminal: a Hangul syllable takes two. What does not fit is cut so that
//! the matched words stay in sight.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::style::MATCH;
use super::visible::visible;
use crate::search::Snippet;

/// One character on the screen.
#[derive(Clone, Copy, Debug)]
struct Cell {
    char: char,
    width: usize,
    matched: bool,
}

/// A piece of a line that fits the screen's width.
#[derive(Debug)]
pub(super) struct Row(Vec<Cell>);

/// A line, ready to be laid out.
#[derive(Debug, Default)]
pub(super) struct ShownLine {
    cells: Vec<Cell>,
}

const ELLIPSIS: Cell = Cell { char: '…', width: 1, matched: false };

impl ShownLine {
    /// The readable text of a snippet: without list marks and indentation, white space runs as one
    /// blank, Hangul composed, nothing that a terminal would obey.
    pub fn of(snippet: &Snippet) -> Self {
        let from = snippet.start.char;
        let chars: Vec<char> = snippet.text.chars().collect();
        let place = |char: usize| char.saturating_sub(from).min(chars.len());
        let (mut start, mut end) = (place(snippet.content.0.char), place(snippet.content.1.char));
        if start == end {
            (start, end) = (0, chars.len());
        }
        let mut line = ShownLine::default();
        let mut at = start;
        for highlight in &snippet.highlights {
            let matched = place(highlight.start.char).max(at)..place(highlight.end.char);
            if matched.is_empty() {
                continue;
            }
            line.push(&chars[at..matched.start], false);
            line.push(&chars[matched.clone()], true);
            at = matched.end;
        }
        line.push(&chars[at..end.max(at)], false);
        while line.cells.last().is_some_and(|cell| cell.char == ' ') {
            line.cells.pop();
        }
        line
    }

    fn push(&mut self, chars: &[char], matched: bool) {
        for char in chars.iter().copied().nfc().map(visible) {
            let char = if char.is_whitespace() { ' ' } else { char };
            let follows_blank = self.cells.last().is_none_or(|last| last.char == ' ');
            if char == ' ' && follows_blank {
                continue;
            }
            self.cells.push(Cell { char, width: char.width().unwrap_or(0), matched });
        }
    }

    /// At most `most` rows of at most `width` columns.
    pub fn rows(&self, width: usize, most: usize) -> Vec<Row> {
        let width = width.max(2);
        let mut room = width * most;
        loop {
            let rows = wrap(&window(&self.cells, room), width);
            if rows.len() <= most || room <= width {
                return rows.into_iter().take(most).map(Row).collect();
            }
            room -= (width / 8).max(1);
        }
    }
}

impl Row {
    /// Columns that it takes.
    pub fn width(&self) -> usize {
        columns(&self.0)
    }
}

/// The row's text, with matches styled.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for run in self.0.chunk_by(|a, b| a.matched == b.matched) {
            let matched = run.first().is_some_and(|cell| cell.matched);
            let text: String = run.iter().map(|cell| cell.char).collect();
            if matched {
                write!(f, "{MATCH}{text}{MATCH:#}")?;
            } else {
                f.write_str(&text)?;
            }
        }
        Ok(())
    }
}

fn columns(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}

/// The piece of a line that fits `room` columns and holds most of what matched, with `…` where it
/// was cut.
fn window(cells: &[Cell], room: usize) -> Vec<Cell> {
    if columns(cells) <= room {
        return cells.to_vec();
    }
    let room = room.saturating_sub(2);
    let (first, last) = best_run(cells, room);
    let spare = room.saturating_sub(columns(&cells[first..last]));
    // A third of what is left goes before the matches: what a sentence is about comes first.
    let start = back(cells, first, spare / 3);
    let end = forth(cells, start, room).max(last);
    let start = if end == cells.len() { back(cells, end, room).min(start) } else { start };
    let start = after_blank(cells, start, first);
    let end = before_blank(cells, end, last.max(start));
    let mut piece = Vec::with_capacity(end - start + 2);
    if start > 0 {
        piece.push(ELLIPSIS);
    }
    piece.extend_from_slice(&cells[start..end]);
    if end < cells.len() {
        piece.push(ELLIPSIS);
    }
    piece
}

/// From the first to the last of those matches that fit `room` columns and are the most.
fn best_run(cells: &[Cell], room: usize) -> (usize, usize) {
    let starts = |at: &usize| cells[*at].matched && (*at == 0 || !cells[*at - 1].matched);
    let mut best = (0, 0, 0);
    for first in (0..cells.len()).filter(starts) {
        let end = forth(cells, first, room);
        let matched = cells[first..end].iter().filter(|cell| cell.matched).count();
        if matched > best.2 {
            let last = cells[first..end].iter().rposition(|cell| cell.matched).unwrap_or(0);
            best = (first, first + last + 1, matched);
        }
    }
    (best.0, best.1)
}

/// As far before `at` as `room` columns reach.
fn back(cells: &[Cell], at: usize, mut room: usize) -> usize {
    let mut start = at;
    while start > 0 && cells[start - 1].width <= room {
        start -= 1;
        room -= cells[start].width;
    }
    start
}

/// As far after `at` as `room` columns reach.
fn forth(cells: &[Cell], at: usize, mut room: usize) -> usize {
    let mut end = at;
    while end < cells.len() && cells[end].width <= room {
        room -= cells[end].width;
        end += 1;
    }
    end
}

/// Cells that may be given up to cut between two words.
const LONGEST_CUT: usize = 16;

/// The first word that begins at or after `start`, if it does soon and not after `latest`.
fn after_blank(cells: &[Cell], start: usize, latest: usize) -> usize {
    if start == 0 || cells[start - 1].char == ' ' {
        return start;
    }
    let soon = (start..latest.min(start + LONGEST_CUT)).find(|&at| cells[at].char == ' ');
    soon.map_or(start, |at| at + 1)
}

/// Where the last word that ends before `end` does, if that is near and not before `earliest`.
fn before_blank(cells: &[Cell], end: usize, earliest: usize) -> usize {
    if end >= cells.len() || cells[end].char == ' ' {
        return end;
    }
    let from = earliest.max(end.saturating_sub(LONGEST_CUT));
    (from..end).rev().find(|&at| cells[at].char == ' ').unwrap_or(end)
}

/// Rows of at most `width` columns, broken at blanks where there are any.
fn wrap(cells: &[Cell], width: usize) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut rest = cells;
    while !rest.is_empty() {
        let fits = forth(rest, 0, width).max(1);
        let end = if fits == rest.len() || rest[fits].char == ' ' {
            fits
        } else {
            rest[..fits]
                .iter()
                .rposition(|cell| cell.char == ' ')
                .filter(|&at| at > 0)
                .unwrap_or(fits)
        };
        rows.push(rest[..end].to_vec());
        rest = &rest[end..];
        while rest.first().is_some_and(|cell| cell.char == ' ') {
            rest = &rest[1..];
        }
    }
    rows
}

/// A text in at most `width` columns, cut at its end.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let mut short = String::new();
    for char in text.chars() {
        let width = char.width().unwrap_or(0);
        if width > room {
            break;
        }
        room -= width;
        short.push(char);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// Steps of a breadcrumb on one line, `None` where not even the first and the last fit. Steps are
/// left out from the second on: the first says what it is about, the last where it stands.
pub(super) fn breadcrumb(steps: &[&str], width: usize) -> Option<String> {
    const BETWEEN: &str = " › ";
    let whole = steps.join(BETWEEN);
    if whole.width() <= width {
        return Some(whole);
    }
    let (first, rest) = steps.split_first()?;
    (1..rest.len())
        .map(|from| format!("{first}{BETWEEN}…{BETWEEN}{}", rest[from..].join(BETWEEN)))
        .find(|text| text.width() <= width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, word: &str) -> ShownLine {
        let mut line = ShownLine::default();
        let mut rest = text;
        while let Some(at) = rest.find(word) {
            line.push(&rest[..at].chars().collect::<Vec<_>>(), false);
            line.push(&word.chars().collect::<Vec<_>>(), true);
            rest = &rest[at + word.len()..];
        }
        line.push(&rest.chars().collect::<Vec<_>>(), false);
        line
    }

    fn plain(rows: Vec<Row>) -> Vec<String> {
        let (on, off) = (MATCH.to_string(), format!("{MATCH:#}"));
        rows.iter().map(|row| row.to_string().replace(&on, "[").replace(&off, "]")).collect()
    }

    #[test]
    fn a_line_that_fits_is_whole() {
        let rows = cells("한 번에 900초까지 돈다", "900초").rows(40, 2);
        assert_eq!(plain(rows), ["한 번에 [900초]까지 돈다"]);
    }

    #[test]
    fn rows_break_at_blanks_and_count_hangul_as_two_columns() {
        let rows = cells("가나다 라마바 사아자 차카타", "없음").rows(14, 3);
        assert_eq!(plain(rows), ["가나다 라마바", "사아자 차카타"]);
    }

    #[test]
    fn a_long_line_is_cut_around_what_matched() {
        let text = format!("{} 최대 크기는 256 KB {}", "앞말 ".repeat(60), "뒷말 ".repeat(60));
        let rows = plain(cells(&text, "크기").rows(60, 2));
        assert!(rows.len() <= 2);
        let all = rows.join(" ");
        assert!(all.starts_with('…') && all.ends_with('…'), "{all}");
        assert!(all.contains("최대 [크기]는 256 KB"), "{all}");
        for row in &rows {
            assert!(row.replace(['[', ']'], "").width() <= 60, "{row}");
        }
    }

    #[test]
    fn every_width_holds_its_rows() {
        let text = "The maximum 메시지 크기는 262,144바이트이고supercalifragilisticexpialidocious 늘릴 수 없다";
        for width in 2..90 {
            for row in plain(cells(text, "크기").rows(width, 2)) {
                assert!(row.replace(['[', ']'], "").width() <= width, "{width}: {row}");
            }
        }
    }

    #[test]
    fn a_breadcrumb_gives_up_its_middle_first() {
        let steps = ["AWS Lambda", "제한 사항", "함수", "실행"];
        assert_eq!(breadcrumb(&steps, 80).as_deref(), Some("AWS Lambda › 제한 사항 › 함수 › 실행"));
        assert_eq!(breadcrumb(&steps, 30).as_deref(), Some("AWS Lambda › … › 함수 › 실행"));
        assert_eq!(breadcrumb(&steps, 22).as_deref(), Some("AWS Lambda › … › 실행"));
        assert_eq!(breadcrumb(&steps, 12), None);
        assert_eq!(cut("제한 사항 아래", 8), "제한 사…");
    }

    #[test]
    fn decomposed_hangul_is_shown_composed() {
        let decomposed: String = "한도".nfd().collect();
        assert_eq!(plain(cells(&decomposed, "없음").rows(20, 1)), ["한도"]);
    }
}
