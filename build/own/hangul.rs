//! Syllables of Hangul, put together and taken apart as Unicode numbers them.

/// The first syllable, 가: others follow by initial, vowel and final.
const FIRST: u32 = 0xac00;
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
/// A final that is not there comes first.
const FINALS: &str = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// A syllable in its letters.
#[derive(Clone, Copy)]
pub struct Syllable {
    initial: u32,
    /// As a letter: `ㅏ`.
    pub vowel: char,
    /// As a letter, or a space if there is none.
    pub last: char,
}

impl Syllable {
    /// The last of a word, if that is a syllable, and what stands before it.
    pub fn last_of(word: &str) -> Option<(&str, Syllable)> {
        let (at, char) = word.char_indices().next_back()?;
        let number = u32::from(char).checked_sub(FIRST).filter(|&number| number < 19 * 21 * 28)?;
        let letter = |letters: &str, at: u32| letters.chars().nth(at as usize);
        let (vowel, last) = (letter(VOWELS, number / 28 % 21)?, letter(FINALS, number % 28)?);
        Some((&word[..at], Syllable { initial: number / (21 * 28), vowel, last }))
    }

    /// With another vowel.
    pub fn with_vowel(self, vowel: char) -> Self {
        Syllable { vowel, ..self }
    }

    /// With another final.
    pub fn with_last(self, last: char) -> Self {
        Syllable { last, ..self }
    }

    /// As one character, if there are such letters.
    pub fn char(self) -> Option<char> {
        let number = |letters: &str, letter: char| letters.chars().position(|char| char == letter);
        let (vowel, last) = (number(VOWELS, self.vowel)?, number(FINALS, self.last)?);
        char::from_u32(FIRST + (self.initial * 21 + vowel as u32) * 28 + last as u32)
    }
}
