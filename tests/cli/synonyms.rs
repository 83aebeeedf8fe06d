//! Words that mean the same as those of the line.

use crate::harness::Desk;

#[test]
fn a_verb_in_any_form_is_found_by_its_other_names() {
    let desk = Desk::empty()
        .note("notes/a.md", "# 계정\n\n- 관리자만 계정을 삭제할 수 있다\n- 계정 목록\n");
    for query in ["계정 지우는", "계정 지워도", "계정 지웠다"] {
        desk.run(&format!("-q q {query} --vimgrep -n1"))
            .prints("notes/a.md:3:16:- 관리자만 계정을 삭제할 수 있다");
    }
}

#[test]
fn an_adjective_is_no_noun_that_is_made_of_it() {
    let desk = Desk::empty().note("notes/a.md", "# 힙\n\n- large page 를 쓴다\n- size 는 8\n");
    desk.run("-q q 크면 --vimgrep").prints("notes/a.md:3:3:- large page 를 쓴다");
    desk.run("-q q 크기 --vimgrep").prints("notes/a.md:4:3:- size 는 8");
}

#[test]
fn what_a_verb_is_as_a_noun_has_its_stem() {
    Desk::empty()
        .note("notes/a.md", "# 배포\n\n- 중복 실행 막기\n- 실행 순서\n")
        .run("-q q 실행을 막는다 --vimgrep -n1")
        .prints("notes/a.md:3:10:- 중복 실행 막기");
}

#[test]
fn a_verb_is_found_by_the_form_that_names_it() {
    Desk::empty()
        .note("notes/a.md", "# 예외\n\n- 예외 던지기는 비싸다\n- 예외 목록\n")
        .run("-q q 예외를 던진다 --vimgrep -n1")
        .prints("notes/a.md:3:3:- 예외 던지기는 비싸다");
}

#[test]
fn a_verb_is_no_other_word_that_looks_like_one_of_its_forms() {
    // 안 is no form of 알다, nor 열 (`column`) of 열다.
    let desk = Desk::empty().note(
        "notes/a.md",
        "# 배포\n\n- 먼저 알아야 할 것\n- 안 되는 것\n- 칼럼 목록\n- 파일 오픈\n",
    );
    desk.run("-q q 알면 --vimgrep").prints("notes/a.md:3:10:- 먼저 알아야 할 것");
    desk.run("-q q 열면 --vimgrep").prints("notes/a.md:6:10:- 파일 오픈");
}

#[test]
fn a_form_that_names_a_thing_is_that() {
    // 쓰다 is to use and to write, 쓰기 to write.
    Desk::empty()
        .note("notes/a.md", "# 접근\n\n- 사용 권한\n- write 권한\n")
        .run("-q q 쓰기 권한 --vimgrep -n1")
        .prints("notes/a.md:4:3:- write 권한");
}

#[test]
fn other_names_are_not_looked_for_where_words_are_wanted_as_typed() {
    let desk = Desk::empty().note("notes/a.md", "# 계정\n\n- 관리자만 삭제할 수 있다\n");
    desk.run("-q q 지우면 --vimgrep").prints("notes/a.md:3:16:- 관리자만 삭제할 수 있다");
    desk.run("-q q -x 지우면 --vimgrep").exits(1).prints("");
}

#[test]
fn a_name_with_other_meanings_is_found_as_it_sounds() {
    let desk = Desk::empty().note(
        "notes/a.md",
        "# 메모\n\n- 리전마다 요금이 다르다\n- 브랜치를 합친다\n- branch prediction\n- 커밋 메시지\n",
    );
    desk.run("-q q region --vimgrep").prints("notes/a.md:3:3:- 리전마다 요금이 다르다");
    desk.run("-q q branch --vimgrep -n2")
        .prints("notes/a.md:5:3:- branch prediction\nnotes/a.md:4:3:- 브랜치를 합친다");
}

#[test]
fn a_name_with_other_meanings_has_its_other_names_where_the_notes_lack_it() {
    let line = "- 웹 방화벽은 7계층에서 막는다\n";
    let desk = Desk::empty().note("notes/a.md", &format!("# 보안\n\n{line}"));
    desk.run("-q q WAF --vimgrep").prints("notes/a.md:3:3:- 웹 방화벽은 7계층에서 막는다");
    desk.run("-q q WAF -x").exits(1).prints("");
    // Where they have it, it is what they say it is.
    let desk = desk.note("notes/b.md", "# 그 밖\n\n- WAF 규칙\n");
    desk.run("-q q WAF --vimgrep").prints("notes/b.md:3:3:- WAF 규칙");
}

#[test]
fn a_word_is_shown_by_the_layer_that_found_all_of_it() {
    // 트랜 is in both, but what was found is the other spelling.
    let desk = Desk::empty().note("notes/a.md", "# 격리\n\n- 트랜잭션 격리 수준\n");
    let hits = desk.run("-q q 트랜젝션 --json").hits();
    let highlights = &hits[0]["snippet"]["highlights"];
    assert_eq!(highlights[0]["layer"], "alias");
    assert_eq!(highlights[0]["char"], serde_json::json!([2, 6]));
}

#[test]
fn a_name_of_several_words_has_its_other_names_where_the_notes_lack_it() {
    let desk =
        Desk::empty().note("notes/a.md", "# network\n\n- latency 를 줄이는 법\n- 시간 동기화\n");
    desk.run("-q q 대기 시간 --vimgrep -n1").prints("notes/a.md:3:3:- latency 를 줄이는 법");
}
