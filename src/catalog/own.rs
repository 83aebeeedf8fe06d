//! Entries that users add to the catalogue, in `pilgi.toml` or in files of their own.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Deserialize;

use super::entity::{EntityId, Kind};
use super::lookup::Catalog;
use super::name_key;
use super::tables::{Key, Record, Run, Tables};
use crate::sorted::{first_bytes, longest_beginnings};

/// One `[[entity]]` of a user: a new thing with its names, or, with the `id` of one that the
/// catalogue has, more names for it.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct OwnEntity {
    /// Of an entity of the catalogue; without it, `own.` and the name's key.
    pub id: Option<String>,
    /// A concept, where nothing is said.
    pub kind: Option<OwnKind>,
    /// The official name. A new entity must have one; one of the catalogue gets it in front.
    pub name: Option<String>,
    /// Acronyms.
    #[serde(default)]
    pub acronym: Vec<String>,
    /// Names that it had before.
    #[serde(default)]
    pub former: Vec<String>,
    /// Names in Hangul.
    #[serde(default)]
    pub hangul: Vec<String>,
    /// Any other names.
    #[serde(default)]
    pub also: Vec<String>,
    /// Names of the catalogue that it does not go by in these notes.
    #[serde(default)]
    pub remove: Vec<String>,
    /// Names that are also ordinary words.
    #[serde(default)]
    pub ambiguous: Vec<String>,
    /// What it is a part of, by id.
    pub parent: Option<String>,
    /// What a reader would want to see beside it, by id.
    #[serde(default)]
    pub related: Vec<String>,
}

/// [`Kind`] as it is written.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum OwnKind {
    /// See [`Kind::Service`].
    Service,
    /// See [`Kind::Concept`].
    Concept,
    /// See [`Kind::Product`].
    Product,
}

impl From<OwnKind> for Kind {
    fn from(kind: OwnKind) -> Kind {
        match kind {
            OwnKind::Service => Kind::Service,
            OwnKind::Concept => Kind::Concept,
            OwnKind::Product => Kind::Product,
        }
    }
}

/// What is wrong with a user's entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OwnError {
    /// Neither of the catalogue nor named.
    #[error("an entity has no `name`, and no `id` of the catalogue that it could add names to")]
    Nameless,
    /// A name of nothing but spaces and joining marks.
    #[error("{id}: the name {name:?} has no letter or digit")]
    Empty {
        /// The entity.
        id: String,
        /// The name.
        name: String,
    },
    /// `parent` or `related` names nothing.
    #[error("{id}: there is no entity {other:?}")]
    Unknown {
        /// The entity.
        id: String,
        /// What it refers to.
        other: String,
    },
    /// More than can be counted.
    #[error("more than {} entities", u16::MAX)]
    TooMany,
}

/// An entity on its way into tables.
#[derive(Default)]
struct Draft {
    kind: Option<Kind>,
    /// The official name alone, acronyms, others, Hangul, former, as in [`Record::names`].
    names: [Vec<String>; 5],
    /// Keys.
    ambiguous: Vec<String>,
    parent: Option<String>,
    related: Vec<String>,
    own: bool,
}

impl Catalog {
    /// This catalogue with a user's own entries. Where an entry claims a name that another entity of
    /// the catalogue has, the user's comes first.
    ///
    /// # Errors
    ///
    /// Where an entry has no name or refers to an entity that is not there.
    pub fn with_own(&self, entries: &[OwnEntity]) -> Result<Catalog, OwnError> {
        let mut drafts: BTreeMap<String, Draft> =
            self.entities().map(|(id, entity)| (entity.id().to_owned(), self.draft(id))).collect();
        for entry in entries {
            let id = identifier(entry)?;
            add(drafts.entry(id.clone()).or_default(), entry);
            if drafts[&id].names[0].is_empty() {
                return Err(OwnError::Nameless);
            }
        }
        assemble(&drafts)
    }

    fn draft(&self, id: EntityId) -> Draft {
        let entity = self.entity(id);
        let texts = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let (acronyms, hangul): (Vec<&str>, Vec<&str>) =
            (entity.acronyms().collect(), entity.hangul_names().collect());
        let former: Vec<&str> = entity.former_names().collect();
        let all: Vec<&str> = entity.names().collect();
        let others = &all[1 + acronyms.len()..all.len() - hangul.len() - former.len()];
        let reference = |id: EntityId| self.entity(id).id().to_owned();
        Draft {
            kind: Some(entity.kind()),
            names: [
                texts(vec![entity.name()]),
                texts(acronyms),
                texts(others.to_vec()),
                texts(hangul),
                texts(former),
            ],
            ambiguous: entity.ambiguous_keys().map(str::to_owned).collect(),
            parent: entity.parent().map(reference),
            related: entity.related().iter().map(|&id| reference(id)).collect(),
            own: false,
        }
    }
}

