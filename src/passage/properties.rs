//! What holds for the outline of any text.

use proptest::prelude::*;

use super::{Outline, PassageKind, outline};
use crate::note::Format;
use crate::text::{SourceText, Span};

const FORMATS: [Format; 5] =
    [Format::Markdown, Format::Org, Format::Rst, Format::Asciidoc, Format::Text];

/// Checks tree, spans and maps.
fn check(source: &str, outline: &Outline) {
    let passages = &outline.passages;
    assert_eq!(passages[0].kind, PassageKind::Title);
    assert_eq!((passages[0].parent, passages[0].descendants), (None, passages.len() - 1));
    let mut last_end = 0;
    for (index, passage) in passages.iter().enumerate().skip(1) {
        let parent = passage.parent.expect("only the title has no parent");
        let above = &passages[parent];
        assert!(parent < index && index <= parent + above.descendants, "{index} below {parent}");
        assert!(
            index + passage.descendants <= parent + above.descendants,
            "{index} leaves {parent}"
        );
        assert!(passage.kind != PassageKind::Title && !passage.text.as_str().trim().is_empty());
        assert!(outline.breadcrumb(index).count() < 50);
        let span = passage.span;
        assert!(!span.is_empty() && span.end <= source.len(), "{span:?}");
        assert!(span.start >= last_end, "{index} at {span:?} begins before {last_end}");
        last_end = span.end;
    }
    for passage in passages {
        assert!(source.is_char_boundary(passage.span.start));
        assert!(source.is_char_boundary(passage.span.end));
        check_map(source, passage.text.as_str(), |span| passage.text.source(span), passage.span);
    }
}

/// Each character maps into the passage, in order, and letters that map to a letter map to
/// themselves.
fn check_map(source: &str, text: &str, map: impl Fn(Span) -> Span, within: Span) {
    let mut last = within.start;
    for (at, char) in text.char_indices() {
        let there = map(Span::new(at, at + char.len_utf8()));
        assert!(
            there.start >= last && there.end <= within.end,
            "{char:?} at {there:?} in {within:?}"
        );
        let original = source.get(there.range()).expect("a map keeps to character borders");
        if there.len() == char.len_utf8() && original.chars().all(char::is_alphanumeric) {
            assert_eq!(original, char.to_string());
        }
        last = there.start;
    }
}

/// Every word of the source is in some passage. Words are made of `가..힣` for this.
fn check_words(source: &str, outline: &Outline) {
    let joined: Vec<&str> = outline.passages.iter().map(|passage| passage.text.as_str()).collect();
    let joined = joined.join("\n");
    for word in source.split(|char: char| !('가'..='힣').contains(&char)) {
        assert!(joined.contains(word), "{word:?} is lost from {source:?}\n{joined}");
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[가-힣]{1,6}", "[가-힣]{2,4}(는|을|다\\.|란)", "(EC2|S3)[가-힣]"]
}

fn phrase() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..6).prop_map(|words| words.join(" "))
}

/// A piece of a line with markup in it.
fn inline() -> impl Strategy<Value = String> {
    let marked = (phrase(), 0..12_usize).prop_map(|(phrase, mark)| match mark {
        0 => format!("**{phrase}**"),
        1 => format!("`{phrase}`"),
        2 => format!("[{phrase}](https://a.b/c_d)"),
        3 => format!("[[{phrase}]]"),
        4 => format!("<b>{phrase}</b>"),
        5 => format!("{phrase} &amp; x"),
        6 => format!("**{phrase}(x)**은"),
        7 => format!("=={phrase}=="),
        8 => format!("{phrase} : "),
        9 => format!("*{phrase}* ~~{phrase}~~"),
        10 => format!("{phrase} \\* #{}", "태그"),
        _ => format!("![{phrase}](a.png)"),
    });
    prop_oneof![3 => phrase(), 2 => marked]
}

