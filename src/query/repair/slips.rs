//! One slip of a finger.

use super::served::{is_exempt, service};
use super::{Chunk, next_group};
use crate::analysis::{Class, Script, Term, fold, is_syllable, script, to_keys};
use crate::catalog::{Catalog, name_key};
use crate::quantity::Kinds;
use crate::query::asking::{asked_by, asking_words};
use crate::query::plan::{Choice, Key, Slot, Spelled};
use crate::query::planner::{Planner, forms};
use crate::query::{Layer, Matcher, Pattern, StateId};
use crate::text::Span;

/// Words that one may have meant, at most.
const MOST_MEANT: usize = 6;
/// How much further off than the nearest word another may be.
const AS_NEAR: f32 = 0.25;
/// What is left of a word's weight where it is a whole slip further off than the nearest.
const FAR: f32 = 0.5;
/// Syllables and Latin letters of the shortest word that is read with a slip.
const SHORTEST: (usize, usize) = (2, 3);
/// Characters of the longest.
const LONGEST: usize = 32;
/// Letters of the shortest identifier that is read with a slip though the notes have its parts.
const SHORTEST_IDENTIFIER: usize = 8;

/// Letters of the shortest English word that asks for a quantity and that another is a slip for.
const SHORTEST_ASKING: usize = 5;

/// Letters that make another form of an English word, put at its end.
const ENDINGS: [char; 5] = ['s', 'd', 'r', 'y', 'n'];

/// So many times as often the notes have to have a word for one that they also have to be a slip for it.
const MORE_OFTEN: u32 = 8;

/// What may follow a noun without a space; the longest that fits comes first.
const PARTICLES: &str = "으로부터 에서는 에서의 이라는 하려면 되려면 하면 하는 하기 하고 한다 해서 했다 할때 되면 되는 \
    된다 이란 에서 에게 까지 부터 으로 처럼 보다 마다 이나 라는 에는 에도 인가 와의 과의 은 는 이 가 을 를 \
    의 에 로 와 과 도 만 란 할 한 된 될";

