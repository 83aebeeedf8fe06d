//! The tables that the build script made of `data/catalog/*.toml`.

use std::borrow::Cow;

use super::entity::{EntityId, Kind};
use super::lookup::Catalog;
use super::tables::{Key, Record, Run, Tables};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// The catalogue the program carries.
pub(super) static BUILTIN: Catalog = Catalog(Tables {
    text: Cow::Borrowed(TEXT),
    strings: Cow::Borrowed(STRINGS),
    links: Cow::Borrowed(LINKS),
    records: Cow::Borrowed(RECORDS),
    keys: Cow::Borrowed(KEYS),
    longest_key_chars: LONGEST_KEY_CHARS,
    fingerprint: FINGERPRINT,
});
