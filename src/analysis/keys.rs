//! Hangul as it is typed: the two-set keyboard, key by key.
//!
//! A letter of a syllable is one key, a doubled consonant or one of two vowels a shifted key, and a
//! compound vowel or final two keys. So Hangul and Latin are both sequences of the same keys: what
//! the fingers did is the same whichever state the keyboard was in, and one slip is one key.

/// The keys of the letters `ㄱ` (U+3131) to `ㅣ` (U+3163), in Unicode's order.
const KEYS: [&str; 51] = [
    "r", "R", "rt", "s", "sw", "sg", "e", "E", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a",
    "q", "Q", "qt", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g", "k", "o", "i", "O", "j", "p",
    "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l",
];
/// Initial consonants, in the order of syllables.
const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];
/// Final consonants, in the order of syllables; none comes first.
const FINALS: [char; 27] = [
    'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ',
    'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];
const FIRST_SYLLABLE: u32 = '가' as u32;
const FIRST_LETTER: u32 = 'ㄱ' as u32;
const FIRST_VOWEL: u32 = 'ㅏ' as u32;
const VOWELS: u32 = 21;
/// Syllables of one vowel: without a final, and with each.
const ENDINGS: u32 = FINALS.len() as u32 + 1;

/// Rows of letters, each half a key further right than the one above.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The letters of a syllable or a jamo, as `ㄱ` to `ㅣ`; nothing for any other character.
pub fn letters(char: char) -> [Option<char>; 3] {
    let code = u32::from(char);
    let letter = |code: u32| char::from_u32(code);
    match char {
        '가'..='힣' => {
            let at = code - FIRST_SYLLABLE;
            let last = at % ENDINGS;
            [
                Some(INITIALS[(at / ENDINGS / VOWELS) as usize]),
                letter(FIRST_VOWEL + at / ENDINGS % VOWELS),
                (last > 0).then(|| FINALS[last as usize - 1]),
            ]
        }
        'ㄱ'..='ㅣ' => [Some(char), None, None],
        // Conjoining jamo, which folding makes of the others.
        '\u{1100}'..='\u{1112}' => [Some(INITIALS[(code - 0x1100) as usize]), None, None],
        '\u{1161}'..='\u{1175}' => [letter(FIRST_VOWEL + code - 0x1161), None, None],
        '\u{11a8}'..='\u{11c2}' => [Some(FINALS[(code - 0x11a8) as usize]), None, None],
        _ => [None; 3],
    }
}

/// How many syllables have no final.
pub const OPENINGS: usize = INITIALS.len() * VOWELS as usize;

/// A syllable by the numbers of its letters among those that may stand in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    initial: u32,
    vowel: u32,
    /// None is 0.
    last: u32,
}

impl Syllable {
    /// What comes behind all of them, in order.
    pub const AFTER_ALL: char = '\u{d7a4}';

    /// The last one, in order.
    pub const LAST: Syllable =
        Syllable { initial: INITIALS.len() as u32 - 1, vowel: VOWELS - 1, last: ENDINGS - 1 };

    /// Nothing where the character is no syllable.
    pub fn of(char: char) -> Option<Self> {
        let at = matches!(char, '가'..='힣').then(|| u32::from(char) - FIRST_SYLLABLE)?;
        let (opening, last) = (at / ENDINGS, at % ENDINGS);
        Some(Syllable { initial: opening / VOWELS, vowel: opening % VOWELS, last })
    }

    /// The key that types the initial consonant.
    pub fn initial_key(self) -> char {
        keys_of(INITIALS[self.initial as usize])[0].into()
    }

    /// The keys that type the vowel.
    pub fn vowel_keys(self) -> impl Iterator<Item = char> {
        KEYS[(self.vowel + FIRST_VOWEL - FIRST_LETTER) as usize].bytes().map(char::from)
    }

    /// The keys that type the final, if there is one.
    pub fn final_keys(self) -> impl Iterator<Item = char> {
        let last = self.last.checked_sub(1).map(|last| keys_of(FINALS[last as usize]));
        last.unwrap_or_default().iter().copied().map(char::from)
    }

    /// The number, in order, of what it is without its final, of [`OPENINGS`].
    pub fn opening_number(self) -> usize {
        (self.initial * VOWELS + self.vowel) as usize
    }

    /// The syllable without a final that has this number.
    pub fn of_opening(number: usize) -> Self {
        let number = number as u32;
        Syllable { initial: number / VOWELS, vowel: number % VOWELS, last: 0 }
    }

    /// The first of those with this initial, in order.
    pub fn first_of_initial(self) -> Self {
        Syllable { vowel: 0, last: 0, ..self }
    }

    /// The first character behind all with this initial and vowel, in order.
    pub fn after_opening(self) -> char {
        Self::of_opening(self.opening_number() + 1).char()
    }

    /// The number of the first without a final that is behind all with this initial.
    pub fn after_initial(self) -> usize {
        ((self.initial + 1) * VOWELS) as usize
    }

