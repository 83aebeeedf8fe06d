/// The signs of a line-based format.
#[derive(Debug)]
pub(in crate::passage) struct Syntax {
    /// Repeated before a heading, as often as its level says, and followed by a blank.
    pub(super) heading: Option<char>,
    /// Headings may be underlined.
    pub(super) underlines: bool,
    /// Bullets nest by repeating these.
    pub(super) repeated_bullets: &'static [char],
    /// Lines that begin so are not text.
    pub(super) comments: &'static [&'static str],
    /// Lines between such lines are not read as text.
    pub(super) fences: &'static [Fence],
    /// Begins a line `<sign>name: value` on the note itself.
    pub(super) attribute: Option<&'static str>,
    /// Attributes stand only before the text.
    pub(super) attributes_first: bool,
    /// Begins a line `<sign>name:: text`.
    pub(super) directive: Option<&'static str>,
    /// A line that ends so has indented code below it.
    pub(super) before_code: Option<&'static str>,
    /// Begins a line that is the title of the block below.
    pub(super) block_title: Option<char>,
    /// Stands between a term and its definition.
    pub(super) definition: Option<&'static str>,
    /// A heading's words of this kind are not its text.
    pub(super) keywords: &'static [&'static str],
    /// Surround emphasised words or code. Longer ones first.
    pub(super) emphasis: &'static [&'static str],
    pub(super) links: &'static [Link],
}

/// A block between two lines.
#[derive(Debug)]
pub(super) struct Fence {
    /// How the first line begins, in either case.
    pub(super) open: &'static str,
    /// How the last line begins, in either case.
    pub(super) close: &'static str,
    /// The block is code; else it is nothing to read.
    pub(super) code: bool,
}

const fn code(open: &'static str, close: &'static str) -> Fence {
    Fence { open, close, code: true }
}

const fn dropped(open: &'static str, close: &'static str) -> Fence {
    Fence { open, close, code: false }
}

/// A link with a text of its own.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) open: &'static str,
    /// Stands between target and text.
    pub(super) middle: &'static str,
    pub(super) close: &'static str,
    /// The text comes before the target.
    pub(super) text_first: bool,
}

/// Plain text. `#` headings and fences are Markdown's, but who writes `.txt` may know them.
pub(in crate::passage) const TEXT: Syntax = Syntax {
    heading: Some('#'),
    underlines: true,
    repeated_bullets: &[],
    comments: &[],
    fences: &[code("```", "```")],
    attribute: None,
    attributes_first: true,
    directive: None,
    before_code: None,
    block_title: None,
    definition: None,
    keywords: &[],
    emphasis: &[],
    links: &[],
};

/// Emacs Org.
pub(in crate::passage) const ORG: Syntax = Syntax {
    heading: Some('*'),
    underlines: false,
    repeated_bullets: &[],
    comments: &["# "],
    fences: &[
        code("#+begin_src", "#+end_src"),
        code("#+begin_example", "#+end_example"),
        dropped("#+begin_comment", "#+end_comment"),
        dropped(":properties:", ":end:"),
        dropped(":logbook:", ":end:"),
    ],
    attribute: Some("#+"),
    attributes_first: false,
    directive: None,
    before_code: None,
    block_title: None,
    definition: None,
    keywords: &["TODO", "DONE", "NEXT", "WAITING"],
    emphasis: &["*", "/", "=", "~", "_", "+"],
    links: &[Link { open: "[[", middle: "][", close: "]]", text_first: false }],
};

/// reStructuredText.
pub(in crate::passage) const RST: Syntax = Syntax {
    heading: None,
    underlines: true,
    repeated_bullets: &[],
    comments: &[],
    fences: &[],
    attribute: Some(":"),
    attributes_first: true,
    directive: Some(".. "),
    before_code: Some("::"),
    block_title: None,
    definition: None,
    keywords: &[],
    emphasis: &["**", "``", "*", "`"],
    links: &[Link { open: "`", middle: " <", close: ">`_", text_first: true }],
};

/// AsciiDoc.
pub(in crate::passage) const ASCIIDOC: Syntax = Syntax {
    heading: Some('='),
    underlines: false,
    repeated_bullets: &['*', '-', '.'],
    comments: &["// ", "[source", "[cols", "[options", "[%", "|==="],
    fences: &[
        code("----", "----"),
        code("....", "...."),
        code("```", "```"),
        dropped("////", "////"),
    ],
    attribute: Some(":"),
    attributes_first: true,
    directive: None,
    before_code: None,
    block_title: Some('.'),
    definition: Some("::"),
    keywords: &[],
    emphasis: &["**", "``", "__", "*", "`", "_"],
    links: &[
        Link { open: "link:", middle: "[", close: "]", text_first: false },
        Link { open: "xref:", middle: "[", close: "]", text_first: false },
        Link { open: "https://", middle: "[", close: "]", text_first: false },
    ],
};
