//! Passages that only ask: `RAM이 왜 주기억장치일까?`, `교착 상태에 대해 설명해 주세요`, `이제 조인에 대해 알아보자.`
//! What they ask is answered elsewhere.

use crate::text::is_alphanumeric;

/// How a sentence ends that asks without a question mark, or says what is told next.
const ENDINGS: &[&str] = &[
    "설명해주세요",
    "설명해보세요",
    "설명하세요",
    "설명하시오",
    "설명하라",
    "말해보세요",
    "말해주세요",
    "말하시오",
    "서술하시오",
    "서술하세요",
    "비교하시오",
    "알아보자",
    "알아봅시다",
    "알아보겠습니다",
    "살펴보자",
    "살펴봅시다",
    "살펴보겠습니다",
    "나요",
    "까요",
    "는가",
];

/// Whether a passage is one sentence that asks, or only says what is told next.
pub fn only_asks(text: &str) -> bool {
    let is_word = |char: char| is_alphanumeric(char) || matches!(char, '?' | '？');
    let sentence = text.trim_end_matches(|char: char| !is_word(char));
    let before = sentence.trim_end_matches(['?', '？']);
    // `확인함(?)` only doubts.
    let asks = before.len() < sentence.len() && !before.ends_with('(');
    if !asks && !tells_next(sentence) {
        return false;
    }
    let mut ends = before.match_indices(['.', '!', '?', '。', '\n']);
    // `1. Node.js란?`: a number or a name is no sentence.
    !ends.any(|(at, mark)| {
        before[at + mark.len()..].starts_with([' ', '\n']) && ends_sentence(&before[..at])
    })
}

fn tells_next(sentence: &str) -> bool {
    // `설명해 주세요` is the same.
    let last = sentence.chars().rev().filter(|char| !char.is_whitespace());
    let ends = |ending: &&str| {
        let mut last = last.clone();
        ending.chars().rev().all(|char| last.next() == Some(char))
    };
    ENDINGS.iter().any(ends) || wonders(last)
}

/// `할까`, `빠를까`: 까 behind a syllable that ends in ㄹ. The last character comes first.
fn wonders(mut last: impl Iterator<Item = char>) -> bool {
    const FIRST_SYLLABLE: u32 = 0xAC00;
    const FINALS: u32 = 28;
    const FINAL_L: u32 = 8;
    last.next() == Some('까')
        && last.next().is_some_and(|char| {
            matches!(char, '가'..='힣') && (u32::from(char) - FIRST_SYLLABLE) % FINALS == FINAL_L
        })
}

/// Whether there is a sentence before a full stop, and not only the number of an item.
fn ends_sentence(text: &str) -> bool {
    text.split(|char: char| !is_alphanumeric(char)).filter(|word| !word.is_empty()).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_asks() {
        for question in [
            "RAM을 주기억장치라고 하는 이유는?",
            "3. 교착 상태가 **무엇인가요?**",
            "Q1. 뮤텍스와 세마포어의 차이를 설명해 주세요.",
            "조인에 대해 알아보자.",
            "- 왜 빠를까 🤔",
            "1. Node.js란?",
            "언제 쓰나요",
            "얼마나 클까。",
        ] {
            assert!(only_asks(question), "{question}");
        }
        for other in [
            "인덱스는 왜 쓸까? 빨리 찾으려고.",
            "RAM은 주기억장치다. 왜 그럴까?",
            "거의 항상 허용함(?)",
            "인증과 인가",
            "방법을 모두 설명한다.",
            "a ? b : c",
            "인덱스는 하나다。 왜 그럴까?",
            "깎을 만큼만 깐다. 달걀을 까",
            "",
        ] {
            assert!(!only_asks(other), "{other}");
        }
    }
}
