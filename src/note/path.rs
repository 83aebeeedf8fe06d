use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Where a note stands below its notes folder.
///
/// The parts are joined by `/` on every platform. On Unix these are the exact bytes of the name,
/// UTF-8 or not; elsewhere a name that is not Unicode has U+FFFD in the place of what is broken.
/// Order is that of the bytes, so it is the same everywhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NotePath(Box<[u8]>);

impl NotePath {
    /// The part of `path` below `root`; the whole path where it is not below it.
    pub fn below(root: &Path, path: &Path) -> Self {
        let whole = path.as_os_str().as_encoded_bytes();
        let mut rest = whole.strip_prefix(root.as_os_str().as_encoded_bytes()).unwrap_or(whole);
        while let [first, tail @ ..] = rest
            && std::path::is_separator(char::from(*first))
        {
            rest = tail;
        }
        NotePath(portable(rest))
    }

    /// A path that was stored, as [`as_bytes`](Self::as_bytes) gave it.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        NotePath(bytes.into())
    }

    /// The path's bytes: UTF-8 unless [`as_str`](Self::as_str) is `None`.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The path, or `None` where it is not UTF-8.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The path to be shown: what is not UTF-8 becomes U+FFFD.
    pub fn display(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// The file's name without its extension: the title of a note that has no other.
    pub fn stem(&self) -> Cow<'_, str> {
        let path = self.display();
        let name = path.rsplit('/').next().unwrap_or_default();
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem.to_owned().into(),
            _ => name.to_owned().into(),
        }
    }

    /// The folders on the way from the root, joined by `/`; empty for a note in the root itself.
    pub fn folders(&self) -> Cow<'_, str> {
        let path = self.display();
        path.rsplit_once('/').map_or("", |(folders, _)| folders).to_owned().into()
    }

    /// The path to be opened.
    pub fn under(&self, root: &Path) -> PathBuf {
        root.join(native(&self.0))
    }
}

impl fmt::Display for NotePath {
    /// As [`display`](NotePath::display) gives it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.display())
    }
}

impl fmt::Debug for NotePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.display())
    }
}

#[cfg(unix)]
fn portable(bytes: &[u8]) -> Box<[u8]> {
    bytes.into()
}

#[cfg(unix)]
fn native(bytes: &[u8]) -> Cow<'_, Path> {
    use std::os::unix::ffi::OsStrExt;
    Cow::Borrowed(Path::new(std::ffi::OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn portable(bytes: &[u8]) -> Box<[u8]> {
    let text = String::from_utf8_lossy(bytes);
    text.replace(std::path::MAIN_SEPARATOR, "/").into_bytes().into()
}

#[cfg(not(unix))]
fn native(bytes: &[u8]) -> Cow<'_, Path> {
    let text = String::from_utf8_lossy(bytes);
    Cow::Owned(text.split('/').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_and_goes_back() {
        let root = Path::new("/notes");
        let path = NotePath::below(root, Path::new("/notes/aws/람다.md"));
        assert_eq!(path.as_str(), Some("aws/람다.md"));
        assert_eq!(path.under(root), Path::new("/notes/aws/람다.md"));
        assert_eq!(NotePath::from_bytes(path.as_bytes()), path);
        let at_top = NotePath::below(Path::new("/"), Path::new("/a.md"));
        assert_eq!(at_top.as_str(), Some("a.md"));
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf_8_keeps_its_bytes() {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"\xb6\xf7.md");
        let path = NotePath::below(Path::new("/n"), &Path::new("/n").join(name));
        assert_eq!(path.as_bytes(), b"\xb6\xf7.md");
        assert_eq!(path.as_str(), None);
        assert_eq!(path.display(), "\u{fffd}\u{fffd}.md");
        assert_eq!(path.under(Path::new("/n")).file_name(), Some(name));
    }
}
