//! A note whose lines are shown.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

use super::alike::Wording;
use super::answer::{Crumb, Found, Stated};
use super::query::{Session, one_line};
use crate::analysis::Analyzer;
use crate::index::{NoteTopics, ShownNote};
use crate::note::{Found as FoundFile, Held, Note, NotePath, Reading, Stamp, now_ns, read_again};
use crate::passage::{Outline, Passage, PassageKind, outline};
use crate::quantity::quantities;
use crate::search::{Hit, Marker, Snippet, locate};
use crate::topic::PassageTopics;

/// A note that is being shown.
pub(super) struct Opened {
    pub(super) note: Box<Note>,
    stamp: Stamp,
    /// What the index knows of it.
    kept: Option<ShownNote>,
    /// Read or worked out when it is first asked for, as are the topics.
    outline: OnceCell<Outline>,
    topics: OnceCell<Topics>,
}

/// What a note is about.
enum Topics {
    /// As the index has it.
    Kept(NoteTopics),
    /// Worked out anew.
    New(Vec<PassageTopics>),
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
            if stamp.is_some_and(|stamp| file.is_current(&stamp, now_ns())) {
                return Some(Rc::clone(note));
            }
        }
        let found = FoundFile { root: entry.root(), path: entry.path(), stamp: file.stamp };
        let held = Held { hash: file.hash, is_plain: entry.is_plain() };
        let known = |stamp: &Stamp| file.is_current(stamp, now_ns()).then_some(held);
        match read_again(manifest.roots().get(found.root)?, &found, known) {
            Reading::Note(note) => {
                let is_current = note.hash == file.hash;
                let kept = is_current.then(|| self.snapshot.shown(key)).flatten();
                let stamp = file.stamp;
                let (outline, topics) = (OnceCell::new(), OnceCell::new());
                let opened = Rc::new(Opened { note, stamp, kept, outline, topics });
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
    /// What one of its passages is about.
    pub(super) fn topics(&self, number: usize, session: &Session<'_>) -> PassageTopics {
        let read = || {
            let kept = self.kept.as_ref();
            let kept = kept.and_then(|kept| kept.topics.read(&kept.outline, session.catalog()));
            kept.map_or_else(
                || Topics::New(session.recognizer().topics(self.outline())),
                Topics::Kept,
            )
        };
        match self.topics.get_or_init(read) {
            Topics::Kept(topics) => topics.of(number),
            Topics::New(topics) => topics.get(number).cloned().unwrap_or_default(),
        }
    }

    /// All of it.
    pub(super) fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| {
            let source = self.note.source.as_str();
            let kept = self.kept.as_ref().and_then(|kept| kept.outline.outline(source));
            kept.unwrap_or_else(|| outline(self.note.format, &self.note.path.stem(), source))
        })
    }

    /// One of its passages, for which the others are not read if they need not be.
    pub(super) fn passage(&self, number: usize) -> Option<Cow<'_, Passage>> {
        let is_read = self.outline.get().is_some();
        let kept = self.kept.as_ref().filter(|_| !is_read);
        let source = self.note.source.as_str();
        match kept.and_then(|kept| kept.outline.passage(number, source)) {
            Some(passage) => Some(Cow::Owned(passage)),
            None => self.outline().passages.get(number).map(Cow::Borrowed),
        }
    }

    fn title(&self) -> &str {
        match &self.kept {
            Some(kept) => kept.outline.title(),
            None => &self.outline().title,
        }
    }

    fn tags(&self) -> &[String] {
        match &self.kept {
            Some(kept) => kept.outline.tags(),
            None => &self.outline().tags,
        }
    }

    /// The text of a passage in which quantities are looked for, if any: none in code, nor in a title
    /// that no line says.
    pub(super) fn figures_in(&self, number: usize) -> Option<Cow<'_, Passage>> {
        let passage = self.passage(number)?;
        let is_said = number > 0 || passage.text.as_str() == self.title();
        (is_said && passage.kind != PassageKind::Code).then_some(passage)
    }

    /// The quantities that a passage states.
    pub(super) fn stated(&self, number: usize) -> Vec<Stated> {
        let Some(passage) = self.figures_in(number) else { return Vec::new() };
        let text = passage.text.as_str();
        let stated = quantities(text).into_iter().map(|quantity| Stated {
            raw: one_line(&text[quantity.span.range()]),
            range: locate(&self.note.source, &passage, quantity.span),
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
        let mut passage = self.passage(hit.ordinal as usize)?;
        if hit.ordinal == 0
            && passage.span.is_empty()
            && let Some(first) = self.passage(1)
        {
            // A title that no line says: what the note begins with stands for it.
            passage = first;
        }
        let snippet = marker.snippet(&self.note.source, &passage, analyzer);
        let found = self.found(&passage, hit, snippet);
        let above = found.breadcrumb.iter().map(|crumb| crumb.text.clone());
        let wording = Wording::new(passage.text.as_str().to_owned(), above.collect());
        Some((found, wording))
    }

    /// What a passage stands below, outermost first, without the title.
    fn above(&self, passage: &Passage) -> Vec<Cow<'_, Passage>> {
        let mut above = Vec::new();
        let mut next = passage.parent;
        while let Some(passage) = next.filter(|&number| number > 0).and_then(|at| self.passage(at))
        {
            next = passage.parent;
            above.push(passage);
        }
        above.reverse();
        above
    }

    /// A passage as an answer, with the line to show of it.
    pub(super) fn found(&self, passage: &Passage, hit: &Hit, snippet: Snippet) -> Found {
        let source = &self.note.source;
        let range = match snippet.highlights.first() {
            Some(first) => (first.start, first.end),
            None => snippet.content,
        };
        let breadcrumb = self.above(passage).into_iter().map(|above| Crumb {
            kind: above.kind,
            text: one_line(above.text.as_str()),
            line: source.line_of(above.span.start),
        });
        Found {
            root: self.note.root,
            path: self.note.path.clone(),
            title: self.title().to_owned(),
            tags: self.tags().to_owned(),
            modified: self.stamp.modified(),
            kind: passage.kind,
            breadcrumb: breadcrumb.collect(),
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
