//! What a line says by how it begins and ends, where the markup's grammar says nothing.

use unicode_width::UnicodeWidthStr;

use super::cut::ends_sentence;

/// How a line begins. Lengths are in bytes, of what stands before the line's own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineStart {
    /// `-항목`, `• 항목`, `1)항목`, `① 항목`.
    Bullet(usize),
    /// `-> 결과`, `ㄴ 하위 항목`: belongs to the line above.
    Branch(usize),
    /// Nothing of note.
    Plain,
}

/// Reads a line's start; the line is trimmed.
pub(super) fn line_start(line: &str) -> LineStart {
    let mut chars = line.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return LineStart::Plain };
    let blank = second.is_some_and(char::is_whitespace);
    let with_blanks = |len: usize| len + line[len..].len() - line[len..].trim_start().len();
    let tail = |len: usize| (!line[len..].trim().is_empty()).then(|| with_blanks(len));
    let bullet = |len: usize| tail(len).map_or(LineStart::Plain, LineStart::Bullet);
    let branch = |len: usize| tail(len).map_or(LineStart::Plain, LineStart::Branch);
    match first {
        '-' | '=' if second == Some('>') => branch(2),
        '→' | '⇒' | '➜' | '↳' | '└' => branch(first.len_utf8()),
        'ㄴ' if blank || second.is_some_and(is_hangul) => branch(first.len_utf8()),
        '-' if blank || second.is_some_and(is_hangul) => bullet(1),
        '-' if second.is_some_and(|char| char.is_ascii_uppercase()) && line.contains(is_hangul) => {
            bullet(1)
        }
        '*' | '+' | '–' | '—' if blank => bullet(first.len_utf8()),
        '•'
        | '·'
        | 'ㆍ'
        | '∙'
        | '◦'
        | '‣'
        | '▪'
        | '▫'
        | '■'
        | '□'
        | '●'
        | '○'
        | '◆'
        | '◇'
        | '▶'
        | '▷'
        | '►'
        | '※'
        | '①'..='⑳' => bullet(first.len_utf8()),
        '(' | '0'..='9' => number_len(line).map_or(LineStart::Plain, bullet),
        _ => LineStart::Plain,
    }
}

/// Length of `1.`, `1)` or `(1)` before an item's text; `3.5배` has no number.
fn number_len(line: &str) -> Option<usize> {
    let open = line.starts_with('(');
    let digits = line[usize::from(open)..].bytes().take_while(u8::is_ascii_digit).count();
    let len = usize::from(open) + digits + 1;
    let follows = line.get(len..)?.chars().next()?;
    let closed = match line.as_bytes().get(len - 1) {
        Some(b')') => follows.is_whitespace() || follows.is_alphanumeric(),
        Some(b'.') => !open && (follows.is_whitespace() || is_hangul(follows)),
        _ => false,
    };
    ((1..=2).contains(&digits) && closed).then_some(len)
}

pub(super) fn is_hangul(char: char) -> bool {
    matches!(char, '가'..='힣')
}

/// Level and prefix length of a heading whose `#`s touch its text, as in `##특징`.
///
/// Two or more `#` are never anything else. A single one may also begin a tag, a preprocessor
/// directive, a colour or an issue number: then it is a heading only before several words of which
/// no other is a tag. One word alone is a heading where `tight` says that the note's other headings
/// are written like that.
pub(super) fn tight_heading(line: &str, tight: bool) -> Option<(u8, usize)> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let text = &line[level..];
    let first = text.chars().next()?;
    let known = (1..=6).contains(&level) && text.chars().count() <= 80;
    if !known || first.is_whitespace() || matches!(first, '!' | '/') {
        return None;
    }
    if level == 1 {
        let numbered = text.bytes().take_while(u8::is_ascii_digit).count();
        let issue = numbered > 0 && !text[numbered..].starts_with(['.', ')']);
        let mut words = text.split_whitespace();
        let word = words.next()?;
        let mut others = words.peekable();
        let alone = others.peek().is_none();
        let tags = others.any(|word| word.starts_with('#'));
        if !first.is_alphanumeric() || issue || tags || is_directive(word) || (alone && !tight) {
            return None;
        }
    }
    u8::try_from(level).ok().map(|level_number| (level_number, level))
}

