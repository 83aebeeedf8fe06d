//! All quantities of a text, from left to right.

use super::figure::{self, Figure};
use super::not_quantity::{self, Verdict};
use super::unit::Unit;
use super::{Bound, Quantity, bound, incidental, number, subject, unit};
use crate::text::{is_alphabetic, is_alphanumeric};

/// The quantities of a text, in its order and without overlap.
///
/// Bare numbers count only where a word of a bound stands beside them (`up to 15`, `최대 1,000`).
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    if not_quantity::is_log(text) {
        return found;
    }
    let mut at = 0;
    let mut last = 0;
    while let Some(number) = number::next(text, at) {
        at = number.span.end;
        if let Verdict::Skip(to) = not_quantity::judge(text, &number, last) {
            at = at.max(to);
            continue;
        }
        let mut figure = figure::read(text, number);
        // `1GB당`: says what another figure is for.
        let rest = &text[figure.span.end..];
        if figure.unit.is_some() && rest.starts_with('당') && !rest.starts_with("당시") {
            at = figure.span.end;
            continue;
        }
        let end = figure.span.end;
        if let Some((quantity, after)) = place(text, &mut figure, last, found.last()) {
            last = after;
            found.push(quantity);
            // Words of a bound hold no number (`한` of `한계`).
            at = end.max(last);
        } else if figure.unit.is_some() || figure.is_range {
            at = end;
        }
    }
    found
}

/// A figure with what its surroundings say of it, and where they end; none if they say that it is no
/// quantity.
fn place(
    text: &str,
    figure: &mut Figure,
    last: usize,
    previous: Option<&Quantity>,
) -> Option<(Quantity, usize)> {
    let before = &text[last..figure.span.start];
    let bound_start = bound::ending(before).map_or(figure.span.start, |(_, at)| last + at);
    figure::take_per(&text[..figure.span.start], figure);
    if bound_start < figure.span.start {
        figure::take_per(text[..bound_start].trim_end(), figure);
    }
    figure.span.start = figure.span.start.max(last);

    let clause = subject::clause(text, last, figure.span.start);
    let rest = &text[figure.span.end..];
    let repeated = repeats(text, figure, previous);
    let behind = bound::beginning(rest)
        .map(|(bound, length)| (bound, figure.span.end + length))
        .or_else(|| behind_repetition(rest).map(|bound| (bound, figure.span.end)));
    let adjacent = bound::ending(&text[clause.range()]).map(|(bound, _)| bound);

    let unit = match figure.unit {
        Some(unit) if is_meant(text, figure, adjacent, behind.map(|it| it.0)) => unit,
        None if is_bare_quantity(text, figure, clause.start, behind.map(|it| it.0)) => Unit::Count,
        _ => return None,
    };

    let behind_bound = behind.map(|(bound, _)| bound);
    let bound = match (behind_bound, adjacent) {
        _ if figure.is_range => Bound::Range,
        (Some(Bound::Approximate), Some(before)) => before,
        (Some(behind), _) => behind,
        (None, Some(before)) => before,
        // `기본 구현은 … 두 객체`: words that count by the way have their bound beside them.
        (None, None) if figure.number.is_word && !figure.number.is_vague() => Bound::Exact,
        (None, None) => bound::within(&text[clause.range()])
            .or_else(|| bound::closing(rest))
            .unwrap_or(Bound::Exact),
    };
    let bound = match bound {
        Bound::Exact | Bound::Approximate | Bound::Default if figure.number.is_vague() => {
            let is_order = text[figure.number.span.range()].ends_with("자릿수");
            if is_order { Bound::Range } else { Bound::Approximate }
        }
        other => other,
    };
    let end = behind.map_or(figure.span.end, |(_, end)| end);
    let mut quantity = Quantity {
        span: figure.span,
        unit,
        low: figure.low,
        high: figure.high,
        decimal: figure.decimal,
        bound,
        subject: None,
        counter: figure.counter.map(str::to_owned),
        is_incidental: false,
        per: figure.per,
    };
    quantity.is_incidental =
        incidental::is_incidental(text, figure, &quantity, &text[clause.range()]);
    if let Some(previous) = previous.filter(|_| repeated) {
        quantity.bound = previous.bound;
        quantity.subject = previous.subject;
        return Some((quantity, end));
    }
    let own = || subject::content(text, clause);
    let says_of = rest.starts_with("의 ") || rest.starts_with(" of ");
    let after = || subject::behind(text, end);
    let before_that = || {
        let previous = previous?;
        let gap = &text[previous.span.end..figure.span.start];
        (!gap.contains(['|', '\n', ';']) && !gap.contains(". ")).then_some(previous.subject)?
    };
    quantity.subject = figure
        .noun
        .or_else(|| says_of.then(after).flatten())
        .or_else(own)
        .or_else(|| if unit == Unit::Count { after() } else { None })
        .or_else(|| subject::before(text, last, clause))
        .or_else(before_that)
        .or_else(after);
    Some((quantity, end))
}

