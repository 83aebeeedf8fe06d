//! The tables as Rust code, for `include!` in `src/catalog/builtin.rs`; what they hold is told in
//! `src/catalog/tables.rs`.

use std::collections::HashMap;
use std::fmt;

use super::check::Names;
use super::key::name_key;
use super::prefix::{first_bytes, longest_beginnings};
use super::source::Entry;

/// The code. The entries are sorted by id and sound.
pub fn tables(entries: &[Entry], names: &Names) -> String {
    let links: HashMap<&str, String> =
        entries.iter().enumerate().map(|(place, entry)| (entry.id(), link(place))).collect();
    let linked = |id: &String| links[id.as_str()].clone();
    let mut tables = Tables::default();
    for entry in entries {
        let entity = &entry.entity;
        let ambiguous: Vec<String> = entity.ambiguous.iter().map(|name| name_key(name)).collect();
        // The kinds of names follow each other, so that one run spans them all.
        let name = tables.strings(std::slice::from_ref(&entity.name));
        let acronyms = tables.strings(&entity.acronym);
        tables.strings(&entity.also);
        let hangul = tables.strings(&entity.hangul);
        let former = tables.strings(&entity.former);
        let names = Run { start: name.start, end: former.end };
        let ambiguous = tables.strings(&ambiguous);
        let related = tables.links(entity.related.iter().map(linked));
        let id = tables.text(entry.id());
        let kind = entity.kind;
        let parent = entity.parent.as_ref().map(linked);
        let parent = parent.map_or("None".to_owned(), |parent| format!("Some({parent})"));
        tables.records.push(format!(
            "Record {{ id: {id}, kind: Kind::{kind:?}, names: {names}, acronyms: {acronyms}, \
             hangul: {hangul}, former: {former}, ambiguous: {ambiguous}, parent: {parent}, \
             related: {related} }}"
        ));
    }
    let within = longest_beginnings(names.keys().map(String::as_str));
    for ((key, places), within) in names.iter().zip(within) {
        let first = first_bytes(key.as_bytes());
        let text = tables.text(key);
        let entities = tables.links(places.iter().map(|&place| link(place)));
        tables.keys.push(format!(
            "Key {{ first: {first:#x}, text: {text}, entities: {entities}, within: {within:?} }}"
        ));
    }
    let longest_key = names.keys().map(|key| key.chars().count()).max().unwrap_or(0);
    tables.code(longest_key)
}

fn link(place: usize) -> String {
    format!("EntityId({place})")
}

/// The tables as they grow: rows of code, and the text they point into.
#[derive(Default)]
struct Tables {
    text: String,
    /// Where strings stand in the text already.
    known: HashMap<String, Run>,
    strings: Vec<String>,
    links: Vec<String>,
    records: Vec<String>,
    keys: Vec<String>,
}

/// A half-open stretch of a table.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
}

impl Tables {
    fn text(&mut self, string: &str) -> Run {
        if let Some(&run) = self.known.get(string) {
            return run;
        }
        let run = Run { start: self.text.len(), end: self.text.len() + string.len() };
        self.text += string;
        self.known.insert(string.to_owned(), run);
        run
    }

    fn strings(&mut self, strings: &[String]) -> Run {
        let start = self.strings.len();
        for string in strings {
            let run = self.text(string).to_string();
            self.strings.push(run);
        }
        Run { start, end: self.strings.len() }
    }

    fn links(&mut self, links: impl Iterator<Item = String>) -> Run {
        let start = self.links.len();
        self.links.extend(links);
        Run { start, end: self.links.len() }
    }

    fn code(&self, longest_key: usize) -> String {
        let mut code = format!("static TEXT: &str = {:?};\n", self.text);
        for (name, rows) in [
            ("STRINGS: &[Run]", &self.strings),
            ("LINKS: &[EntityId]", &self.links),
            ("RECORDS: &[Record]", &self.records),
            ("KEYS: &[Key]", &self.keys),
        ] {
            let rows: String = rows.iter().map(|row| format!("    {row},\n")).collect();
            code += &format!("static {name} = &[\n{rows}];\n");
        }
        code += &format!("const LONGEST_KEY_CHARS: usize = {longest_key};\n");
        let fingerprint = fnv1a(code.as_bytes());
        code + &format!("const FINGERPRINT: u64 = {fingerprint:#018x};\n")
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Run({}, {})", self.start, self.end)
    }
}

/// The 64-bit FNV-1a hash: the same on every machine and in every version of the compiler.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
