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
fn an_identifier_with_a_slip_is_found_where_its_parts_are_too() {
    // A slip is seldom, and what it is one for is not.
    let often: String = (0..8).map(|number| format!("- exception {number}\n")).collect();
    Desk::empty()
        .note("notes/b.md", &format!("# 자주\n\n{often}"))
        .note(
            "notes/a.md",
            "# 예외\n\n- class 이름\n- exeption 오타\n- 다운캐스팅이 틀리면 \
             `ClassCastException`\n",
        )
        .run("-q q ClassCastExeption --vimgrep -n1")
        .prints("notes/a.md:5:33:- 다운캐스팅이 틀리면 `ClassCastException`");
}

#[test]
fn a_slip_is_no_ending_of_the_word_before_it() {
    // `이` could be a particle of 스프링, and the notes have 배다 and 트.
    Desk::empty()
        .note("notes/a.md", "# 스프링\n\n- 이벤트를 비동기로 보낸다\n- 빈 등록\n")
        .note("notes/b.md", "# 옷\n\n- 냄새가 배고 색이 바랜다\n- 트 는 음절 하나\n")
        .run("q 스프링 이밴트 --vimgrep -n1")
        .prints("notes/a.md:3:3:- 이벤트를 비동기로 보낸다")
        .says(&["did you mean: 스프링 이벤트"]);
}

#[test]
fn a_syllable_that_is_a_word_by_chance_does_not_make_a_slip_right() {
    Desk::empty()
        .note("notes/a.md", "# NoSQL\n\n- 문서 모델은 스키마가 자주 바뀔 때\n- 모 아니면 도\n")
        .run("q 문서 모댈 --vimgrep")
        .prints("notes/a.md:3:3:- 문서 모델은 스키마가 자주 바뀔 때")
        .says(&["did you mean: 문서 모델"]);
}

#[test]
fn an_identifier_of_known_words_is_no_slip_for_another() {
    Desk::empty()
        .note("notes/a.md", "# 접근자\n\n- `setValue` 는 값을 바꾼다\n- get 으로 읽은 value\n")
        .run("-q q getValue --vimgrep -n1")
        .prints("notes/a.md:4:3:- get 으로 읽은 value");
}

#[test]
fn one_part_of_an_identifier_is_enough_where_nothing_has_more() {
    Desk::empty()
        .note("notes/a.md", "# 주소\n\n- redis 접속은 호스트로\n")
        .run("-q q redis_url -x --vimgrep")
        .prints("notes/a.md:3:3:- redis 접속은 호스트로");
}

#[test]
fn a_query_in_the_other_keyboard_state_is_so_to_its_short_words() {
    // 투표만 한 노드
    let desk = Desk::empty()
        .note("notes/a.md", "# 몽고\n\n- 투표만 한 노드는 아비터\n- 노드를 쓰는 곳\n")
        .note("notes/b.md", "# 낱말\n\n- gke tm\n");
    desk.run("q xnvyaks gks shem --vimgrep -n1")
        .prints("notes/a.md:3:3:- 투표만 한 노드는 아비터")
        .says(&["did you mean: 투표만 한 노드"]);
    // Latin, and a particle typed in the state that it was left in.
    desk.run("-q q gkedmfh --vimgrep").prints("notes/b.md:3:3:- gke tm");
}

#[test]
fn a_syllable_cut_off_by_a_space_belongs_to_the_word_beside_it() {
    // The notes have both halves as words of their own, and more often what they make together.
    Desk::empty()
        .note(
            "notes/a.md",
            "# 조\n\n- 조 편성표\n- 요금 인하 소식\n- 조인하려면 뷰를 쓴다\n- 조인은 느리다\n",
        )
        .run("-q q 조 인하려면 --vimgrep -n1")
        .prints("notes/a.md:5:3:- 조인하려면 뷰를 쓴다");
}

#[test]
fn a_word_set_apart_that_the_notes_have_whole_is_no_other_name_of_it() {
    // 브라우저 is also `browser`, and is meant as one word all the same.
    Desk::empty()
        .note(
            "notes/a.md",
            "# 웹\n\n- 브라우저가 메시지를 직접 못 보내는 까닭\n- browser 이야기\n- 저 메시지는 브 라는 글자\n",
        )
        .run("-q q '브라우 저가메시지' --vimgrep -n1")
        .prints("notes/a.md:3:3:- 브라우저가 메시지를 직접 못 보내는 까닭");
}

