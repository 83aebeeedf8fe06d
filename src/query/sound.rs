//! English words as they sound in Hangul: `리밸런스` is `rebalance`.
//!
//! Loanwords of computing are spelled after their sound, by rules that lose a lot: `f` and `p` are
//! one letter, `r` after a vowel is none, a consonant without a vowel gets one. So a word of Hangul
//! is turned into a row of sounds, each with the letters that it may stand for, and a Latin word is
//! read along it.

/// One sound of a word, and the Latin letters that spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    letters: &'static str,
    /// Letters that may spell it too, less often.
    rare: &'static str,
    vowel: bool,
    /// Whether the Latin word need not spell it: a vowel that only carries a consonant.
    silent: bool,
}

impl Sound {
    /// Whether it is a vowel.
    pub fn is_vowel(&self) -> bool {
        self.vowel
    }
}

/// A place in a row of sounds, after some letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// How many sounds have been spelled.
    pub at: u16,
    /// Whether the sound at this place has been spelled by a letter already.
    pub begun: bool,
    /// What did not fit, in hundredths.
    pub cost: u8,
}

/// A vowel other than usual for the sound.
const ODD_VOWEL: u8 = 30;
/// A letter that spells the sound less often.
const RARE: u8 = 10;
/// A letter that is not heard.
const UNHEARD: u8 = 5;
/// Words that fit worse than this are others.
const MOST: u8 = 35;

const VOWEL_LETTERS: &str = "aeiouyw";

/// The sounds of a word of Hangul; none where a character is no syllable.
pub fn sounds(text: &str) -> Option<Vec<Sound>> {
    let mut sounds: Vec<Sound> = Vec::new();
    for char in text.chars() {
        let [initial, vowel, last] = crate::analysis::letters(char);
        let (initial, vowel) = (initial?, vowel?);
        if let Some((letters, rare)) = initial_letters(initial) {
            let sound = Sound { letters, rare, vowel: false, silent: false };
            // `클라우드`: one sound, written at the end of one syllable and the start of the next.
            if sounds.last().is_none_or(|before| before.vowel || before.letters != letters) {
                sounds.push(sound);
            }
        }
        let (letters, carries) = vowel_letters(vowel);
        let follows_vowel = sounds.last().is_some_and(|before| before.vowel);
        let silent = carries || follows_vowel;
        sounds.push(Sound { letters, rare: "", vowel: true, silent });
        if let Some((letters, rare)) = last.and_then(final_letters) {
            sounds.push(Sound { letters, rare, vowel: false, silent: false });
        }
    }
    Some(sounds)
}

/// Letters that spell a consonant before a vowel: the usual ones, and others.
fn initial_letters(letter: char) -> Option<(&'static str, &'static str)> {
    Some(match letter {
        'ㄱ' | 'ㄲ' => ("gkc", "q"),
        'ㅋ' => ("kcq", "xh"),
        'ㄷ' | 'ㄸ' => ("d", "th"),
        'ㅌ' => ("t", "h"),
        'ㅂ' | 'ㅃ' => ("bv", "p"),
        'ㅍ' => ("pf", "h"),
        'ㅅ' | 'ㅆ' => ("s", "czht"),
        'ㅈ' | 'ㅉ' => ("jzg", "ds"),
        'ㅊ' => ("ch", "t"),
        'ㄹ' => ("lr", ""),
        'ㅁ' => ("m", ""),
        'ㄴ' => ("n", "k"),
        'ㅎ' => ("h", "w"),
        _ => return None,
    })
}

/// Letters that spell a consonant after a vowel: the usual ones, and others.
fn final_letters(letter: char) -> Option<(&'static str, &'static str)> {
    Some(match letter {
        'ㄱ' | 'ㅋ' | 'ㄲ' => ("gkcqx", ""),
        'ㅅ' | 'ㄷ' | 'ㅌ' | 'ㅆ' => ("t", "ds"),
        'ㅂ' | 'ㅍ' => ("bp", "v"),
        'ㄹ' => ("lr", ""),
        'ㅁ' => ("m", ""),
        'ㄴ' => ("n", ""),
        'ㅇ' => ("ng", ""),
        _ => return None,
    })
}

