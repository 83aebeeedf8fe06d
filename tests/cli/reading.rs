//! How words that the notes do not have as typed are read, and what of a note comes first.

use crate::harness::Desk;

#[test]
fn a_name_of_several_words_is_no_slip_where_the_notes_have_it_by_another() {
    Desk::empty()
        .note("notes/a.md", "# 배포\n\n- 블루/그린 배포의 블루 환경\n")
        .note("notes/b.md", "# 자료 구조\n\n- bloom filter : \"없다\"만 확실하다\n")
        .run("-q q 블룸 필터 --vimgrep")
        .prints("notes/b.md:3:3:- bloom filter : \"없다\"만 확실하다")
        .says_nothing();
}

#[test]
fn initials_go_over_spaces() {
    let desk = Desk::empty().note(
        "notes/a.md",
        "# 로드 밸런서\n\n- 교차 영역 부하 분산은 NLB에서 꺼져 있다\n- 영역 교차\n",
    );
    desk.run("-q q ㄱㅊㅇㅇ --vimgrep")
        .prints("notes/a.md:3:3:- 교차 영역 부하 분산은 NLB에서 꺼져 있다");
    // Words of which the dictionary knows only the pieces are no different.
    let desk = Desk::empty().note("notes/a.md", "# 예약 인스턴스\n\n- 전환형은 바꿀 수 있다\n");
    desk.run("-q q ㅈㅎㅎ --vimgrep").prints("notes/a.md:3:3:- 전환형은 바꿀 수 있다");
}

#[test]
fn an_identifier_with_a_slip_in_one_of_its_parts_is_found_whole() {
    let desk = Desk::empty().note(
        "notes/a.md",
        "# 스팟\n\n- 할당 전략은 price-capacity-optimized\n- optimized price 목록\n",
    );
    desk.run("-q q price-capcity-optimized --vimgrep -n1")
        .prints("notes/a.md:3:20:- 할당 전략은 price-capacity-optimized");
}

#[test]
fn keys_that_make_a_known_word_in_the_other_state_are_no_slip() {
    Desk::empty()
        .note("notes/a.md", "# 수\n\n- 넷 다 참\n")
        .note("notes/b.md", "# 구매 옵션\n\n- spot은 두 분 전에 알린다\n")
        .run("q 네ㅐㅅ --vimgrep")
        .prints("notes/b.md:3:3:- spot은 두 분 전에 알린다")
        .says(&["did you mean: spot"]);
}

#[test]
fn a_note_that_is_named_is_the_first_line() {
    Desk::empty()
        .note("notes/a.md", "# 교착 상태\n\n- 고리가 없으면 교착이 아니다\n- 안전 상태\n")
        .run("-q q 교착 상태 --vimgrep -n1")
        .prints("notes/a.md:1:3:# 교착 상태");
}

#[test]
fn a_heading_need_not_say_again_what_the_title_says() {
    Desk::empty()
        .note("notes/a.md", "# 교착 상태\n\n## 네 가지 필요 조건\n\n- 상호 배제\n- 비선점\n")
        .run("-q q 교착 상태 필요 조건 --vimgrep -n1")
        .prints("notes/a.md:3:15:## 네 가지 필요 조건");
}

#[test]
fn forms_of_one_word_are_counted_together() {
    // One says it twice in the same form, the other twice in two.
    Desk::empty()
        .note("notes/a.md", "# one\n\n- a shard holds rows, not keys\n")
        .note("notes/b.md", "# two\n\n- one shard of two shards is hot\n")
        .run("-q q shard --vimgrep -n1")
        .prints("notes/b.md:3:7:- one shard of two shards is hot");
}

#[test]
fn a_word_that_also_stands_there_as_typed_is_not_said_to_match_by_another_name() {
    Desk::empty()
        .note("notes/a.md", "# 카프카\n\n- partition : 순서는 파티션 안에서만\n")
        .run("-q q 파티션 순서")
        .prints("notes/a.md:3  카프카\n  partition : 순서는 파티션 안에서만");
}

#[test]
fn lines_of_a_note_that_say_the_same_are_one_hit() {
    let desk = Desk::empty().note(
        "notes/a.md",
        "# 람다\n\n## 제한\n\n- 실행 시간은 최대 15분, 그 뒤엔 끊긴다\n- 레이어는 함수당 최대 5개까지\n\n\
         ## 요약\n\n- 실행 시간은 최대 15분 그 뒤엔 끊긴다!\n- 레이어는 함수당 최대 50개까지\n",
    );
    desk.run("-q q 실행 시간 최대").prints(
        "notes/a.md:5  람다 › 제한\n  실행 시간은 최대 15분, 그 뒤엔 끊긴다  (also line 10)\n\
                 notes/a.md:6  람다 › 제한\n  레이어는 함수당 최대 5개까지\n\
                 notes/a.md:11  람다 › 요약\n  레이어는 함수당 최대 50개까지",
    );
    let hits = desk.run("-q q 실행 시간 최대 --json").json();
    assert_eq!(hits[1]["similar"], serde_json::json!([10]));
}

#[test]
fn a_long_note_gives_way_to_others_that_are_as_good() {
    let bullets = |word: &str| format!("- {word} 백업 정책\n");
    let many: String = ["일", "월", "화", "수", "목", "금", "토"].map(bullets).concat();
    let desk = Desk::empty()
        .note("notes/a.md", &format!("# 백업\n\n{many}"))
        .note("notes/b.md", "# 백업\n\n- 주말 백업 정책\n");
    let run = desk.run("-q q 백업 정책 --vimgrep");
    let rank = |line: &str| run.stdout.lines().position(|found| found.starts_with(line));
    assert!(rank("notes/b.md:3") < rank("notes/a.md:8"), "{}", run.stdout);
    assert!(rank("notes/b.md:3") > rank("notes/a.md:5"), "{}", run.stdout);
}

#[test]
fn what_finds_nothing_says_what_was_tried_and_what_may_help() {
    let desk = Desk::with_notes();
    desk.run("q 쿠버네티스").exits(1).says(&[
        "nothing found for: 쿠버네티스",
        "hint: tried: the words, their forms and parts, other spacing",
    ]);
    desk.run("q -x 쿠버네티스").exits(1).says(&["without --exact"]);
    desk.run("q 제한 path:azure").exits(1).says(&["hint: without its conditions it would find"]);
}

#[test]
fn the_word_that_was_meant_is_the_one_that_was_found() {
    Desk::empty()
        .note("notes/a.md", "# 배포\n\n- deployment circuit breaker : 실패하면 되돌림\n")
        .note("notes/b.md", "# 양자\n\n- Braket 가격\n")
        .run("q circuit braker -n1 --vimgrep")
        .prints("notes/a.md:3:14:- deployment circuit breaker : 실패하면 되돌림")
        .says(&["did you mean: circuit breaker"]);
}
