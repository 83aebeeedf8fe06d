//! What the notes are about, and all that they say on one thing.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::answer::{About, Found, RefreshSummary};
use super::limits::Limit;
use super::query::{is_word, unknown_name};
use super::{Engine, EngineError, Session};
use crate::catalog::Kind;
use crate::index::{Given, Progress};
use crate::note::NotePath;
use crate::quantity::Bound;
use crate::query::{FieldName, Filter, Node, PlanOptions, Query};
use crate::search::{DEFINES, Marker, SECTION};
use crate::text::Span;
use crate::topic::Pattern;

/// One thing that the notes are about.
#[derive(Clone, Debug)]
pub struct KnownTopic {
    /// What it is.
    pub about: About,
    /// In how many passages it is named.
    pub passages: usize,
    /// In how many notes.
    pub notes: usize,
}

/// A name that the notes themselves give to something.
#[derive(Clone, Debug)]
pub struct LearnedTopic {
    /// The name.
    pub name: String,
    /// The other name for it; empty for a heading that recurs.
    pub other: String,
    /// By what it was learned.
    pub pattern: Pattern,
    /// Where first.
    pub path: NotePath,
    /// The line there, 0-based.
    pub line: usize,
    /// In how many passages it is given.
    pub passages: usize,
    /// In how many notes.
    pub notes: usize,
}

/// What the notes are about.
pub struct Topics {
    /// Services, concepts and products of the catalogue, what most notes name first.
    pub known: Vec<KnownTopic>,
    /// Names that the notes give, likewise.
    pub learned: Vec<LearnedTopic>,
    /// What bringing the index up to date did.
    pub refreshed: RefreshSummary,
    /// How many notes the index has.
    pub notes: usize,
    /// How long it all took.
    pub elapsed: Duration,
}

/// All that the notes say on one thing.
pub struct Digest {
    /// What it is; nothing for a name that only the notes know.
    pub about: Option<About>,
    /// Its names: those of the catalogue, or those that the notes give.
    pub names: Vec<String>,
    /// The lines that say what it is.
    pub definitions: Vec<Found>,
    /// Its limits.
    pub limits: Vec<Limit>,
    /// The sections on it, those that say most first.
    pub sections: Vec<Found>,
    /// Where else it is named.
    pub mentions: Vec<Found>,
    /// How many passages are about it.
    pub total: usize,
    /// What was read otherwise than it may have been meant.
    pub remarks: Vec<String>,
    /// What bringing the index up to date did.
    pub refreshed: RefreshSummary,
    /// How many notes the index has.
    pub notes: usize,
    /// How long it all took.
    pub elapsed: Duration,
}

/// What of the topics is wanted.
#[derive(Clone, Copy, Debug)]
pub struct TopicOptions {
    /// How many rows of each sort.
    pub limit: usize,
    /// Answer from the index as it is, without looking at the notes' files first.
    pub stale: bool,
}

/// Notes in which a heading has to stand to be a topic.
const FEWEST_NOTES_OF_A_HEADING: usize = 2;
/// A heading of more notes than these, and than this part of all, is one of a form that is filled in
/// (`내일 할 일`), and says nothing of what the note is about.
const MOST_NOTES_OF_A_HEADING: usize = 8;
const MOST_SHARE_OF_A_HEADING: usize = 100;
/// Passages of a note that a digest takes, at most.
const MOST_OF_A_NOTE: usize = 200;

impl Engine {
    /// What the notes are about.
    ///
    /// # Errors
    ///
    /// Where notes or index cannot be used.
    pub fn topics(
        &self,
        options: &TopicOptions,
        progress: &dyn Progress,
    ) -> Result<Topics, EngineError> {
        let began = Instant::now();
        let (mut topics, refreshed) =
            self.ask(options.stale, progress, |snapshot| self.session(snapshot)?.topics(options))?;
        topics.refreshed = refreshed;
        topics.elapsed = began.elapsed();
        Ok(topics)
    }

    /// All that the notes say on one thing, by any of its names.
    ///
    /// # Errors
    ///
    /// Where nobody knows the name, or notes or index cannot be used.
    pub fn digest(
        &self,
        name: &str,
        options: &TopicOptions,
        progress: &dyn Progress,
    ) -> Result<Digest, EngineError> {
        let began = Instant::now();
        let (mut digest, refreshed) = self.ask(options.stale, progress, |snapshot| {
            self.session(snapshot)?.digest(name, options)
        })?;
        digest.refreshed = refreshed;
        digest.elapsed = began.elapsed();
        Ok(digest)
    }
}