impl Planner<'_> {
    /// The reading with one slip taken back: in the whole word, else in what the notes do not serve.
    pub(super) fn slips(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let mut nearest: Option<(f32, Slot)> = None;
        let is_served = |slot: &Slot| is_exempt(slot) || service(slot) >= super::served::SERVED;
        let is_served = !chunk.slots.is_empty() && chunk.slots.iter().all(is_served);
        for stem in stems(&chunk.text) {
            let span = Span::new(chunk.span.start, chunk.span.start + stem.len());
            let Some((cost, slot)) = self.meant(stem, span) else { continue };
            // That somebody wrote it so says no more than what the dictionary makes of it, and it is no slip.
            if cost == 0.0 && is_served && stem == chunk.text {
                return Some(chunk.slots.clone());
            }
            if nearest.as_ref().is_none_or(|(least, _)| cost < *least) {
                nearest = Some((cost, slot));
            }
        }
        if let Some((_, slot)) = nearest {
            return Some(vec![slot]);
        }
        self.slip_within(chunk)
    }

    /// The identifier that `text` is a slip for: `price-capcity-optimized`.
    pub(super) fn slip_in_identifier(&mut self, text: &str, span: Span) -> Option<Slot> {
        let is_joiner = |char: char| matches!(char, '-' | '_' | '.' | '/');
        let is_identifier =
            text.chars().all(|char| char.is_ascii_alphanumeric() || is_joiner(char))
                && text.trim_matches(is_joiner).contains(is_joiner);
        if !is_identifier {
            return None;
        }
        self.meant(text, span).map(|(_, slot)| slot)
    }

    /// The identifier, in one word, that `text` is a slip for, though the notes have its parts:
    /// `ClassCastExeption`, where somewhere they have `exeption`.
    pub(super) fn identifier_meant(&mut self, text: &str, span: Span) -> Option<Slot> {
        let words = camel_words(text);
        let is_alphabetic = text.bytes().all(|byte| byte.is_ascii_alphabetic());
        if text.len() < SHORTEST_IDENTIFIER || !is_alphabetic || words.len() < 2 {
            return None;
        }
        let (_, mut slot) = self.meant(text, span)?;
        let frequency = |text: &str| -> u32 {
            let classes = [Class::Word, Class::Part].into_iter();
            classes.map(|class| self.lexicon.frequency(&Key::Term(Term::new(class, text)))).sum()
        };
        // `getValue` is no slip for `setValue`: both of what differs are words.
        let is_slip = (0..words.len()).any(|number| {
            let (before, after) = (words[..number].concat(), words[number + 1..].concat());
            let rest = slot.reading.strip_prefix(before.as_str());
            let meant = rest.and_then(|rest| rest.strip_suffix(after.as_str()));
            meant.is_some_and(|meant| {
                frequency(meant) >= MORE_OFTEN * frequency(&words[number]).max(1)
            })
        });
        if !is_slip {
            return None;
        }
        // No better than all of its parts.
        slot.choices.iter_mut().for_each(|choice| choice.weight *= Layer::Compound.weight());
        Some(slot)
    }

    /// The reading with one of its words, or two neighbours together, taken as another.
    fn slip_within(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        let slots = &chunk.slots;
        let poor = slots
            .iter()
            .position(|slot| !is_exempt(slot) && service(slot) < super::served::SERVED)?;
        let to = slots.len();
        let stretches =
            [(poor.saturating_sub(1), poor + 1), (poor, (poor + 2).min(to)), (poor, poor + 1)];
        for (from, to) in stretches {
            let span = Span::new(slots[from].span.start, slots[to - 1].span.end);
            if span == chunk.span {
                continue;
            }
            let at = Span::new(span.start - chunk.span.start, span.end - chunk.span.start);
            let Some(text) = chunk.text.get(at.range()) else { continue };
            if let Some((_, slot)) = self.meant(text, span) {
                let mut reading = slots.clone();
                reading.splice(from..to, [slot]);
                return Some(reading);
            }
        }
        None
    }

    /// The slot of the words that `typed` may be a slip for, and the cost of the nearest.
    pub(super) fn meant(&mut self, typed: &str, span: Span) -> Option<(f32, Slot)> {
        let folded = fold(typed);
        if !is_long_enough(typed) {
            return None;
        }
        let pattern = Pattern::slip(&folded);
        let matcher = Matcher::new(&pattern);
        let mut found = self.lexicon.spelled(&matcher, MOST_MEANT);
        found.extend(named(self.catalog, &matcher));
        found.retain(|word| {
            has_hangul(&word.text) == has_hangul(typed) && is_long_enough(&word.text)
        });
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(b.documents.cmp(&a.documents)));
        let Some(first) = found.first() else {
            return self.asking_word_meant(typed, &matcher, span);
        };
        if first.cost == 0.0 && first.documents == 0 && !self.has_name(&first.text) {
            // It is spelled as a name is that the notes do not have: another word is no slip for it, but what is
            // no word at all is one of the notes' (`쳌섬`).
            let name = first.text.clone();
            found.retain(|word| word.documents > 0 && self.is_no_word(&word.text, &name));
        }
        let least = found.first()?.cost;
        // No slip at all: what follows the word is no particle to the dictionary.
        let layer = if least > 0.0 { Layer::Typo } else { Layer::Morpheme };
        let mut choices: Vec<Choice> = Vec::new();
        let mut reading = None;
        for word in found.iter().filter(|word| word.cost <= least + AS_NEAR) {
            let before = choices.len();
            self.forms_of(&word.text, &mut choices);
            let weight = 1.0 - (1.0 - FAR) * (word.cost - least);
            for choice in &mut choices[before..] {
                choice.layer = choice.layer.max(layer);
                choice.weight *= weight;
                choice.adds *= weight;
            }
            reading.get_or_insert(word.text.clone());
        }
        let reading = reading?;
        let asks = if choices.is_empty() { asked_by(&reading) } else { Kinds::NONE };
        let slot = Slot { reading, layer, choices, asks, ..Slot::unserved(typed.to_owned(), span) };
        Some((least, slot))
    }

    /// The slot of the word that asks for a quantity and that `typed` may be a slip for, and its cost: `tiemout`. The
    /// notes need not have such a word.
    fn asking_word_meant(
        &self,
        typed: &str,
        matcher: &Matcher<'_>,
        span: Span,
    ) -> Option<(f32, Slot)> {
        let is_short = |word: &str| !has_hangul(word) && word.len() < SHORTEST_ASKING;
        let words = asking_words().filter(|word| is_long_enough(word) && !is_short(word));
        let costs = words.filter_map(|word| Some((matcher.cost_of(word)?, word)));
        let (cost, word) = costs.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)))?;
        let (reading, layer, asks) = (word.to_owned(), Layer::Typo, asked_by(word));
        let slot = Slot { reading, layer, asks, ..Slot::unserved(typed.to_owned(), span) };
        Some((cost, slot))
    }

    /// Whether the notes have a name of the catalogue, in any of its forms, or another for the same.
    fn has_name(&mut self, name: &str) -> bool {
        let mut choices = Vec::new();
        self.forms_of(name, &mut choices);
        !choices.is_empty() || !self.other_names(name, 1).is_empty()
    }

    /// Whether a word, one slip away from a name, is in no dictionary. For English there is none here: a word as
    /// long as that which begins as the name does and is no other form of it is hardly another.
    fn is_no_word(&mut self, word: &str, name: &str) -> bool {
        if !has_hangul(word) {
            return word.len() >= SHORTEST_IDENTIFIER
                && word.bytes().all(|byte| byte.is_ascii_alphabetic())
                && word.bytes().next() == name.bytes().next()
                && !are_forms(word, name)
                && self.catalog.find(&name_key(word)).is_empty();
        }
        let mut is_unknown = false;
        self.analyzer.for_each_token(word, |token| is_unknown |= token.tag.is_unknown());
        is_unknown
    }

    /// The choices of a word of the notes, or of a name, which may be several words.
    pub(super) fn forms_of(&mut self, word: &str, choices: &mut Vec<Choice>) {
        let mut own = Vec::new();
        forms(&Term::new(Class::Word, word), None, &mut own);
        own.retain(|choice| self.occurs(&choice.key));
        if own.is_empty() {
            // The group's number must be another than those of the choices before.
            own = self.aliases(&[word], None, next_group(choices));
        }
        choices.extend(own);
    }
}

