use std::ffi::OsStr;
use std::path::Path;

/// How a note is written. The name's extension decides, in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `.md`, `.markdown`, `.mdx`
    Markdown,
    /// `.org`
    Org,
    /// `.rst`
    Rst,
    /// `.adoc`
    Asciidoc,
    /// `.txt`
    Text,
}

const EXTENSIONS: [(&str, Format); 7] = [
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("mdx", Format::Markdown),
    ("txt", Format::Text),
    ("org", Format::Org),
    ("rst", Format::Rst),
    ("adoc", Format::Asciidoc),
];

impl Format {
    /// The format of a file with this name, or `None` where it is no note's name.
    pub fn of(name: &OsStr) -> Option<Format> {
        let extension = Path::new(name).extension()?;
        EXTENSIONS
            .iter()
            .find(|(known, _)| extension.eq_ignore_ascii_case(known))
            .map(|&(_, format)| format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Option<Format> {
        Format::of(OsStr::new(name))
    }

    #[test]
    fn the_extension_decides_in_any_case() {
        assert_eq!(of("람다.md"), Some(Format::Markdown));
        assert_eq!(of("README.MD"), Some(Format::Markdown));
        assert_eq!(of("a.b.Txt"), Some(Format::Text));
        assert_eq!(of("a.adoc"), Some(Format::Asciidoc));
        assert_eq!(of("a.md.png"), None);
        assert_eq!(of("md"), None);
        assert_eq!(of(".md"), None);
    }
}
