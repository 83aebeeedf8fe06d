//! The cheapest way to cut a text into words of the dictionary, as MeCab and lindera find it.
//!
//! A [`Lattice`] does for one word what lindera does for whole texts, over the same dictionary and with
//! the same outcome, ties included, but for how a word may begin and end ([`Around`]). Most of what lindera
//! does is to compare each reading with all that end where it begins. Most of these are far too dear to come
//! before anything, and are passed over here; and readings of one context are compared once.

use std::ops::Range;

use lindera_dictionary::dictionary::character_definition::CategoryId;
use lindera_dictionary::viterbi::WordEntry;

use super::dictionary::WordDictionary;
use super::morphology::MAX_UNKNOWN_RUN;

/// The lattice of one text after the other, over one dictionary.
pub(super) struct Lattice<'d> {
    dictionary: &'d WordDictionary,
    around: Around,
    chars: Vec<char>,
    /// Where each character begins, and where the last ends, in bytes.
    starts: Vec<usize>,
    /// The words of the dictionary that are in the text, by where they begin, and their entries.
    words: Vec<Word>,
    entries: Vec<Entry>,
    /// The words that begin with each character.
    beginning: Vec<Range<usize>>,
    /// The readings that end before each character, in the order in which they were found.
    ends: Vec<Vec<Reading>>,
    /// Those that end where readings are being added; the cheapest is the first.
    before: Vec<Before>,
}

/// What is taken to stand around a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// More: the text is a word of another.
    Word,
    /// Nothing, as lindera has it.
    #[cfg(test)]
    Text,
}

/// A word of the dictionary that is in a text.
struct Word {
    /// The character that it ends before.
    end: usize,
    /// Where its entries are.
    entries: Range<usize>,
}

/// A word that some characters may be read as, with the cheapest way to it.
#[derive(Clone, Copy)]
struct Reading {
    /// Of the whole way, the word included.
    cost: i32,
    /// Its context to the right.
    right: u16,
    known: bool,
    id: u32,
    /// The character that it begins with, and which of the readings that end there is before it.
    start: u32,
    before: u32,
}

/// A reading that ends where others begin.
#[derive(Clone, Copy)]
struct Before {
    /// The order of costs and, where they are the same, of places: the one in the upper half, the other
    /// in the lower.
    order: i64,
    right: u16,
}

/// What the dictionary says of a word.
#[derive(Clone, Copy)]
struct Entry {
    known: bool,
    id: u32,
    cost: i16,
    left: u16,
    right: u16,
}

/// A word of the cheapest way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether the dictionary has it.
    pub known: bool,
    /// Its number among the words that the dictionary has, or among those that it reads unknown ones as.
    pub id: u32,
}

/// The context of the border of a text.
const BORDER: u16 = 0;

impl<'d> Lattice<'d> {
    pub(super) fn new(dictionary: &'d WordDictionary, around: Around) -> Self {
        Lattice {
            dictionary,
            around,
            chars: Vec::new(),
            starts: Vec::new(),
            words: Vec::new(),
            entries: Vec::new(),
            beginning: Vec::new(),
            ends: Vec::new(),
            before: Vec::new(),
        }
    }

    /// Appends the words of the cheapest way through `text` to `found`, the last one first.
    pub(super) fn cut(&mut self, text: &str, found: &mut Vec<Found>) {
        self.begin(text);
        self.look_up();
        // Where the last unknown word ends: none begins within another.
        let mut unknown_end = 0;
        for at in 0..self.chars.len() {
            if self.ends[at].is_empty() {
                continue;
            }
            self.look_back(at);
            let is_known = self.add_known(at);
            if unknown_end <= at {
                let dictionary = self.dictionary;
                let categories = dictionary.categories(self.chars[at]);
                for (ordinal, &category) in categories.iter().enumerate() {
                    if let Some(end) = self.add_unknown(at, ordinal, category, is_known) {
                        unknown_end = end;
                    }
                }
            }
        }
        self.trace(found);
    }

