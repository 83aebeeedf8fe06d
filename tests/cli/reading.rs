//! How words that the notes do not have as typed are read, and what of a note comes first.

use serde_json::Value;

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

#[test]
fn a_line_that_states_the_quantity_comes_first_however_it_is_written() {
    // In every note a line before it has the number, and one behind it the number and the unit.
    let desk = Desk::empty()
        .note(
            "notes/time.md",
            "# AWS Lambda\n\n- 15일 동안 보관\n- 최대 900초 실행\n- 15일, 5분마다\n",
        )
        .note("notes/size.md", "# S3 객체\n\n- 5개까지 나눔\n- 하나에 5,120 GB\n- 5개, 50 TB\n")
        .note(
            "notes/share.md",
            "# EFS 가용성\n\n- 99.9초 걸림\n- 설계는 three nines, 99.9 %\n- 99개\n",
        )
        .note(
            "notes/rate.md",
            "# API Gateway 요청\n\n- 3천 개\n- 3,000 requests per second\n- 초당 3 건\n",
        )
        .note("notes/price.md", "# NAT 요금\n\n- 20개\n- 시간당 20원\n- 2,000원\n");
    for (query, line) in [
        ("람다 15분", "notes/time.md:4:"),
        ("람다 0.25시간", "notes/time.md:4:"),
        ("lambda 15 minutes", "notes/time.md:4:"),
        ("람다최대15분", "notes/time.md:4:"),
        ("람다 900초", "notes/time.md:4:"),
        ("s3 객체 5TB", "notes/size.md:4:"),
        ("s3 5 테라바이트", "notes/size.md:4:"),
        ("EFS 99.9퍼센트", "notes/share.md:4:"),
        ("API Gateway 초당 3천 건", "notes/rate.md:4:"),
        ("NAT 20원", "notes/price.md:4:"),
    ] {
        let run = desk.run_with(&["-q", "q", "--vimgrep", "-n1", query]);
        assert!(run.stdout.starts_with(line), "{query}: {run:?}");
    }
    // The words as typed, where that is wanted, and where nothing states the value.
    desk.run("-q q -x 람다 15분 --vimgrep -n1").prints("notes/time.md:5:3:- 15일, 5분마다");
    desk.run("-q q 람다 16분 --vimgrep -n1").prints("notes/time.md:5:11:- 15일, 5분마다");
}

#[test]
fn what_states_the_quantity_is_marked_in_the_note() {
    let desk = Desk::empty().note(
        "notes/a.md",
        "# 함수\n\n15일 보관한다.\n한 번에 900초 돈다.\n\n- up to 15 minutes\n",
    );
    let run = desk.run("-q q 15분 --json");
    let hits = run.hits();
    let marks = |hit: usize| -> Vec<String> {
        let snippet = &hits[hit]["snippet"];
        let text = snippet["text"].as_str().expect("a line");
        let mark = |mark: &Value| {
            let at = |end: usize| mark["char"][end].as_u64().expect("an offset") as usize;
            let marked: String = text.chars().take(at(1)).skip(at(0)).collect();
            format!("{}: {marked}", mark["term"].as_str().expect("a word"))
        };
        snippet["highlights"].as_array().expect("highlights").iter().map(mark).collect()
    };
    assert_eq!(marks(0), ["15: 15", "분: minutes"]);
    assert_eq!(marks(1), ["15: 900초"]);
    desk.run("-q q 15분 -n 2").prints(
        "notes/a.md:6  함수\n  up to 15 minutes  (15분: same value)\n\
         notes/a.md:4  함수\n  한 번에 900초 돈다.  (15분: same value)",
    );
}

#[test]
fn a_question_word_is_not_what_is_looked_for() {
    Desk::empty()
        .note("notes/a.md", "# 웹\n\n- 뭐든 잘 쓴다\n- 아무 방법이나\n")
        .note("notes/b.md", "# 보안\n\n- CORS는 다른 출처의 자원을 읽게 한다\n")
        .run("-q q cors가 뭐야 --vimgrep -n1")
        .prints("notes/b.md:3:3:- CORS는 다른 출처의 자원을 읽게 한다");
}

#[test]
fn a_word_that_only_sounds_a_little_like_another_is_another() {
    let desk = Desk::empty().note(
        "notes/a.md",
        "# 메모리\n\n- paging과 swap\n- message queue\n- rebalance 중에는 멈춘다\n",
    );
    desk.run("-q q 병원").exits(1);
    desk.run("-q q 무지개").exits(1);
    desk.run("-q q 리밸런스 --vimgrep").prints("notes/a.md:5:3:- rebalance 중에는 멈춘다");
}

#[test]
fn syllables_are_hardly_two_letters_in_the_other_keyboard_state() {
    let desk = Desk::empty().note("notes/a.md", "# CAP\n\n- CP : 일관성\n- 5 GB까지\n");
    desk.run("-q q 체리픽").exits(1);
    desk.run("-q q 휴가").exits(1);
    let desk = Desk::empty().note("notes/a.md", "# java\n\n- JVM의 힙\n");
    desk.run("-q q ㅓ퓨의 --vimgrep -n1").exits(1);
    desk.run("-q q ㅓ프의 --vimgrep -n1").prints("notes/a.md:3:3:- JVM의 힙");
}

