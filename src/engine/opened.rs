//! A note whose lines are shown.

use std::cell::OnceCell;

use super::alike::Wording;
use super::answer::{Crumb, Found, Stated};
use super::query::{Session, one_line};
use crate::analysis::Analyzer;
use crate::index::KeptTopics;
use crate::note::{Note, Stamp};
use crate::passage::{Outline, Passage, PassageKind};
use crate::quantity::quantities;
use crate::query::Plan;
use crate::search::{Hit, Snippet, locate, snippet};
use crate::topic::PassageTopics;

/// A note that is being shown.
pub(super) struct Opened {
    pub(super) note: Box<Note>,
    pub(super) outline: Outline,
    pub(super) stamp: Stamp,
    /// What the index knows of its topics.
    pub(super) kept: Option<KeptTopics>,
    /// Read or worked out when they are first asked for.
    pub(super) topics: OnceCell<Vec<PassageTopics>>,
}

impl Opened {
    /// What each of its passages is about.
    pub(super) fn topics(&self, session: &Session<'_>) -> &[PassageTopics] {
        self.topics.get_or_init(|| {
            let kept = self.kept.as_ref();
            let kept = kept.and_then(|kept| kept.read(&self.outline, session.catalog()));
            kept.unwrap_or_else(|| session.recognizer().topics(&self.outline))
        })
    }

    /// The text of a passage in which quantities are looked for, if any: none in code, nor in a title
    /// that no line says.
    pub(super) fn figures_in(&self, number: usize) -> Option<(&Passage, &str)> {
        let passage = self.outline.passages.get(number)?;
        let text = passage.text.as_str();
        let is_said = number > 0 || text == self.outline.title;
        (is_said && passage.kind != PassageKind::Code).then_some((passage, text))
    }

    /// The quantities that a passage states.
    pub(super) fn stated(&self, number: usize) -> Vec<Stated> {
        let Some((passage, text)) = self.figures_in(number) else { return Vec::new() };
        let stated = quantities(text).into_iter().map(|quantity| Stated {
            raw: one_line(&text[quantity.span.range()]),
            range: locate(&self.note.source, passage, quantity.span),
            quantity,
        });
        stated.collect()
    }

    pub(super) fn show(
        &self,
        hit: &Hit,
        plan: &Plan,
        analyzer: &mut Analyzer,
    ) -> Option<(Found, Wording)> {
        let mut number = hit.ordinal as usize;
        let passages = &self.outline.passages;
        if number == 0 && passages[0].span.is_empty() && passages.len() > 1 {
            // A title that no line says: what the note begins with stands for it.
            number = 1;
        }
        let passage = passages.get(number)?;
        let snippet = snippet(&self.note.source, passage, &plan.slots, analyzer);
        let found = self.found(number, hit, snippet);
        let above = found.breadcrumb.iter().map(|crumb| crumb.text.as_str());
        let wording = Wording::new(passage.text.as_str(), above);
        Some((found, wording))
    }

    /// A passage as an answer, with the line to show of it.
    pub(super) fn found(&self, number: usize, hit: &Hit, snippet: Snippet) -> Found {
        let passage = &self.outline.passages[number];
        let source = &self.note.source;
        let range = match snippet.highlights.first() {
            Some(first) => (first.start, first.end),
            None => snippet.content,
        };
        let breadcrumb: Vec<Crumb> = self
            .outline
            .breadcrumb(number)
            .map(|(_, above)| Crumb {
                kind: above.kind,
                text: one_line(above.text.as_str()),
                line: source.line_of(above.span.start),
            })
            .collect();
        Found {
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
            similar: Vec::new(),
            score: hit.score,
            parts: hit.parts,
            evidence: hit.evidence.clone(),
            about: Vec::new(),
            quantities: Vec::new(),
        }
    }
}
