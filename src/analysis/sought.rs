//! Terms that are looked for in a text, and which words may have one.

use super::script::{Script, is_syllable, script};
use super::term::{Class, Term};

/// Terms to be found in a text that few of its words have.
///
/// The dictionary need not be asked about a word that cannot have them. A noun of two syllables or
/// more is a piece of the word as it is written, or what that is short for, and then its first
/// syllable begins alike (`그걸` is `그것` and a particle) but for a [few](BEGIN_OTHERWISE). Of stems
/// and single syllables nothing is sure: `난` is `나`, `해` is `하`.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// How nouns begin: the first syllable without its final consonant.
    beginnings: Vec<u32>,
    /// First characters of those that do not begin with a syllable.
    others: Vec<char>,
    /// Whether any Hangul may be one of the terms.
    hangul: bool,
    /// Whether anything else may be.
    latin: bool,
}

impl Sought {
    /// Looks for these terms.
    pub fn new<'t>(terms: impl Iterator<Item = &'t Term>) -> Self {
        let mut sought = Sought::default();
        for term in terms {
            let text = term.text();
            let mut chars = text.chars();
            let Some(first) = chars.next() else { continue };
            if !text.chars().any(|char| script(char) == Script::Hangul) {
                sought.latin = true;
            } else if term.class() == Class::Stem
                || chars.next().is_none()
                || BEGIN_OTHERWISE.contains(&text)
            {
                sought.hangul = true;
            } else {
                match beginning(first) {
                    Some(beginning) => sought.beginnings.push(beginning),
                    None => sought.others.push(first),
                }
            }
        }
        sought
    }

    /// Whether a word, folded, may have one of them.
    pub(super) fn may_be_in(&self, word: &str) -> bool {
        word.chars().any(|char| match script(char) {
            Script::Hangul if self.hangul => true,
            Script::Hangul => match beginning(char) {
                Some(beginning) => self.beginnings.contains(&beginning),
                None => self.others.contains(&char),
            },
            _ => self.latin || self.others.contains(&char),
        })
    }
}

/// A syllable without its final consonant, as a number.
fn beginning(char: char) -> Option<u32> {
    is_syllable(char).then(|| (u32::from(char) - u32::from('가')) / 28)
}

/// What the dictionary makes of forms that begin otherwise (`뭐`, `뉘`, `쟤`), some of them misspelt:
/// all that there are among its 160,075 inflected entries.
#[rustfmt::skip]
const BEGIN_OTHERWISE: [&str; 37] = [
    "가득", "거기", "누구", "두어", "며칠", "몰론", "무엇", "무조건", "민주당", "별로",
    "부지런", "새벽", "시키", "실제로", "아버지", "아부지", "아이", "애기", "얘기", "어찌",
    "여기", "예컨대", "오행", "웬만", "의대", "장이", "장표", "재대", "제대로", "제목",
    "준플레이오프", "탁인아", "테일러", "하나", "하아부러", "행복", "확실",
];