impl Session<'_> {
    fn topics(&mut self, options: &TopicOptions) -> Result<Topics, EngineError> {
        let catalog = self.catalog();
        let covered = self.searcher.topics().map_err(|cause| self.failed(cause))?;
        let mut known: Vec<KnownTopic> = covered
            .into_iter()
            .filter(|(id, _)| !is_word(id))
            .filter_map(|(id, coverage)| {
                let about = About::of(catalog.entity(catalog.by_id(&id)?));
                Some(KnownTopic { about, passages: coverage.passages, notes: coverage.notes.len() })
            })
            .collect();
        known.sort_by(|a, b| {
            let order = (b.notes, b.passages).cmp(&(a.notes, a.passages));
            order.then_with(|| a.about.id.cmp(&b.about.id))
        });
        let learned = if self.engine.learns { self.learned(options.limit)? } else { Vec::new() };
        Ok(Topics {
            known,
            learned,
            refreshed: RefreshSummary::default(),
            notes: self.snapshot.manifest.notes().len(),
            elapsed: Duration::ZERO,
        })
    }

    /// Names that the notes give to what the catalogue does not have.
    fn learned(&mut self, limit: usize) -> Result<Vec<LearnedTopic>, EngineError> {
        let catalog = self.catalog();
        let given = self.searcher.names_given().map_err(|cause| self.failed(cause))?;
        let all = self.snapshot.manifest.notes().len();
        let mut counted = Vec::new();
        for (Given { pattern, name, other }, places) in given {
            let Some(pattern) = Pattern::from_letter(pattern) else { continue };
            let is_known = |name: &str| !name.is_empty() && !catalog.resolve(name).is_empty();
            let mut notes: Vec<u32> = places.iter().map(|place| place.note).collect();
            notes.dedup();
            let most = (all / MOST_SHARE_OF_A_HEADING).max(MOST_NOTES_OF_A_HEADING);
            let recurs = (FEWEST_NOTES_OF_A_HEADING..=most).contains(&notes.len());
            let is_news = match pattern {
                // A known name by the name that the catalogue has for it is nothing new.
                Pattern::Heading => recurs && !is_known(&name),
                _ => !(is_known(&name) && is_known(&other)),
            };
            if is_news {
                counted.push((notes.len(), places, pattern, name, other));
            }
        }
        // Two names of one thing say more than a heading.
        counted.sort_by(|a, b| {
            let heading = |pattern| pattern == Pattern::Heading;
            let order = heading(a.2).cmp(&heading(b.2));
            order.then((b.0, b.1.len()).cmp(&(a.0, a.1.len()))).then(a.3.cmp(&b.3))
        });
        counted.truncate(limit);
        let mut stale = Vec::new();
        let mut learned = Vec::new();
        for (notes, places, pattern, name, other) in counted {
            let Some(first) = places.first() else { continue };
            let Some(note) = self.open(first.note, &mut stale) else { continue };
            let passage = note.passage(first.ordinal as usize);
            let line = passage.map_or(0, |passage| note.note.source.line_of(passage.span.start));
            learned.push(LearnedTopic {
                name,
                other,
                pattern,
                path: note.note.path.clone(),
                line,
                passages: places.len(),
                notes,
            });
        }
        Ok(learned)
    }

    fn digest(&mut self, name: &str, options: &TopicOptions) -> Result<Digest, EngineError> {
        self.recognize_slips();
        let field =
            Node::Field { name: FieldName::Service, value: name.to_owned(), span: Span::default() };
        let query = Query { raw: name.to_owned(), nodes: vec![field], diagnostics: Vec::new() };
        let plan = self.plan(&query, PlanOptions::default());
        let asked = [name.to_owned()];
        unknown_name(&plan, asked.iter(), self.catalog())?;
        let catalog = self.catalog();
        let id = plan.filters.iter().find_map(|filter| match filter {
            Filter::About { ids, .. } => catalog.by_id(ids.first()?),
            _ => None,
        });
        let is_concept = id.is_none_or(|id| catalog.entity(id).kind() == Kind::Concept);
        let names = match id {
            Some(id) => catalog.entity(id).names().map(str::to_owned).collect(),
            None => {
                use crate::query::Lexicon;
                self.vocabulary().given(&crate::catalog::name_key(name))
            }
        };
        let ranking = self.search(&plan, usize::MAX / 8, MOST_OF_A_NOTE)?;
        let mut stale = Vec::new();
        let (mut definitions, mut sections, mut mentions) = (Vec::new(), Vec::new(), Vec::new());
        let mut limits: Vec<Limit> = Vec::new();
        let marker = Marker::new(&plan.slots);
        for hit in &ranking.hits {
            let (into, most) = match hit.parts.subject {
                worth if worth >= DEFINES => (&mut definitions, DEFINITIONS),
                worth if worth >= SECTION => (&mut sections, options.limit),
                _ => (&mut mentions, options.limit),
            };
            let wants_limits = id.is_some();
            if into.len() >= most && !wants_limits {
                continue;
            }
            let Some(note) = self.open(hit.note, &mut stale) else { continue };
            if wants_limits {
                let rows = self.limits_of(&note, hit.ordinal as usize, &[], None);
                limits.extend(rows.into_iter().filter(|row| match row.service {
                    Some(service) if !is_concept => Some(service) == id,
                    _ => row.about.first() == id.as_ref(),
                }));
            }
            let is_new =
                |shown: &Found| !into.iter().any(|before: &Found| before.is_same_place(shown));
            if into.len() < most
                && let Some((shown, _)) = note.show(hit, &marker, &mut self.analyzer)
                && is_new(&shown)
            {
                into.push(shown);
            }
        }
        // Limits before mere figures, those of notes on it first.
        limits.sort_by_key(|row| {
            let is_figure = matches!(row.quantity.bound, Bound::Exact | Bound::Approximate);
            (is_figure, !row.of_title, row.found.root, row.found.path.clone(), row.passage)
        });
        limits.truncate(options.limit);
        Ok(Digest {
            about: id.map(|id| About::of(catalog.entity(id))),
            names,
            definitions,
            limits,
            sections,
            mentions,
            total: ranking.total,
            remarks: plan.diagnostics.iter().map(|said| said.message.clone()).collect(),
            refreshed: RefreshSummary::default(),
            notes: self.snapshot.manifest.notes().len(),
            elapsed: Duration::ZERO,
        })
    }
}

/// Definitions that a digest shows.
const DEFINITIONS: usize = 3;

impl Topics {
    /// How many of each kind are known.
    pub fn kinds(&self) -> BTreeMap<Kind, usize> {
        let mut kinds = BTreeMap::new();
        for topic in &self.known {
            *kinds.entry(topic.about.kind).or_default() += 1;
        }
        kinds
    }
}