    /// Takes a text, of which only the beginning is reached.
    fn begin(&mut self, text: &str) {
        self.ends.iter_mut().take(self.starts.len()).for_each(Vec::clear);
        self.chars.clear();
        self.starts.clear();
        for (start, char) in text.char_indices() {
            self.chars.push(char);
            self.starts.push(start);
        }
        self.starts.push(text.len());
        if self.ends.len() < self.starts.len() {
            self.ends.resize_with(self.starts.len(), Vec::new);
        }
        let border = Reading { cost: 0, right: BORDER, known: false, id: 0, start: 0, before: 0 };
        self.ends[0].push(border);
    }

    /// Gathers the readings that end before a character.
    fn look_back(&mut self, at: usize) {
        let ending = (0..).zip(&self.ends[at]);
        self.before.clear();
        self.before.extend(ending.map(|(place, reading)| Before {
            order: order(reading.cost, place),
            right: reading.right,
        }));
        let places = 0..self.before.len();
        if let Some(cheapest) = places.min_by_key(|&place| self.before[place].order) {
            self.before.swap(0, cheapest);
        }
    }

    /// Finds the words of the dictionary. They are scattered over many megabytes, so all are looked up
    /// at once: a processor that has nothing else to do in between fetches several at a time.
    fn look_up(&mut self) {
        self.words.clear();
        self.entries.clear();
        self.beginning.clear();
        for at in 0..self.chars.len() {
            let first = self.words.len();
            let words = self.dictionary.words().common_prefix_search(&self.chars[at..]);
            for (entries, len) in words {
                let from = self.entries.len();
                let (entries, _) = entries.as_chunks();
                // Of readings that cost the same the one found first wins, and lindera finds the
                // last first.
                self.entries.extend(entries.iter().rev().map(Entry::of));
                self.words.push(Word { end: at + len, entries: from..self.entries.len() });
            }
            self.beginning.push(first..self.words.len());
        }
    }

    /// Adds the words of the dictionary that begin at a character; whether there are any.
    fn add_known(&mut self, at: usize) -> bool {
        let words = &self.words[self.beginning[at].clone()];
        let mut ways = Ways::new(self.dictionary, self.begins_word(at));
        for word in words {
            for &entry in &self.entries[word.entries.clone()] {
                push(&mut self.ends[word.end], ways.to(entry, at, &self.before));
            }
        }
        !words.is_empty()
    }

    /// Adds the words that unknown characters of a category are read as; where the longest ends.
    fn add_unknown(
        &mut self,
        at: usize,
        ordinal: usize,
        category: CategoryId,
        is_known: bool,
    ) -> Option<usize> {
        let behaviour = self.dictionary.behaviour(category);
        if is_known && !behaviour.invoke {
            return None;
        }
        let (is_grouped, shorter) = (behaviour.group, behaviour.length as usize);
        let run = self.run(at, ordinal, category, if is_grouped { usize::MAX } else { shorter });
        let longest = if is_grouped && run <= MAX_UNKNOWN_RUN + 1 { run } else { 1 };
        let others = (1..=run.min(shorter)).filter(|&len| len != longest);
        let dictionary = self.dictionary;
        let mut ways = Ways::new(dictionary, self.begins_word(at));
        for len in std::iter::once(longest).chain(others) {
            let ending = &mut self.ends[at + len];
            for &id in dictionary.unknown_words(category) {
                let entry = Entry::unknown(id, dictionary.unknown_word(id));
                push(ending, ways.to(entry, at, &self.before));
            }
        }
        Some(at + longest)
    }

    /// Whether what begins at a character begins a word of another text.
    fn begins_word(&self, at: usize) -> bool {
        at == 0 && self.around == Around::Word
    }

    /// How many characters from one on are of a category, at most so many; at least one.
    fn run(&self, at: usize, ordinal: usize, category: CategoryId, most: usize) -> usize {
        let next = self.chars[at + 1..].iter().take(most.saturating_sub(1));
        let alike = next
            .take_while(|&&char| self.dictionary.categories(char).get(ordinal) == Some(&category));
        1 + alike.count()
    }

