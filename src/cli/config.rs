//! Which folders are meant.
//!
//! Flags come before the environment, the environment before a `pilgi.toml` in this folder or above
//! it, that before `notes/` in this folder, and the user's own `config.toml` comes last. A file that
//! says something counts as a whole: its index and names are for its own notes. All of it is looked
//! at here, once; everything after this knows two things: notes folders, index folder.

mod error;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

pub(super) use error::ConfigError;

use super::args::FolderArgs;
use crate::catalog::OwnEntity;

/// The folders that a command works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folders {
    /// Notes folders, at least one.
    pub notes: Vec<PathBuf>,
    /// Index folder, outside all of them unless the user put it inside.
    pub index: PathBuf,
    /// The user's own names of services and concepts.
    pub names: Names,
}

/// What a configuration says on names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// Entries of its own, and of the catalogue files that it names.
    pub entries: Vec<OwnEntity>,
    /// Whether names that the notes give count too.
    pub learn: bool,
}

impl Default for Names {
    fn default() -> Self {
        Names { entries: Vec::new(), learn: true }
    }
}

/// The name of the notes folder beside a configuration or in the current folder.
const NOTES_FOLDER: &str = "notes";
/// The name of a catalogue file in a notes folder.
const CATALOG_FILE: &str = "pilgi-catalog.toml";

/// The name of a configuration file beside notes.
const PROJECT_FILE: &str = "pilgi.toml";

/// All that is looked at besides the flags.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    /// `PILGI_NOTES`.
    pub notes: Option<OsString>,
    /// `PILGI_INDEX`.
    pub index: Option<OsString>,
    /// The current folder, as a real path.
    pub current_dir: PathBuf,
    /// `$XDG_CONFIG_HOME/pilgi`, or what the system has in its place.
    pub config_home: PathBuf,
    /// `$XDG_CACHE_HOME/pilgi`, likewise.
    pub cache_home: PathBuf,
    /// The user's home folder, for `~/`.
    pub home: PathBuf,
}

impl Surroundings {
    /// Those of this process.
    ///
    /// # Errors
    ///
    /// Where there is no current folder or no home folder.
    pub fn of_process() -> Result<Self, ConfigError> {
        let base = etcetera::choose_base_strategy().map_err(|cause| ConfigError::Surroundings {
            what: "home",
            cause: cause.to_string(),
        })?;
        let filled = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        Ok(Surroundings {
            notes: filled("PILGI_NOTES"),
            index: filled("PILGI_INDEX"),
            current_dir: current_dir()?,
            config_home: base.config_dir().join("pilgi"),
            cache_home: base.cache_dir().join("pilgi"),
            home: base.home_dir().to_owned(),
        })
    }

    fn user_config(&self) -> PathBuf {
        self.config_home.join("config.toml")
    }
}

/// The current folder, as a real path.
///
/// # Errors
///
/// Where it is gone.
pub(super) fn current_dir() -> Result<PathBuf, ConfigError> {
    std::env::current_dir()
        .and_then(|dir| dir.canonicalize())
        .map_err(|cause| ConfigError::Surroundings { what: "current", cause: cause.to_string() })
}

/// What a configuration file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default, deserialize_with = "notes_folders")]
    notes: Option<OneOrMore>,
    index: Option<PathBuf>,
    catalog: Option<OneOrMore>,
    learn: Option<bool>,
    #[serde(default)]
    entity: Vec<OwnEntity>,
}

/// What a catalogue file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogFile {
    #[serde(default)]
    entity: Vec<OwnEntity>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "`notes` and `catalog` are a path or a list of paths")]
enum OneOrMore {
    One(PathBuf),
    More(Vec<PathBuf>),
}

impl OneOrMore {
    fn paths(&self) -> &[PathBuf] {
        match self {
            OneOrMore::One(path) => std::slice::from_ref(path),
            OneOrMore::More(paths) => paths,
        }
    }
}

/// Reads `notes`, which has to name a folder if it is there.
fn notes_folders<'de, D: Deserializer<'de>>(value: D) -> Result<Option<OneOrMore>, D::Error> {
    let read = OneOrMore::deserialize(value)?;
    if read.paths().is_empty() {
        return Err(D::Error::custom(
            "`notes` names no folder: name one, or leave it out where notes are in `notes/` beside \
             this file",
        ));
    }
    Ok(Some(read))
}

/// A configuration file, or the defaults of a folder without one.
struct Source {
    file: Option<PathBuf>,
    dir: PathBuf,
    config: Config,
}

impl Folders {
    /// Finds the folders.
    ///
    /// # Errors
    ///
    /// Where a configuration file cannot be read, or nothing says where the notes are.
    pub fn find(flags: &FolderArgs, around: &Surroundings) -> Result<Self, ConfigError> {
        let index = flags.index.clone().or_else(|| around.index.as_ref().map(PathBuf::from));
        let named = named_notes(flags, around);
        if !named.is_empty() {
            let index = index.unwrap_or_else(|| cached(&named, around));
            let mut names = match &flags.config {
                Some(path) => Source::read(&around.current_dir.join(path))?.names(around)?,
                None => Names::default(),
            };
            names.add_files_in(&named)?;
            return Ok(Folders { notes: named, index, names });
        }
        let mut looked = Vec::new();
        for source in sources(flags, around)? {
            let source = source?;
            let notes = source.config.folders(&source.dir, around);
            if notes.is_empty() {
                let beside = source.dir.join(NOTES_FOLDER);
                match source.file {
                    // What it says is not for any notes that may be found elsewhere.
                    Some(path) if source.config.says_something() => {
                        return Err(ConfigError::NoNotesBeside { path, beside });
                    }
                    _ => looked.push(beside),
                }
                continue;
            }
            let mut names = source.names(around)?;
            names.add_files_in(&notes)?;
            let Source { dir, config, .. } = source;
            let index = index.unwrap_or_else(|| match config.index {
                Some(index) => resolve(&dir, &index, around),
                None if dir == around.config_home => cached(&notes, around),
                None => beside(&dir, &notes).unwrap_or_else(|| cached(&notes, around)),
            });
            return Ok(Folders { notes, index, names });
        }
        looked.dedup();
        Err(ConfigError::NoNotes { looked, user_config: around.user_config() })
    }
}

