use crate::text::{Span, is_alphanumeric};

/// A term is no longer than this many characters.
const LONGEST_TERM: usize = 40;

/// The term that a passage explains, where the text says so at its start: `용어 : 설명`,
/// `용어: 설명`, `용어 - 설명`, `용어 = 설명`, `용어란 …`, `A term is …`.
///
/// The span is one of `text`, without blanks at its ends. `None` where the text starts with no short
/// term.
pub fn defined_term(text: &str) -> Option<Span> {
    let limit = text.char_indices().nth(LONGEST_TERM + 4).map_or(text.len(), |(at, _)| at);
    let head = text[..limit].split('\n').next().unwrap_or("");
    let start = head.len() - head.trim_start().len();
    let signs = Signs::of(head);
    let korean = if signs.may_be_korean { korean_copula(head) } else { None };
    let english = signs.copula.filter(|&at| is_english_term(&head[..at]));
    let end = [signs.separator, korean, english].into_iter().flatten().min()?;
    let term = head.get(start..end)?.trim_end_matches([' ', ':']);
    let known = term.chars().any(is_alphanumeric)
        && term.chars().count() <= LONGEST_TERM
        && !ends_inside(term)
        && text[end..].chars().filter(|&char| is_alphanumeric(char)).nth(1).is_some();
    known.then(|| Span::new(start, start + term.len()))
}

/// Whether a sentence ends within what should be a term.
fn ends_inside(term: &str) -> bool {
    term.as_bytes().windows(2).any(|pair| matches!(pair, b". " | b"? " | b"! "))
        || term.ends_with(['.', '!', '?', ','])
        || term.ends_with("니다")
}

/// What may end a term, found in one go: nearly every passage is asked for it, and most have none.
#[derive(Debug, Default, PartialEq, Eq)]
struct Signs {
    /// The first ` : `, `: `, `：`, ` - `, ` – `, ` — ` or ` = `.
    separator: Option<usize>,
    /// The first ` is ` or ` are `.
    copula: Option<usize>,
    /// Whether there is a 란.
    may_be_korean: bool,
}

impl Signs {
    fn of(head: &str) -> Self {
        let mut signs = Signs::default();
        let bytes = head.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let rest = &bytes[at..];
            match byte {
                b':' if rest.starts_with(b": ") => {
                    signs.separator.get_or_insert(at);
                }
                b' ' => match rest.get(1) {
                    Some(b':') => {
                        signs.separator.get_or_insert(at);
                    }
                    Some(b'-' | b'=') if rest.get(2) == Some(&b' ') => {
                        signs.separator.get_or_insert(at);
                    }
                    Some(0xe2)
                        if rest.starts_with(" – ".as_bytes())
                            || rest.starts_with(" — ".as_bytes()) =>
                    {
                        signs.separator.get_or_insert(at);
                    }
                    Some(b'i' | b'a')
                        if rest.starts_with(b" is ") || rest.starts_with(b" are ") =>
                    {
                        signs.copula.get_or_insert(at);
                    }
                    _ => {}
                },
                0xef if rest.starts_with("：".as_bytes()) => {
                    signs.separator.get_or_insert(at);
                }
                0xeb if rest.starts_with("란".as_bytes()) => signs.may_be_korean = true,
                _ => {}
            }
        }
        signs
    }
}

/// `…란` and `…이란` before a blank or a comma. Nouns that end in 란 are not meant.
fn korean_copula(head: &str) -> Option<usize> {
    const NOUNS: [&str; 10] =
        ["계란", "혼란", "논란", "소란", "반란", "토란", "명란", "모란", "요란", "곤란"];
    let (at, _) = head.match_indices('란').find(|(at, _)| {
        let after = &head[at + '란'.len_utf8()..];
        let word = &head[..at + '란'.len_utf8()];
        after.starts_with([' ', ',', '?']) && !NOUNS.iter().any(|noun| word.ends_with(noun))
    })?;
    let term = &head[..at];
    let end = match term.strip_suffix('이') {
        Some(stem) if stem.chars().next_back().is_some_and(closes) => stem.len(),
        _ => at,
    };
    // `이란` alone is a country.
    (!matches!(term[..end].trim(), "" | "이")).then_some(end)
}

/// Whether `이란`, rather than `란`, follows this character: a syllable with a final consonant, or
/// anything but Hangul.
fn closes(char: char) -> bool {
    const FIRST_SYLLABLE: u32 = 0xAC00;
    const FINALS: u32 = 28;
    match char {
        '가'..='힣' => !(u32::from(char) - FIRST_SYLLABLE).is_multiple_of(FINALS),
        _ => true,
    }
}

/// Whether these words before `is` or `are` are at most five and do not point elsewhere.
fn is_english_term(words: &str) -> bool {
    const POINTING: [&str; 9] =
        ["this", "that", "it", "there", "here", "what", "which", "these", "they"];
    let mut words = words.split_whitespace();
    let Some(first) = words.next() else { return false };
    words.count() < 5 && !POINTING.contains(&first.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(text: &str) -> Option<&str> {
        defined_term(text).map(|span| &text[span.range()])
    }

    #[test]
    fn terms() {
        assert_eq!(term("람다 : 서버리스 컴퓨팅"), Some("람다"));
        assert_eq!(term("RPO(복구 시점 목표): 잃어도 되는 데이터"), Some("RPO(복구 시점 목표)"));
        assert_eq!(term("S3 - 객체 스토리지"), Some("S3"));
        assert_eq!(term("RTO = 복구 시간 목표"), Some("RTO"));
        assert_eq!(term("교착상태란 서로 기다리는 상태"), Some("교착상태"));
        assert_eq!(term("트랜잭션이란 작업의 단위"), Some("트랜잭션"));
        assert_eq!(term("VPC란? 가상 네트워크"), Some("VPC"));
        assert_eq!(term("A bucket is a container for objects."), Some("A bucket"));
        assert_eq!(term("S3 : 객체 - 무제한"), Some("S3"));
        assert_eq!(term("실행 시간 :: 15분"), Some("실행 시간"));
    }

    proptest::proptest! {
        #[test]
        fn signs_are_found_where_each_is_by_itself(
            head in "([가란a:=–—： -]| is | are | - |\\PC){0,24}",
        ) {
            let first = |signs: &[&str]| signs.iter().filter_map(|sign| head.find(sign)).min();
            let expected = Signs {
                separator: first(&[": ", "：", " :", " - ", " – ", " — ", " = "]),
                copula: first(&[" is ", " are "]),
                may_be_korean: head.contains('란'),
            };
            proptest::prop_assert_eq!(Signs::of(&head), expected);
        }
    }

    #[test]
    fn no_terms() {
        for text in [
            "최대 15분까지만 돈다",
            "계란 프라이",
            "이란 사람",
            "This is a note on S3.",
            "http://example.com 문서",
            "10:30에 시작",
            "한 번에 900초까지만 돈다. 주의: 비용이 든다",
            "아주 길고 긴 문장이 앞에 오고 나서 한참 뒤에야 쌍점이 나오면 그것은 용어가 아니다 : 설명",
            "용어 :",
            "",
        ] {
            assert_eq!(term(text), None, "{text:?}");
        }
    }
}
