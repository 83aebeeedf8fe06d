//! "Did you mean": the names closest to one that is not known.

use std::collections::BTreeMap;

use super::entity::EntityId;
use super::lookup::Catalog;

/// A name close to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearName<'c> {
    /// The name, as the catalogue writes it.
    pub name: &'c str,
    /// The entity whose name it is.
    pub entity: EntityId,
    /// Characters of its key to insert, remove, replace or swap to get there.
    pub edits: usize,
}

/// The closest names to a key; see [`Catalog::nearest`].
pub(super) fn nearest<'c>(catalog: &'c Catalog, key: &str, limit: usize) -> Vec<NearName<'c>> {
    let wanted: Vec<char> = key.chars().collect();
    let most = most_edits(wanted.len());
    let mut rows = EditRows::default();
    let mut candidate = Vec::new();
    let mut closest: BTreeMap<EntityId, (usize, &str)> = BTreeMap::new();
    for (text, entities) in catalog.keys() {
        candidate.clear();
        candidate.extend(text.chars());
        let Some(edits) = rows.distance(&wanted, &candidate, most) else { continue };
        // What shares no character with the name as typed is no nearer for being short.
        if edits >= wanted.len().max(candidate.len()) {
            continue;
        }
        for &id in entities {
            let best = closest.entry(id).or_insert((edits, text));
            if edits < best.0 {
                *best = (edits, text);
            }
        }
    }
    let mut near: Vec<_> = closest.into_iter().map(|(id, (edits, key))| (edits, id, key)).collect();
    near.sort_unstable();
    near.truncate(limit);
    near.into_iter()
        .map(|(edits, entity, key)| NearName {
            name: catalog.entity(entity).spelling(key),
            entity,
            edits,
        })
        .collect()
}

/// How many edits a name of so many characters may be away: one in a short one, or most short names
/// would be near each other.
fn most_edits(chars: usize) -> usize {
    match chars {
        0 => 0,
        1..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

/// The rows of the edit-distance table, kept between calls.
#[derive(Default)]
struct EditRows {
    before_last: Vec<usize>,
    last: Vec<usize>,
    current: Vec<usize>,
}

impl EditRows {
    /// Insertions, deletions, replacements and swaps of neighbours from `a` to `b`, no character
    /// being edited twice (optimal string alignment); `None` where it takes more than `most`.
    fn distance(&mut self, a: &[char], b: &[char], most: usize) -> Option<usize> {
        if a.len().abs_diff(b.len()) > most {
            return None;
        }
        self.last.clear();
        self.last.extend(0..=b.len());
        for i in 1..=a.len() {
            self.current.clear();
            self.current.push(i);
            for j in 1..=b.len() {
                let replaced = self.last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut cost = replaced.min(self.last[j] + 1).min(self.current[j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    cost = cost.min(self.before_last[j - 2] + 1);
                }
                self.current.push(cost);
            }
            std::mem::swap(&mut self.before_last, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.current);
            // No later row is cheaper: a swap skips a row, but costs as much as the edit into it.
            if self.last.iter().min().is_some_and(|&least| least > most) {
                return None;
            }
        }
        Some(self.last[b.len()]).filter(|&edits| edits <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::EditRows;

    #[test]
    fn edits_are_counted() {
        let mut rows = EditRows::default();
        for (a, b, edits) in [
            ("", "", 0),
            ("", "sqs", 3),
            ("cognitto", "cognito", 1),
            ("kuberentes", "kubernetes", 1),
            ("lambada", "lambda", 1),
            ("postgersql", "postgresql", 1),
            ("클라우트워치", "클라우드워치", 1),
            ("sns", "sqs", 1),
            ("kitten", "sitting", 3),
        ] {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!(rows.distance(&a, &b, edits), Some(edits), "{a:?} {b:?}");
            assert_eq!(rows.distance(&b, &a, edits + 1), Some(edits), "{b:?} {a:?}");
            assert_eq!(edits.checked_sub(1).and_then(|most| rows.distance(&a, &b, most)), None);
        }
    }
}
