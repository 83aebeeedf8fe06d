//! The tables that the build script made of `data/catalog/*.toml`.

use super::entity::{EntityId, Kind};
use super::lookup::Catalog;
use super::tables::{Key, Record, Run, Tables};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// The catalogue the program carries.
pub(super) static BUILTIN: Catalog = Catalog(Tables {
    text: TEXT,
    strings: STRINGS,
    links: LINKS,
    records: RECORDS,
    keys: KEYS,
    longest_key_chars: LONGEST_KEY_CHARS,
    fingerprint: FINGERPRINT,
});
