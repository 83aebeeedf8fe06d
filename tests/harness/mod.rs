//! A folder of its own for each case, and the program run in it.
//!
//! A case writes notes, runs `pilgi` and compares what came out. The program sees a home, a cache
//! and a configuration folder inside the case's own, and nothing of the developer's.

pub mod schema;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A temporary folder with notes, and the program to run in it.
pub struct Desk {
    _temp: tempfile::TempDir,
    dir: PathBuf,
}

impl Desk {
    /// An empty desk: not even a notes folder.
    pub fn empty() -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder can be made");
        let dir = temp.path().canonicalize().expect("the folder was just made");
        let desk = Desk { _temp: temp, dir };
        fs::create_dir(desk.dir.join("here")).expect("a folder can be made");
        desk
    }

    /// A desk with a few notes in `notes/`.
    pub fn with_notes() -> Self {
        Desk::empty().note("notes/aws/lambda.md", LAMBDA).note("notes/aws/sqs.md", SQS)
    }

    /// The current folder of the program.
    pub fn here(&self) -> PathBuf {
        self.dir.join("here")
    }

    /// A path below the current folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.here().join(path)
    }

    /// Writes a file below the current folder.
    pub fn note(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// Writes a file below the current folder, byte for byte.
    pub fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        self.write(path, bytes);
        self
    }

    /// Writes a file while the case runs.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a new folder");
        fs::write(path, bytes).expect("a file can be written");
    }

    /// The program with arguments, set apart by blanks.
    pub fn run(&self, arguments: &str) -> Run {
        self.run_with(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    /// The program with arguments that hold blanks.
    pub fn run_with(&self, arguments: &[&str]) -> Run {
        Run::of(self.command().args(arguments).output().expect("pilgi can be started"))
    }

    /// The program, not yet run.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pilgi"));
        command
            .current_dir(self.here())
            .env_clear()
            .env("HOME", self.dir.join("home"))
            .env("XDG_CACHE_HOME", self.dir.join("cache"))
            .env("XDG_CONFIG_HOME", self.dir.join("config"))
            .stdin(Stdio::null());
        command
    }

    /// Where a program of this desk caches.
    pub fn cache(&self) -> PathBuf {
        self.dir.join("cache/pilgi")
    }

    /// Every file below a folder, with its bytes.
    pub fn listing(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files: Vec<(PathBuf, Vec<u8>)> = walkdir::WalkDir::new(self.path(folder))
            .into_iter()
            .map(|entry| entry.expect("the folder can be walked").into_path())
            .map(|path| (path.clone(), fs::read(&path).unwrap_or_default()))
            .collect();
        files.sort();
        files
    }
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Run {
    /// What a process that has ended came to.
    pub fn of(output: Output) -> Self {
        Run {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code().unwrap_or(-1),
        }
    }

    /// Holds the run to an exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Holds stdout to a text, line ends at its end aside.
    #[track_caller]
    pub fn prints(self, text: &str) -> Self {
        assert_eq!(self.stdout.trim_end_matches('\n'), text, "{}", self.stderr);
        self
    }

    /// Holds stderr to pieces that it must have.
    #[track_caller]
    pub fn says(self, pieces: &[&str]) -> Self {
        for piece in pieces {
            assert!(self.stderr.contains(piece), "no `{piece}` in: {}", self.stderr);
        }
        self
    }

    /// Holds stderr to be empty.
    #[track_caller]
    pub fn says_nothing(self) -> Self {
        assert_eq!(self.stderr, "");
        self
    }

    /// Stdout as JSON lines.
    #[track_caller]
    pub fn json(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        self.stdout.lines().map(parse).collect()
    }

    /// The hits among the JSON lines.
    #[track_caller]
    pub fn hits(&self) -> Vec<Value> {
        self.json().into_iter().filter(|line| line["type"] == "hit").collect()
    }
}

pub const LAMBDA: &str = "\
---
tags: [aws, serverless]
---
# AWS Lambda

## 제한 사항
- 실행
\t- 한 번에 900초(15분)까지만 돈다
\t- 메모리는 128 MB부터 10,240 MB까지
- 배포
\t- 압축 파일은 50 MB

## 콜드 스타트
처음 부를 때 느리다.
프로비저닝된 동시성으로 줄인다.
";

pub const SQS: &str = "\
# Amazon SQS 정리

## 한도 (Limits)
메시지 최대 크기는 256 KB 입니다.

| 큐 | 초당 처리량 |
|---|---|
| FIFO | 300건 |
";