fn identifier(entry: &OwnEntity) -> Result<String, OwnError> {
    match (&entry.id, &entry.name) {
        (Some(id), _) => Ok(id.clone()),
        (None, Some(name)) => Ok(format!("own.{}", name_key(name))),
        (None, None) => Err(OwnError::Nameless),
    }
}

/// Adds an entry to what there is of its entity.
fn add(draft: &mut Draft, entry: &OwnEntity) {
    let removed: Vec<String> = entry.remove.iter().map(|name| name_key(name)).collect();
    let mut added =
        [&entry.acronym, &entry.also, &entry.hangul, &entry.former].map(|names| names.clone());
    if let Some(name) = &entry.name {
        let before = std::mem::replace(&mut draft.names[0], vec![name.clone()]);
        added[1].extend(before);
    }
    for (names, added) in draft.names[1..].iter_mut().zip(added) {
        names.extend(added);
    }
    let mut seen = Vec::new();
    for names in &mut draft.names {
        names.retain(|name| {
            let key = name_key(name);
            let keeps = !removed.contains(&key) && !seen.contains(&key);
            seen.push(key);
            keeps
        });
    }
    draft.kind = entry.kind.map(Kind::from).or(draft.kind).or(Some(Kind::Concept));
    draft.ambiguous.extend(entry.ambiguous.iter().map(|name| name_key(name)));
    draft.parent = entry.parent.clone().or(draft.parent.take());
    draft.related.extend(entry.related.iter().cloned());
    draft.own = true;
}

fn assemble(drafts: &BTreeMap<String, Draft>) -> Result<Catalog, OwnError> {
    if drafts.len() > usize::from(u16::MAX) {
        return Err(OwnError::TooMany);
    }
    let places: HashMap<&str, EntityId> =
        drafts.keys().enumerate().map(|(at, id)| (id.as_str(), EntityId(at as u16))).collect();
    let mut keys: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
    for (id, draft) in drafts {
        for name in draft.names.iter().flatten() {
            let key = name_key(name);
            if key.is_empty() {
                return Err(OwnError::Empty { id: id.clone(), name: name.clone() });
            }
            keys.entry(key).or_default().push(places[id.as_str()]);
        }
    }
    let all: Vec<&Draft> = drafts.values().collect();
    let mut ambiguous: Vec<Vec<&str>> =
        all.iter().map(|draft| draft.ambiguous.iter().map(String::as_str).collect()).collect();
    for (key, entities) in &mut keys {
        // The user's first, then the one that is usually meant; of all but that one, the name is
        // ambiguous.
        entities.sort_by_key(|id| {
            let draft = all[id.index()];
            (draft.ambiguous.contains(key), !draft.own)
        });
        for id in &entities[1..] {
            if !ambiguous[id.index()].contains(&key.as_str()) {
                ambiguous[id.index()].push(key);
            }
        }
    }
    let mut tables = Growing::default();
    for ((id, draft), ambiguous) in drafts.iter().zip(&ambiguous) {
        let other = |other: &String| {
            let unknown = || OwnError::Unknown { id: id.clone(), other: other.clone() };
            places.get(other.as_str()).copied().ok_or_else(unknown)
        };
        let parts =
            draft.names.each_ref().map(|names| tables.strings(names.iter().map(String::as_str)));
        let related = draft.related.iter().map(other).collect::<Result<Vec<_>, _>>()?;
        let record = Record {
            id: tables.text(id),
            kind: draft.kind.unwrap_or(Kind::Concept),
            names: Run(parts[0].0, parts[4].1),
            acronyms: parts[1],
            hangul: parts[3],
            former: parts[4],
            ambiguous: tables.strings(ambiguous.iter().copied()),
            parent: draft.parent.as_ref().map(other).transpose()?,
            related: tables.links(&related),
        };
        tables.records.push(record);
    }
    let mut hasher = DefaultHasher::new();
    let mut longest = 0;
    let within = longest_beginnings(keys.keys().map(String::as_str));
    for ((key, entities), within) in keys.iter().zip(within) {
        longest = longest.max(key.chars().count());
        let first = first_bytes(key.as_bytes());
        let text = tables.text(key);
        let entities = tables.links(entities);
        tables.keys.push(Key { first, text, entities, within });
    }
    tables.text.hash(&mut hasher);
    for Key { entities, .. } in &tables.keys {
        (entities.0, entities.1).hash(&mut hasher);
    }
    for entity in &tables.links {
        entity.0.hash(&mut hasher);
    }
    Ok(Catalog(Tables {
        text: Cow::Owned(tables.text),
        strings: Cow::Owned(tables.strings),
        links: Cow::Owned(tables.links),
        records: Cow::Owned(tables.records),
        keys: Cow::Owned(tables.keys),
        longest_key_chars: longest,
        fingerprint: hasher.finish(),
    }))
}

