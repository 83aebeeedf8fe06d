//! What passages are about: what they name, and what they stand under.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::label::label;
use super::recognizer::Mention;
use crate::catalog::{Catalog, EntityId, name_key};
use crate::passage::{Outline, PassageKind};
use crate::text::is_alphanumeric;

/// What a passage is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassageTopics {
    /// What it names itself, in order, each once.
    pub own: Vec<EntityId>,
    /// What it is about, each once: what it names itself, then what it stands under, the nearest
    /// first and the note's title last.
    pub about: Vec<EntityId>,
}

/// Each entity followed by what it is a part of, each once: who writes about DAX writes about
/// DynamoDB.
pub fn with_parents(catalog: &Catalog, entities: &[EntityId]) -> Vec<EntityId> {
    let mut all = Vec::with_capacity(entities.len() + 2);
    for &id in entities {
        let mut next = Some(id);
        while let Some(id) = next {
            add(&mut all, id);
            next = catalog.entity(id).parent();
        }
    }
    all
}

fn add(to: &mut Vec<EntityId>, id: EntityId) {
    if !to.contains(&id) {
        to.push(id);
    }
}

/// What a passage hands down to those below it: a list for each passage above them that names
/// something, the nearest first.
type Inherited = Vec<Vec<EntityId>>;

/// What all passages have that name nothing, as most do, from those above them.
#[derive(Default)]
struct Handed {
    lists: Inherited,
    /// What it comes to, each once.
    about: Vec<EntityId>,
}

/// Topics of all passages, from what each names. `title` are the names in the note's title.
pub(super) fn topics(
    catalog: &Catalog,
    outline: &Outline,
    mentions: &[Vec<Mention>],
    title: &[Mention],
) -> Vec<PassageTopics> {
    let mut kin = Kin { catalog, known: FxHashMap::default() };
    let mut handed: Vec<Rc<Handed>> = Vec::with_capacity(outline.passages.len());
    let mut topics = Vec::with_capacity(outline.passages.len());
    for (passage, mentions) in outline.passages.iter().zip(mentions) {
        let is_title = passage.kind == PassageKind::Title;
        let mentions = if is_title { title } else { mentions };
        let above = passage.parent.and_then(|parent| handed.get(parent));
        let above = above.map(Rc::clone).unwrap_or_default();
        if mentions.is_empty() {
            topics.push(PassageTopics { own: Vec::new(), about: above.about.clone() });
            handed.push(above);
            continue;
        }
        let text = if is_title { outline.title.as_str() } else { passage.text.as_str() };
        let own = each_once(mentions);
        let named = named(passage.kind, text, mentions);
        let inherited = above.lists.iter().map(|list| narrowed(&mut kin, list, &named));
        let inherited: Inherited = inherited.collect();
        let mut about = own.clone();
        inherited.iter().flatten().for_each(|&id| add(&mut about, id));
        topics.push(PassageTopics { own, about });
        let label = (!named.label.is_empty()).then_some(named.label);
        let lists: Inherited = label.into_iter().chain(inherited).collect();
        let mut about = Vec::new();
        lists.iter().flatten().for_each(|&id| add(&mut about, id));
        handed.push(Rc::new(Handed { lists, about }));
    }
    topics
}

/// What a passage names where it counts.
struct Named {
    /// What it passes on.
    label: Vec<EntityId>,
    /// What it is about rather than others beside it: its label, or all it names if it begins with
    /// a name.
    first: Vec<EntityId>,
}

fn named(kind: PassageKind, text: &str, mentions: &[Mention]) -> Named {
    let inside: Vec<Mention> = label(kind, text)
        .map(|label| mentions.iter().filter(move |mention| label.end >= mention.span.end))
        .map(|mentions| mentions.copied().collect())
        .unwrap_or_default();
    let label = each_once(&inside);
    let begins = mentions.first().is_some_and(|mention| {
        let before = text[..mention.span.start]
            .trim_start_matches(|char: char| char.is_ascii_digit() || !is_alphanumeric(char));
        before.is_empty() || matches!(before.trim().to_lowercase().as_str(), "aws" | "amazon")
    });
    let first = if begins && kind != PassageKind::TableRow && !has_separator(kind, text) {
        each_once(mentions)
    } else {
        label.clone()
    };
    Named { label, first }
}

fn has_separator(kind: PassageKind, text: &str) -> bool {
    !matches!(kind, PassageKind::Title | PassageKind::Heading { .. })
        && crate::passage::defined_term(text).is_some()
}

fn each_once(mentions: &[Mention]) -> Vec<EntityId> {
    let mut ids = Vec::with_capacity(mentions.len());
    mentions.iter().for_each(|mention| add(&mut ids, mention.entity));
    ids
}

/// What is left of several things for one who stands below all and names some: `SQS: …` below
/// `SNS & SQS`. Who names none of them, or all, stands below all.
fn narrowed<'c>(kin: &mut Kin<'c>, list: &[EntityId], named: &Named) -> Vec<EntityId> {
    if list.len() < 2 || named.first.is_empty() {
        return list.to_vec();
    }
    let mut left = |is_named: fn(&mut Kin<'c>, EntityId, EntityId) -> bool| -> Vec<EntityId> {
        let mut is_left = |id: &EntityId| named.first.iter().any(|&by| is_named(kin, by, *id));
        list.iter().copied().filter(|id| is_left(id)).collect()
    };
    let parts = left(|kin, part, whole| is_part(kin.catalog, part, whole));
    let left = if parts.is_empty() { left(Kin::share_a_name) } else { parts };
    if left.is_empty() { list.to_vec() } else { left }
}

/// Which things go by one name, each pair looked up once a note: the passages below a heading ask for
/// the same ones again and again.
struct Kin<'c> {
    catalog: &'c Catalog,
    known: FxHashMap<(EntityId, EntityId), bool>,
}

impl Kin<'_> {
    /// Whether two things go by one name: `OpenSearch` in a title may be read as the software, and
    /// below it `Amazon OpenSearch Service` is the same.
    fn share_a_name(&mut self, one: EntityId, other: EntityId) -> bool {
        let catalog = self.catalog;
        *self.known.entry((one, other)).or_insert_with(|| {
            catalog.entity(one).names().any(|name| catalog.find(&name_key(name)).contains(&other))
        })
    }
}

/// Whether something is the other, or a part of it.
fn is_part(catalog: &Catalog, part: EntityId, whole: EntityId) -> bool {
    let mut next = Some(part);
    while let Some(id) = next {
        if id == whole {
            return true;
        }
        next = catalog.entity(id).parent();
    }
    false
}
