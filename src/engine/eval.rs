//! Retrieval measured on labelled queries.
//!
//! Figures are trec_eval's: nDCG with linear gains and base-2 discount, cut at 10; MRR@10;
//! Recall@10 and @100; Success@1. A query without a hit counts as 0, and every query of the file
//! counts.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{Engine, EngineError, SILENT};
use crate::note::Problem;
use crate::query::{PlanOptions, parse};

/// Which documents answer which query, and how well.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    /// Queries by id, in the order of their file.
    pub queries: Vec<(String, String)>,
    /// Grade of each document for each query; above 0 is relevant.
    pub relevant: HashMap<String, HashMap<String, f64>>,
    /// Documents that do not count for a query.
    pub excluded: HashMap<String, HashSet<String>>,
}

/// What to measure with.
#[derive(Clone, Debug, Default)]
pub struct EvalOptions {
    /// Answer from the index as it is.
    pub stale: bool,
}

/// One document of a ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedDocument {
    /// The note's path below its folder, without `.md` where the judgements have none.
    pub id: String,
    /// The score of its best passage.
    pub score: f32,
}

/// Figures of a run: means over all queries, 0 to 1.
#[derive(Debug, Default)]
pub struct Measured {
    /// How many queries.
    pub queries: usize,
    /// nDCG@10.
    pub ndcg_10: f64,
    /// Mean reciprocal rank, cut at 10.
    pub mrr_10: f64,
    /// Share of the relevant documents among the first 10.
    pub recall_10: f64,
    /// Share of the relevant documents among the first 100.
    pub recall_100: f64,
    /// Share of queries whose first document is relevant.
    pub success_1: f64,
    /// The rankings, by query id, in the order of the queries.
    pub run: Vec<(String, Vec<RankedDocument>)>,
    /// How long each query took, ascending.
    pub times: Vec<Duration>,
    /// Documents that are judged relevant and are no notes here: they count, and cannot be found.
    pub missing: BTreeSet<String>,
    /// What could not be walked or read.
    pub problems: Vec<Problem>,
}

/// Documents ranked for each query.
const DEPTH: usize = 100;

impl Judgements {
    /// Reads tab-separated files: queries (id, text), judgements (query, document, grade) and
    /// documents to leave out (query, document).
    ///
    /// # Errors
    ///
    /// Names the file and line that cannot be read.
    pub fn read(
        queries: &Path,
        relevant: &Path,
        excluded: Option<&Path>,
    ) -> Result<Self, EngineError> {
        let mut judgements = Judgements::default();
        for (_, [id, text]) in rows(queries)? {
            judgements.queries.push((id, text));
        }
        for (line, [query, document, grade]) in rows(relevant)? {
            let grade = grade.trim().parse().map_err(|_| EngineError::Labels {
                path: relevant.to_owned(),
                cause: format!("line {line}: `{grade}` is not a grade"),
            })?;
            judgements.relevant.entry(query).or_default().insert(document, grade);
        }
        if let Some(path) = excluded {
            for (_, [query, document]) in rows(path)? {
                judgements.excluded.entry(query).or_default().insert(document);
            }
        }
        Ok(judgements)
    }

    /// Every document that is named: judged, or left out for a query.
    fn documents(&self) -> HashSet<&str> {
        let judged = self.relevant.values().flat_map(HashMap::keys);
        judged.chain(self.excluded.values().flatten()).map(String::as_str).collect()
    }

    /// The relevant documents of the queries that are not among `ids`.
    fn missing(&self, ids: &HashSet<&str>) -> BTreeSet<String> {
        let judged = self.queries.iter().filter_map(|(query, _)| self.relevant.get(query));
        let relevant = judged.flatten().filter(|&(_, &grade)| grade > 0.0);
        relevant.map(|(id, _)| id).filter(|id| !ids.contains(id.as_str())).cloned().collect()
    }

    /// The figures of one query's ranking, from which what does not count has been taken out.
    fn measure(&self, query: &str, ranking: &[RankedDocument]) -> [f64; 5] {
        let none = HashMap::new();
        let grades = self.relevant.get(query).unwrap_or(&none);
        let grade = |document: &RankedDocument| grades.get(&document.id).copied().unwrap_or(0.0);
        let relevant = grades.values().filter(|&&grade| grade > 0.0).count();
        let discount = |rank: usize| 1.0 / ((rank + 2) as f64).log2();
        let gain: f64 = ranking
            .iter()
            .take(10)
            .enumerate()
            .map(|(rank, document)| grade(document).max(0.0) * discount(rank))
            .sum();
        let mut ideal: Vec<f64> = grades.values().copied().filter(|&grade| grade > 0.0).collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        let best: f64 =
            ideal.iter().take(10).enumerate().map(|(rank, grade)| grade * discount(rank)).sum();
        let share = |depth: usize| {
            let found = ranking.iter().take(depth).filter(|document| grade(document) > 0.0).count();
            if relevant == 0 { 0.0 } else { found as f64 / relevant as f64 }
        };
        let first = ranking.iter().take(10).position(|document| grade(document) > 0.0);
        [
            if best > 0.0 { gain / best } else { 0.0 },
            first.map_or(0.0, |rank| 1.0 / (rank + 1) as f64),
            share(10),
            share(100),
            f64::from(u8::from(first == Some(0))),
        ]
    }
}

