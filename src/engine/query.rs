use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::alike::Wording;
use super::answer::{About, Answer, Found, RefreshSummary};
use super::opened::Opened;
use super::{Engine, EngineError, suggest};
use crate::analysis::Analyzer;
use crate::catalog::Catalog;
use crate::index::{Progress, Snapshot, open};
use crate::query::{FieldName, Filter, Node, Plan, PlanOptions, Query, Slot, parse, plan};
use crate::search::{Marker, Ranking, SearchError, SearchOptions, Searcher, Vocabulary, Weights};
use crate::text::Span;
use crate::topic::Recognizer;

/// What is wanted of a query.
#[derive(Clone, Debug)]
pub struct QueryOptions {
    /// How many passages.
    pub limit: usize,
    /// One passage a note, the best.
    pub notes: bool,
    /// Only passages on one of these services, by any of their names.
    pub services: Vec<String>,
    /// Only passages on one of these concepts.
    pub concepts: Vec<String>,
    /// Answer from the index as it is, without looking at the notes' files first.
    pub stale: bool,
    /// Words as they are typed, in their forms and parts: no other spacing, names or slips.
    pub exact: bool,
    /// The last word is the beginning of one.
    pub prefix: bool,
    /// Tell of each hit what it is about and which quantities it states.
    pub details: bool,
}

impl Default for QueryOptions {
    fn default() -> Self {
        QueryOptions {
            limit: 10,
            notes: false,
            services: Vec::new(),
            concepts: Vec::new(),
            stale: false,
            exact: false,
            prefix: false,
            details: false,
        }
    }
}

/// Where fewer hits are wanted, as many notes and passages of a note are ranked: some may say the same,
/// and which comes first must not depend on how many are shown.
const FEWEST_RANKED: usize = 10;

impl Engine {
    /// Answers a query.
    ///
    /// # Errors
    ///
    /// Where the query says nothing, or notes or index cannot be used.
    pub fn query(
        &self,
        raw: &str,
        options: &QueryOptions,
        progress: &dyn Progress,
    ) -> Result<Answer, EngineError> {
        let began = Instant::now();
        let query = read_query(raw, options)?;
        let (mut answer, refreshed) = self.ask(options.stale, progress, |snapshot| {
            self.session(snapshot)?.ask(query.clone(), options)
        })?;
        answer.refreshed = refreshed;
        answer.elapsed = began.elapsed();
        Ok(answer)
    }

    /// The index as it is, to be asked more than once.
    ///
    /// # Errors
    ///
    /// Where there is no index, or it cannot be opened.
    pub fn snapshot(&self) -> Result<Snapshot, EngineError> {
        Ok(open(&self.store, &self.source)?)
    }

    /// What it takes to ask a snapshot more than once.
    ///
    /// # Errors
    ///
    /// Where the built-in dictionary cannot be read, or a file of the index.
    pub fn session<'e>(&'e self, snapshot: &'e Snapshot) -> Result<Session<'e>, EngineError> {
        Ok(Session {
            engine: self,
            snapshot,
            analyzer: Engine::analyzer()?,
            searcher: Searcher::open(snapshot).map_err(|cause| self.failed(cause))?,
            shown: HashMap::new(),
            recognizer: OnceCell::new(),
        })
    }

    fn failed(&self, cause: SearchError) -> EngineError {
        EngineError::Search { path: self.store.data(), cause }
    }
}

/// The query as it was typed, and what the options add to it.
fn read_query(raw: &str, options: &QueryOptions) -> Result<Query, EngineError> {
    let mut query = parse(raw);
    query.nodes.extend(named(FieldName::Service, &options.services));
    query.nodes.extend(named(FieldName::Concept, &options.concepts));
    if query.nodes.is_empty() { Err(EngineError::EmptyQuery) } else { Ok(query) }
}

/// `--service NAME` as if it had been typed.
pub(super) fn named(name: FieldName, values: &[String]) -> impl Iterator<Item = Node> + '_ {
    let node =
        move |value: &String| Node::Field { name, value: value.clone(), span: Span::default() };
    values.iter().map(node)
}

