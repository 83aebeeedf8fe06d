//! Verbs and adjectives by the forms in which a catalogue lists them.

use crate::analysis::{Class, Term, from_keys, is_syllable, to_keys};

/// The stem of a verb or adjective of Korean that a term is, if it is one.
pub(super) fn stem(term: &Term) -> Option<&str> {
    let is_stem = term.class() == Class::Stem && term.text().chars().all(is_syllable);
    is_stem.then_some(term.text())
}

/// The adnominal forms that a stem may have: `큰`, `작은`, `긴`, `쉬운`. Whether a stem in `ㅂ` is regular only a
/// dictionary knows (`좁은`), so both.
pub(super) fn adnominals(stem: &str) -> Vec<String> {
    let keys = to_keys(stem);
    let with = |keys: &str, ending: &str| from_keys(&format!("{keys}{ending}"));
    // Keys of `ㄴ`, `은` and `운`, and of `ㄹ` and `ㅂ`, which are dropped.
    let mut forms = vec![with(&keys, "s"), with(&keys, "dms")];
    forms.extend(keys.strip_suffix('f').map(|keys| with(keys, "s")));
    forms.extend(keys.strip_suffix('q').map(|keys| with(keys, "dns")));
    forms
}

/// The other forms by which a verb is listed: `쓰는`, `지우기`.
pub(super) fn citations(stem: &str) -> [String; 2] {
    [format!("{stem}는"), format!("{stem}기")]
}
