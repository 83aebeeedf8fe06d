//! Quantities that prose mentions by the way: few things, values of examples, times of a diary.

use super::figure::Figure;
use super::unit::Unit;
use super::{Bound, Quantity};

/// Whether a quantity is mentioned by the way.
pub(super) fn is_incidental(
    text: &str,
    figure: &Figure,
    quantity: &Quantity,
    clause: &str,
) -> bool {
    let head = &text[..figure.span.start];
    let rest = text[figure.span.end..].trim_start();
    let is_denied = DENIED.iter().any(|it| rest.starts_with(it)) || head.ends_with(" not ");
    if is_denied || EXAMPLES.iter().any(|word| head.contains(word)) {
        return true;
    }
    let is_word = figure.number.is_word && !figure.number.is_vague();
    let ends_clause = rest.is_empty() || rest.starts_with([',', '.', '(', '|', '→', ';', '/']);
    let is_plain = matches!(quantity.bound, Bound::Exact | Bound::Approximate);
    if is_plain && (is_sum(clause, rest) || SUPPOSED.iter().any(|it| rest.starts_with(it))) {
        return true;
    }
    match (quantity.unit, quantity.bound) {
        // `5000원인 물품`, but `월 3만원`, `GB당 20원`.
        (Unit::Money, Bound::Exact) => {
            let is_price = ["월", "년", "연 ", "요금", "비용", "당", "값", "무료", "과금"]
                .iter()
                .any(|word| clause.contains(word));
            let is_won = quantity.counter.as_deref() == Some("원");
            return is_won && quantity.per.is_none() && !is_price;
        }
        (Unit::Time, _) if is_plain && STORY.iter().any(|word| text.contains(word)) => return true,
        (Unit::Time, _) if is_plain => {
            let word = clause.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
            return matches!(word, "지난" | "앞으로" | "향후" | "요즘" | "이번" | "약간")
                || ["전에", "전 ", "만에", "간의 ", "전부터"]
                    .iter()
                    .any(|it| rest.starts_with(it));
        }
        // `0개 이상`, `두 개 이상`: any, several.
        (Unit::Count, Bound::Min)
            if quantity.high == 0.0 || is_word && rest.starts_with("이상") =>
        {
            return true;
        }
        (_, Bound::Exact) if is_word && quantity.unit != Unit::Count => return true,
        // `100% 맞는 말`
        (Unit::Percent, Bound::Exact) => return quantity.high == 100.0 && !ends_clause,
        (Unit::Count, Bound::Exact | Bound::Approximate) => {}
        _ => return false,
    }
    let is_each = ["당 ", "하나에 ", "마다 ", "별 "].iter().any(|word| clause.contains(word));
    if is_word || quantity.counter.as_deref() == Some("가지") {
        return !is_each;
    }
    if figure.number.is_vague() {
        return !is_each && !ends_clause;
    }
    if is_each {
        return false;
    }
    // `1개`, and in prose few things or a round number of them.
    quantity.high == 1.0 || !ends_clause && (quantity.high <= FEW || is_round(quantity.high))
}

/// Words that an example begins with.
const EXAMPLES: &[&str] = &[
    "예를 들",
    "예를들",
    "가령",
    "예)",
    "예 )",
    "ex)",
    "Ex)",
    "EX)",
    "예시",
    "가정",
    "For example",
    "for example",
    "e.g.",
    "assume",
    "Assume",
    "예:",
    "예 :",
];

/// What follows a value that something is not: `29초가 아니라 함수 timeout을 따라감`.
const DENIED: &[&str] = &["가 아니", "이 아니", "가 아닌", "이 아닌", "가 아님", "이 아님"];

/// What a text says that tells of what happened or was felt, not of how something is.
const STORY: &[&str] = &[
    "했다", "었다", "났다", "았다", "것 같", "하자", "보자", "면접", "제가 ", "나는 ", "내가 ",
    "오늘", "😅", "ㅠ", "ㅎㅎ",
];

/// One digit and zeros, a hundred at least: what an example supposes.
fn is_round(value: f64) -> bool {
    value >= 100.0 && value / 10_f64.powf(value.log10().floor()) % 1.0 < 1e-9
}

/// As many things as prose counts.
const FEW: f64 = 100.0;

/// What follows a value that is only supposed.
const SUPPOSED: &[&str] =
    &["이고", "라면", "이라면", "이라고", "일 때", "인 경우", "일 경우", "있다고", "짜리 예"];

/// Whether it stands in a calculation: `4B = 4byte = 2^2`.
fn is_sum(clause: &str, rest: &str) -> bool {
    let has_digit = clause.bytes().any(|byte| byte.is_ascii_digit());
    rest.starts_with('=') || has_digit && clause.trim_end().ends_with('=')
}
