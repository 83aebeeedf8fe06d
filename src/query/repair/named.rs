//! Names with other meanings that the notes do not have, but under their other names.

use super::Typed;
use super::served::{SERVED, service};
use crate::catalog::{Entity, name_key};
use crate::query::alias::{LONGEST_NAME, add_new};
use crate::query::plan::Slot;
use crate::query::planner::Planner;

impl Planner<'_> {
    /// Adds the other names of what words may name together, where the notes lack one of them: `WAF` where they say
    /// `웹 방화벽`. Elsewhere the words may mean something else, and who typed them hardly meant what is not there.
    pub(super) fn named_otherwise(&mut self, words: &mut [Typed]) {
        let mut slots: Vec<(bool, &mut Slot)> = Vec::new();
        for word in words {
            let is_alone = word.slots.len() == 1;
            slots.extend(word.slots.iter_mut().map(|slot| (is_alone, slot)));
        }
        let mut at = 0;
        while at < slots.len() {
            let longest = LONGEST_NAME.min(slots.len() - at);
            let named = (1..=longest).rev().find(|&len| self.name_run(&mut slots[at..at + len]));
            at += named.unwrap_or(1);
        }
    }

    /// Adds the other names of what a run of slots names; whether there are any.
    fn name_run(&mut self, run: &mut [(bool, &mut Slot)]) -> bool {
        // A piece of a word may be a scrap of what was meant.
        if matches!(run, [(false, _)]) || run.iter().all(|(_, slot)| service(slot) >= SERVED) {
            return false;
        }
        let catalog = self.catalog;
        let key: String = run.iter().map(|(_, slot)| name_key(&slot.reading)).collect();
        let entities = catalog.find(&key).iter().map(|id| catalog.entity(*id));
        let names = entities.filter(|entity| entity.is_ambiguous(&key)).flat_map(Entity::names);
        let names: Vec<&str> = names.filter(|name| name_key(name) != key).collect();
        let groups = run.iter().map(|(_, slot)| super::next_group(&slot.choices));
        let group = groups.max().unwrap_or(1);
        let choices = self.aliases(&names, None, group);
        run.iter_mut().for_each(|(_, slot)| add_new(slot, &choices));
        !choices.is_empty()
    }
}