/// Refuses names that were asked for on purpose and are not known.
pub(super) fn unknown_name<'n>(
    plan: &Plan,
    mut asked: impl Iterator<Item = &'n String>,
    catalog: &Catalog,
) -> Result<(), EngineError> {
    match asked.find(|name| plan.unknown.contains(name)) {
        None => Ok(()),
        Some(name) => {
            let near = catalog.nearest(name, MOST_NEAR);
            let near = near.iter().filter(|near| !is_word(catalog.entity(near.entity).id()));
            let near = near.map(|near| near.name.to_owned()).collect();
            Err(EngineError::UnknownName { name: name.clone(), near })
        }
    }
}

/// Names that are offered for one that is not known.
const MOST_NEAR: usize = 3;

/// Whether the id is that of an everyday word, which is no topic.
pub(super) fn is_word(id: &str) -> bool {
    id.starts_with("word.")
}

/// One state of the index and what it takes to ask it more than once: words that were analysed for
/// one query are remembered for the next.
pub struct Session<'e> {
    pub(super) engine: &'e Engine,
    pub(super) snapshot: &'e Snapshot,
    pub(super) analyzer: Analyzer,
    pub(super) searcher: Searcher<'e>,
    /// Notes that were shown, by key.
    pub(super) shown: HashMap<u32, Rc<Opened>>,
    /// Made when it is first needed.
    recognizer: OnceCell<Recognizer<'e>>,
}

impl<'e> Session<'e> {
    /// Answers a query from the index as it is, whatever [`QueryOptions::stale`] says.
    ///
    /// # Errors
    ///
    /// Where the query says nothing, or the index cannot be read.
    pub fn query(&mut self, raw: &str, options: &QueryOptions) -> Result<Answer, EngineError> {
        let began = Instant::now();
        let query = read_query(raw, options)?;
        let mut answer = self.ask(query, options)?;
        answer.elapsed = began.elapsed();
        Ok(answer)
    }

    fn ask(&mut self, query: Query, options: &QueryOptions) -> Result<Answer, EngineError> {
        let reading = PlanOptions { exact: options.exact, prefix: options.prefix };
        let plan = self.plan(&query, reading);
        unknown_name(&plan, options.services.iter().chain(&options.concepts), self.catalog())?;
        let ranking = self.ranked(&plan, options)?;
        if ranking.hits.is_empty()
            && let Some(plan) = plan.clone().with_some_parts()
        {
            let ranking = self.ranked(&plan, options)?;
            if !ranking.hits.is_empty() {
                return Ok(self.answer(query, plan, ranking, options));
            }
        }
        Ok(self.answer(query, plan, ranking, options))
    }

    /// As much as is asked for.
    fn ranked(&mut self, plan: &Plan, options: &QueryOptions) -> Result<Ranking, EngineError> {
        if options.notes {
            return self.search_notes(plan, options.limit);
        }
        let ranked = options.limit.max(FEWEST_RANKED);
        self.search(plan, ranked, ranked)
    }

