//! The tokens of a text, one a line.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::json;
use super::visible::visible_text;

/// One token, as it stands in the text that was given.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename = "token")]
pub struct TokenLine {
    /// The piece of the text.
    pub surface: String,
    /// First byte and one past the last.
    pub byte: [usize; 2],
    /// Part of speech, in mecab-ko-dic's tags.
    pub tag: String,
    /// `word`, `stem` or `part`.
    pub class: &'static str,
    /// The text under which it is found.
    pub term: String,
    /// Position in words; a compound and its first part share one.
    pub position: u32,
}

/// Writes aligned columns: surface, byte range, part of speech, class, term.
///
/// # Errors
///
/// What `out` says.
pub fn print(tokens: &[TokenLine], out: &mut impl Write) -> io::Result<()> {
    let rows: Vec<[String; 5]> = tokens
        .iter()
        .map(|token| {
            [
                visible_text(&token.surface).into_owned(),
                format!("{}..{}", token.byte[0], token.byte[1]),
                token.tag.clone(),
                token.class.to_owned(),
                visible_text(&token.term).into_owned(),
            ]
        })
        .collect();
    let mut widths = [0; 5];
    for row in &rows {
        widths.iter_mut().zip(row).for_each(|(width, text)| *width = text.width().max(*width));
    }
    for row in &rows {
        let mut line = String::new();
        for (text, width) in row.iter().zip(widths) {
            line.push_str(text);
            line.extend(std::iter::repeat_n(' ', width - text.width() + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Writes one JSON object a token.
///
/// # Errors
///
/// What `out` says.
pub fn print_json(tokens: &[TokenLine], out: &mut impl Write) -> io::Result<()> {
    tokens.iter().try_for_each(|token| json::line(token, out))
}
