//! Finding names in one text, before it is known which of them mean what.

use super::border::{begins, ends};
use super::label::{is_nothing_but_names, segments};
use super::names::Names;
use super::slip::Slips;
use super::units::{Gap, Sort, Unit, units};
use crate::catalog::{EntityId, Kind};
use crate::passage::PassageKind;
use crate::text::Span;

/// What stands before the name of a service.
const PROVIDERS: [&str; 4] = ["aws", "amazon", "아마존", "에이더블유에스"];

/// A name in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub what: What,
    pub span: Span,
    pub clues: Clues,
}

/// Which name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The catalogue's key of this place.
    Key(usize),
    /// Something that is one slip away from a name of this entity.
    Slip {
        entity: EntityId,
        /// Whether the name is long enough to be hit by no ordinary word.
        sure: bool,
    },
}

/// What the surroundings of an ambiguous name say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clues {
    /// `Amazon` or `AWS` stands directly before it.
    pub provider: bool,
    /// It has a capital that no rule of spelling asks for.
    pub capital: bool,
    /// It is all capitals in the middle of other text: an abbreviation, of whatever.
    pub acronym: bool,
    /// It stands alone where names stand.
    pub alone: bool,
    /// It stands alone, but is an ordinary word in Hangul: that says something only in a list of
    /// services.
    pub bare: bool,
}

/// Finds names in one text after the other, reusing its buffers.
pub(super) struct Scanner<'n> {
    names: &'n Names<'n>,
    slips: Option<&'n Slips>,
    units: Vec<Unit>,
    /// What they spell, and where each is in it.
    spelt: String,
    places: Vec<usize>,
}

impl<'n> Scanner<'n> {
    /// One that also finds misspelt names, if it is given what they may be.
    pub fn new(names: &'n Names<'n>, slips: Option<&'n Slips>) -> Self {
        Scanner { names, slips, units: Vec::new(), spelt: String::new(), places: Vec::new() }
    }

    /// The names in a text, in order and without overlap, the longest where several begin.
    pub fn scan(&mut self, text: &str, kind: PassageKind) -> Vec<Found> {
        units(text, &mut self.units);
        self.spelt.clear();
        self.places.clear();
        for unit in &self.units {
            self.places.push(self.spelt.len());
            self.spelt.push(unit.char);
        }
        let spelt = Spelt { text: &self.spelt, places: &self.places };
        scan(self.names, self.slips, text, kind, &self.units, spelt)
    }
}

/// What units spell.
#[derive(Clone, Copy)]
struct Spelt<'u> {
    text: &'u str,
    /// Where each unit is in the text.
    places: &'u [usize],
}

impl<'u> Spelt<'u> {
    /// From a unit on.
    fn from(self, unit: usize) -> &'u str {
        &self.text[self.places[unit]..]
    }
}

fn scan(
    names: &Names<'_>,
    slips: Option<&Slips>,
    text: &str,
    kind: PassageKind,
    all: &[Unit],
    spelt: Spelt<'_>,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    let mut last_end = None;
    while at < all.len() {
        let attached = last_end == Some(at);
        if !(begins(all, at) || (attached && all[at].sort == Sort::Hangul)) {
            at += 1;
            continue;
        }
        let prefixes = names.prefixes(spelt.from(at));
        let mut topics = prefixes.filter(|&(_, key)| names.is_topical(key));
        let whole = topics.find_map(|(len, key)| {
            let more = ends(all, at, at + len)?;
            let fits = names.may_be_spaced(key, &all[at..at + len])
                && is_written_so(names, key, &all[at..at + len]);
            (fits && !(more > 0 && names.is_ambiguous(key))).then_some((len + more, key))
        });
        if let Some((len, key)) = whole {
            let span = Span::new(all[at].start, all[at + len - 1].end);
            let clues = Clues {
                provider: has_provider(all, at),
                capital: has_capital(text, span, &all[at..at + len], kind),
                acronym: all[at..at + len].iter().all(|unit| unit.capital),
                ..Clues::default()
            };
            drop_provider(names, &mut found, key, span, text);
            found.push(Found { what: What::Key(key), span, clues });
            at += len;
            last_end = Some(at);
        } else {
            let word = word(all, at);
            if kind != PassageKind::Code
                && let Some((len, entity, sure)) =
                    slips.and_then(|slips| slips.find(names, all, at..at + word))
            {
                let span = Span::new(all[at].start, all[at + len - 1].end);
                let what = What::Slip { entity, sure };
                found.push(Found { what, span, clues: Clues::default() });
            }
            at += word;
        }
    }
    if found.iter().any(|found| is_unclear(names, found)) {
        find_alone(names, text, kind, &mut found);
    }
    found
}

