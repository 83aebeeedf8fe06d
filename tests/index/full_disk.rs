//! A full disk is told as such, costs nothing that was there, and mends itself with room.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pilgi::engine::{EngineError, SILENT};
use pilgi::index::IndexError;

use super::shelf::{NAMES, Shelf, answers, text};

/// A disk of its own, in memory. Only the superuser may mount one.
struct Disk {
    folder: PathBuf,
}

impl Disk {
    fn mount(folder: &Path, bytes: usize) -> Option<Self> {
        if !cfg!(target_os = "linux") {
            return None;
        }
        fs::create_dir_all(folder).expect("a new folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs"]).arg(folder);
        let mounted = mount.stdout(Stdio::null()).stderr(Stdio::null()).status();
        mounted.is_ok_and(|status| status.success()).then(|| Disk { folder: folder.to_owned() })
    }

    /// Takes all room that is left.
    fn fill(&self) {
        let full = fs::write(self.folder.join("ballast"), vec![0; 64 << 20]);
        assert!(full.is_err_and(|cause| cause.kind() == ErrorKind::StorageFull));
    }

    fn make_room(&self) {
        fs::remove_file(self.folder.join("ballast")).expect("one's own file");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.folder).status();
    }
}

#[track_caller]
fn says_full(cause: &EngineError, folder: &Path) {
    let EngineError::Index(IndexError::Write { path, cause: reason }) = cause else {
        panic!("{cause:?}")
    };
    assert_eq!(reason.kind(), ErrorKind::StorageFull, "{cause}");
    assert!(path.starts_with(folder), "{cause}");
    assert!(cause.to_string().starts_with(&path.display().to_string()), "{cause}");
    let hint = cause.hint().unwrap_or_default();
    assert!(hint.contains("the disk is full") && hint.contains("--index"), "{hint}");
}

#[test]
fn a_first_index_that_does_not_fit() {
    let shelf = Shelf::filled();
    for number in 0..40 {
        let lines: Vec<usize> = (number..number + 60).collect();
        shelf.write(&format!("긴 노트 {number}.md"), &text(&lines));
    }
    let disk = shelf.beside("disk");
    for pages in [1, 4, 9, 14, 20, 30] {
        let Some(_disk) = Disk::mount(&disk, pages * 4096) else { return };
        let engine = shelf.engine_at(&disk.join("index"));
        if let Err(cause) = engine.index(false, SILENT) {
            says_full(&cause, &disk);
        } else {
            assert!(pages > 9, "an index in {pages} pages");
        }
    }
}

#[test]
fn a_disk_that_fills_up_keeps_the_former_state() {
    let shelf = Shelf::filled();
    let Some(disk) = Disk::mount(&shelf.beside("disk"), 4 << 20) else { return };
    let index = disk.folder.join("index");
    let engine = shelf.engine_at(&index);
    engine.index(false, SILENT).expect("it fits");
    let before = answers(&engine, true).expect("answers");

    shelf.write("새것.md", &text(&[6, 7, 8, 9]));
    disk.fill();
    for rebuild in [false, true, false] {
        says_full(&engine.index(rebuild, SILENT).map(drop).expect_err("no room"), &index);
        assert_eq!(answers(&engine, true).expect("answers"), before);
    }
    disk.make_room();
    let refreshed = engine.index(false, SILENT).expect("there is room again");
    assert_eq!((refreshed.added, refreshed.rebuilt), (1, None));
    assert_eq!(answers(&engine, false).expect("answers"), shelf.rebuilt_answers());
    shelf.write(NAMES[0], &text(&[3]));
    engine.index(false, SILENT).expect("and again");
}
