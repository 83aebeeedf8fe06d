use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// What the file system says of a file without opening it.
///
/// Two equal stamps of one path mean that the file was not changed in between, unless it was
/// changed within the clock's resolution; two different ones mean that it may have been.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// When the content last changed: nanoseconds since 1970 (UTC), negative before. A program may
    /// set it at will. 0 where the file system has no such time.
    pub mtime_ns: i64,
    /// When content, name or rights last changed, in the same unit; no program can set it, so it
    /// shows an edit that put `mtime_ns` back. `None` where the platform has no such time.
    pub ctime_ns: Option<i64>,
    /// Which file it is, where the platform tells.
    pub id: Option<FileId>,
}

/// A file's identity on one machine, which renaming does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileId {
    /// The file system.
    pub device: u64,
    /// The file in it.
    pub inode: u64,
}

/// Nanoseconds. A file written this shortly before it was looked at may be written again within the
/// same tick of the file system's clock; the coarsest in use (FAT) ticks every two seconds.
const CLOCK_TICK: i64 = 2_000_000_000;

/// What the system's clock shows, in nanoseconds since 1970.
pub fn now_ns() -> i64 {
    nanoseconds(SystemTime::now())
}

impl Stamp {
    /// The stamp of the file that `metadata` is of.
    pub fn of(metadata: &Metadata) -> Self {
        Stamp {
            size: metadata.len(),
            mtime_ns: metadata.modified().map_or(0, nanoseconds),
            ctime_ns: ctime_ns(metadata),
            id: id(metadata),
        }
    }

    /// The same, of what a folder's descriptor was asked for.
    #[cfg(unix)]
    #[allow(clippy::unnecessary_cast, reason = "the fields' types are the platform's")]
    pub(super) fn of_stat(stat: &rustix::fs::Stat) -> Self {
        let nanoseconds = |seconds: i64, rest: i64| {
            seconds.checked_mul(1_000_000_000).and_then(|whole| whole.checked_add(rest))
        };
        let mtime = nanoseconds(stat.st_mtime as i64, stat.st_mtime_nsec as i64);
        let cut_off = if stat.st_mtime < 0 { i64::MIN } else { i64::MAX };
        Stamp {
            size: stat.st_size as u64,
            mtime_ns: mtime.unwrap_or(cut_off),
            ctime_ns: nanoseconds(stat.st_ctime as i64, stat.st_ctime_nsec as i64),
            id: Some(FileId { device: stat.st_dev as u64, inode: stat.st_ino as u64 }),
        }
    }

    /// Whether both are surely of one file, whatever it held.
    pub fn is_of_same_file(&self, other: &Self) -> bool {
        self.id.is_some() && self.id == other.id
    }

    /// When it was last changed by the system's own clock, in nanoseconds since 1970: its status'
    /// time where there is one, which nobody can set, otherwise that of its content.
    pub fn changed_ns(&self) -> i64 {
        self.ctime_ns.unwrap_or(self.mtime_ns)
    }

    /// Whether a look at the time `seen_at` (nanoseconds since 1970) surely saw what this stamp is of:
    /// a later change shows in another stamp.
    pub fn is_settled(&self, seen_at: i64) -> bool {
        self.changed_ns().saturating_add(CLOCK_TICK) < seen_at
    }

    /// When the content last changed.
    pub fn modified(&self) -> SystemTime {
        let distance = Duration::from_nanos(self.mtime_ns.unsigned_abs());
        if self.mtime_ns < 0 { UNIX_EPOCH - distance } else { UNIX_EPOCH + distance }
    }
}

/// Signed nanoseconds since 1970; 64 bits reach from 1677 to 2262, times beyond are cut off there.
fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    }
}

#[cfg(unix)]
fn ctime_ns(metadata: &Metadata) -> Option<i64> {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().checked_mul(1_000_000_000)?.checked_add(metadata.ctime_nsec())
}

#[cfg(unix)]
fn id(metadata: &Metadata) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    Some(FileId { device: metadata.dev(), inode: metadata.ino() })
}

#[cfg(not(unix))]
fn ctime_ns(_: &Metadata) -> Option<i64> {
    None
}

#[cfg(not(unix))]
fn id(_: &Metadata) -> Option<FileId> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, File};

    #[cfg(unix)]
    #[test]
    fn both_ways_of_asking_give_one_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let stamps = || {
            let stat = Stamp::of_stat(&rustix::fs::stat(&path).unwrap());
            (stat, Stamp::of(&fs::metadata(&path).unwrap()))
        };
        fs::write(&path, "가나").unwrap();
        let (one, other) = stamps();
        assert_eq!(one, other);
        let old = UNIX_EPOCH - Duration::new(3, 7);
        File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        let (one, other) = stamps();
        assert_eq!((one, one.mtime_ns), (other, -3_000_000_007));
    }

    #[test]
    fn an_edit_that_puts_the_time_back_shows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let old = UNIX_EPOCH - Duration::from_nanos(1);
        let write = |text: &str| {
            fs::write(&path, text).unwrap();
            File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
            Stamp::of(&fs::metadata(&path).unwrap())
        };
        let first = write("가나");
        std::thread::sleep(Duration::from_millis(20));
        let second = write("다라");
        assert_eq!((first.size, first.mtime_ns), (6, -1));
        assert_eq!((second.size, second.mtime_ns, second.id), (6, -1, first.id));
        if cfg!(unix) {
            assert_ne!(first, second);
        }
    }
}
