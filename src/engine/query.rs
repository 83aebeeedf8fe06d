use std::time::{Duration, Instant};

use super::answer::{Answer, Crumb, Found, RefreshSummary};
use super::{Engine, EngineError, suggest};
use crate::analysis::Analyzer;
use crate::index::{Progress, Snapshot};
use crate::note::{Note, Reading, Stamp, read};
use crate::passage::{Outline, outline};
use crate::query::{FieldName, Filter, Node, Plan, PlanOptions, Query, Slot, parse, plan};
use crate::search::{Hit, Ranking, SearchOptions, Vocabulary, Weights, search, snippet};
use crate::text::Span;

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
        }
    }
}

/// Passages of one note before those of other notes.
const PASSAGES_BEFORE_OTHERS: usize = 5;
/// Notes that get a second look, for each that is wanted.
const SECOND_LOOKS: usize = 4;

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
        let mut query = parse(raw);
        query.nodes.extend(named(FieldName::Service, &options.services));
        query.nodes.extend(named(FieldName::Concept, &options.concepts));
        if query.nodes.is_empty() {
            return Err(EngineError::EmptyQuery);
        }
        let (mut answer, refreshed) = self.ask(options.stale, progress, |snapshot| {
            let mut session = Session::new(self, snapshot)?;
            let reading = PlanOptions { exact: options.exact, prefix: options.prefix };
            let plan = session.plan(&query, reading);
            let passages = if options.notes { 1 } else { options.limit };
            let ranking = session.search(&plan, options.limit, passages)?;
            Ok(session.answer(query.clone(), plan, ranking, options.limit))
        })?;
        answer.refreshed = refreshed;
        answer.elapsed = began.elapsed();
        Ok(answer)
    }
}

/// `--service NAME` as if it had been typed.
fn named(name: FieldName, values: &[String]) -> impl Iterator<Item = Node> + '_ {
    let node =
        move |value: &String| Node::Field { name, value: value.clone(), span: Span::default() };
    values.iter().map(node)
}

/// One state of the index and what it takes to ask it more than once.
pub(super) struct Session<'e> {
    engine: &'e Engine,
    snapshot: &'e Snapshot,
    analyzer: Analyzer,
}

impl<'e> Session<'e> {
    pub(super) fn new(engine: &'e Engine, snapshot: &'e Snapshot) -> Result<Self, EngineError> {
        Ok(Session { engine, snapshot, analyzer: Engine::analyzer()? })
    }

    pub(super) fn plan(&mut self, query: &Query, options: PlanOptions) -> Plan {
        let mut plan = plan(query, options, &mut self.analyzer, &Vocabulary::new(self.snapshot));
        if plan.slots.is_empty() {
            // Only a name was given: what is said of it is what is wanted.
            let names: Vec<Slot> = plan
                .filters
                .iter()
                .filter_map(|filter| match filter {
                    Filter::Names(names) => Some(names.iter().flatten().cloned()),
                    _ => None,
                })
                .flatten()
                .collect();
            plan.slots = names;
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
        let options = SearchOptions {
            notes: notes.saturating_mul(SECOND_LOOKS),
            passages_per_note,
            passages_before_others: PASSAGES_BEFORE_OTHERS,
            weights,
        };
        search(self.snapshot, plan, &options)
            .map_err(|cause| EngineError::Search { path: self.engine.store.data(), cause })
    }

    /// Reads what is to be shown from the notes.
    fn answer(mut self, query: Query, plan: Plan, ranking: Ranking, limit: usize) -> Answer {
        let mut opened: Vec<(u32, Option<Opened>)> = Vec::new();
        let mut stale = Vec::new();
        let mut found: Vec<Found> = Vec::new();
        for hit in &ranking.hits {
            if found.len() == limit {
                break;
            }
            let at = opened.iter().position(|(key, _)| *key == hit.note).unwrap_or_else(|| {
                opened.push((hit.note, self.open(hit.note, &mut stale)));
                opened.len() - 1
            });
            let Some(note) = &opened[at].1 else { continue };
            if let Some(shown) = note.show(hit, &plan, &mut self.analyzer)
                && !found.iter().any(|before| before.is_same_place(&shown))
            {
                found.push(shown);
            }
        }
        let mut suggestions = Vec::from_iter(suggest::reading(&query.raw, &plan));
        if found.is_empty() {
            suggestions.extend(suggest::nearest(&plan, &Vocabulary::new(self.snapshot)));
        }
        let manifest = &self.snapshot.manifest;
        Answer {
            query,
            plan,
            found,
            total: ranking.total,
            roots: self.engine.notes.roots.clone(),
            generation: manifest.generation,
            notes: manifest.notes.len(),
            passages: manifest.passages(),
            refreshed: RefreshSummary::default(),
            stale,
            suggestions,
            elapsed: Duration::ZERO,
        }
    }

    /// Reads a note of the index from its file. One that has changed since is told, not hidden.
    fn open(&self, key: u32, stale: &mut Vec<crate::note::NotePath>) -> Option<Opened> {
        let manifest = &self.snapshot.manifest;
        let entry = manifest.notes.iter().find(|note| note.key == key)?;
        let found = crate::note::Found {
            root: entry.root as usize,
            path: entry.path.clone(),
            stamp: entry.file.stamp,
        };
        match read(manifest.roots.get(found.root)?, &found) {
            Reading::Note(note) => {
                if note.hash != entry.file.hash {
                    stale.push(entry.path.clone());
                }
                let outline = outline(note.format, &note.path.stem(), note.source.as_str());
                Some(Opened { note, outline, stamp: entry.file.stamp })
            }
            Reading::Skipped(_) => {
                stale.push(entry.path.clone());
                None
            }
        }
    }
}

/// A note that is being shown.
struct Opened {
    note: Box<Note>,
    outline: Outline,
    stamp: Stamp,
}

impl Opened {
    fn show(&self, hit: &Hit, plan: &Plan, analyzer: &mut Analyzer) -> Option<Found> {
        let mut number = hit.ordinal as usize;
        let passages = &self.outline.passages;
        if number == 0 && passages[0].span.is_empty() && passages.len() > 1 {
            // A title that no line says: what the note begins with stands for it.
            number = 1;
        }
        let passage = passages.get(number)?;
        let source = &self.note.source;
        let snippet = snippet(source, passage, &plan.slots, analyzer);
        let range = match snippet.highlights.first() {
            Some(first) => (first.start, first.end),
            None => snippet.content,
        };
        let breadcrumb = self
            .outline
            .breadcrumb(number)
            .map(|(_, above)| Crumb {
                kind: above.kind,
                text: one_line(above.text.as_str()),
                line: source.line_of(above.span.start),
            })
            .collect();
        Some(Found {
            root: self.note.root,
            path: self.note.path.clone(),
            title: self.outline.title.clone(),
            tags: self.outline.tags.clone(),
            modified: self.stamp.modified(),
            kind: passage.kind,
            breadcrumb,
            lines: (
                source.line_of(passage.span.start),
                source.line_of(passage.span.end.saturating_sub(1).max(passage.span.start)),
            ),
            range,
            snippet,
            score: hit.score,
            parts: hit.parts,
            evidence: hit.evidence.clone(),
        })
    }
}

impl Found {
    fn is_same_place(&self, other: &Found) -> bool {
        self.root == other.root && self.path == other.path && self.lines == other.lines
    }
}

/// A text on one line, white space runs as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
