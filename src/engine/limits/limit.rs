//! One quantity in the notes: what it measures, and whether its line states it or only mentions it.

use super::table::Cell;
use crate::catalog::EntityId;
use crate::engine::answer::Found;
use crate::engine::query::one_line;
use crate::passage::{Passage, PassageKind, defined_term};
use crate::quantity::{Bound, Quantity, Unit, subject};

/// One quantity in the notes.
#[derive(Clone, Debug)]
pub struct Limit {
    /// The line that it stands on.
    pub found: Found,
    /// As it is written.
    pub raw: String,
    /// What it comes to.
    pub quantity: Quantity,
    /// What it measures, in the words of the note; empty where none are found.
    pub subject: String,
    /// The service that its passage is about, by its place in the catalogue.
    pub service: Option<EntityId>,
    /// What its passage is about, the nearest first.
    pub about: Vec<EntityId>,
    /// Its passage's number in the outline.
    pub(in crate::engine) passage: usize,
    /// Where in its passage it stands.
    pub(super) place: Stands,
    /// Whether the note's title names what its passage is about.
    pub(in crate::engine) of_title: bool,
    /// What that stands below.
    pub(in crate::engine) parent: Option<usize>,
    /// What stands close to it, before and after.
    pub(super) near: (String, String),
    /// What the passage says beside it and what it measures.
    pub(in crate::engine) clause: String,
}

/// What says that a figure is a limit. Particles and endings alone (`이상`, `넘는`) may say no more than
/// when something is so.
const LIMIT_WORDS: &[&str] = &[
    "최대",
    "최소",
    "한도",
    "제한",
    "상한",
    "하한",
    "기본값",
    "기본 ",
    "(기본",
    "디폴트",
    "imit",
    "max",
    "Max",
    "min",
    "Min",
    "up to",
    "Up to",
    "at most",
    "at least",
    "efault",
    "uota",
    "no more than",
    "between",
    "within",
];
/// The same where it follows the figure.
const LIMIT_ENDINGS: &[&str] = &[
    "까지",
    "이내",
    "이하",
    "한도",
    "제한",
    "상한",
    "넘을 수",
    "넘길 수",
    "초과할 수",
    "max",
    "limit",
    "or less",
];
/// What says that a share has changed.
const NEWS: &[&str] = &["감소", "증가", "줄", "늘", "향상", "개선"];
/// Counters of what something falls into.
const KINDS: &[&str] = &["가지", "조건", "종류", "단계"];
/// A count of which everything has as many.
const TRIVIAL: f64 = 2.0;

impl Limit {
    /// Whether it is said to be a limit, a default or a range.
    pub(super) fn is_bounded(&self) -> bool {
        !matches!(self.quantity.bound, Bound::Exact | Bound::Approximate)
    }

    /// Whether it is said not to be exact.
    pub(in crate::engine) fn is_rough(&self) -> bool {
        let (before, after) = &self.near;
        let before = before.trim_end();
        ["약", "대략", "about", "around", "~"].iter().any(|word| before.ends_with(word))
            || ["정도", "쯤", "가량"].iter().any(|word| after.starts_with(word))
    }

    /// Whether the line states it as a figure of something, and does not only mention it: with a word
    /// of limits (`최대`, `기본`), after the name of what it measures, or in a table. `2개 이상이면` is a
    /// condition, and `75% 감소` news.
    pub(super) fn is_stated(&self) -> bool {
        let Quantity { unit, bound, low, high, is_incidental, .. } = self.quantity;
        let is_bounded = self.is_bounded();
        let (before, after) = &self.near;
        let is_named = LIMIT_WORDS.iter().any(|word| before.contains(word));
        // What is counted up to a number may be no more than an example of counting.
        let may_count = !matches!(unit, Unit::Count | Unit::Time) || self.service.is_some();
        let ends = may_count && LIMIT_ENDINGS.iter().any(|word| after.contains(word));
        let is_limit = is_bounded && (is_named || ends);
        let is_news = unit == Unit::Percent && NEWS.iter().any(|word| self.clause.contains(word));
        let is_trivial = match unit {
            Unit::Count => {
                let is_bare = self.quantity.counter.is_none();
                bound == Bound::Min && low <= TRIVIAL
                    || KINDS.iter().any(|word| self.raw.ends_with(word))
                    || is_bare && !is_named
            }
            // `0b10`, `802.11b`.
            Unit::Size => high == 0.0 || self.raw.contains('.') && self.raw.ends_with('b'),
            _ => false,
        };
        let is_figure = match self.place {
            Stands::InTable => !self.about.is_empty(),
            Stands::AfterName => bound != Bound::Approximate && !self.about.is_empty(),
            Stands::InCode | Stands::InText => false,
        };
        !is_incidental && !is_news && !is_trivial && (is_limit || is_figure)
    }
}