    /// The syllable.
    pub fn char(self) -> char {
        let at = (self.initial * VOWELS + self.vowel) * ENDINGS + self.last;
        char::from_u32(FIRST_SYLLABLE + at).unwrap_or(char::MAX)
    }
}

/// Initial consonants, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Initials(u32);

impl Initials {
    /// All that there are.
    pub const ALL: Initials = Initials(u32::MAX);

    /// The ones that these keys type.
    pub fn of_keys(keys: impl Iterator<Item = char>) -> Self {
        let number = |key| INITIALS.iter().position(|&initial| letter_of(key) == Some(initial));
        Initials(keys.filter_map(number).fold(0, |all, number| all | 1 << number))
    }

    /// Whether a syllable may be one of those from `first` to `last` that begins with any of these.
    pub fn begin_any(self, [first, last]: [Syllable; 2]) -> bool {
        (self.0 >> first.initial) & ((2 << (last.initial - first.initial)) - 1) != 0
    }
}

/// The keys of a letter, `ㄱ` to `ㅣ`.
fn keys_of(letter: char) -> &'static [u8] {
    KEYS[(u32::from(letter) - FIRST_LETTER) as usize].as_bytes()
}

/// Calls `each` with every key of a character; what is no Hangul is its own key.
pub fn for_each_key(char: char, mut each: impl FnMut(char)) {
    let letters = letters(char);
    if letters[0].is_none() {
        return each(char);
    }
    for letter in letters.into_iter().flatten() {
        keys_of(letter).iter().copied().map(char::from).for_each(&mut each);
    }
}

/// A text as the keys that type it: `람다` is `fkaek`, `lambda` is `lambda`.
pub fn to_keys(text: &str) -> String {
    let mut keys = String::with_capacity(text.len());
    text.chars().for_each(|char| for_each_key(char, |key| keys.push(key)));
    keys
}

/// What an input method makes of keys: `fkaek` is `람다`, `aws` is `ㅁㅈㄴ`. What is no letter key is
/// left as it is.
pub fn from_keys(keys: &str) -> String {
    let mut composer = Composer::default();
    for key in keys.chars() {
        let letter = letter_of(key).or_else(|| letter_of(key.to_ascii_lowercase()));
        match letter {
            Some(letter) if u32::from(letter) >= FIRST_VOWEL => composer.vowel(letter),
            Some(letter) => composer.consonant(letter),
            None => {
                composer.flush();
                composer.text.push(key);
            }
        }
    }
    composer.flush();
    composer.text
}

/// The letter that one key types, by its code.
const LETTERS: [Option<char>; 128] = {
    let mut letters = [None; 128];
    let mut at = 0;
    while at < KEYS.len() {
        let keys = KEYS[at].as_bytes();
        if keys.len() == 1 {
            letters[keys[0] as usize] = char::from_u32(FIRST_LETTER + at as u32);
        }
        at += 1;
    }
    letters
};

fn letter_of(key: char) -> Option<char> {
    LETTERS.get(key as usize).copied().flatten()
}

/// The letter that two make: `ㅗ` and `ㅏ` make `ㅘ`.
fn joined(first: char, second: char) -> Option<char> {
    let [first, second] =
        [first, second].map(|letter| KEYS[(u32::from(letter) - FIRST_LETTER) as usize]);
    let is_both = |keys: &&str| keys.strip_prefix(first) == Some(second);
    let at = KEYS.iter().position(|keys| keys.len() == 2 && is_both(keys))?;
    char::from_u32(FIRST_LETTER + at as u32)
}

/// The two letters that a compound one is made of.
fn split(letter: char) -> Option<(char, char)> {
    let mut keys = KEYS[(u32::from(letter) - FIRST_LETTER) as usize].chars();
    let first = letter_of(keys.next()?)?;
    Some((first, letter_of(keys.next()?)?))
}

/// Letters put together to syllables as they come.
#[derive(Default)]
struct Composer {
    text: String,
    initial: Option<char>,
    vowel: Option<char>,
    last: Option<char>,
}

impl Composer {
    fn consonant(&mut self, letter: char) {
        let closes = |letter| FINALS.contains(&letter);
        match (self.initial, self.vowel, self.last) {
            (Some(_), Some(_), None) if closes(letter) => self.last = Some(letter),
            (_, _, Some(last)) if joined(last, letter).is_some_and(closes) => {
                self.last = joined(last, letter);
            }
            _ => {
                self.flush();
                self.initial = Some(letter);
            }
        }
    }

    fn vowel(&mut self, letter: char) {
        if let Some(last) = self.last.take() {
            // The final was the next syllable's first letter, or its second half was.
            let (stays, moves) = split(last).map_or((None, last), |(a, b)| (Some(a), b));
            self.last = stays;
            self.flush();
            self.initial = Some(moves);
            self.vowel = Some(letter);
            return;
        }
        match self.vowel {
            None => self.vowel = Some(letter),
            Some(vowel) => match joined(vowel, letter) {
                Some(both) => self.vowel = Some(both),
                None => {
                    self.flush();
                    self.vowel = Some(letter);
                }
            },
        }
    }

