/// A part of speech of mecab-ko-dic (the Sejong tag set with its own additions).
///
/// Source: the tag table that comes with mecab-ko-dic 2.1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag([u8; 4]);

/// What analysis does with a morpheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Carries meaning by itself: nouns, numerals, pronouns, adverbs, determiners, roots, prefixes,
    /// foreign words, anything unknown.
    Content,
    /// A verb's or adjective's stem.
    Predicate,
    /// Makes a noun of a noun (`들`, `성`, `화`).
    Suffix,
    /// Particles, endings and what turns a noun into a predicate (`하다`, `되다`, `이다`).
    Function,
    /// Punctuation.
    Mark,
}

impl Tag {
    /// Words in Latin letters, and identifiers.
    pub const FOREIGN: Tag = Tag(*b"SL\0\0");
    /// Numbers.
    pub const NUMBER: Tag = Tag(*b"SN\0\0");
    /// A common noun.
    pub const NOUN: Tag = Tag(*b"NNG\0");

    /// The tag named by `name`; of `VV+EC`, the first.
    pub fn new(name: &str) -> Self {
        let first = name.split('+').next().unwrap_or_default().as_bytes();
        let mut tag = [0; 4];
        let len = first.len().min(tag.len());
        tag[..len].copy_from_slice(&first[..len]);
        Tag(tag)
    }

    /// The tag's name, as mecab-ko-dic writes it.
    pub fn name(&self) -> &str {
        let len = self.0.iter().position(|&byte| byte == 0).unwrap_or(self.0.len());
        str::from_utf8(&self.0[..len]).unwrap_or("UNKN")
    }

    /// Whether it is of what no dictionary has.
    pub fn is_unknown(self) -> bool {
        self.0 == *b"UNKN"
    }

    /// Whether it is an adjective's stem.
    pub fn is_adjective(self) -> bool {
        self.0 == *b"VA\0\0"
    }

    /// What analysis does with a morpheme of this tag.
    ///
    /// Only particles, endings and what makes predicates of nouns are dropped; dropping whole noun
    /// tags, as Lucene's Nori does by default, loses names (`에어팟` read as a noun and a suffix).
    pub fn role(self) -> Role {
        match &self.0 {
            b"VV\0\0" | b"VA\0\0" | b"VX\0\0" | b"VCN\0" => Role::Predicate,
            b"XSN\0" => Role::Suffix,
            b"XSV\0" | b"XSA\0" | b"VCP\0" | [b'E' | b'J', ..] => Role::Function,
            b"SF\0\0" | b"SE\0\0" | b"SP\0\0" | b"SS\0\0" | b"SSO\0" | b"SSC\0" | b"SC\0\0"
            | b"SO\0\0" | b"SW\0\0" | b"SY\0\0" => Role::Mark,
            _ => Role::Content,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_grammar_is_dropped() {
        for name in ["JKS", "JX", "EF", "EP+EF", "ETM", "XSV+EC", "VCP+EF"] {
            assert_eq!(Tag::new(name).role(), Role::Function, "{name}");
        }
        for name in ["NNG", "NNP", "NNB", "NNBC", "NP", "NR", "MAG", "XPN", "XR", "SL", "UNKNOWN"] {
            assert_eq!(Tag::new(name).role(), Role::Content, "{name}");
        }
        for name in ["SF", "SE", "SP", "SS", "SSO", "SSC", "SC", "SO", "SW", "SY"] {
            assert_eq!(Tag::new(name).role(), Role::Mark, "{name}");
        }
        for name in ["VV", "VA", "VX", "VCN"] {
            assert_eq!(Tag::new(name).role(), Role::Predicate, "{name}");
        }
        assert_eq!(Tag::new("XSN").role(), Role::Suffix);
        assert_eq!(Tag::new("VV+EC").role(), Role::Predicate);
        assert_eq!(Tag::new("VV+EC").name(), "VV");
        assert!(Tag::new("UNKNOWN").is_unknown() && !Tag::new("NNG").is_unknown());
    }
}