/// C's directives, which follow a `#` like a tag does.
pub(super) fn is_directive(word: &str) -> bool {
    const DIRECTIVES: [&str; 11] = [
        "include", "define", "undef", "if", "ifdef", "ifndef", "elif", "else", "endif", "pragma",
        "region",
    ];
    DIRECTIVES.contains(&word)
}

/// Whether a line is nothing but a site generator's command: `{{< callout >}}`, `{% include x %}`,
/// `import Tabs from '@theme/Tabs'`.
pub(super) fn is_template(line: &str) -> bool {
    const SIGNS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
    let import = line.starts_with("import ")
        && [" from '", " from \""].iter().any(|from| line.contains(from))
        && line.ends_with(['\'', '"', ';']);
    import
        || SIGNS.iter().any(|(open, close)| {
            let rest = line.strip_prefix(open);
            rest.is_some_and(|rest| rest.find(close) == rest.len().checked_sub(close.len()))
        })
}

/// Whether a line says that it introduces what follows: it is short, and ends in a colon or in
/// words to that effect.
pub(super) fn introduces(line: &str) -> bool {
    const WORDS: [&str; 6] =
        ["다음과 같", "아래와 같", "다음과같", "아래와같", "as follows", "the following"];
    line.chars().count() <= 100
        && (line.ends_with([':', '：']) || WORDS.iter().any(|words| line.contains(words)))
}

/// Whether a line has anything to be seen.
pub(super) fn is_visible(line: &str) -> bool {
    let hidden = |char: char| {
        char.is_whitespace()
            || matches!(char, '\u{200b}'..='\u{200f}' | '\u{fe0f}' | '\u{feff}' | '\u{2060}')
    };
    !line.chars().all(hidden)
}

/// Whether a line right above a list names it: short, and a question or no sentence.
pub(super) fn names_list(line: &str) -> bool {
    line.chars().count() <= 60 && (line.ends_with('?') || line_end(line) != LineEnd::Complete)
}

/// Groups the lines of a paragraph, each group one passage; returns the line after each group.
///
/// A paragraph may be wrapped prose, or a list of statements without bullets. It is prose where most
/// of its line breaks are such as wrapping makes: within a sentence, or where the next word would
/// not have fitted the width of the widest line. Otherwise each line stands for itself, but a line
/// that ends within a sentence runs on into the next.
pub(super) fn statements(lines: &[&str]) -> Vec<usize> {
    let wraps = wraps(lines);
    let wrapped = wraps.iter().filter(|&&wrap| wrap != Wrap::None).count();
    if wrapped * 2 > wraps.len() || lines.len() < 2 {
        return vec![lines.len()];
    }
    let ends = wraps.iter().enumerate().filter(|(_, wrap)| **wrap != Wrap::Sentence);
    ends.map(|(before, _)| before + 1).chain([lines.len()]).collect()
}

/// What a line break inside a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrap {
    /// It stands inside a sentence.
    Sentence,
    /// The next word would not have fitted.
    Width,
    /// The writer meant it.
    None,
}

/// Narrower columns than this are nobody's wrapping width.
const MIN_WRAP_WIDTH: usize = 60;

