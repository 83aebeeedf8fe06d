//! `service:` and `concept:`: what is meant by the name of a thing.

use std::collections::HashSet;

use super::Diagnostic;
use super::plan::{Filter, Plan, Slot};
use super::planner::Planner;
use super::syntax::FieldName;
use crate::catalog::{EntityId, Kind, name_key};
use crate::text::Span;

/// Everyday words of the catalogue are names of no topic.
const WORDS: &str = "word.";
/// Names that an unknown one may have been meant for, at most.
const MOST_NEAR: usize = 8;

impl Planner<'_> {
    /// Adds the condition that a passage is about what goes by a name, in the catalogue or in the
    /// notes themselves. One that neither has may be a slip; if not, lines that have its words, or stand under such, are meant, and that is said.
    pub(super) fn topic(&mut self, field: FieldName, value: &str, span: Span, plan: &mut Plan) {
        let mut known = self.entities(field, value);
        if known.is_empty() {
            let given = self.lexicon.given(&name_key(value));
            if !given.is_empty() {
                let names = given.iter().map(|name| self.slots(name, span)).collect();
                plan.filters.push(Filter::Names(names));
                return;
            }
            if let Some((name, entity)) = self.slip_of_name(field, value) {
                plan.diagnostics
                    .push(Diagnostic { message: format!("`{value}` was read as `{name}`"), span });
                known.push(entity);
            }
        }
        if known.is_empty() {
            let message =
                format!("`{value}` is no known name; only lines on those words are looked for");
            plan.diagnostics.push(Diagnostic { message, span });
            plan.unknown.push(value.to_owned());
            let words = self.slots(value, span);
            plan.filters.push(Filter::Names(vec![words]));
            return;
        }
        let ids = known.iter().map(|&id| self.catalog.entity(id).id().to_owned()).collect();
        let names = self.names(value, &known, span);
        plan.filters.push(Filter::About { ids, names });
    }

    /// What goes by a name: of the kind that was asked for, or else of any.
    fn entities(&self, field: FieldName, value: &str) -> Vec<EntityId> {
        let is_topic = |id: &EntityId| !self.catalog.entity(*id).id().starts_with(WORDS);
        let mut known: Vec<EntityId> = self.catalog.resolve(value);
        known.retain(is_topic);
        if known.iter().any(|&id| self.is_asked(field, id)) {
            known.retain(|&id| self.is_asked(field, id));
        }
        // The first is what the name usually means; the others go by it in some surroundings.
        known.truncate(1);
        known
    }

    fn is_asked(&self, field: FieldName, id: EntityId) -> bool {
        let is_concept = self.catalog.entity(id).kind() == Kind::Concept;
        is_concept == (field == FieldName::Concept)
    }

    /// The one name that a word is one slip away from, among those of the kind that was asked for.
    fn slip_of_name(&self, field: FieldName, value: &str) -> Option<(String, EntityId)> {
        let near = self.catalog.nearest(value, MOST_NEAR);
        let is_topic = |id: EntityId| {
            !self.catalog.entity(id).id().starts_with(WORDS) && self.is_asked(field, id)
        };
        let mut near = near.into_iter().filter(|name| is_topic(name.entity));
        let first = near.next().filter(|name| name.edits == 1)?;
        let is_one = near.next().is_none_or(|second| second.edits > first.edits);
        (is_one && name_key(value).chars().count() >= SHORTEST_SLIP)
            .then(|| (first.name.to_owned(), first.entity))
    }

    /// The slots of every name of some entities that the notes have, and of the name as typed.
    fn names(&mut self, value: &str, known: &[EntityId], span: Span) -> Vec<Vec<Slot>> {
        let catalog = self.catalog;
        let names = known.iter().flat_map(|&id| catalog.entity(id).names());
        let mut all = vec![self.slots(value, span)];
        let mut seen = HashSet::from([name_key(value)]);
        for name in names {
            if !seen.insert(name_key(name)) {
                continue;
            }
            let slots = self.slots(name, span);
            if slots.iter().all(|slot| slot.choices.iter().any(|choice| choice.part.is_none())) {
                all.push(slots);
            }
        }
        all
    }
}

/// Characters. A shorter name is one slip away from many.
const SHORTEST_SLIP: usize = 4;
