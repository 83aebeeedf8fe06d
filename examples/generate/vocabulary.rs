//! Words that the notes do not have: how many there are after how much text (Heaps' law), how often
//! each is met (Zipf's law), and what they look like.

use crate::material::Material;
use crate::random::Random;

/// Words of one script. Nothing is kept of them: a word follows from the seed and its number.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    script: Script,
    seed: u64,
    drawn: u64,
    known: u64,
}

/// What a vocabulary is written in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Script {
    /// Compounds of the notes' words, and new ones.
    Hangul,
    /// Identifiers of the notes' words, and new ones.
    Latin,
}

/// After `n` words drawn there are `GROWTH * n^(5/8)` of them. The exponent is that of real notes
/// (seven public collections: 30,600 words at 2 MB, 48,100 at 4 MB, 73,500 at 8 MB; a collection that
/// is made of `notes/` has 30,700, 46,600 and 71,400, those of the notes included).
const GROWTH: f64 = 15.0;

/// What follows a Hangul word, if anything does.
const PARTICLES: &[&str] = &[
    "은", "는", "이", "가", "을", "를", "의", "에", "에서", "으로", "로", "와", "과", "도", "만",
    "까지",
];

const ONSETS: &[&str] =
    &["b", "c", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "tr"];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea"];
const CODAS: &[&str] = &["", "", "", "n", "r", "s", "x", "l"];

impl Vocabulary {
    /// One that has no words yet.
    pub fn new(script: Script, seed: u64) -> Self {
        Vocabulary { script, seed: seed.wrapping_add(script as u64), drawn: 0, known: 0 }
    }

    /// Words that were drawn at least once.
    pub fn known(&self) -> u64 {
        self.known
    }

    /// Adds the next word to a text: a new one when it is time for that.
    pub fn write(&mut self, material: &Material, random: &mut Random, text: &mut String) {
        self.drawn += 1;
        let drawn = self.drawn as f64;
        let grown = GROWTH * drawn.sqrt() * drawn.sqrt().sqrt().sqrt();
        let number = if (self.known as f64) < grown {
            self.known += 1;
            self.known - 1
        } else {
            random.zipf(self.known as usize) as u64
        };
        self.spell(number, material, text);
        if self.script == Script::Hangul && random.chance(55) {
            text.push_str(random.word(PARTICLES));
        }
    }

    fn spell(&self, number: u64, material: &Material, text: &mut String) {
        let mut random = Random::of(self.seed, number);
        match self.script {
            Script::Hangul if random.chance(65) => {
                for _ in 0..2 {
                    text.push_str(random.word(&material.hangul_stems));
                }
            }
            // A name: syllables of the notes' words.
            Script::Hangul => {
                for _ in 0..random.between(2, 4) {
                    let stem = random.word(&material.hangul_stems);
                    text.extend(stem.chars().nth(random.below(2)));
                }
            }
            Script::Latin if random.chance(55) => {
                let parts = random.between(2, 3);
                let joint = random.word(&["", "", "-", "_", "."]);
                for part in 0..parts {
                    let stem = random.word(&material.latin_stems);
                    if part > 0 && joint.is_empty() {
                        text.push_str(&stem[..1].to_uppercase());
                        text.push_str(&stem[1..]);
                    } else {
                        text.push_str(if part > 0 { joint } else { "" });
                        text.push_str(stem);
                    }
                }
                if random.chance(15) {
                    text.push_str(&random.between(2, 64).to_string());
                }
            }
            Script::Latin => {
                for _ in 0..random.between(2, 4) {
                    text.push_str(random.word(ONSETS));
                    text.push_str(random.word(VOWELS));
                    text.push_str(random.word(CODAS));
                }
            }
        }
    }
}
