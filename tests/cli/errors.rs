//! Errors name the thing, the cause and the way out.

use crate::harness::{Desk, Run};

#[test]
fn no_notes_folder() {
    Desk::empty().run("q 람다").exits(2).prints("").says(&[
        "pilgi: error: no notes folder: there is no ",
        "here/notes",
        "hint: name the folder (`pilgi --notes DIR query …`)",
        "pilgi.toml",
    ]);
}

#[test]
fn a_notes_folder_that_is_not_there() {
    let run = Desk::empty().run("--notes nowhere q 람다").exits(2);
    run.says(&["pilgi: error: ", "nowhere", "hint: "]);
}

#[test]
fn an_empty_folder() {
    let desk = Desk::empty().note("notes/.keep", "");
    desk.run("q 람다").exits(1).prints("").says(&["no notes here", "hint: notes end in .md"]);
    desk.run("index").exits(0).says(&["no notes here"]);
}

#[test]
fn a_query_that_says_nothing() {
    let desk = Desk::with_notes();
    desk.run("q").exits(2).says(&["pilgi: error:", "<TERMS>"]);
    desk.run_with(&["q", "  "]).exits(2).says(&["the query is empty", "hint: "]);
}

#[test]
fn bad_options() {
    let desk = Desk::with_notes();
    desk.run("q x --frobnicate").exits(2).says(&["pilgi: error: unexpected argument"]);
    desk.run("q x -n 0").exits(2).says(&["pilgi: error: invalid value '0'"]);
    desk.run("q x -n many").exits(2).says(&["pilgi: error: invalid value 'many'"]);
    desk.run("q x --color blue").exits(2).says(&["pilgi: error: invalid value 'blue'"]);
    desk.run("frobnicate").exits(2).says(&["pilgi: error: unrecognized subcommand"]);
    for forms in ["--json --vimgrep", "--json -l", "--vimgrep -l", "--json -0"] {
        desk.run(&format!("q x {forms}")).exits(2).says(&["cannot be used with"]);
    }
}

#[test]
fn help_and_version_are_answers() {
    let desk = Desk::empty();
    let help = desk.run("--help").exits(0).says_nothing();
    for piece in ["pilgi query 람다 최대 실행 시간", "pilgi q sqs message size limit", "--notes"]
    {
        assert!(help.stdout.contains(piece), "{}", help.stdout);
    }
    let version = format!("pilgi {}", env!("CARGO_PKG_VERSION"));
    desk.run("--version").exits(0).prints(&version);
    assert!(desk.run("query --help").exits(0).stdout.contains("Query language:"));
    for command in ["index", "explain", "analyze", "eval", "status", "completions"] {
        desk.run(&format!("{command} -h")).exits(0);
    }
}

#[test]
fn an_index_inside_the_notes_is_refused() {
    let desk = Desk::with_notes();
    let before = desk.listing("notes");
    let run = desk.run("--notes notes --index notes/index q 람다").exits(2);
    run.says(&["the index may not lie in the notes folder", "hint: "]);
    assert_eq!(desk.listing("notes"), before);
}

#[test]
fn a_configuration_with_a_mistake() {
    let desk = Desk::with_notes().note("pilgi.toml", "notes = \"notes\"\nindx = \"i\"\n");
    desk.run("q 람다").exits(2).says(&["pilgi.toml:2: unknown field `indx`", "hint: "]);
    desk.run("--config other.toml q 람다").exits(2).says(&["other.toml: cannot read"]);
}

#[test]
fn a_configuration_that_names_no_notes_folder() {
    // Also where there are notes that it might have meant.
    let desk = Desk::with_notes().note("pilgi.toml", "index = \"i\"\nnotes = []\n");
    desk.run("q 람다").exits(2).prints("").says(&[
        "here/pilgi.toml:2: `notes` names no folder",
        "leave it out",
        "hint: a configuration may have `notes`",
    ]);
}

#[test]
fn an_index_for_notes_that_are_not_there() {
    // It is not for the notes in the folder below, which would find no index of theirs.
    let desk = Desk::empty().note("pilgi.toml", "index = \"i\"\n").note("a/notes/b.md", "람다\n");
    let mut command = desk.command();
    command.current_dir(desk.path("a")).args(["q", "람다"]);
    Run::of(command.output().expect("pilgi can be started")).exits(2).prints("").says(&[
        "here/pilgi.toml: names no notes folder, and there is no ",
        "here/notes",
        "hint: write `notes = \"/path/to/notes\"` into it",
    ]);
    assert!(!desk.path("i").exists() && !desk.path("a/index").exists());
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_does_not_stop_the_rest() {
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::with_notes().note("notes/secret.md", "# 비밀\n\n900초");
    let secret = desk.path("notes/secret.md");
    let locked = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(&secret, locked).expect("one's own file");
    if std::fs::read(&secret).is_ok() {
        return; // The superuser reads everything: nothing to see here.
    }
    desk.run("q 900초 -l").exits(0).prints("notes/aws/lambda.md").says(&["secret.md"]);
}

#[test]
fn a_file_that_only_looks_like_a_note_is_left_out() {
    let picture =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let desk = Desk::with_notes().bytes("notes/picture.md", picture);
    desk.run("q 900초 -n1 -l").exits(0).prints("notes/aws/lambda.md").says(&["picture.md"]);
    assert!(desk.run("status").exits(0).stdout.contains("picture.md"));
}

#[test]
fn a_missing_index_may_not_be_built_without_a_refresh() {
    let run = Desk::with_notes().run("q 람다 --no-refresh").exits(2);
    run.says(&["there is no index here", "hint: run `pilgi index`"]);
}