    fn flush(&mut self) {
        let parts = (self.initial.take(), self.vowel.take(), self.last.take());
        if let (Some(initial), Some(vowel), last) = parts {
            let place = |list: &[char], letter| list.iter().position(|&other| other == letter);
            let initial = place(&INITIALS, initial).unwrap_or_default() as u32;
            let vowel = u32::from(vowel) - FIRST_VOWEL;
            let last = last.and_then(|last| place(&FINALS, last)).map_or(0, |at| at as u32 + 1);
            let code = FIRST_SYLLABLE + (initial * VOWELS + vowel) * ENDINGS + last;
            self.text.extend(char::from_u32(code));
        } else {
            self.text.extend(parts.0);
            self.text.extend(parts.1);
        }
    }
}

/// Whether two keys lie side by side, so that a finger may hit one for the other. Shift aside.
pub fn are_neighbours(one: char, other: char) -> bool {
    let place = |key: char| {
        let key = key.to_ascii_lowercase();
        ROWS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(key)?)))
    };
    let (Some((row, column)), Some((below, other))) = (place(one), place(other)) else {
        return false;
    };
    match row.abs_diff(below) {
        0 => column.abs_diff(other) == 1,
        1 => {
            let (upper, lower) = if row < below { (column, other) } else { (other, column) };
            upper == lower || upper == lower + 1
        }
        _ => false,
    }
}

/// The initial consonant of a syllable, as a letter of its own.
pub fn initial(char: char) -> Option<char> {
    if super::is_syllable(char) { letters(char)[0] } else { None }
}

/// Whether the character is a consonant standing by itself, as one that could begin a syllable.
pub fn is_initial(char: char) -> bool {
    INITIALS.contains(&char)
}

/// Whether the character is a letter of Hangul that is no syllable: unfinished, or mistyped.
pub fn is_jamo(char: char) -> bool {
    !super::is_syllable(char) && letters(char)[0].is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hangul_is_keys() {
        assert_eq!(to_keys("람다"), "fkaek");
        assert_eq!(to_keys("트랜잭션 EC2"), "xmfoswortus EC2");
        assert_eq!(to_keys("값싼 뷁"), "rkqtTks qnpfr");
        assert_eq!(to_keys("ㅁㅈㄴ"), "aws");
        assert_eq!(to_keys("\u{1105}\u{1161}\u{11b7}"), "fka");
    }

    #[test]
    fn keys_are_hangul() {
        assert_eq!(from_keys("xmfoswortus"), "트랜잭션");
        assert_eq!(from_keys("aws"), "ㅁㅈㄴ");
        assert_eq!(from_keys("ec2"), "ㄷㅊ2");
        assert_eq!(from_keys("kubernetes"), "ㅏㅕㅠㄷ굳ㅅㄷㄴ");
        assert_eq!(from_keys("rkqtdmf"), "값을");
        assert_eq!(from_keys("rkqtl"), "갑시");
        assert_eq!(from_keys("dhkd"), "왕");
        assert_eq!(from_keys("EEk"), "ㄸ따");
        // No shifted letter of its own: as if not shifted.
        assert_eq!(from_keys("AWS"), "ㅁㅉㄴ");
    }

    #[test]
    fn neighbours_touch() {
        assert!(are_neighbours('h', 'u') && are_neighbours('o', 'p') && are_neighbours('j', 'N'));
        assert!(
            !are_neighbours('n', 'q') && !are_neighbours('a', 'a') && !are_neighbours('1', '2')
        );
        for (one, other) in [('s', 'w'), ('s', 'e'), ('s', 'x'), ('s', 'z')] {
            assert!(are_neighbours(one, other) && are_neighbours(other, one), "{one} {other}");
        }
        assert!(!are_neighbours('s', 'q') && !are_neighbours('s', 'c'));
    }

    proptest! {
        #[test]
        fn syllables_come_back(text in "[가-힣]{0,12}") {
            prop_assert_eq!(from_keys(&to_keys(&text)), text);
        }

        #[test]
        fn a_syllable_is_its_letters(char in "[가-힣]") {
            let char = char.chars().next().expect("a syllable");
            let syllable = Syllable::of(char).expect("a syllable");
            prop_assert_eq!(syllable.char(), char);
            let keys = std::iter::once(syllable.initial_key()).chain(syllable.vowel_keys());
            let keys: String = keys.chain(syllable.final_keys()).collect();
            prop_assert_eq!(keys, to_keys(&char.to_string()));
            let opening = Syllable::of_opening(syllable.opening_number());
            prop_assert!(syllable.first_of_initial().char() <= opening.char());
            prop_assert!(opening.char() <= char && char < syllable.after_opening());
            prop_assert!(syllable.opening_number() < syllable.after_initial());
        }

        #[test]
        fn any_text_has_keys(text in "\\PC{0,12}") {
            let keys = to_keys(&text);
            prop_assert!(keys.chars().all(|key| letters(key)[0].is_none()));
            from_keys(&keys);
        }
    }
}