/// What flags or, without them, the environment name.
fn named_notes(flags: &FolderArgs, around: &Surroundings) -> Vec<PathBuf> {
    match &around.notes {
        Some(paths) if flags.notes.is_empty() => {
            std::env::split_paths(paths).filter(|path| !path.as_os_str().is_empty()).collect()
        }
        _ => flags.notes.clone(),
    }
}

/// Where to look, in order. Files are read as they are come to.
fn sources<'a>(
    flags: &FolderArgs,
    around: &'a Surroundings,
) -> Result<impl Iterator<Item = Result<Source, ConfigError>> + 'a, ConfigError> {
    let project = match &flags.config {
        Some(path) => {
            // One that was named has to be there.
            let path = around.current_dir.join(path);
            fs::metadata(&path).map_err(|cause| ConfigError::Read { path: path.clone(), cause })?;
            Some(path)
        }
        None => {
            let mut above = around.current_dir.ancestors().map(|dir| dir.join(PROJECT_FILE));
            above.find(|path| path.is_file())
        }
    };
    let here = || {
        let (dir, config) = (around.current_dir.clone(), Config::default());
        Ok(Source { file: None, dir, config })
    };
    let user = Some(around.user_config()).filter(|path| path.is_file());
    let files = project.into_iter().map(|path| Source::read(&path));
    Ok(files
        .chain(std::iter::once_with(here))
        .chain(user.into_iter().map(|path| Source::read(&path))))
}

impl Source {
    fn read(path: &Path) -> Result<Self, ConfigError> {
        let config = read_toml(path)?;
        let dir = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Source { file: Some(path.to_owned()), dir, config })
    }

    /// What it says on names, with the files that it refers to.
    fn names(&self, around: &Surroundings) -> Result<Names, ConfigError> {
        let mut names =
            Names { entries: self.config.entity.clone(), learn: self.config.learn.unwrap_or(true) };
        for path in self.config.catalog.iter().flat_map(OneOrMore::paths) {
            let file: CatalogFile = read_toml(&resolve(&self.dir, path, around))?;
            names.entries.extend(file.entity);
        }
        Ok(names)
    }
}

impl Names {
    /// Adds the catalogue files that lie in the notes folders.
    fn add_files_in(&mut self, notes: &[PathBuf]) -> Result<(), ConfigError> {
        for path in notes.iter().map(|root| root.join(CATALOG_FILE)) {
            if path.is_file() {
                let file: CatalogFile = read_toml(&path)?;
                self.entries.extend(file.entity);
            }
        }
        Ok(())
    }
}

fn read_toml<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, ConfigError> {
    let text = fs::read_to_string(path)
        .map_err(|cause| ConfigError::Read { path: path.to_owned(), cause })?;
    toml::from_str(&text).map_err(|cause| ConfigError::Content {
        path: path.to_owned(),
        line: line_of(&text, cause.span().map_or(0, |span| span.start)),
        message: cause.message().to_owned(),
    })
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
}

impl Config {
    fn says_something(&self) -> bool {
        let Config { notes, index, catalog, learn, entity } = self;
        let keys = [notes.is_some(), index.is_some(), catalog.is_some(), learn.is_some()];
        keys.contains(&true) || !entity.is_empty()
    }

    /// The folders that it names; without any, `notes/` beside it if that is there.
    fn folders(&self, dir: &Path, around: &Surroundings) -> Vec<PathBuf> {
        match &self.notes {
            Some(OneOrMore::One(path)) => vec![resolve(dir, path, around)],
            Some(OneOrMore::More(paths)) => {
                paths.iter().map(|path| resolve(dir, path, around)).collect()
            }
            None => Some(dir.join(NOTES_FOLDER)).filter(|path| path.is_dir()).into_iter().collect(),
        }
    }
}

/// A path in a configuration file: below the file's folder, or below the home folder after `~/`.
fn resolve(dir: &Path, path: &Path, around: &Surroundings) -> PathBuf {
    match path.strip_prefix("~") {
        Ok(below) => around.home.join(below),
        Err(_) => dir.join(path),
    }
}

/// `index/` beside a configuration or in a folder without one, unless it would lie in the notes.
fn beside(dir: &Path, notes: &[PathBuf]) -> Option<PathBuf> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let index = real(dir).join("index");
    (!notes.iter().any(|root| index.starts_with(real(root)))).then(|| dir.join("index"))
}

/// A folder in the user's cache that belongs to these notes: their name for people, and a hash of
/// their real paths.
fn cached(notes: &[PathBuf], around: &Surroundings) -> PathBuf {
    let mut hasher = blake3::Hasher::new();
    let mut name = None;
    for root in notes {
        let root = around.current_dir.join(root);
        let real = root.canonicalize().unwrap_or(root);
        hasher.update(real.as_os_str().as_encoded_bytes());
        hasher.update(b"\0");
        name = name.or_else(|| real.file_name().map(OsStr::to_os_string));
    }
    let mut folder = name.unwrap_or_else(|| "notes".into());
    folder.push("-");
    folder.push(&hasher.finalize().to_hex()[..16]);
    around.cache_home.join(folder)
}

#[cfg(test)]
mod tests;
