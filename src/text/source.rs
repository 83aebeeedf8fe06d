use memchr::{memchr, memchr_iter};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{OffsetMap, Span};

/// A place in a file as it is on disk. All counts are 0-based.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Bytes of the file since the line's first.
    pub byte: usize,
    /// UTF-16 code units since the line's start.
    pub utf16: usize,
    /// Code points since the line's start.
    pub char: usize,
    /// Bytes since the file's first.
    pub offset: usize,
}

/// A note's text in two forms: as its file holds it, and normalised, with the way back.
///
/// - *original*: decoded to UTF-8 and otherwise untouched: decomposed Hangul, `\r\n` and a
///   byte-order mark are still there. Columns are counted in it.
/// - *normal*: NFC, `\n` line ends, no byte-order mark. Passages and tokens are cut from it.
#[derive(Clone, Debug, Default)]
pub struct SourceText {
    original: String,
    /// Original to file bytes; the identity for UTF-8.
    to_file: OffsetMap,
    /// `None` where the original is normal already, as nearly every note is.
    normal: Option<(String, OffsetMap)>,
    /// Where each line of the original begins.
    lines: Vec<usize>,
}

impl SourceText {
    /// A text whose file is UTF-8.
    pub fn from_utf8(original: String) -> Self {
        Self::new(original, OffsetMap::default())
    }

    /// A text decoded from a file, with the place of each character in the file's bytes.
    pub fn new(original: String, to_file: OffsetMap) -> Self {
        let normal = normalise(&original);
        let lines = line_starts(&original);
        SourceText { original, to_file, normal, lines }
    }

    /// A text of which [`is_plain`](Self::is_plain) is known to hold: to find that out takes a look
    /// at every character.
    pub fn plain(original: String) -> Self {
        let source = SourceText {
            lines: line_starts(&original),
            original,
            to_file: OffsetMap::default(),
            normal: None,
        };
        debug_assert!(normalise(&source.original).is_none());
        source
    }

    /// Whether the file is UTF-8 and normalised already: all three forms are the same bytes.
    pub fn is_plain(&self) -> bool {
        self.normal.is_none() && self.to_file == OffsetMap::default()
    }

    /// The normalised text.
    pub fn as_str(&self) -> &str {
        self.normal.as_ref().map_or(&self.original, |(text, _)| text)
    }

    /// How many lines the file has; at least 1.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The span of the original that `span` of the normalised text stands for.
    pub fn original_span(&self, span: Span) -> Span {
        match &self.normal {
            Some((_, map)) => map.span(span),
            None => span,
        }
    }

    /// The 0-based line that holds `offset` of the normalised text.
    pub fn line_of(&self, offset: usize) -> usize {
        self.original_line_of(self.original_span(Span::new(offset, offset)).start)
    }

    /// A line as the file has it, decoded, without its line end. Empty past the last line.
    pub fn original_line(&self, line: usize) -> &str {
        let Some(&start) = self.lines.get(line) else { return "" };
        let end = self.lines.get(line + 1).copied().unwrap_or(self.original.len());
        self.original[start..end].trim_end_matches(['\n', '\r'])
    }

    /// The span of the normalised text that a 0-based line stands for, without its line end.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.lines.get(line).copied().unwrap_or(self.original.len());
        let end = start + self.original_line(line).len();
        match &self.normal {
            None => Span::new(start, end),
            Some((text, map)) => {
                let (start, end) = (map.inverse(start), map.inverse(end));
                Span::new(start.min(text.len()), end.clamp(start, text.len()))
            }
        }
    }

    /// Where both ends of a span of the normalised text stand in the file.
    pub fn locate(&self, span: Span) -> (Position, Position) {
        let original = self.original_span(span);
        (self.position(original.start), self.position(original.end))
    }

    /// Where a code point of a 0-based line stands; past its end, the end.
    pub fn position_in_line(&self, line: usize, char: usize) -> Position {
        let start = self.lines.get(line).copied().unwrap_or(self.original.len());
        let text = self.original_line(line);
        let offset = text.char_indices().nth(char).map_or(text.len(), |(at, _)| at);
        self.position(start + offset)
    }

    fn position(&self, offset: usize) -> Position {
        let line = self.original_line_of(offset);
        let start = self.lines[line];
        let before = &self.original[start..offset];
        let file_offset = self.to_file.start(offset);
        Position {
            line,
            byte: file_offset - self.to_file.start(start),
            utf16: before.encode_utf16().count(),
            char: before.chars().count(),
            offset: file_offset,
        }
    }

    fn original_line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

/// Line starts of a text whose lines may end in `\n`, `\r\n` or `\r`.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    if memchr(b'\r', bytes).is_none() {
        starts.extend(memchr_iter(b'\n', bytes).map(|at| at + 1));
        return starts;
    }
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            starts.push(at + 1);
        }
    }
    starts
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The normal form and its map, or `None` where the text is normal already.
fn normalise(text: &str) -> Option<(String, OffsetMap)> {
    let marked = text.starts_with(BYTE_ORDER_MARK);
    if is_composed(text) && !marked && memchr(b'\r', text.as_bytes()).is_none() {
        return None;
    }
    let mut normal = String::with_capacity(text.len());
    let mut map = OffsetMap::default();
    let mut at = if marked { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    while at < text.len() {
        let line = &text[at..];
        let len = line.find(['\n', '\r']).unwrap_or(line.len());
        normalise_line(&line[..len], at, &mut normal, &mut map);
        at += len;
        let line_end = match &line.as_bytes()[len..] {
            [] => break,
            [b'\r', b'\n', ..] => 2,
            _ => 1,
        };
        normal.push('\n');
        map.push(1, Span::new(at, at + line_end));
        at += line_end;
    }
    Some((normal, map))
}

/// Whether a text is in NFC for sure. No line depends on the one before it: a line feed composes with
/// nothing.
fn is_composed(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        rest = &rest[plain_len(rest)..];
        let end = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        if is_nfc_quick(line.chars()) != IsNormalized::Yes {
            return false;
        }
        rest = after;
    }
    true
}

