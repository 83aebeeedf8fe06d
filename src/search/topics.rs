//! What the notes are about, by the topics of their passages.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tantivy::DocId;
use tantivy::schema::{Field, IndexRecordOption};

use super::filter::{Conditions, NoteFacts};
use super::rank::{keep_best, mixed};
use super::segment::{Segment, alive};
use super::{Hit, Parts, Ranking, SearchError, SearchOptions, Searcher};
use crate::index::{Given, NoteEntry, Snapshot, Topic};
use crate::query::{Filter, Plan};

/// How much of the notes is about a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Passages that name it.
    pub passages: usize,
    /// Keys of the notes that these are in.
    pub notes: BTreeSet<u32>,
}

/// Where a name is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GivenAt {
    /// Key of the note.
    pub note: u32,
    /// The passage's number in its outline.
    pub ordinal: u32,
}

impl Searcher<'_> {
    /// The entities that the notes name, by id.
    ///
    /// # Errors
    ///
    /// Where a file of the index cannot be read.
    pub fn topics(&self) -> Result<BTreeMap<String, Coverage>, SearchError> {
        let mut topics: BTreeMap<String, Coverage> = BTreeMap::new();
        let field = self.snapshot.fields.topic;
        each_term(&self.segments, field, |segment, term, docs| {
            if let Some(Topic::Named(id)) = Topic::parse(term) {
                let coverage = topics.entry(id.to_owned()).or_default();
                coverage.passages += docs.len();
                coverage.notes.extend(docs.iter().map(|&doc| segment.tree.note(doc)));
            }
        })
        .map_err(SearchError)?;
        topics.retain(|_, coverage| coverage.passages > 0);
        Ok(topics)
    }

    /// The names that the notes give, with where they give them.
    ///
    /// # Errors
    ///
    /// Where a file of the index cannot be read.
    pub fn names_given(&self) -> Result<BTreeMap<Given, Vec<GivenAt>>, SearchError> {
        let mut names: BTreeMap<Given, Vec<GivenAt>> = BTreeMap::new();
        let field = self.snapshot.fields.given;
        each_term(&self.segments, field, |segment, term, docs| {
            let Some(given) = Given::parse(term) else { return };
            let places = docs.iter().map(|&doc| GivenAt {
                note: segment.tree.note(doc),
                ordinal: segment.tree.ordinal(doc),
            });
            names.entry(given).or_default().extend(places);
        })
        .map_err(SearchError)?;
        names.retain(|_, places| !places.is_empty());
        names.values_mut().for_each(|places| places.sort_unstable());
        Ok(names)
    }
}

