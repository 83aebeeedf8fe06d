//! Quantities as numbers of a column that can be compared without being read.

use std::ops::RangeInclusive;

use crate::quantity::{Quantity, Unit, ValueFilter};

/// What a quantity comes to: its unit and its value in the base unit, or the two ends of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// What it counts.
    pub unit: Unit,
    /// The lower end.
    pub low: f64,
    /// The upper end; the lower, where it is no range.
    pub high: f64,
}

/// Bits of the unit.
const UNIT: u32 = 3;
/// Set where the number is the lower end of a range, and the next its upper.
const GOES_ON: u64 = 1 << (63 - UNIT);
/// Bits of the value: those of a floating-point number that is not negative are in its order. What
/// is cut off its end is a part in 10¹⁴.
const VALUE: u32 = 63 - UNIT;
const CUT: u32 = 64 - VALUE;

impl Amount {
    /// What a quantity comes to, by each of its readings: a size may count by 1,024 or by 1,000.
    pub fn of(quantity: &Quantity) -> impl Iterator<Item = Self> {
        let unit = quantity.unit;
        let readings = [Some((quantity.low, quantity.high)), quantity.decimal];
        readings.into_iter().flatten().map(move |(low, high)| Amount { unit, low, high })
    }

    /// The numbers in the index that a value may stand under, by itself or as an end of a range.
    pub fn near(unit: Unit, value: f64) -> [RangeInclusive<u64>; 2] {
        let slack = value.abs() * ValueFilter::SLACK;
        let (first, last) = (number(unit, value - slack), number(unit, value + slack));
        [first..=last, first | GOES_ON..=last | GOES_ON]
    }

    /// The numbers in the index, in this order.
    pub fn numbers(self) -> impl Iterator<Item = u64> {
        let range = self.high > self.low;
        let low = number(self.unit, self.low) | if range { GOES_ON } else { 0 };
        std::iter::once(low).chain(range.then(|| number(self.unit, self.high)))
    }

    /// From the numbers of one passage.
    pub fn read(numbers: impl IntoIterator<Item = u64>) -> Vec<Self> {
        let value = |number: u64| f64::from_bits((number & (GOES_ON - 1)) << CUT);
        let mut amounts: Vec<Amount> = Vec::new();
        let mut goes_on = false;
        for number in numbers {
            match amounts.last_mut() {
                Some(last) if goes_on => last.high = value(number),
                _ => {
                    let unit = Unit::ALL.get((number >> (64 - UNIT)) as usize).copied();
                    let low = value(number);
                    amounts.push(Amount { unit: unit.unwrap_or(Unit::Count), low, high: low });
                }
            }
            goes_on = !goes_on && number & GOES_ON != 0;
        }
        amounts
    }
}

/// A value as a number that can be compared with others of its unit.
fn number(unit: Unit, value: f64) -> u64 {
    let unit = Unit::ALL.iter().position(|&other| other == unit).unwrap_or(0) as u64;
    unit << (64 - UNIT) | value.max(0.0).to_bits() >> CUT
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn amounts_are_read_back(
            amounts in proptest::collection::vec((0usize..6, 0.0f64..1e18, 0.0f64..1e18), 0..6)
        ) {
            let amounts: Vec<Amount> = amounts
                .into_iter()
                .map(|(unit, a, b)| Amount { unit: Unit::ALL[unit], low: a.min(b), high: a.max(b) })
                .collect();
            let numbers = amounts.iter().flat_map(|amount| amount.numbers());
            let read = Amount::read(numbers.collect::<Vec<_>>());
            proptest::prop_assert_eq!(read.len(), amounts.len());
            for (read, amount) in read.iter().zip(&amounts) {
                let near = |a: f64, b: f64| (a - b).abs() <= b.abs() * 1e-13;
                proptest::prop_assert_eq!(read.unit, amount.unit);
                proptest::prop_assert!(near(read.low, amount.low) && near(read.high, amount.high));
            }
        }
    }
}
