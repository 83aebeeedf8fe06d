use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::visible::visible_text;
use crate::engine::Found;

/// Where notes are, as seen from where the reader stands.
///
/// A path is printed so that it opens from the current folder: relative where the note is below it,
/// absolute elsewhere. (A path relative to the notes folder, as the JSON form has it beside the
/// folder's own, would open from nowhere else.)
#[derive(Clone, Debug)]
pub struct Places<'a> {
    roots: &'a [PathBuf],
    current_dir: &'a Path,
    /// Bytes that a terminal would obey are replaced.
    for_terminal: bool,
}

impl<'a> Places<'a> {
    /// The places of notes below `roots`, which are real paths as `current_dir` is. `for_terminal`:
    /// whether a terminal, and not a program, reads the paths.
    pub fn new(roots: &'a [PathBuf], current_dir: &'a Path, for_terminal: bool) -> Self {
        Places { roots, current_dir, for_terminal }
    }

    /// A note's path from here.
    pub fn path(&self, found: &Found) -> PathBuf {
        let root = self.roots.get(found.root).map_or(Path::new(""), PathBuf::as_path);
        let path = found.path.under(root);
        match path.strip_prefix(self.current_dir) {
            Ok(relative) => relative.to_owned(),
            Err(_) => path,
        }
    }

    /// A note's path as text that a terminal can be shown.
    pub fn text(&self, found: &Found) -> String {
        visible_text(&self.path(found).to_string_lossy()).into_owned()
    }

    /// Writes a note's path: byte for byte to a program, harmless to a terminal.
    ///
    /// # Errors
    ///
    /// What `out` says.
    pub fn write(&self, found: &Found, out: &mut impl Write) -> io::Result<()> {
        if self.for_terminal {
            out.write_all(self.text(found).as_bytes())
        } else {
            out.write_all(self.path(found).as_os_str().as_encoded_bytes())
        }
    }
}
