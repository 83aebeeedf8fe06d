//! Other names of what a query names: `람다` is also `Lambda`, `가용 영역` is also `AZ`.

use std::collections::HashSet;

use super::plan::{Choice, Key, Part, Plan, Slot};
use super::planner::{Planner, Unit, forms};
use super::predicate::Predicate;
use super::repair::next_group;
use super::{Layer, Matcher, Pattern};
use crate::analysis::stem_of;
use crate::catalog::{Catalog, Entity, name_key};

/// Words that one name may have in a query.
pub(super) const LONGEST_NAME: usize = 5;
/// Other names that are looked up for one.
const MOST_ALIASES: usize = 12;
/// Letters. `DNS` is no plural, and `port` no verb of `portion`.
const SHORTEST_DERIVED: usize = 5;
/// How a name goes on behind the stem of a word that it is made of: `creating` is of `create`,
/// `encrypts` of `encryption`, `allocated` of `allocation`, `deploy` of `deployment`, `renders` of
/// `rendering`.
const NOUN_ENDINGS: [&str; 6] = ["", "e", "ion", "ation", "ment", "ing"];

impl<'a> Planner<'a> {
    /// Adds other names to the words of a plan, but for those of phrases: they are meant as they stand.
    pub(super) fn widen_words(&mut self, plan: &mut Plan) {
        let mut start = 0;
        let phrases = plan
            .phrases
            .iter()
            .filter_map(|phrase| Some((*phrase.slots.first()?, *phrase.slots.last()? + 1)));
        for (first, end) in phrases.chain([(plan.slots.len(), plan.slots.len())]) {
            self.widen(&mut plan.slots[start..first.max(start)]);
            start = end;
        }
    }

    /// Adds to each run of slots that is a name the other names of the same thing.
    pub(super) fn widen(&mut self, slots: &mut [Slot]) {
        let mut at = 0;
        while at < slots.len() {
            let longest = LONGEST_NAME.min(slots.len() - at);
            let named = (1..=longest).rev().find_map(|len| {
                let names = self.synonyms_of(&slots[at..at + len]);
                (!names.is_empty()).then_some((len, names))
            });
            let Some((len, names)) = named else {
                at += 1;
                continue;
            };
            let own = if len == 1 { slots[at].choices.iter().find_map(word_of) } else { None };
            let own = own.as_deref();
            let mut choices = self.aliases(&names, own, 1);
            // Another name of what a word was only taken for is no surer than that.
            let run = &mut slots[at..at + len];
            self.word_by_word(run, &names);
            let layer = run.iter().map(|slot| slot.layer).max().unwrap_or(Layer::Exact);
            for choice in &mut choices {
                choice.layer = choice.layer.max(layer);
            }
            for slot in run {
                add_new(slot, &choices);
                if len > 1 {
                    let own = slot.choices.iter().find_map(word_of);
                    let names = self.synonyms_of(std::slice::from_ref(slot));
                    let group = next_group(&slot.choices);
                    let alone = self.aliases(&names, own.as_deref(), group);
                    add_new(slot, &alone);
                }
            }
            at += len;
        }
    }

    /// Where the notes do not have a verb or adjective, but its other names: it is no slip.
    pub(super) fn said_otherwise(&mut self, slot: &mut Slot) {
        if slot.predicate.is_none() {
            return;
        }
        let names = self.synonyms_of(std::slice::from_ref(slot));
        let choices = self.aliases(&names, None, 1);
        if !choices.is_empty() {
            slot.choices = choices;
        }
    }

