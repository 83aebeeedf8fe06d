//! A note whose lines are shown.

use std::cell::OnceCell;
use std::rc::Rc;

use super::alike::Wording;
use super::answer::{Crumb, Found, Stated};
use super::query::{Session, one_line};
use crate::analysis::Analyzer;
use crate::index::{KeptTopics, ShownNote};
use crate::note::{Found as FoundFile, Note, NotePath, Reading, Stamp, read};
use crate::passage::{Outline, Passage, PassageKind, outline};
use crate::quantity::quantities;
use crate::search::{Hit, Marker, Snippet, locate};
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

/// Bytes of the notes that a session keeps read. An editor asks at every keystroke, and is mostly
/// shown the same notes again.
const MOST_KEPT: u64 = 8 << 20;
/// Bytes. A larger note is read each time.
const LARGEST_KEPT: u64 = 256 << 10;

impl Session<'_> {
    /// Remembers a note that was read.
    fn keep(&mut self, key: u32, opened: &Rc<Opened>) {
        let kept: u64 = self.shown.values().map(|note| note.stamp.size).sum();
        if kept + opened.stamp.size > MOST_KEPT {
            self.shown.clear();
        }
        self.shown.insert(key, Rc::clone(opened));
    }

    /// Reads a note of the index from its file. One that has changed since is told, not hidden.
    pub(super) fn open(&mut self, key: u32, stale: &mut Vec<NotePath>) -> Option<Rc<Opened>> {
        let manifest = &self.snapshot.manifest;
        let entry = manifest.by_key().get(key)?;
        let file = entry.file();
        if let Some(note) = self.shown.get(&key) {
            let path = entry.path().under(manifest.roots().get(entry.root())?);
            let stamp = std::fs::metadata(path).ok().map(|file| Stamp::of(&file));
            if stamp == Some(file.stamp) {
                return Some(Rc::clone(note));
            }
        }
        let found = FoundFile { root: entry.root(), path: entry.path(), stamp: file.stamp };
        match read(manifest.roots().get(found.root)?, &found) {
            Reading::Note(note) => {
                let is_current = note.hash == file.hash;
                let source = note.source.as_str();
                let kept = is_current.then(|| self.snapshot.shown(key, source));
                let (outline, kept) = match kept.flatten() {
                    Some(ShownNote { outline, topics }) => (outline, Some(topics)),
                    None => (outline(note.format, &note.path.stem(), source), None),
                };
                let stamp = file.stamp;
                let opened = Opened { note, outline, stamp, kept, topics: OnceCell::new() };
                let opened = Rc::new(opened);
                if !is_current {
                    stale.push(entry.path());
                } else if file.stamp.size <= LARGEST_KEPT {
                    self.keep(key, &opened);
                }
                Some(opened)
            }
            Reading::Skipped(_) => {
                stale.push(entry.path());
                None
            }
        }
    }
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
        marker: &Marker<'_>,
        analyzer: &mut Analyzer,
    ) -> Option<(Found, Wording)> {
        let mut number = hit.ordinal as usize;
        let passages = &self.outline.passages;
        if number == 0 && passages[0].span.is_empty() && passages.len() > 1 {
            // A title that no line says: what the note begins with stands for it.
            number = 1;
        }
        let passage = passages.get(number)?;
        let snippet = marker.snippet(&self.note.source, passage, analyzer);
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
