//! What hasty writers mean.

use super::markdown;

#[test]
fn headings_and_bullets_without_a_blank() {
    let note = r##"#AWS 람다 정리
서버리스다
##특징
-빠름
-쌈
  -초당 과금
###제한
1)15분
2)10GB
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "AWS 람다 정리"
      2 Paragraph "서버리스다"
      3 H2 "특징"
        4 Bullet "빠름"
        5 Bullet "쌈"
          6 Bullet "초당 과금"
        7 H3 "제한"
          8 Bullet "15분"
          9 Bullet "10GB"
    "##);
}

#[test]
fn one_hash_may_be_a_tag() {
    let note = r##"#aws #서버리스

#람다

본문 #태그 `#아님` https://a.b/#c C#
#include <stdio.h>
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "#aws #서버리스"
      3 Paragraph "#람다"
      5 Paragraph "본문 #태그 #아님 https://a.b/#c C#"
      6 Paragraph "#include <stdio.h>"
    tags aws, 서버리스, 람다, 태그
    "##);
}

#[test]
fn one_hash_is_a_heading_where_others_are() {
    let note = r##"#람다
##특징
싸다
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "람다"
      2 H2 "특징"
        3 Paragraph "싸다"
    "##);
}

#[test]
fn statements_line_by_line() {
    let note = r##"S3 : 객체 스토리지
EBS : 블록 스토리지
EFS : 파일 스토리지

가용 영역은 서로 떨어져 있고
지연 시간이 짧다
리전마다 셋 이상이다
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "S3 : 객체 스토리지"
      2 Paragraph "EBS : 블록 스토리지"
      3 Paragraph "EFS : 파일 스토리지"
      5 Paragraph "가용 영역은 서로 떨어져 있고\n지연 시간이 짧다"
      7 Paragraph "리전마다 셋 이상이다"
    "##);
}

#[test]
fn wrapped_prose_is_one_passage() {
    let note = r##"AWS Lambda는 서버를 준비하거나 관리하지 않고 코드를 돌리는 컴퓨팅 서비스이며
가용성이 높은 컴퓨팅 인프라에서 코드를 실행하고 서버와 운영 체제 유지 관리 등
모든 관리를 대신한다. 코드만 올리면 된다.
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "AWS Lambda는 서버를 준비하거나 관리하지 않고 코드를 돌리는 컴퓨팅 서비스이며\n가용성이 높은 컴퓨팅 인프라에서 코드를 실행하고 서버와 운영 체제 유지 관리 등\n모든 관리를 대신한다. 코드만 올리면 된다."
    "##);
}

#[test]
fn bold_line_above_lines() {
    let note = r##"**EC2**
가상 서버
시간 단위 과금
**Lambda**
함수 실행
- 15분
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "EC2"
        2 Paragraph "가상 서버"
        3 Paragraph "시간 단위 과금"
      4 Paragraph "Lambda"
        5 Paragraph "함수 실행"
        6 Bullet "15분"
    "##);
}

#[test]
fn branches_belong_to_the_line_above() {
    let note = r##"- 콜드 스타트
-> 첫 요청이 느리다
ㄴ 프로비저닝으로 푼다

읽기 전용 복제본
=> 읽기 부하 분산
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Bullet "콜드 스타트"
        2 Bullet "첫 요청이 느리다"
        3 Bullet "프로비저닝으로 푼다"
      5 Paragraph "읽기 전용 복제본"
        6 Bullet "읽기 부하 분산"
    "##);
}

#[test]
fn signs_that_markdown_does_not_know() {
    let note = r##"• 표준 큐
  · 순서 보장 없음
• FIFO 큐
① 첫째
② 둘째
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Bullet "표준 큐"
        2 Bullet "순서 보장 없음"
      3 Bullet "FIFO 큐"
      4 Bullet "첫째"
      5 Bullet "둘째"
    "##);
}

#[test]
fn a_dash_without_a_blank_below_an_item() {
    let note = r##"- 표준
-FIFO 큐
  -초당 300건
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Bullet "표준"
      2 Bullet "FIFO 큐"
        3 Bullet "초당 300건"
    "##);
}

#[test]
fn bullets_indented_too_far() {
    let note = r##"## 한도

    - 크기 : 256KB
        - 더 크면 S3
    - 보관 : 14일
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "한도"
      3 Bullet "크기 : 256KB"
        4 Bullet "더 크면 S3"
      5 Bullet "보관 : 14일"
    "##);
}

#[test]
fn site_generators_leave_no_text() {
    let note = r##"{{< callout type="info" >}}
홀수로 둔다.
{{< /callout >}}
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "홀수로 둔다."
    "##);
}

#[test]
fn broken_front_matter_loses_nothing() {
    let note = r##"---
title: 람다: "정리
tags: aws, 서버리스
	date: 어제

# 본문 제목
글
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "람다: \"정리"
      6 H1 "본문 제목"
        7 Paragraph "글"
    tags aws, 서버리스
    "##);
}

#[test]
fn rules_around_text_are_no_front_matter() {
    let note = r##"---
람다 : 서버리스
---
글
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      2 Paragraph "람다 : 서버리스"
      4 Paragraph "글"
    "##);
}
