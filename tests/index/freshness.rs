//! A refresh that lists no folder sees what a walk sees, whatever happens to the notes.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use pilgi::catalog::Catalog;
use pilgi::index::{RefreshOptions, Refreshed, Silent, Source, Store, refresh};
use pilgi::note::{Reading, Stamp, WalkOptions, now_ns, read, walk};
use proptest::prelude::*;
use proptest::sample::select;

/// Seconds by which the clock of these tests is ahead of the system's. With so many, everything has
/// been at rest for long, as it mostly is; the events wait for the file system's clock instead.
const AHEAD: i64 = 3600;
/// A tick of the clocks of the file systems that tests run on, and some.
const TICK: Duration = Duration::from_millis(21);

static SHIFT: AtomicI64 = AtomicI64::new(AHEAD);

fn clock() -> i64 {
    now_ns() + SHIFT.load(Ordering::Relaxed) * 1_000_000_000
}

/// The clock when all that a test has just written has been at rest for long.
fn later() -> i64 {
    now_ns() + 10_000_000_000
}

/// Files and folders that things happen to, below a folder that holds the notes folder `notes`.
const FILES: [&str; 9] = [
    "notes/a.md",
    "notes/b.md",
    "notes/one/a.md",
    "notes/one/c.txt",
    "notes/one/deep/d.md",
    "notes/two/a.md",
    "notes/two/picture.png",
    "notes/.hidden/e.md",
    "beside/f.md",
];
const FOLDERS: [&str; 5] =
    ["notes/one", "notes/two", "notes/one/deep", "notes/.hidden", "notes/three"];
const LINKS: [&str; 4] = ["notes/link.md", "notes/one/link.md", "notes/folder", "notes/two/folder"];
/// A link outside the notes, by way of which links in them lead somewhere.
const POINTER: &str = "pointer";
const TARGETS: [&str; 7] = [
    "notes/a.md",
    POINTER,
    "notes/.hidden/e.md",
    "notes/one",
    "notes/gone.md",
    "beside/f.md",
    "beside",
];
const RULES: [&str; 7] = [
    ".gitignore",
    "notes/.gitignore",
    "notes/.pilgiignore",
    "notes/one/.ignore",
    ".git/info/exclude",
    "notes/one/.git/info/exclude",
    "notes/two/.gitignore",
];
const PATTERNS: [&str; 6] = ["", "a.md\n", "*.md\n!a.md\n", "one/\n", "deep\n", "!.hidden\n"];

