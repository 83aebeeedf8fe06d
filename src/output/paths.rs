//! The notes that answer, each once, best first: what `xargs` reads.

use std::collections::HashSet;
use std::io::{self, Write};

use super::Places;
use crate::engine::Answer;

/// Writes every note's path, followed by a line end or, with `null`, by a NUL byte.
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
    let after_path: &[u8] = if null { b"\0" } else { b"\n" };
    let mut seen = HashSet::new();
    for found in &answer.found {
        if seen.insert((found.root, &found.path)) {
            places.write(found, out)?;
            out.write_all(after_path)?;
        }
    }
    Ok(())
}
