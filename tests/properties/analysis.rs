//! Analysis takes any text, loses no word, and does not see what readers do not see.

use std::collections::HashMap;
use std::ops::Range;

use pilgi::analysis::{Analyzer, Class, Sought, Term, fold, grams, words};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// One token: where it stands, its position and its key.
type Owned = (Range<usize>, u32, String, Class);

fn tokens(text: &str) -> Vec<Owned> {
    let mut tokens = Vec::new();
    let mut analyzer = Analyzer::new().expect("the built-in dictionary");
    analyzer.for_each_token(text, |token| {
        let term = token.term;
        tokens.push((token.span.range(), token.position, term.key().to_owned(), term.class()));
    });
    tokens
}

/// The tokens of a text that have a term of these.
fn sought(text: &str, terms: &[Term], analyzer: &mut Analyzer) -> Vec<(Range<usize>, Term)> {
    let mut found = Vec::new();
    analyzer.for_each_sought(text, &Sought::new(terms.iter()), |token| {
        if terms.contains(token.term) {
            found.push((token.span.range(), token.term.clone()));
        }
    });
    found
}

/// Positions and keys, which is what the index has of a text.
fn keys(text: &str) -> Vec<(u32, String)> {
    tokens(text).into_iter().map(|(_, position, key, _)| (position, key)).collect()
}

/// Pieces of notes, the odd and the broken among them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[가-힣]{1,6}",
        2 => "[a-zA-Z0-9]{1,8}",
        1 => "[-_./@+#&'%:,’]{1,2}",
        1 => "[ \t\n\u{3000}\u{a0}]",
        1 => "[ㄱ-ㅎㅏ-ㅣㆍ]{1,3}",
        1 => "[\u{1100}-\u{1112}][\u{1161}-\u{1175}][\u{11a8}-\u{11c2}]?",
        1 => "[！-～]{1,4}",
        1 => "[\u{200b}\u{200d}\u{2060}\u{feff}\u{ad}\u{fe0f}]",
        1 => "[Ⅲ①㈜㎏ﬁﬀǅİßſΣς½ﾻﾡ]",
        1 => "(👩‍💻|🇰🇷|é|e\u{301}|東京|データ|ไทย)",
        1 => prop::sample::select(WORDS.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned),
        1 => "\\PC{0,5}",
    ]
}

/// Words that are cut in as many ways.
const WORDS: &str = "데이터베이스를 먹었다 합니다 재해복구는 EC2가 S3버킷을 Lambda@Edge sse-s3 /tmp \
    99.99% 1,024 10GB DynamoDB e메일 C++ 10만 람다의 난 뭐해 그걸 해봤는데 아름다운 running \
    쿠버네티스에서 ⑴㎏";

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..12).prop_map(|pieces| pieces.concat())
}