/// Where in its passage a quantity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// In a table.
    InTable,
    /// After the name of what it measures, or below it.
    AfterName,
    /// In a code span, mostly as a part of something else.
    InCode,
    /// Anywhere else.
    InText,
}

/// Bytes between the name of what is measured and its figure, at most.
const LONGEST_GAP: usize = 12;

/// Characters of a bullet that is hardly more than a value.
const SHORT_VALUE: usize = 14;

pub(super) fn place(source: &str, passage: &Passage, quantity: &Quantity) -> Stands {
    let text = passage.text.as_str();
    let span = passage.text.source(quantity.span);
    let line = source[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let follows_term = || {
        defined_term(text).is_some_and(|term| {
            let gap = text.get(term.end..quantity.span.start);
            gap.is_some_and(|gap| gap.len() <= LONGEST_GAP)
        })
    };
    // A bullet that is a value: what it measures stands above it.
    let is_value = || {
        passage.kind == PassageKind::Bullet
            && text[..quantity.span.start].trim().is_empty()
            && (quantity.bound == Bound::Range || text.chars().count() <= SHORT_VALUE)
    };
    if source[line..span.start].matches('`').count() % 2 == 1 {
        Stands::InCode
    } else if passage.kind == PassageKind::TableRow {
        Stands::InTable
    } else if follows_term() || is_value() {
        Stands::AfterName
    } else {
        Stands::InText
    }
}

/// Endings of words that lead to a figure and do not name what it measures: `한 번에`, `끝나면`.
const LEADING: &[&str] = &[
    "면", "에", "같은", "하고", "지만", "데도", "도록", "아서", "어서", "려고", "는데", "다가",
    "마다",
];
/// Characters. A longer subject has a name in it, however it ends.
const SHORT_SUBJECT: usize = 5;

/// What a quantity measures: in the words of its line or, where these name nothing, of what the line
/// stands under.
pub(super) fn measured(
    text: &str,
    quantity: &Quantity,
    above: &[&str],
    cell: Option<&Cell<'_>>,
) -> String {
    let named = match cell {
        None | Some(Cell { column: "", .. }) => None,
        Some(Cell { row, column }) => Some(one_line(&format!("{row} {column}"))),
    };
    if let Some(named) = named {
        return named;
    }
    let own = subject(text, quantity, above);
    let names_nothing =
        own.chars().count() <= SHORT_SUBJECT && LEADING.iter().any(|ending| own.ends_with(ending));
    match above.first() {
        Some(above) if names_nothing => one_line(above),
        _ => own,
    }
}

/// Characters before and after a quantity that tell how it is meant.
const BEFORE: usize = 16;
const AFTER: usize = 10;

pub(super) fn near(text: &str, quantity: &Quantity) -> (String, String) {
    let before: Vec<char> = text[..quantity.span.start].chars().rev().take(BEFORE).collect();
    let after = text[quantity.span.end..].chars().take(AFTER);
    (before.into_iter().rev().collect(), after.collect())
}

/// The text without a quantity.
pub(super) fn beside(text: &str, quantity: &Quantity) -> String {
    format!("{} {}", &text[..quantity.span.start], &text[quantity.span.end..])
}
