//! The same letters with other spaces.

use super::served::{is_exempt, is_poor, length};
use super::{Chunk, SCRAP, Typed, chunks};
use crate::analysis::{Class, Term, fold, grams, is_syllable};
use crate::query::Layer;
use crate::query::light::is_light;
use crate::query::plan::{Choice, Key, Part, Slot};
use crate::query::planner::{Planner, forms};
use crate::text::Span;

/// Letters. Pieces shorter than this cost more to be cut off.
const SHORT_PIECE: usize = 4;
/// Letters of the longest piece.
const LONGEST_PIECE: usize = 20;
/// What the pieces of a text may cost beyond 1, a letter.
const MOST_A_LETTER: f32 = 0.4;
/// Pairs of syllables. With fewer, a passage may have all of them and not the run.
const FEWEST_PAIRS: usize = 3;
/// More than this many would take long.
const MOST_PAIRS: usize = 24;
/// By how much less other pieces must cost than those that were typed, if the notes have all those.
const CLEARLY_LESS: f32 = 1.5;
/// What a piece costs more for each space that was typed within it: mostly they are where they belong.
const CROSSED: f32 = 1.5;
/// Letters of the longest word that is cut into pieces.
const LONGEST_CUT: usize = 40;
/// Nats. By how much likelier words have to be without a space that was typed between them: few are wrong.
const LIKELIER: f32 = 4.0;
/// Syllables that are words by themselves before a verb.
const NEGATIONS: [&str; 2] = ["안", "못"];
/// Words that are read together at most.
const MOST_JOINED: usize = 4;

