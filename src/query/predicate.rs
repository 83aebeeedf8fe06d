//! Verbs and adjectives of Korean, and the forms in which a catalogue lists them.

use crate::analysis::{from_keys, to_keys};

/// What a slot is a form of.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// The form, if it is a word by itself.
    pub form: String,
    /// `지우` of `지워야`.
    pub stem: String,
    /// An adjective, and no verb: `적다` is either.
    pub is_adjective: bool,
}

impl Predicate {
    /// The forms under which it may be listed: `큰`, `작은`, `긴`, `쉬운` and, of verbs only, `쓰는` and `지우기` (`크기`
    /// is another thing). Which endings a stem takes only a dictionary knows, so all.
    pub(super) fn listed_as(&self) -> Vec<String> {
        let keys = to_keys(&self.stem);
        let with = |keys: &str, ending: &str| from_keys(&format!("{keys}{ending}"));
        let mut forms = vec![with(&keys, KEY_N), with(&keys, KEYS_EUN)];
        forms.extend(keys.strip_suffix(KEY_L).map(|keys| with(keys, KEY_N)));
        forms.extend(keys.strip_suffix(KEY_P).map(|keys| with(keys, KEYS_UN)));
        if !self.is_adjective {
            forms.push(format!("{}는", self.stem));
            forms.push(format!("{}기", self.stem));
        }
        forms
    }

    /// Whether the other is the same verb or adjective: of one syllable, a stem may be of two (`싸다`), and a longer
    /// one is only taken for either (`모자라다`).
    pub(super) fn is(&self, other: &Predicate) -> bool {
        let is_short = self.stem.chars().count() == 1;
        self.stem == other.stem && !(is_short && self.is_adjective != other.is_adjective)
    }

    /// Whether a form names nothing but this: of one syllable and 기 many words are made that are something else
    /// (`대기`).
    pub(super) fn is_named_by(&self, form: &str) -> bool {
        form.strip_suffix('기').is_some_and(|stem| stem == self.stem && stem.chars().count() > 1)
    }
}

/// Keys of `ㄴ`, `은` and `운`, and of `ㄹ` and `ㅂ`, which give way to them.
const KEY_N: &str = "s";
const KEYS_EUN: &str = "dms";
const KEYS_UN: &str = "dns";
const KEY_L: char = 'f';
const KEY_P: char = 'q';

#[cfg(test)]
mod tests {
    use super::*;

    fn predicate(stem: &str, is_adjective: bool) -> Predicate {
        Predicate { form: String::new(), stem: stem.to_owned(), is_adjective }
    }

    #[test]
    fn stems_have_the_forms_that_a_dictionary_lists() {
        for (stem, is_adjective, form) in [
            ("크", true, "큰"),
            ("작", true, "작은"),
            ("길", true, "긴"),
            ("쉽", true, "쉬운"),
            ("좁", true, "좁은"),
            ("지우", false, "지우기"),
            ("쓰", false, "쓰는"),
        ] {
            let forms = predicate(stem, is_adjective).listed_as();
            assert!(forms.iter().any(|one| one == form), "{stem}: {forms:?}");
        }
        assert!(!predicate("크", true).listed_as().contains(&"크기".to_owned()));
    }
}
