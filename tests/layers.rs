//! The layers of the source are held to: a module imports only from lower ones, and each outside
//! library is known to the modules that it belongs to and to no others.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules with their layer. Those of one layer do not know each other.
const LAYERS: &[(&str, u32)] = &[
    ("sorted", 0),
    ("text", 0),
    ("note", 1),
    ("catalog", 1),
    ("quantity", 1),
    ("passage", 2),
    ("analysis", 2),
    ("query", 3),
    ("topic", 3),
    ("index", 4),
    ("search", 5),
    ("engine", 6),
    ("output", 7),
    ("cli", 8),
];

/// Outside libraries and the modules that may know them.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("lindera", &["analysis"]),
    ("lindera_dictionary", &["analysis"]),
    ("frostem", &["analysis"]),
    ("tantivy", &["index", "search"]),
    ("tantivy_fst", &["search"]),
    ("pulldown_cmark", &["passage"]),
    ("ignore", &["note"]),
    ("rustix", &["note", "index"]),
    ("crc32fast", &["index"]),
    ("encoding_rs", &["note"]),
    ("chardetng", &["note"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("serde_json", &["output", "cli"]),
];

fn sources(module: &str) -> Vec<PathBuf> {
    fn collect(path: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(path).expect("a source folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push(path);
            }
        }
    }
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(module), &mut files);
    files
}

/// The file's code without comments and unit tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn layer(module: &str) -> u32 {
    LAYERS.iter().find(|(name, _)| *name == module).expect("a known module").1
}

#[test]
fn every_module_has_a_layer() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(src).expect("src").flatten() {
        if entry.path().is_dir() {
            let name = entry.file_name().into_string().expect("a name");
            assert!(LAYERS.iter().any(|(module, _)| *module == name), "{name} has no layer");
        }
    }
}

#[test]
fn modules_import_from_lower_layers_only() {
    let mut wrong = Vec::new();
    for &(module, own) in LAYERS {
        for path in sources(module) {
            let code = code(&path);
            for (start, _) in code.match_indices("crate::") {
                let rest = &code[start + "crate::".len()..];
                let name: String = rest
                    .chars()
                    .take_while(|char| char.is_alphanumeric() || *char == '_')
                    .collect();
                let known = LAYERS.iter().any(|(module, _)| *module == name);
                let allowed = name == module || !known || layer(&name) < own;
                if !allowed {
                    wrong.push(format!("{}: {module} imports {name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn libraries_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for &(module, _) in LAYERS {
        for path in sources(module) {
            let code = code(&path);
            for (library, homes) in LIBRARIES {
                let uses = code.match_indices(library).any(|(at, _)| {
                    let before = code[..at].chars().next_back();
                    let after = code[at + library.len()..].starts_with("::");
                    after && !before.is_some_and(|char| char.is_alphanumeric() || char == '_')
                });
                if uses && !homes.contains(&module) {
                    wrong.push(format!("{}: {module} uses {library}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_below_the_command_line_prints() {
    for &(module, _) in LAYERS.iter().filter(|(module, _)| *module != "cli") {
        for path in sources(module) {
            let code = code(&path);
            for print in ["println!", "print!(", "eprintln!", "eprint!(", "dbg!"] {
                assert!(!code.contains(print), "{}: {print}", path.display());
            }
        }
    }
}
