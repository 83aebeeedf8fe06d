//! Keeping the survey of a walk while it goes on.

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::Instant;

use super::roots::Roots;
use super::survey::{Folder, LinkTarget, RuleFile, Survey, WALK_VERSION, stored};
use super::{Cause, NotePath, Problem, Stamp, WalkOptions};

/// Nanoseconds by which the clock may go another way than time during a walk.
const CLOCK_SLACK: u64 = 1_000_000_000;

/// What a walk has come by so far.
pub(super) struct Surveyor {
    began_at: i64,
    began: Instant,
    folders: Vec<Folder>,
    pub(super) rules: Vec<RuleFile>,
    pub(super) links: Vec<LinkTarget>,
    barred: Vec<NotePath>,
    /// Device and whether it keeps the times of folders.
    devices: Vec<(u64, bool)>,
    is_sound: bool,
}

impl Surveyor {
    pub(super) fn begin(clock: fn() -> i64) -> Self {
        Surveyor {
            began_at: clock(),
            began: Instant::now(),
            folders: Vec::new(),
            rules: Vec::new(),
            links: Vec::new(),
            barred: Vec::new(),
            devices: Vec::new(),
            is_sound: cfg!(unix),
        }
    }

    /// Takes up a folder that is listed.
    pub(super) fn folder(
        &mut self,
        root: usize,
        path: NotePath,
        seen: Option<Metadata>,
        real: &Path,
    ) {
        let stamp = seen.filter(|_| self.is_sound).map(|metadata| Stamp::of(&metadata));
        match stamp {
            Some(stamp) if self.is_reliable(&stamp, real) => {
                self.folders.push(Folder { root, path, stamp });
            }
            _ => self.is_sound = false,
        }
    }

    /// Whether the file system is sure to give the folder another stamp when its names change.
    fn is_reliable(&mut self, stamp: &Stamp, path: &Path) -> bool {
        let Some(device) = stamp.id.map(|id| id.device) else { return false };
        let known = self.devices.iter().find(|(known, _)| *known == device);
        let keeps_times = known.map(|known| known.1).unwrap_or_else(|| {
            let keeps_times = keeps_folder_times(path);
            self.devices.push((device, keeps_times));
            keeps_times
        });
        keeps_times && stamp.ctime_ns.is_some() && stamp.is_settled(self.began_at)
    }

    /// Takes up that something could not be listed.
    pub(super) fn barred(&mut self, error: &walkdir::Error, roots: &Roots, root: usize) {
        let denied = |error: &io::Error| error.kind() == io::ErrorKind::PermissionDenied;
        match error.path() {
            Some(path) if error.io_error().is_some_and(denied) => {
                self.barred.push(stored(&roots.as_given(root, path)));
            }
            _ => self.is_sound = false,
        }
    }

    /// The survey, where it can be relied on.
    pub(super) fn finish(
        mut self,
        options: &WalkOptions,
        roots: &Roots,
        problems: &[Problem],
    ) -> Option<Survey> {
        let unreadable = problems.iter().filter(|one| matches!(one.cause, Cause::Unreadable(_)));
        let is_sound = self.is_sound
            && self.rules.iter().all(|rule| rule.is_settled(self.began_at))
            // What else could not be read may become readable without a trace.
            && unreadable.count() == self.barred.len()
            && self.is_steady(options.clock);
        if !is_sound {
            return None;
        }
        self.folders.sort_unstable_by(|a, b| (a.root, &a.path).cmp(&(b.root, &b.path)));
        let (real, excluded) = roots.real_paths();
        Some(Survey {
            began_at: self.began_at,
            folders: self.folders,
            version: WALK_VERSION,
            hidden: options.hidden,
            ignore_files: options.ignore_files,
            roots: real.into_iter().map(stored).collect(),
            excluded: excluded.into_iter().map(stored).collect(),
            rules: self.rules,
            links: self.links,
            barred: self.barred,
        })
    }

    /// Whether nobody has set the clock meanwhile, so that what changed meanwhile has a later time.
    fn is_steady(&self, clock: fn() -> i64) -> bool {
        let passed = i64::try_from(self.began.elapsed().as_nanos()).unwrap_or(i64::MAX);
        (clock() - self.began_at).abs_diff(passed) < CLOCK_SLACK
    }
}

/// Whether the file system of `path` changes a folder's times with every name in it, and keeps them.
/// Known of those named here; FAT, network and FUSE file systems may not, or may tell late.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn keeps_folder_times(path: &Path) -> bool {
    /// ext2 to ext4, XFS, Btrfs, F2FS, ZFS, bcachefs, tmpfs, overlayfs.
    const KNOWN: [u32; 8] = [
        0xef53,
        0x5846_5342,
        0x9123_683e,
        0xf2f5_2010,
        0x2fc1_2fc1,
        0xca45_1a4e,
        0x0102_1994,
        0x794c_7630,
    ];
    rustix::fs::statfs(path).is_ok_and(|system| KNOWN.contains(&(system.f_type as u32)))
}

#[cfg(any(target_os = "macos", target_os = "ios"))]
fn keeps_folder_times(path: &Path) -> bool {
    rustix::fs::statfs(path).is_ok_and(|system| {
        let name = system.f_fstypename.iter().take_while(|&&byte| byte != 0);
        let name: Vec<u8> = name.map(|&byte| byte as u8).collect();
        matches!(&name[..], b"apfs" | b"hfs")
    })
}

#[cfg(not(any(
    target_os = "linux",
    target_os = "android",
    target_os = "macos",
    target_os = "ios"
)))]
fn keeps_folder_times(_: &Path) -> bool {
    false
}
