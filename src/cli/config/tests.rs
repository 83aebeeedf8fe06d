use super::*;

/// A folder of its own, with a `home`, for one case.
struct Case {
    _temp: tempfile::TempDir,
    dir: PathBuf,
}

impl Case {
    fn new() -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let dir = temp.path().canonicalize().expect("the folder is there");
        Case { _temp: temp, dir }
    }

    fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.dir.join(path)).expect("a folder can be made");
        self
    }

    fn file(self, path: &str, text: &str) -> Self {
        let path = self.dir.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file can be written");
        self
    }

    fn around(&self, current: &str) -> Surroundings {
        Surroundings {
            notes: None,
            index: None,
            current_dir: self.dir.join(current),
            config_home: self.dir.join("config/pilgi"),
            cache_home: self.dir.join("cache/pilgi"),
            home: self.dir.join("home"),
        }
    }

    fn find(&self, current: &str) -> Folders {
        let found = Folders::find(&FolderArgs::default(), &self.around(current));
        found.unwrap_or_else(|error| panic!("{error}"))
    }

    fn error(&self, current: &str) -> String {
        match Folders::find(&FolderArgs::default(), &self.around(current)) {
            Ok(folders) => panic!("{folders:?}"),
            Err(error) => error.to_string().replace(&self.dir.display().to_string(), ""),
        }
    }

    fn folders(&self, notes: &str, index: &str) -> Folders {
        let names = Names::default();
        Folders { notes: vec![self.dir.join(notes)], index: self.dir.join(index), names }
    }
}

#[test]
fn the_nearest_project_file_above_comes_first() {
    let case = Case::new().file("a/pilgi.toml", "").folder("a/notes").folder("a/b/c/notes");
    assert_eq!(case.find("a/b/c"), case.folders("a/notes", "a/index"));
}

#[test]
fn its_keys_are_relative_to_its_folder() {
    let case = Case::new().file("a/pilgi.toml", "notes = \"n\"\nindex = \"i\"").folder("a/b");
    assert_eq!(case.find("a/b"), case.folders("a/n", "a/i"));
    let case = Case::new().file("a/pilgi.toml", "notes = [\"~/n\"]");
    assert_eq!(case.find("a"), case.folders("home/n", "a/index"));
}

#[test]
fn without_one_the_folders_here_count_and_then_the_users_file() {
    let case = Case::new().folder("a/notes").file("config/pilgi/config.toml", "notes = \"/n\"");
    assert_eq!(case.find("a"), case.folders("a/notes", "a/index"));
    let elsewhere = case.find("");
    assert_eq!(elsewhere.notes, [PathBuf::from("/n")]);
    assert!(elsewhere.index.starts_with(case.dir.join("cache/pilgi")));
}

#[test]
fn flags_come_before_the_environment_and_that_before_files() {
    let case = Case::new().folder("notes");
    let mut around = case.around("");
    let joined = std::env::join_paths(["/one", "/two"]).expect("paths without separators");
    around.notes = Some(joined);
    let found = Folders::find(&FolderArgs::default(), &around).expect("the environment says");
    assert_eq!(found.notes, [PathBuf::from("/one"), PathBuf::from("/two")]);
    let flags = FolderArgs { notes: vec!["/three".into()], ..FolderArgs::default() };
    around.index = Some("/index".into());
    let found = Folders::find(&flags, &around).expect("the flag says");
    assert_eq!(found.notes, [PathBuf::from("/three")]);
    assert_eq!(found.index, PathBuf::from("/index"));
}

#[test]
fn an_index_that_would_lie_in_the_notes_goes_to_the_cache() {
    let case = Case::new().file("a/pilgi.toml", "notes = \".\"");
    let index = case.find("a").index;
    assert!(index.starts_with(case.dir.join("cache/pilgi")), "{}", index.display());
    let name = index.file_name().and_then(OsStr::to_str).expect("a readable name");
    assert!(name.starts_with("a-") && name.len() == 2 + 16, "{name}");
}

#[test]
fn names_come_from_the_configuration_and_from_files() {
    let case = Case::new()
        .file(
            "pilgi.toml",
            "catalog = \"names.toml\"\nlearn = false\n[[entity]]\nname = \"하나\"\n",
        )
        .file("names.toml", "[[entity]]\nname = \"둘\"\nalso = [\"two\"]\n")
        .file("notes/pilgi-catalog.toml", "[[entity]]\nid = \"aws.s3\"\nalso = [\"창고\"]\n");
    let names = case.find("").names;
    let said: Vec<&str> = names.entries.iter().filter_map(|entry| entry.name.as_deref()).collect();
    assert_eq!(said, ["하나", "둘"]);
    assert_eq!(names.entries[2].id.as_deref(), Some("aws.s3"));
    assert!(!names.learn);
    let case = Case::new().file("pilgi.toml", "catalog = \"none.toml\"").folder("notes");
    assert!(case.error("").starts_with("/none.toml: cannot read"), "{}", case.error(""));
    let case = Case::new().file("notes/pilgi-catalog.toml", "[[entity]]\nnmae = \"a\"\n");
    assert!(case.error("").starts_with("/notes/pilgi-catalog.toml:2: unknown field `nmae`"));
}

#[test]
fn errors_name_file_line_and_key() {
    let case = Case::new().file("pilgi.toml", "notes = \"n\"\n\nnots = 1\n");
    assert!(
        case.error("").starts_with("/pilgi.toml:3: unknown field `nots`"),
        "{}",
        case.error("")
    );
    let case = Case::new().file("pilgi.toml", "# a\nnotes = 3\n");
    assert_eq!(
        case.error(""),
        "/pilgi.toml:2: `notes` and `catalog` are a path or a list of paths"
    );
    assert_eq!(Case::new().error(""), "no notes folder: there is no /notes");
}

#[test]
fn the_nearest_file_that_says_anything_decides() {
    let beside = "/a/pilgi.toml: names no notes folder, and there is no /a/notes";
    for says in ["index = \"i\"", "learn = false", "catalog = \"c.toml\""] {
        let case = Case::new().file("a/pilgi.toml", says).folder("a/b/notes");
        assert_eq!(case.error("a/b"), beside, "{says}");
    }
    let case = Case::new().file("a/pilgi.toml", "# later\n").folder("a/b/notes");
    assert_eq!(case.find("a/b"), case.folders("a/b/notes", "a/b/index"));
    let case = Case::new().file("a/pilgi.toml", "index = \"i\"").folder("a/notes").folder("a/b");
    assert_eq!(case.find("a/b"), case.folders("a/notes", "a/i"));
}
