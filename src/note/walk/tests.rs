use std::fs;

use super::*;

/// A folder of notes that is gone after the test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, and the folders it is in.
    fn file(&self, path: &str, content: &str) -> &Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn notes(&self, paths: &[&str]) -> &Self {
        for path in paths {
            self.file(path, "메모");
        }
        self
    }

    fn options(&self, root: &str) -> WalkOptions {
        WalkOptions::new([self.path().join(root)])
    }

    /// What a walk of the whole folder finds.
    fn found(&self) -> Vec<String> {
        found(&self.options(""))
    }
}

fn found(options: &WalkOptions) -> Vec<String> {
    let walk = walk(options).unwrap();
    assert!(walk.problems.is_empty(), "{:?}", walk.problems);
    paths(&walk)
}

fn paths(walk: &Walk) -> Vec<String> {
    walk.found.iter().map(|found| found.path.display().into_owned()).collect()
}

#[test]
fn notes_are_found_by_extension_in_order() {
    let folder = Folder::new();
    folder.notes(&["b.md", "a/한도.MD", "a-b/c.txt", "a/d.org", "e.rst", "f.adoc", "g.markdown"]);
    folder.notes(&["h.mdx", "picture.png", "code.rs", "md", "i.md.bak"]);
    assert_eq!(
        folder.found(),
        ["a-b/c.txt", "a/d.org", "a/한도.MD", "b.md", "e.rst", "f.adoc", "g.markdown", "h.mdx"]
    );
}

#[test]
fn a_found_file_has_its_stamp() {
    let folder = Folder::new();
    folder.file("a.md", "세 글자");
    let walk = walk(&folder.options("")).unwrap();
    assert_eq!(walk.found[0].stamp.size, 10);
    assert_eq!(walk.found[0].stamp, Stamp::of(&fs::metadata(folder.path().join("a.md")).unwrap()));
}

#[test]
fn hidden_files_are_seen_only_when_asked_for() {
    let folder = Folder::new();
    folder.notes(&["a.md", ".b.md", ".c/d.md", ".git/e.md"]);
    assert_eq!(folder.found(), ["a.md"]);
    let options = WalkOptions { hidden: true, ..folder.options("") };
    assert_eq!(found(&options), [".b.md", ".c/d.md", "a.md"]);
}

#[test]
fn ignore_files_leave_out_and_negation_brings_back() {
    let folder = Folder::new();
    folder.file(".gitignore", "\u{feff}drafts/\r\n*.txt\r\n!keep.txt\r\n# 메모\r\n");
    folder.notes(&["a.md", "b.txt", "keep.txt", "drafts/c.md", "sub/d.txt", "sub/drafts/e.md"]);
    assert_eq!(folder.found(), ["a.md", "keep.txt"]);
    let options = WalkOptions { ignore_files: false, ..folder.options("") };
    assert_eq!(found(&options).len(), 6);
}

#[test]
fn the_nearer_folder_decides() {
    let folder = Folder::new();
    folder.file(".gitignore", "*.txt\n/top.md\n").file("sub/.gitignore", "!b.txt\ntop.md\n");
    folder.notes(&["a.txt", "sub/a.txt", "sub/b.txt", "sub/deep/b.txt", "top.md", "sub/top.md"]);
    folder.notes(&["z/b.txt", "z/top.md"]);
    assert_eq!(folder.found(), ["sub/b.txt", "sub/deep/b.txt", "z/top.md"]);
}

#[test]
fn pilgis_own_rules_are_stronger_than_gits() {
    let folder = Folder::new();
    folder.file(".gitignore", "private/\n!.trash/\n").file(".ignore", "a.md\n");
    folder.file(".pilgiignore", "!private/\n!a.md\nb.md\n!.journal\n");
    folder.notes(&["private/x.md", "a.md", "b.md", ".journal/1.md", ".trash/y.md"]);
    assert_eq!(folder.found(), [".journal/1.md", "a.md", "private/x.md"]);
}

#[test]
fn rules_of_the_repository_around_the_root_hold() {
    let folder = Folder::new();
    folder.file("repo/.gitignore", "notes/old/\n").file("repo/.git/info/exclude", "secret.md\n");
    folder.file(".gitignore", "*.md\n").file("repo/.pilgiignore", "b.md\n");
    folder.notes(&["repo/notes/a.md", "repo/notes/b.md", "repo/notes/old/c.md"]);
    folder.notes(&["repo/notes/secret.md"]);
    assert_eq!(found(&folder.options("repo/notes")), ["a.md"]);
    assert_eq!(found(&folder.options("repo/notes/old")), ["c.md"]);
    assert_eq!(found(&folder.options("repo")), ["notes/a.md"]);
}