impl Planner<'_> {
    /// Adds to neighbouring Latin words the word that they make together: `data lake` is `datalake`.
    pub(in crate::query) fn join_latin(&mut self, words: &mut [Typed]) {
        for at in 1..words.len() {
            let (before, after) = words.split_at_mut(at);
            let (Some(first), Some(second)) = (before.last_mut(), after.first_mut()) else {
                return;
            };
            let is_latin = |word: &Typed| is_latin(&word.text) && word.is_as_typed();
            if !is_latin(first) || !is_latin(second) {
                continue;
            }
            let term = Term::new(Class::Word, &fold(&format!("{}{}", first.text, second.text)));
            let mut choices = Vec::new();
            forms(&term, None, &mut choices);
            choices.retain(|choice| self.occurs(&choice.key));
            for choice in &mut choices {
                choice.layer = choice.layer.max(Layer::Spacing);
                choice.weight *= Layer::Spacing.weight();
            }
            for slot in first.slots.iter_mut().chain(&mut second.slots) {
                slot.choices.extend(choices.iter().cloned());
            }
        }
    }

    /// Reads Korean words together that may have been set apart by mistake: `명령 어`.
    /// Those that are `named` elsewhere in another way were not.
    pub(in crate::query) fn respace_hangul(&mut self, words: &mut [Typed], named: &[bool]) {
        let pieces = pieces(words);
        for run in pieces.chunk_by(|one, other| other.follows && one.hangul && other.hangul) {
            let mut at = 0;
            while at < run.len() && run.len() > 1 {
                let least = match self.doubt(run, at, words) {
                    Some(least) if !named[run[at].word] => least,
                    _ => {
                        at += 1;
                        continue;
                    }
                };
                let from = at.saturating_sub(1);
                let to = run.len().min(from + MOST_JOINED);
                let longest = (at + 1..=to).rev();
                let stretches = longest.flat_map(|to| [(from, to), (at, to)]);
                let mut best: Option<(f32, usize, usize, Vec<Slot>)> = None;
                for (from, to) in stretches.filter(|(from, to)| to - from > 1) {
                    let stretch = &run[from..to];
                    let together = self.joined(stretch);
                    // What goes over no space is better left as it was typed.
                    if is_poor(&together)
                        || together.iter().all(|slot| slot.layer < Layer::Spacing)
                        || stretch[1..].iter().any(|piece| is_beheaded(piece, &together))
                    {
                        continue;
                    }
                    let letters = stretch.iter().map(|piece| piece.span.len()).sum();
                    let apart = self.surprise(slots_in(words, span_of(stretch)), letters);
                    let gain = apart - self.surprise(&together, letters);
                    if gain > best.as_ref().map_or(least, |(most, ..)| *most) {
                        best = Some((gain, from, to, together));
                    }
                }
                if let Some((_, from, to, slots)) = best {
                    put_in(words, span_of(&run[from..to]), slots);
                    at = to;
                } else {
                    at += 1;
                }
            }
            if run.len() > 1 {
                self.read_as_syllables(words, span_of(run), run);
            }
        }
    }

    /// Whether a piece may belong to the one that follows it, or the one before: by how much likelier the two
    /// have to be together, in nats. Nothing where the notes serve it, and no mere syllable stands at the space.
    fn doubt(&self, run: &[Piece], at: usize, words: &[Typed]) -> Option<f32> {
        if is_poor(slots_in(words, run[at].span)) {
            return Some(0.0);
        }
        // What negates a verb stands before it, whatever the two make together: 안 전한다 is not 안전.
        if NEGATIONS.contains(&run[at].text.as_str()) {
            return None;
        }
        let at_space = |piece: &Piece| is_cut_off(piece, run[at].span.end, words);
        let is_cut = at + 1 < run.len() && run[at..=at + 1].iter().any(at_space);
        is_cut.then_some(LIKELIER)
    }

    /// Where words set apart are mere syllables, whatever they are parts of may be meant: a passage
    /// that has all the pairs of syllables of the run, across its spaces, has the run.
    fn read_as_syllables(&mut self, words: &mut [Typed], span: Span, run: &[Piece]) {
        let is_scrap = |slot: &Slot| !is_exempt(slot) && length(slot) <= 1.0;
        if !slots_in(words, span).any(is_scrap) {
            return;
        }
        let text: String = run.iter().map(|piece| piece.text.as_str()).collect();
        let pairs = grams(&fold(&text));
        let is_there = |pair: &String| self.occurs(&Key::Gram(pair.clone()));
        if pairs.len() < FEWEST_PAIRS || pairs.len() > MOST_PAIRS || !pairs.iter().all(is_there) {
            return;
        }
        let share = 1.0 / pairs.len() as f32;
        let slots = words.iter_mut().flat_map(|word| &mut word.slots);
        for slot in slots.filter(|slot| is_within(slot, span)) {
            let groups = slot.choices.iter().filter_map(|choice| choice.part);
            let group = groups.map(|part| part.group + 1).max().unwrap_or(1);
            slot.choices.extend((0..).zip(&pairs).map(|(number, pair)| {
                let part = Part { group, number, share, all: true };
                Choice::other(Key::Gram(pair.clone()), Layer::Spacing, Some(part))
            }));
        }
    }

    /// The slots of pieces without the spaces between them, each with its place in the query.
    fn joined(&mut self, pieces: &[Piece]) -> Vec<Slot> {
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let places: Vec<usize> = pieces.iter().flat_map(|piece| piece.span.range()).collect();
        let mut slots = self.slots(&text, Span::new(0, text.len()));
        for slot in &mut slots {
            let Some(last) = slot.span.end.checked_sub(1) else { continue };
            let span = Span::new(places[slot.span.start], places[last] + 1);
            // Only a word that goes over a space is read by this layer.
            if span.len() > slot.span.len() {
                super::demote(slot, Layer::Spacing);
            }
            slot.span = span;
        }
        slots
    }

    /// Reads neighbouring Latin words with other spaces, if the notes lack one of them or some are
    /// mere scraps: `traf ficlimit` is `traffic limit`.
    pub(in crate::query) fn respace_latin(&mut self, words: &mut [Typed]) {
        let pieces = pieces(words);
        // Keys of the other state are no Latin words.
        let is_as_typed: Vec<bool> = words.iter().map(Typed::is_as_typed).collect();
        let joins = |one: &Piece, other: &Piece| {
            let are_latin = is_latin(&one.text) && is_latin(&other.text);
            other.follows && are_latin && is_as_typed[one.word] && is_as_typed[other.word]
        };
        for run in pieces.chunk_by(joins) {
            let [first, .., last] = run else { continue };
            let span = Span::new(first.span.start, last.span.end);
            let is_scrap = |piece: &Piece| piece.text.len() <= SCRAP;
            let is_poor = |slot: &Slot| is_poor([slot]);
            let lacking = slots_in(words, span).any(is_poor);
            if !lacking && !run.iter().any(is_scrap) {
                continue;
            }
            let folded: Vec<String> = run.iter().map(|piece| fold(&piece.text)).collect();
            let text = folded.concat();
            let places: Vec<usize> = run.iter().flat_map(|piece| piece.span.range()).collect();
            let mut typed_cuts: Vec<usize> = Vec::new();
            for piece in &folded {
                typed_cuts.push(typed_cuts.last().unwrap_or(&0) + piece.len());
            }
            let Some((cuts, least)) = self.cuts(&text, &typed_cuts) else { continue };
            let typed: f32 = folded.iter().map(|piece| cost(piece)).sum();
            if !lacking && least + CLEARLY_LESS > typed {
                continue;
            }
            // A word that the notes do not have takes no more scraps among others than it would alone.
            let by_chance = |piece: &&Piece| {
                let from = places.partition_point(|&place| place < piece.span.start);
                let within = |cut: &&[usize]| from <= cut[0] && cut[1] <= from + piece.text.len();
                let scraps = cuts.windows(2).filter(within).map(|cut| cost(&text[cut[0]..cut[1]]));
                slots_in(words, piece.span).any(is_poor)
                    && scraps.sum::<f32>() > most_cost(piece.text.len())
            };
            if run.iter().any(|piece| by_chance(&piece)) {
                continue;
            }
            // What is one slip away from a word is not cut into scraps.
            let is_scrap = |cut: &[usize]| cut[1] - cut[0] < SHORT_PIECE;
            if cuts.windows(2).any(is_scrap) {
                let is_unserved = |piece: &&Piece| slots_in(words, piece.span).any(is_poor);
                let mut unserved = run.iter().filter(is_unserved).peekable();
                if unserved.peek().is_some()
                    && unserved.all(|piece| self.meant(&piece.text, piece.span).is_some())
                {
                    continue;
                }
            }
            let mut reading = Vec::new();
            for cut in cuts.windows(2) {
                let at = Span::new(places[cut[0]], places[cut[1] - 1] + 1);
                let piece = &text[cut[0]..cut[1]];
                let is_typed = run.iter().any(|piece| piece.span == at);
                let layer = if is_typed { Layer::Exact } else { Layer::Spacing };
                reading.extend(self.read_as(piece, piece, at, layer));
            }
            put_in(words, span, reading);
        }
    }

    /// Cuts a Latin word into words that the notes have: `datalake` is `data lake`.
    pub(super) fn split_latin(&mut self, chunk: &Chunk) -> Option<Vec<Slot>> {
        if !chunk.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let text = fold(&chunk.text);
        let (cuts, _) = self.cuts(&text, &[]).filter(|(cuts, _)| cuts.len() > 2)?;
        let start = chunk.span.start;
        let pieces = cuts.windows(2).flat_map(|cut| {
            let (piece, span) = (&text[cut[0]..cut[1]], Span::new(start + cut[0], start + cut[1]));
            self.read_as(piece, piece, span, Layer::Spacing)
        });
        Some(pieces.collect())
    }

    /// Where to cut letters so that all pieces are words of the notes: the fewest and longest, and best where
    /// spaces were typed. None if it takes too many short ones: those are words by chance. With what the pieces cost.
    fn cuts(&self, text: &str, spaces: &[usize]) -> Option<(Vec<usize>, f32)> {
        if text.len() > LONGEST_CUT {
            return None;
        }
        // The least cost of reaching each place, and where the last piece on the way begins.
        let mut best: Vec<Option<(f32, usize)>> = vec![None; text.len() + 1];
        best[0] = Some((0.0, 0));
        for end in 1..=text.len() {
            for begin in end.saturating_sub(LONGEST_PIECE)..end {
                let Some((before, _)) = best[begin] else { continue };
                let crossed = spaces.iter().filter(|&&at| begin < at && at < end).count();
                let cost = before + cost(&text[begin..end]) + CROSSED * crossed as f32;
                let less = best[end].is_none_or(|(least, _)| cost < least);
                if less && self.has_word(&text[begin..end]) {
                    best[end] = Some((cost, begin));
                }
            }
        }
        let mut cuts = vec![text.len()];
        while let Some(&end) = cuts.last().filter(|&&end| end > 0) {
            cuts.push(best[end]?.1);
        }
        cuts.reverse();
        let pieces: f32 = cuts.windows(2).map(|cut| cost(&text[cut[0]..cut[1]])).sum();
        (pieces <= most_cost(text.len())).then_some((cuts, pieces))
    }

    /// Whether a word stands in the notes, by itself or as a part of another.
    pub(super) fn has_word(&self, text: &str) -> bool {
        [Class::Word, Class::Part]
            .into_iter()
            .any(|class| self.occurs(&Key::Term(Term::new(class, text))))
    }
}

