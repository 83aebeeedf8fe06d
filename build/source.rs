//! The four files of the compiled MeCab dictionary that a conversion needs, checked.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::archive;
use crate::error::Error;
use crate::mecab::Malformed;

/// Words and their features.
pub const WORDS: &str = "sys.dic";
/// Connection costs.
pub const MATRIX: &str = "matrix.bin";
/// Character categories.
pub const CHARACTERS: &str = "char.bin";
/// Words that unknown words are read as.
pub const UNKNOWN: &str = "unk.dic";

/// SHA-256 of the files of mecab-ko-dic 2.1.1-20180720. The packages were compiled apart: their
/// `sys.dic` differ in the order of features and homographs, but hold the same entries and are
/// converted to the same bytes. The first is of the Python package, the second of the Node.js package.
const CHECKSUMS: [(&str, &[&str]); 4] = [
    (
        WORDS,
        &[
            "e4652856d13821a391e9cde47de44532d708aa5f859ae730b5377b93d52db765",
            "ab83418a2b4a0580c1d594a3889d756b8ac39128fdda18048ece53bcf9165479",
        ],
    ),
    (MATRIX, &["e558a8064721b4492c465f9ed55dabd5655257b63bbe68fb15bf7d054bb5a7cc"]),
    (CHARACTERS, &["3d23b2d8f416f2c04f16cef28a1733f6634d0db004bb164d95ea88df3c6fe8db"]),
    (UNKNOWN, &["46042dfede05bcad59e263a2039e9f2e85912adb00fc2dea040d419c691b3151"]),
];

/// The dictionary as MeCab compiled it.
pub struct Source {
    /// `sys.dic`.
    pub words: Vec<u8>,
    /// `matrix.bin`.
    pub matrix: Vec<u8>,
    /// `char.bin`.
    pub characters: Vec<u8>,
    /// `unk.dic`.
    pub unknown: Vec<u8>,
    path: PathBuf,
}

impl Source {
    /// Reads a wheel, a tarball, or a folder that holds either or the files themselves, and
    /// compares the files with the pinned checksums.
    ///
    /// # Errors
    /// The path cannot be read, lacks a file, or holds another version.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let mut files = archive::read(path, &CHECKSUMS.map(|(name, _)| name))?;
        let mut take = |name: &'static str| -> Result<Vec<u8>, Error> {
            let bytes = files.remove(name).ok_or_else(|| Error::Archive {
                path: path.to_owned(),
                cause: format!("holds no {name}"),
            })?;
            check(path, name, &bytes)?;
            Ok(bytes)
        };
        Ok(Self {
            words: take(WORDS)?,
            matrix: take(MATRIX)?,
            characters: take(CHARACTERS)?,
            unknown: take(UNKNOWN)?,
            path: path.to_owned(),
        })
    }

    /// The error that one of the files is malformed.
    pub fn malformed(&self, file: &'static str, cause: Malformed) -> Error {
        Error::Malformed { archive: self.path.clone(), file, cause }
    }
}

fn check(archive: &Path, file: &'static str, bytes: &[u8]) -> Result<(), Error> {
    let found = sha256(bytes);
    let expected =
        CHECKSUMS.iter().find(|(name, _)| *name == file).map_or(&[][..], |(_, sums)| sums);
    if expected.contains(&found.as_str()) {
        return Ok(());
    }
    Err(Error::Checksum {
        archive: archive.to_owned(),
        file,
        found,
        expected: expected.join(" or "),
    })
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
