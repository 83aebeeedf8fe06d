//! The READMEs tell what pilgi does: every example in them is run on `notes/` and compared.
//!
//! Examples are fenced blocks marked `console`. A line that starts with `$ pilgi` is what is typed;
//! what stands below it, up to the next such line or the end of the block, is what pilgi prints on
//! stdout, to the letter. JSON is too wide for a page: an example shows a part of it, which has to
//! be part of a line of the real output.
//!
//! `PILGI_UPDATE_README=1 cargo test readme` writes the real output into the READMEs.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use walkdir::WalkDir;

use crate::harness::Desk;

/// Set to take over what pilgi prints now.
const UPDATE: &str = "PILGI_UPDATE_README";
const ENGLISH: &str = "README.md";
const KOREAN: &str = "README.ko.md";
const FENCE: &str = "```";
const EXAMPLES: &str = "```console";
const PROMPT: &str = "$ pilgi ";

#[test]
fn the_english_examples_are_what_pilgi_prints() {
    check(ENGLISH);
}

#[test]
fn the_korean_examples_are_what_pilgi_prints() {
    check(KOREAN);
}

#[test]
fn both_pages_have_the_same_examples() {
    let typed = |name| -> Vec<String> {
        let page = fs::read_to_string(in_project(name)).expect("a page");
        page.lines().filter_map(|line| line.strip_prefix(PROMPT)).map(str::to_owned).collect()
    };
    let english = typed(ENGLISH);
    assert!(!english.is_empty(), "no examples in {ENGLISH}");
    assert_eq!(english, typed(KOREAN));
}

#[test]
fn a_typed_line_is_cut_as_a_shell_cuts_it() {
    assert_eq!(arguments("q  람다 한도 -n 1"), ["q", "람다", "한도", "-n", "1"]);
    assert_eq!(arguments("q '\"콜드 스타트\" OR b' ''"), ["q", "\"콜드 스타트\" OR b", ""]);
}

/// Holds a page to what pilgi prints, or makes it say that.
fn check(name: &str) {
    let path = in_project(name);
    let page = fs::read_to_string(&path).expect("a page");
    let now = rerun(&page, &desk());
    if now == page {
        return;
    }
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&path, now).expect("the page can be written");
        return;
    }
    let same = page.lines().zip(now.lines()).take_while(|(before, now)| before == now).count();
    let from = |text: &str| text.lines().skip(same).take(8).collect::<Vec<_>>().join("\n");
    panic!(
        "{name}:{}: the page says\n\n{}\n\nand pilgi prints\n\n{}\n\n{UPDATE}=1 takes that over.",
        same + 1,
        from(&page),
        from(&now)
    );
}

fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A desk with a copy of the project's notes, so that the index is nobody else's.
fn desk() -> Desk {
    let project = in_project("");
    let desk = Desk::empty();
    for entry in WalkDir::new(project.join("notes")) {
        let entry = entry.expect("the notes can be walked");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&project).expect("it is below the project");
            let bytes = fs::read(entry.path()).expect("a note");
            desk.write(path.to_str().expect("a readable path"), &bytes);
        }
    }
    desk
}

/// The page with what every example prints now.
fn rerun(page: &str, desk: &Desk) -> String {
    let mut now = String::with_capacity(page.len());
    let mut lines = page.lines().peekable();
    // Whether the open block has examples; `None` between blocks.
    let mut block: Option<bool> = None;
    while let Some(line) = lines.next() {
        push(&mut now, line);
        if line.starts_with(FENCE) {
            block = if block.is_some() { None } else { Some(line == EXAMPLES) };
        } else if block == Some(true)
            && let Some(typed) = line.strip_prefix(PROMPT)
        {
            let mut shown = Vec::new();
            while let Some(next) = lines.next_if(|line| !ends_output(line)) {
                shown.push(next);
            }
            let text = shown.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
            let blanks = shown.split_off(text);
            let typed = arguments(typed);
            let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
            let printed = desk.run_with(&typed).exits(0).stdout;
            if shown.first().is_some_and(|line| line.starts_with('{'))
                && is_part(&shown.join("\n"), &printed)
            {
                shown.iter().for_each(|line| push(&mut now, line));
            } else {
                printed.lines().for_each(|line| push(&mut now, line));
            }
            blanks.iter().for_each(|line| push(&mut now, line));
        }
    }
    now
}

/// Whether a line of a block of examples belongs to no output.
fn ends_output(line: &str) -> bool {
    line.starts_with(FENCE) || line.starts_with("$ ")
}

fn push(page: &mut String, line: &str) {
    page.push_str(line);
    page.push('\n');
}

/// Whether each of the objects shown is part of a line that was printed.
fn is_part(shown: &str, printed: &str) -> bool {
    let lines: Vec<Value> =
        printed.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    serde_json::Deserializer::from_str(shown).into_iter::<Value>().all(|part| {
        let part = part.unwrap_or_else(|error| panic!("{error} in the example: {shown}"));
        lines.iter().any(|line| holds(line, &part))
    })
}

/// Whether `whole` is `part` with or without further members.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(name, part)| whole.get(name).is_some_and(|whole| holds(whole, part)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(a, b)| holds(a, b))
        }
        _ => whole == part,
    }
}

/// The arguments of a typed line, cut at blanks outside of single quotes.
fn arguments(typed: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut open: Option<String> = None;
    let mut quoted = false;
    for char in typed.chars() {
        match char {
            '\'' => {
                quoted = !quoted;
                open.get_or_insert_default();
            }
            ' ' if !quoted => arguments.extend(open.take()),
            _ => open.get_or_insert_default().push(char),
        }
    }
    arguments.extend(open);
    arguments
}
