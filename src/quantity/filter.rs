//! The values that someone asks for: `15m`, `>=5TB`, `10GB..1TB`, `99.9%`.

use std::str::FromStr;

use thiserror::Error;

use super::figure::{self, Figure};
use super::{Quantity, Unit, number};

/// A value or a range of values, in any unit of its kind.
///
/// `15m` accepts `900초`. A size accepts both readings, of 1000 and of 1024. Of a quantity that is a range,
/// one value accepts the ends, for it is looked for where it is written; a range
/// is accepted if any of it is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueFilter {
    unit: Unit,
    low: End,
    high: End,
    /// The currency, of money.
    currency: Option<&'static str>,
}

/// An end of what is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    value: f64,
    decimal: Option<f64>,
    /// Whether the value itself is accepted.
    is_closed: bool,
}

/// A value that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ValueError {
    /// Nothing was given.
    #[error("no value; expected one like 15m, >=5TB or 10GB..1TB")]
    Empty,
    /// No number, or an unknown unit.
    #[error("`{0}` is not a value; expected a number with a unit, like 15m, 5TB, 99.9% or 1000")]
    NotAValue(String),
    /// Ends that cannot be compared.
    #[error("`{0}` has ends of different kinds")]
    MixedKinds(String),
    /// The ends are the wrong way round.
    #[error("`{0}` runs backwards")]
    Backwards(String),
}

impl FromStr for ValueFilter {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let not_a_value = || ValueError::NotAValue(text.to_owned());
        if text.is_empty() {
            return Err(ValueError::Empty);
        }
        if let Some((low, high)) = text.split_once("..") {
            return between(text, low.trim(), high.trim());
        }
        for (sign, is_above, is_closed) in [
            (">=", true, true),
            ("≥", true, true),
            ("<=", false, true),
            ("≤", false, true),
            (">", true, false),
            ("<", false, false),
        ] {
            if let Some(value) = text.strip_prefix(sign) {
                let value = read(value.trim()).ok_or_else(not_a_value)?;
                let (low, high) = if is_above {
                    (End::of(&value, is_closed, false), End::INFINITE)
                } else {
                    (End::ZERO, End::of(&value, is_closed, true))
                };
                return Ok(ValueFilter::new(&value, low, high));
            }
        }
        let value = read(text.strip_prefix('=').unwrap_or(text)).ok_or_else(not_a_value)?;
        Ok(ValueFilter::new(&value, End::of(&value, true, false), End::of(&value, true, true)))
    }
}

fn between(text: &str, low: &str, high: &str) -> Result<ValueFilter, ValueError> {
    let not_a_value = || ValueError::NotAValue(text.to_owned());
    if low.is_empty() && high.is_empty() {
        return Err(not_a_value());
    }
    if high.is_empty() {
        let low = read(low).ok_or_else(not_a_value)?;
        return Ok(ValueFilter::new(&low, End::of(&low, true, false), End::INFINITE));
    }
    let last = read(high).ok_or_else(not_a_value)?;
    if low.is_empty() {
        return Ok(ValueFilter::new(&last, End::ZERO, End::of(&last, true, true)));
    }
    let mut first = read(low).ok_or_else(not_a_value)?;
    if first.unit.is_none() && last.unit.is_some() {
        // `1..10GB`: the unit stands once.
        let factor = |value: f64| value / last.number.low * first.number.low;
        if last.number.low > 0.0 {
            first.decimal = last.decimal.map(|(value, _)| (factor(value), factor(value)));
            (first.low, first.high) = (factor(last.low), factor(last.low));
        }
        (first.unit, first.counter) = (last.unit, last.counter);
    }
    if first.unit != last.unit {
        return Err(ValueError::MixedKinds(text.to_owned()));
    }
    if first.low > last.high {
        return Err(ValueError::Backwards(text.to_owned()));
    }
    Ok(ValueFilter::new(&last, End::of(&first, true, false), End::of(&last, true, true)))
}

/// A figure that is the whole text.
fn read(text: &str) -> Option<Figure> {
    let number = number::next(text, 0)?;
    let mut figure = figure::read(text, number);
    figure::take_per(&text[..figure.span.start], &mut figure);
    let is_whole = figure.span.start == 0 && figure.span.end == text.len();
    (is_whole && figure.low.is_finite() && !(number.is_word && figure.unit.is_none()))
        .then_some(figure)
}

impl End {
    const ZERO: End = End { value: 0.0, decimal: None, is_closed: true };
    const INFINITE: End = End { value: f64::INFINITY, decimal: None, is_closed: true };

    fn of(figure: &Figure, is_closed: bool, is_upper: bool) -> End {
        let pick = |(low, high): (f64, f64)| if is_upper { high } else { low };
        End { value: pick((figure.low, figure.high)), decimal: figure.decimal.map(pick), is_closed }
    }

    fn reading(&self, is_decimal: bool) -> f64 {
        self.decimal.filter(|_| is_decimal).unwrap_or(self.value)
    }
}

impl ValueFilter {
    fn new(figure: &Figure, low: End, high: End) -> Self {
        let unit = figure.unit.unwrap_or(Unit::Count);
        let currency = figure.counter.filter(|_| unit == Unit::Money);
        ValueFilter { unit, low, high, currency }
    }

