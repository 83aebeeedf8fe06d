//! Numbers that count nothing: dates, names, addresses, ordinals, arithmetic.

use super::number::Number;
use super::unit::is_hangul;

/// What to do with a number, judged by what surrounds it.
pub(super) enum Verdict {
    /// It may be a quantity.
    Maybe,
    /// It is none; look on from here.
    Skip(usize),
}

/// Judges a number. `last` is where the last quantity ended.
pub(super) fn judge(text: &str, number: &Number, last: usize) -> Verdict {
    let (start, end) = (number.span.start, number.span.end);
    if number.is_word {
        return Verdict::Maybe;
    }
    // `02-thread`, `007`: names of files and the like.
    let digits = &text.as_bytes()[start..end];
    if digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit() {
        return Verdict::Skip(end);
    }
    let chain = chain(text, start);
    if is_address_or_date(&text[start..chain]) {
        return Verdict::Skip(skip_day(text, chain.max(end)));
    }
    if is_in_link_or_code(text, start) || is_year_or_day(text, number) {
        return Verdict::Skip(end);
    }
    if is_glued_before(text, start, last) || is_glued_after(text, end) {
        return Verdict::Skip(end);
    }
    if is_arithmetic(text, start, end) {
        return Verdict::Skip(end);
    }
    Verdict::Maybe
}

/// Whether a text is a line of an access log.
pub(super) fn is_log(text: &str) -> bool {
    let mut words = text.split_whitespace();
    matches!(words.next(), Some("GET" | "POST" | "PUT" | "DELETE" | "PATCH"))
        && words.next().is_some_and(|path| path.starts_with('/'))
        && words.next().is_some_and(|status| status.len() == 3 && status.parse::<u32>().is_ok())
        || text.contains(" passing (")
}

/// The end of a run of digits and what may stand between them in dates and addresses.
fn chain(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len()
        && (bytes[end].is_ascii_digit()
            || matches!(bytes[end], b'.' | b'/' | b':' | b'-')
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
    {
        end += 1;
    }
    end
}

/// `2023.04.11`, `24/8/2`, `10:30`, `10.0.0.0/16`, `010-1234-5678`, `2024-12`, `10:90`, `1/3`.
fn is_address_or_date(chain: &str) -> bool {
    let count = |sign: char| chain.matches(sign).count();
    let is_month = || {
        let (year, month) = chain.split_once('-').unwrap_or_default();
        year.len() == 4 && is_year(year) && month.len() == 2
    };
    count('.') > 2
        || count('/') > 0
        || count(':') > 0
        || count('-') > 1
        || count('.') == 2 && count('-') == 0
        || is_month()
}

fn is_year(digits: &str) -> bool {
    digits.parse().is_ok_and(|year: u32| (1000..2200).contains(&year))
}

/// `2024-12부터`, `2023/10/30일`: what is left of the date's word.
fn skip_day(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    end + rest
        .find(|char: char| char.is_whitespace() || char == ',')
        .unwrap_or(rest.len())
        .min(rest.chars().next().filter(|char| "년월일".contains(*char)).map_or(0, char::len_utf8))
}

fn is_in_link_or_code(text: &str, start: usize) -> bool {
    let word = text[..start].rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://")
        || word.contains("](")
        || word.contains("![")
        || word.starts_with("www.")
        || word.contains("=\"")
        || text[..start].matches('`').count() % 2 == 1 && text[start..].contains('`')
}

/// `2006년에`, `12월 3일`, `3시 30분`, `매월 1일`, `24년 3월`, `제3자`.
fn is_year_or_day(text: &str, number: &Number) -> bool {
    let before = text[..number.span.start].trim_end();
    let after = &text[number.span.end..];
    let digits = &text[number.span.range()];
    if let Some(rest) = after.strip_prefix('년') {
        let is_bare = digits.bytes().all(|byte| byte.is_ascii_digit());
        let month = rest.trim_start().trim_start_matches(|char: char| char.is_ascii_digit());
        let has_month = month.len() < rest.trim_start().len() && month.starts_with('월');
        let names_a_year = ["대", "도", "생", "산"].iter().any(|it| rest.starts_with(it));
        // `96년에`, but `60년간`.
        let is_short_year = (60.0..100.0).contains(&number.low)
            && !["간", " 간", " 동안", "까지", " 이", "짜리"].iter().any(|it| rest.starts_with(it));
        return is_bare && (is_year(digits) || is_short_year)
            || has_month
            || names_a_year && number.low >= 10.0;
    }
    // `5일 때`, `0일 경우`: a copula.
    if before.ends_with("RFC") {
        return true;
    }
    let copula = after.trim_start().strip_prefix("일 ");
    if copula
        .is_some_and(|it| ["때", "경우", "것", "수 ", "뿐"].iter().any(|word| it.starts_with(word)))
    {
        return true;
    }
    let after_digit = |sign: char| {
        before.strip_suffix(sign).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
    };
    if after.starts_with('일')
        && (after_digit('월') || before.ends_with("매월") || before.ends_with("매달"))
    {
        return true;
    }
    let is_clock = after.starts_with('분') && after_digit('시')
        || after.starts_with('초')
            && after_digit('분')
            && before.contains('시')
            && !before.contains("시간");
    is_clock || ends_with_word(before, "제")
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(is_hangul))
}

