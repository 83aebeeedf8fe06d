//! The line-based formats.

use super::{asciidoc, org, rst, text};

#[test]
fn plain_text_notes() {
    let note = r##"AWS 람다 메모
============

서버 없이 실행
 - 최대 15분
    - 메모리 10GB
 - 두 번째
   이어지는 줄
• 점 항목
  ㄴ 하위 항목
1. 하나

   문단 둘

특징:
-빠름
-싸다

제한
----
| 항목 | 값 |
|------|----|
| 시간 | 15분 |
끝 문장.
"##;
    insta::assert_snapshot!(text(note), @r##"
    1 Title "AWS 람다 메모"
      4 Paragraph "서버 없이 실행"
        5 Bullet "최대 15분"
          6 Bullet "메모리 10GB"
        7 Bullet "두 번째\n이어지는 줄"
        9 Bullet "점 항목"
          10 Bullet "하위 항목"
        11 Bullet "하나"
          13 Paragraph "문단 둘"
      15 Paragraph "특징:"
        16 Bullet "빠름"
        17 Bullet "싸다"
      19 H2 "제한"
        21 TableHeader "항목 | 값"
          23 TableRow "시간 | 15분"
        24 Paragraph "끝 문장."
    "##);
}

#[test]
fn org_notes() {
    let note = r##"#+TITLE: 람다 정리
#+FILETAGS: :aws:서버리스:
* TODO 제한 사항 :중요:
:PROPERTIES:
:ID: x
:END:
- 실행 시간 :: 15분
  - *메모리* 10GB
- [X] 끝
** 코드
#+BEGIN_SRC python
def f():
    pass
#+END_SRC
| 항목 | 값 |
|------+----|
| 시간 | 15분 |
문단은 [[http://a][링크]]다.
* 둘째
본문
"##;
    insta::assert_snapshot!(org(note), @r##"
    1 Title "람다 정리"
      3 H1 "제한 사항"
        7 Bullet "실행 시간 :: 15분"
          8 Bullet "메모리 10GB"
        9 Bullet "끝"
        10 H2 "코드"
          11 Code "def f():\n    pass"
          15 TableHeader "항목 | 값"
            17 TableRow "시간 | 15분"
          18 Paragraph "문단은 링크다."
      19 H1 "둘째"
        20 Paragraph "본문"
    tags aws, 서버리스, 중요
    "##);
}

#[test]
fn restructured_text_notes() {
    let note = r##"=========
람다 정리
=========

:tags: aws, 서버리스

제한 사항
=========

- 실행 시간

  - **메모리** 10GB

실행
----

.. code-block:: python

   def f():
       pass

.. note:: 주의할 점

.. 주석이다
   이어진 주석

예제::

   코드 줄

+------+------+
| 항목 | 값   |
+======+======+
| 시간 | 15분 |
+------+------+
"##;
    insta::assert_snapshot!(rst(note), @r##"
    1 Title "람다 정리"
      7 H2 "제한 사항"
        10 Bullet "실행 시간"
          12 Bullet "메모리 10GB"
        14 H3 "실행"
          19 Code "   def f():\n       pass"
          22 Paragraph "주의할 점"
          27 Paragraph "예제::"
            29 Code "   코드 줄"
          32 TableHeader "항목 | 값"
          34 TableRow "시간 | 15분"
    tags aws, 서버리스
    "##);
}

#[test]
fn asciidoc_notes() {
    let note = r##"= 람다 정리
:tags: aws, 서버리스

== 제한 사항

.제목 줄
* 실행 시간
** 메모리 *10GB*
*** 셋
* 둘
. 번호

용어:: 설명

[source,python]
----
def f(): pass
----

|===
|항목 |값
|시간 |15분
|===
"##;
    insta::assert_snapshot!(asciidoc(note), @r##"
    1 Title "람다 정리"
      4 H2 "제한 사항"
        6 Paragraph "제목 줄"
          7 Bullet "실행 시간"
            8 Bullet "메모리 10GB"
              9 Bullet "셋"
          10 Bullet "둘"
            11 Bullet "번호"
        13 Definition "용어:: 설명"
        16 Code "def f(): pass"
        21 TableRow "항목 | 값"
        22 TableRow "시간 | 15분"
    tags aws, 서버리스
    "##);
}

#[test]
fn text_without_any_structure() {
    let note = r##"한 줄짜리 메모

두 줄짜리 메모는
이렇게 이어진다
"##;
    insta::assert_snapshot!(text(note), @r##"
    1 Title "파일"
      1 Paragraph "한 줄짜리 메모"
      3 Paragraph "두 줄짜리 메모는\n이렇게 이어진다"
    "##);
}

#[test]
fn an_empty_note() {
    assert_eq!(text("\n  \n"), "1 Title \"파일\"\n");
}