/// Something that happens. What cannot happen does not.
#[derive(Clone, Debug)]
enum Event {
    /// A file is written anew, perhaps over another.
    Write(&'static str, u8),
    /// A byte of a file changes; with its time put back or not.
    Edit(&'static str, bool),
    /// The same, under another name that the file has outside the notes.
    EditElsewhere(&'static str),
    Rename(&'static str, &'static str),
    Swap(&'static str, &'static str),
    Delete(&'static str),
    NewFolder(&'static str),
    RenameFolder(&'static str, &'static str),
    DeleteFolder(&'static str),
    /// A folder gives way to another that has all that was in it, one file more or less, and its
    /// times.
    ReplaceFolder(&'static str),
    /// A note comes into a folder, or a file becomes one or no longer is one by its name, and the
    /// folder's time is put back.
    AddQuietly(&'static str),
    Rule(&'static str, &'static str),
    /// A file of rules goes, or all of a repository.
    NoRule(&'static str),
    Link(&'static str, &'static str),
    /// Links in the notes lead elsewhere, and they and their folders are as they were.
    Point(&'static str),
    /// The clock is set: seconds by which it is ahead from now on.
    Clock(i64),
    Hidden(bool),
    IgnoreFiles(bool),
    /// A folder is left out by name.
    Exclude(bool),
}

fn event() -> impl Strategy<Value = Event> {
    let file = || select(&FILES[..]);
    let folder = || select(&FOLDERS[..]);
    prop_oneof![
        4 => (file(), any::<u8>()).prop_map(|(file, text)| Event::Write(file, text)),
        4 => (file(), any::<bool>()).prop_map(|(file, back)| Event::Edit(file, back)),
        1 => file().prop_map(Event::EditElsewhere),
        3 => (file(), file()).prop_map(|(from, to)| Event::Rename(from, to)),
        3 => (file(), file()).prop_map(|(one, other)| Event::Swap(one, other)),
        3 => file().prop_map(Event::Delete),
        1 => folder().prop_map(Event::NewFolder),
        2 => (folder(), folder()).prop_map(|(from, to)| Event::RenameFolder(from, to)),
        1 => folder().prop_map(Event::DeleteFolder),
        1 => folder().prop_map(Event::ReplaceFolder),
        1 => Just(Event::ReplaceFolder("notes")),
        2 => folder().prop_map(Event::AddQuietly),
        2 => Just(Event::AddQuietly("notes")),
        4 => (select(&RULES[..]), select(&PATTERNS[..]))
            .prop_map(|(file, pattern)| Event::Rule(file, pattern)),
        2 => select(&RULES[..]).prop_map(Event::NoRule),
        3 => (select(&LINKS[..]), select(&TARGETS[..]))
            .prop_map(|(link, target)| Event::Link(link, target)),
        2 => select(&TARGETS[..]).prop_map(Event::Point),
        2 => select(&[AHEAD, AHEAD, 2 * AHEAD, 0, -AHEAD][..]).prop_map(Event::Clock),
        2 => any::<bool>().prop_map(Event::Hidden),
        2 => any::<bool>().prop_map(Event::IgnoreFiles),
        1 => any::<bool>().prop_map(Event::Exclude),
    ]
}

/// Notes with all that is around them, and their index.
struct Place {
    _temp: tempfile::TempDir,
    dir: PathBuf,
    source: Source,
}

impl Place {
    fn new(roots: &[&str]) -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let dir = temp.path().canonicalize().expect("the folder was just made");
        let mut notes = WalkOptions::new(roots.iter().map(|root| dir.join(root)));
        notes.exclude = vec![dir.join("index")];
        notes.clock = clock;
        let source = Source { notes, catalog: Arc::new(Catalog::builtin().clone()) };
        let place = Place { _temp: temp, dir, source };
        for (number, file) in FILES.iter().enumerate() {
            place.write(file, &format!("노트 {number}"));
        }
        // What is there already can change without its folder.
        for file in RULES {
            place.write(file, "");
        }
        place.write("notes/.pilgiignore", "b.md\n");
        symlink(place.path("beside/f.md"), place.path(POINTER)).expect("one's own folder");
        for (link, target) in LINKS.iter().zip(TARGETS.iter().skip(1)) {
            symlink(place.path(target), place.path(link)).expect("one's own folder");
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Fails where a file is in the way of a folder.
    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        let _ = fs::create_dir_all(path.parent().expect("a name has a folder"));
        let _ = fs::write(path, text);
    }

    fn happens(&mut self, event: &Event) {
        let path = |name: &str| self.dir.join(name);
        match *event {
            Event::Write(file, text) => self.write(file, &format!("글 {text}")),
            Event::Edit(file, back) => edit(&path(file), back),
            Event::EditElsewhere(file) => {
                let _ = fs::remove_file(path("other name"));
                if fs::hard_link(path(file), path("other name")).is_ok() {
                    std::thread::sleep(TICK);
                    edit(&path("other name"), true);
                }
            }
            Event::Rename(from, to) | Event::RenameFolder(from, to) => {
                let _ = fs::rename(path(from), path(to));
            }
            Event::Swap(one, other) => {
                if path(one).exists() && path(other).exists() {
                    let _ = fs::rename(path(one), path("swap"));
                    let _ = fs::rename(path(other), path(one));
                    let _ = fs::rename(path("swap"), path(other));
                }
            }
            Event::Delete(file) => drop(fs::remove_file(path(file))),
            Event::NewFolder(folder) => drop(fs::create_dir_all(path(folder))),
            Event::DeleteFolder(folder) => drop(fs::remove_dir_all(path(folder))),
            Event::ReplaceFolder(folder) => {
                let (folder, copy) = (path(folder), path("copy"));
                let Some(time) = modified(&folder) else { return };
                fs::create_dir(&copy).expect("a new folder");
                for entry in fs::read_dir(&folder).expect("a folder").flatten() {
                    fs::rename(entry.path(), copy.join(entry.file_name())).expect("one's own file");
                }
                let more = copy.join("more.md");
                let _ = if more.exists() { fs::remove_file(more) } else { fs::write(more, "더") };
                set_modified(&copy, time);
                let _ = fs::remove_dir_all(&folder);
                let _ = fs::rename(copy, folder);
            }
            Event::AddQuietly(folder) => {
                let folder = path(folder);
                let Some(time) = modified(&folder) else { return };
                let (note, other) = (folder.join("more.md"), folder.join("more.png"));
                if fs::rename(&other, &note).is_err() && fs::rename(&note, &other).is_err() {
                    fs::write(note, "더").expect("one's own folder");
                }
                set_modified(&folder, time);
            }
            Event::Rule(file, pattern) => self.write(file, pattern),
            Event::NoRule(file) => {
                let repository = file.split_once("/info").map(|(repository, _)| path(repository));
                let _ = match repository {
                    Some(repository) => fs::remove_dir_all(repository),
                    None => fs::remove_file(path(file)),
                };
            }
            Event::Link(link, target) => {
                let _ = fs::remove_file(path(link));
                let _ = symlink(path(target), path(link));
            }
            Event::Point(target) => {
                fs::remove_file(path(POINTER)).expect("one's own link");
                symlink(path(target), path(POINTER)).expect("one's own folder");
            }
            Event::Clock(seconds) => SHIFT.store(seconds, Ordering::Relaxed),
            Event::Hidden(hidden) => self.source.notes.hidden = hidden,
            Event::IgnoreFiles(count) => self.source.notes.ignore_files = count,
            Event::Exclude(exclude) => {
                let two = exclude.then(|| path("notes/two"));
                self.source.notes.exclude = two.into_iter().chain([path("index")]).collect();
            }
        }
    }

    fn refresh(&self) -> Option<Refreshed> {
        let options = RefreshOptions {
            patience: Duration::MAX,
            falls_back: false,
            rebuild: false,
            thorough: false,
            progress: &Silent,
        };
        refresh(&Store::at(&self.path("index")), &self.source, &options).ok()
    }

    /// Every note with what is in it, as the index has it after a refresh; `None` where there is no
    /// notes folder.
    fn indexed(&self) -> Option<Vec<(usize, String, String)>> {
        let manifest = self.refresh()?.snapshot.manifest;
        let notes = manifest.notes();
        Some(
            notes
                .map(|note| (note.root(), note.path().to_string(), note.file().hash.to_string()))
                .collect(),
        )
    }

    /// The same, as a walk has it.
    fn walked(&self) -> Option<Vec<(usize, String, String)>> {
        let found = walk(&self.source.notes).ok()?.found;
        let notes = found.iter().map(|found| {
            let Reading::Note(note) = read(&self.source.notes.roots[found.root], found) else {
                panic!("{found:?} is a note");
            };
            (found.root, found.path.to_string(), note.hash.to_string())
        });
        Some(notes.collect())
    }
}

/// Changes a byte of a file and none of its length; perhaps puts its time back.
fn edit(path: &Path, back: bool) {
    let Ok(mut bytes) = fs::read(path) else { return };
    let Some(time) = modified(path) else { return };
    let Some(last) = bytes.last_mut() else { return };
    *last = if *last == b'x' { b'y' } else { b'x' };
    fs::write(path, bytes).expect("one's own file");
    if back {
        set_modified(path, time);
    }
}

/// When a file's bytes or a folder's names last changed; `None` where there is none.
fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

fn set_modified(path: &Path, time: SystemTime) {
    File::open(path).and_then(|file| file.set_modified(time)).expect("one's own file");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..Default::default() })]

    #[test]
    fn a_refresh_sees_what_a_walk_sees(
        events in proptest::collection::vec((event(), any::<bool>()), 6..16),
        nested in any::<bool>(),
    ) {
        SHIFT.store(AHEAD, Ordering::Relaxed);
        let roots = if nested { &["notes", "notes/one"][..] } else { &["notes"] };
        let mut place = Place::new(roots);
        place.refresh();
        for (number, (event, looks)) in events.iter().enumerate() {
            std::thread::sleep(TICK);
            place.happens(event);
            if *looks {
                prop_assert_eq!(place.indexed(), place.walked(), "after event {}", number);
            }
        }
        prop_assert_eq!(place.indexed(), place.walked(), "in the end");
        prop_assert_eq!(place.indexed(), place.walked(), "again");
    }
}

/// Whether the next refresh can do without a walk.
fn is_surveyed(place: &Place) -> bool {
    let snapshot = Store::at(&place.path("index")).snapshot().expect("an index");
    snapshot.manifest.contents().survey.is_some()
}

#[test]
fn folders_at_rest_need_no_walk() {
    // The system's own clock: what was just written is not at rest.
    let mut place = Place::new(&["notes"]);
    place.source.notes.clock = now_ns;
    place.refresh();
    assert!(!is_surveyed(&place), "a name may be added within the same tick");
    place.source.notes.clock = later;
    place.refresh();
    assert!(is_surveyed(&place));
    // From then, such a survey is of the future.
    place.source.notes.clock = now_ns;
    std::thread::sleep(TICK);
    place.happens(&Event::Edit("notes/a.md", true));
    assert_eq!(place.indexed(), place.walked());
}

#[test]
fn a_note_that_changes_where_it_stands_needs_no_walk() {
    let mut place = Place::new(&["notes"]);
    place.source.notes.clock = later;
    place.refresh();
    let walked_at = |place: &Place| {
        let snapshot = Store::at(&place.path("index")).snapshot().expect("an index");
        snapshot.manifest.contents().survey.map(|survey| survey.began_at)
    };
    let before = walked_at(&place);
    assert!(before.is_some());
    std::thread::sleep(TICK);
    place.happens(&Event::Edit("notes/a.md", true));
    assert_eq!(place.indexed(), place.walked());
    assert_eq!(walked_at(&place), before);
    // Another note beside it is seen by a walk alone.
    std::thread::sleep(TICK);
    place.happens(&Event::Edit("notes/a.md", false));
    fs::write(place.path("notes/another.md"), "다른 노트").expect("a file");
    assert_eq!(place.indexed(), place.walked());
    assert_ne!(walked_at(&place), before);
}

#[test]
fn another_folder_with_the_same_times_is_another() {
    let mut place = Place::new(&["this/notes"]);
    place.source.notes.clock = later;
    // One file in both, and one more in each whose names are of one length.
    place.write("this/notes/a.md", "노트");
    place.write("this/notes/b.png", "");
    place.write("that/notes/b.txt", "글");
    fs::hard_link(place.path("this/notes/a.md"), place.path("that/notes/a.md")).expect("a link");
    let folders = [place.path("this/notes"), place.path("that/notes")];
    // Both within one tick of the clock, sooner or later.
    let are_alike = (0..1000).any(|_| {
        folders.iter().for_each(|folder| set_modified(folder, SystemTime::UNIX_EPOCH));
        let [one, other] = folders.each_ref().map(|folder| {
            let stamp = Stamp::of(&fs::metadata(folder).expect("a folder"));
            Stamp { id: None, ..stamp }
        });
        one == other
    });
    assert!(are_alike, "the times never were the same");
    place.refresh();
    assert!(is_surveyed(&place));
    // Their own times do not change when a folder around them is renamed.
    fs::rename(place.path("this"), place.path("former")).expect("one's own folder");
    fs::rename(place.path("that"), place.path("this")).expect("one's own folder");
    assert_eq!(place.indexed().map(|notes| notes.len()), Some(2));
    assert_eq!(place.indexed(), place.walked());
}

#[test]
fn the_same_folder_in_another_place_is_under_other_rules() {
    let mut place = Place::new(&["way/notes"]);
    place.source.notes.clock = later;
    place.write("free/x/notes/a.md", "노트");
    place.write("free/x/notes/b.md", "노트");
    place.write("repository/.gitignore", "b.md\n");
    fs::create_dir(place.path("repository/.git")).expect("a new folder");
    symlink(place.path("free/x"), place.path("way")).expect("one's own folder");
    place.refresh();
    assert!(is_surveyed(&place));
    fs::rename(place.path("free/x"), place.path("repository/x")).expect("one's own folder");
    fs::remove_file(place.path("way")).expect("one's own link");
    symlink(place.path("repository/x"), place.path("way")).expect("one's own folder");
    assert_eq!(place.indexed().map(|notes| notes.len()), Some(1));
    assert_eq!(place.indexed(), place.walked());
}

#[test]
fn a_work_tree_may_share_the_rules_of_another_repository() {
    let mut place = Place::new(&["tree"]);
    place.source.notes.clock = later;
    place.write("tree/.git", "gitdir: ../tree.git\n");
    place.write("tree.git/commondir", "../one.git\n");
    for (repository, note) in [("one.git", "a.md"), ("two.git", "b.md")] {
        place.write(&format!("{repository}/info/exclude"), note);
        place.write(&format!("tree/{note}"), "노트");
    }
    place.refresh();
    assert!(is_surveyed(&place));
    place.write("tree.git/commondir", "../two.git\n");
    assert_eq!(place.indexed().map(|notes| notes[0].1.clone()), Some("a.md".to_owned()));
    assert_eq!(place.indexed(), place.walked());
}

static FIXED: AtomicI64 = AtomicI64::new(0);

#[test]
fn what_changed_a_moment_ago_may_change_again_without_a_trace() {
    /// Nanoseconds after which the coarsest clock has ticked.
    const REST: i64 = 2_000_000_001;
    let mut place = Place::new(&["this/notes"]);
    place.source.notes.clock = || FIXED.load(Ordering::Relaxed);
    place.write("this/notes/.ignore", "");
    place.write("this/notes/a.md", "노트");
    // First the rules are younger than their folder, then the folder than they.
    for file in ["this/notes/.ignore", "this/notes/b.md"] {
        std::thread::sleep(TICK);
        place.write(file, "# ");
        let mut changed = ["this/notes", "this/notes/.ignore"].map(|name| {
            Stamp::of(&fs::metadata(place.path(name)).expect("it is there")).changed_ns()
        });
        changed.sort_unstable();
        for (time, is_at_rest) in changed.into_iter().zip([false, true]) {
            FIXED.store(time + REST, Ordering::Relaxed);
            place.refresh();
            assert_eq!(is_surveyed(&place), is_at_rest, "{file}");
        }
    }
}
