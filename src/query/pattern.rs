//! Words given by how they are spelled: one slip away, by their initial consonants, begun.
//!
//! A [`Pattern`] reads a word character by character and says when nothing that begins so can match
//! any more ([`Matcher`](super::Matcher)). Who holds the words of the notes as a tree of prefixes can so find all that match
//! without looking at the rest.

use smallvec::{SmallVec, smallvec};

use super::sound::{self, Place, Sound, sounds};
use crate::analysis::{are_neighbours, initial, is_jamo, is_syllable, to_keys};

/// A set of words, described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Words that differ from these keys in one slip of a finger, at most, and are Hangul or not.
    Slip(Vec<char>, bool),
    /// Words whose keys begin with these.
    Begun(Vec<char>),
    /// Words of Hangul with these initial consonants, one a syllable.
    Initials(Vec<char>),
    /// Latin words that sound like this.
    Sound(Vec<Sound>),
}

/// What is known of a word after some of its characters: every way in which it may still match.
pub(super) type State = SmallVec<[Reach; 8]>;

/// One way in which what was read matches the beginning of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Reach {
    /// Keys or consonants of the pattern that are used up.
    at: u16,
    slip: Slip,
}

/// What went wrong so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Slip {
    /// Nothing.
    None,
    /// The key typed next belongs before the one just read.
    Swapping,
    /// One slip, of this cost in hundredths.
    Made(u8),
    /// None: words are compared by their sound.
    Heard {
        /// Whether the sound has been spelled by a letter already.
        begun: bool,
        /// In hundredths.
        cost: u8,
    },
}

/// Two keys in the wrong order.
const SWAPPED: u8 = 60;
/// A key too few or too many; the same key twice, or once instead of twice.
const MISCOUNTED: u8 = 80;
const DOUBLED: u8 = 50;
/// The wrong key: one beside it, the same with shift, or any other.
const BESIDE: u8 = 60;
const SHIFTED: u8 = 40;
const OTHER: u8 = 100;

/// Keys. In a shorter word only a neighbouring key may be hit by mistake: far too many words differ
/// in one letter (`SNS`, `SQS`; `모델`, `모듈`).
const SHORTEST_FOR_OTHER: usize = 7;
/// Consonants. Fewer are the sound of too many words.
const FEWEST_CONSONANTS: usize = 3;
/// Keys. In a shorter word none may be missing or too many.
const SHORTEST_FOR_MISCOUNT: usize = 4;

impl Pattern {
    /// Words one slip away from `text`.
    pub fn slip(text: &str) -> Self {
        let hangul = text.chars().any(is_hangul);
        Pattern::Slip(to_keys(text).chars().collect(), hangul)
    }

    /// Words that begin with the keys of `text`: `람ㄷ`, `라` and `람` all begin `람다`.
    pub fn begun(text: &str) -> Self {
        Pattern::Begun(to_keys(text).chars().collect())
    }

    /// Words with the initial consonants of `text`, which is nothing else.
    pub fn initials(text: &str) -> Self {
        Pattern::Initials(text.chars().collect())
    }

    /// Latin words that sound like `text`, if that is Hangul of two syllables or more.
    pub fn sound(text: &str) -> Option<Self> {
        let sounds = sounds(text).filter(|_| text.chars().nth(1).is_some())?;
        let consonants = sounds.iter().filter(|sound| !sound.is_vowel()).count();
        (consonants >= FEWEST_CONSONANTS).then_some(Pattern::Sound(sounds))
    }

    /// Whether any word matches that has a syllable in it, or a Latin letter.
    pub fn admits(&self, syllable: bool) -> bool {
        match self {
            Pattern::Slip(_, hangul) => *hangul == syllable,
            Pattern::Begun(_) => true,
            Pattern::Initials(_) => syllable,
            Pattern::Sound(_) => !syllable,
        }
    }

    /// Before the first character.
    pub(super) fn start(&self) -> State {
        let slip = match self {
            Pattern::Sound(_) => Slip::Heard { begun: false, cost: 0 },
            _ => Slip::None,
        };
        smallvec![Reach { at: 0, slip }]
    }

    /// Whether the keys of characters are compared, and not characters.
    pub(super) fn compares_keys(&self) -> bool {
        matches!(self, Pattern::Slip(..) | Pattern::Begun(_))
    }

    /// Whether words may match that have this character.
    pub(super) fn may_have(&self, char: char) -> bool {
        match self {
            Pattern::Slip(_, hangul) => *hangul == is_hangul(char) || char.is_ascii_digit(),
            _ => true,
        }
    }