/// The rows of a tab-separated file, each with its line number.
fn rows<const N: usize>(path: &Path) -> Result<Vec<(usize, [String; N])>, EngineError> {
    let wrong = |cause: String| EngineError::Labels { path: path.to_owned(), cause };
    let text = fs::read_to_string(path).map_err(|cause| wrong(cause.to_string()))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            let fields: Vec<String> = line.splitn(N, '\t').map(str::to_owned).collect();
            let count = fields.len();
            let fields = fields.try_into().map_err(|_| {
                wrong(format!("line {}: {count} of {N} tab-separated fields", number + 1))
            })?;
            Ok((number + 1, fields))
        })
        .collect()
}

/// Runs the queries and measures the rankings.
///
/// # Errors
///
/// Where notes or index cannot be used.
pub fn evaluate(
    engine: &Engine,
    judgements: &Judgements,
    options: &EvalOptions,
) -> Result<Measured, EngineError> {
    let (snapshot, problems) = if options.stale {
        (engine.snapshot()?, Vec::new())
    } else {
        let refreshed = engine.index(false, SILENT)?;
        (refreshed.snapshot, refreshed.problems)
    };
    let mut session = engine.session(&snapshot)?;
    let known = judgements.documents();
    let ids: HashMap<u32, String> = snapshot
        .manifest
        .notes()
        .map(|note| (note.key(), document_id(&note.path().to_string(), &known)))
        .collect();
    let mut measured = Measured {
        queries: judgements.queries.len(),
        missing: judgements.missing(&ids.values().map(String::as_str).collect()),
        problems,
        ..Measured::default()
    };
    let mut sums = [0.0; 5];
    for (id, text) in &judgements.queries {
        let began = Instant::now();
        let plan = session.plan(&parse(text), PlanOptions::default());
        let ranking = session.search_notes(&plan, DEPTH)?;
        measured.times.push(began.elapsed());
        let excluded = judgements.excluded.get(id);
        let mut seen = HashSet::new();
        let ranked: Vec<RankedDocument> = ranking
            .hits
            .iter()
            .filter_map(|hit| {
                Some(RankedDocument { id: ids.get(&hit.note)?.clone(), score: hit.score })
            })
            .filter(|document| excluded.is_none_or(|excluded| !excluded.contains(&document.id)))
            // Two folders may each have a note of this name: it counts where it ranks first.
            .filter(|document| seen.insert(document.id.clone()))
            .take(DEPTH)
            .collect();
        let figures = judgements.measure(id, &ranked);
        sums.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure);
        measured.run.push((id.clone(), ranked));
    }
    let queries = measured.queries.max(1) as f64;
    [
        measured.ndcg_10,
        measured.mrr_10,
        measured.recall_10,
        measured.recall_100,
        measured.success_1,
    ] = sums.map(|sum| sum / queries);
    measured.times.sort_unstable();
    Ok(measured)
}

/// A note's name in the judgements: with its extension where they have one.
fn document_id(path: &str, known: &HashSet<&str>) -> String {
    match path.strip_suffix(".md") {
        Some(stem) if !known.contains(path) => stem.to_owned(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(ids: &[&str]) -> Vec<RankedDocument> {
        ids.iter().map(|id| RankedDocument { id: (*id).to_owned(), score: 1.0 }).collect()
    }

    #[test]
    fn figures_are_those_of_the_definitions() {
        let mut judgements = Judgements::default();
        let grades = HashMap::from([("a".to_owned(), 1.0), ("b".to_owned(), 1.0)]);
        judgements.relevant.insert("q".to_owned(), grades);
        let [ndcg, mrr, recall, _, success] = judgements.measure("q", &ranking(&["x", "a", "b"]));
        let third = 1.0 / 4f64.log2();
        let second = 1.0 / 3f64.log2();
        assert!((ndcg - (second + third) / (1.0 + second)).abs() < 1e-12);
        assert_eq!((mrr, recall, success), (0.5, 1.0, 0.0));
        assert_eq!(judgements.measure("q", &[]), [0.0; 5]);
        assert_eq!(judgements.measure("q", &ranking(&["a", "b"]))[0], 1.0);
    }

    #[test]
    fn an_id_has_its_extension_where_the_judgements_have_it() {
        let known = HashSet::from(["a/b.md"]);
        assert_eq!(document_id("a/b.md", &known), "a/b.md");
        assert_eq!(document_id("kq1.md", &known), "kq1");
    }

    #[test]
    fn a_document_that_is_only_left_out_is_known_by_its_extension_too() {
        let mut judgements = Judgements::default();
        judgements.relevant.insert("q".to_owned(), HashMap::from([("a.md".to_owned(), 1.0)]));
        judgements.excluded.insert("q".to_owned(), HashSet::from(["README.md".to_owned()]));
        let known = judgements.documents();
        assert_eq!(document_id("a.md", &known), "a.md");
        assert_eq!(document_id("README.md", &known), "README.md");
    }
}
