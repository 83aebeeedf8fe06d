use super::Kinds;

/// Units and counters by kind. A unit stands directly after its number or after one space; the
/// longest that fits is taken.
const UNITS: &[(Kinds, &[&str])] = &[
    (
        Kinds::TIME,
        &[
            "초",
            "분",
            "시간",
            "일",
            "주",
            "주일",
            "개월",
            "달",
            "년",
            "밀리초",
            "마이크로초",
            "ms",
            "us",
            "µs",
            "ns",
            "s",
            "sec",
            "secs",
            "second",
            "seconds",
            "min",
            "mins",
            "minute",
            "minutes",
            "h",
            "hr",
            "hrs",
            "hour",
            "hours",
            "d",
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "months",
            "year",
            "years",
            "m",
            "millisecond",
            "milliseconds",
        ],
    ),
    (
        Kinds::SIZE,
        &[
            "b",
            "kb",
            "mb",
            "gb",
            "tb",
            "pb",
            "eb",
            "kib",
            "mib",
            "gib",
            "tib",
            "pib",
            "바이트",
            "byte",
            "bytes",
            "비트",
            "bit",
            "bits",
            "킬로바이트",
            "메가바이트",
            "기가바이트",
            "테라바이트",
        ],
    ),
    (Kinds::PERCENT, &["%", "퍼센트", "프로", "percent"]),
    (Kinds::MONEY, &["원", "달러", "센트", "usd", "krw", "dollar", "dollars"]),
];

/// Numbers written as words before a counter.
const NATIVE: &[&str] = &[
    "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "몇백", "수백", "수십",
    "수천", "수만",
];
/// Counters that native numerals stand before.
const COUNTERS: &[&str] = &["개", "대", "명", "번", "건", "가지", "곳", "벌", "배", "노드"];

/// The kinds of quantity in a text.
pub fn kinds(text: &str) -> Kinds {
    let mut found = Kinds::NONE;
    let mut at = 0;
    while let Some(start) = text[at..].find(|char: char| char.is_ascii_digit()) {
        let start = at + start;
        let end = start
            + text[start..]
                .find(|char: char| !(char.is_ascii_digit() || matches!(char, ',' | '.')))
                .unwrap_or(text.len() - start);
        let number = text[start..end].trim_end_matches(['.', ',']);
        let end = start + number.len();
        let before = text[..start].chars().next_back();
        // A digit inside a name (`S3`, `IPv4`) is part of the name.
        let is_name =
            before.is_some_and(|char| char.is_alphanumeric() && char.is_ascii() || char == '_');
        if !is_name {
            found = found.union(kind(before, number, &text[end..]));
        }
        at = end.max(start + 1);
    }
    if found.is_empty() && has_native_count(text) { Kinds::COUNT } else { found }
}

fn kind(before: Option<char>, number: &str, after: &str) -> Kinds {
    if before == Some('$') || before == Some('₩') {
        return Kinds::MONEY;
    }
    // `15만`, `3천`: the power of ten belongs to the number.
    let after = after.trim_start_matches(['만', '천', '백', '억', '조', '+']);
    let after = after.strip_prefix(' ').unwrap_or(after);
    let unit: String = after
        .chars()
        .take_while(|char| char.is_alphabetic() || *char == '%')
        .take(12)
        .flat_map(char::to_lowercase)
        .collect();
    let fits = |candidate: &str| {
        let latin = candidate.is_ascii() && candidate != "%";
        unit.strip_prefix(candidate).is_some_and(|rest| {
            !latin || !rest.starts_with(|char: char| char.is_ascii_alphabetic())
        })
    };
    let best = UNITS
        .iter()
        .flat_map(|(kind, units)| units.iter().map(|unit| (*unit, *kind)))
        .filter(|(unit, _)| fits(unit))
        .max_by_key(|(unit, _)| unit.len());
    match best {
        Some((_, kind)) => kind,
        // A number too long to be a count is an identifier, a date or a phone number.
        None if number.len() <= 12 => Kinds::COUNT,
        None => Kinds::NONE,
    }
}

fn has_native_count(text: &str) -> bool {
    NATIVE.iter().any(|numeral| {
        text.match_indices(numeral).any(|(at, _)| {
            let bounded = text[..at].chars().next_back().is_none_or(|char| !char.is_alphabetic());
            let after = text[at + numeral.len()..].trim_start_matches(' ');
            bounded && COUNTERS.iter().any(|counter| after.starts_with(counter))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_tell_the_kind() {
        for (text, expected) in [
            ("한 번에 900초(15분)까지만 돈다", Kinds::TIME),
            ("기본 30초, 0초~12시간", Kinds::TIME),
            ("10 ms 안에", Kinds::TIME),
            ("메시지 최대 256 KB", Kinds::SIZE),
            ("64MB에서 2GB", Kinds::SIZE),
            ("가용성 99.99%", Kinds::PERCENT),
            ("GB당 $0.09", Kinds::MONEY),
            ("버킷당 규칙 1,000개까지", Kinds::COUNT),
            ("up to 15 replicas", Kinds::COUNT),
            ("네 개의 노드", Kinds::COUNT),
            ("S3와 EC2, IPv4", Kinds::NONE),
            ("메시지를 처리한다", Kinds::NONE),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
        assert_eq!(kinds("3개를 15분 동안"), Kinds::COUNT.union(Kinds::TIME));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scanned(text in "\\PC{0,60}|[0-9,.가-나 만초a-c%$]{0,40}") {
            let _ = kinds(&text);
        }
    }
}