#[test]
fn outside_of_repositories_nothing_around_the_root_counts() {
    let folder = Folder::new();
    folder.file(".gitignore", "*.md\n").notes(&["notes/a.md"]);
    assert_eq!(found(&folder.options("notes")), ["a.md"]);
}

#[test]
fn a_root_that_is_ignored_was_named_all_the_same() {
    let folder = Folder::new();
    folder.file(".git/HEAD", "").file(".gitignore", "*\n").notes(&["notes/a.md"]);
    assert_eq!(found(&folder.options("notes")), ["a.md"]);
}

#[test]
fn gits_rules_end_where_another_repository_begins() {
    let folder = Folder::new();
    folder.file(".git/HEAD", "").file(".gitignore", "*.txt\n").file(".ignore", "c.txt\n");
    folder.notes(&["a.txt", "inner/.git/HEAD", "inner/b.txt", "inner/c.txt", "z.txt"]);
    assert_eq!(folder.found(), ["inner/b.txt"]);
}

#[test]
fn a_linked_work_tree_shares_the_excludes() {
    let folder = Folder::new();
    folder.file("main/.git/info/exclude", "secret.md\n");
    folder.file("main/.git/worktrees/tree/commondir", "../..\n");
    folder.file("tree/.git", "gitdir: ../main/.git/worktrees/tree\n");
    folder.notes(&["tree/a.md", "tree/secret.md"]);
    assert_eq!(found(&folder.options("tree")), ["a.md"]);
}

#[test]
fn a_line_that_is_no_pattern_is_reported_and_the_others_count() {
    let folder = Folder::new();
    folder.file(".pilgiignore", "a.md\n{b\nc.md\n").notes(&["a.md", "b.md", "c.md"]);
    let walk = walk(&folder.options("")).unwrap();
    assert_eq!(paths(&walk), ["b.md"]);
    let [Problem { path, cause: Cause::IgnoreRule { line: 2, .. } }] = &walk.problems[..] else {
        panic!("{:?}", walk.problems)
    };
    assert_eq!(path, &folder.path().join(".pilgiignore"));
}

#[test]
fn the_same_file_under_two_roots_is_one_note() {
    let folder = Folder::new();
    folder.notes(&["a.md", "sub/b.md", "sub/.deep/c.md"]);
    let at = |path: &str| folder.path().join(path);
    let options = WalkOptions::new([at(""), at("sub"), at("sub/../"), at("sub/.deep")]);
    let walk = walk(&options).unwrap();
    let places: Vec<_> =
        walk.found.iter().map(|found| (found.root, found.path.display())).collect();
    let expected = [(0, "a.md"), (1, "b.md"), (3, "c.md")];
    assert_eq!(places, expected.map(|(root, path)| (root, path.into())));
}

#[test]
fn an_excluded_folder_is_never_entered() {
    let folder = Folder::new();
    folder.notes(&["a.md", "index/b.md", "index2/c.md"]);
    let at = |path: &str| folder.path().join(path);
    let exclude = vec![at("index"), at("none")];
    let options = WalkOptions { exclude, hidden: true, ..folder.options("") };
    assert_eq!(found(&options), ["a.md", "index2/c.md"]);
    let inside = WalkOptions { roots: vec![at("index")], ..options };
    assert!(matches!(walk(&inside), Err(NoteError::Excluded { .. })));
}

#[test]
fn a_root_that_cannot_be_used_is_an_error_with_a_way_out() {
    let folder = Folder::new();
    folder.notes(&["a.md"]);
    let error = walk(&folder.options("none")).unwrap_err();
    assert!(matches!(&error, NoteError::Missing { path } if path.ends_with("none")));
    assert!(error.to_string().contains("does not exist") && error.hint().contains("create it"));
    for file in ["a.md", "a.md/b"] {
        let error = walk(&folder.options(file)).unwrap_err();
        assert!(matches!(error, NoteError::NotAFolder { .. }), "{error}");
    }
}

