use std::fmt;

use super::builtin::BUILTIN;
use super::entity::{Entity, EntityId, Kind};
use super::name_key;
use super::nearest::{self, NearName};
use super::tables::{Key, Tables};
use crate::sorted::{count_before, first_bytes};

/// Keys of what stands before the name of a service: `AWS S3`, `아마존 오로라`.
const PROVIDERS: [&str; 4] = ["aws", "amazon", "아마존", "에이더블유에스"];

/// Entities, found by identifier or by any of their names.
#[derive(Clone)]
pub struct Catalog(pub(super) Tables);

impl Catalog {
    /// The catalogue that the program carries.
    pub fn builtin() -> &'static Catalog {
        &BUILTIN
    }

    /// The entities that have a name of this [key](name_key), none if there is none.
    ///
    /// At most one of them has it as a name of its own, and then comes first: what is meant unless
    /// something says otherwise. For the others it is [ambiguous](Entity::is_ambiguous).
    ///
    /// ```
    /// use pilgi::catalog::{Catalog, name_key};
    ///
    /// let catalog = Catalog::builtin();
    /// let found = catalog.find(&name_key("클라우드 프론트"));
    /// assert_eq!(catalog.entity(found[0]).name(), "Amazon CloudFront");
    /// ```
    pub fn find(&self, key: &str) -> &[EntityId] {
        self.place(key).map_or(&[], |at| self.key(at).1)
    }

    /// Whether the [key](name_key) of any name begins with these characters.
    pub fn begins(&self, start: &str) -> bool {
        let (Ok(at) | Err(at)) = self.place(start);
        let tables = &self.0;
        tables.keys.get(at).is_some_and(|entry| tables.text(entry.text).starts_with(start))
    }

    /// The places among the [keys](Self::keys) of all that a text begins with, the longest first.
    pub(crate) fn keys_that_begin<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let tables = &self.0;
        let last = match self.place(text) {
            Ok(at) => Some(at),
            Err(at) => at.checked_sub(1),
        };
        let within = |at: &usize| tables.keys[*at].within.map(|within| within as usize);
        std::iter::successors(last, within)
            .skip_while(move |&at| !text.starts_with(tables.text(tables.keys[at].text)))
    }

    /// The place of a key among the [keys](Self::keys), or the one that it would have.
    fn place(&self, key: &str) -> Result<usize, usize> {
        let tables = &self.0;
        let first = first_bytes(key.as_bytes());
        tables.keys.binary_search_by(|entry| {
            entry.first.cmp(&first).then_with(|| tables.text(entry.text).cmp(key))
        })
    }

    /// The key at a place among the [keys](Self::keys), with its entities.
    pub(crate) fn key(&self, place: usize) -> (&str, &[EntityId]) {
        let key = &self.0.keys[place];
        (self.0.text(key.text), self.0.links(key.entities))
    }

    /// Other names that mean the same as the name of this [key](name_key), however that is meant:
    /// by these a query may be widened without a look at its other words.
    ///
    /// An unambiguous name stands for all names of its entity. An ambiguous one stands for those it
    /// cannot be told from: names that all its entities share (`힙` for `heap`, be it memory or a
    /// tree) or, where the other reading is an ordinary word, names that are ambiguous with it
    /// (`배치` for `batch`, but not `AWS Batch`).
    pub fn synonyms(&self, key: &str) -> Vec<&str> {
        let [first, others @ ..] = self.find(key) else { return Vec::new() };
        let first = self.entity(*first);
        let is_own_name = !first.is_ambiguous(key);
        let means_the_same = |name: &&str| {
            let candidate = name_key(name);
            candidate != key
                && (is_own_name
                    || if others.is_empty() {
                        first.is_ambiguous(&candidate)
                    } else {
                        others.iter().all(|id| self.find(&candidate).contains(id))
                    })
        };
        first.names().filter(means_the_same).collect()
    }

    /// A name as it is listed, by its key.
    pub fn name(&self, key: &str) -> Option<&str> {
        let entity = self.entity(*self.find(key).first()?);
        entity.names().find(|name| name_key(name) == key)
    }

    /// The entities that a person means by `name`: an identifier, or any name however it is spaced
    /// and capitalised, a service also with its provider's name where that is not part of its own
    /// (`AWS S3`).
    pub fn resolve(&self, name: &str) -> Vec<EntityId> {
        if let Some(id) = self.by_id(name.trim()) {
            return vec![id];
        }
        let key = name_key(name);
        let found = self.find(&key);
        if !found.is_empty() {
            return found.to_vec();
        }
        let Some(bare) = PROVIDERS.iter().find_map(|provider| key.strip_prefix(provider)) else {
            return Vec::new();
        };
        let is_service = |id: &EntityId| self.entity(*id).kind() == Kind::Service;
        self.find(bare).iter().copied().filter(is_service).collect()
    }

    /// The entity of this identifier, such as `aws.lambda`.
    pub fn by_id(&self, id: &str) -> Option<EntityId> {
        let tables = &self.0;
        let found = tables.records.binary_search_by(|record| tables.text(record.id).cmp(id));
        u16::try_from(found.ok()?).ok().map(EntityId)
    }

    /// The entity that an id of this catalogue stands for.
    pub fn entity(&self, id: EntityId) -> Entity<'_> {
        Entity { tables: &self.0, record: &self.0.records[id.index()] }
    }

    /// The entity of an [index](EntityId::index) among [`entities`](Self::entities).
    pub fn by_index(&self, index: usize) -> Option<EntityId> {
        (index < self.0.records.len()).then_some(EntityId(index as u16))
    }

    /// Every entity with its id, in the order of their identifiers.
    pub fn entities(&self) -> impl Iterator<Item = (EntityId, Entity<'_>)> {
        let ids = (0..).map(EntityId).take(self.0.records.len());
        ids.map(|id| (id, self.entity(id)))
    }

    /// Up to `limit` names close to `name`, the closest first and one an entity: what may have been
    /// meant by a name that [`find`](Catalog::find) does not know.
    ///
    /// Looks at every key: for messages, not for each word of a text.
    pub fn nearest(&self, name: &str, limit: usize) -> Vec<NearName<'_>> {
        nearest::nearest(self, &name_key(name), limit)
    }

    /// The length of the longest key, in characters; who scans a text for names need not look at
    /// longer stretches.
    pub fn longest_key_chars(&self) -> usize {
        self.0.longest_key_chars
    }

    /// Tells one state of the data from another: an index made with other data is out of date.
    pub fn fingerprint(&self) -> u64 {
        self.0.fingerprint
    }

    /// Every key with its entities, sorted.
    pub fn keys(&self) -> Keys<'_> {
        Keys { tables: &self.0, rest: &self.0.keys }
    }
}

/// The [keys](Catalog::keys) of a catalogue that are left to go through.
pub struct Keys<'c> {
    tables: &'c Tables,
    rest: &'c [Key],
}

impl Keys<'_> {
    /// Passes by the next ones for which this holds, without a look at all of them.
    pub fn pass_by(&mut self, mut is_before: impl FnMut(&str) -> bool) {
        let count = count_before(self.rest, |key| is_before(self.tables.text(key.text)));
        self.rest = &self.rest[count..];
    }
}

impl<'c> Iterator for Keys<'c> {
    type Item = (&'c str, &'c [EntityId]);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some((self.tables.text(key.text), self.tables.links(key.entities)))
    }
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entities = self.0.records.len();
        f.debug_struct("Catalog").field("entities", &entities).finish_non_exhaustive()
    }
}
