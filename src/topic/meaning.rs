//! Which of the things that have a name is meant, if any.
//!
//! The rule stands in the module's docs and in `docs/catalog.md`; this is its arithmetic.

use super::names::Names;
use super::scan::{Clues, Found, What};
use crate::catalog::{EntityId, Kind};
use crate::passage::PassageKind;

/// The thing itself is named by a name that is only its own, or its provider stands before it.
const CERTAIN: u32 = 8;
/// What it is a part of is named, or a part of it.
const RELATIVE: u32 = 4;
/// It is written as a name, or where names stand.
const WRITTEN: u32 = 3;
/// Something close to it is named.
const RELATED: u32 = 2;
/// The note is on its provider's services.
const FAMILY: u32 = 1;

/// A note that names so many things, and no service, is about something else.
const ELSEWHERE: usize = 3;

/// What a note names beyond doubt.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// Sorted.
    named: Vec<EntityId>,
    services: bool,
    elsewhere: bool,
}

impl Context {
    /// What is certain of all that was found, with what the caller knows to be named.
    pub fn new<'f>(
        names: &Names<'_>,
        found: impl Iterator<Item = &'f Found>,
        known: &[EntityId],
    ) -> Self {
        let certain = found.filter_map(|found| {
            let What::Key(key) = found.what else { return None };
            let mut ids = names.entities(key);
            let first = ids.next()?;
            let entity = names.catalog.entity(first);
            let only = ids.next().is_none();
            let service = entity.kind() == Kind::Service;
            let clear = !entity.is_ambiguous(names.key(key));
            (only && (clear || (found.clues.provider && service))).then_some(first)
        });
        let mut named: Vec<EntityId> = certain.chain(known.iter().copied()).collect();
        named.sort_unstable();
        named.dedup();
        let is_service = |&id: &EntityId| {
            let entity = names.catalog.entity(id);
            entity.kind() == Kind::Service || entity.id() == "product.aws"
        };
        let services = named.iter().any(is_service);
        let elsewhere = !services && named.len() >= ELSEWHERE;
        Context { named, services, elsewhere }
    }

    /// Whether any service is named.
    pub fn names_services(&self) -> bool {
        self.services
    }

    fn names(&self, id: EntityId) -> bool {
        self.named.binary_search(&id).is_ok()
    }
}

/// What a found name means.
pub(super) fn meaning(
    names: &Names<'_>,
    found: &Found,
    context: &Context,
    kind: PassageKind,
) -> Option<EntityId> {
    let key = match found.what {
        What::Key(key) => key,
        What::Slip { entity, sure } => {
            let meant = context.names(entity) || (sure && !context.elsewhere);
            return meant.then_some(entity);
        }
    };
    let text = names.key(key);
    let mut ids = names.entities(key);
    let first = ids.next()?;
    let entity = names.catalog.entity(first);
    let is_own = !entity.is_ambiguous(text);
    if kind == PassageKind::Code {
        // Words of a program are no topics. The name of a service that the text speaks of is one.
        return (is_own && context.names(first) && entity.kind() == Kind::Service).then_some(first);
    }
    let Some(second) = ids.next() else {
        return (is_own
            || score(names, first, found.clues, context, false) >= least(entity.kind()))
        .then_some(first);
    };
    let mut others = std::iter::once(second).chain(ids);
    let own = score(names, first, found.clues, context, true);
    if is_own {
        let better = |id: &EntityId| {
            let score = score(names, *id, found.clues, context, true);
            score >= RELATIVE && score > own
        };
        let service = entity.kind() == Kind::Service;
        return Some(
            others.find(|id| better(id) || (service && context.elsewhere)).unwrap_or(first),
        );
    }
    let mut best = (own, Some(first));
    for id in others {
        let score = score(names, id, found.clues, context, true);
        best = match score.cmp(&best.0) {
            std::cmp::Ordering::Greater => (score, Some(id)),
            std::cmp::Ordering::Equal => (score, None),
            std::cmp::Ordering::Less => best,
        };
    }
    best.1.filter(|_| best.0 > 0)
}

/// What it takes where the other reading is an ordinary word.
fn least(kind: Kind) -> u32 {
    if kind == Kind::Concept { RELATED } else { WRITTEN }
}

fn score(names: &Names<'_>, id: EntityId, clues: Clues, context: &Context, shared: bool) -> u32 {
    let catalog = names.catalog;
    let entity = catalog.entity(id);
    let service = entity.kind() == Kind::Service;
    let concept = entity.kind() == Kind::Concept;
    let mut score = 0;
    if context.names(id) || (clues.provider && service) {
        score += CERTAIN;
    }
    let part_of = |&named: &EntityId| catalog.entity(named).parent() == Some(id);
    if entity.parent().is_some_and(|id| context.names(id)) || context.named.iter().any(part_of) {
        score += RELATIVE;
    }
    let written = clues.alone || (clues.capital && !concept);
    if written && !(service && context.elsewhere) {
        score += WRITTEN;
    }
    let close = |&named: &EntityId| catalog.entity(named).related().contains(&id);
    let related = entity.related().iter().any(|&id| context.names(id));
    if (shared || concept) && (related || context.named.iter().any(close)) {
        score += RELATED;
    }
    if service && context.services && written && !clues.acronym {
        score += FAMILY;
    }
    score
}
