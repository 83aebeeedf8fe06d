//! Which files the user's ignore files leave out.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::survey::RuleFile;
use super::{Cause, Problem};

/// Where patterns come from, the strongest first. A stronger source decides alone, as in ripgrep:
/// git's patterns are asked only where no `.pilgiignore` and no `.ignore` says anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Pilgi,
    Ignore,
    Git,
    /// `.git/info/exclude`
    Exclude,
}

const FILES: [(&str, Source); 3] =
    [(".pilgiignore", Source::Pilgi), (".ignore", Source::Ignore), (".gitignore", Source::Git)];

/// The name that makes a folder a git repository.
pub(super) const REPOSITORY: &str = ".git";

/// What the rules say of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is left out.
    Leave,
    /// A negated pattern of `.pilgiignore` or `.ignore` asks for it, even if it is hidden. Git's
    /// negations do not: `!*/` there means "track folders", not "search `.trash`".
    Keep,
    /// Nothing, or that git tracks it.
    Silent,
}

/// The rules of one folder.
struct Frame {
    /// How many folders below the root it is.
    depth: usize,
    folder: PathBuf,
    /// Git's rules from above end here.
    is_repository: bool,
    patterns: Vec<(Source, Gitignore)>,
}

/// The rules that hold at the place a walk has come to: those of the folder and all around it.
#[derive(Default)]
pub(super) struct Rules {
    frames: Vec<Frame>,
    /// How many frames stand for folders around the root.
    around: usize,
    problems: Vec<Problem>,
    /// Every file that was asked for rules, there or not, as it was before it was read.
    asked: Vec<RuleFile>,
}

impl Rules {
    /// The rules that hold at `root` before any of its own: those of the folders around it, up to
    /// the top of the git repository it is in. Outside of repositories there are none.
    ///
    /// A root that these rules would leave out was named all the same, so they do not count in it.
    pub(super) fn around(root: &Path) -> Self {
        let mut rules = Rules::default();
        let mut is_repository = |folder: &Path| rules.ask(&folder.join(REPOSITORY)).exists();
        if is_repository(root) {
            return rules;
        }
        let Some(top) = root.ancestors().skip(1).position(is_repository) else { return rules };
        let mut folders: Vec<&Path> = root.ancestors().skip(1).take(top + 1).collect();
        folders.reverse();
        for folder in folders {
            for name in [REPOSITORY].into_iter().chain(FILES.map(|(name, _)| name)) {
                rules.enter(0, &folder.join(name));
            }
        }
        if rules.verdict(root, true) == Verdict::Leave {
            rules.frames.clear();
        }
        rules.around = rules.frames.len();
        rules
    }

    /// Whether a file or folder of this name brings rules.
    pub(super) fn is_source(name: &OsStr) -> bool {
        name == REPOSITORY || FILES.iter().any(|(known, _)| name == *known)
    }

    /// Takes up what the ignore file or `.git` at `path`, in a folder `depth` below the root, says.
    pub(super) fn enter(&mut self, depth: usize, path: &Path) {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return };
        if name == REPOSITORY {
            if self.ask(path).exists() {
                let excluded = self.exclude_file(path).and_then(|file| self.compile(folder, &file));
                let frame = self.frame(depth, folder);
                frame.is_repository = true;
                frame.patterns.extend(excluded.map(|patterns| (Source::Exclude, patterns)));
            }
        } else if let Some(&(_, source)) = FILES.iter().find(|(known, _)| name == *known)
            && let Some(patterns) = self.compile(folder, path)
        {
            self.frame(depth, folder).patterns.push((source, patterns));
        }
    }

    /// Forgets the rules of folders that the walk has left, now that it is `depth` below the root.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.frames.len() > self.around
            && self.frames.last().is_some_and(|frame| frame.depth >= depth)
        {
            self.frames.pop();
        }
    }

    /// What the rules say of a path. The nearest folder with an opinion decides.
    pub(super) fn verdict(&self, path: &Path, is_folder: bool) -> Verdict {
        if self.frames.is_empty() {
            return Verdict::Silent;
        }
        for source in [Source::Pilgi, Source::Ignore, Source::Git, Source::Exclude] {
            let of_git = matches!(source, Source::Git | Source::Exclude);
            for frame in self.frames.iter().rev() {
                for (_, patterns) in frame.patterns.iter().filter(|(from, _)| *from == source) {
                    match patterns.matched(path, is_folder) {
                        Match::Ignore(_) => return Verdict::Leave,
                        Match::Whitelist(_) if of_git => return Verdict::Silent,
                        Match::Whitelist(_) => return Verdict::Keep,
                        Match::None => {}
                    }
                }
                if of_git && frame.is_repository {
                    break;
                }
            }
        }
        Verdict::Silent
    }

    /// The ignore files, and lines of them, that could not be understood; and every file that was
    /// asked for rules.
    pub(super) fn into_parts(self) -> (Vec<Problem>, Vec<RuleFile>) {
        (self.problems, self.asked)
    }

    /// Looks at a file that may hold rules, before it is read: what the rules rest on.
    fn ask(&mut self, path: &Path) -> RuleFile {
        let file = RuleFile::look(path);
        self.asked.push(file.clone());
        file
    }

    fn frame(&mut self, depth: usize, folder: &Path) -> &mut Frame {
        let at = match self.frames.last() {
            Some(last) if last.folder == folder => self.frames.len() - 1,
            _ => {
                let folder = folder.to_owned();
                self.frames.push(Frame { depth, folder, is_repository: false, patterns: vec![] });
                self.frames.len() - 1
            }
        };
        &mut self.frames[at]
    }

    /// The patterns of an ignore file, relative to `folder`; `None` where there are none.
    fn compile(&mut self, folder: &Path, file: &Path) -> Option<Gitignore> {
        self.ask(file);
        let mut report = |cause| self.problems.push(Problem { path: file.to_owned(), cause });
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    report(Cause::Unreadable(error));
                }
                return None;
            }
        };
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut patterns = GitignoreBuilder::new(folder);
        for (line, pattern) in (1..).zip(text.lines()) {
            if let Err(error) = patterns.add_line(None, pattern) {
                report(Cause::IgnoreRule { line, message: error.to_string() });
            }
        }
        match patterns.build() {
            Ok(patterns) => Some(patterns).filter(|patterns| !patterns.is_empty()),
            Err(error) => {
                report(Cause::Unreadable(io::Error::other(error)));
                None
            }
        }
    }

    /// The `info/exclude` of the repository whose `.git` this is. That is a file in a linked work
    /// tree or a submodule, and names the folder; a linked work tree shares the main one's excludes.
    fn exclude_file(&mut self, git: &Path) -> Option<PathBuf> {
        if git.is_dir() {
            return Some(git.join("info/exclude"));
        }
        let pointer = fs::read_to_string(git).ok()?;
        let target = pointer.strip_prefix("gitdir:")?.trim();
        let repository = git.parent()?.join(target);
        let shared = repository.join("commondir");
        self.ask(&shared);
        let shared = fs::read_to_string(shared)
            .map_or_else(|_| repository.clone(), |shared| repository.join(shared.trim()));
        Some(shared.join("info/exclude"))
    }
}
