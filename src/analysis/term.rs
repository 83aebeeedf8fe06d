use std::fmt;

/// What a term says of the text that it was made from.
///
/// The class is part of the term: `데이터` as a word of its own and `데이터` as the front half of
/// `데이터베이스` are two terms, so that a query can ask for either and knows which one it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A word as it stands, folded: a noun without its particle, an identifier, a number.
    Word,
    /// What remains of an inflected word: `먹` of `먹었다`, `run` of `running`.
    Stem,
    /// One piece of a compound or an identifier: `베이스` of `데이터베이스`, `edge` of `lambda@edge`.
    Part,
}

impl Class {
    /// The letter that a term of this class starts with in the index.
    pub const fn sigil(self) -> u8 {
        match self {
            Class::Word => b'w',
            Class::Stem => b's',
            Class::Part => b'p',
        }
    }

    /// The class that a sigil stands for.
    pub fn from_sigil(sigil: u8) -> Option<Self> {
        match sigil {
            b'w' => Some(Class::Word),
            b's' => Some(Class::Stem),
            b'p' => Some(Class::Part),
            _ => None,
        }
    }

    /// The name in `pilgi analyze`.
    pub const fn name(self) -> &'static str {
        match self {
            Class::Word => "word",
            Class::Stem => "stem",
            Class::Part => "part",
        }
    }
}

/// A key of the index: a [`Class`] and a folded text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(Box<str>);

impl Term {
    /// The term of `class` with `text`, which has been folded.
    pub fn new(class: Class, text: &str) -> Self {
        let mut key = String::with_capacity(1 + text.len());
        key.push(char::from(class.sigil()));
        key.push_str(text);
        Term(key.into_boxed_str())
    }

    /// The term as the index spells it: the sigil, then the text.
    pub fn key(&self) -> &str {
        &self.0
    }

    /// The text alone.
    pub fn text(&self) -> &str {
        &self.0[1..]
    }

    /// The class.
    pub fn class(&self) -> Class {
        Class::from_sigil(self.0.as_bytes()[0]).unwrap_or(Class::Word)
    }
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.class().name(), self.text())
    }
}