    /// Values are the same that differ by no more than this share of them: fractions of units are not
    /// exact.
    pub const SLACK: f64 = 1e-9;

    /// The one value that is asked for, by each of its readings; nothing for a range.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        let readings = [false, true].map(|decimal| (self.low.reading(decimal), decimal));
        let is_one = |&(value, decimal): &(f64, bool)| value == self.high.reading(decimal);
        readings.into_iter().filter(is_one).map(|(value, _)| value)
    }

    /// The kind of value that is asked for.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// Whether the quantity has a value that is asked for.
    pub fn matches(&self, quantity: &Quantity) -> bool {
        if quantity.unit != self.unit
            || self.currency.is_some_and(|it| quantity.counter.as_deref() != Some(it))
        {
            return false;
        }
        // Two sizes with two readings each were meant in the same way; one without takes either.
        let both = [false, true].map(|is_decimal| {
            let ends = (quantity.low, quantity.high);
            let ends = quantity.decimal.filter(|_| is_decimal).unwrap_or(ends);
            self.covers(is_decimal, ends)
        });
        both[0] || both[1]
    }

    /// Whether a value in a base unit, or a range of them, is asked for, by any reading of a size.
    pub fn matches_values(&self, unit: Unit, low: f64, high: f64) -> bool {
        unit == self.unit && [false, true].iter().any(|&decimal| self.covers(decimal, (low, high)))
    }

    fn covers(&self, is_decimal: bool, (low, high): (f64, f64)) -> bool {
        let (first, last) = (self.low.reading(is_decimal), self.high.reading(is_decimal));
        let same =
            |one: f64, other: f64| (one - other).abs() <= Self::SLACK * one.abs().max(other.abs());
        if first == last {
            // One value, not a range that goes over it.
            return same(low, first) || same(high, first);
        }
        let above = high > first && !same(high, first) || self.low.is_closed && same(high, first);
        let below = low < last && !same(low, last) || self.high.is_closed && same(low, last);
        above && below
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantities;
    use super::*;

    fn accepts(filter: &str, text: &str) -> bool {
        let filter: ValueFilter = filter.parse().unwrap_or_else(|error| panic!("{error}"));
        quantities(text).iter().any(|quantity| filter.matches(quantity))
    }

    #[test]
    fn values_are_found_in_any_unit() {
        for (filter, text) in [
            ("15m", "한 번에 900초까지"),
            ("15분", "up to 15 minutes"),
            (">=5TB", "최대 50 TB"),
            (">=5TB", "객체 5 TB"),
            ("10GB..1TB", "용량 512GB"),
            ("5TB..", "6 TiB"),
            ("..1MB", "본문 64KB"),
            ("1KB", "1,000바이트"),
            ("1KB", "1,024바이트"),
            ("<1000", "999개"),
            ("99.9%", "가용성 99.9%"),
            ("3천건", "3,000개"),
            ("1", "최소 1개"),
            ("10240MB", "128MB ~ 10,240MB"),
            ("100MB..200MB", "128MB ~ 10,240MB"),
            ("1..10GB", "5GB"),
            ("$5", "한 달에 $5"),
            ("3000/s", "초당 3천 건"),
            (">1000", "백만 개"),
        ] {
            assert!(accepts(filter, text), "{filter}: {text}");
        }
        for (filter, text) in [
            ("15m", "15초"),
            ("15m", "15개"),
            ("<5TB", "5 TB"),
            (">5TB", "5 TB"),
            ("<1000", "1,000개"),
            ("$5", "5원"),
            ("10GB..1TB", "2TB"),
            ("200MB", "128MB ~ 10,240MB"),
            ("15", "15분"),
        ] {
            assert!(!accepts(filter, text), "{filter}: {text}");
        }
    }

    #[test]
    fn what_is_no_value_is_refused() {
        use ValueError::*;
        let error = |text: &str| text.parse::<ValueFilter>().expect_err(text);
        assert_eq!(error(" "), Empty);
        for text in ["abc", "15 apples", ">", "..", "1GB..x", "두", "1..2..3"] {
            assert_eq!(error(text), NotAValue(text.to_owned()));
        }
        assert_eq!(error("1GB..5m"), MixedKinds("1GB..5m".to_owned()));
        assert_eq!(error("2GB..1GB"), Backwards("2GB..1GB".to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn a_value_matches_itself_however_it_is_bounded(
            value in 1_u32..100_000,
            unit in proptest::sample::select(vec!["초", "ms", "MB", "KiB", "개", "%", "원", " hours"]),
        ) {
            let written = format!("{value}{unit}");
            proptest::prop_assert!(accepts(&written, &written));
            for filter in [format!(">={written}"), format!("..{written}"), format!("{written}..")] {
                proptest::prop_assert!(accepts(&filter, &written));
            }
            let above = format!(">{written}");
            let below = format!("<{written}");
            proptest::prop_assert!(!accepts(&above, &written));
            proptest::prop_assert!(!accepts(&below, &written));
        }

        #[test]
        fn any_filter_is_read_or_refused(text in "\\PC{0,20}|[<>=0-9.a-zA-Z가-힣%$,]{0,16}") {
            let _ = text.parse::<ValueFilter>();
        }
    }
}
