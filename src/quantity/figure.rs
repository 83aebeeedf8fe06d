//! A number with its unit, joined to what belongs to it: the other end of a range, smaller units
//! (`1시간 30분`), `per second`, a sign of a currency.

use super::number::{self, Number};
use super::unit::{self, Found, Unit};
use crate::text::Span;

/// A figure, before anything is known of its surroundings.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub span: Span,
    /// None for a number with nothing behind it.
    pub unit: Option<Unit>,
    pub low: f64,
    pub high: f64,
    pub decimal: Option<(f64, f64)>,
    pub counter: Option<&'static str>,
    pub per: Option<Span>,
    pub is_range: bool,
    /// The noun that is counted, if one stands in the figure.
    pub noun: Option<Span>,
    pub number: Number,
}

/// Signs that stand before an amount, and the currency.
const CURRENCIES: &[(&str, &str)] = &[("$", "$"), ("₩", "원"), ("€", "€")];

/// Signs and words between the ends of a range. The longer come first.
const JOINTS: &[&str] =
    &[" ~ ", " – ", " — ", " - ", "에서 ", "부터 ", " to ", " and ", "~ ", "～", "~", "–", "-"];

/// Units of time behind a rate, with their seconds.
const RATES: &[(&str, f64)] = &[
    ("/second", 1.0),
    ("/sec", 1.0),
    ("/s", 1.0),
    ("/초", 1.0),
    ("/min", 60.0),
    ("/분", 60.0),
    ("/hour", 3600.0),
    ("/시간", 3600.0),
    ("/day", 86400.0),
    ("/일", 86400.0),
    (" per second", 1.0),
    (" per minute", 60.0),
    (" per hour", 3600.0),
    (" per day", 86400.0),
];

/// What stands before `당` if it makes a rate, with its seconds.
const RATE_WORDS: &[(&str, f64)] = &[
    ("초", 1.0),
    ("1초", 1.0),
    ("분", 60.0),
    ("1분", 60.0),
    ("시간", 3600.0),
    ("1시간", 3600.0),
    ("일", 86400.0),
    ("1일", 86400.0),
    ("하루", 86400.0),
];

/// The figure that begins with a number.
pub(super) fn read(text: &str, number: Number) -> Figure {
    let mut figure = with_unit(text, number);
    if let Some(range) = range(text, &figure) {
        figure = range;
    } else if figure.unit == Some(Unit::Time) {
        add_smaller(text, &mut figure);
    }
    take_rate_behind(text, &mut figure);
    figure
}

fn with_unit(text: &str, number: Number) -> Figure {
    let mut figure = Figure {
        span: number.span,
        unit: None,
        low: number.low,
        high: number.high,
        decimal: None,
        counter: None,
        per: None,
        is_range: false,
        noun: None,
        number,
    };
    let before = &text[..number.span.start];
    if let Some((sign, currency)) = CURRENCIES.iter().find(|(sign, _)| before.ends_with(sign)) {
        figure.span.start -= sign.len();
        figure.unit = Some(Unit::Money);
        figure.counter = Some(currency);
        return figure;
    }
    if let Some(end) = nines(text, &number) {
        let share = 100.0 - 100.0 * 0.1_f64.powf(number.low);
        figure.span.end = end;
        (figure.low, figure.high) = (share, share);
        figure.unit = Some(Unit::Percent);
        return figure;
    }
    if let Some(found) = unit::after(text, &number) {
        take_unit(text, &mut figure, found);
    }
    figure
}

fn take_unit(text: &str, figure: &mut Figure, found: Found) {
    let entry = found.unit;
    figure.decimal = entry.decimal.map(|factor| (figure.low * factor, figure.high * factor));
    figure.low *= entry.factor;
    figure.high *= entry.factor;
    figure.unit = Some(entry.kind);
    figure.counter = entry.counter;
    if found.is_noun {
        let skipped = text[figure.span.end..].len() - text[figure.span.end..].trim_start().len();
        figure.noun = Some(Span::new(figure.span.end + skipped, found.span.end));
    }
    figure.span.end = found.span.end;
}

/// `11 9s`, `five nines`: how many nines a share is written with.
fn nines(text: &str, number: &Number) -> Option<usize> {
    let rest = text[number.span.end..].strip_prefix([' ', '-'])?;
    let word = ["9s", "nines"].into_iter().find(|word| rest.starts_with(word))?;
    let goes_on = rest[word.len()..].starts_with(|char: char| char.is_ascii_alphanumeric());
    (!goes_on && number.low <= 15.0).then(|| number.span.end + 1 + word.len())
}