#[test]
fn english_words_are_cut_where_spaces_were_typed_rather_than_elsewhere() {
    Desk::empty()
        .note("notes/a.md", "# 명령\n\n- whatis 는 한 줄 설명\n- war 파일은 묶음\n")
        .run("-q q what iswar --vimgrep -n1")
        .prints("notes/a.md:4:3:- war 파일은 묶음");
}

#[test]
fn keys_that_make_no_syllable_are_put_right_wherever_the_word_stands() {
    let desk = Desk::empty().note(
        "notes/a.md",
        "# 세기\n\n- `size()` 는 정확해야 할 때 쓰지 않는다\n- 확실하지 않은 값\n- 요금은 시간당\n- 금 시세\n",
    );
    desk.run("q ㅓㅇ확해 --vimgrep")
        .prints("notes/a.md:3:16:- `size()` 는 정확해야 할 때 쓰지 않는다")
        .says(&["did you mean: 정확해"]);
    // Nor is it a pronoun and a particle, because these are in every note (인데가).
    Desk::empty()
        .note("notes/a.md", "# 이것\n\n- 이인데가 아니라 이것이다\n- 인덱스는 찾아보기\n")
        .run("q 인덱ㅡ --vimgrep -n1")
        .prints("notes/a.md:4:3:- 인덱스는 찾아보기");
    // A key that was missed, and no word of one syllable.
    desk.run("q ㅛ금 --vimgrep")
        .prints("notes/a.md:5:3:- 요금은 시간당")
        .says(&["did you mean: 요금"]);
}

#[test]
fn identifiers_without_a_space_between_them_are_two() {
    Desk::empty()
        .note(
            "notes/a.md",
            "# 스트림\n\n- take 와 while 은 낱말\n- 정렬되었으면 `takeWhile` 이나 `dropWhile`\n",
        )
        .run("-q q takeWhiledropWhile차이 --vimgrep -n1")
        .prints("notes/a.md:4:23:- 정렬되었으면 `takeWhile` 이나 `dropWhile`");
}

#[test]
fn a_syllable_beside_a_word_of_the_other_keyboard_state_may_be_of_it() {
    // db timeout
    Desk::empty()
        .note(
            "notes/a.md",
            "# 연결\n\n- 유휴 timeout 값\n- db 연결의 timeout 값\n- db 백업\n- 유 씨\n",
        )
        .run("-q q 유 샤ㅡ대ㅕㅅ --vimgrep -n1")
        .prints("notes/a.md:4:3:- db 연결의 timeout 값");
}

#[test]
fn a_syllable_that_goes_over_no_space_stays_a_word() {
    // 테이블락 is 테이블 and an ending to ko-dic, unless 락 is a noun.
    Desk::empty()
        .note(
            "notes/a.md",
            "# 테이블\n\n- 테이블의 자료를 지운다\n- 갭 락은 빈자리를 막는다\n- 좀 더 큰 표\n",
        )
        .run("-q q 테이블 락 --vimgrep -n1")
        .prints("notes/a.md:4:7:- 갭 락은 빈자리를 막는다");
    Desk::empty()
        .note("notes/a.md", "# 표\n\n- 큰 표를 나눈다\n- 좀 나눈다\n")
        .run("-q q 나눈다 좀 --vimgrep -n1")
        .prints("notes/a.md:4:3:- 좀 나눈다");
}

#[test]
fn a_form_that_somebody_wrote_is_read_as_the_words_that_it_is_of() {
    Desk::empty()
        .note("notes/a.md", "# 인스턴스\n\n- 안쓰는 인스턴스는 끈다\n")
        .note(
            "notes/b.md",
            "# 패턴\n\n- 어댑터는 흔하다\n- 쓰지 않는 어댑터도 있고, 그런 것은 나중에 지운다\n",
        )
        .run("-q q 안쓰는 어댑터 --vimgrep -n1")
        .prints("notes/b.md:4:3:- 쓰지 않는 어댑터도 있고, 그런 것은 나중에 지운다");
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
