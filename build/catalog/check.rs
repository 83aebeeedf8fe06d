//! What must hold of the data, so that a look-up needs no judgement.

use std::collections::{BTreeMap, HashMap, HashSet};

use unicode_normalization::is_nfc;

use super::key::name_key;
use super::problem::{Error, Problem};
use super::source::Entry;

/// The places, among the entries, of those that have a name of a key; first the one that is usually
/// meant, if there is one.
pub type Names = BTreeMap<String, Vec<usize>>;

/// The names of sound entries by key; else everything that is wrong with them.
pub fn check(entries: &[Entry]) -> Result<Names, Error> {
    let mut problems = Vec::new();
    if entries.len() > usize::from(u16::MAX) {
        let message = format!("more than {} entries", u16::MAX);
        problems.push(entries[entries.len() - 1].problem(message));
    }
    let by_id = identifiers(entries, &mut problems);
    let mut names = Names::new();
    for (place, entry) in entries.iter().enumerate() {
        references(entry, &by_id, &mut problems);
        for key in keys(entry, &mut problems) {
            names.entry(key).or_default().push(place);
        }
    }
    ancestry(entries, &by_id, &mut problems);
    shared_names(entries, &names, &mut problems);
    if problems.is_empty() {
        for (key, places) in &mut names {
            places.sort_by_key(|&place| entries[place].is_ambiguous(key));
        }
        return Ok(names);
    }
    problems.sort();
    Err(Error::Data(problems))
}

/// The entries by their ids.
fn identifiers<'e, 'f>(
    entries: &'e [Entry<'f>],
    problems: &mut Vec<Problem>,
) -> HashMap<&'e str, &'e Entry<'f>> {
    let mut by_id: HashMap<&str, &Entry> = HashMap::new();
    for entry in entries {
        let id = entry.id();
        if !is_identifier(id) {
            let message = format!(
                "the id {id:?} is not dotted words of a-z, 0-9 and hyphens, like aws.lambda"
            );
            problems.push(entry.problem(message));
        }
        if let Some(first) = by_id.insert(id, entry) {
            let message = format!("the id {id:?} is taken by {}", first.place());
            problems.push(entry.problem(message));
        }
    }
    by_id
}

fn is_identifier(id: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    id.contains('.') && id.split('.').all(is_word)
}

/// Parents and related entities are others of the catalogue.
fn references(entry: &Entry, by_id: &HashMap<&str, &Entry>, problems: &mut Vec<Problem>) {
    let parent = entry.entity.parent.iter().map(|id| ("parent", id));
    let related = entry.entity.related.iter().map(|id| ("related entity", id));
    for (role, id) in parent.chain(related) {
        let id = id.as_str();
        let fault = if id == entry.id() {
            "is the entity itself"
        } else if !by_id.contains_key(id) {
            "is not in the catalogue"
        } else {
            continue;
        };
        problems.push(entry.problem(format!("{}: the {role} {id:?} {fault}", entry.id())));
    }
}

/// No entity is its own ancestor.
fn ancestry(entries: &[Entry], by_id: &HashMap<&str, &Entry>, problems: &mut Vec<Problem>) {
    let parent = |entry: &Entry| Some(*by_id.get(entry.entity.parent.as_deref()?)?);
    for entry in entries {
        let mut seen = HashSet::new();
        let mut ancestor = parent(entry);
        while let Some(above) = ancestor.filter(|above| seen.insert(above.id())) {
            ancestor = parent(above);
        }
        if seen.len() > 1 && seen.contains(entry.id()) {
            problems.push(entry.problem(format!("{}: its parents lead back to it", entry.id())));
        }
    }
}

/// The keys of an entry's names.
fn keys(entry: &Entry, problems: &mut Vec<Problem>) -> HashSet<String> {
    let mut keys = HashSet::new();
    let mut fault = |name: &str, what: &str| {
        problems.push(entry.problem(format!("{}: the name {name:?} {what}", entry.id())));
    };
    for name in entry.names() {
        let key = name_key(name);
        if key.is_empty() {
            fault(name, "is empty");
        } else if name.trim() != name || name.contains(char::is_control) || !is_nfc(name) {
            fault(name, "has spaces around it, control characters or decomposed letters");
        } else if name.ends_with(')') {
            fault(name, "ends in a bracket, which no note writes: list the bare name as ambiguous");
        } else if !keys.insert(key) {
            fault(name, "is there already, but for case, spacing or hyphens");
        }
    }
    for name in &entry.entity.hangul {
        if !name.contains(|c| matches!(c, '가'..='힣')) {
            fault(name, "is listed as Hangul and has none");
        }
    }
    let mut ambiguous = HashSet::new();
    for name in &entry.entity.ambiguous {
        let key = name_key(name);
        if !keys.contains(&key) {
            fault(name, "is listed as ambiguous and is none of its names");
        } else if !ambiguous.insert(key) {
            fault(name, "is listed as ambiguous twice");
        }
    }
    keys
}

/// Of the entities that share a name, all but one, the one usually meant, list it as ambiguous.
fn shared_names(entries: &[Entry], names: &Names, problems: &mut Vec<Problem>) {
    for (key, places) in names {
        let usual: Vec<&Entry> =
            places.iter().map(|&place| &entries[place]).filter(|e| !e.is_ambiguous(key)).collect();
        if let [first, others @ ..] = usual.as_slice() {
            problems.extend(others.iter().map(|entry| {
                let message = format!(
                    "{}: the name {key:?} is also a name of {} ({}); list it as ambiguous in \
                     all but one",
                    entry.id(),
                    first.id(),
                    first.place(),
                );
                entry.problem(message)
            }));
        }
    }
}
