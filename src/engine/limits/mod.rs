//! Where a limit is mentioned: the quantities in the notes, each with what it measures and of what.

mod limit;
mod table;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;
use std::time::{Duration, Instant};

pub use limit::Limit;
use limit::{beside, measured, near, place};

use super::answer::RefreshSummary;
use super::opened::Opened;
use super::query::{named, one_line, unknown_name};
use super::{Engine, EngineError, Session, suggest};
use crate::catalog::{EntityId, Kind};
use crate::index::Progress;
use crate::note::NotePath;
use crate::passage::{Passage, PassageKind};
use crate::quantity::{Kinds, Unit, quantities};
use crate::query::{FieldName, Filter, Plan, PlanOptions, Slot, parse};
use crate::search::{Hit, Parts, quote};
use crate::topic::{PassageTopics, Surroundings};

/// What is wanted of the limits.
#[derive(Clone, Debug)]
pub struct LimitOptions {
    /// How many rows.
    pub limit: usize,
    /// Only of one of these services, by any of their names.
    pub services: Vec<String>,
    /// Only on one of these concepts.
    pub concepts: Vec<String>,
    /// Only in this unit.
    pub unit: Option<Unit>,
    /// Figures in passing too: small counts, examples, figures in prose without a bound.
    pub all: bool,
    /// Answer from the index as it is, without looking at the notes' files first.
    pub stale: bool,
}

/// The limits that were found.
pub struct Limits {
    /// The rows: those of a service together, the services in the order of their best rows.
    pub rows: Vec<Limit>,
    /// Whether there are more than were asked for.
    pub more: bool,
    /// How many notes the index has.
    pub notes: usize,
    /// What bringing the index up to date did.
    pub refreshed: RefreshSummary,
    /// Notes that have changed since the index last looked, and whose lines may be off.
    pub stale: Vec<NotePath>,
    /// What was read otherwise than it may have been meant.
    pub remarks: Vec<String>,
    /// The query as it was read, where that is not as it was typed.
    pub reading: Option<String>,
    /// How long it all took.
    pub elapsed: Duration,
}

/// Words before the name that a line begins with: `AWS`, `기본`.
const WORDS_BEFORE: usize = 1;
/// Rows that are looked at for one that is shown, where words say what is wanted.
const SEEN_FOR_ONE: usize = 8;
/// Passages of a note that are looked into for words, at most.
const MOST_OF_A_NOTE: usize = 400;

impl Engine {
    /// The quantities in the notes, best match first where words are asked for.
    ///
    /// # Errors
    ///
    /// Where a service is asked for that nobody knows, or notes or index cannot be used.
    pub fn limits(
        &self,
        raw: &str,
        options: &LimitOptions,
        progress: &dyn Progress,
    ) -> Result<Limits, EngineError> {
        let began = Instant::now();
        let (mut limits, refreshed) = self.ask(options.stale, progress, |snapshot| {
            self.session(snapshot)?.limits(raw, options)
        })?;
        limits.refreshed = refreshed;
        limits.elapsed = began.elapsed();
        Ok(limits)
    }
}

