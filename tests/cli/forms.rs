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
fn emphasis_is_shown_whole() {
    Desk::empty()
        .note("notes/a.md", "- **굵게** 시작하고 **굵게** 끝난다 **백업**\n")
        .run("-q q 백업")
        .prints("notes/a.md:1  a\n  **굵게** 시작하고 **굵게** 끝난다 **백업**");
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

#[test]
fn a_compound_is_left_out_whole_and_not_by_its_parts() {
    let desk = Desk::empty().note(
        "notes/백업.md",
        "- 백업 하나 : 복제 없이\n- 백업 둘 : 복제본 둘\n- 백업 셋 : 다음 장을 본다\n",
    );
    let found = desk.run_with(&["q", "백업", "--vimgrep", "--", "-복제본"]).stdout;
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(!found.contains("복제본"), "{found}");
}

#[test]
fn a_phrase_is_left_out_only_side_by_side() {
    let desk = Desk::empty().note(
        "notes/콜드.md",
        "- 저장 하나 콜드 스타트\n- 저장 둘 콜드 데이터\n- 저장 셋 스타트 콜드\n",
    );
    let found = desk.run_with(&["q", "저장", "--vimgrep", "--", "-\"콜드 스타트\""]).stdout;
    assert_eq!(found.lines().count(), 2, "{found}");
}

#[test]
fn fields_may_be_negated_and_alternatives() {
    let desk = Desk::empty()
        .note("notes/aws/a.md", "---\ntags: [aws]\n---\n- 제한 하나\n")
        .note("notes/cs/b.md", "---\ntags: [cs]\n---\n- 제한 둘\n")
        .note("notes/c.md", "- 제한 셋\n");
    desk.run_with(&["q", "제한", "-l", "--", "-path:aws", "-tag:cs"]).prints("notes/c.md");
    let either = desk.run_with(&["q", "제한 (tag:aws OR tag:cs)", "-l"]).exits(0).stdout;
    assert_eq!(either.lines().count(), 2, "{either}");
}

#[test]
fn words_on_one_side_of_an_or_belong_together() {
    let desk = Desk::empty().note("notes/a.md", "- 스팟 요금\n- 스팟 용량\n- 람다\n- 용량 계획\n");
    let found = desk.run_with(&["q", "(스팟 용량) OR 람다", "--vimgrep", "-x"]).stdout;
    assert_eq!(found.lines().count(), 2, "{found}");
}

#[test]
fn conditions_alone_find_the_notes_that_meet_them() {
    let desk = Desk::with_notes().note("notes/c.md", "---\ntags: [복습]\n---\n# 제목\n\n글\n");
    desk.run("q tag:복습 -l").exits(0).prints("notes/c.md");
    desk.run("q path:sqs -l").exits(0).prints("notes/aws/sqs.md");
    assert_eq!(
        desk.run("q heading:제한 --vimgrep").exits(0).stdout.lines().next(),
        Some("notes/aws/lambda.md:6:4:## 제한 사항")
    );
}

#[test]
fn a_note_of_nothing_but_a_title_is_shown() {
    let desk = Desk::empty()
        .note("notes/유니콘.md", "")
        .note("notes/b.md", "---\ntitle: 페가수스 정리\n---\n");
    desk.run("q 유니콘 -l").exits(0).prints("notes/유니콘.md");
    desk.run("q 페가수스").exits(0);
    desk.run("q 페가수스 --vimgrep").exits(0);
    let json = desk.run("q 유니콘 --json").exits(0).json();
    assert_eq!(json.last().map(|end| end["hits"].clone()), Some(1.into()));
}

#[test]
fn more_than_a_few_lines_of_one_note_may_be_had() {
    let lines: String = (0..8).map(|number| format!("- 백업 {number}번\n")).collect();
    let desk = Desk::empty().note("notes/a.md", &lines).note("notes/b.md", "# 다른\n\n- 백업\n");
    assert_eq!(desk.run("q 백업 -n 20 --vimgrep").stdout.lines().count(), 9);
    let found = desk.run("q 백업 -n 6 --vimgrep").stdout;
    assert!(found.contains("notes/b.md"), "one note must not fill the answer: {found}");
    assert_eq!(desk.run("q 백업 -n 2 -l").stdout.lines().count(), 2);
}

#[test]
fn a_query_without_a_word_finds_nothing_and_says_why() {
    let desk = Desk::with_notes();
    for query in ["는", "...", "🎉"] {
        desk.run_with(&["q", query, "--vimgrep"]).exits(1).says(&["no word"]);
        let lines = desk.run_with(&["q", query, "--json"]).exits(1).json();
        let kinds: Vec<_> = lines.iter().map(|line| line["type"].clone()).collect();
        assert_eq!(kinds, ["begin", "end"]);
    }
}

#[test]
fn null_needs_a_form_with_paths() {
    Desk::with_notes().run("q 메모리 -0").exits(2);
}

#[test]
fn typed_otherwise_and_found_all_the_same() {
    let desk = Desk::with_notes();
    let first = |query: &str| {
        let run = desk.run_with(&["q", query, "--json", "-n1"]);
        let hit = run.json().into_iter().nth(1).unwrap_or_default();
        (hit["path"].as_str().unwrap_or("nothing").to_owned(), run.stderr)
    };
    for (query, meant) in [
        ("fkaek wpgks", "did you mean: 람다 제한"),
        ("lambda 제헌", "did you mean: lambda 제한"),
        ("lamdba 제한", "did you mean: lambda 제한"),
        ("ㅣ므ㅠㅇㅁ 제한", "did you mean: lambda 제한"),
        ("ㄹㄷ 제한", ""),
        ("람다 제하", ""),
    ] {
        let (path, said) = first(query);
        assert_eq!(path, "aws/lambda.md", "{query}");
        assert!(said.contains(meant), "{query}: {said}");
    }
    let desk = desk.note("notes/os.md", "# 교착 상태\n\n- 서로 기다린다\n");
    desk.run_with(&["q", "ㄱㅊ ㅅㅌ", "-l"]).prints("notes/os.md");
    desk.run_with(&["q", "-x", "fkaek", "-l"]).exits(1);
    desk.run("q 메모 --prefix -l -x").exits(2);
}