fn range(text: &str, first: &Figure) -> Option<Figure> {
    if first.number.is_word && first.unit.is_none() {
        return None;
    }
    let end = first.span.end;
    let rest = &text[end..];
    let joint = JOINTS.iter().find(|joint| rest.starts_with(**joint))?;
    if *joint == " and " && !text[..first.span.start].trim_end().ends_with("between") {
        return None;
    }
    let start = end + joint.len();
    let sign = CURRENCIES.iter().find(|(sign, _)| text[start..].starts_with(sign));
    let start = start + sign.map_or(0, |(sign, _)| sign.len());
    let number = number::next(text, start).filter(|number| number.span.start == start)?;
    let second = with_unit(text, number);
    let same_kind = first.unit == second.unit && first.counter == second.counter;
    if !(same_kind || first.unit.is_none()) || second.number.is_vague() {
        return None;
    }
    // `1MB에서 2MB로 늘었다` is a change.
    let after = &text[second.span.end..];
    if joint.ends_with("에서 ") && (after.starts_with('로') || after.starts_with("으로")) {
        return None;
    }
    let mut range = second.clone();
    range.span.start = first.span.start;
    range.is_range = true;
    range.number = first.number;
    if first.unit.is_some() || second.unit.is_none() {
        range.low = first.low;
        range.decimal = match (first.decimal, second.decimal) {
            (None, None) => None,
            (one, other) => {
                let (low, high) =
                    (one.map_or(first.low, |it| it.0), other.map_or(second.high, |it| it.1));
                Some((low, high))
            }
        };
    } else {
        // `5-6천만`: so does the power.
        let plain: f64 =
            text[start..start + second.number.digits].replace(',', "").parse().unwrap_or(f64::NAN);
        let power = second.number.low / plain;
        let first_low = first.low * if power > 1.0 && first.low < plain { power } else { 1.0 };
        // The unit of the second end is that of the first.
        let factor =
            |base: f64| if second.number.low == 0.0 { 0.0 } else { base / second.number.low };
        range.low = first_low * factor(second.low);
        range.decimal = second.decimal.map(|(base, high)| (first_low * factor(base), high));
    }
    (range.low <= range.high).then_some(range)
}

/// `1시간 30분`: smaller units that directly follow.
fn add_smaller(text: &str, figure: &mut Figure) {
    loop {
        let end = figure.span.end;
        let start = end + usize::from(text[end..].starts_with(' '));
        let Some(number) = number::next(text, start)
            .filter(|number| number.span.start == start && !number.is_word)
        else {
            return;
        };
        let next = with_unit(text, number);
        let next_unit = if number.low > 0.0 { next.low / number.low } else { f64::MAX };
        if next.unit != Some(Unit::Time) || next.low >= figure.low || next_unit >= figure.low {
            return;
        }
        figure.low += next.low;
        figure.high += next.low;
        figure.span.end = next.span.end;
    }
}

fn take_rate_behind(text: &str, figure: &mut Figure) {
    let end = figure.span.end;
    let rest = &text[end..];
    let found = RATES.iter().find(|(word, _)| {
        rest.starts_with(word)
            && !rest[word.len()..].starts_with(|char: char| char.is_ascii_alphanumeric())
    });
    if figure.unit == Some(Unit::Money) {
        let word = [" per ", "/"].into_iter().find(|word| rest.starts_with(word));
        if let Some(word) = word {
            let unit = &rest[word.len()..];
            let length = unit.find(|char: char| !char.is_alphanumeric()).unwrap_or(unit.len());
            let particle = if word == "/" { 0 } else { 1 };
            figure.per = Some(Span::new(end + particle, end + word.len() + length));
            figure.span.end = end + word.len() + length;
        }
    } else if let Some((word, seconds)) = found
        && matches!(figure.unit, None | Some(Unit::Count | Unit::Size))
    {
        become_rate(figure, *seconds);
        figure.span.end += word.len();
    }
}

fn become_rate(figure: &mut Figure, seconds: f64) {
    figure.counter = if figure.unit == Some(Unit::Size) { Some("bytes") } else { figure.counter };
    figure.unit = Some(Unit::Rate);
    figure.low /= seconds;
    figure.high /= seconds;
    figure.decimal = figure.decimal.map(|(low, high)| (low / seconds, high / seconds));
}

/// Takes in `초당`, `1GB당` and the like that stand before a figure. `before` is the text up to the
/// figure, perhaps without the words of a bound between them (`초당 최대 3,000건`).
pub(super) fn take_per(before: &str, figure: &mut Figure) {
    let is_adjacent = before.len() + 1 >= figure.span.start;
    let Some(head) = before.trim_end().strip_suffix("당") else { return };
    let mut start = head.rfind([' ', '(', ',', '|', '\n']).map_or(0, |at| at + 1);
    let word = &head[start..];
    if word.is_empty() {
        return;
    }
    if let Some((_, seconds)) = RATE_WORDS.iter().find(|(rate, _)| *rate == word)
        && matches!(figure.unit, None | Some(Unit::Count | Unit::Size))
    {
        become_rate(figure, *seconds);
        if is_adjacent {
            figure.span.start = start;
        }
        return;
    }
    // `4 KB당`, `백만 건당`: the number stands in the word before.
    if unit::named(word).is_some() {
        let previous = head[..start].trim_end();
        let number = previous.rfind([' ', '(', ',', '|', '\n']).map_or(0, |at| at + 1);
        let is_number = number::next(previous, number)
            .is_some_and(|it| it.span.start == number && it.span.end == previous.len());
        if is_number {
            start = number;
        }
    }
    let per = Span::new(start, before.trim_end().len());
    if figure.unit == Some(Unit::Money) {
        figure.per = Some(per);
        if is_adjacent {
            figure.span.start = start;
        }
    } else if figure.unit.is_none() && !figure.number.is_word {
        // `rule당 5`: so many for each, of what the clause says.
        figure.unit = Some(Unit::Count);
    } else if head[start..].starts_with(|char: char| char.is_ascii_digit())
        && figure.unit == Some(Unit::Count)
    {
        figure.per = Some(per);
    }
}
