//! Figures of one thing that cannot both hold.
//!
//! Precision comes first: two lines conflict only where the service, what is measured, the unit and
//! the surroundings are the same, so far as words tell. `동기 호출 › 페이로드 6 MB` and `비동기 호출 ›
//! 페이로드 256 KB` measure different things, and so do two rows of one table.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::answer::RefreshSummary;
use super::limits::{Limit, LimitOptions};
use super::{Engine, EngineError, Session};
use crate::analysis::{Analyzer, Class};
use crate::catalog::EntityId;
use crate::index::Progress;
use crate::note::NotePath;
use crate::quantity::{Bound, Quantity, Unit};

/// Two lines of the notes that cannot both be right.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// What both are about.
    pub service: EntityId,
    /// What both measure, in the words of the first.
    pub subject: String,
    /// The lines, in order of their places.
    pub rows: [Limit; 2],
}

/// The contradictions that were found.
pub struct Conflicts {
    /// The pairs, by service.
    pub pairs: Vec<Conflict>,
    /// How many notes the index has.
    pub notes: usize,
    /// What bringing the index up to date did.
    pub refreshed: RefreshSummary,
    /// Notes that have changed since the index last looked, and whose lines may be off.
    pub stale: Vec<NotePath>,
    /// How long it all took.
    pub elapsed: Duration,
}

impl Engine {
    /// Pairs of lines of the notes that state figures that cannot both hold.
    ///
    /// # Errors
    ///
    /// As [`Engine::limits`].
    pub fn conflicts(
        &self,
        raw: &str,
        options: &LimitOptions,
        progress: &dyn Progress,
    ) -> Result<Conflicts, EngineError> {
        let began = Instant::now();
        let ((pairs, notes, stale), refreshed) = self.ask(options.stale, progress, |snapshot| {
            let mut session = self.session(snapshot)?;
            let all = LimitOptions { limit: usize::MAX, ..options.clone() };
            let limits = session.limits(raw, &all)?;
            Ok((session.conflicting(limits.rows), limits.notes, limits.stale))
        })?;
        Ok(Conflicts { pairs, notes, refreshed, stale, elapsed: began.elapsed() })
    }
}

impl Session<'_> {
    /// The pairs of rows that contradict each other.
    pub(super) fn conflicting(&mut self, rows: Vec<Limit>) -> Vec<Conflict> {
        let mut groups: BTreeMap<(EntityId, BTreeSet<String>, String), Vec<Stated>> =
            BTreeMap::new();
        for row in rows {
            let Some(service) = row.service.filter(|_| !row.is_rough()) else { continue };
            let names = self.names_of(service);
            let mut subject = words(&mut self.analyzer, &row.subject);
            subject.retain(|word| !names.contains(word));
            if subject.is_empty() {
                continue;
            }
            let counter = unit_of(&row.quantity);
            let context = self.context(&row, &subject, &names);
            let key = (service, subject, counter);
            groups.entry(key).or_default().push(Stated { row, context });
        }
        let mut conflicts = Vec::new();
        for ((service, ..), stated) in groups {
            for (at, one) in stated.iter().enumerate() {
                for other in &stated[at + 1..] {
                    if one.speaks_of_the_same(other)
                        && contradict(&one.row.quantity, &other.row.quantity)
                    {
                        conflicts.push(Conflict {
                            service,
                            subject: one.row.subject.clone(),
                            rows: [one.row.clone(), other.row.clone()],
                        });
                    }
                }
            }
        }
        conflicts
    }

    /// Words of the names of a service.
    fn names_of(&mut self, service: EntityId) -> BTreeSet<String> {
        let names: Vec<&str> = self.catalog().entity(service).names().collect();
        let mut all = BTreeSet::new();
        for name in names {
            all.extend(words(&mut self.analyzer, name));
        }
        all
    }

    /// What else the row's line says, and what it stands under: words that tell it from others.
    fn context(
        &mut self,
        row: &Limit,
        subject: &BTreeSet<String>,
        names: &BTreeSet<String>,
    ) -> BTreeSet<String> {
        let mut context = words(&mut self.analyzer, &row.clause);
        for crumb in &row.found.breadcrumb {
            context.extend(words(&mut self.analyzer, &crumb.text));
        }
        context.retain(|word| {
            !subject.contains(word)
                && !names.contains(word)
                && !IDLE.contains(&word.as_str())
                && !word.starts_with(|char: char| char.is_ascii_digit())
        });
        context
    }
}

/// A row, and the words around its quantity.
struct Stated {
    row: Limit,
    context: BTreeSet<String>,
}

