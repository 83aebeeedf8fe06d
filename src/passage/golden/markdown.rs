//! What Markdown says.

use super::markdown;

#[test]
fn headings_nest_by_level() {
    let note = r##"# AWS Lambda
서버 없이 코드를 돌린다.
### 실행 시간
최대 15분
## 메모리
최대 10GB
# 요금
요청 수로 낸다.
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "AWS Lambda"
      2 Paragraph "서버 없이 코드를 돌린다."
      3 H3 "실행 시간"
        4 Paragraph "최대 15분"
      5 H2 "메모리"
        6 Paragraph "최대 10GB"
      7 H1 "요금"
        8 Paragraph "요청 수로 낸다."
    "##);
}

#[test]
fn a_front_matter_title_leaves_the_first_heading_alone() {
    let note = r##"---
title: "AWS: 람다 정리"
tags: [aws, 서버리스]
aliases:
  - Lambda
---
# Lambda
본문 #람다 #1
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "AWS: 람다 정리"
      7 H1 "Lambda"
        8 Paragraph "본문 #람다 #1"
    tags aws, 서버리스, 람다
    aliases Lambda
    "##);
}

#[test]
fn the_only_outermost_heading_names_the_note() {
    let note = r##"![배지](https://a.b/c.svg) 안내 한 줄

# 노트 이름
## 절
글
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    3 Title "노트 이름"
      1 Paragraph "배지 안내 한 줄"
      4 H2 "절"
        5 Paragraph "글"
    "##);
}

#[test]
fn a_note_without_a_naming_heading_has_its_file_name() {
    let note = r##"## 1. 개요
글
## 2. 특징
글 둘
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 H2 "1. 개요"
        2 Paragraph "글"
      3 H2 "2. 특징"
        4 Paragraph "글 둘"
    "##);
}

#[test]
fn bullets_by_tabs_and_spaces() {
    let note = r##"## 제한 사항
- 실행
	- 한 번에 900초(15분)까지만 돈다
		* 늘릴 수 없다
- 메모리 : 128MB ~ 10,240MB
    + 1MB 단위
1. 첫째
   1) 안쪽
2. 둘째
- [ ] 할 일
- [x] 한 일
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "제한 사항"
      2 Bullet "실행"
        3 Bullet "한 번에 900초(15분)까지만 돈다"
          4 Bullet "늘릴 수 없다"
      5 Bullet "메모리 : 128MB ~ 10,240MB"
        6 Bullet "1MB 단위"
      7 Bullet "첫째"
        8 Bullet "안쪽"
      9 Bullet "둘째"
      10 Bullet "할 일"
      11 Bullet "한 일"
    "##);
}

#[test]
fn items_hold_their_paragraphs_and_code() {
    let note = r##"- 느슨한 항목

  이어지는 문단

  ```sh
  aws lambda list-functions
  ```

- 여러 줄에 걸친
  항목이다
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Bullet "느슨한 항목"
        3 Paragraph "이어지는 문단"
        5 Code "aws lambda list-functions"
      9 Bullet "여러 줄에 걸친\n항목이다"
    "##);
}

#[test]
fn lead_ins_hold_lists_tables_and_code() {
    let note = r##"**특징**

- 빠르다
- 싸다

종류:
- 표준
- FIFO

다음과 같다.

| 이름 | 한도 |
|---|---|
| 크기 | 256KB |

SQS 한도
- 14일

문장 하나가 끝났다.
- 남의 항목

설정 예
```
timeout = 900
```
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "특징"
        3 Bullet "빠르다"
        4 Bullet "싸다"
      6 Paragraph "종류:"
        7 Bullet "표준"
        8 Bullet "FIFO"
      10 Paragraph "다음과 같다."
        12 TableHeader "이름 | 한도"
          14 TableRow "크기 | 256KB"
      16 Paragraph "SQS 한도"
        17 Bullet "14일"
      19 Paragraph "문장 하나가 끝났다."
      20 Bullet "남의 항목"
      22 Paragraph "설정 예"
        23 Code "timeout = 900"
    "##);
}