/// How many units the run of one script takes that begins here.
fn word(all: &[Unit], at: usize) -> usize {
    let sort = all[at].sort;
    let rest = all[at + 1..].iter();
    1 + rest.take_while(|unit| unit.gap == Gap::None && unit.sort == sort).count()
}

fn is_unclear(names: &Names<'_>, found: &Found) -> bool {
    matches!(found.what, What::Key(key) if names.is_ambiguous(key))
}

/// Two letters are a name only in capitals, if that is how it is written: `dr` is any abbreviation.
fn is_written_so(names: &Names<'_>, key: usize, units: &[Unit]) -> bool {
    let text = names.key(key);
    let short = units.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    !short || units.iter().any(|unit| unit.capital)
}

fn has_provider(all: &[Unit], at: usize) -> bool {
    let touches = matches!(all[at].gap, Gap::None | Gap::Space);
    let last = at.checked_sub(1).map(|before| all[before].char);
    if !touches || !PROVIDERS.iter().any(|provider| provider.chars().next_back() == last) {
        return false;
    }
    let before: Vec<char> = all[..at]
        .iter()
        .rev()
        .scan(false, |over, unit| {
            let goes_on = !*over && unit.sort != Sort::Mark;
            *over = unit.gap != Gap::None;
            goes_on.then_some(unit.char)
        })
        .take(8)
        .collect();
    let before: String = before.into_iter().rev().collect();
    PROVIDERS.contains(&before.as_str())
}

/// `AWS S3` names one thing: the provider before a service is no topic of its own.
fn drop_provider(names: &Names<'_>, found: &mut Vec<Found>, key: usize, span: Span, text: &str) {
    let mut ids = names.entities(key);
    let service = ids.any(|id| names.catalog.entity(id).kind() == Kind::Service);
    let provider = found.last().is_some_and(|last| {
        matches!(last.what, What::Key(key) if PROVIDERS.contains(&names.key(key)))
            && text[last.span.end..span.start].chars().all(char::is_whitespace)
    });
    if service && provider {
        found.pop();
    }
}

/// Whether a Latin name is written with a capital that says that it is a name: not an acronym, which
/// always is, nor the first word of an English sentence, nor a word of an English heading.
fn has_capital(text: &str, span: Span, units: &[Unit], kind: PassageKind) -> bool {
    let [first, rest @ ..] = units else { return false };
    if !first.capital || rest.iter().all(|unit| unit.capital || unit.sort != Sort::Alnum) {
        return false;
    }
    let before = text[..span.start].trim_end_matches([' ', '"', '\'', '(', '*', '“', '‘']);
    let opens = before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '|', '•', '-']);
    let after = text[span.end..].trim_start();
    let touches = text[span.end..].starts_with(|char: char| !char.is_whitespace());
    let english = !touches && after.starts_with(|char: char| char.is_ascii_alphabetic());
    let heading = matches!(kind, PassageKind::Title | PassageKind::Heading { .. });
    // Alone, it is for the rule of what stands alone to say.
    !(opens && after.is_empty()) && !((opens || heading) && english)
}

fn find_alone(names: &Names<'_>, text: &str, kind: PassageKind, found: &mut [Found]) {
    for segment in segments(kind, text) {
        let inside =
            |found: &Found| segment.start <= found.span.start && found.span.end <= segment.end;
        if !found.iter().any(|found| inside(found) && is_unclear(names, found))
            || !is_nothing_but_names(text, segment, found)
        {
            continue;
        }
        let clear = found.iter().any(|found| inside(found) && is_clear_service(names, found));
        for found in found.iter_mut().filter(|found| inside(found)) {
            let hangul = text[found.span.range()].chars().all(|char| !char.is_ascii_alphabetic());
            found.clues.alone = !hangul || clear || kind == PassageKind::Title;
            found.clues.bare = true;
            found.clues.acronym = false;
        }
    }
}

/// Whether this is a service, whatever stands around it.
pub(super) fn is_clear_service(names: &Names<'_>, found: &Found) -> bool {
    let What::Key(key) = found.what else { return false };
    names.entities(key).next().is_some_and(|id| {
        let entity = names.catalog.entity(id);
        entity.kind() == Kind::Service && !entity.is_ambiguous(names.key(key))
    })
}

impl Found {
    /// Whether it is misspelt.
    pub fn is_slip(&self) -> bool {
        matches!(self.what, What::Slip { .. })
    }
}
