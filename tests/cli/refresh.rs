//! A query answers from the notes as they are now.

use std::fs;
use std::process::Stdio;

use crate::harness::Desk;

#[test]
fn new_changed_renamed_and_deleted_notes_are_seen() {
    let desk = Desk::with_notes();
    desk.run("q 람다").says(&["indexed 2 notes in "]);
    desk.run("q 람다").says_nothing();
    desk.write("notes/new.md", "# 새 노트\n\n유별난 낱말".as_bytes());
    desk.run("q 유별난 -l").exits(0).prints("notes/new.md").says_nothing();
    desk.write("notes/new.md", "# 새 노트\n\n진기한 낱말".as_bytes());
    desk.run("q 유별난 -l").exits(1);
    desk.run("q 진기한 -l").exits(0);
    fs::rename(desk.path("notes/new.md"), desk.path("notes/old.md")).expect("one's own file");
    desk.run("q 진기한 -l").exits(0).prints("notes/old.md");
    fs::remove_file(desk.path("notes/old.md")).expect("one's own file");
    desk.run("q 진기한 -l").exits(1);
}

#[test]
fn no_refresh_answers_from_what_there_is() {
    let desk = Desk::with_notes();
    desk.run("index").exits(0);
    desk.write("notes/new.md", "# 새 노트\n\n유별난 낱말".as_bytes());
    desk.run("q 유별난 --no-refresh").exits(1);
    desk.run("q 유별난").exits(0);
}

#[test]
fn a_note_that_has_changed_without_a_refresh_is_told() {
    let desk = Desk::with_notes();
    desk.run("index").exits(0);
    desk.write("notes/aws/sqs.md", format!("새 줄\n{}", crate::harness::SQS).as_bytes());
    desk.run("q 처리량 --no-refresh").says(&["aws/sqs.md has changed since it was indexed"]);
}

#[test]
fn index_says_what_changed() {
    let desk = Desk::with_notes();
    let first = desk.run("index").exits(0).stdout;
    assert!(first.starts_with("built anew: 2 notes, "), "{first}");
    desk.write("notes/new.md", "# 새 노트".as_bytes());
    let second = desk.run("index").exits(0).stdout;
    assert!(second.starts_with("1 added, 0 changed, 0 removed: 3 notes, "), "{second}");
    let third = desk.run("index --rebuild").exits(0).stdout;
    assert!(third.starts_with("built anew: 3 notes, "), "{third}");
}

#[test]
fn json_counts_what_a_refresh_did() {
    let desk = Desk::with_notes();
    desk.run("index").exits(0);
    desk.write("notes/new.md", "# 새 노트\n\n유별난 낱말".as_bytes());
    let begin = desk.run("q 유별난 --json").exits(0).json().remove(0);
    assert_eq!(begin["index"]["refreshed"], serde_json::json!({"added":1,"changed":0,"removed":0}));
    assert_eq!(begin["index"]["notes"], 3);
}

#[test]
fn a_damaged_index_is_built_anew_and_told() {
    let desk = Desk::with_notes();
    desk.run("index").exits(0);
    for (path, _) in desk.listing("index") {
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("manifest-")) {
            fs::write(path, b"x").expect("one's own file");
        }
    }
    assert!(desk.run("status").exits(0).stdout.contains("damaged"));
    desk.run("q 900초 -l -n1")
        .exits(0)
        .prints("notes/aws/lambda.md")
        .says(&["the index could not be used and was built anew"]);
    desk.run("q 900초 -l -n1").exits(0).says_nothing();
}

/// Opening an index reads few bytes of it: what is lost of the others is seen when a query needs them, or
/// by `pilgi index`, which reads all.
#[test]
fn what_a_disk_has_lost_of_the_index_is_told_and_mended() {
    for extension in ["idx", "term", "pos", "fast", "store"] {
        let desk = Desk::with_notes();
        desk.run("index").exits(0);
        let whole = desk.run("q 처리량 --vimgrep").exits(0).stdout;
        let files = desk.listing("index").into_iter();
        let (path, mut bytes) = files
            .filter(|(path, _)| path.extension().is_some_and(|it| it == extension))
            .max_by_key(|(_, bytes)| bytes.len())
            .expect("a file of the index");
        let len = bytes.len();
        bytes[len / 4..len / 2].fill(0xff);
        fs::write(&path, bytes).expect("one's own file");
        // Whatever it finds, it is no fault of the program.
        let asked = desk.run("q 처리량 --vimgrep");
        assert!(matches!(asked.code, 0 | 1), "{extension}: {}", asked.stderr);
        desk.run("index").exits(0);
        desk.run("q 처리량 --vimgrep").exits(0).prints(whole.trim_end()).says_nothing();
    }
}

#[test]
fn an_index_of_another_version_is_left_alone_and_not_used() {
    let desk = Desk::with_notes().note("index/v999/meta.json", "from the future");
    desk.run("q 900초 -l -n1").exits(0).prints("notes/aws/lambda.md");
    assert_eq!(
        fs::read(desk.path("index/v999/meta.json")).expect("still there"),
        b"from the future"
    );
}

#[test]
fn an_index_of_other_folders_is_built_anew() {
    let desk = Desk::with_notes().note("more/queue.md", "# 큐\n\n가시성 타임아웃");
    desk.run("--notes notes --index i q 900초").exits(0);
    desk.run("--notes more --index i q 가시성")
        .exits(0)
        .says(&["the index was of other notes folders", "indexed 1 note in "]);
}

#[test]
fn several_processes_at_once_all_answer() {
    let desk = Desk::with_notes();
    for number in 0..40 {
        let text = format!("# 노트 {number}\n\n- 공통 낱말 {number}\n");
        desk.write(&format!("notes/n{number}.md"), text.as_bytes());
    }
    let children: Vec<_> = (0..6)
        .map(|_| {
            let mut command = desk.command();
            command.args(["q", "공통", "-l", "-n", "100"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("pilgi starts")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("pilgi ends");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 40);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_told_by_a_query_once() {
    let desk = Desk::with_notes();
    let link = |name: &str| {
        std::os::unix::fs::symlink("gone.md", desk.path(name)).expect("one's own folder");
    };
    link("notes/old.md");
    desk.run("q 람다").says(&["notes/old.md: is a link that leads nowhere"]);
    desk.run("q 람다").says_nothing();
    link("notes/new.md");
    let second = desk.run("q 람다").says(&["notes/new.md: is a link that leads nowhere"]);
    assert!(!second.stderr.contains("old.md"), "{}", second.stderr);
    desk.run("q 람다").says_nothing();
    desk.run("index").says(&["notes/old.md: is a link", "notes/new.md: is a link"]);
    assert!(desk.run("status").exits(0).stdout.contains("notes/new.md: is a link"));
}

#[test]
fn a_note_that_was_just_written_is_not_perhaps_changed() {
    let desk = Desk::with_notes();
    desk.write("notes/new.md", "# 새 노트".as_bytes());
    desk.run("index").exits(0);
    assert!(desk.run("status").exits(0).stdout.contains("up to date"));
    desk.write("notes/new.md", "# 옛 노트".as_bytes());
    assert!(desk.run("status").exits(0).stdout.contains("1 perhaps changed"));
}
