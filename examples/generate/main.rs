//! Makes a large collection of notes out of a small one, the same for the same seed on any machine.
//!
//! ```text
//! cargo run --release --example generate -- --size 160MB --seed 1 DIR
//! ```
//!
//! Headings, bullets, tables and paragraphs of the small collection are put together anew, with other
//! numbers and with words that it does not have, as many and as often as real notes do.

mod collection;
mod material;
mod random;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use collection::Collection;
use material::Material;

const USAGE: &str = "\
Makes a collection of notes from the notes of another one

Usage: generate [--size SIZE] [--seed NUMBER] [--from NOTES] DIR

  --size SIZE    how much, as in 160MB, 500kB or 20000 (bytes) [160MB]
  --seed NUMBER  another number makes other notes [1]
  --from NOTES   the notes to learn from [notes]
  DIR            where to; it is made, or has to be empty";

struct Wanted {
    size: u64,
    seed: u64,
    from: PathBuf,
    to: PathBuf,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(wanted) = arguments(std::env::args().skip(1))? else {
        println!("{USAGE}");
        return Ok(());
    };
    let material =
        Material::read(&wanted.from).map_err(|why| format!("{}: {why}", wanted.from.display()))?;
    make_empty(&wanted.to)?;
    let mut collection = Collection::new(&material, wanted.seed, wanted.size);
    let (mut notes, mut bytes, mut folder) = (0_usize, 0_u64, PathBuf::new());
    for note in collection.by_ref() {
        let path = wanted.to.join(&note.path);
        let parent = path.parent().unwrap_or(&wanted.to);
        if parent != folder {
            fs::create_dir_all(parent)?;
            folder = parent.to_owned();
        }
        fs::write(&path, &note.text).map_err(|why| format!("{}: {why}", path.display()))?;
        notes += 1;
        bytes += note.text.len() as u64;
    }
    let (folders, words) = collection.counts();
    println!("{notes} notes, {bytes} bytes, {folders} folders, {words} words of their own");
    Ok(())
}

/// Makes a folder, and refuses one that has something in it.
fn make_empty(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(format!("{} is not empty", folder.display()).into());
    }
    Ok(())
}

/// What was asked for; `None` where it was help.
fn arguments(
    mut arguments: impl Iterator<Item = String>,
) -> Result<Option<Wanted>, Box<dyn Error>> {
    let (mut size, mut seed, mut from, mut to) = (160_000_000, 1, PathBuf::from("notes"), None);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "-h" | "--help" => return Ok(None),
            "--size" => size = bytes(&value()?)?,
            "--seed" => seed = value()?.parse().map_err(|_| "the seed is no number")?,
            "--from" => from = value()?.into(),
            option if option.starts_with('-') => {
                return Err(format!("{option} is no option\n\n{USAGE}").into());
            }
            folder if to.is_none() => to = Some(folder.into()),
            folder => return Err(format!("one folder, not {folder} too").into()),
        }
    }
    let to = to.ok_or(format!("where to?\n\n{USAGE}"))?;
    Ok(Some(Wanted { size, seed, from, to }))
}

/// Bytes of `160MB`: units are powers of 1,000.
fn bytes(size: &str) -> Result<u64, String> {
    let unit = size.find(|char: char| !char.is_ascii_digit()).unwrap_or(size.len());
    let factor = match size[unit..].to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        _ => return Err(format!("{size} is no size: as in 160MB, 500kB or 20000")),
    };
    let number: u64 = size[..unit].parse().map_err(|_| format!("{size} is no size"))?;
    number.checked_mul(factor).ok_or(format!("{size} is too large"))
}