    /// The symbols that may come next, where they are few and known: the keys that are left.
    pub(super) fn only<'a>(&'a self, state: &'a State) -> Option<impl Iterator<Item = char> + 'a> {
        let (keys, are_few) = match self {
            Pattern::Slip(keys, _) => (keys, state.iter().all(|reach| reach.slip != Slip::None)),
            Pattern::Begun(keys) => {
                (keys, state.iter().all(|reach| usize::from(reach.at) < keys.len()))
            }
            Pattern::Initials(_) | Pattern::Sound(_) => return None,
        };
        let next = |reach: &Reach| keys.get(usize::from(reach.at)).copied();
        are_few.then(move || state.iter().filter_map(next))
    }

    /// After one more symbol; empty where no word that begins so matches.
    pub(super) fn step(&self, state: &State, symbol: char) -> State {
        match self {
            Pattern::Slip(keys, _) => slip_step(keys, state, symbol),
            Pattern::Begun(keys) => {
                let next = |reach: &Reach| match keys.get(usize::from(reach.at)) {
                    Some(&wanted) => {
                        (wanted == symbol).then_some(Reach { at: reach.at + 1, ..*reach })
                    }
                    None => Some(*reach),
                };
                state.iter().filter_map(next).collect()
            }
            Pattern::Initials(wanted) => {
                let next = |reach: &Reach| {
                    let fits = initial(symbol)? == *wanted.get(usize::from(reach.at))?;
                    fits.then_some(Reach { at: reach.at + 1, ..*reach })
                };
                state.iter().filter_map(next).collect()
            }
            Pattern::Sound(sounds) => {
                let mut next = State::new();
                for reach in state {
                    let Slip::Heard { begun, cost } = reach.slip else { continue };
                    sound::step(sounds, Place { at: reach.at, begun, cost }, symbol, |place| {
                        let slip = Slip::Heard { begun: place.begun, cost: place.cost };
                        let reach = Reach { at: place.at, slip };
                        if !next.contains(&reach) {
                            next.push(reach);
                        }
                    });
                }
                next
            }
        }
    }

    /// How far off a word is that ends here: 0 where it is not, 1 where a key is quite another.
    pub(super) fn cost(&self, state: &State) -> Option<f32> {
        match self {
            Pattern::Slip(keys, _) => {
                let costs = state.iter().filter_map(|reach| slip_cost(keys, *reach));
                costs.min().map(|cost| f32::from(cost) / 100.0)
            }
            Pattern::Begun(wanted) | Pattern::Initials(wanted) => {
                state.iter().any(|reach| usize::from(reach.at) == wanted.len()).then_some(0.0)
            }
            Pattern::Sound(sounds) => {
                let costs = state.iter().filter_map(|reach| {
                    let Slip::Heard { begun, cost } = reach.slip else { return None };
                    sound::cost(sounds, Place { at: reach.at, begun, cost })
                });
                costs.min().map(|cost| f32::from(cost) / 100.0)
            }
        }
    }
}

/// All that may have happened when `key` is read. The keys are those that were typed; the word that
/// is read is the one that may have been meant.
fn slip_step(keys: &[char], state: &State, key: char) -> State {
    let mut next = State::new();
    let mut add = |at: usize, slip: Slip| {
        let reach = Reach { at: at as u16, slip };
        if !next.contains(&reach) {
            next.push(reach);
        }
    };
    for reach in state {
        let at = usize::from(reach.at);
        let typed = keys.get(at).copied();
        match reach.slip {
            Slip::Swapping => {
                if typed == Some(key) {
                    add(at + 2, Slip::Made(SWAPPED));
                }
            }
            Slip::Made(_) | Slip::Heard { .. } => {
                if typed == Some(key) {
                    add(at + 1, reach.slip);
                }
            }
            Slip::None => {
                if typed == Some(key) {
                    add(at + 1, Slip::None);
                }
                if !is_letter(key) {
                    continue;
                }
                let following = keys.get(at + 1).copied();
                if let Some(typed) = typed.filter(|&typed| is_letter(typed) && typed != key) {
                    if let Some(cost) = mistaken(typed, key, keys.len()) {
                        add(at + 1, Slip::Made(cost));
                    }
                    if following == Some(key) {
                        add(at, Slip::Swapping);
                        if let Some(cost) = miscounted(keys, at, typed) {
                            add(at + 2, Slip::Made(cost));
                        }
                    }
                }
                if let Some(cost) = miscounted(keys, at, key) {
                    add(at, Slip::Made(cost));
                }
            }
        }
    }
    next
}