/// Calls `each` with every term of a field and the documents that have it and are not deleted.
fn each_term(
    segments: &[Segment<'_>],
    field: Field,
    mut each: impl FnMut(&Segment<'_>, &str, &[DocId]),
) -> tantivy::Result<()> {
    for segment in segments {
        let reader = segment.reader;
        let index = reader.inverted_index(field)?;
        let mut terms = index.terms().stream()?;
        while terms.advance() {
            let Ok(term) = str::from_utf8(terms.key()) else { continue };
            let postings =
                index.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            each(segment, term, &alive(reader, postings));
        }
    }
    Ok(())
}

/// The least that a passage is worth that says what the thing is: a line that explains it, somewhere.
pub const DEFINES: f32 = 3.6;
/// One in a section on it.
const DEFINES_WITHIN: f32 = 4.2;
/// The first line under a heading on it, in a note on it.
const OPENS: f32 = 4.4;
/// The first line of a note on it.
const OPENS_NOTE: f32 = 5.0;
/// The first line under a heading on it, in a note on something else.
const OPENS_ELSEWHERE: f32 = 1.5;
/// The least that a section is worth that is about it: one below a section that names it. Up to 0.3
/// more the more it says.
pub const SECTION: f32 = 1.6;
/// A section that names it itself; up to 1 more the more it says.
const SECTION_NAMED: f32 = 2.0;
/// A mention outside of its sections.
const MENTION: f32 = 1.0;
/// A mention within them.
const MENTION_WITHIN: f32 = 0.9;
/// A line under a section on it that does not name it.
const WITHIN: f32 = 0.6;
/// The title and a heading may stand before the first line of a note, and lists of tags or links.
const FIRST_OF_NOTE: u32 = 3;
/// A note gives way to others: each of its passages after the first counts this much less.
const GIVES_WAY: f32 = 0.82;
/// Passages of a section that says as much as any.
const LONG_SECTION: f32 = 40.0;

/// Ranks passages by how much they are about what was asked for.
pub(super) fn by_topic(
    snapshot: &Snapshot,
    segments: &[Segment<'_>],
    plan: &Plan,
    options: &SearchOptions,
) -> tantivy::Result<Ranking> {
    let notes = snapshot.manifest.by_key();
    let ids: Vec<&str> = ids(&plan.filters).collect();
    let mut hits = Vec::new();
    for segment in segments {
        let conditions = Conditions::read(segment, plan, options.weights.part)?;
        let mut ways: HashMap<DocId, (bool, bool)> = HashMap::new();
        for id in &ids {
            for doc in segment.about(Topic::Head(id))? {
                ways.entry(doc).or_default().0 = true;
            }
            for doc in segment.about(Topic::Named(id))? {
                ways.entry(doc).or_default().1 = true;
            }
            for doc in segment.about(Topic::Under(id))? {
                ways.entry(doc).or_default();
            }
        }
        let mut heads: HashSet<DocId> =
            ways.iter().filter(|(_, (head, _))| *head).map(|(&doc, _)| doc).collect();
        heads.retain(|&doc| {
            let traits = segment.tree.traits(doc);
            traits.is_heading() || traits.is_title()
        });
        for (&doc, &(head, named)) in &ways {
            let note = segment.tree.note(doc);
            let Some(entry) = notes.get(note) else { continue };
            if !conditions.allow(&NoteFacts::new(entry), &segment.tree, doc) {
                continue;
            }
            let score = worth(segment, doc, head, named, &heads);
            hits.push(Hit {
                note,
                ordinal: segment.tree.ordinal(doc),
                score,
                parts: Parts { subject: score, ..Parts::default() },
                evidence: Vec::new(),
            });
        }
    }
    let place = |hit: &Hit| notes.get(hit.note).map(NoteEntry::place);
    hits.sort_by(|a, b| {
        let order = b.score.total_cmp(&a.score);
        order.then_with(|| (place(a), a.ordinal).cmp(&(place(b), b.ordinal)))
    });
    let total = hits.len();
    keep_best(&mut hits, options.passages_per_note);
    Ok(Ranking { hits: mixed(hits, GIVES_WAY, 1), total })
}

fn worth(
    segment: &Segment<'_>,
    doc: DocId,
    head: bool,
    named: bool,
    heads: &HashSet<DocId>,
) -> f32 {
    let tree = &segment.tree;
    let traits = tree.traits(doc);
    let parent = tree.parent(doc);
    let under_head = || {
        std::iter::successors(parent, |&doc| tree.parent(doc)).any(|above| heads.contains(&above))
    };
    if traits.is_heading() || traits.is_title() {
        let says = (tree.descendants(doc) as f32 / LONG_SECTION).min(1.0);
        return if head { SECTION_NAMED + says } else { SECTION + 0.3 * says };
    }
    let opens = parent == doc.checked_sub(1) && parent.is_some_and(|above| heads.contains(&above));
    let opens = opens && !traits.is_row();
    let of_note = || heads.contains(&segment.tree.root(doc));
    let first = || tree.ordinal(doc) <= FIRST_OF_NOTE;
    // A line that defines it may stand anywhere, but says most where the section is on it.
    match (head, named) {
        _ if opens && of_note() && first() => OPENS_NOTE,
        _ if opens && of_note() => OPENS,
        (true, _) if under_head() => DEFINES_WITHIN,
        (true, _) => DEFINES,
        _ if opens => OPENS_ELSEWHERE,
        (false, true) if under_head() => MENTION_WITHIN,
        (false, true) => MENTION,
        (false, false) => WITHIN,
    }
}

/// The entities that conditions ask for.
pub(super) fn ids(filters: &[Filter]) -> impl Iterator<Item = &str> {
    let ids = filters.iter().filter_map(|filter| match filter {
        Filter::About { ids, .. } => Some(ids),
        _ => None,
    });
    ids.flatten().map(String::as_str)
}
