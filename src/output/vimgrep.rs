//! `path:line:column:text`, one line a hit: the form that `:cgetexpr`, `grepprg` and their like in
//! other editors read.
//!
//! Line and column are 1-based, the column in bytes of the file, as `grep` counts. The path opens
//! from the current folder ([`Places`]).

use std::io::{self, Write};

use super::Places;
use super::visible::visible_text;
use crate::engine::{Answer, Found};

/// Writes every hit. With `null`, the path ends in a NUL byte instead of a colon, as ripgrep does.
///
/// # Errors
///
/// What `out` says.
pub fn print(
    answer: &Answer,
    places: &Places<'_>,
    null: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    print_lines(answer.found.iter(), places, null, out)
}

/// Writes lines of notes in the same form.
///
/// # Errors
///
/// What `out` says.
pub fn print_lines<'f>(
    lines: impl Iterator<Item = &'f Found>,
    places: &Places<'_>,
    null: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let after_path: &[u8] = if null { b"\0" } else { b":" };
    for found in lines {
        places.write(found, out)?;
        out.write_all(after_path)?;
        let start = found.range.0;
        writeln!(
            out,
            "{}:{}:{}",
            start.line + 1,
            start.byte + 1,
            visible_text(&found.snippet.text)
        )?;
    }
    Ok(())
}