/// What the pieces of so many letters may cost.
fn most_cost(letters: usize) -> f32 {
    1.0 + letters as f32 * MOST_A_LETTER
}

/// What a piece costs: short ones are words by chance, unless every text has them. Single letters are in
/// every word.
fn cost(piece: &str) -> f32 {
    let is_number = piece.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || piece.len() > 1 && is_light(&Term::new(Class::Word, piece)) {
        return 1.0;
    }
    1.0 + 0.5 * SHORT_PIECE.saturating_sub(piece.len()) as f32
}

/// Letters of one script side by side in a word of the query.
struct Piece {
    text: String,
    /// Number of the word that it is of.
    word: usize,
    /// Where in the query.
    span: Span,
    hangul: bool,
    /// Whether nothing but space stands between the piece before and this one.
    follows: bool,
}

/// The letters of the words, run by run.
fn pieces(words: &[Typed]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut follows = false;
    for (number, word) in words.iter().enumerate() {
        let mut end = word.span.start;
        for (text, span) in chunks(&word.text, word.span) {
            follows &= span.start == end;
            let chars = text.char_indices().map(|(at, char)| (at, char, is_syllable(char)));
            let chars: Vec<(usize, char, bool)> = chars.collect();
            for run in chars.chunk_by(|one, other| one.2 == other.2) {
                let start = span.start + run[0].0;
                let text: String = run.iter().map(|(_, char, _)| char).collect();
                let span = Span::new(start, start + text.len());
                pieces.push(Piece { text, word: number, span, hangul: run[0].2, follows });
                follows = true;
            }
            end = span.end;
        }
        follows &= end == word.span.end;
    }
    pieces
}

