//! Notes and their index in a folder of their own, and what a set of queries finds there.

use std::fs;
use std::path::{Path, PathBuf};

use pilgi::engine::{Engine, EngineError, QueryOptions, SILENT};
use pilgi::index::Refreshed;
use pilgi::note::WalkOptions;

/// A folder with `notes/` and `index/`, gone when it is dropped.
pub struct Shelf {
    _temp: tempfile::TempDir,
    dir: PathBuf,
}

/// What a query found: how many passages, and the place and exact score of the best.
pub type Answers = Vec<(usize, Vec<(String, (usize, usize), u32)>)>;

impl Shelf {
    /// No notes, no index.
    pub fn empty() -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let dir = temp.path().canonicalize().expect("the folder was just made");
        fs::create_dir(dir.join("notes")).expect("a new folder");
        Shelf { _temp: temp, dir }
    }

    /// A note for every other name, of a few lines each; no index yet.
    pub fn filled() -> Self {
        let shelf = Shelf::empty();
        for (number, name) in NAMES.iter().enumerate().step_by(2) {
            shelf.write(name, &text(&[number, number + 3, number + 7, number + 11, number + 16]));
        }
        shelf
    }

    /// The notes folder.
    pub fn notes(&self) -> PathBuf {
        self.dir.join("notes")
    }

    /// The index folder.
    pub fn index(&self) -> PathBuf {
        self.dir.join("index")
    }

    /// A path beside notes and index.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Writes a note.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.notes().join(name);
        fs::create_dir_all(path.parent().expect("a note is in a folder")).expect("a new folder");
        fs::write(path, text).expect("one's own file");
    }

    /// The engine over notes and index, as a new process would have it.
    pub fn engine(&self) -> Engine {
        self.engine_at(&self.index())
    }

    /// The engine over the notes with its index elsewhere.
    pub fn engine_at(&self, index: &Path) -> Engine {
        Engine::new(WalkOptions::new([self.notes()]), index).expect("an engine")
    }

    /// Brings the index up to date.
    #[track_caller]
    pub fn refresh(&self) -> Refreshed {
        self.engine().index(false, SILENT).expect("a refresh")
    }

    /// What an index finds that was built from nothing.
    #[track_caller]
    pub fn rebuilt_answers(&self) -> Answers {
        let fresh = tempfile::tempdir().expect("a temporary folder");
        answers(&self.engine_at(&fresh.path().join("index")), false).expect("answers")
    }

    /// Holds the index to what one finds that was built from nothing.
    #[track_caller]
    pub fn answers_as_if_rebuilt(&self) {
        let wanted = self.rebuilt_answers();
        let answers = answers(&self.engine(), false).expect("answers");
        for ((query, got), wanted) in QUERIES.iter().zip(answers).zip(wanted) {
            assert_eq!(got, wanted, "{query}");
        }
    }
}

/// What the queries find, with `stale` in the index as it is.
pub fn answers(engine: &Engine, stale: bool) -> Result<Answers, EngineError> {
    let options = QueryOptions { limit: 20, stale, ..QueryOptions::default() };
    QUERIES
        .iter()
        .map(|query| {
            let answer = engine.query(query, &options, SILENT)?;
            let found = answer.found.iter().map(|found| {
                let path = String::from_utf8_lossy(found.path.as_bytes()).into_owned();
                (path, found.lines, found.score.to_bits())
            });
            Ok((answer.total, found.collect()))
        })
        .collect()
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the folder can be walked");
        let below = entry.path().strip_prefix(from).expect("it is below");
        if entry.file_type().is_dir() {
            fs::create_dir_all(to.join(below)).expect("a new folder");
        } else {
            fs::copy(entry.path(), to.join(below)).expect("a copy");
        }
    }
}

/// Every file below a folder, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries.map(|entry| entry.expect("the folder can be walked"));
    files.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// A note of lines from the pool, by number; numbers beyond its end begin again.
pub fn text(lines: &[usize]) -> String {
    lines.iter().map(|&line| format!("{}\n", LINES[line % LINES.len()])).collect()
}

/// Names that notes may have.
pub const NAMES: [&str; 9] = [
    "람다.md",
    "aws/sqs.md",
    "aws/s3.md",
    "aws/깊은/vpc.md",
    "클라우드/람다.md",
    "메모.txt",
    "ddb.md",
    "네트워크/tcp.md",
    "네트워크/dns.org",
];

/// Lines that notes may have. Some words stand on one line alone, so that they go with it; some are
/// spaced in two ways.
pub const LINES: [&str; 24] = [
    "# AWS Lambda",
    "## 제한 사항",
    "- 실행",
    "\t- 한 번에 900초(15분)까지만 돈다",
    "\t- 메모리는 128 MB부터 10,240 MB까지",
    "",
    "# Amazon SQS 정리",
    "메시지 최대 크기는 256 KB 입니다.",
    "| 큐 | 초당 처리량 |\n|---|---|\n| FIFO | 300건 |\n| 표준 | 거의 무제한 |",
    "- 재해복구 전략: 백업과 복원, 파일럿 라이트",
    "- 재해 복구 목표 시간(RTO)은 짧을수록 비싸다",
    "VPC : 가상 사설망. 서브넷으로 나눈다.",
    "서브넷은 가용 영역 하나에 속한다.",
    "```\naws lambda invoke --function-name edge out.json\n```",
    "DynamoDB의 파티션 키는 바꿀 수 없다",
    "- Lambda@Edge는 CloudFront에서 실행된다",
    "TCP는 세 번 악수하고 연결을 맺는다",
    "- DNS records are cached until their TTL expires",
    "running containers need memory limits",
    "오토스케일링 그룹은 최소·최대 크기를 갖는다",
    "오토 스케일링 정책은 단계별로 둔다",
    "---\ntags: [네트워크, 복습]\n---",
    "S3버킷을 지우려면 먼저 비워야 한다",
    "유별난 낱말은 여기에만 있다",
];

/// What is asked.
pub const QUERIES: [&str; 22] = [
    "람다 최대 실행 시간",
    "메시지 크기",
    "재해복구",
    "재해 복구 전략",
    "오토스케일링 최소 크기",
    "오토 스케일링",
    "서브넷",
    "서브*",
    "dyn*",
    "lambda edge",
    "\"가용 영역\"",
    "메모리 -lambda",
    "TCP OR DNS",
    "path:aws 실행",
    "tag:복습 연결",
    "heading:제한 메모리",
    "run container",
    "s3 버킷 삭제",
    "유별난 낱말",
    "유별난낱말",
    "처리량 300건",
    "RTO 얼마",
];