    pub(super) fn catalog(&self) -> &'e Catalog {
        self.engine.catalog()
    }

    /// Recognises misspelt names too, which takes some milliseconds to prepare.
    pub(super) fn recognize_slips(&self) {
        self.recognizer.get_or_init(|| Recognizer::new(self.engine.catalog()));
    }

    /// What recognises names; misspelt ones only after [`recognize_slips`](Self::recognize_slips): a
    /// query that tells what its few hits are about has no time for that.
    pub(super) fn recognizer(&self) -> &Recognizer<'e> {
        self.recognizer.get_or_init(|| Recognizer::of_spelled(self.engine.catalog()))
    }

    pub(super) fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary::new(&self.searcher, self.engine.learns)
    }

    pub(super) fn failed(&self, cause: SearchError) -> EngineError {
        self.engine.failed(cause)
    }

    /// The plan of a query, as it is.
    pub(super) fn plan_words(&mut self, query: &Query, options: PlanOptions) -> Plan {
        let vocabulary = Vocabulary::new(&self.searcher, self.engine.learns);
        let catalog = self.engine.catalog();
        plan(query, options, &mut self.analyzer, &vocabulary, catalog)
    }

    /// The plan of a query; where it only names a thing, for what is said of that.
    pub(super) fn plan(&mut self, query: &Query, options: PlanOptions) -> Plan {
        let mut plan = self.plan_words(query, options);
        if plan.slots.is_empty() {
            // Only a name was given: what is said of it is what is wanted.
            let names: Vec<Slot> = plan
                .filters
                .iter()
                .filter_map(|filter| match filter {
                    Filter::Names(names) | Filter::About { names, .. } => {
                        Some(names.iter().flatten().cloned())
                    }
                    _ => None,
                })
                .flatten()
                .collect();
            plan.slots = names;
            plan.by_topic = true;
        }
        plan
    }

    pub(super) fn search(
        &self,
        plan: &Plan,
        notes: usize,
        passages_per_note: usize,
    ) -> Result<Ranking, EngineError> {
        let weights: Weights = self.engine.weights;
        let options = SearchOptions { notes, passages_per_note, weights };
        self.searcher.search(plan, &options).map_err(|cause| self.failed(cause))
    }

    /// Reads what is to be shown from the notes.
    fn answer(
        &mut self,
        query: Query,
        plan: Plan,
        ranking: Ranking,
        options: &QueryOptions,
    ) -> Answer {
        let mut opened: Vec<(u32, Option<Rc<Opened>>)> = Vec::new();
        let mut stale = Vec::new();
        let mut found: Vec<Found> = Vec::new();
        let mut wordings: Vec<Wording> = Vec::new();
        let marker = Marker::new(&plan.slots);
        for hit in &ranking.hits {
            if found.len() == options.limit {
                break;
            }
            let at = opened.iter().position(|(key, _)| *key == hit.note).unwrap_or_else(|| {
                opened.push((hit.note, self.open(hit.note, &mut stale)));
                opened.len() - 1
            });
            let Some(note) = &opened[at].1 else { continue };
            let note = Rc::clone(note);
            let Some((mut shown, wording)) = note.show(hit, &marker, &mut self.analyzer) else {
                continue;
            };
            if found.iter().any(|before| before.is_same_place(&shown)) {
                continue;
            }
            let mut before = found.iter_mut().zip(&wordings);
            let covers = |(before, its): &(&mut Found, &Wording)| {
                (before.root, &before.path) == (shown.root, &shown.path) && its.covers(&wording)
            };
            if let Some((before, _)) = before.find(covers) {
                before.similar.push(shown.snippet.line);
                continue;
            }
            if options.details {
                shown.quantities = note.stated(hit.ordinal as usize);
                let about = note.topics(hit.ordinal as usize, self).about.into_iter();
                shown.about = about.map(|id| About::of(self.catalog().entity(id))).collect();
            }
            found.push(shown);
            wordings.push(wording);
        }
        found.iter_mut().for_each(|found| found.similar.sort_unstable());
        let without_conditions =
            if ranking.hits.is_empty() { self.without_conditions(&plan) } else { 0 };
        let mut suggestions = Vec::from_iter(suggest::reading(&query.raw, &plan, &found));
        if found.is_empty() {
            suggestions.extend(suggest::nearest(&plan, &self.vocabulary()));
        }
        let total = ranking.total.max(found.len());
        let manifest = &self.snapshot.manifest;
        Answer {
            query,
            plan,
            found,
            total,
            without_conditions,
            roots: self.engine.source.notes.roots.clone(),
            generation: manifest.generation(),
            notes: manifest.notes().len(),
            passages: manifest.passages(),
            refreshed: RefreshSummary::default(),
            stale,
            suggestions,
            elapsed: Duration::ZERO,
        }
    }

    /// How many passages the words of a plan alone would find, if it has any conditions.
    fn without_conditions(&self, plan: &Plan) -> usize {
        let words =
            Plan { filters: Vec::new(), excluded: Vec::new(), phrases: Vec::new(), ..plan.clone() };
        let conditions = plan.filters.len() + plan.excluded.len() + plan.phrases.len();
        if conditions == 0 || words.slots.is_empty() {
            return 0;
        }
        let found = self.search(&words, 1, 1);
        found.map_or(0, |ranking| ranking.total.max(ranking.hits.len()))
    }
}

impl Found {
    pub(super) fn is_same_place(&self, other: &Found) -> bool {
        self.root == other.root && self.path == other.path && self.lines == other.lines
    }
}

/// A text on one line, white space runs as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