/// Whether a figure is the one before it in another unit: `900초(15분)`.
fn repeats(text: &str, figure: &Figure, previous: Option<&Quantity>) -> bool {
    previous.is_some_and(|previous| {
        let opens = text[previous.span.end..figure.span.start].trim() == "(";
        let closes = text[figure.span.end..].starts_with(')');
        // A month is not always 30 days, and a figure in brackets may be rounded.
        let near = |one: f64, other: f64| (one - other).abs() <= 0.03 * one.abs().max(other.abs());
        opens && closes && figure.unit == Some(previous.unit) && near(previous.low, figure.low)
    })
}

/// The bound behind brackets that hold a figure: `900초(15분)까지`.
fn behind_repetition(rest: &str) -> Option<Bound> {
    let inner = rest.trim_start().strip_prefix('(')?;
    let close = inner.find(')').filter(|close| *close <= 32)?;
    let has_digit = inner[..close].bytes().any(|byte| byte.is_ascii_digit());
    bound::beginning(&inner[close + 1..]).filter(|_| has_digit).map(|(bound, _)| bound)
}

/// Counters that follow a native numeral in one word: others make other words of it (`세대`, `한자`).
const JOINED: &[&str] = &["개", "가지", "명", "번", "곳", "배", "달", "시간"];

/// Whether a number with a unit is meant as a figure.
fn is_meant(text: &str, figure: &Figure, before: Option<Bound>, behind_it: Option<Bound>) -> bool {
    let written = &text[figure.number.span.start..figure.span.end];
    let behind = &text[figure.number.span.end..];
    let rest = &text[figure.span.end..];
    let is_strong = |bound: Option<Bound>| bound.is_some_and(|it| it != Bound::Approximate);
    let is_limit = is_strong(before.or(behind_it));
    if figure.number.is_word {
        if !behind.starts_with(' ')
            && !figure.number.is_vague()
            && !JOINED.iter().any(|counter| behind.starts_with(counter))
        {
            return false;
        }
        // `한 번`, `one node` mostly say `a`.
        if figure.low == figure.high && figure.number.low == 1.0 && !is_strong(before) {
            return (written.ends_with("시간") || written.ends_with("달"))
                && !rest.starts_with('에');
        }
    }
    // `4.2 스레드`, `3.3 Container` are numbers of sections; `100m` is a length,
    // `0.0d` a literal, `100분의 1` a fraction, `width: 1%;` code.
    let is_fraction =
        text[figure.number.span.range()].contains('.') && figure.number.low.fract() != 0.0;
    let is_whole_thing = figure.unit == Some(Unit::Count)
        && !matches!(figure.counter, Some("배" | "vcpu" | "rcu" | "wcu" | "acu" | "rpu" | "dpu"));
    let is_section = figure.number.span.start == 0 && behind.starts_with(' ');
    let is_age = figure.counter == Some("대")
        && ["초반", "중반", "후반"].iter().any(|it| rest.trim_start().starts_with(it));
    if is_age
        || is_fraction && !figure.is_range && (is_whole_thing && before.is_none() || is_section)
        || text[figure.number.span.range()].contains('.') && behind.starts_with('d')
        || rest
            .strip_prefix("의 ")
            .is_some_and(|it| it.starts_with(|char: char| char.is_ascii_digit()))
        || rest.starts_with(';') && text.ends_with(';')
        || behind.starts_with('m') && figure.span.end == figure.number.span.end + 1
    {
        return false;
    }
    if figure.counter == Some("번") && !written.ends_with('회') && figure.unit == Some(Unit::Count)
    {
        return !rest.trim_start().starts_with("포트") && is_limit && !rest.starts_with("부터")
            || is_repetition(text, figure);
    }
    true
}