/// Whether a piece has a mere syllable at a space that was typed: it may be the rest of a word.
fn is_cut_off(piece: &Piece, space: usize, words: &[Typed]) -> bool {
    let near = |slot: &&Slot| {
        (slot.span.end == piece.span.end && piece.span.end == space)
            || (slot.span.start == piece.span.start && piece.span.start >= space)
    };
    slots_in(words, piece.span).filter(near).any(|slot| length(slot) <= 1.0)
}

/// Whether a reading without spaces takes the beginning of a piece for an ending of what stands before it,
/// and leaves the rest: `스프링 이밴트` is no `스프링이` and `밴트`. A particle that was set apart it takes whole.
fn is_beheaded(piece: &Piece, reading: &[Slot]) -> bool {
    let within = reading.iter().filter(|slot| slot.span.overlaps(piece.span));
    within.map(|slot| slot.span.start).min().is_some_and(|first| first > piece.span.start)
}

/// From where pieces begin to where they end.
fn span_of(pieces: &[Piece]) -> Span {
    let (first, last) = (pieces.first(), pieces.last());
    first
        .zip(last)
        .map_or_else(Span::default, |(first, last)| Span::new(first.span.start, last.span.end))
}

/// The slots that stand within `span`.
fn slots_in(words: &[Typed], span: Span) -> impl Iterator<Item = &Slot> + Clone {
    let slots = words.iter().flat_map(|word| &word.slots);
    slots.filter(move |slot| is_within(slot, span))
}

/// Replaces the slots that stand within `span`.
fn put_in(words: &mut [Typed], span: Span, reading: Vec<Slot>) {
    for word in &mut *words {
        word.slots.retain(|slot| !is_within(slot, span));
    }
    let holds = |word: &&mut Typed| word.span.start <= span.start && span.start < word.span.end;
    if let Some(word) = words.iter_mut().find(holds) {
        let at = word.slots.partition_point(|slot| slot.span.start < span.start);
        word.slots.splice(at..at, reading);
    }
}

fn is_within(slot: &Slot, span: Span) -> bool {
    span.start <= slot.span.start && slot.span.end <= span.end
}

fn is_latin(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}