/// Something before it makes it part of a name, a path, a ratio or an index.
fn is_glued_before(text: &str, start: usize, last: usize) -> bool {
    let head = &text[..start];
    let mut chars = head.chars().rev();
    let Some(before) = chars.next() else { return false };
    let further = chars.next();
    match before {
        '#' | '@' | '^' | '\\' | '[' => true,
        '/' => !(last == start - 1 && last > 0 || further.is_some_and(is_hangul)),
        '-' | '−' | '+' => !head[..start - before.len_utf8()].trim().is_empty(),
        ':' => further.is_some_and(|char| char.is_ascii_alphanumeric()) && further != Some(')'),
        '.' => further.is_none_or(|char| char != '.'),
        _ => false,
    }
}

/// Something behind it makes it a name: `5G`, `2PC`, `800x600`, `3-way`; units are looked at before.
fn is_glued_after(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    let next = rest.chars().next();
    if next.is_some_and(|char| matches!(char, '_' | ']')) {
        return true;
    }
    // Long runs of letters and digits are hashes.
    let run: &str = &rest[..rest.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    run.len() > 4 && run.bytes().any(|byte| byte.is_ascii_digit())
}

/// Part of a sum or product: `3 × 4`, `5 + 3`, `2^32 − 1`.
fn is_arithmetic(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end();
    if before.len() < start
        && let Some(sign) = before.chars().next_back()
    {
        let operand = before[..before.len() - sign.len_utf8()].trim_end();
        let is_sum = operand.ends_with(|char: char| char.is_alphanumeric() || char == ')');
        // `n - 1개`, but `크기 - 10MB`.
        let last = operand.rsplit(char::is_whitespace).next().unwrap_or_default();
        if matches!(sign, '-' | '–')
            && last.len() == 1
            && last.as_bytes()[0].is_ascii_alphanumeric()
        {
            return true;
        }
        if matches!(sign, '+' | '−' | '×' | '*' | '÷') && is_sum {
            return true;
        }
    }
    let after = text[end..].trim_start();
    // `210 % 16`
    let remainder = after.strip_prefix("% ").filter(|_| text[end..].starts_with(' '));
    let is_remainder =
        remainder.is_some_and(|it| it.starts_with(|char: char| char.is_ascii_digit()));
    // `1970s`
    let decade = end - start == 4 && text[end..].starts_with('s') && is_year(&text[start..end]);
    is_remainder
        || decade
        || after.starts_with(['×', '÷', '^'])
        || after.starts_with("* ") && text[end..].starts_with(' ')
}
