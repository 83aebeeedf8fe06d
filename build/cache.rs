//! What is fetched and converted, kept where a second profile and `cargo clean` leave it alone.
//!
//! Everything is written under a name of its own and then renamed, so that two builds at once
//! never see half a file, and whichever ends last finds the work done.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use etcetera::BaseStrategy;

use crate::archive::{io_error, packages};
use crate::convert::File;
use crate::error::Error;
use crate::source::sha256;

/// Names the files of a converted dictionary with their checksums; written last.
const SUMS: &str = "SHA256SUMS";

/// A folder of packages and converted dictionaries.
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// The folder `named`, else one in the user's cache folder. Where that cannot be made, what is
    /// kept in `fallback` serves this build alone.
    pub fn open(named: Option<PathBuf>, fallback: &Path) -> Self {
        let user = || Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("pilgi/build"));
        let root = named.or_else(user).unwrap_or_else(|| fallback.to_owned());
        match fs::create_dir_all(&root) {
            Ok(()) => Self { root },
            Err(cause) => {
                println!("cargo:warning=nothing is cached in {}: {cause}", root.display());
                Self { root: fallback.to_owned() }
            }
        }
    }

    /// The package fetched before, if any.
    pub fn package(&self) -> Option<PathBuf> {
        packages(&self.root).ok()?.into_iter().next()
    }

    /// Forgets a package that turned out to be damaged.
    pub fn forget(&self, package: &Path) {
        // If it cannot be removed, the rename of the next one replaces it.
        let _ = fs::remove_file(package);
    }

    /// Keeps the package that `fetch` leaves in the folder it is given, if `read` accepts it.
    ///
    /// # Errors
    /// What `fetch` and `read` say, or the package cannot be moved.
    pub fn fetch<T>(
        &self,
        fetch: impl FnOnce(&Path) -> Result<PathBuf, Error>,
        read: impl FnOnce(&Path) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let scratch = self.scratch("fetch");
        let read = fetch(&scratch).and_then(|package| {
            let read = read(&package)?;
            let kept = self.root.join(package.file_name().unwrap_or_default());
            fs::rename(&package, &kept).map_err(|cause| io_error("move", &package, cause))?;
            Ok(read)
        });
        remove_folder(&scratch);
        read
    }

    /// The converted dictionary called `key`, if it is there and whole.
    pub fn converted(&self, key: &str) -> Option<PathBuf> {
        let folder = self.root.join(key);
        is_whole(&folder).then_some(folder)
    }

    /// Keeps a converted dictionary as `key` and answers its folder.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn keep_converted(&self, key: &str, files: &[File]) -> Result<PathBuf, Error> {
        let folder = self.root.join(key);
        let scratch = self.scratch(key);
        write_folder(&scratch, files)?;
        if fs::rename(&scratch, &folder).is_err() {
            // Another build was first, or a damaged folder is in the way.
            if is_whole(&folder) {
                remove_folder(&scratch);
            } else {
                remove_folder(&folder);
                fs::rename(&scratch, &folder).map_err(|cause| io_error("make", &folder, cause))?;
            }
        }
        Ok(folder)
    }

    /// A path in the cache that no other build uses.
    fn scratch(&self, name: &str) -> PathBuf {
        self.root.join(format!("{name}.{}.tmp", process::id()))
    }
}

/// Copies a converted dictionary, unless the very same one is there: a build script that runs
/// again must not make the compiler embed the same bytes again. Answers a name for it: notes that were
/// read by another may have been read otherwise.
///
/// # Errors
/// A file cannot be copied.
pub fn install(from: &Path, to: &Path) -> Result<String, Error> {
    let sums = read_sums(from).map_err(|cause| io_error("read", &from.join(SUMS), cause))?;
    let name = sha256(sums.as_bytes())[..12].to_owned();
    if read_sums(to).is_ok_and(|installed| installed == sums) && is_whole(to) {
        return Ok(name);
    }
    fs::create_dir_all(to).map_err(|cause| io_error("make", to, cause))?;
    for file in sums.lines().filter_map(|line| Some(line.split_once("  ")?.1)).chain([SUMS]) {
        let (from, to) = (from.join(file), to.join(file));
        fs::copy(&from, &to).map_err(|cause| io_error("copy", &from, cause))?;
    }
    Ok(name)
}

fn write_folder(folder: &Path, files: &[File]) -> Result<(), Error> {
    remove_folder(folder);
    fs::create_dir_all(folder).map_err(|cause| io_error("make", folder, cause))?;
    let mut sums = String::new();
    for file in files {
        let path = folder.join(file.name);
        fs::write(&path, &file.bytes).map_err(|cause| io_error("write", &path, cause))?;
        sums += &format!("{}  {}\n", sha256(&file.bytes), file.name);
    }
    let path = folder.join(SUMS);
    fs::write(&path, sums).map_err(|cause| io_error("write", &path, cause))
}

fn read_sums(folder: &Path) -> std::io::Result<String> {
    fs::read_to_string(folder.join(SUMS))
}

fn is_whole(folder: &Path) -> bool {
    let Ok(sums) = read_sums(folder) else { return false };
    let whole = |line: &str| {
        let (sum, name) = line.split_once("  ")?;
        let bytes = fs::read(folder.join(name)).ok()?;
        (sha256(&bytes) == sum).then_some(())
    };
    !sums.is_empty() && sums.lines().all(|line| whole(line).is_some())
}

fn remove_folder(folder: &Path) {
    // A folder that stays behind costs space and nothing else; its name is not used again.
    let _ = fs::remove_dir_all(folder);
}