/// Tables as they grow.
#[derive(Default)]
struct Growing {
    text: String,
    strings: Vec<Run>,
    links: Vec<EntityId>,
    records: Vec<Record>,
    keys: Vec<Key>,
}

impl Growing {
    fn text(&mut self, text: &str) -> Run {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Run(start, self.text.len() as u32)
    }

    fn strings<'s>(&mut self, strings: impl Iterator<Item = &'s str>) -> Run {
        let start = self.strings.len() as u32;
        for string in strings {
            let run = self.text(string);
            self.strings.push(run);
        }
        Run(start, self.strings.len() as u32)
    }

    fn links(&mut self, links: &[EntityId]) -> Run {
        let start = self.links.len() as u32;
        self.links.extend_from_slice(links);
        Run(start, self.links.len() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(toml: &str) -> Result<Catalog, OwnError> {
        #[derive(Deserialize)]
        struct File {
            entity: Vec<OwnEntity>,
        }
        let file: File = toml::from_str(toml).expect("sound TOML");
        Catalog::builtin().with_own(&file.entity)
    }

    fn names(catalog: &Catalog, key: &str) -> Vec<String> {
        catalog.find(key).iter().map(|&id| catalog.entity(id).id().to_owned()).collect()
    }

    #[test]
    fn without_entries_it_is_the_same() {
        let same = Catalog::builtin().with_own(&[]).expect("nothing to go wrong");
        for ((_, one), (_, other)) in Catalog::builtin().entities().zip(same.entities()) {
            assert_eq!(one.id(), other.id());
            assert!(one.names().eq(other.names()), "{}", one.id());
            assert!(one.acronyms().eq(other.acronyms()) && one.parent() == other.parent());
            assert!(one.hangul_names().eq(other.hangul_names()) && one.kind() == other.kind());
        }
        for (key, entities) in Catalog::builtin().keys() {
            assert_eq!(same.find(key), entities, "{key}");
        }
    }

    #[test]
    fn entries_add_things_and_names() {
        let catalog =
            own("[[entity]]\nname = \"우리 게이트웨이\"\nkind = \"service\"\nalso = [\"OGW\"]\n\
             [[entity]]\nid = \"aws.lambda\"\nhangul = [\"람다람다\"]\n")
            .expect("sound entries");
        assert_eq!(names(&catalog, "ogw"), ["own.우리게이트웨이"]);
        assert_eq!(names(&catalog, "람다람다"), ["aws.lambda"]);
        assert_eq!(names(&catalog, "람다"), names(Catalog::builtin(), "람다"));
        assert_ne!(catalog.fingerprint(), Catalog::builtin().fingerprint());
    }

    #[test]
    fn the_users_name_comes_first_and_a_removed_one_is_gone() {
        let catalog = own("[[entity]]\nname = \"람다\"\nalso = [\"Hanbit Lambda\"]\n\
             [[entity]]\nid = \"aws.s3\"\nremove = [\"에스쓰리\"]\n")
        .expect("sound entries");
        assert_eq!(names(&catalog, "람다")[0], "own.람다");
        let lambda = catalog.by_id("aws.lambda").expect("it is still there");
        assert!(catalog.entity(lambda).is_ambiguous("람다"));
        assert!(names(&catalog, "에스쓰리").is_empty());
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(own("[[entity]]\nalso = [\"a\"]\n").err(), Some(OwnError::Nameless));
        assert_eq!(own("[[entity]]\nid = \"aws.lambada\"\n").err(), Some(OwnError::Nameless));
        let error = own("[[entity]]\nname = \"a\"\nparent = \"aws.nothing\"\n").err();
        assert_eq!(
            error.expect("no such parent").to_string(),
            "own.a: there is no entity \"aws.nothing\""
        );
        let error = own("[[entity]]\nname = \"a\"\nalso = [\" - \"]\n").err();
        assert_eq!(
            error.expect("no name").to_string(),
            "own.a: the name \" - \" has no letter or digit"
        );
    }
}
