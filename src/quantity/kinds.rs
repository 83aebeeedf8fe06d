use super::{Bound, Unit, number, unit};

/// A set of kinds of quantity, and of what they are said to be: limits, or defaults.
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
    /// At most so much: `15분까지`.
    pub const MOST: Kinds = Kinds(32);
    /// At least so much: `최소 60초`.
    pub const LEAST: Kinds = Kinds(64);
    /// So much unless something else is set: `기본 30초`.
    pub const DEFAULT: Kinds = Kinds(128);

    /// The kinds of both.
    pub const fn union(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// The kinds that the two have in common.
    pub const fn common(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    /// Whether the two have a kind in common.
    pub const fn meets(self, other: Kinds) -> bool {
        !self.common(other).is_empty()
    }

    /// Whether what is asked for by this is said of the other, or any will do.
    pub const fn is_said_of(self, other: Kinds) -> bool {
        let said = self.0 & !Kinds::ANY.0;
        said == 0 || said & other.0 != 0
    }

    /// Whether there is no kind.
    pub const fn is_empty(self) -> bool {
        self.0 & Kinds::ANY.0 == 0
    }

    /// Whether all kinds are in it.
    pub const fn is_any(self) -> bool {
        self.0 & Kinds::ANY.0 == Kinds::ANY.0
    }

    /// As a number, to be stored.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// From a stored number.
    pub const fn from_bits(bits: u8) -> Kinds {
        Kinds(bits)
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
            "most" => Kinds::ANY.union(Kinds::MOST),
            "least" => Kinds::ANY.union(Kinds::LEAST),
            "default" => Kinds::ANY.union(Kinds::DEFAULT),
            _ => return None,
        })
    }
}

impl From<Unit> for Kinds {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Time => Kinds::TIME,
            Unit::Size => Kinds::SIZE,
            Unit::Count | Unit::Rate => Kinds::COUNT,
            Unit::Percent => Kinds::PERCENT,
            Unit::Money => Kinds::MONEY,
        }
    }
}

impl From<Bound> for Kinds {
    /// What a quantity is said to be; no kind.
    fn from(bound: Bound) -> Self {
        match bound {
            Bound::Max => Kinds::MOST,
            Bound::Min => Kinds::LEAST,
            Bound::Range => Kinds::MOST.union(Kinds::LEAST),
            Bound::Default => Kinds::DEFAULT,
            Bound::Exact | Bound::Approximate => Kinds::NONE,
        }
    }
}

/// The kinds of quantity in a text, told by numbers and units alone.
///
/// Ranking asks this of every passage, and a figure without a unit (`복제본 15`) may be what was asked
/// for: so a bare number is a count here, though [`quantities`](super::quantities) leaves it out.
pub fn kinds(text: &str) -> Kinds {
    let mut found = Kinds::NONE;
    let mut words = Kinds::NONE;
    let mut at = 0;
    while let Some(number) = number::next(text, at) {
        at = number.span.end;
        let unit = unit::after(text, &number);
        if number.is_word {
            let is_native = !text.as_bytes()[number.span.start].is_ascii();
            if is_native && unit.is_some_and(|unit| unit.unit.kind == Unit::Count) {
                words = Kinds::COUNT;
            }
        } else if text[..number.span.start].ends_with(['$', '₩']) {
            found = found.union(Kinds::MONEY);
        } else if let Some(unit) = unit {
            found = found.union(unit.unit.kind.into());
        } else if number.digits <= LONGEST_COUNT {
            found = found.union(Kinds::COUNT);
        }
    }
    if found.is_empty() { words } else { found }
}

/// A number of more characters is an identifier, a date or a phone number.
const LONGEST_COUNT: usize = 12;

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
            ("초당 250 MiB", Kinds::SIZE),
            ("100 Gbps 회선", Kinds::COUNT),
            ("S3와 EC2, IPv4", Kinds::NONE),
            ("메시지를 처리한다", Kinds::NONE),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
        assert_eq!(kinds("3개를 15분 동안"), Kinds::COUNT.union(Kinds::TIME));
    }

    #[test]
    fn a_limit_is_asked_for_by_its_kind_and_by_what_it_is() {
        let asks = Kinds::from_name("most").expect("a name");
        let limit = Kinds::SIZE.union(Bound::Max.into());
        assert!(asks.meets(limit) && asks.is_said_of(limit) && asks.is_any());
        assert!(asks.meets(Kinds::SIZE) && !asks.is_said_of(Kinds::SIZE));
        assert!(asks.is_said_of(Kinds::TIME.union(Bound::Range.into())));
        assert!(Kinds::SIZE.is_said_of(limit) && Kinds::SIZE.is_said_of(Kinds::SIZE));
        // A bound without a quantity is nothing.
        assert!(Kinds::MOST.is_empty() && !asks.meets(Kinds::MOST));
        assert_eq!(Kinds::from_bits(limit.bits()), limit);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scanned(text in "\\PC{0,60}|[0-9,.가-나 만초a-c%$]{0,40}") {
            let _ = kinds(&text);
        }
    }
}
