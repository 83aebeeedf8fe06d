//! The terms of the fields that tell what passages are about.

use crate::catalog::{Catalog, EntityId};

/// A term of [`Fields::topic`](super::Fields::topic): how a passage is about an entity of the
/// catalogue, by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic<'a> {
    /// It is what the passage explains, or a heading that names it.
    Head(&'a str),
    /// The passage names it.
    Named(&'a str),
    /// The passage stands under something that is about it.
    Under(&'a str),
}

impl<'a> Topic<'a> {
    /// The term.
    pub fn term(self) -> String {
        match self {
            Topic::Head(id) => format!(":{id}"),
            Topic::Named(id) => format!("={id}"),
            Topic::Under(id) => format!("^{id}"),
        }
    }

    /// From a term.
    pub fn parse(term: &'a str) -> Option<Self> {
        let id = term.get(1..)?;
        match term.as_bytes().first()? {
            b':' => Some(Topic::Head(id)),
            b'=' => Some(Topic::Named(id)),
            b'^' => Some(Topic::Under(id)),
            _ => None,
        }
    }
}

/// How a passage is about an entity: a [`Topic`] in few bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum TopicKey {
    Head(EntityId),
    Named(EntityId),
    Under(EntityId),
}

impl TopicKey {
    /// The term.
    pub(super) fn term(self, catalog: &Catalog) -> String {
        let id = |entity| catalog.entity(entity).id();
        match self {
            TopicKey::Head(entity) => Topic::Head(id(entity)).term(),
            TopicKey::Named(entity) => Topic::Named(id(entity)).term(),
            TopicKey::Under(entity) => Topic::Under(id(entity)).term(),
        }
    }
}

/// A term of [`Fields::given`](super::Fields::given): a name that a passage gives to something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// By what it gives it: a letter of the pattern.
    pub pattern: char,
    /// The name.
    pub name: String,
    /// The other name; empty for a heading.
    pub other: String,
}

/// Between the names.
const SEPARATOR: char = '\u{1f}';

impl Given {
    /// The term.
    pub fn term(&self) -> String {
        format!("{}{}{SEPARATOR}{}", self.pattern, self.name, self.other)
    }

    /// From a term.
    pub fn parse(term: &str) -> Option<Self> {
        let mut chars = term.chars();
        let pattern = chars.next()?;
        let (name, other) = chars.as_str().split_once(SEPARATOR)?;
        Some(Given { pattern, name: name.to_owned(), other: other.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_back() {
        for topic in [Topic::Head("aws.sqs"), Topic::Named("a.b"), Topic::Under("concept.lock")] {
            assert_eq!(Topic::parse(&topic.term()), Some(topic));
        }
        assert_eq!(Topic::parse(""), None);
        assert_eq!(Topic::parse("가"), None);
        let given = Given { pattern: 'a', name: "재해 복구".into(), other: "DR".into() };
        assert_eq!(Given::parse(&given.term()), Some(given));
        assert_eq!(Given::parse("a"), None);
    }
}
