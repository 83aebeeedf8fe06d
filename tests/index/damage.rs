//! Whatever happens to the index's files, the next refresh answers, and says so if it had to begin
//! again.

use std::fs::{self, File};
use std::path::Path;

use pilgi::engine::SILENT;
use pilgi::index::Rebuild;

use super::shelf::{NAMES, Shelf, answers, copy, files, text};

fn truncate(path: &Path, length: impl Fn(u64) -> u64) {
    let file = File::options().write(true).open(path).expect("one's own file");
    let size = file.metadata().expect("its size").len();
    file.set_len(length(size)).expect("one's own file");
}

type Harm = (&'static str, fn(&Path));

const HARMS: [Harm; 4] = [
    ("deleted", |path| fs::remove_file(path).expect("one's own file")),
    ("emptied", |path| truncate(path, |_| 0)),
    ("cut in half", |path| truncate(path, |size| size / 2)),
    ("cut short", |path| truncate(path, |size| size.saturating_sub(1))),
];

#[test]
fn every_file_may_be_lost_or_cut_short() {
    let shelf = Shelf::filled();
    shelf.refresh();
    shelf.write(NAMES[1], &text(&[6, 7, 8, 9]));
    shelf.write(NAMES[0], &text(&[1, 15]));
    shelf.refresh();
    let wanted = shelf.rebuilt_answers();
    let whole = shelf.beside("whole");
    copy(&shelf.index(), &whole);

    let mut mended = 0;
    for file in files(&whole) {
        let below = file.strip_prefix(&whole).expect("it is below");
        for (harm, inflict) in HARMS {
            let case = format!("{} {harm}", below.display());
            fs::remove_dir_all(shelf.index()).expect("one's own folder");
            copy(&whole, &shelf.index());
            inflict(&shelf.index().join(below));

            shelf.engine().status().unwrap_or_else(|cause| panic!("{case}: status: {cause}"));
            if let Err(cause) = answers(&shelf.engine(), true) {
                assert!(cause.hint().is_some(), "{case}: {cause}: and no way out");
            }
            let refreshed = shelf.engine().index(false, SILENT);
            let refreshed = refreshed.unwrap_or_else(|cause| panic!("{case}: {cause}"));
            assert!(
                matches!(refreshed.rebuilt, None | Some(Rebuild::New | Rebuild::Damaged(_))),
                "{case}: {:?}",
                refreshed.rebuilt
            );
            mended += usize::from(refreshed.rebuilt.is_some());
            let got = answers(&shelf.engine(), false).unwrap_or_else(|e| panic!("{case}: {e}"));
            assert_eq!(got, wanted, "{case}");
        }
    }
    assert!(mended > 20, "only {mended} cases were worth a rebuild");
}

#[test]
fn a_rebuild_mends_whatever_it_finds() {
    let shelf = Shelf::filled();
    shelf.refresh();
    let wanted = shelf.rebuilt_answers();
    let whole = shelf.beside("whole");
    copy(&shelf.index(), &whole);
    for file in files(&whole) {
        fs::write(&file, b"nonsense").expect("one's own file");
        fs::remove_dir_all(shelf.index()).expect("one's own folder");
        copy(&whole, &shelf.index());
        let rebuilt = shelf.engine().index(true, SILENT);
        let rebuilt = rebuilt.unwrap_or_else(|cause| panic!("{}: {cause}", file.display()));
        assert!(rebuilt.rebuilt.is_some());
        assert_eq!(answers(&shelf.engine(), true).expect("answers"), wanted);
    }
}

#[test]
fn a_manifest_with_one_wrong_bit_is_not_believed() {
    let shelf = Shelf::filled();
    let generation = shelf.refresh().snapshot.manifest.generation();
    let path = shelf.engine().store().data().join(format!("manifest-{generation}"));
    let bytes = fs::read(&path).expect("a manifest");
    for at in (0..bytes.len()).step_by(97) {
        let mut wrong = bytes.clone();
        wrong[at] ^= 4;
        fs::write(&path, wrong).expect("one's own file");
        assert!(shelf.engine().store().snapshot().is_err(), "byte {at}");
    }
    let refreshed = shelf.refresh();
    let Some(Rebuild::Damaged(cause)) = refreshed.rebuilt else { panic!("not rebuilt") };
    assert!(cause.contains("manifest-"), "{cause}");
}