/// Names of the catalogue that a pattern matches, as if the notes did not have them.
pub(super) fn named(catalog: &Catalog, matcher: &Matcher<'_>) -> Vec<Spelled> {
    let mut found = Vec::new();
    // Where the key at hand begins as the one before, the pattern stands where it stood then.
    let mut states: Vec<(usize, StateId)> = Vec::new();
    let mut bound = String::new();
    let mut keys = catalog.keys();
    'keys: while let Some((key, _)) = keys.next() {
        let common = key.bytes().zip(bound.bytes()).take_while(|(one, other)| one == other).count();
        while states.last().is_some_and(|&(end, _)| end > common) {
            states.pop();
        }
        let (begun, mut state) = states.last().copied().unwrap_or((0, matcher.start()));
        for (at, char) in key[begun..].char_indices() {
            let at = begun + at;
            let Some(next) = matcher.step(state, char) else {
                // Keys are in order: those that begin like one that cannot match come next to it.
                bound.clear();
                bound.push_str(&key[..at]);
                bound.push(matcher.after(state, char));
                keys.pass_by(|key| key < bound.as_str());
                continue 'keys;
            };
            state = next;
            states.push((at + char.len_utf8(), state));
        }
        if let Some(cost) = matcher.cost(state) {
            found.push(Spelled { text: key.to_owned(), cost, documents: 0 });
        }
        bound.clear();
        bound.push_str(key);
    }
    found
}

/// The words of an identifier, folded: `class`, `cast` and `exeption`.
fn camel_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None;
    for char in text.chars() {
        let begins =
            char.is_ascii_uppercase() && before.is_some_and(|b: char| b.is_ascii_lowercase());
        match words.last_mut() {
            Some(word) if !begins => word.push(char.to_ascii_lowercase()),
            _ => words.push(char.to_ascii_lowercase().to_string()),
        }
        before = Some(char);
    }
    words
}

/// Whether a text is what may follow a noun.
pub(super) fn is_particle(text: &str) -> bool {
    PARTICLES.split(' ').any(|particle| particle == text)
}

/// The word, and what is left of it without a particle.
pub(super) fn stems(chunk: &str) -> impl Iterator<Item = &str> {
    let without = PARTICLES.split(' ').filter_map(|particle| chunk.strip_suffix(particle));
    std::iter::once(chunk).chain(without)
}

/// Whether two words of English may be forms of one: `schedule`, `scheduler` and `scheduled`.
fn are_forms(one: &str, other: &str) -> bool {
    let stem = |word| str::strip_suffix(word, ENDINGS);
    stem(one) == Some(other)
        || stem(other) == Some(one)
        || stem(one).is_some_and(|one| stem(other) == Some(one))
}

fn is_long_enough(text: &str) -> bool {
    let syllables = text.chars().filter(|&char| is_syllable(char)).count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let keys = to_keys(text).chars().count();
    let jamo = has_hangul(text) && keys >= 2 * SHORTEST.0;
    text.chars().count() <= LONGEST && (syllables >= SHORTEST.0 || letters >= SHORTEST.1 || jamo)
}

fn has_hangul(text: &str) -> bool {
    text.chars().any(|char| script(char) == Script::Hangul)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_by_a_look_at_each() {
        let catalog = Catalog::builtin();
        let slips = ["람댜", "kubernetse", "쿠버네틱스", "트랜젝션", "ec2", "로드밸런서"];
        let patterns = slips.map(Pattern::slip).into_iter();
        let patterns = patterns.chain(["ㅌㄹㅈㅅ", "ㄹㄷ"].map(Pattern::initials));
        let mut found_any = 0;
        for pattern in patterns.chain(Some(Pattern::begun("트랜"))) {
            let matcher = Matcher::new(&pattern);
            let cost = |(key, _): (&str, _)| Some((key.to_owned(), matcher.cost_of(key)?));
            let each: Vec<(String, f32)> = catalog.keys().filter_map(cost).collect();
            let found = named(catalog, &matcher).into_iter().map(|name| (name.text, name.cost));
            assert_eq!(found.collect::<Vec<_>>(), each, "{pattern:?}");
            found_any += usize::from(!each.is_empty());
        }
        assert!(found_any >= 5, "{found_any}");
    }
}
