//! What Korean writes to the end of a noun: particles and forms of the copula, one after another.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

/// Particles one after another: `에서부터는`.
const MOST_PARTICLES: usize = 3;
/// Syllables.
const LONGEST_PARTICLE: usize = 4;
/// Syllables of the shortest noun that a particle is taken from without a dictionary: of `됴는` nobody knows.
const SHORTEST_NOUN: usize = 2;

/// Whether a text is nothing but particles.
pub fn are_particles(text: &str) -> bool {
    is_chain(text, MOST_PARTICLES)
}

/// A word that no dictionary has, without what may be particles: `쀍릍체인을` is 쀍릍체인, or 쀍릍체 that is
/// something.
pub(super) fn without_particles(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().map(|(at, _)| at).skip(SHORTEST_NOUN);
    ends.filter(|&end| are_particles(&word[end..])).map(|end| &word[..end])
}

fn is_chain(text: &str, most: usize) -> bool {
    let ends = text.char_indices().map(|(at, char)| at + char.len_utf8());
    most > 0
        && ends
            .take(LONGEST_PARTICLE)
            .filter(|&end| particles().contains(&text[..end]))
            .any(|end| end == text.len() || is_chain(&text[end..], most - 1))
}

fn particles() -> &'static FxHashSet<&'static str> {
    static PARTICLES: OnceLock<FxHashSet<&str>> = OnceLock::new();
    PARTICLES.get_or_init(|| {
        let lines = include_str!("particles.txt").lines();
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_come_in_chains() {
        for chain in ["는", "에서", "에서부터는", "까지만", "이라는", "입니다", "으로의"]
        {
            assert!(are_particles(chain), "{chain}");
        }
        for word in ["링", "함수", "되", "은는이가을", "즈"] {
            assert!(!are_particles(word), "{word}");
        }
    }

    #[test]
    fn no_particle_is_longer_than_is_looked_for() {
        let longest = particles().iter().map(|particle| particle.chars().count()).max();
        assert!(longest.is_some_and(|longest| longest <= LONGEST_PARTICLE));
    }

    #[test]
    fn what_may_be_particles_is_taken_off_but_for_two_syllables() {
        for (word, nouns) in [
            ("쳌섬이", ["쳌섬"].as_slice()),
            ("쀍릍체인에서는", &["쀍릍체", "쀍릍체인", "쀍릍체인에서"]),
            ("훑로이", &["훑로"]),
            ("쳌섬", &[]),
            ("됴는", &[]),
        ] {
            assert_eq!(without_particles(word).collect::<Vec<_>>(), nouns, "{word}");
        }
    }
}
