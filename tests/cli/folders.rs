//! Where notes and index are, and what is left alone.

use std::fs;

use crate::harness::Desk;

#[test]
fn notes_and_index_of_this_folder() {
    let desk = Desk::with_notes();
    desk.run("q 900초 -l").exits(0).prints("notes/aws/lambda.md");
    assert!(desk.path("index").is_dir());
    assert!(!desk.cache().exists());
}

#[test]
fn notes_by_flag_are_indexed_in_the_cache() {
    let desk = Desk::with_notes();
    desk.run("--notes notes q 900초 -l").exits(0).prints("notes/aws/lambda.md");
    assert!(!desk.path("index").exists());
    let names: Vec<String> = fs::read_dir(desk.cache())
        .expect("the cache is there")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 1);
    assert!(names[0].starts_with("notes-"), "{names:?}");
}

#[test]
fn options_stand_before_or_after_the_command() {
    let desk = Desk::with_notes();
    desk.run("q 900초 -l --notes notes --index i").exits(0).prints("notes/aws/lambda.md");
    assert!(desk.path("i").is_dir());
}

#[test]
fn the_environment_names_folders() {
    let desk = Desk::with_notes().note("more/queue.md", "# 큐\n\n가시성 타임아웃");
    let joined = std::env::join_paths(["notes", "more"]).expect("no separators in them");
    let mut command = desk.command();
    command.env("PILGI_NOTES", joined).env("PILGI_INDEX", "elsewhere");
    let output = command
        .args(["q", "가시성", "타임아웃", "-l", "-n1"])
        .output()
        .expect("pilgi can be started");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "more/queue.md\n");
    assert!(desk.path("elsewhere").is_dir());
}

#[test]
fn a_project_file_above_is_found() {
    let desk = Desk::with_notes().note("pilgi.toml", "index = \"made\"").note("a/b/.keep", "");
    let mut command = desk.command();
    command.current_dir(desk.path("a/b")).args(["q", "900초", "--vimgrep", "-n1"]);
    let output = command.output().expect("pilgi can be started");
    let path = desk.path("notes/aws/lambda.md");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.starts_with(&format!("{}:8:", path.display())), "{text}");
    assert!(desk.path("made").is_dir());
}

#[test]
fn nothing_is_written_among_the_notes() {
    let desk = Desk::with_notes();
    let before = desk.listing("notes");
    for arguments in [
        "q 900초",
        "index --rebuild",
        "status",
        "explain 람다",
        "--notes notes q 900초",
        "--notes . q 900초",
    ] {
        desk.run(arguments).exits(0);
        assert_eq!(desk.listing("notes"), before, "after {arguments}");
    }
}

#[cfg(unix)]
#[test]
fn a_path_that_is_not_utf_8_keeps_its_bytes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let desk = Desk::with_notes();
    let path = desk.path("notes").join(OsStr::from_bytes(b"\xb6\xf7.md"));
    if fs::write(&path, "# 옛 이름\n\n유별난 낱말\n").is_err() {
        return; // Some file systems take only UTF-8.
    }
    let hit = desk.run("q 유별난 --json -n1").exits(0).hits().remove(0);
    assert_eq!(hit["path"], "\u{fffd}\u{fffd}.md");
    assert_eq!(hit["path_b64"], "tvcubWQ=");
    let output = desk.command().args(["q", "유별난", "-l"]).output().expect("pilgi can be started");
    assert_eq!(output.stdout, b"notes/\xb6\xf7.md\n");
}

/// A file of the index that `--index own` names.
fn index(file: &str) -> String {
    format!("own/v{}/{file}", pilgi::index::FORMAT_VERSION)
}

#[test]
fn a_folder_that_is_no_index_is_left_alone() {
    let desk = Desk::with_notes();
    desk.write(&index("important.txt"), b"mine");
    desk.write(&index("meta.json"), b"{}");
    desk.run("--index own q 람다").exits(2).says(&["important.txt", "--index DIR"]);
    assert_eq!(std::fs::read(desk.path(&index("important.txt"))).expect("it is there"), b"mine");
}

#[test]
fn only_the_index_is_marked_as_a_cache() {
    let desk = Desk::with_notes();
    desk.write("own/thesis.txt", b"mine");
    desk.run("--index own q 람다");
    assert!(!desk.path("own/CACHEDIR.TAG").exists());
    assert!(desk.path(&index("CACHEDIR.TAG")).exists());
}

#[test]
fn an_index_of_other_notes_does_not_answer() {
    let desk = Desk::with_notes().note("others/a.md", "다른 노트\n");
    desk.run("--index own q 람다").exits(0);
    desk.run("--index own --notes others q 람다 --no-refresh")
        .exits(2)
        .says(&["other notes folders", "--no-refresh"]);
}
