//! The first line of `pilgi limits --json` and `pilgi topics --json`.

use std::path::PathBuf;

use serde::Serialize;

use super::json::folder;
use super::wire::VERSION;

/// What is listed, and of what.
#[derive(Serialize)]
pub(super) struct Begin<'a> {
    r#type: &'static str,
    schema: &'static str,
    version: u32,
    root: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    roots: Option<Vec<String>>,
    /// What was asked, where something can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    notes: usize,
    /// What was read otherwise than it may have been meant.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    diagnostics: &'a [String],
}

impl<'a> Begin<'a> {
    /// Of a list in the form `schema`, from so many notes below `roots`.
    pub fn new(schema: &'static str, notes: usize, roots: &[PathBuf]) -> Self {
        let names: Vec<String> = roots.iter().map(|root| folder(root)).collect();
        Begin {
            r#type: "begin",
            schema,
            version: VERSION,
            root: names.first().cloned().unwrap_or_default(),
            roots: (names.len() > 1).then_some(names),
            query: None,
            notes,
            diagnostics: &[],
        }
    }

    /// The same of a list that was asked for by a query.
    pub fn asked(self, query: &'a str, diagnostics: &'a [String]) -> Self {
        Begin { query: Some(query), diagnostics, ..self }
    }
}