/// The cost of a word that ends here.
fn slip_cost(keys: &[char], reach: Reach) -> Option<u8> {
    let left = keys.len().checked_sub(usize::from(reach.at))?;
    match (reach.slip, left) {
        (Slip::None, 0) => Some(0),
        (Slip::Made(cost), 0) => Some(cost),
        (Slip::None, 1) if is_letter(keys[keys.len() - 1]) => {
            miscounted(keys, keys.len() - 1, keys[keys.len() - 1])
        }
        _ => None,
    }
}

/// What it costs to have hit `typed` for `meant` in a word of so many keys.
fn mistaken(typed: char, meant: char, keys: usize) -> Option<u8> {
    if typed.eq_ignore_ascii_case(&meant) {
        Some(SHIFTED)
    } else if are_neighbours(typed, meant) {
        Some(BESIDE)
    } else {
        (keys >= SHORTEST_FOR_OTHER).then_some(OTHER)
    }
}

/// What it costs to have typed `key` once too often or once too few beside the key at `at`.
fn miscounted(keys: &[char], at: usize, key: char) -> Option<u8> {
    let is_same = |at: Option<usize>| at.and_then(|at| keys.get(at)) == Some(&key);
    let doubled = is_same(at.checked_sub(1)) || (is_same(Some(at)) && is_same(Some(at + 1)));
    (keys.len() >= SHORTEST_FOR_MISCOUNT).then_some(if doubled { DOUBLED } else { MISCOUNTED })
}

fn is_hangul(char: char) -> bool {
    is_syllable(char) || is_jamo(char)
}

/// Slips are of letters: `ec2` is never `ec3`.
fn is_letter(key: char) -> bool {
    key.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Matcher;

    fn cost(pattern: &Pattern, word: &str) -> Option<f32> {
        Matcher::new(pattern).cost_of(word)
    }

    fn slip(typed: &str, meant: &str) -> Option<f32> {
        cost(&Pattern::slip(typed), meant)
    }

    #[test]
    fn one_slip_is_forgiven() {
        for (typed, meant) in [
            ("영옥", "영역"),
            ("쳌섬", "체크섬"),
            ("저쟝", "저장"),
            ("kuberentes", "kubernetes"),
            ("postgersql", "postgresql"),
            ("cloufront", "cloudfront"),
            ("lammbda", "lambda"),
            ("tiemout", "timeout"),
            ("과저", "과정"),
            ("차ㅣ점", "차이점"),
            ("ㅅ크ㅔ줄링", "스케줄링"),
            ("클라우트워치", "클라우드워치"),
            ("메세지", "메시지"),
        ] {
            assert!(slip(typed, meant).is_some_and(|cost| cost > 0.0), "{typed} {meant}");
            assert!(slip(meant, typed).is_some(), "{meant} {typed}");
        }
        assert_eq!(slip("람다", "람다"), Some(0.0));
    }

    #[test]
    fn other_words_are_other_words() {
        for (typed, other) in [
            ("모델", "모듈"),
            ("sns", "sqs"),
            ("ebs", "efs"),
            ("eks", "ecs"),
            ("대기", "대기열"),
            ("리전", "버전"),
            ("ec2", "ec3"),
            ("s3", "s4"),
            ("tpc", "tcps"),
            ("kubernetes", "kuberentse"),
        ] {
            assert_eq!(slip(typed, other), None, "{typed} {other}");
        }
    }

    #[test]
    fn likelier_slips_cost_less() {
        assert!(slip("영옥", "영역") < slip("클라우트워치", "클라우드워치"));
        assert!(slip("lammbda", "lambda") < slip("lamxbda", "lambda"));
    }

    #[test]
    fn a_begun_word_begins_like_it() {
        for begun in ["ㄹ", "라", "람", "람ㄷ", "람다"] {
            assert_eq!(cost(&Pattern::begun(begun), "람다식"), Some(0.0), "{begun}");
        }
        // The final is the next syllable's first letter.
        assert_eq!(cost(&Pattern::begun("록"), "로그인"), Some(0.0));
        assert_eq!(cost(&Pattern::begun("람ㅇ"), "람다"), None);
        assert_eq!(cost(&Pattern::begun("람다"), "람"), None);
    }

    #[test]
    fn initials_are_one_a_syllable() {
        let pattern = Pattern::initials("ㅌㄹㅈㅅ");
        assert_eq!(cost(&pattern, "트랜잭션"), Some(0.0));
        assert_eq!(cost(&pattern, "트랜잭션들"), None);
        assert_eq!(cost(&pattern, "트랜잭"), None);
        assert_eq!(cost(&pattern, "trjs"), None);
    }
}
