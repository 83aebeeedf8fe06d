use super::about::{self, PassageTopics};
use super::meaning::{Context, meaning};
use super::names::Names;
use super::scan::{Found, Scanner, is_clear_service};
use super::slip::Slips;
use crate::catalog::{Catalog, EntityId};
use crate::passage::{Outline, PassageKind};
use crate::text::Span;

/// Finds names of a catalogue in texts. Made once for many notes; several threads may use it.
pub struct Recognizer<'c> {
    names: Names<'c>,
    /// None where names count only as they are spelled.
    slips: Option<Slips>,
}

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it names.
    pub entity: EntityId,
    /// Where it stands in the text, without particles.
    pub span: Span,
    /// Whether it is misspelt.
    pub slip: bool,
}

/// Where a text stands: what tells an ambiguous name from an ordinary word, beyond the text itself.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'s> {
    /// What sort of passage it is: a name alone in a heading or a cell is meant as one.
    pub kind: PassageKind,
    /// What is named elsewhere in the note.
    pub named: &'s [EntityId],
}

impl Surroundings<'_> {
    /// A text by itself, as a query is.
    pub const NONE: Surroundings<'static> =
        Surroundings { kind: PassageKind::Paragraph, named: &[] };
}

impl<'c> Recognizer<'c> {
    /// A recogniser of the names of this catalogue. Cheap: what only some texts need is worked out
    /// when the first of them is met.
    pub fn new(catalog: &'c Catalog) -> Self {
        Recognizer { names: Names::new(catalog), slips: Some(Slips::default()) }
    }

    /// One that leaves out misspelt names, and so has nothing to prepare: for a look at a few notes.
    pub fn of_spelled(catalog: &'c Catalog) -> Self {
        Recognizer { names: Names::new(catalog), slips: None }
    }

    /// The catalogue whose names it finds.
    pub fn catalog(&self) -> &'c Catalog {
        self.names.catalog
    }

    /// Names in one text, in order and without overlap; where several begin, the longest.
    pub fn mentions(&self, text: &str, surroundings: Surroundings<'_>) -> Vec<Mention> {
        let found = self.scanner().scan(text, surroundings.kind);
        let context = Context::new(&self.names, found.iter(), surroundings.named);
        self.meant(&found, &context, surroundings.kind)
    }

    /// What each passage of a note is about.
    pub fn topics(&self, outline: &Outline) -> Vec<PassageTopics> {
        let (mentions, title) = self.of_note(outline);
        about::topics(self.catalog(), outline, &mentions, &title)
    }

    /// The names in each passage of a note, read with the whole note in mind, and those in its
    /// title.
    pub fn of_note(&self, outline: &Outline) -> (Vec<Vec<Mention>>, Vec<Mention>) {
        let mut scanner = self.scanner();
        let is_code = |kind| kind == PassageKind::Code;
        let mut found: Vec<Vec<Found>> = Vec::with_capacity(outline.passages.len());
        for passage in &outline.passages {
            let text = if is_code(passage.kind) { "" } else { passage.text.as_str() };
            found.push(scanner.scan(text, passage.kind));
        }
        let title = scanner.scan(&words_of(&outline.title), PassageKind::Title);
        self.heed_lists(outline, &mut found);
        let context = Context::new(&self.names, found.iter().flatten().chain(&title), &[]);
        // Code says nothing of what a note is on; it is read for services that the text speaks of.
        if context.names_services() {
            for (passage, found) in outline.passages.iter().zip(&mut found) {
                if is_code(passage.kind) {
                    *found = scanner.scan(passage.text.as_str(), passage.kind);
                }
            }
        }
        let mentions = outline
            .passages
            .iter()
            .zip(&found)
            .map(|(passage, found)| self.meant(found, &context, passage.kind))
            .collect();
        (mentions, self.meant(&title, &context, PassageKind::Title))
    }

    fn scanner(&self) -> Scanner<'_> {
        Scanner::new(&self.names, self.slips.as_ref())
    }

    fn meant(&self, found: &[Found], context: &Context, kind: PassageKind) -> Vec<Mention> {
        let mention = |found: &Found| {
            let entity = meaning(&self.names, found, context, kind)?;
            Some(Mention { entity, span: found.span, slip: found.is_slip() })
        };
        found.iter().filter_map(mention).collect()
    }

    /// In a list of services, one a line, what stands where they stand is a service too, be it an
    /// ordinary word: `백업` below `Storage Gateway` and `DataSync`.
    fn heed_lists(&self, outline: &Outline, found: &mut [Vec<Found>]) {
        if !found.iter().flatten().any(|found| found.clues.bare && !found.clues.alone) {
            return;
        }
        let leads = |found: &[Found]| {
            found
                .first()
                .is_some_and(|first| first.span.start == 0 && is_clear_service(&self.names, first))
        };
        let mut services = vec![0_u32; outline.passages.len()];
        for (passage, found) in outline.passages.iter().zip(found.iter()) {
            if let Some(parent) = passage.parent.filter(|_| leads(found)) {
                services[parent] += 1;
            }
        }
        for (passage, found) in outline.passages.iter().zip(found) {
            let heading = matches!(passage.kind, PassageKind::Heading { .. });
            if !heading && passage.parent.is_some_and(|parent| services[parent] >= 2) {
                found.iter_mut().for_each(|found| found.clues.alone |= found.clues.bare);
            }
        }
    }
}

/// A title that is a file's name, `lambda-concurrency`, with blanks for its joining signs: as many
/// bytes.
fn words_of(title: &str) -> String {
    if title.contains(char::is_whitespace) {
        return title.to_owned();
    }
    title.replace(['-', '_'], " ")
}