/// A line of the project's notes.
fn line_of_notes() -> impl Strategy<Value = String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("notes");
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    proptest::sample::select(lines.collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..Default::default() })]

    #[test]
    fn what_is_sought_is_found_where_it_is(
        text in prop_oneof![text(), line_of_notes()],
        picks in proptest::collection::vec(any::<proptest::sample::Index>(), 1..4),
    ) {
        let mut analyzer = Analyzer::new().expect("the built-in dictionary");
        let mut all = Vec::new();
        analyzer.for_each_token(&text, |token| all.push((token.span.range(), token.term.clone())));
        if all.is_empty() {
            return Ok(());
        }
        let terms: Vec<Term> =
            picks.iter().map(|pick| all[pick.index(all.len())].1.clone()).collect();
        all.retain(|(_, term)| terms.contains(term));
        // Of one that has not seen these words.
        let mut analyzer = Analyzer::new().expect("the built-in dictionary");
        prop_assert_eq!(sought(&text, &terms, &mut analyzer), all);
    }

    #[test]
    fn any_text_has_sound_tokens(text in prop_oneof![text(), "\\PC{0,40}", any::<String>()]) {
        let mut last: HashMap<String, u32> = HashMap::new();
        let mut words_before = 0;
        for (span, position, key, _) in tokens(&text) {
            prop_assert!(span.start < span.end && span.end <= text.len(), "{:?} {}", span, key);
            prop_assert!(text.get(span.clone()).is_some(), "{:?} cuts a character", span);
            prop_assert!(key.len() > 1);
            // Where one term occurs again, it is further on: postings are differences.
            let before = last.insert(key.clone(), position).unwrap_or(0);
            prop_assert!(before <= position, "{} at {} after {}", key, position, before);
            // Positions go up from word to word; within one, the word as written comes last.
            let word = words(&text).position(|word| word.range().contains(&span.start));
            prop_assert!(word.is_some_and(|word| word >= words_before));
            words_before = word.unwrap_or_default();
        }
    }

    #[test]
    fn a_word_has_the_same_terms_anywhere(text in text(), before in text(), after in text()) {
        let alone = keys(&text);
        let shift = keys(&before).len();
        let joined = format!("{before} {text}\n{after}");
        let joined = keys(&joined);
        let first = |keys: &[(u32, String)]| keys.iter().map(|key| key.0).min().unwrap_or(0);
        let same = &joined[shift..shift + alone.len()];
        let (here, there) = (first(&alone), first(same));
        for ((at, key), (other_at, other)) in alone.iter().zip(same) {
            prop_assert_eq!((at - here, key), (other_at - there, other));
        }
    }

    #[test]
    fn composition_is_not_seen(text in text()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(keys(&composed), keys(&decomposed), "{:?}", decomposed);
        prop_assert_eq!(grams(&composed), grams(&decomposed));
        prop_assert_eq!(fold(&composed), fold(&decomposed));
    }

    #[test]
    fn case_is_not_seen(text in "([가-힣]{0,3}[a-z0-9éüñжλ]{0,6}[-_./@+# ]?){1,5}") {
        prop_assert_eq!(keys(&text), keys(&text.to_uppercase()));
    }

    #[test]
    fn capitals_within_a_word_add_parts_and_change_no_word(text in "([가-힣]{0,3}[a-zA-Z0-9]{0,6}[-_./@+# ]?){1,5}") {
        let whole = |text: &str| -> Vec<String> {
            let words = tokens(text).into_iter().filter(|token| token.3 == Class::Word);
            words.map(|token| token.2).collect()
        };
        let (written, lower) = (whole(&text), whole(&text.to_lowercase()));
        prop_assert_eq!(written, lower);
    }

    #[test]
    fn width_is_not_seen(text in "([가-힣]{0,3}[!-~]{0,8} ?){1,4}") {
        let wide: String = text.chars().map(widened).collect();
        prop_assert_eq!(keys(&text), keys(&wide), "{}", wide);
    }

    #[test]
    fn what_is_invisible_is_not_seen(text in "([가-힣]{0,3}[a-zA-Z0-9]{0,4} ?){1,4}", at in any::<prop::sample::Index>()) {
        let at = at.index(text.chars().count() + 1);
        let mut with: Vec<char> = text.chars().collect();
        with.insert(at, '\u{200b}');
        let with: String = with.into_iter().collect();
        let seen: Vec<String> = keys(&text).into_iter().map(|key| key.1).collect();
        let still: Vec<String> = keys(&with).into_iter().map(|key| key.1).collect();
        prop_assert_eq!(seen, still);
    }

    /// A run of two syllables or more is never lost altogether, whatever the dictionary says of it.
    #[test]
    fn no_hangul_word_is_lost(text in "[가-힣]{2,8}") {
        prop_assert!(!tokens(&text).is_empty(), "{}", text);
    }
}

fn widened(char: char) -> char {
    match char {
        '!'..='~' => char::from_u32(u32::from(char) + 0xfee0).unwrap_or(char),
        _ => char,
    }
}

#[test]
fn a_word_without_end_is_bounded() {
    const SIZE: usize = 70 * 1024;
    let units =
        ["뷁", "가a", "a", "a1", "가", "東", "데이터베이스", "a.", "ㄱ", "A가-", "1,", "😀"];
    for unit in units {
        let word = unit.repeat(SIZE / unit.len());
        // Were the time to grow with the square of its length, this would take minutes.
        let tokens = tokens(&word);
        let chars = word.chars().count();
        assert!(tokens.len() <= 3 * chars + 2, "{unit}: {} tokens", tokens.len());
        assert!(tokens.iter().all(|token| token.2.len() <= 200), "{unit}: an endless term");
    }
}
