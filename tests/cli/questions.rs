//! Queries that ask, and lines that only ask.

use crate::harness::Desk;

const NOTE: &str = "# 메모리\n\n## 스래싱\n\n페이지를 바꾸느라 일을 못 하는 상태\n\n## 확인\n\n\
                    - 스래싱에 대해 설명해 주세요\n- 스래싱 때 디스크가 바쁘다\n";

#[test]
fn a_question_is_answered_by_what_stands_below_the_heading_that_it_names() {
    let desk = Desk::empty().note("notes/a.md", NOTE);
    for question in ["스래싱이 뭐야", "why 스래싱"] {
        desk.run(&format!("-q q {question} --vimgrep -n1"))
            .prints("notes/a.md:5:1:페이지를 바꾸느라 일을 못 하는 상태");
    }
}

#[test]
fn a_name_is_answered_by_its_heading() {
    Desk::empty()
        .note("notes/a.md", NOTE)
        .run("-q q 스래싱 --vimgrep -n1")
        .prints("notes/a.md:3:4:## 스래싱");
}

#[test]
fn what_only_asks_comes_behind_what_tells() {
    Desk::empty().note("notes/a.md", NOTE).run("-q q 스래싱 --vimgrep").prints(
        "notes/a.md:3:4:## 스래싱\n\
         notes/a.md:10:3:- 스래싱 때 디스크가 바쁘다\n\
         notes/a.md:5:1:페이지를 바꾸느라 일을 못 하는 상태\n\
         notes/a.md:9:3:- 스래싱에 대해 설명해 주세요",
    );
}