    /// Other names of what words name together. A name may end in a verb or adjective, which the words may have
    /// in any form: `지우면` is `지우기`, and has that for another name.
    fn synonyms_of(&mut self, words: &[Slot]) -> Vec<&'a str> {
        let catalog = self.catalog;
        let key_of = |words: &[Slot]| -> String {
            words.iter().map(|slot| name_key(&slot.reading)).collect()
        };
        let Some((last, before)) = words.split_last() else { return Vec::new() };
        let Some(predicate) = &last.predicate else { return synonyms(catalog, &key_of(words)) };
        let before = key_of(before);
        let key = |form: &str| format!("{before}{}", name_key(form));
        // The form as it was typed may be listed for one thing alone: `쓰기`.
        let mut names = synonyms(catalog, &key(&predicate.form));
        if !names.is_empty() {
            return names;
        }
        for form in predicate.listed_as() {
            let key = key(&form);
            let others = catalog.synonyms(&key);
            if others.is_empty()
                || !(predicate.is_named_by(&form) || self.is_form_of(&form, predicate))
            {
                continue;
            }
            names.extend(others);
            names.extend(catalog.name(&key));
        }
        names
    }

    /// Whether a word is read as a form of this, and of nothing else.
    fn is_form_of(&mut self, word: &str, predicate: &Predicate) -> bool {
        let units = self.units(word);
        matches!(&units[..], [unit] if unit.predicate().is_some_and(|other| other.is(predicate)))
    }

    /// The choices of the other names of what a word names.
    pub(super) fn other_names(&mut self, word: &str, group: u16) -> Vec<Choice> {
        let names = synonyms(self.catalog, &name_key(word));
        self.aliases(&names, Some(word), group)
    }

    fn units_of_name(&mut self, name: &str) -> Vec<Unit> {
        let words = crate::analysis::words(name);
        let mut units: Vec<Unit> = words.flat_map(|word| self.units(&name[word.range()])).collect();
        // An acronym has no plural: `IPS` is not several `IP`.
        if name.chars().all(|char| char.is_ascii_uppercase() || char.is_ascii_digit()) {
            units.iter_mut().for_each(Unit::keep_words);
        }
        units
    }

    /// Adds to the words of a name that the notes do not have the words of other names of as many
    /// words: `글루 크롤러` is `Glue crawler` word by word, and the notes may have the two apart.
    fn word_by_word(&mut self, run: &mut [Slot], names: &[&str]) {
        let is_served = |slot: &Slot| slot.choices.iter().any(|choice| choice.part.is_none());
        if run.len() < 2 || run.iter().all(is_served) {
            return;
        }
        for name in names.iter().take(MOST_ALIASES) {
            let units = self.units_of_name(name);
            // What is one word of `코드형 인프라` is not in the order of the English name's.
            if units.len() != run.len() || name.split_whitespace().count() != run.len() {
                continue;
            }
            for (slot, unit) in run.iter_mut().zip(&units).filter(|(slot, _)| !is_served(slot)) {
                let mut own = Vec::new();
                unit.terms().for_each(|term| forms(term, None, &mut own));
                own.retain(|choice| self.occurs(&choice.key));
                slot.choices.extend(own.into_iter().map(|choice| Choice {
                    layer: Layer::Alias,
                    weight: choice.weight * Layer::Alias.weight(),
                    adds: 0.0,
                    ..choice
                }));
            }
        }
    }

    /// The choices that names come to. A name of several words serves only whole, and one that
    /// holds another of them is served by that one. Groups of parts are numbered from `group`.
    pub(super) fn aliases(&mut self, names: &[&str], own: Option<&str>, group: u16) -> Vec<Choice> {
        let mut read: Vec<Vec<Unit>> = names
            .iter()
            .take(MOST_ALIASES)
            .map(|name| self.units_of_name(name))
            .filter(|units: &Vec<Unit>| !units.is_empty())
            .collect();
        read.sort_by_key(Vec::len);
        let mut choices = Vec::new();
        let mut single: HashSet<String> = own.map(str::to_owned).into_iter().collect();
        for (group, units) in (group..).zip(read) {
            if units.iter().any(|unit| single.contains(unit.text())) {
                continue;
            }
            let share = 1.0 / units.len() as f32;
            let mut of_name = Vec::new();
            for (number, unit) in units.iter().enumerate() {
                let part = (units.len() > 1).then_some(Part {
                    group,
                    number: number.min(255) as u8,
                    share,
                    all: true,
                });
                let mut of_unit = Vec::new();
                unit.terms().for_each(|term| forms(term, part, &mut of_unit));
                of_unit.retain(|choice: &Choice| self.occurs(&choice.key));
                if of_unit.is_empty() {
                    of_name.clear();
                    break;
                }
                of_name.extend(of_unit);
            }
            if let ([unit], false) = (&units[..], of_name.is_empty()) {
                single.insert(unit.text().to_owned());
            }
            choices.extend(of_name.into_iter().map(|choice| Choice {
                layer: Layer::Alias,
                weight: choice.weight * Layer::Alias.weight(),
                adds: 0.0,
                ..choice
            }));
        }
        choices
    }
}

/// Other names for a key, those that sound like it among them, whatever it means: `브랜치` for `branch`.
fn synonyms<'c>(catalog: &'c Catalog, key: &str) -> Vec<&'c str> {
    let mut names = synonyms_in_meaning(catalog, key);
    if key.is_ascii() {
        let entities = catalog.find(key).iter().map(|id| catalog.entity(*id));
        for name in
            entities.filter(|entity| entity.is_ambiguous(key)).flat_map(Entity::hangul_names)
        {
            if !names.contains(&name) && sounds_like(name, key) {
                names.push(name);
            }
        }
    }
    names
}

fn sounds_like(hangul: &str, latin: &str) -> bool {
    Pattern::sound(hangul).is_some_and(|pattern| Matcher::new(&pattern).cost_of(latin).is_some())
}

/// Other names for a key that mean the same. An English word that is none itself has those of what it is made of or what
/// is made of it: the singular of a plural, the noun of a verb.
fn synonyms_in_meaning<'c>(catalog: &'c Catalog, key: &str) -> Vec<&'c str> {
    let names = catalog.synonyms(key);
    if !names.is_empty() || key.len() < SHORTEST_DERIVED {
        return names;
    }
    let singular = match (key.strip_suffix("ies"), key.strip_suffix("s")) {
        (Some(stem), _) => Some(format!("{stem}y")),
        (None, Some(stem)) => Some(stem.to_owned()),
        (None, None) => None,
    };
    let stem = stem_of(key).unwrap_or_else(|| key.to_owned());
    let is_english = key.bytes().all(|byte| byte.is_ascii_lowercase());
    let derived =
        NOUN_ENDINGS.iter().filter(|_| is_english).map(|ending| format!("{stem}{ending}"));
    let names = singular.into_iter().chain(derived).map(|name| catalog.synonyms(&name));
    names.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// Adds the choices that a slot does not have yet.
pub(super) fn add_new(slot: &mut Slot, choices: &[Choice]) {
    let known: Vec<(Key, Option<Part>)> =
        slot.choices.iter().map(|choice| (choice.key.clone(), choice.part)).collect();
    let new = |choice: &&Choice| !known.contains(&(choice.key.clone(), choice.part));
    slot.choices.extend(choices.iter().filter(new).cloned());
}

/// The text of a choice that is a whole word.
fn word_of(choice: &Choice) -> Option<String> {
    match (&choice.key, choice.part) {
        (Key::Term(term), None) => Some(term.text().to_owned()),
        _ => None,
    }
}