impl Stated {
    /// Whether the surroundings of both are the same, but for words that one of them leaves out.
    fn speaks_of_the_same(&self, other: &Stated) -> bool {
        let (one, two) = (&self.row.found, &other.row.found);
        // What stands side by side tells things apart: cases, options, rows of a table.
        let side_by_side =
            (one.root, &one.path) == (two.root, &two.path) && self.row.parent == other.row.parent;
        !side_by_side
            && (self.context.is_subset(&other.context) || other.context.is_subset(&self.context))
    }
}

/// Words that tell no thing from another.
const IDLE: &[&str] = &[
    "최대", "최소", "기본", "까지", "이상", "이하", "미만", "초과", "약", "대략", "한도", "제한",
    "상한", "한계", "값", "것", "수", "있다", "하다", "되다", "이다", "가능", "지원", "설정",
    "정도", "보통", "총", "limit", "limits", "quota", "quotas", "max", "maximum", "min", "minimum",
    "default", "up", "to", "at", "most", "least", "the", "a", "an", "of", "is", "are", "for",
    "and", "per", "can", "be", "정리", "특징", "개요", "요약", "기타", "메모", "노트", "주의",
];

/// Whether two figures of one thing cannot both hold.
fn contradict(one: &Quantity, other: &Quantity) -> bool {
    let same = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    // A size may count by 1000 or by 1024.
    let sizes = |a: f64, b: f64| {
        let powers = [1.0, 1.024, 1.024 * 1.024, 1.024f64.powi(3), 1.024f64.powi(4)];
        powers.iter().any(|power| same(a * power, b) || same(b * power, a))
    };
    let equal = |a: f64, b: f64| match one.unit {
        Unit::Size => sizes(a, b),
        _ => same(a, b),
    };
    use Bound::{Approximate, Default, Exact, Max, Min, Range};
    match (one.bound, other.bound) {
        (Approximate, _) | (_, Approximate) => false,
        (Range, Range) => !(equal(one.low, other.low) && equal(one.high, other.high)),
        (Range, Max) => !equal(one.high, other.high),
        (Max, Range) => !equal(other.high, one.high),
        (Range, Min) => !equal(one.low, other.low),
        (Min, Range) => !equal(other.low, one.low),
        // What is set by default, or in one case, only has to lie within the range.
        (Range, Default | Exact) => outside(other.low, one),
        (Default | Exact, Range) => outside(one.low, other),
        (Max, Min) => one.high < other.low,
        (Min, Max) => other.high < one.low,
        (Max, Default) => other.low > one.high && !equal(other.low, one.high),
        (Default, Max) => one.low > other.high && !equal(one.low, other.high),
        (Min, Default) => other.low < one.low && !equal(other.low, one.low),
        (Default, Min) => one.low < other.low && !equal(one.low, other.low),
        // A limit may be raised on request: `기본 1,000` and then `10,000`.
        (Default, Exact) | (Exact, Default) => false,
        (Max, Max) | (Min, Min) | (Default, Default) | (Exact, Exact) => !equal(one.low, other.low),
        // One case lies within the limit of all.
        (Max, Exact) => other.low > one.high && !equal(other.low, one.high),
        (Exact, Max) => one.low > other.high && !equal(one.low, other.high),
        (Min, Exact) => other.low < one.low && !equal(other.low, one.low),
        (Exact, Min) => one.low < other.low && !equal(one.low, other.low),
    }
}

fn outside(value: f64, range: &Quantity) -> bool {
    value < range.low || value > range.high
}

/// What is counted: things that are counted differently are different things.
fn unit_of(quantity: &Quantity) -> String {
    format!("{}:{}", quantity.unit.as_str(), quantity.counter.as_deref().unwrap_or_default())
}

/// The words of a text, in the form in which they are found.
fn words(analyzer: &mut Analyzer, text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    analyzer.for_each_token(text, |token| {
        if matches!(token.term.class(), Class::Word | Class::Stem) {
            words.insert(token.term.text().to_owned());
        }
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::quantities;

    fn clash(one: &str, other: &str) -> bool {
        let first = |text: &str| quantities(text).into_iter().next().expect("a quantity");
        contradict(&first(one), &first(other))
    }

    #[test]
    fn figures_that_agree() {
        for (one, other) in [
            ("64MB에서 2GB", "최대 2GB"),
            ("최대 15분", "최대 900초"),
            ("최소 90일", "최대 365일"),
            ("기본 3초", "최대 900초"),
            ("약 10 ms", "20 ms"),
            ("최대 1 GB", "최대 1,000 MB"),
        ] {
            assert!(!clash(one, other) && !clash(other, one), "{one} / {other}");
        }
    }

    #[test]
    fn figures_that_do_not() {
        for (one, other) in [
            ("최대 15분", "최대 5분"),
            ("64MB에서 2GB", "최대 3GB"),
            ("기본 30초", "최대 20초"),
            ("최대 256 KB", "최대 1 MB"),
        ] {
            assert!(clash(one, other) && clash(other, one), "{one} / {other}");
        }
    }
}