/// Letters that spell a vowel, and whether it may only carry a consonant.
fn vowel_letters(letter: char) -> (&'static str, bool) {
    match letter {
        'ㅏ' | 'ㅑ' => ("auoy", false),
        'ㅐ' | 'ㅔ' | 'ㅒ' | 'ㅖ' => ("aey", false),
        'ㅓ' | 'ㅕ' => ("euoaiy", false),
        'ㅗ' | 'ㅛ' => ("oayw", false),
        'ㅜ' | 'ㅠ' => ("uowey", false),
        'ㅣ' | 'ㅢ' => ("iey", true),
        'ㅡ' => ("aeiou", true),
        _ => ("wuoae", false),
    }
}

/// Every place that `letter` may lead to.
pub fn step(sounds: &[Sound], place: Place, letter: char, mut each: impl FnMut(Place)) {
    let mut go = |place: Place| {
        if place.cost <= MOST {
            each(place);
        }
    };
    let is_vowel = VOWEL_LETTERS.contains(letter);
    let mut at = usize::from(place.at);
    let mut begun = place.begun;
    loop {
        let here = |begun, cost| Place { at: at as u16, begun, cost };
        let Some(sound) = sounds.get(at) else {
            // A last `e` is not heard.
            if letter == 'e' {
                go(here(false, place.cost + UNHEARD));
            }
            return;
        };
        if sound.letters.contains(letter) {
            go(here(true, place.cost));
            // `록시` in `proxy`: one letter, two sounds.
            if letter == 'x' && sounds.get(at + 1).is_some_and(|next| next.letters == "s") {
                go(Place { at: at as u16 + 1, begun: true, cost: place.cost });
            }
        } else if sound.rare.contains(letter) {
            go(here(true, place.cost + RARE));
        } else if sound.vowel && is_vowel {
            let odd = if begun { 0 } else { ODD_VOWEL };
            go(here(true, place.cost + odd));
        }
        if begun && (matches!(letter, 'h' | 'g') || (sound.vowel && letter == 'r')) {
            go(here(true, place.cost + UNHEARD));
        }
        let may_be_left = begun || (sound.vowel && sound.silent);
        if !may_be_left {
            return;
        }
        at += 1;
        begun = false;
    }
}

/// What does not fit of a word that ends here, in hundredths; none where sounds are left.
pub fn cost(sounds: &[Sound], place: Place) -> Option<u8> {
    let at = usize::from(place.at) + usize::from(place.begun);
    let left = sounds.get(at..)?;
    left.iter().all(|sound| sound.vowel && sound.silent).then_some(place.cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(hangul: &str, latin: &str) -> Option<u8> {
        let sounds = sounds(hangul)?;
        let mut places = vec![Place { at: 0, begun: false, cost: 0 }];
        for letter in latin.chars() {
            let mut next = Vec::new();
            for &place in &places {
                step(&sounds, place, letter, |place| next.push(place));
            }
            places = next;
        }
        places.into_iter().filter_map(|place| cost(&sounds, place)).min()
    }

    #[test]
    fn loanwords_sound_like_their_originals() {
        for (hangul, latin) in [
            ("리밸런스", "rebalance"),
            ("블룸", "bloom"),
            ("백오프", "backoff"),
            ("마켓플레이스", "marketplace"),
            ("파게이트", "fargate"),
            ("쿠버네티스", "kubernetes"),
            ("데드락", "deadlock"),
            ("샤딩", "sharding"),
            ("해시", "hash"),
            ("클라우드", "cloud"),
            ("서버", "server"),
            ("캐시", "cache"),
            ("타입", "type"),
            ("브로커", "broker"),
            ("파티션", "partition"),
            ("스냅샷", "snapshot"),
            ("프록시", "proxy"),
            ("스래싱", "thrashing"),
            ("스레드", "thread"),
        ] {
            assert!(fits(hangul, latin).is_some(), "{hangul} {latin}");
        }
    }

    #[test]
    fn other_words_sound_otherwise() {
        for (hangul, latin) in
            [("블룸", "blob"), ("서버", "sub"), ("데드락", "deadline"), ("해시", "hashing")]
        {
            assert!(fits(hangul, latin).is_none_or(|cost| cost >= 5), "{hangul} {latin}");
        }
        assert!(fits("스래싱", "thrashing") < fits("스래싱", "collection").or(Some(100)));
        assert_eq!(fits("블룸", "blob"), None);
        assert_eq!(fits("데드락", "deadline"), None);
    }
}