fn wraps(lines: &[&str]) -> Vec<Wrap> {
    let widths: Vec<usize> = lines.iter().map(|line| line.width()).collect();
    let width = widths.iter().copied().max().unwrap_or(0);
    lines
        .windows(2)
        .zip(&widths)
        .map(|(pair, line_width)| {
            let word = pair[1].split_whitespace().next().unwrap_or("");
            let full = width >= MIN_WRAP_WIDTH && line_width + 1 + word.width() > width;
            match line_end(pair[0]) {
                LineEnd::Complete => Wrap::None,
                LineEnd::Open => Wrap::Sentence,
                LineEnd::English if pair[1].starts_with(|c: char| c.is_ascii_lowercase()) => {
                    Wrap::Sentence
                }
                _ if full => Wrap::Width,
                _ => Wrap::None,
            }
        })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnd {
    /// A sentence ends here.
    Complete,
    /// The sentence cannot end here.
    Open,
    /// A Latin letter: the next line tells.
    English,
    /// A noun or whatever.
    Other,
}

fn line_end(line: &str) -> LineEnd {
    let line = line.trim_end_matches([' ', '\t', '*', '_', '`', '"', '\'', ')', '”', '’']);
    let mut chars = line.chars().rev();
    let Some(last) = chars.next() else { return LineEnd::Other };
    let after_hangul =
        chars.next().is_some_and(|char| is_hangul(char) || char.is_ascii_alphanumeric());
    match last {
        _ if ends_sentence(last) => LineEnd::Complete,
        ':' | '：' | ';' => LineEnd::Complete,
        ',' | '，' | '、' => LineEnd::Open,
        '다' | '요' | '음' | '함' | '됨' | '임' | '죠' | '까' if after_hangul => {
            LineEnd::Complete
        }
        '은' | '는' | '을' | '를' | '의' | '에' | '와' | '로' | '고' | '며' | '면' | '서'
        | '게' | '한' | '된' | '할' | '될' | '및'
            if after_hangul || last == '및' =>
        {
            LineEnd::Open
        }
        _ if last.is_ascii_alphanumeric() => LineEnd::English,
        _ => LineEnd::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_starts() {
        assert_eq!(line_start("-항목"), LineStart::Bullet(1));
        assert_eq!(line_start("- 항목"), LineStart::Bullet(2));
        assert_eq!(line_start("• 항목"), LineStart::Bullet(4));
        assert_eq!(line_start("1)항목"), LineStart::Bullet(2));
        assert_eq!(line_start("2)10GB"), LineStart::Bullet(2));
        assert_eq!(line_start("-FIFO 큐"), LineStart::Bullet(1));
        assert_eq!(line_start("(2) 항목"), LineStart::Bullet(4));
        assert_eq!(line_start("① 항목"), LineStart::Bullet(4));
        assert_eq!(line_start("-> 결과"), LineStart::Branch(3));
        assert_eq!(line_start("ㄴ 하위"), LineStart::Branch(4));
        for plain in [
            "-v 옵션",
            "-Xmx",
            "3.5배",
            "2024. 5월",
            "--- ",
            "*강조*",
            "-",
            "ㄴㄴ",
            "1.",
            "",
            "(주) 회사",
        ] {
            assert_eq!(line_start(plain), LineStart::Plain, "{plain:?}");
        }
    }

    #[test]
    fn headings_without_a_blank() {
        assert_eq!(tight_heading("##특징", false), Some((2, 2)));
        assert_eq!(tight_heading("#AWS 람다 정리", false), Some((1, 1)));
        assert_eq!(tight_heading("#1. 개요 정리", false), Some((1, 1)));
        assert_eq!(tight_heading("#람다", true), Some((1, 1)));
        for line in [
            "#람다",
            "#aws #lambda",
            "#aws 정리 #s3",
            "#include <stdio.h>",
            "#!/bin/sh 실행",
            "#12 이슈 처리",
            "#/경로 설명",
            "#######일곱",
            "#",
            "##",
            "#[derive(Debug)] 속성",
            "#FF0000",
        ] {
            assert_eq!(tight_heading(line, false), None, "{line:?}");
        }
    }

    #[test]
    fn templates() {
        assert!(is_template("{{< callout type=\"info\" >}}") && is_template("{% raw %}"));
        assert!(
            is_template("import Tabs from '@theme/Tabs';") && !is_template("import 문은 위에 둔다")
        );
        assert!(!is_template("{% a %} 글 {% b %}") && !is_template("{{ 글 }}"));
    }

    #[test]
    fn wrapped_prose_is_one_group() {
        let korean = [
            "AWS Lambda는 서버를 준비하거나 관리하지 않고 코드를 돌리는 컴퓨팅 서비스이며",
            "가용성이 높은 컴퓨팅 인프라에서 코드를 실행하고 서버와 운영 체제 유지 관리 등",
            "모든 관리를 대신한다.",
        ];
        assert_eq!(statements(&korean), [3]);
        let english = [
            "Amazon S3 stores data as objects within buckets. An object is a file and any",
            "metadata that describes the file. A bucket is a container for objects. To store",
            "your data, you first create a bucket.",
        ];
        assert_eq!(statements(&english), [3]);
    }

    #[test]
    fn statements_stand_for_themselves() {
        let lines = ["S3 : 객체 스토리지", "EBS : 블록 스토리지", "EFS : 파일 스토리지"];
        assert_eq!(statements(&lines), [1, 2, 3]);
        let run_on = ["람다는 서버를 관리하지 않고", "코드를 실행한다", "최대 15분이다"];
        assert_eq!(statements(&run_on), [2, 3]);
    }
}