fn block() -> impl Strategy<Value = String> {
    let starts = prop::sample::select(vec![
        "",
        "# ",
        "## ",
        "#### ",
        "##",
        "#",
        "- ",
        "  - ",
        "\t- ",
        "\t\t* ",
        "    + ",
        "1. ",
        "   2) ",
        "-",
        "> ",
        "> - ",
        "> > ",
        "- [ ] ",
        "• ",
        "-> ",
        "| ",
        "    ",
        "```\n",
        "~~~ text\n",
        "---\n",
        "===\n",
        "<p>",
        "<details><summary>",
        "</summary>",
        "</details>\n",
        "[^1]: ",
        ": ",
        "<!-- x -->",
        "<li>",
        "<tr><td>",
        "- - ",
        "- # ",
        "1. > ",
        "***\n",
        "{{< a >}}\n",
        "<table><tr><th>",
        "</td></tr>",
        "<pre>",
        "</pre>",
        "|---|---|\n|",
        "* ",
        "** ",
        "= ",
        "== ",
        "[x]: ",
        ".. note:: ",
        "용어:: ",
        "\u{a0}",
        "\t",
    ]);
    let ends = prop::sample::select(vec![
        "\n", "\n", "\n\n", "  \n", "\n---\n", "\n\n\n", ":\n", " |\n", "\n```\n", "<br>\n",
    ]);
    (starts, inline(), ends).prop_map(|(start, inline, end)| format!("{start}{inline}{end}"))
}

fn note() -> impl Strategy<Value = String> {
    prop::collection::vec(block(), 0..14).prop_map(|blocks| blocks.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn outlines_of_markup_hold_together(source in note()) {
        for format in FORMATS {
            let outline = outline(format, "파일", &source);
            check(&source, &outline);
        }
    }

    #[test]
    fn no_word_of_a_note_is_lost(source in note()) {
        for format in [Format::Markdown, Format::Text] {
            check_words(&source, &outline(format, "파일", &source));
        }
    }

    #[test]
    fn any_text_has_an_outline(source in any::<String>()) {
        let source = SourceText::from_utf8(source);
        for format in FORMATS {
            check(source.as_str(), &outline(format, "파일", source.as_str()));
        }
    }

    #[test]
    fn signs_alone_have_an_outline(source in "[-#*>|`<!=:\\[\\]()~ \t\n1.가a&+_]{0,60}") {
        for format in FORMATS {
            check(&source, &outline(format, "파일", &source));
        }
    }
}

#[test]
fn the_notes_that_ship_with_the_project_hold_together() {
    fn visit(folder: &std::path::Path) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                visit(&path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let source = SourceText::from_utf8(text);
                check(source.as_str(), &outline(Format::Markdown, "파일", source.as_str()));
            }
        }
    }
    visit(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("notes"));
}

#[test]
fn hostile_notes_are_read_in_time() {
    let sources = [
        "> ".repeat(2_000) + "글",
        "- ".repeat(2_000) + "글",
        (0..1_000).map(|depth| format!("{}- 항목\n", "  ".repeat(depth))).collect(),
        "#".repeat(50_000),
        "[".repeat(20_000),
        "<b ".repeat(20_000),
        "<details><summary>가</summary>\n".repeat(5_000),
        "**가".repeat(20_000),
        "가".repeat(200_000),
        "`".repeat(20_000),
        "|가".repeat(10_000) + "\n" + &"|-".repeat(10_000) + "\n",
        "-가\n".repeat(20_000),
        "->가\n".repeat(5_000),
        "특징:\n- 가\n\n".repeat(5_000),
        "가 : 나\n".repeat(20_000),
    ];
    for source in &sources {
        for format in FORMATS {
            let start = std::time::Instant::now();
            check(source, &outline(format, "파일", source));
            let shown = source.chars().take(20).collect::<String>();
            assert!(start.elapsed().as_secs() < 5, "{shown} took {:?}", start.elapsed());
        }
    }
}
