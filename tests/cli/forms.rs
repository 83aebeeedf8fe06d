//! Output forms, options and exit codes of searching commands.

use crate::harness::Desk;

const LIMIT: &str = "\
notes/aws/lambda.md:8  AWS Lambda › 제한 사항 › 실행
  한 번에 900초(15분)까지만 돈다";

#[test]
fn people_see_place_breadcrumb_and_line() {
    Desk::with_notes().run("-q query 제한 900초 -n 1").exits(0).prints(LIMIT).says_nothing();
}

#[test]
fn the_short_name_of_query_is_q() {
    Desk::with_notes().run("-q q 제한 900초 -n1").prints(LIMIT);
}

#[test]
fn nothing_found_is_one_and_says_what_was_looked_for() {
    let desk = Desk::with_notes();
    desk.run("q 쿠버네티스").exits(1).prints("").says(&["nothing found for: 쿠버네티스"]);
    desk.run("q 쿠버네티스 --vimgrep").exits(1).prints("");
    desk.run("q 쿠버네티스 -l").exits(1).prints("");
}

#[test]
fn vimgrep_has_path_line_column_and_the_line() {
    Desk::with_notes()
        .run("q 256 KB --vimgrep -n1")
        .exits(0)
        .prints("notes/aws/sqs.md:4:28:메시지 최대 크기는 256 KB 입니다.");
}

#[test]
fn a_column_counts_bytes_and_markup() {
    // The tab before the bullet is one byte, and is shown as a blank.
    Desk::with_notes()
        .run("q 900초 --vimgrep -n1")
        .prints("notes/aws/lambda.md:8:15: - 한 번에 900초(15분)까지만 돈다");
}

#[test]
fn paths_come_once_each() {
    Desk::with_notes().run("q 메모리 배포 압축 -l").exits(0).prints("notes/aws/lambda.md");
}

#[test]
fn null_ends_a_path() {
    let desk = Desk::with_notes();
    desk.run("q 메모리 -l -0").prints("notes/aws/lambda.md\0");
    desk.run("q 256 --vimgrep --null -n1")
        .prints("notes/aws/sqs.md\x004:28:메시지 최대 크기는 256 KB 입니다.");
}

#[test]
fn a_path_opens_from_where_one_stands() {
    let desk = Desk::with_notes();
    let below = desk.path("notes/aws");
    let run = |dir: &std::path::Path| {
        let mut command = desk.command();
        command.current_dir(dir).args(["--notes"]).arg(desk.path("notes"));
        let output = command.args(["q", "256", "-l"]).output().expect("pilgi can be started");
        String::from_utf8(output.stdout).expect("the path is UTF-8")
    };
    assert_eq!(run(&below), "sqs.md\n");
    let elsewhere = desk.cache();
    std::fs::create_dir_all(&elsewhere).expect("a folder can be made");
    assert_eq!(run(&elsewhere), format!("{}\n", desk.path("notes/aws/sqs.md").display()));
}

#[test]
fn max_results_counts_passages() {
    let desk = Desk::with_notes();
    let lines = |arguments: &str| desk.run(arguments).stdout.lines().count();
    assert_eq!(lines("q MB --vimgrep -n 1"), 1);
    assert!(lines("q MB --vimgrep") > 1);
}

#[test]
fn a_word_with_a_hyphen_before_it_is_left_out() {
    let desk = Desk::with_notes();
    desk.run("q MB -압축 --vimgrep -n 9").exits(0);
    assert!(!desk.run("q MB -압축 --vimgrep").stdout.contains("압축"));
    assert!(!desk.run("q MB --vimgrep -- -압축").stdout.contains("압축"));
    assert!(desk.run("q MB --vimgrep").stdout.contains("압축"));
}

#[test]
fn terms_are_joined_by_one_blank() {
    let run = Desk::with_notes().run_with(&["q", "람다 제한", "-콜드", "--json"]);
    assert_eq!(run.json()[0]["query"]["raw"], "람다 제한 -콜드");
}

#[test]
fn a_name_alone_is_a_query() {
    let desk = Desk::with_notes();
    desk.run("q --service sqs -l").exits(0).prints("notes/aws/sqs.md");
    desk.run("q -s sqs 최대 -l").exits(0).prints("notes/aws/sqs.md");
    desk.run("q -c 한도 -l -n1").exits(0).prints("notes/aws/sqs.md");
}

#[test]
fn broken_syntax_is_read_as_words_and_told() {
    Desk::with_notes()
        .run("q (콜드 -l")
        .exits(0)
        .prints("notes/aws/lambda.md")
        .says(&["warning: query, character 1:", "never closed"]);
}

#[test]
fn hits_of_one_note_stand_together() {
    let run = Desk::with_notes().run("-q q 메모리 압축");
    let text = run.stdout;
    assert!(text.contains("lambda.md:9"), "{text}");
    assert!(text.contains("lambda.md:11"), "{text}");
    assert!(!text.contains("\n\nnotes/aws/lambda.md:11"), "{text}");
    assert!(!text.ends_with("\n\n"), "{text:?}");
}

#[test]
fn the_default_screen_has_eighty_columns() {
    let long = format!(
        "# 긴 줄\n\n{}특별한 낱말이 여기 있다. {}\n",
        "앞말 ".repeat(40),
        "뒷말 ".repeat(40)
    );
    let desk = Desk::empty().note("notes/a.md", &long);
    let text = desk.run("-q q 특별한 낱말").stdout;
    assert!(text.contains("특별한 낱말이"), "{text}");
    assert!(text.contains('…'), "{text}");
    for line in text.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
    }
}

#[test]
fn a_word_of_another_name_is_no_match_by_itself() {
    let desk = Desk::empty().note(
        "notes/s3.md",
        "# S3\n\n- 버킷 이름은 3~63자\n- `에스 3`은 로그를 둔다\n- storage 값\n",
    );
    let marked = |arguments: &str| {
        let hits = desk.run(arguments).json();
        let highlights = hits[1]["snippet"]["highlights"].as_array().expect("highlights").clone();
        let text = hits[1]["snippet"]["text"].as_str().expect("a line").to_owned();
        let marked = |one: &serde_json::Value| {
            let end = |at: usize| one["byte"][at].as_u64().expect("an offset") as usize;
            text[end(0)..end(1)].to_owned()
        };
        highlights.iter().map(marked).collect::<Vec<_>>()
    };
    assert_eq!(marked("q s3 이름 --json -n1"), ["이름"]);
    assert_eq!(marked("q s3 로그 --json -n1"), ["에스", "3", "로그"]);
}

#[test]
fn either_word_of_an_or_goes_by_its_other_names() {
    let desk = Desk::with_notes().note("notes/ko.md", "# 메모\n\n- 람다는 이벤트로 돈다\n");
    let found = desk.run("q Lambda OR 쿠버네티스 이벤트 -n1 --vimgrep").stdout;
    assert_eq!(found, "notes/ko.md:3:3:- 람다는 이벤트로 돈다\n");
}
