//! What kinds of quantity a text holds.
//!
//! A query that asks for a time (`얼마나 오래`, `timeout`) is answered by a line with a time in it
//! (`900초(15분)까지만 돈다`), which need not say `시간`. This layer tells such lines apart by their
//! numbers and units; it does not work out values.

mod scan;

pub use scan::kinds;

/// A set of kinds of quantity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// None.
    pub const NONE: Kinds = Kinds(0);
    /// A duration: `15분`, `10 ms`, `30일`.
    pub const TIME: Kinds = Kinds(1);
    /// A size of data: `64MB`, `5 TiB`.
    pub const SIZE: Kinds = Kinds(2);
    /// A number of things, or a bare number: `15개`, `최대 1,000`.
    pub const COUNT: Kinds = Kinds(4);
    /// A share: `99.99%`.
    pub const PERCENT: Kinds = Kinds(8);
    /// An amount of money: `$0.09`, `20원`.
    pub const MONEY: Kinds = Kinds(16);
    /// Any of them.
    pub const ANY: Kinds = Kinds(31);

    /// The kinds of both.
    pub const fn union(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether the two have a kind in common.
    pub const fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// As a number below 32, to be stored.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// From a stored number; bits that mean nothing are dropped.
    pub const fn from_bits(bits: u8) -> Kinds {
        Kinds(bits & Kinds::ANY.0)
    }

    /// The kind of that name in data files.
    pub fn from_name(name: &str) -> Option<Kinds> {
        Some(match name {
            "time" => Kinds::TIME,
            "size" => Kinds::SIZE,
            "count" => Kinds::COUNT,
            "percent" => Kinds::PERCENT,
            "money" => Kinds::MONEY,
            "any" => Kinds::ANY,
            _ => return None,
        })
    }
}
