//! Which figures a query asks for, and where they may stand.

use std::cmp::Reverse;

use super::Limit;
use crate::engine::{EngineError, Session};
use crate::quantity::Kinds;
use crate::query::{Filter, Plan};
use crate::search::Hit;

/// Passages of a note that are looked into for words, at most.
const MOST_OF_A_NOTE: usize = 400;

/// What is asked for: slots of the plan, and what the figures have to be.
pub(super) struct Asked {
    /// Words that say what the figures are of.
    pub of: Vec<usize>,
    /// Words that a line has to have: the same, or where there is none, those that ask for figures.
    pub wanted: Vec<usize>,
    /// The kinds of figure: `크기` wants sizes. None where any will do, as for `최대`.
    kinds: Kinds,
    /// What they have to be said to be: `최대` wants limits, `기본` defaults.
    said: Kinds,
    /// Whether a value is asked for.
    pub value: bool,
}

impl Asked {
    pub fn by(plan: &Plan) -> Self {
        let slots = || (0..plan.slots.len()).filter(|&slot| !plan.slots[slot].light);
        let asks = |slot: usize| plan.slots[slot].asks;
        let of: Vec<usize> = slots().filter(|&slot| asks(slot).is_empty()).collect();
        let asking = || slots().filter(|&slot| !plan.slots[slot].choices.is_empty()).collect();
        let wanted = if of.is_empty() { asking() } else { of.clone() };
        let kinds = slots().map(asks).filter(|kinds| !kinds.is_any());
        Asked {
            of,
            wanted,
            kinds: kinds.fold(Kinds::NONE, Kinds::union),
            said: slots().map(asks).fold(Kinds::NONE, Kinds::union),
            value: plan.filters.iter().any(|filter| matches!(filter, Filter::Limit(_))),
        }
    }

    /// Whether it is said what figure is wanted: a line that says all of it need not state it as a limit.
    pub fn is_precise(&self) -> bool {
        self.of.len() > 1 || !self.kinds.is_empty()
    }

    /// Whether a figure is of a kind that is asked for.
    pub fn is_of_kind(&self, row: &Limit) -> bool {
        self.kinds.is_empty() || self.kinds.meets(row.quantity.unit.into())
    }

    /// Whether a figure is said to be what is asked for.
    pub fn is_said(&self, row: &Limit) -> bool {
        self.said.is_said_of(row.quantity.bound.into())
    }
}

/// A passage, and how many of the words that are wanted it covers.
pub(super) struct Covering {
    pub words: usize,
    pub note: u32,
    pub ordinal: u32,
}

/// Where figures may stand that are asked for.
pub(super) struct Places {
    /// Those with more of the words first.
    pub passages: Vec<Covering>,
    /// Words that stand with no figure.
    pub lacking: Vec<usize>,
}

impl Session<'_> {
    /// The passages that have figures and words that are wanted.
    pub(super) fn places(&mut self, plan: &Plan, asked: &Asked) -> Result<Places, EngineError> {
        let wanted = &asked.wanted;
        if wanted.is_empty() {
            let all = self.searcher.matching(plan).map_err(|cause| self.failed(cause))?;
            let passages = all.into_iter();
            let passages = passages.map(|(note, ordinal)| Covering { words: 0, note, ordinal });
            return Ok(Places { passages: passages.collect(), lacking: Vec::new() });
        }
        let hits = match wanted.iter().any(|&slot| !plan.slots[slot].choices.is_empty()) {
            true => self.search(plan, usize::MAX, MOST_OF_A_NOTE)?.hits,
            false => Vec::new(),
        };
        let is_there = |slot: usize| hits.iter().any(|hit| hit.evidence[slot].layer.is_some());
        let lacking = asked.of.iter().copied().filter(|&slot| !is_there(slot));
        Ok(Places { passages: covering(&hits, wanted), lacking: lacking.collect() })
    }
}

/// The hits that cover any of the words that are wanted, those with more of them first.
fn covering(hits: &[Hit], wanted: &[usize]) -> Vec<Covering> {
    let covered = |hit: &Hit| {
        let words = wanted.iter().filter(|&&slot| hit.evidence[slot].layer.is_some()).count();
        Covering { words, note: hit.note, ordinal: hit.ordinal }
    };
    let mut passages: Vec<Covering> = hits.iter().map(covered).collect();
    passages.retain(|passage| passage.words > 0);
    passages.sort_by_key(|passage| Reverse(passage.words));
    passages
}
