use std::fmt;

use super::name_key;
use super::tables::{Record, Run, Tables};

/// Which entity of one [`Catalog`](super::Catalog), cheap to copy and to compare.
///
/// It is a place in that catalogue and means nothing in another, nor in the next version of the
/// data: what is stored outside the process is [`Entity::id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub(super) u16);

impl EntityId {
    /// The place of the entity among [`Catalog::entities`](super::Catalog::entities), from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What sort of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A service of a cloud provider, or a feature of one that has a name of its own.
    Service,
    /// A notion of computing: `트랜잭션`, `availability zone`.
    Concept,
    /// Software, a language or a tool by its own name: `Kubernetes`, `자바`.
    Product,
}

impl Kind {
    /// The word for it in data files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Service => "service",
            Kind::Concept => "concept",
            Kind::Product => "product",
        }
    }
}

/// One service, concept or product, with all its names: a view into its catalogue.
///
/// All its names are names of this one thing; a near-synonym is a [related](Entity::related) entity.
#[derive(Clone, Copy)]
pub struct Entity<'c> {
    pub(super) tables: &'c Tables,
    pub(super) record: &'c Record,
}

impl<'c> Entity<'c> {
    /// The stable, dotted identifier: `aws.lambda`, `concept.deadlock`.
    pub fn id(self) -> &'c str {
        self.tables.text(self.record.id)
    }

    /// What sort of thing it is.
    pub fn kind(self) -> Kind {
        self.record.kind
    }

    /// The official name; for a concept, its usual English term.
    pub fn name(self) -> &'c str {
        self.names().next().unwrap_or_default()
    }

    /// Every name, the official one first; no two have the same [`name_key`].
    pub fn names(self) -> impl Iterator<Item = &'c str> {
        self.strings(self.record.names)
    }

    /// Acronyms: `SQS`, `AZ`.
    pub fn acronyms(self) -> impl Iterator<Item = &'c str> {
        self.strings(self.record.acronyms)
    }

    /// Names in Hangul, transliterated or translated, in all usual spellings.
    pub fn hangul_names(self) -> impl Iterator<Item = &'c str> {
        self.strings(self.record.hangul)
    }

    /// Names it had before: `AWS SSO` of IAM Identity Center.
    pub fn former_names(self) -> impl Iterator<Item = &'c str> {
        self.strings(self.record.former)
    }

    /// The entity this one is a part or feature of.
    pub fn parent(self) -> Option<EntityId> {
        self.record.parent
    }

    /// Entities that a reader would want to see beside it.
    pub fn related(self) -> &'c [EntityId] {
        self.tables.links(self.record.related)
    }

    /// Whether the name of this key is also an ordinary word, or the name of another entity, so
    /// that only its surroundings tell whether it means this entity: `connect` is Amazon Connect
    /// where it is written with a capital or after `Amazon` or `AWS`.
    ///
    /// How far such a name may widen a query, [`Catalog::synonyms`](super::Catalog::synonyms) says, and more
    /// widely the planner of queries, which knows what the notes have.
    pub fn is_ambiguous(self, key: &str) -> bool {
        self.strings(self.record.ambiguous).any(|ambiguous| ambiguous == key)
    }

    /// The keys of its names that are [ambiguous](Entity::is_ambiguous).
    pub(super) fn ambiguous_keys(self) -> impl Iterator<Item = &'c str> {
        self.strings(self.record.ambiguous)
    }

    /// The name of this entity that has this key, as it is written.
    pub(super) fn spelling(self, key: &str) -> &'c str {
        self.names().find(|name| name_key(name) == key).unwrap_or_else(|| self.name())
    }

    fn strings(self, run: Run) -> impl Iterator<Item = &'c str> {
        self.tables.strings(run)
    }
}

impl fmt::Debug for Entity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Entity").field(&self.id()).finish()
    }
}
