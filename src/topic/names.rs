use std::sync::OnceLock;

use super::units::{Gap, Sort, Unit};
use crate::catalog::{Catalog, EntityId, name_key};

/// Bits of the filter that most beginnings of words fail.
const FILTER_BITS: usize = 1 << 16;

/// The keys of a catalogue, ready to be looked for at any place of a text.
///
/// A key is known by its place among those of the catalogue.
pub(super) struct Names<'c> {
    pub catalog: &'c Catalog,
    /// Whether each key names any topic.
    topical: Vec<bool>,
    /// Whether each key is ambiguous for all that it may name.
    ambiguous: Vec<bool>,
    /// The first two characters of keys, hashed.
    filter: Vec<u64>,
    /// Where each key may have gaps; worked out when one is first met with a gap.
    spellings: Vec<OnceLock<Spelling>>,
}

/// Where the names of a key have borders between words, as bits over the characters of the key.
#[derive(Clone, Copy, Debug, Default)]
struct Spelling {
    /// Any border: a blank, a hyphen, a capital, a change of script.
    border: u64,
    /// A slash, dot, middle dot or apostrophe.
    slash: u64,
}

impl<'c> Names<'c> {
    pub fn new(catalog: &'c Catalog) -> Self {
        let keys: Vec<_> = catalog.keys().collect();
        let mut filter = vec![0; FILTER_BITS / 64];
        for (key, _) in &keys {
            let mut chars = key.chars();
            let Some(first) = chars.next() else { continue };
            let bit = filter_bit(first, chars.next());
            filter[bit / 64] |= 1 << (bit % 64);
        }
        let spellings = keys.iter().map(|_| OnceLock::new()).collect();
        let is_topical =
            |(_, ids): &(&str, &[EntityId])| ids.iter().any(|&id| is_topic(catalog, id));
        let topical = keys.iter().map(is_topical).collect();
        let is_ambiguous = |(key, ids): &(&str, &[EntityId])| {
            let mut topics = ids.iter().filter(|&&id| is_topic(catalog, id));
            topics.all(|&id| catalog.entity(id).is_ambiguous(key))
        };
        let ambiguous = keys.iter().map(is_ambiguous).collect();
        Names { catalog, topical, ambiguous, filter, spellings }
    }

    pub fn key(&self, at: usize) -> &'c str {
        self.catalog.key(at).0
    }

    /// Whether a key means nothing in particular by itself.
    pub fn is_ambiguous(&self, at: usize) -> bool {
        self.ambiguous[at]
    }

    /// Whether a key names any topic.
    pub fn is_topical(&self, at: usize) -> bool {
        self.topical[at]
    }

    /// The entities of a key that may be topics.
    pub fn entities(&self, at: usize) -> impl Iterator<Item = EntityId> {
        let ids = self.catalog.key(at).1.iter().copied();
        ids.filter(|&id| is_topic(self.catalog, id))
    }

    /// Every key with its place.
    pub fn keys(&self) -> impl Iterator<Item = (usize, &'c str)> {
        self.catalog.keys().enumerate().map(|(at, key)| (at, key.0))
    }

    /// Whether this is a key, of whatever.
    pub fn knows(&self, key: &str) -> bool {
        !self.catalog.find(key).is_empty()
    }

    /// Every key that a text of [units](Unit) begins with, the longest first: how many units it takes,
    /// and its place.
    pub fn prefixes<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let mut chars = text.chars();
        let (first, second) = (chars.next(), chars.next());
        let may_begin = |second| first.is_some_and(|first| self.may_begin(first, second));
        let text = if second.is_some() && may_begin(second) {
            Some(text)
        } else {
            first.filter(|_| may_begin(None)).map(|first| &text[..first.len_utf8()])
        };
        let places = text.map(|text| self.catalog.keys_that_begin(text));
        places.into_iter().flatten().map(|at| (self.key(at).chars().count(), at))
    }

    /// Whether any key may begin with these characters, or be the first alone.
    fn may_begin(&self, first: char, second: Option<char>) -> bool {
        let bit = filter_bit(first, second);
        self.filter[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// Whether the gaps of a stretch of text are where a name of this key may have them: at the
    /// borders of its words, and in Hangul between any two syllables and two more.
    pub fn may_be_spaced(&self, at: usize, units: &[Unit]) -> bool {
        let gaps = units.iter().enumerate().skip(1).filter(|(_, unit)| unit.gap != Gap::None);
        let mut last = 0;
        let mut singles = false;
        for (place, unit) in gaps {
            let spelling = *self.spellings[at].get_or_init(|| self.spelling(at));
            let bit = 1_u64.checked_shl(place as u32).unwrap_or(0);
            let fits = match unit.gap {
                Gap::None => true,
                Gap::Wide => false,
                Gap::Slash | Gap::Dot => spelling.slash & bit != 0,
                Gap::Space | Gap::Hyphen | Gap::Underscore if spelling.border & bit != 0 => true,
                Gap::Space | Gap::Hyphen | Gap::Underscore => {
                    let hangul = unit.sort == Sort::Hangul && units[place - 1].sort == unit.sort;
                    singles |= hangul && place - last < 2;
                    hangul && units.len() - place >= 2
                }
            };
            if !fits || singles {
                return false;
            }
            last = place;
        }
        true
    }

    fn spelling(&self, at: usize) -> Spelling {
        let (key, ids) = self.catalog.key(at);
        let mut spelling = Spelling::default();
        let names = ids.iter().flat_map(|&id| self.catalog.entity(id).names());
        for name in names.filter(|name| name_key(name) == key) {
            let mut units = Vec::new();
            super::units::units(name, &mut units);
            for (place, pair) in units.windows(2).enumerate() {
                let bit = 1_u64.checked_shl(place as u32 + 1).unwrap_or(0);
                let [one, two] = pair else { continue };
                if is_border(one, two) {
                    spelling.border |= bit;
                }
                if matches!(two.gap, Gap::Slash | Gap::Dot) {
                    spelling.slash |= bit;
                }
            }
        }
        spelling
    }
}

/// Whether an entity is a topic, and not a word of everyday vocabulary.
pub(super) fn is_topic(catalog: &Catalog, id: EntityId) -> bool {
    !catalog.entity(id).id().starts_with("word.")
}

/// Whether two neighbours in a name belong to two of its words.
fn is_border(one: &Unit, two: &Unit) -> bool {
    two.gap != Gap::None
        || (two.capital && !one.capital)
        || one.sort != two.sort
        || one.char.is_ascii_digit() != two.char.is_ascii_digit()
}

fn filter_bit(first: char, second: Option<char>) -> usize {
    let second = second.map_or(0, |char| u64::from(u32::from(char)));
    let start = u64::from(u32::from(first)) << 32 | second;
    (start.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize % FILTER_BITS
}