/// `3번` is the third as often as three times.
fn is_repetition(text: &str, figure: &Figure) -> bool {
    let before = text[..figure.number.span.start].trim_end();
    let rest = text[figure.span.end..].trim_start();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let says_how_often = word == "연속"
        || word == "총"
        || word == "동안"
        || word.ends_with('당')
        || ["초에", "분에", "시간에", "하루에", "일에", "주에", "달에", "년에", "간격으로", "마다"]
            .iter()
            .any(|ending| word.ends_with(ending));
    let is_done = ["반복", "실패", "재시도", "시도", "호출", "씩", "실행", "연속", "times"]
        .iter()
        .any(|word| rest.starts_with(word));
    !figure.is_range && (says_how_often || is_done)
}

/// Whether a number without a unit is a figure: only beside a word of a bound.
fn is_bare_quantity(text: &str, figure: &Figure, clause: usize, behind: Option<Bound>) -> bool {
    if figure.is_range || figure.number.is_word {
        return false;
    }
    let strong = |bound: &Bound| matches!(bound, Bound::Max | Bound::Min | Bound::Default);
    let before = &text[clause..figure.span.start];
    let rest = &text[figure.span.end..];
    let ends = rest.chars().next().is_none_or(|char| !is_alphanumeric(char) && char != '-');
    let has_particle = ["으로", "로", "이고", "이며", "이다"].iter().any(|it| rest.starts_with(it));
    // `기본 포트 6379`, `port(기본 9200)`
    // `1보다 크면` compares.
    if rest.trim_start().starts_with("보다") {
        return false;
    }
    let is_port = |text: &str| text.contains("포트") || text.to_lowercase().contains("port");
    let before_bracket = text[..clause].trim_end_matches('(');
    let bracketed = before_bracket.rsplit(char::is_whitespace).next().unwrap_or_default();
    let behind_it = rest.split_whitespace().next().unwrap_or_default();
    // `트랜잭션1 내에서`: a name.
    let is_name = before.ends_with(unit::is_hangul) && bound::ending(before).is_none();
    if is_name
        || is_port(before)
        || is_port(bracketed)
        || is_port(behind_it)
        || before.ends_with('=')
    {
        return false;
    }
    let adjacent = bound::ending(before)
        .filter(|(_, at)| before[*at..].starts_with(is_alphabetic))
        .filter(|(bound, _)| strong(bound))
        .is_some();
    if adjacent && (ends || has_particle) {
        return true;
    }
    // `Python 3.12 이상` is a version.
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let after_name = word.starts_with(|char: char| char.is_ascii_alphabetic());
    match behind.filter(strong) {
        Some(Bound::Min) => {
            !after_name
                && figure.low.fract() == 0.0
                && !rest.trim_start().starts_with("부터")
                && !rest.starts_with('+')
        }
        Some(_) => {
            let is_product = after_name && word.contains(|char: char| char.is_ascii_lowercase());
            !is_product && !text[figure.span.range()].contains('.')
        }
        None => false,
    }
}