impl Session<'_> {
    /// The quantities in the notes, from the index as it is.
    ///
    /// # Errors
    ///
    /// Where a service is asked for that nobody knows, or the index cannot be read.
    pub fn limits(&mut self, raw: &str, options: &LimitOptions) -> Result<Limits, EngineError> {
        self.recognize_slips();
        let mut query = parse(raw);
        query.nodes.extend(named(FieldName::Service, &options.services));
        query.nodes.extend(named(FieldName::Concept, &options.concepts));
        let mut plan = self.plan_words(&query, PlanOptions::default());
        unknown_name(&plan, options.services.iter().chain(&options.concepts), self.catalog())?;
        plan.filters.push(Filter::Measures(options.unit));
        // Some syllables of a word are not the word: what a figure is of must be there whole.
        plan.slots.iter_mut().for_each(Slot::want_all_pairs);
        let slots = || (0..plan.slots.len()).filter(|&slot| !plan.slots[slot].light);
        let asks = |slot: usize| plan.slots[slot].asks;
        // What figures are wanted of; where that is not said, the words that ask for figures.
        let of: Vec<usize> = slots().filter(|&slot| asks(slot).is_empty()).collect();
        let asking = || slots().filter(|&slot| !plan.slots[slot].choices.is_empty()).collect();
        let wanted: Vec<usize> = if of.is_empty() { asking() } else { of.clone() };
        let mut lacking = Vec::new();
        let passages: Vec<Covering> = if wanted.is_empty() {
            let all = self.searcher.matching(&plan).map_err(|cause| self.failed(cause))?;
            all.into_iter().map(|(note, ordinal)| Covering { words: 0, note, ordinal }).collect()
        } else {
            let hits = match wanted.iter().any(|&slot| !plan.slots[slot].choices.is_empty()) {
                true => self.search(&plan, usize::MAX, MOST_OF_A_NOTE)?.hits,
                false => Vec::new(),
            };
            let is_there = |slot: usize| hits.iter().any(|hit| hit.evidence[slot].layer.is_some());
            lacking.extend(of.iter().copied().filter(|&slot| !is_there(slot)));
            covering(&hits, &wanted)
        };
        // `크기` wants sizes; `최대` any figures.
        let kinds = slots().map(asks).filter(|&kinds| kinds != Kinds::ANY);
        let kinds = kinds.fold(Kinds::NONE, Kinds::union);
        let is_of_kind =
            |row: &Limit| kinds.is_empty() || kinds.meets(Kinds::from(row.quantity.unit));
        let mut remarks: Vec<String> =
            plan.diagnostics.iter().map(|said| said.message.clone()).collect();
        remarks.extend(self.lacking_words(&plan, &lacking));
        let more_than_shown = if wanted.is_empty() { 1 } else { SEEN_FOR_ONE };
        let wanted_rows = options.limit.saturating_mul(more_than_shown);
        let mut stale = Vec::new();
        let mut opened: HashMap<u32, Option<Rc<Opened>>> = HashMap::new();
        // Where it is said what figure is wanted, a line that says all of it need not state it as a limit.
        let is_precise = of.len() > 1 || !kinds.is_empty();
        let mut rows: Vec<Limit> = Vec::new();
        let mut of_other_kinds: Vec<Limit> = Vec::new();
        let mut words = 0;
        let asks_value = plan.filters.iter().any(|filter| matches!(filter, Filter::Limit(_)));
        let mut more = false;
        for Covering { words: its, note, ordinal } in passages {
            if rows.len() > wanted_rows {
                more = true;
                break;
            }
            // Lines with fewer of the words answer where those with more state no such figure.
            if its < words && (!rows.is_empty() || of_other_kinds.len() > wanted_rows) {
                break;
            }
            words = its;
            let note = match opened.entry(note) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(self.open(note, &mut stale)),
            };
            let Some(note) = note else { continue };
            let found = self.limits_of(note, ordinal as usize, &plan.filters, options.unit);
            let is_all = is_precise && words == wanted.len();
            let found = found.into_iter().filter(|row| {
                (options.all
                    || asks_value
                    || row.is_stated()
                    || is_all && !row.quantity.is_incidental)
                    && self.is_of_asked(row, note, &plan.filters)
            });
            let (of_kind, others) = found.partition::<Vec<_>, _>(is_of_kind);
            rows.extend(of_kind);
            of_other_kinds.extend(others);
        }
        if rows.is_empty() {
            rows = of_other_kinds;
        }
        more |= rows.len() > options.limit;
        if lacking.is_empty() && !rows.is_empty() && words < of.len() {
            let words = quoted(&of_words(&plan, &of));
            remarks.push(format!("no figure stands with all of {words}: these do with some"));
        }
        if !wanted.is_empty() && !is_precise {
            // What is said to be a limit answers sooner than a figure that is only told.
            rows.sort_by_key(|row: &Limit| !row.is_bounded());
        }
        rows.truncate(options.limit);
        Ok(Limits {
            rows: by_service(rows),
            more,
            notes: self.snapshot.manifest.notes().len(),
            refreshed: RefreshSummary::default(),
            stale,
            remarks,
            reading: suggest::reading(raw, &plan, &[]),
            elapsed: Duration::ZERO,
        })
    }

    /// A remark on the words of these slots, if there are any: no figure stands with them.
    fn lacking_words(&self, plan: &Plan, slots: &[usize]) -> Option<String> {
        let near = || suggest::nearest(plan, &self.vocabulary());
        (!slots.is_empty()).then(|| told(&of_words(plan, slots), &near()))
    }

    /// Whether a line begins with a name of what it names, or is a row on it.
    fn leads(&self, text: &str, passage: &Passage, own: &[EntityId]) -> bool {
        if own.is_empty() || passage.kind == PassageKind::TableRow {
            return true;
        }
        let around = Surroundings { kind: passage.kind, named: own };
        let mentions = self.recognizer().mentions(text, around);
        mentions.iter().any(|mention| {
            let before = text[..mention.span.start].split_whitespace().count();
            before <= WORDS_BEFORE && self.catalog().entity(mention.entity).kind() != Kind::Concept
        })
    }

    /// Whether a row is of the services that are asked for, and not of another that the line is on
    /// and that only meets them: `SQS: Lambda가 5개씩 가져간다` is of SQS.
    fn is_of_asked(&self, row: &Limit, note: &Opened, filters: &[Filter]) -> bool {
        let catalog = self.catalog();
        let is_asked = |asked: &[String]| {
            let ids: Vec<EntityId> = asked.iter().filter_map(|id| catalog.by_id(id)).collect();
            let parts = |id: EntityId| {
                std::iter::successors(Some(id), |&id| catalog.entity(id).parent())
                    .any(|id| ids.contains(&id))
            };
            let is_concept = ids.iter().all(|&id| catalog.entity(id).kind() == Kind::Concept);
            let own = &note.topics(self)[row.passage].own;
            is_concept
                || row.service.is_some_and(parts)
                || row.about.iter().any(|id| ids.contains(id) && !own.contains(id))
        };
        filters.iter().all(|filter| match filter {
            Filter::About { ids, .. } => is_asked(ids),
            _ => true,
        })
    }

    /// What a figure in a column of this name is of: of a service that the column is named after, and not
    /// of those that the others are, unless its row names one.
    fn of_column(
        &self,
        name: &str,
        service: Option<EntityId>,
        own: &[EntityId],
        about: &[EntityId],
        of_columns: &[EntityId],
    ) -> (Option<EntityId>, Vec<EntityId>) {
        let is_service = |id: &EntityId| self.catalog().entity(*id).kind() == Kind::Service;
        let around = Surroundings { kind: PassageKind::TableHeader, named: of_columns };
        let mentions = self.recognizer().mentions(name, around);
        let named = mentions.iter().map(|mention| mention.entity).find(is_service);
        match named.filter(|_| !own.iter().any(is_service)) {
            None => (service, about.to_vec()),
            Some(named) => {
                let others = about.iter().copied().filter(|id| !of_columns.contains(id));
                (Some(named), std::iter::once(named).chain(others).collect())
            }
        }
    }

    /// The quantities of one passage that meet the conditions.
    pub(super) fn limits_of(
        &self,
        note: &Rc<Opened>,
        number: usize,
        filters: &[Filter],
        unit: Option<Unit>,
    ) -> Vec<Limit> {
        let Some((passage, text)) = note.figures_in(number) else { return Vec::new() };
        let above: Vec<&str> = note
            .outline
            .breadcrumb(number)
            .map(|(_, above)| above.text.as_str())
            .chain([note.outline.title.as_str()])
            .collect();
        // Nearest first, the title last.
        let (title, crumbs) =
            above.split_last().map_or(("", &[][..]), |(title, rest)| (*title, rest));
        let above: Vec<&str> = crumbs.iter().rev().copied().chain([title]).collect();
        let topics = note.topics(self);
        let empty = PassageTopics::default();
        let about = topics.get(number).unwrap_or(&empty).about.clone();
        let own = topics.get(number).unwrap_or(&empty).own.clone();
        let leads = self.leads(text, passage, &own);
        // What a line names in passing is not what its figures are of, if it stands under another.
        let under = about.iter().filter(|id| !own.contains(id));
        let in_order: Vec<EntityId> = match leads {
            true => about.clone(),
            false => under.chain(&own).copied().collect(),
        };
        let of_kind = |kind: Kind| {
            let mut of_kind =
                in_order.iter().filter(|id| self.catalog().entity(**id).kind() == kind);
            of_kind.next().copied()
        };
        let service = of_kind(Kind::Service).or_else(|| of_kind(Kind::Product));
        let asked = quantities(text).into_iter().filter(|quantity| {
            unit.is_none_or(|unit| quantity.unit == unit)
                && filters.iter().all(|filter| match filter {
                    Filter::Limit(value) => value.filter().matches(quantity),
                    _ => true,
                })
        });
        asked
            .map(|quantity| {
                let at = passage.text.source(quantity.span).start;
                let source = note.note.source.as_str();
                let header = passage.parent.map(|parent| (parent, &note.outline.passages[parent]));
                let cell = header.and_then(|(_, header)| table::cell(source, header, passage, at));
                let (service, about) = match (&cell, header) {
                    (Some(cell), Some((header, _))) => {
                        let names = &topics.get(header).unwrap_or(&empty).own;
                        self.of_column(cell.column, service, &own, &about, names)
                    }
                    _ => (service, about.clone()),
                };
                let hit = Hit {
                    note: 0,
                    ordinal: number as u32,
                    score: 0.0,
                    parts: Parts::default(),
                    evidence: Vec::new(),
                };
                let snippet = quote(&note.note.source, passage, quantity.span);
                Limit {
                    found: note.found(number, &hit, snippet),
                    raw: one_line(&text[quantity.span.range()]),
                    subject: measured(text, &quantity, &above, cell.as_ref()),
                    passage: number,
                    place: place(note.note.source.as_str(), passage, &quantity),
                    of_title: topics.first().is_some_and(|title| {
                        about.first().is_some_and(|first| title.own.contains(first))
                    }),
                    parent: passage.parent,
                    near: near(text, &quantity),
                    clause: beside(text, &quantity),
                    quantity,
                    service,
                    about,
                }
            })
            .collect()
    }
}

/// What was typed for these slots.
fn of_words<'p>(plan: &'p Plan, slots: &[usize]) -> Vec<&'p str> {
    slots.iter().map(|&slot| plan.slots[slot].text.as_str()).collect()
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The words that no figure was found with, as a remark.
fn told(words: &[&str], near: &[String]) -> String {
    let words = quoted(words);
    match near {
        [] => format!("no figure stands with {words}"),
        near => format!("no figure stands with {words}; the notes have: {}", near.join(", ")),
    }
}

/// A passage, and how many of the words that are wanted it covers.
struct Covering {
    words: usize,
    note: u32,
    ordinal: u32,
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

/// Puts the rows of a service together, where the first of them stands.
fn by_service(rows: Vec<Limit>) -> Vec<Limit> {
    let mut order: Vec<Option<EntityId>> = Vec::new();
    for row in &rows {
        if !order.contains(&row.service) {
            order.push(row.service);
        }
    }
    let mut rows = rows;
    rows.sort_by_key(|row| order.iter().position(|service| *service == row.service));
    rows
}
