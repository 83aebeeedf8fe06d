use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use super::roots::Roots;
use super::survey::LinkTarget;
use super::{Cause, Format, Found, NotePath, Problem, Stamp};

/// A symbolic link that a walk came upon.
pub(super) struct Link {
    pub(super) root: usize,
    pub(super) path: PathBuf,
}

/// Adds the notes that only links lead to, and where each link led. `found` is sorted by root and
/// path.
///
/// - A link to a file inside the roots that the walk did not find by itself is a note under the
///   link's name; of several such links to one file, the first.
/// - A link to a folder inside the roots adds nothing: what it holds is found where it stands. So
///   there can be no loops.
/// - A link that leaves the roots is not followed, and reported.
pub(super) fn resolve(
    roots: &Roots,
    mut links: Vec<Link>,
    found: &[Found],
    problems: &mut Vec<Problem>,
    followed: &mut Vec<LinkTarget>,
) -> Vec<Found> {
    links.sort_unstable_by(|a, b| (a.root, &a.path).cmp(&(b.root, &b.path)));
    let mut targets = HashSet::new();
    let mut added = Vec::new();
    for Link { root, path } in links {
        let is_note = path.file_name().is_some_and(|name| Format::of(name).is_some());
        let mut report =
            |cause| problems.push(Problem { path: roots.as_given(root, &path), cause });
        let resolved = fs::canonicalize(&path).and_then(|target| {
            let metadata = fs::metadata(&target)?;
            Ok((target, metadata))
        });
        followed.push(LinkTarget::of(&path, resolved.as_ref().ok()));
        let (target, metadata) = match resolved {
            Ok(resolved) => resolved,
            Err(error) => {
                // A link named like neither a note nor a folder is none of our business.
                if is_note || path.extension().is_none() {
                    report(Cause::BrokenLink(error));
                }
                continue;
            }
        };
        if !(metadata.is_dir() || is_note && metadata.is_file()) || roots.is_excluded(&target) {
            continue;
        }
        let Some(owner) = roots.owner(&target) else {
            report(Cause::LinkLeavesRoot { target });
            continue;
        };
        if metadata.is_file()
            && !is_found(found, owner, &NotePath::below(roots.real(owner), &target))
            && targets.insert(target)
        {
            let path = NotePath::below(roots.real(root), &path);
            added.push(Found { root, path, stamp: Stamp::of(&metadata) });
        }
    }
    added
}

fn is_found(found: &[Found], root: usize, path: &NotePath) -> bool {
    found.binary_search_by(|other| (other.root, &other.path).cmp(&(root, path))).is_ok()
}
