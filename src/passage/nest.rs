use super::PassageKind;
use super::tree::TreeBuilder;
use crate::text::{MappedText, Span};

/// What opened a level of nesting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Note,
    Quote,
    List,
    Item,
    Footnote,
    Definition,
    Table,
    Code,
    /// `<details>`, from its `<summary>` on.
    Details,
    /// `<table>`, from its header row on.
    HtmlTable,
}

/// A level of nesting: a list, an item, a quote and so on.
#[derive(Debug)]
struct Frame {
    role: Role,
    /// What passages of this level stand below, unless a heading of the level holds them.
    parent: usize,
    /// The headings of this level begin here.
    headings: usize,
    /// Its headings go on to hold what follows the level.
    keeps_headings: bool,
    /// The level's first text becomes a passage of this kind that begins here, and holds the rest.
    pending: Option<(PassageKind, usize)>,
}

/// Where the next passage belongs: the open levels, and the headings that hold what follows them.
pub(super) struct Nest<'t> {
    tree: &'t mut TreeBuilder,
    frames: Vec<Frame>,
    headings: Vec<(u8, usize)>,
}

impl<'t> Nest<'t> {
    pub(super) fn new(tree: &'t mut TreeBuilder) -> Self {
        let note = Frame {
            role: Role::Note,
            parent: TreeBuilder::ROOT,
            headings: 0,
            keeps_headings: false,
            pending: None,
        };
        Nest { tree, frames: vec![note], headings: Vec::new() }
    }

    /// The tree as built so far.
    pub(super) fn tree(&mut self) -> &mut TreeBuilder {
        self.tree
    }

    /// How many levels are open.
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// What a passage pushed now stands below.
    pub(super) fn parent(&self) -> usize {
        let Some(frame) = self.frames.last() else { return TreeBuilder::ROOT };
        match self.headings[frame.headings..].last() {
            Some(&(_, heading)) => heading,
            None => frame.parent,
        }
    }

    /// Appends a passage at the current place.
    pub(super) fn push(&mut self, kind: PassageKind, text: MappedText, span: Span) -> usize {
        self.tree.push(self.parent(), kind, text, span)
    }

    /// Appends a heading, closing the headings of its level and below within the open level.
    pub(super) fn heading(&mut self, level: u8, text: MappedText, span: Span) -> usize {
        let first = self.frames.last().map_or(0, |frame| frame.headings);
        let keep = self.headings[first..].partition_point(|&(above, _)| above < level);
        self.headings.truncate(first + keep);
        let index = self.push(PassageKind::Heading { level }, text, span);
        self.headings.push((level, index));
        index
    }

    /// Opens a level below `parent`.
    pub(super) fn open_below(&mut self, role: Role, parent: usize) {
        self.frames.push(Frame {
            role,
            parent,
            headings: self.headings.len(),
            keeps_headings: false,
            pending: None,
        });
    }

    /// Opens a level at the current place.
    pub(super) fn open(&mut self, role: Role) {
        self.open_below(role, self.parent());
    }

    /// Opens a level whose first text, of the given kind, holds the rest of it.
    pub(super) fn open_pending(&mut self, role: Role, kind: PassageKind, start: usize) {
        self.open(role);
        if let Some(frame) = self.frames.last_mut() {
            frame.pending = Some((kind, start));
        }
    }

    /// Opens a level that is none to headings.
    pub(super) fn open_transparent(&mut self, role: Role) {
        let (parent, headings) = match self.frames.last() {
            Some(frame) => (frame.parent, frame.headings),
            None => (TreeBuilder::ROOT, 0),
        };
        self.frames.push(Frame { role, parent, headings, keeps_headings: true, pending: None });
    }

    /// Closes the innermost level of this role and all that is open within it.
    pub(super) fn close(&mut self, role: Role) {
        let Some(at) = self.frames.iter().rposition(|frame| frame.role == role) else { return };
        while self.frames.len() > at.max(1) {
            let Some(frame) = self.frames.pop() else { return };
            if !frame.keeps_headings {
                self.headings.truncate(frame.headings);
            }
        }
    }

    /// Whether the innermost level has this role.
    pub(super) fn is_in(&self, role: Role) -> bool {
        self.frames.last().is_some_and(|frame| frame.role == role)
    }

    /// Closes the innermost level if it has this role. HTML may close what Markdown did not open.
    pub(super) fn close_innermost(&mut self, role: Role) {
        if self.is_in(role) {
            self.close(role);
        }
    }

    /// The kind and start of the passage that the level waits for, if it does. A quote within an
    /// item does not hide that the item has no text yet.
    pub(super) fn pending(&self) -> Option<(PassageKind, usize)> {
        self.pending_frame().and_then(|at| self.frames[at].pending)
    }

    /// Gives a waiting level the passage it waited for.
    pub(super) fn resolve(&mut self, passage: usize) {
        let Some(at) = self.pending_frame() else { return };
        self.frames[at].pending = None;
        self.hold(at, passage);
    }

    /// From here on the innermost level's passages stand below `passage`.
    pub(super) fn hold_innermost(&mut self, passage: usize) {
        self.hold(self.frames.len() - 1, passage);
    }

    fn hold(&mut self, from: usize, passage: usize) {
        for frame in &mut self.frames[from..] {
            frame.parent = passage;
        }
    }

    fn pending_frame(&self) -> Option<usize> {
        let at = self.frames.iter().rposition(|frame| frame.role != Role::Quote)?;
        self.frames[at].pending.map(|_| at)
    }
}
