//! Queries to ask: the project's labelled ones, or those of a file.

use std::error::Error;
use std::path::{Path, PathBuf};

/// Queries of one kind.
pub struct Group {
    /// What they have in common: the layer that has to find them, or their file's name.
    pub name: String,
    /// As they are typed.
    pub queries: Vec<String>,
}

/// Queries in the words of the notes.
pub const PLAIN: &str = "as the notes say it";

/// The queries of the project's labels: what the notes say, and what is typed otherwise, by layer.
///
/// # Errors
///
/// Where a file of labels cannot be read.
pub fn labelled() -> Result<Vec<Group>, Box<dyn Error>> {
    let mut groups: Vec<Group> = Vec::new();
    for folder in ["labels", "layers"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance").join(folder);
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let labels: toml::Table = toml::from_str(&std::fs::read_to_string(file)?)?;
            for label in labels.get("query").and_then(|all| all.as_array()).into_iter().flatten() {
                let text = |key| label.get(key).and_then(|value| value.as_str());
                let name = text("layer").unwrap_or(PLAIN);
                let query = text("query").ok_or("a label without a query")?.to_owned();
                match groups.iter_mut().find(|group| group.name == name) {
                    Some(group) => group.queries.push(query),
                    None => groups.push(Group { name: name.to_owned(), queries: vec![query] }),
                }
            }
        }
    }
    Ok(groups)
}

/// The queries of a file with a line `id<TAB>query` each.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn listed(path: &Path) -> Result<Group, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
    let queries = text.lines().filter_map(|line| line.split_once('\t'));
    let queries = queries.map(|(_, query)| query.to_owned()).collect();
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Group { name, queries })
}
