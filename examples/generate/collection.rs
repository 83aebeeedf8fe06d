//! A collection of notes: folders, names, sizes and texts, one note after the other.

use std::collections::{HashSet, VecDeque};

use crate::material::{Block, Material, Piece, Topic};
use crate::random::Random;
use crate::vocabulary::{Script, Vocabulary};

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Below the collection's folder, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// The notes of a seed, in order: a larger collection begins with the notes of a smaller one, but
/// for the smaller one's last.
pub struct Collection<'m> {
    material: &'m Material,
    random: Random,
    /// Bytes still to be made.
    rest: u64,
    hangul: Vocabulary,
    latin: Vocabulary,
    /// Folders that may get more folders; old ones leave.
    parents: VecDeque<(String, usize)>,
    folders: HashSet<String>,
    folder: String,
    /// Notes still to be put into the folder, and the names of those that are.
    room: usize,
    names: HashSet<String>,
}

/// Bytes.
const MEAN_SIZE: f64 = 10_000.0;
/// Of the logarithm of sizes: a tenth of the notes is below 2 KB, a tenth above 22 KB.
const SIGMA: f64 = 0.95;
/// Bytes; smaller and larger notes are made this size.
const SIZES: (f64, f64) = (150.0, 400_000.0);
/// Notes of a folder, without those in folders below it.
const NOTES_A_FOLDER: (usize, usize) = (15, 60);
const DEEPEST: usize = 4;
/// Folders that are remembered as parents of others.
const MOST_PARENTS: usize = 200;

const FOLDERS: &[&str] = &[
    "aws",
    "cs",
    "dev",
    "infra",
    "web",
    "db",
    "lang",
    "exam",
    "project",
    "2024",
    "archive",
    "network",
    "security",
    "algorithm",
    "운영체제",
    "데이터베이스",
    "네트워크",
    "알고리즘",
    "자격증",
    "강의",
    "면접",
    "정리",
    "프로젝트",
    "오답 노트",
    "스터디",
    "교양",
];

impl<'m> Collection<'m> {
    /// Notes of `size` bytes in all.
    pub fn new(material: &'m Material, seed: u64, size: u64) -> Self {
        Collection {
            material,
            random: Random::new(seed),
            rest: size,
            hangul: Vocabulary::new(Script::Hangul, seed),
            latin: Vocabulary::new(Script::Latin, seed),
            parents: VecDeque::from([(String::new(), 0)]),
            folders: HashSet::new(),
            folder: String::new(),
            room: 0,
            names: HashSet::new(),
        }
    }

    /// Folders so far, and words that the material does not have.
    pub fn counts(&self) -> (usize, u64) {
        (self.folders.len(), self.hangul.known() + self.latin.known())
    }

    fn enter_folder(&mut self) {
        let random = &mut self.random;
        let (parent, depth) = random.pick(self.parents.make_contiguous()).clone();
        let name = random.word(FOLDERS);
        let mut folder = format!("{parent}{name}/");
        let mut number = 1;
        while !self.folders.insert(folder.clone()) {
            number += 1;
            folder = format!("{parent}{name}-{number}/");
        }
        if depth + 1 < DEEPEST {
            self.parents.push_back((folder.clone(), depth + 1));
        }
        if self.parents.len() > MOST_PARENTS {
            // The first is the root.
            self.parents.remove(1);
        }
        self.folder = folder;
        self.room = random.between(NOTES_A_FOLDER.0, NOTES_A_FOLDER.1);
        self.names.clear();
    }

    /// A file's name for a title: what every file system takes, and no other note has.
    fn name(&mut self, title: &str) -> String {
        let kept = |char: char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_');
        let clean: String = title.chars().filter(|&char| kept(char)).take(24).collect();
        let clean = clean.trim();
        let stem = if clean.is_empty() { "note" } else { clean };
        let mut name = stem.to_owned();
        let mut number = 1;
        while !self.names.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{stem} {number}");
        }
        name
    }

    fn write(&mut self, pieces: &[Piece], text: &mut String) {
        for piece in pieces {
            let random = &mut self.random;
            match piece {
                Piece::Hangul(_, chance) if random.chance(*chance) => {
                    self.hangul.write(self.material, random, text);
                }
                Piece::Latin(_, chance) if random.chance(*chance) => {
                    self.latin.write(self.material, random, text);
                }
                Piece::Digits(digits) if random.chance(40) => {
                    text.push(char::from(b'1' + random.below(9) as u8));
                    let rest = 1..digits.len();
                    text.extend(rest.map(|_| char::from(b'0' + random.below(10) as u8)));
                }
                piece => text.push_str(piece.text()),
            }
        }
    }

    /// A heading of the topic.
    fn heading(&mut self, topic: &Topic) -> String {
        let mut text = String::new();
        let pieces = self.random.pick(&topic.headings);
        self.write(pieces, &mut text);
        text
    }

    fn block(&mut self, block: &Block, text: &mut String) {
        for line in &block.lines {
            self.write(line, text);
            text.push('\n');
        }
    }

    /// The text of a note, of about `size` bytes.
    fn text(&mut self, title: &str, topics: &[&Topic], size: usize) -> String {
        let mut text = String::with_capacity(size + 1024);
        if self.random.chance(25) {
            let tag = self.random.word(FOLDERS).replace(' ', "-");
            let plain = title.replace(['"', '\\'], "");
            text.push_str(&format!("---\ntitle: \"{plain}\"\ntags: [{tag}]\n---\n"));
        }
        text.push_str(&format!("# {title}\n\n"));
        while text.len() < size {
            // Mostly what the note is about, now and then something else.
            let material = self.material;
            let aside = self.random.chance(20);
            let topic =
                if aside { self.random.pick(&material.topics) } else { *self.random.pick(topics) };
            let level = if self.random.chance(70) { "##" } else { "###" };
            let heading = self.heading(topic);
            text.push_str(&format!("{level} {heading}\n"));
            for _ in 0..self.random.between(1, 3) {
                let first = self.random.below(topic.blocks.len());
                let last = (first + self.random.between(1, 6)).min(topic.blocks.len());
                for block in &topic.blocks[first..last] {
                    // The note would be far larger than it should be.
                    if text.len() + block.size <= size + 400 {
                        self.block(block, &mut text);
                    }
                }
                text.push('\n');
                if text.len() >= size {
                    break;
                }
            }
        }
        text
    }
}

impl Iterator for Collection<'_> {
    type Item = Made;

    fn next(&mut self) -> Option<Made> {
        if self.rest == 0 {
            return None;
        }
        if self.room == 0 {
            self.enter_folder();
        }
        self.room -= 1;
        let size = self.random.log_normal(MEAN_SIZE, SIGMA).clamp(SIZES.0, SIZES.1);
        let size = (size as u64).min(self.rest) as usize;
        let material = self.material;
        let about = self.random.between(1, 3);
        let topics: Vec<&Topic> = (0..about).map(|_| self.random.pick(&material.topics)).collect();
        let title = self.heading(topics[0]);
        let text = self.text(&title, &topics, size);
        self.rest = self.rest.saturating_sub(text.len() as u64);
        let name = self.name(&title);
        let path = format!("{}{name}.md", self.folder);
        Some(Made { path, text })
    }
}