/// How much of a text is of characters that are in NFC wherever they stand. Most of what notes are
/// written in is in blocks whose every character is, and a look at its first bytes is much faster
/// than one at the character.
fn plain_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        at += match first {
            0..0x80 => 1,
            // U+0080 to U+02FF.
            0xc2..=0xcb => 2,
            // U+5000 to U+8FFF: ideographs; U+B000 to U+CFFF: syllables.
            0xe5..=0xe8 | 0xeb..=0xec => 3,
            _ => match text[at..].chars().next() {
                Some(char) if is_plain(char) => char.len_utf8(),
                _ => break,
            },
        };
    }
    at
}

fn is_plain(char: char) -> bool {
    matches!(char,
        '\0'..'\u{300}'
        | '\u{2002}'..='\u{20cf}'
        | '\u{2190}'..='\u{2328}'
        | '\u{2500}'..='\u{2ad0}'
        | '\u{3000}'..='\u{3029}'
        | '\u{3131}'..='\u{318e}'
        | '\u{4e00}'..='\u{9fff}'
        | '가'..='힣'
        | '\u{ff00}'..='\u{ff9d}'
        | '\u{1f300}'..='\u{1faff}')
}

/// Appends the normal form of a line that stands at `at`, piece by piece where it is not in it.
fn normalise_line(line: &str, at: usize, normal: &mut String, map: &mut OffsetMap) {
    if is_composed(line) {
        normal.push_str(line);
        map.push(line.len(), Span::new(at, at + line.len()));
        return;
    }
    let mut start = 0;
    while start < line.len() {
        let end = cluster_end(line, start);
        let before = normal.len();
        normal.extend(line[start..end].nfc());
        map.push(normal.len() - before, Span::new(at + start, at + end));
        start = end;
    }
}

/// Where the shortest piece from `at` ends that normalises by itself: up to the next character that
/// starts anew. A jamo vowel or final never does, nor does a combining mark.
fn cluster_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let mut chars = rest.char_indices();
    chars.next();
    for (offset, char) in chars {
        let composes = unicode_normalization::char::is_combining_mark(char)
            || ('\u{1160}'..='\u{11ff}').contains(&char);
        if !composes {
            return at + offset;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(source: &SourceText, needle: &str) -> (Position, Position) {
        let start = source.as_str().find(needle).expect("the needle is in the normal text");
        source.locate(Span::new(start, start + needle.len()))
    }

    #[test]
    fn plain_text_is_its_own_normal_form() {
        let source = SourceText::from_utf8("가나\n다라 마\n".to_owned());
        let (start, end) = slice(&source, "라 마");
        assert_eq!(
            (start.line, start.byte, start.utf16, start.char, start.offset),
            (1, 3, 1, 1, 10)
        );
        assert_eq!((end.byte, end.char), (10, 4));
        assert_eq!(source.line_count(), 3);
    }

    #[test]
    fn decomposed_hangul_is_composed_and_columns_count_the_file() {
        let decomposed: String = "람다 한도".nfd().collect();
        let source = SourceText::from_utf8(format!("x\r\n{decomposed}\r\ny"));
        assert_eq!(source.as_str(), "x\n람다 한도\ny");
        let (start, end) = slice(&source, "한도");
        let line = source.original_line(1);
        assert_eq!(line, decomposed);
        let sliced: String = line.chars().skip(start.char).take(end.char - start.char).collect();
        assert_eq!(sliced.nfc().collect::<String>(), "한도");
        assert_eq!(line[start.byte..end.byte].nfc().collect::<String>(), "한도");
    }

    #[test]
    fn a_byte_order_mark_is_counted_and_not_seen() {
        let source = SourceText::from_utf8("\u{feff}한도".to_owned());
        assert_eq!(source.as_str(), "한도");
        assert_eq!(slice(&source, "한도").0.byte, 3);
        assert_eq!(source.line_span(0), Span::new(0, 6));
    }

    #[test]
    fn blocks_that_are_taken_for_composed_are() {
        for char in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let alone = char.to_string();
            let after = format!("가{char}");
            for text in [&alone, &after] {
                let composed = text.nfc().eq(text.chars());
                assert!(composed || !is_composed(text), "U+{:04X}", u32::from(char));
            }
        }
    }

    #[test]
    fn a_mark_after_a_line_end_does_not_keep_the_carriage_return() {
        let source = SourceText::from_utf8("하나\r\u{301}둘".to_owned());
        assert_eq!(source.as_str(), "하나\n\u{301}둘");
    }

    #[test]
    fn lone_carriage_returns_end_lines() {
        let source = SourceText::from_utf8("하나\r둘\r\n셋".to_owned());
        assert_eq!(source.as_str(), "하나\n둘\n셋");
        assert_eq!(source.line_of(source.as_str().find('셋').unwrap()), 2);
        assert_eq!(source.original_line(1), "둘");
    }
}
