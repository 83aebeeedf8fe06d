use crate::text::Span;

/// A passage is what is shown and ranked; more than this many characters is more than one.
const LONG: usize = 1_200;

/// Pieces are not cut shorter than this many characters for the sake of a sentence's end.
const SHORT: usize = 400;

/// Lines of a code block that are shown together.
const LONG_CODE: usize = 60;

/// A code block without blank lines, such as a log, is cut after so many.
const LONGEST_CODE: usize = 240;

/// Cuts a long text at sentence ends, else between words, else hard. Pieces are trimmed and never
/// empty.
pub(super) fn long_text(text: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = start + piece_len(&text[start..]);
        push_trimmed(&mut pieces, text, Span::new(start, end));
        start = end;
    }
    pieces
}

fn piece_len(text: &str) -> usize {
    if text.len() <= LONG {
        return text.len();
    }
    let (mut sentence, mut word) = (None, None);
    let mut before = ' ';
    for (count, (at, char)) in text.char_indices().enumerate() {
        if count == LONG {
            return sentence.or(word).unwrap_or(at);
        }
        if count > SHORT && char.is_whitespace() {
            word = Some(at);
            if char == '\n' || ends_sentence(before) {
                sentence = Some(at);
            }
        }
        before = char;
    }
    text.len()
}

/// Whether a sentence can end in this character.
pub(super) fn ends_sentence(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '。' | '！' | '？' | '…')
}

/// Cuts a long code block at blank lines, one without any after so many lines.
pub(super) fn long_code(code: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let (mut start, mut at, mut lines) = (0, 0, 0);
    for line in code.split_inclusive('\n') {
        if lines >= LONGEST_CODE || (lines >= LONG_CODE && line.trim().is_empty()) {
            push_lines(&mut pieces, code, Span::new(start, at));
            (start, lines) = (at, 0);
        }
        at += line.len();
        lines += 1;
    }
    push_lines(&mut pieces, code, Span::new(start, code.len()));
    pieces
}

fn push_trimmed(pieces: &mut Vec<Span>, text: &str, span: Span) {
    let piece = &text[span.range()];
    let start = span.start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    if start < end {
        pieces.push(Span::new(start, end));
    }
}

/// Drops blank lines at both ends, but not the first line's indentation.
fn push_lines(pieces: &mut Vec<Span>, code: &str, span: Span) {
    let piece = &code[span.range()];
    let blank = piece.len() - piece.trim_start().len();
    let start = span.start + piece[..blank].rfind('\n').map_or(0, |line_end| line_end + 1);
    let end = span.start + piece.trim_end().len();
    if start < end {
        pieces.push(Span::new(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        long_text(text).into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn long_text_is_cut_at_sentence_ends() {
        let text = "람다는 서버 없이 코드를 돌린다. ".repeat(200);
        let pieces = pieces(&text);
        assert!(pieces.len() >= 3);
        assert!(
            pieces.iter().all(|piece| piece.ends_with("돌린다.") && piece.starts_with("람다는"))
        );
    }

    #[test]
    fn text_without_sentences_or_blanks_is_cut_hard() {
        assert_eq!(pieces(&"가나 ".repeat(5_000))[0].chars().count(), LONG - 1);
        assert_eq!(pieces(&"가".repeat(3_000)).len(), 3);
    }

    #[test]
    fn code_is_cut_at_blank_lines() {
        let code = format!("{}\n  둘\n", "하나\n".repeat(70));
        let pieces = long_code(&code);
        assert_eq!(pieces.len(), 2);
        assert_eq!(&code[pieces[1].range()], "  둘");
        assert!(long_code("\n \n").is_empty());
    }
}
