//! A refresh that lists no folder sees what a walk sees, whatever happens to the notes.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use pilgi::catalog::Catalog;
use pilgi::index::{RefreshOptions, Refreshed, Silent, Source, Store, refresh};
use pilgi::note::{Reading, WalkOptions, now_ns, read, walk};
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
const TARGETS: [&str; 6] =
    ["notes/a.md", "notes/.hidden/e.md", "beside/f.md", "notes/one", "notes/gone.md", "beside"];
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
    Rule(&'static str, &'static str),
    /// A file of rules goes, or all of a repository.
    NoRule(&'static str),
    Link(&'static str, &'static str),
    /// The clock is set: seconds by which it is ahead from now on.
    Clock(i64),
    Hidden(bool),
    IgnoreFiles(bool),
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
        4 => (select(&RULES[..]), select(&PATTERNS[..]))
            .prop_map(|(file, pattern)| Event::Rule(file, pattern)),
        2 => select(&RULES[..]).prop_map(Event::NoRule),
        3 => (select(&LINKS[..]), select(&TARGETS[..]))
            .prop_map(|(link, target)| Event::Link(link, target)),
        2 => select(&[AHEAD, AHEAD, 2 * AHEAD, 0, -AHEAD][..]).prop_map(Event::Clock),
        2 => any::<bool>().prop_map(Event::Hidden),
        1 => any::<bool>().prop_map(Event::IgnoreFiles),
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
        for (number, file) in FILES.iter().filter(|file| !file.contains("hidden")).enumerate() {
            place.write(file, &format!("노트 {number}"));
        }
        // What is there already can change without its folder.
        for file in RULES {
            place.write(file, "");
        }
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
                let Ok(data) = fs::metadata(&folder) else { return };
                fs::create_dir(&copy).expect("a new folder");
                for entry in fs::read_dir(&folder).expect("a folder").flatten() {
                    fs::rename(entry.path(), copy.join(entry.file_name())).expect("one's own file");
                }
                let more = copy.join("more.md");
                let _ = if more.exists() { fs::remove_file(more) } else { fs::write(more, "더") };
                let time = data.modified().expect("a time");
                File::open(&copy).expect("a folder").set_modified(time).expect("one's own folder");
                let _ = fs::remove_dir_all(&folder);
                let _ = fs::rename(copy, folder);
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
            Event::Clock(seconds) => SHIFT.store(seconds, Ordering::Relaxed),
            Event::Hidden(hidden) => self.source.notes.hidden = hidden,
            Event::IgnoreFiles(count) => self.source.notes.ignore_files = count,
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
    let time = fs::metadata(path).and_then(|data| data.modified()).expect("a time");
    let Some(last) = bytes.last_mut() else { return };
    *last = if *last == b'x' { b'y' } else { b'x' };
    fs::write(path, bytes).expect("one's own file");
    if back {
        let file = File::options().write(true).open(path).expect("one's own file");
        file.set_modified(time).expect("one's own file");
    }
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
    place.source.notes.clock = || now_ns() + 10_000_000_000;
    place.refresh();
    assert!(is_surveyed(&place));
    // From then, such a survey is of the future.
    place.source.notes.clock = now_ns;
    std::thread::sleep(TICK);
    place.happens(&Event::Edit("notes/a.md", true));
    assert_eq!(place.indexed(), place.walked());
}
