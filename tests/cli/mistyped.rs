//! Words with a slip, in the other keyboard state, or with other spaces, among those that the notes have.

use crate::harness::Desk;

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
fn a_negation_is_no_beginning_of_the_word_behind_it() {
    let safe: String = (0..40).map(|number| format!("- 안전 {number}\n")).collect();
    Desk::empty()
        .note("notes/a.md", &format!("# 안전\n\n{safe}"))
        .note("notes/b.md", "# 큐\n\n- 메시지를 안 전한다\n")
        .run("-q q 안 전한다 --vimgrep -n1")
        .prints("notes/b.md:3:16:- 메시지를 안 전한다");
}

#[test]
fn a_word_of_the_notes_is_no_slip_for_another() {
    Desk::empty()
        .note("notes/a.md", "# 로그\n\n- 읽어도 없어지는 게 아니라 남아 있다\n")
        .note("notes/b.md", "# 그 밖\n\n- 없어짐\n- 없어짐 둘\n")
        .run("-q q 없어지는 게 아니라 --vimgrep -n1")
        .prints("notes/a.md:3:26:- 읽어도 없어지는 게 아니라 남아 있다");
}

#[test]
fn a_name_is_found_where_the_notes_misspell_it() {
    // 체크섬 is a name that is known, 쳌섬 no word at all.
    for line in ["- 쳌섬 값이 맞지 않으면 다시 보낸다", "- 쳌섬이 맞지 않으면 다시 보낸다"]
    {
        Desk::empty()
            .note("notes/a.md", &format!("# 전송\n\n{line}\n- 순서 번호\n"))
            .run("-q q 체크섬 --vimgrep")
            .prints(&format!("notes/a.md:3:3:{line}"));
    }
}

#[test]
fn a_latin_name_is_found_where_the_notes_misspell_it() {
    let desk = Desk::empty()
        .note("notes/a.md", "# 배포\n\n- ClouFront 캐시를 비운다\n- 클러스터에 kuberentes 설치\n");
    desk.run("-q q cloudfront --vimgrep").prints("notes/a.md:3:3:- ClouFront 캐시를 비운다");
    desk.run("-q q kubernetes --vimgrep").prints("notes/a.md:4:19:- 클러스터에 kuberentes 설치");
}

#[test]
fn words_that_ask_for_a_figure_are_found_with_a_slip() {
    // The notes say neither; what a limit is asked for with may stand nowhere.
    let desk = Desk::empty().note(
        "notes/a.md",
        "# AWS\n\n## Lambda\n\n- 콜드 스타트: 처음 부를 때 느림\n- 람다 최대 실행 시간은 15분\n",
    );
    for query in ["lambda timeout", "lambda tiemout", "lambda durtaion", "lambda retentoin"] {
        desk.run(&format!("-q q {query} --vimgrep -n1"))
            .prints("notes/a.md:6:3:- 람다 최대 실행 시간은 15분");
    }
    desk.run("q lambda tiemout -n1").says(&["did you mean: lambda timeout"]);
    desk.run("-q q lambda dyas --vimgrep -n1").prints("notes/a.md:3:4:## Lambda");
}

#[test]
fn a_latin_name_that_the_notes_lack_is_no_slip_for_another_word() {
    let desk =
        Desk::empty().note("notes/a.md", "# 집\n\n- flash 카드\n- Redix 선반\n- radiator 청소\n");
    for name in ["flask", "redis", "mediator"] {
        desk.run(&format!("-q q {name} --vimgrep")).exits(1).prints("");
    }
}

#[test]
fn a_name_that_the_notes_lack_is_no_slip_for_another_word() {
    Desk::empty()
        .note("notes/a.md", "# 피자\n\n- 토핑은 셋\n- 도우 반죽\n")
        .run("-q q 토픽 --vimgrep")
        .prints("");
}
