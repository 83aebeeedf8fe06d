//! Quantities in a text: `15분`, `64MB에서 2GB`, `초당 3천 건`, `up to 15 replicas`.
//!
//! [`quantities`] finds them one by one, with value, bound and the words that they measure; [`kinds()`]
//! only tells a time from a size from a count, quickly, for ranking: a query that asks for a time
//! (`얼마나 오래`, `timeout`) is answered by a line with a time in it. [`ValueFilter`] says whether a
//! quantity has a value that someone asks for.
//!
//! How a quantity is found: [`number`] finds the next number, with [`numeral`] where it is a word,
//! [`not_quantity`] drops those that are dates, names and the like, [`mod@unit`] reads what stands
//! behind it, [`figure`] joins ranges and rates, [`bound`] and [`subject()`] look around it, and
//! [`scan`] goes through the text. The words are in `units.txt`, `numerals.txt` and `bounds.txt`.

mod bound;
mod figure;
mod filter;
mod incidental;
mod kinds;
mod not_quantity;
mod number;
mod numeral;
mod scan;
mod subject;
mod unit;

pub use bound::{Bound, within as bound_named};
pub use filter::{ValueError, ValueFilter};
pub use kinds::{Kinds, kinds};
pub use scan::quantities;
pub use subject::subject;
pub use unit::Unit;

use crate::text::Span;

/// A quantity as it stands in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Its number or numbers with unit and counter, without the words of the bound and without a
    /// particle: `15분` of `최대 15분까지`, all of `64MB에서 2GB` and of `1GB당 20원`.
    pub span: Span,
    /// What it measures.
    pub unit: Unit,
    /// Its lower end in the base unit: seconds, bytes, things, percent, things per second, or money
    /// in its currency.
    pub low: f64,
    /// Its upper end; the same as `low` unless it is a range or vague (`수십`).
    pub high: f64,
    /// The ends by the other reading of a size: 1 KB is 1,024 bytes above and 1,000 here. `KiB` has
    /// only one.
    pub decimal: Option<(f64, f64)>,
    /// How it is meant.
    pub bound: Bound,
    /// The words that it measures, where the text itself says so. May hold words of a bound
    /// (`메시지 최대 크기`), which [`subject()`] leaves out.
    pub subject: Option<Span>,
    /// What is counted (`개`, `node`), one name for all spellings; of a rate also `bytes`; the
    /// currency of money (`원`, `$`). In lower case.
    pub counter: Option<String>,
    /// Mentioned by the way: a small number of things in prose (`두 개의 스레드가`, `3가지 방법`), the
    /// value of an example (`예를 들어 5MB`), or what something is not (`29초가 아니라`). A quantity, but no figure that anyone looks up: lists of
    /// figures leave it out.
    pub is_incidental: bool,
    /// Of money, what the price is for, as written: `1GB당`, `per GB`, `시간당`.
    pub per: Option<Span>,
}