#[test]
fn a_phrase_is_of_its_own_words() {
    let desk = Desk::empty()
        .note("notes/a.md", "# SQS\n\n- 보관 기간은 4일\n")
        .note("notes/b.md", "# 로그\n\n- 보존 기간은 30일\n");
    desk.run_with(&["-q", "q", "\"보존 기간\"", "--vimgrep"])
        .prints("notes/b.md:3:3:- 보존 기간은 30일");
}

#[test]
fn a_finished_word_stays_the_best_answer_with_prefix() {
    let desk = Desk::empty()
        .note("notes/a.md", "# 람다\n\n- 실행\n\t- 한 번에 900초까지\n- 시간대는 UTC\n");
    desk.run("-q q --prefix 람다 최대 실행 시간 --vimgrep -n1")
        .prints("notes/a.md:4:4: - 한 번에 900초까지");
    // What an editor sends while a syllable is typed.
    let desk = Desk::empty().note("notes/a.md", "# 큐\n\n- 카프카는 로그다\n");
    desk.run("-q q --prefix 카픜 --vimgrep").prints("notes/a.md:3:3:- 카프카는 로그다");
    desk.run("-q q --prefix 카프 --vimgrep").prints("notes/a.md:3:3:- 카프카는 로그다");
}

#[test]
fn conditions_on_lines_find_every_line() {
    let desk = Desk::empty().note(
        "notes/a.md",
        "# EBS\n\n- gp3는 16TB까지\n- io2는 64TB까지\n- gp2는 1GB부터\n\n## 제한\n\n- 하나\n- 둘\n",
    );
    desk.run("-q q limit:>=5TB --vimgrep")
        .prints("notes/a.md:3:3:- gp3는 16TB까지\nnotes/a.md:4:3:- io2는 64TB까지");
    desk.run("-q q heading:제한 --vimgrep")
        .prints("notes/a.md:7:4:## 제한\nnotes/a.md:9:3:- 하나\nnotes/a.md:10:3:- 둘");
    desk.run("-q q path:a.md --vimgrep").prints("notes/a.md:1:3:# EBS");
}

#[test]
fn a_link_at_the_end_of_a_line_is_shown_whole() {
    Desk::empty()
        .note(
            "notes/a.md",
            "# 큐\n\n- 남겨야 하면 `[[kafka]]`\n- 자세한 건 [SQS 문서](https://a.b/c)\n",
        )
        .run("-q q 남겨야")
        .prints("notes/a.md:3  큐\n  남겨야 하면 `[[kafka]]`");
}

#[test]
fn what_stands_below_a_line_that_says_it_comes_after_it() {
    Desk::empty()
        .note(
            "notes/a.md",
            "# Redis\n\n- 분산 락 : `SET lock 값 NX PX 30000`, 풀 때는 값이 내 것인지 Lua로 확인\n    \
             - 완벽하지 않음. fencing token을 볼 것\n",
        )
        .run("-q q SET NX PX --vimgrep -n1")
        .prints(
            "notes/a.md:3:17:- 분산 락 : `SET lock 값 NX PX 30000`, 풀 때는 값이 내 것인지 Lua로 확인",
        );
}

#[test]
fn a_line_that_only_points_elsewhere_comes_after_one_that_says_something() {
    Desk::empty()
        .note(
            "notes/a.md",
            "# 길\n\n- [다익스트라](#다익스트라)\n- 벨먼-포드는 음수도 된다\n\n## 그래프\n\n\
             - 다익스트라 구현은 힙으로\n",
        )
        .run("-q q 다익스트라 --vimgrep -n1")
        .prints("notes/a.md:8:3:- 다익스트라 구현은 힙으로");
}

#[test]
fn code_comes_after_what_is_said_of_it() {
    Desk::empty()
        .note("notes/a.md", "# 구현\n\n- 다익스트라를 구현한다\n\n```java\nint 구현 = 1;\n```\n")
        .run("-q q 구현 -x --vimgrep -n2")
        .prints("notes/a.md:1:3:# 구현\nnotes/a.md:3:22:- 다익스트라를 구현한다");
}

#[test]
fn not_is_asked_for_in_either_form() {
    Desk::empty()
        .note(
            "notes/a.md",
            "# TCP와 UDP\n\n- 경계를 구분함 : 데이터그램\n- 경계를 구분하지 않음 : 바이트 스트림\n",
        )
        .run("-q q 경계 구분 안함 --vimgrep -n1")
        .prints("notes/a.md:4:3:- 경계를 구분하지 않음 : 바이트 스트림");
}

#[test]
fn a_part_of_an_identifier_counts_once() {
    // It is a part and, without its ending, a stem.
    Desk::empty()
        .note("notes/a.md", "# 설정\n\n- 긴 MessageSource 설정\n- 긴 message 하나 설정\n")
        .note("notes/b.md", "# 다른 것\n\n- 하나\n- 둘\n- 셋\n- 넷\n- 다섯\n")
        .run("-q q message --vimgrep -n1")
        .prints("notes/a.md:4:7:- 긴 message 하나 설정");
}

#[test]
fn what_stands_in_a_column_comes_before_the_column_s_header() {
    Desk::empty()
        .note(
            "notes/a.md",
            "# POP3\n\n| 프로토콜 | 포트 |\n|---|---|\n| POP3 | 110번 포트 |\n\n끝.\n",
        )
        .run("-q q pop3 포트 --vimgrep -n1")
        .prints("notes/a.md:5:3:| POP3 | 110번 포트 |");
}
