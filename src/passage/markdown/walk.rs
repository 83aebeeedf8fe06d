use std::collections::VecDeque;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::blocks::{Kind, Open, ends_in_heading};
use super::html::HtmlReader;
use super::strays::stray_definitions;
use crate::passage::PassageKind;
use crate::passage::nest::Role;
use crate::passage::placer::Placer;
use crate::passage::tree::TreeBuilder;
use crate::text::Span;

/// Containers that may stand around a quote that ends in a heading. To look at more of them takes a
/// time that grows with the square of their number.
const DEEPEST_QUOTE: usize = 24;

/// Follows the parser's events and pushes passages.
///
/// Text is gathered in the placer until its block is complete. The parser gives no
/// block to text that stands directly in a tight list item or in HTML: the first text opens one, and
/// the next block, or the end of the container, closes it.
pub(super) struct Walker<'s, 't> {
    pub(super) source: &'s str,
    pub(super) placer: Placer<'s, 't>,
    pub(super) open: Option<Open>,
    /// Due before the next text of the open block, if it has text already.
    pub(super) separator: Option<&'static str>,
    /// Where bold text began, and how deep it is nested.
    pub(super) bold: Option<(usize, usize)>,
    /// Where the last emphasis marker ends that was dropped from text; the parser may report its
    /// two characters one by one.
    pub(super) marker_end: usize,
    /// Where the texts of open images began, and whether each is an embed.
    pub(super) images: Vec<(usize, bool)>,
    pub(super) html: HtmlReader,
    /// A row of HTML has only header cells so far.
    pub(super) header_row: bool,
    /// Where the note's last `</details>` stands.
    pub(super) last_details: usize,
    /// Where the last block ended that has been read.
    pub(super) read_to: usize,
    /// Lines still to come that nothing may read.
    pub(super) strays: VecDeque<Span>,
}

impl<'s, 't> Walker<'s, 't> {
    pub(super) fn new(source: &'s str, body: usize, tree: &'t mut TreeBuilder) -> Self {
        let tight_headings = Some(writes_tight_headings(&source[body..]));
        Walker {
            source,
            placer: Placer::new(source, tree, tight_headings),
            open: None,
            separator: None,
            bold: None,
            marker_end: 0,
            images: Vec::new(),
            html: HtmlReader::default(),
            header_row: false,
            last_details: source.rfind("</details").unwrap_or(0),
            read_to: body,
            strays: stray_definitions(source, body),
        }
    }

    pub(super) fn event(&mut self, event: Event, span: Span) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.code_span(&text, span);
            }
            Event::Html(_) => self.html(span),
            Event::InlineHtml(_) => self.inline_html(span),
            Event::SoftBreak | Event::HardBreak => self.line_break(span),
            Event::Rule => self.flush(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.extend(span.end),
        }
    }

    /// Ends the note.
    pub(super) fn finish(mut self) {
        self.flush();
        self.strays_before(usize::MAX);
    }

    fn start(&mut self, tag: &Tag, span: Span) {
        match tag {
            Tag::Strong => {
                let (start, depth) = self.bold.unwrap_or((self.placer.inline.len(), 0));
                self.bold = Some((start, depth + 1));
            }
            Tag::Image { link_type, .. } => {
                let embed = matches!(link_type, LinkType::WikiLink { .. });
                self.images.push((self.placer.inline.len(), embed));
            }
            Tag::TableCell => self.separator = Some(" | "),
            Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { .. } | Tag::MetadataBlock(_) => {}
            Tag::DefinitionListDefinition if self.is_defined_at(span.start) => {
                self.separator = Some(" : ");
            }
            Tag::Paragraph if self.awaits_definition() && self.separator.is_some() => {}
            _ => self.start_block(tag, span),
        }
    }

    fn start_block(&mut self, tag: &Tag, span: Span) {
        self.flush();
        self.strays_before(span.start);
        let holder = self.placer.holder(span.start);
        let nest = &mut self.placer.nest;
        match tag {
            Tag::Paragraph => self.begin(Kind::Passage(PassageKind::Paragraph), span.start),
            Tag::Heading { level, .. } => self.begin(self.heading_kind(*level, span), span.start),
            Tag::BlockQuote(_)
                if nest.depth() <= DEEPEST_QUOTE && ends_in_heading(&self.source[span.range()]) =>
            {
                nest.open_transparent(Role::Quote);
            }
            Tag::BlockQuote(_) => nest.open(Role::Quote),
            Tag::CodeBlock(kind) => {
                nest.open_below(Role::Code, holder);
                self.begin(self.code_kind(kind, span), span.start);
            }
            Tag::List(_) => nest.open_below(Role::List, holder),
            Tag::Item => nest.open_pending(Role::Item, PassageKind::Bullet, span.start),
            Tag::FootnoteDefinition(_) => {
                nest.open_pending(Role::Footnote, PassageKind::Footnote, span.start);
            }
            Tag::DefinitionListTitle => {
                nest.close_innermost(Role::Definition);
                nest.open_pending(Role::Definition, PassageKind::Definition, span.start);
                self.begin(Kind::Passage(PassageKind::Definition), span.start);
            }
            Tag::DefinitionListDefinition => {
                self.begin(Kind::Passage(PassageKind::Definition), span.start);
                self.separator = Some(" : ");
            }
            Tag::Table(_) => nest.open_below(Role::Table, holder),
            Tag::TableHead => self.begin(Kind::Passage(PassageKind::TableHeader), span.start),
            Tag::TableRow => self.begin(Kind::Passage(PassageKind::TableRow), span.start),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.flush(),
            TagEnd::CodeBlock => self.close(Role::Code),
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::DefinitionListDefinition => self.flush(),
            TagEnd::HtmlBlock => self.end_html(span.end),
            TagEnd::BlockQuote(_) => self.close(Role::Quote),
            TagEnd::List(_) => self.close(Role::List),
            TagEnd::Item => self.close(Role::Item),
            TagEnd::FootnoteDefinition => self.close(Role::Footnote),
            TagEnd::DefinitionList => self.close(Role::Definition),
            TagEnd::Table => self.close(Role::Table),
            TagEnd::Strong => self.end_strong(span),
            TagEnd::Image => self.end_image(span),
            _ => self.extend(span.end),
        }
    }

    fn close(&mut self, role: Role) {
        self.flush();
        self.placer.nest.close(role);
    }
}

/// Whether a note has a heading such as `##특징`: then `#람다` is one, too.
fn writes_tight_headings(text: &str) -> bool {
    text.match_indices('#').any(|(at, _)| {
        let begins = at == 0 || text[..at].ends_with('\n');
        let rest = &text[at..];
        begins
            && rest.starts_with("##")
            && rest.trim_start_matches('#').starts_with(char::is_alphanumeric)
    })
}
