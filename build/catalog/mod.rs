//! Turns `data/catalog/*.toml` into the tables that `src/catalog/builtin.rs` compiles in.
//!
//! All that can be wrong in the data is told at once, each with its file and line; a build with a
//! faulty catalogue fails.

mod check;
mod emit;
#[path = "../../src/catalog/key.rs"]
mod key;
#[path = "../../src/sorted/prefix.rs"]
mod prefix;
mod problem;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

pub use problem::Error;
use source::DataFile;

/// Makes `catalog.rs` in the folder `out` from the TOML files in the folder `data`.
pub fn generate(data: &Path, out: &Path) -> Result<(), Error> {
    println!("cargo:rerun-if-changed={}", data.display());
    let code = compile(&read(data)?)?;
    let target = out.join("catalog.rs");
    fs::write(&target, code).map_err(|source| Error::File { path: target, source })
}

/// The Rust code of the tables.
fn compile(files: &[DataFile]) -> Result<String, Error> {
    let entries = source::parse(files)?;
    let names = check::check(&entries)?;
    Ok(emit::tables(&entries, &names))
}

/// The data files in a folder, in the order of their names.
fn read(folder: &Path) -> Result<Vec<DataFile>, Error> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::File { path, source }
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for item in fs::read_dir(folder).map_err(failed(folder))? {
        let path = item.map_err(failed(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let file = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(failed(&path))?;
        Ok(DataFile { name: path.display().to_string(), text })
    };
    paths.into_iter().map(file).collect()
}
