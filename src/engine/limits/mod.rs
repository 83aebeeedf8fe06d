//! Where a limit is mentioned: the quantities in the notes, each with what it measures and of what.

mod asked;
mod limit;
mod table;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;
use std::time::{Duration, Instant};

use asked::{Asked, Covering, Places};
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
use crate::quantity::{Bound, Unit, bound_named, quantities};
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
        let asked = Asked::by(&plan);
        let Places { passages, lacking } = self.places(&plan, &asked)?;
        let mut remarks: Vec<String> =
            plan.diagnostics.iter().map(|said| said.message.clone()).collect();
        remarks.extend(self.lacking_words(&plan, &lacking));
        let mut stale = Vec::new();
        let Rows { mut rows, words, mut more } =
            self.rows(&plan, &asked, passages, options, &mut stale);
        more |= rows.len() > options.limit;
        if lacking.is_empty() && !rows.is_empty() && words < asked.of.len() {
            let words = quoted(&of_words(&plan, &asked.of));
            remarks.push(format!("no figure stands with all of {words}: these do with some"));
        }
        // What is said to be what was asked for answers sooner than a figure that is only told.
        rows.sort_by_key(|row| !asked.is_said(row));
        if !asked.wanted.is_empty() && !asked.is_precise() {
            rows.sort_by_key(|row| !row.is_bounded());
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

    /// The figures in these passages, as many as are looked at for those that are shown.
    fn rows(
        &mut self,
        plan: &Plan,
        asked: &Asked,
        passages: Vec<Covering>,
        options: &LimitOptions,
        stale: &mut Vec<NotePath>,
    ) -> Rows {
        let more_than_shown = if asked.wanted.is_empty() { 1 } else { SEEN_FOR_ONE };
        let most = options.limit.saturating_mul(more_than_shown);
        let mut opened: HashMap<u32, Option<Rc<Opened>>> = HashMap::new();
        let mut found = Rows::default();
        let mut of_other_kinds: Vec<Limit> = Vec::new();
        for Covering { words, note, ordinal } in passages {
            if found.rows.len() > most {
                found.more = true;
                break;
            }
            // Lines with fewer of the words answer where those with more state no such figure.
            let is_answered = !found.rows.is_empty() || of_other_kinds.len() > most;
            if words < found.words && is_answered {
                break;
            }
            found.words = words;
            let note = match opened.entry(note) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(self.open(note, stale)),
            };
            let Some(note) = note else { continue };
            let is_all = asked.is_precise() && words == asked.wanted.len();
            let is_shown = |row: &Limit| {
                options.all
                    || asked.value
                    || row.is_stated()
                    || is_all && !row.quantity.is_incidental
            };
            let here = self.limits_of(note, ordinal as usize, &plan.filters, options.unit);
            let here = here.into_iter();
            let here =
                here.filter(|row| is_shown(row) && self.is_of_asked(row, note, &plan.filters));
            let (of_kind, others) = here.partition::<Vec<_>, _>(|row| asked.is_of_kind(row));
            found.rows.extend(of_kind);
            of_other_kinds.extend(others);
        }
        if found.rows.is_empty() {
            found.rows = of_other_kinds;
        }
        found
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
            let own = &note.topics(row.passage, self).own;
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
        let Some(passage) = note.figures_in(number) else { return Vec::new() };
        let passage = passage.as_ref();
        let text = passage.text.as_str();
        let outline = note.outline();
        let above: Vec<&str> = outline
            .breadcrumb(number)
            .map(|(_, above)| above.text.as_str())
            .chain([outline.title.as_str()])
            .collect();
        // Nearest first, the title last.
        let (title, crumbs) =
            above.split_last().map_or(("", &[][..]), |(title, rest)| (*title, rest));
        let above: Vec<&str> = crumbs.iter().rev().copied().chain([title]).collect();
        let PassageTopics { own, about } = note.topics(number, self);
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
        let header = passage.parent.map(|parent| (parent, &outline.passages[parent]));
        let title_names = OnceCell::new();
        // In a list under a heading or bullet on limits, a figure without a word of its own is one. In a
        // table its own column says what it is, and no other.
        let label = header.filter(|_| passage.kind == PassageKind::Bullet);
        let label = label.and_then(|(_, label)| bound_named(label.text.as_str()));
        let label = label.filter(|&bound| bound == Bound::Max);
        asked
            .map(|mut quantity| {
                let at = passage.text.source(quantity.span).start;
                let source = note.note.source.as_str();
                let stands = table::Place { source, at, in_text: quantity.span.start };
                let cell = header.and_then(|(_, header)| table::cell(header, passage, stands));
                if quantity.bound == Bound::Exact {
                    let column = cell.as_ref().and_then(|cell| bound_named(cell.column));
                    quantity.bound = column.or(label).unwrap_or(Bound::Exact);
                }
                let (service, about) = match (&cell, header) {
                    (Some(cell), Some((header, _))) => {
                        let names = &note.topics(header, self).own;
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
                    found: note.found(passage, &hit, snippet),
                    raw: one_line(&text[quantity.span.range()]),
                    subject: measured(text, &quantity, &above, cell.as_ref()),
                    passage: number,
                    place: place(note.note.source.as_str(), passage, &quantity),
                    of_title: about.first().is_some_and(|first| {
                        title_names.get_or_init(|| note.topics(0, self).own).contains(first)
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

/// Figures that were found.
#[derive(Default)]
struct Rows {
    rows: Vec<Limit>,
    /// How many of the words that are wanted their lines have.
    words: usize,
    /// Whether there may be others.
    more: bool,
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
