//! Makes what the program carries.
//!
//! The Korean dictionary: fetches the compiled MeCab dictionary, converts it for lindera, and leaves
//! the files in `OUT_DIR/ko-dic` for `include_bytes!`; `docs/dictionary.md` tells how and why. The
//! catalogue: checks `data/catalog` and writes it down as tables, as it does the lists of units, numerals and
//! bounds. And says how the program is linked.

mod archive;
mod borders;
mod cache;
mod catalog;
mod contexts;
mod convert;
mod error;
mod fetch;
mod linking;
mod mecab;
mod own;
mod quantity;
mod records;
mod source;
mod spaces;
mod unknown;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cache::Cache;
use error::Error;
use source::Source;

/// A folder that holds the package (wheel or tarball) or the unpacked dictionary.
const FOLDER_VARIABLE: &str = "PILGI_KO_DIC";
/// A folder to keep the package and the converted dictionary in.
const CACHE_VARIABLE: &str = "PILGI_BUILD_CACHE";

fn main() -> ExitCode {
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=data/nouns.txt");
    println!("cargo:rerun-if-changed=data/verbs.txt");
    println!("cargo:rerun-if-env-changed={FOLDER_VARIABLE}");
    println!("cargo:rerun-if-env-changed={CACHE_VARIABLE}");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    linking::link(&out);
    let catalog =
        catalog::generate(Path::new("data/catalog"), &out).map_err(|error| error.to_string());
    let quantity = quantity::generate(Path::new("src/quantity"), &out.join("quantity"));
    let dictionary = make_dictionary(&out).map_err(|error| error.to_string());
    match catalog.and(quantity).and(dictionary) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn make_dictionary(out: &Path) -> Result<(), Error> {
    let cache = Cache::open(path_from(CACHE_VARIABLE), &out.join("cache"));
    let given = match path_from(FOLDER_VARIABLE) {
        Some(folder) => {
            println!("cargo:rerun-if-changed={}", folder.display());
            Some(Source::read(&folder)?)
        }
        None => None,
    };
    let key = convert::key();
    let converted = match cache.converted(&key) {
        Some(folder) => folder,
        None => {
            let source = match given {
                Some(source) => source,
                None => fetched(&cache)?,
            };
            cache.keep_converted(&key, &convert::convert(&source)?)?
        }
    };
    let version = cache::install(&converted, &out.join("ko-dic"))?;
    println!("cargo:rustc-env=PILGI_DICTIONARY={version}");
    Ok(())
}

/// The package from the cache, else from a registry.
fn fetched(cache: &Cache) -> Result<Source, Error> {
    if let Some(package) = cache.package() {
        match Source::read(&package) {
            Ok(source) => return Ok(source),
            Err(error) => {
                println!("cargo:warning={error}; it is fetched again");
                cache.forget(&package);
            }
        }
    }
    cache.fetch(fetch::fetch, Source::read)
}

/// The path that an environment variable names, unless it is unset or empty.
fn path_from(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}
