//! Retrieval figures, and rankings in the format of TREC.

use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;

use super::count::{grouped, milliseconds, time};
use super::json;
use super::style::LABEL;
use crate::engine::Measured;

/// Writes the figures, one a line.
///
/// # Errors
///
/// What `out` says.
pub fn print(measured: &Measured, out: &mut impl Write) -> io::Result<()> {
    let rows = [
        ("queries", grouped(measured.queries as u64)),
        ("nDCG@10", format!("{:.4}", measured.ndcg_10)),
        ("MRR@10", format!("{:.4}", measured.mrr_10)),
        ("Recall@10", format!("{:.4}", measured.recall_10)),
        ("Recall@100", format!("{:.4}", measured.recall_100)),
        ("Success@1", format!("{:.4}", measured.success_1)),
        ("median", time(quantile(&measured.times, 0.5))),
        ("p99", time(quantile(&measured.times, 0.99))),
    ];
    for (name, value) in rows {
        writeln!(out, "{LABEL}{name:<10}{LABEL:#}  {value}")?;
    }
    Ok(())
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "figures")]
struct FiguresLine {
    schema: &'static str,
    version: u32,
    queries: usize,
    ndcg_10: f64,
    mrr_10: f64,
    recall_10: f64,
    recall_100: f64,
    success_1: f64,
    median_ms: f64,
    p99_ms: f64,
}

/// Writes the figures as one JSON object.
///
/// # Errors
///
/// What `out` says.
pub fn print_json(measured: &Measured, out: &mut impl Write) -> io::Result<()> {
    let figures = FiguresLine {
        schema: "pilgi.eval",
        version: 1,
        queries: measured.queries,
        ndcg_10: measured.ndcg_10,
        mrr_10: measured.mrr_10,
        recall_10: measured.recall_10,
        recall_100: measured.recall_100,
        success_1: measured.success_1,
        median_ms: milliseconds(quantile(&measured.times, 0.5)),
        p99_ms: milliseconds(quantile(&measured.times, 0.99)),
    };
    json::line(&figures, out)
}

/// Writes the rankings as `trec_eval` reads them: query, `Q0`, document, rank, score, name. Columns
/// are set apart by blanks, so blanks in an id become `_`.
///
/// # Errors
///
/// What `out` says.
pub fn print_run(measured: &Measured, out: &mut impl Write) -> io::Result<()> {
    for (query, ranking) in &measured.run {
        let query = without_blanks(query);
        for (number, document) in ranking.iter().enumerate() {
            let id = without_blanks(&document.id);
            writeln!(out, "{query} Q0 {id} {} {} pilgi", number + 1, document.score)?;
        }
    }
    Ok(())
}

fn without_blanks(id: &str) -> String {
    id.replace(char::is_whitespace, "_")
}

/// The value that a share of ascending values does not exceed (nearest rank).
fn quantile(ascending: &[Duration], share: f64) -> Duration {
    let rank = (share * ascending.len() as f64).ceil() as usize;
    ascending.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::RankedDocument;

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let times: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(quantile(&times, 0.5), Duration::from_millis(50));
        assert_eq!(quantile(&times, 0.99), Duration::from_millis(99));
        assert_eq!(quantile(&[], 0.5), Duration::ZERO);
    }

    #[test]
    fn a_run_has_six_columns_whatever_the_ids() {
        let document = RankedDocument { id: "개발 노트/깃.md".to_owned(), score: 2.5 };
        let run = vec![("q 1".to_owned(), vec![document])];
        let measured = Measured { run, ..Measured::default() };
        let mut out = Vec::new();
        print_run(&measured, &mut out).expect("a vector takes everything");
        assert_eq!(String::from_utf8_lossy(&out), "q_1 Q0 개발_노트/깃.md 1 2.5 pilgi\n");
    }
}
