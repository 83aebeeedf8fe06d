use super::front_matter::Metadata;
use super::{Outline, Passage, PassageKind};
use crate::text::{MappedText, Span};

/// How far passages nest. What stands deeper is kept as a sibling at this depth, so that a
/// breadcrumb stays short whatever the note.
const MAX_DEPTH: usize = 48;

/// Collects passages in preorder.
pub(super) struct TreeBuilder {
    passages: Vec<Passage>,
    /// The last passage and its ancestors, outermost first: where a new passage may be hung.
    spine: Vec<usize>,
    /// What the note says of itself.
    pub(super) metadata: Metadata,
}

impl TreeBuilder {
    /// An outline that so far has nothing but a title.
    pub(super) fn new(metadata: Metadata) -> Self {
        let title = Passage {
            kind: PassageKind::Title,
            text: MappedText::default(),
            span: Span::default(),
            parent: None,
            descendants: 0,
        };
        TreeBuilder { passages: vec![title], spine: vec![Self::ROOT], metadata }
    }

    /// Index of the title, above everything.
    pub(super) const ROOT: usize = 0;

    /// Appends a passage below `parent` and returns its index.
    ///
    /// A parent whose subtree is closed already would break the order: the passage is then hung at
    /// the nearest open ancestor. Depth is capped in the same way.
    pub(super) fn push(
        &mut self,
        parent: usize,
        kind: PassageKind,
        text: MappedText,
        span: Span,
    ) -> usize {
        let open = self.spine.partition_point(|&open| open <= parent).clamp(1, MAX_DEPTH);
        self.spine.truncate(open);
        let index = self.passages.len();
        let parent = self.spine.last().copied();
        self.passages.push(Passage { kind, text, span, parent, descendants: 0 });
        self.spine.push(index);
        index
    }

    /// Where the last passage ends in the source.
    pub(super) fn end(&self) -> usize {
        self.passages.last().map_or(0, |last| last.span.end)
    }

    /// The finished outline; `stem` names it where nothing else does.
    pub(super) fn finish(mut self, stem: &str) -> Outline {
        let title = self.metadata.title.take();
        let title = title.or_else(|| self.promote_heading()).unwrap_or_else(|| stem.to_owned());
        self.count_descendants();
        let Metadata { tags, aliases, .. } = self.metadata;
        Outline { title, tags, aliases, passages: self.passages }
    }

    /// Makes the heading that names the note passage 0, and returns its text.
    fn promote_heading(&mut self) -> Option<String> {
        let index = self.naming_heading()?;
        let heading = self.passages.remove(index);
        for passage in &mut self.passages[index..] {
            passage.parent = passage.parent.map(|parent| match parent {
                parent if parent == index => Self::ROOT,
                parent if parent > index => parent - 1,
                parent => parent,
            });
        }
        let title = heading.text.as_str().replace('\n', " ");
        self.passages[Self::ROOT] =
            Passage { kind: PassageKind::Title, parent: None, descendants: 0, ..heading };
        Some(title)
    }

    /// A heading that is the note's first block and has no equal, the first block if it is of level
    /// 1, or else the only one of level 1. A first `## 1. 개요` that is followed by `## 2. 특징`
    /// names a section, not the note.
    fn naming_heading(&self) -> Option<usize> {
        let headings = || {
            self.passages.iter().enumerate().filter_map(|(index, passage)| match passage.kind {
                PassageKind::Heading { level } if passage.parent == Some(Self::ROOT) => {
                    Some((index, level))
                }
                _ => None,
            })
        };
        let (first, top) = headings().next()?;
        if first == 1 && (top == 1 || headings().skip(1).all(|(_, level)| level > top)) {
            return Some(first);
        }
        let mut outermost = headings().filter(|&(_, level)| level == 1);
        match (outermost.next(), outermost.next()) {
            (Some((only, _)), None) => Some(only),
            _ => None,
        }
    }

    fn count_descendants(&mut self) {
        for index in (1..self.passages.len()).rev() {
            let below = self.passages[index].descendants + 1;
            if let Some(parent) = self.passages[index].parent {
                self.passages[parent].descendants += below;
            }
        }
    }
}