    /// Which of the readings that end a text is on the cheapest way.
    fn last(&mut self, end: usize) -> u32 {
        match self.around {
            Around::Word => {
                let cost = |one: &Reading| one.cost + self.dictionary.end_cost(one.right);
                let places = (0..).zip(&self.ends[end]);
                places.min_by_key(|(_, one)| cost(one)).map_or(0, |(place, _)| place)
            }
            #[cfg(test)]
            Around::Text => {
                self.look_back(end);
                Ways::new(self.dictionary, false).cheapest(BORDER, &self.before).1
            }
        }
    }

    /// Goes back from the end along the cheapest way.
    fn trace(&mut self, found: &mut Vec<Found>) {
        let mut end = self.chars.len();
        let mut place = self.last(end);
        while end > 0
            && let Some(reading) = self.ends[end].get(place as usize)
        {
            let start = reading.start as usize;
            found.push(Found {
                start: self.starts[start],
                end: self.starts[end],
                known: reading.known,
                id: reading.id,
            });
            (end, place) = (start, reading.before);
        }
    }
}

/// Adds a reading to those that end at a place, unless it is to be left out for the last one: what
/// follows cannot tell them apart, and the cheaper one wins, or the one found first.
fn push(ending: &mut Vec<Reading>, reading: Reading) {
    match ending.last_mut() {
        Some(last) if last.right == reading.right => {
            if reading.cost < last.cost {
                *last = reading;
            }
        }
        _ => ending.push(reading),
    }
}

fn order(cost: i32, place: u32) -> i64 {
    i64::from(cost) << 32 | i64::from(place)
}

/// Finds the cheapest ways to readings that begin at one place.
struct Ways<'d> {
    dictionary: &'d WordDictionary,
    /// Whether they begin a word that is read alone, before which nothing is known.
    begin_word: bool,
    /// The context that was asked for last, and what was found: readings of the same characters often
    /// share it.
    last: Option<(u16, (i32, u32))>,
}

impl<'d> Ways<'d> {
    fn new(dictionary: &'d WordDictionary, begin_word: bool) -> Self {
        Ways { dictionary, begin_word, last: None }
    }

    /// The reading that an entry is.
    fn to(&mut self, entry: Entry, start: usize, before: &[Before]) -> Reading {
        let (cost, place) = match self.last {
            Some((left, way)) if left == entry.left => way,
            _ if self.begin_word => (self.dictionary.begin_cost(entry.left), 0),
            _ => self.cheapest(entry.left, before),
        };
        self.last = Some((entry.left, (cost, place)));
        Reading {
            cost: cost + i32::from(entry.cost),
            right: entry.right,
            known: entry.known,
            id: entry.id,
            start: start as u32,
            before: place,
        }
    }

    /// The cost of the cheapest way to a context, and which of the readings before is on it: of equal
    /// ones, that which was found first.
    fn cheapest(&self, left: u16, before: &[Before]) -> (i32, u32) {
        let costs = self.dictionary.costs(left);
        let least = order(self.dictionary.least_cost(left), 0);
        let mut best = i64::MAX;
        for reading in before {
            // Most cost more before they are joined than the best does after it.
            if reading.order + least <= best {
                let cost = i32::from(costs[usize::from(reading.right)]);
                best = best.min(reading.order + order(cost, 0));
            }
        }
        ((best >> 32) as i32, best as u32)
    }
}

/// Bytes of an entry in the dictionary: the word's number, its cost, its contexts.
const ENTRY: usize = 10;

impl Entry {
    fn of(&[a, b, c, d, cost @ .., e, f, g, h]: &[u8; ENTRY]) -> Self {
        Entry {
            known: true,
            id: u32::from_le_bytes([a, b, c, d]),
            cost: i16::from_le_bytes(cost),
            left: u16::from_le_bytes([e, f]),
            right: u16::from_le_bytes([g, h]),
        }
    }

    fn unknown(id: u32, entry: WordEntry) -> Self {
        let (left, right) = (entry.left_id() as u16, entry.right_id() as u16);
        Entry { known: false, id, cost: entry.word_cost(), left, right }
    }
}
