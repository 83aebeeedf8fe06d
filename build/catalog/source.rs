//! The data files as they are written.

use serde::Deserialize;
use toml::Spanned;

use super::key::name_key;
use super::problem::{Error, Place, Problem};

/// A TOML file of the catalogue.
pub struct DataFile {
    /// What to call it in messages.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl DataFile {
    /// The line that the byte at `offset` is on.
    fn place(&self, offset: usize) -> Place {
        let newlines = self.text.bytes().take(offset).filter(|&byte| byte == b'\n').count();
        Place { file: self.name.clone(), line: newlines + 1 }
    }
}

/// An entry and the file where it stands.
pub struct Entry<'f> {
    file: &'f DataFile,
    pub entity: Entity,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    entity: Vec<Entity>,
}

/// One `[[entity]]` table; the head of each data file tells what its fields mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    pub id: Spanned<String>,
    pub kind: Kind,
    pub name: String,
    #[serde(default)]
    pub acronym: Vec<String>,
    #[serde(default)]
    pub former: Vec<String>,
    #[serde(default)]
    pub hangul: Vec<String>,
    #[serde(default)]
    pub also: Vec<String>,
    pub parent: Option<String>,
    #[serde(default)]
    pub related: Vec<String>,
    #[serde(default)]
    pub ambiguous: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Service,
    Concept,
    Product,
}

impl Entry<'_> {
    pub fn id(&self) -> &str {
        self.entity.id.get_ref()
    }

    /// Every name, the official one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let entity = &self.entity;
        std::iter::once(&entity.name)
            .chain(&entity.acronym)
            .chain(&entity.also)
            .chain(&entity.hangul)
            .chain(&entity.former)
            .map(String::as_str)
    }

    pub fn is_ambiguous(&self, key: &str) -> bool {
        self.entity.ambiguous.iter().any(|name| name_key(name) == key)
    }

    /// Where its id stands.
    pub fn place(&self) -> Place {
        self.file.place(self.entity.id.span().start)
    }

    /// Something wrong with it.
    pub fn problem(&self, message: String) -> Problem {
        Problem { place: self.place(), message }
    }
}

/// All entries of all files, sorted by id.
pub fn parse(files: &[DataFile]) -> Result<Vec<Entry<'_>>, Error> {
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        match toml::from_str::<Document>(&file.text) {
            Ok(document) => {
                entries.extend(document.entity.into_iter().map(|entity| Entry { file, entity }));
            }
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                let message = error.message().to_owned();
                problems.push(Problem { place: file.place(offset), message });
            }
        }
    }
    if !problems.is_empty() {
        return Err(Error::Data(problems));
    }
    entries.sort_by(|a, b| a.id().cmp(b.id()));
    Ok(entries)
}