#[test]
fn tables() {
    let note = r##"| 항목 | 값 | 비고 |
|:--|--:|---|
| **요청** | 100만 건<br>무료 | `GB-s` |
| 시간 |  | [문서](http://a.b) |
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 TableHeader "항목 | 값 | 비고"
        3 TableRow "요청 | 100만 건 무료 | GB-s"
        4 TableRow "시간 | 문서"
    "##);
}

#[test]
fn code_is_one_passage_and_diagrams_none() {
    let note = r##"```yaml
Timeout: 900

Memory: 128
```

```mermaid
graph TD; A-->B
```
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Code "Timeout: 900\n\nMemory: 128"
    "##);
}

#[test]
fn markup_is_not_text() {
    let note = r##"**Lambda**와 `Lambda@Edge`, ~~옛말~~, [문서](https://a.b/c) &amp; <b>굵게</b> <!-- 숨김 -->
**람다(Lambda)**는 ==강조==다\*
[[노트|보이는 글]]과 [[다른 노트]] ![[그림.png]] ![image](a.png) ![구조도](b.png)
<https://aws.amazon.com> List<String>과 <bucket-name>

2**10은 1024다
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "Lambda와 Lambda@Edge, 옛말, 문서 & 굵게 \n람다(Lambda)는 강조다*"
      3 Paragraph "보이는 글과 다른 노트   구조도"
      4 Paragraph "https://aws.amazon.com List<String>과 <bucket-name>"
      6 Paragraph "2**10은 1024다"
    "##);
}

#[test]
fn footnotes_and_definitions() {
    let note = r##"한도가 있다.[^1]

용어
: 설명이다
: 다른 설명

[^1]: 2024년 기준
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "한도가 있다."
      3 Definition "용어 : 설명이다"
        5 Definition "다른 설명"
      7 Footnote "2024년 기준"
    "##);
}

#[test]
fn quotes() {
    let note = r##"> 인용한 글이다.
>
> - 인용 속 항목

> ## 꾸민 제목

그 아래 글
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "인용한 글이다."
      3 Bullet "인용 속 항목"
      5 H2 "꾸민 제목"
        7 Paragraph "그 아래 글"
    "##);
}

#[test]
fn details_hold_their_answer() {
    let note = r##"<details>
<summary><b>Q. 람다란?</b></summary>

서버 없이 코드를 돌리는 서비스

- 최대 15분
</details>

뒤의 글
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      2 Paragraph "Q. 람다란?"
        4 Paragraph "서버 없이 코드를 돌리는 서비스"
        6 Bullet "최대 15분"
      9 Paragraph "뒤의 글"
    "##);
}

#[test]
fn html_blocks() {
    let note = r##"<div align="center"><h2>제목 &amp; 글</h2><p>문단<br>둘째 줄</p></div>

<table>
<tr><th>이름</th><th>값</th></tr>
<tr><td>크기</td><td>256KB</td></tr>
</table>

<!-- 보이지
않는 글 -->
<ul><li>하나</li><li>둘</li></ul>
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "제목 & 글"
      1 Paragraph "문단"
      1 Paragraph "둘째 줄"
      4 TableHeader "이름 | 값"
        5 TableRow "크기 | 256KB"
      10 Bullet "하나"
      10 Bullet "둘"
    "##);
}

#[test]
fn a_comment_that_is_never_closed_is_text() {
    let note = r##"앞의 글

<!-- 잊은 주석
이 글은 남는다.
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "앞의 글"
      3 Paragraph "잊은 주석"
      4 Paragraph "이 글은 남는다."
    "##);
}

#[test]
fn a_rule_below_text_makes_no_heading_of_a_sentence() {
    let note = r##"서버 없이 돌아간다.
---
특징
---
글
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "서버 없이 돌아간다."
      3 H2 "특징"
        5 Paragraph "글"
    "##);
}

#[test]
fn link_definitions_that_are_none() {
    let note = r##"[S3]: 스토리지
[문서]: https://a.b/c

- 글 [문서]
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Paragraph "[S3]: 스토리지"
      4 Bullet "글 문서"
    "##);
}

#[test]
fn deep_quotes_in_items() {
    let note = r##"- > 인용으로 시작하는 항목
  - 아래
- # 제목 같은 항목
  글
- - 두 겹
  - 둘
"##;
    insta::assert_snapshot!(markdown(note), @r##"
    1 Title "파일"
      1 Bullet "인용으로 시작하는 항목"
        2 Bullet "아래"
      3 Bullet "제목 같은 항목"
        4 Paragraph "글"
      5 Bullet "두 겹"
      6 Bullet "둘"
    "##);
}