#[test]
fn an_empty_folder_and_no_folder_at_all_hold_nothing() {
    assert!(Folder::new().found().is_empty());
    assert!(found(&WalkOptions::new(Vec::<PathBuf>::new())).is_empty());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    impl Folder {
        /// Makes `name`, below this folder, a link to `target`.
        fn link(&self, target: impl AsRef<Path>, name: &str) -> &Self {
            symlink(target, self.path().join(name)).unwrap();
            self
        }
    }

    #[test]
    fn a_root_may_be_a_link() {
        let folder = Folder::new();
        folder.notes(&["real/a.md"]).link("real", "link");
        assert_eq!(found(&folder.options("link")), ["a.md"]);
    }

    #[test]
    fn links_inside_the_root_add_no_note_twice() {
        let folder = Folder::new();
        folder.notes(&["sub/a.md", ".hidden/b.md", "data/c"]);
        folder.link("a.md", "sub/again.md").link(".", "sub/loop").link("sub", "folder");
        folder.link("../.hidden/b.md", "sub/b.md").link("../.hidden/b.md", "sub/b2.md");
        folder.link("data/c", "c.md").link("data", "data.md").link("sub/a.md", "a.png");
        assert_eq!(folder.found(), ["c.md", "sub/a.md", "sub/b.md"]);
    }

    #[test]
    fn links_that_leave_the_root_are_reported_and_not_followed() {
        let folder = Folder::new();
        folder.notes(&["in/a.md", "out/b.md", "out/c.png", "index/d.md"]);
        folder.link("../out", "in/x").link("../out/b.md", "in/y.md").link("../out/c.png", "in/c");
        folder.link("../index", "in/z").link("..", "in/up");
        let exclude = vec![folder.path().join("index")];
        let options = WalkOptions { exclude, ..folder.options("in") };
        let walk = walk(&options).unwrap();
        assert_eq!(paths(&walk), ["a.md"]);
        let left: Vec<_> = walk
            .problems
            .iter()
            .filter(|problem| matches!(problem.cause, Cause::LinkLeavesRoot { .. }))
            .map(|problem| problem.path.strip_prefix(folder.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(left, ["in/up", "in/x", "in/y.md"]);
        assert_eq!(walk.problems.len(), 3);
    }

    #[test]
    fn a_link_into_another_root_is_found_there() {
        let folder = Folder::new();
        folder.notes(&["one/a.md", "two/b.md"]);
        folder.link("../two/b.md", "one/b.md").link("../two", "one/two");
        let roots = ["one", "two"].map(|root| folder.path().join(root));
        assert_eq!(found(&WalkOptions::new(roots)), ["a.md", "b.md"]);
    }

    #[test]
    fn links_that_lead_nowhere_are_reported() {
        let folder = Folder::new();
        folder.notes(&["a.md"]).link("gone", "x.md").link("y.md", "y.md").link("gone", "b.png");
        let walk = walk(&folder.options("")).unwrap();
        assert_eq!(paths(&walk), ["a.md"]);
        assert_eq!(walk.problems.len(), 2, "{:?}", walk.problems);
        assert!(walk.problems.iter().all(|p| matches!(p.cause, Cause::BrokenLink(_))));
    }

    #[test]
    fn names_that_are_not_utf_8_are_found() {
        let folder = Folder::new();
        let name = OsStr::from_bytes(b"\xb6\xf7\xb4\xd9.md");
        fs::write(folder.path().join(name), "메모").unwrap();
        let walk = walk(&folder.options("")).unwrap();
        assert_eq!(walk.found[0].path.as_bytes(), name.as_bytes());
    }

    #[test]
    fn a_folder_that_may_not_be_opened_is_reported_and_the_rest_found() {
        let folder = Folder::new();
        folder.notes(&["a.md", "locked/b.md", "z.md"]);
        let locked = folder.path().join("locked");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        let may_open = fs::read_dir(&locked).is_ok(); // the superuser may open anything
        let walked = walk(&folder.options(""));
        let root_locked = walk(&folder.options("locked"));
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
        if may_open {
            return;
        }
        let walk = walked.unwrap();
        assert_eq!(paths(&walk), ["a.md", "z.md"]);
        assert!(matches!(walk.problems[..], [Problem { cause: Cause::Unreadable(_), .. }]));
        assert_eq!(walk.problems[0].path, locked);
        assert!(matches!(root_locked, Err(NoteError::Unreadable { .. })));
    }
}
