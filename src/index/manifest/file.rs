use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::{Contents, Manifest};
use crate::index::store::TEMPORARY_PREFIX;

/// How the names of manifests begin.
pub(in crate::index) const MANIFEST_PREFIX: &str = "manifest-";

pub(super) fn name(generation: u64) -> String {
    format!("{MANIFEST_PREFIX}{generation}")
}

/// Writes a file under another name, then gives it its own.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("new");
    let mut file = fs::File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    drop(file);
    fs::rename(&temporary, path)
}

impl Manifest {
    /// The highest generation that a manifest in the index folder `dir` was written for, whether it
    /// was committed or not; 0 where there is none.
    pub(in crate::index) fn latest(dir: &Path) -> u64 {
        let entries = fs::read_dir(dir).into_iter().flatten().flatten();
        let generation = |name: &str| name.strip_prefix(MANIFEST_PREFIX)?.parse::<u64>().ok();
        entries.filter_map(|entry| generation(entry.file_name().to_str()?)).max().unwrap_or(0)
    }
}

impl Contents {
    /// Deletes the manifests of other generations and what a killed process left half-written. Whoever
    /// calls this holds the lock. A failure costs disk space and nothing else.
    pub(in crate::index) fn sweep(&self, dir: &Path) {
        let keep = dir.join(name(self.generation));
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            let ours = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| {
                name.starts_with(MANIFEST_PREFIX) || name.starts_with(TEMPORARY_PREFIX)
            });
            if ours && path != keep {
                let _ = fs::remove_file(path);
            }
        }
    }
}
