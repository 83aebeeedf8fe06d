//! What new notes are made of: the blocks, headings and words of notes that are there.

use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// As it is.
    Fixed(String),
    /// A Hangul word; so many times in a hundred, another stands in its place.
    Hangul(String, u8),
    /// A Latin word; the same.
    Latin(String, u8),
    /// Digits.
    Digits(String),
}

/// Lines that belong together: a top bullet with those below it, a table, a paragraph, a code block.
#[derive(Clone, Debug)]
pub struct Block {
    /// Each without its line end.
    pub lines: Vec<Vec<Piece>>,
    /// Bytes.
    pub size: usize,
}

/// The blocks of one note and the headings that they stand under.
#[derive(Clone, Debug, Default)]
pub struct Topic {
    /// Without their marks.
    pub headings: Vec<Vec<Piece>>,
    /// In order.
    pub blocks: Vec<Block>,
}

/// All that new notes are made of.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// One for each note that has blocks and headings.
    pub topics: Vec<Topic>,
    /// Hangul words of two and three syllables, of which longer ones are made.
    pub hangul_stems: Vec<String>,
    /// Latin words, of which identifiers are made.
    pub latin_stems: Vec<String>,
}

/// Words met once in the notes are of the long tail, and the tail of a larger collection has others.
/// Percent by how often a word is met: once, up to four times, more often.
const REPLACED: [u8; 3] = [60, 35, 12];

impl Material {
    /// That of all notes below a folder, in the order of their paths.
    ///
    /// # Errors
    ///
    /// Where the folder or a note cannot be read, or nothing usable is in it.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut paths = Vec::new();
        collect(folder, &mut paths)?;
        paths.sort();
        let texts: Vec<String> = paths.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
        let material = Self::of(texts.iter().map(String::as_str));
        let enough = !material.topics.is_empty()
            && !material.hangul_stems.is_empty()
            && !material.latin_stems.is_empty();
        let told = || io::Error::other(format!("no notes to learn from in {}", folder.display()));
        if enough { Ok(material) } else { Err(told()) }
    }

    /// That of some texts.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let mut met: HashMap<&str, usize> = HashMap::new();
        // By first occurrence: the order of a hash map is another one every time.
        let mut order = Vec::new();
        for word in texts.clone().flat_map(pieces) {
            let times = met.entry(word).or_default();
            if *times == 0 {
                order.push(word);
            }
            *times += 1;
        }
        let stems = |is: fn(char) -> bool, lengths: std::ops::RangeInclusive<usize>| {
            let fits =
                |word: &&&str| word.chars().all(is) && lengths.contains(&word.chars().count());
            order.iter().filter(fits).map(|word| word.to_lowercase()).collect()
        };
        let topics = texts.map(|text| Topic::of(text, &met));
        Material {
            topics: topics
                .filter(|topic| !topic.blocks.is_empty() && !topic.headings.is_empty())
                .collect(),
            hangul_stems: stems(is_hangul, 2..=3),
            latin_stems: stems(|char| char.is_ascii_alphabetic(), 3..=10),
        }
    }
}

impl Topic {
    fn of(text: &str, met: &HashMap<&str, usize>) -> Self {
        let mut topic = Topic::default();
        let mut open: Vec<Vec<Piece>> = Vec::new();
        let mut fenced = false;
        for line in body(text).lines() {
            let fence = line.trim_start().starts_with("```");
            let heading = if fenced { None } else { heading(line) };
            // A top bullet begins a block of its own.
            let begins = ["- ", "* ", "1. "].iter().any(|mark| line.starts_with(mark));
            if !fenced && (fence || begins || heading.is_some() || line.trim().is_empty()) {
                topic.close(&mut open);
            }
            match heading {
                Some(heading) => topic.headings.push(cut(heading, met)),
                None if fenced || !line.trim().is_empty() => open.push(cut(line, met)),
                None => {}
            }
            if fence {
                fenced = !fenced;
                if !fenced {
                    topic.close(&mut open);
                }
            }
        }
        // What is left of a code block that nobody closed would take in what follows it.
        if !fenced {
            topic.close(&mut open);
        }
        topic
    }

    fn close(&mut self, open: &mut Vec<Vec<Piece>>) {
        if !open.is_empty() {
            let lines = std::mem::take(open);
            let size = lines.iter().flatten().map(|piece| piece.text().len()).sum::<usize>();
            self.blocks.push(Block { size: size + lines.len(), lines });
        }
    }
}

impl Piece {
    /// As the notes have it.
    pub fn text(&self) -> &str {
        match self {
            Piece::Fixed(text)
            | Piece::Hangul(text, _)
            | Piece::Latin(text, _)
            | Piece::Digits(text) => text,
        }
    }
}

fn collect(folder: &Path, into: &mut Vec<std::path::PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, into)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            into.push(path);
        }
    }
    Ok(())
}

/// A note without its front matter.
fn body(text: &str) -> &str {
    let rest = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    rest.map_or(text, |(_, body)| body)
}

fn heading(line: &str) -> Option<&str> {
    let text = line.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' ')?.trim();
    (!text.is_empty()).then_some(text)
}

fn cut(line: &str, met: &HashMap<&str, usize>) -> Vec<Piece> {
    let chance = |word: &str| match met.get(word) {
        None | Some(0 | 1) => REPLACED[0],
        Some(2..=4) => REPLACED[1],
        Some(_) => REPLACED[2],
    };
    let piece = |word: &str| match word.chars().next() {
        Some(first) if is_hangul(first) && word.chars().nth(1).is_some() => {
            Piece::Hangul(word.to_owned(), chance(word))
        }
        Some(first) if first.is_ascii_alphabetic() && word.len() > 2 => {
            Piece::Latin(word.to_owned(), chance(word))
        }
        Some(first) if first.is_ascii_digit() => Piece::Digits(word.to_owned()),
        _ => Piece::Fixed(word.to_owned()),
    };
    let mut cut: Vec<Piece> = Vec::new();
    for piece in pieces(line).map(piece) {
        match (cut.last_mut(), piece) {
            (Some(Piece::Fixed(before)), Piece::Fixed(text)) => before.push_str(&text),
            (_, piece) => cut.push(piece),
        }
    }
    cut
}

/// Runs of one kind: Hangul, Latin, digits, anything else.
fn pieces(text: &str) -> impl Iterator<Item = &str> + Clone {
    let kind = |char: char| match char {
        _ if is_hangul(char) => 0,
        'a'..='z' | 'A'..='Z' => 1,
        '0'..='9' => 2,
        _ => 3,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = kind(rest.chars().next()?);
        let end = rest.find(|char| kind(char) != first).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

fn is_hangul(char: char) -> bool {
    ('가'..='힣').contains(&char)
}
