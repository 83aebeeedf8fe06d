//! Several at once: none fails, and none answers from a mixture.

use std::fs::{self, File};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use pilgi::engine::{QueryOptions, SILENT};

use super::shelf::{NAMES, Shelf, answers, text};

#[test]
fn engines_at_once_never_fail() {
    let shelf = Shelf::filled();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for number in 0..4 {
            let (shelf, done) = (&shelf, &done);
            scope.spawn(move || {
                let engine = shelf.engine();
                let options = QueryOptions { stale: false, ..QueryOptions::default() };
                let mut rounds = 0;
                while !done.load(Ordering::Relaxed) || rounds == 0 {
                    if number == 0 && rounds % 5 == 4 {
                        engine.index(true, SILENT).expect("a rebuild");
                    }
                    let answer = engine.query("람다 메모리", &options, SILENT).expect("an answer");
                    assert!(answer.passages > 0 || answer.notes == 0);
                    rounds += 1;
                }
            });
        }
        for round in 0..20 {
            shelf.write(NAMES[round % NAMES.len()], &text(&[0, 4, round, round * 3 + 1]));
            if round % 4 == 3 {
                let _ = fs::remove_file(shelf.notes().join(NAMES[(round + 3) % NAMES.len()]));
            }
            std::thread::sleep(Duration::from_millis(40));
        }
        done.store(true, Ordering::Relaxed);
    });
    shelf.answers_as_if_rebuilt();
}

#[test]
fn the_first_index_is_built_once_however_many_ask() {
    let shelf = Shelf::filled();
    let built: Vec<bool> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let engine = shelf.engine();
                scope.spawn(move || engine.index(false, SILENT).expect("an index"))
            })
            .collect();
        let ended = threads.into_iter().map(|thread| thread.join().expect("no panic"));
        ended.map(|refreshed| refreshed.rebuilt.is_some()).collect()
    });
    assert_eq!(built.iter().filter(|built| **built).count(), 1, "{built:?}");
    shelf.answers_as_if_rebuilt();
}

#[test]
fn while_another_writes_the_former_state_answers_and_says_so() {
    let shelf = Shelf::filled();
    shelf.refresh();
    let before = answers(&shelf.engine(), true).expect("answers");
    shelf.write("새것.md", "유별난 낱말");
    let lock = File::options().write(true).open(shelf.index().join("lock")).expect("the lock");
    lock.lock().expect("nobody else has it");

    let began = Instant::now();
    let options = QueryOptions { limit: 20, ..QueryOptions::default() };
    let answer = shelf.engine().query("유별난 낱말", &options, SILENT).expect("an answer");
    assert!(answer.refreshed.busy);
    assert_eq!(answer.refreshed.added, 0);
    assert!(began.elapsed() < Duration::from_secs(6), "{:?}", began.elapsed());
    assert_eq!(answers(&shelf.engine(), true).expect("answers"), before);

    drop(lock);
    let answer = shelf.engine().query("유별난 낱말", &options, SILENT).expect("an answer");
    assert!(!answer.refreshed.busy);
    assert_eq!(answer.refreshed.added, 1);
    shelf.answers_as_if_rebuilt();
}

#[cfg(unix)]
#[test]
fn what_was_told_is_not_told_again_while_another_writes() {
    let shelf = Shelf::filled();
    let link = |name: &str| {
        std::os::unix::fs::symlink("gone.md", shelf.notes().join(name)).expect("one's own folder");
    };
    let problems = || {
        let options = QueryOptions::default();
        let refreshed =
            shelf.engine().query("람다", &options, SILENT).expect("an answer").refreshed;
        let paths = refreshed.problems.into_iter().map(|problem| problem.path);
        (refreshed.busy, paths.collect::<Vec<_>>())
    };
    link("옛것.md");
    assert_eq!(problems(), (false, vec![shelf.notes().join("옛것.md")]));
    shelf.write("새것.md", "유별난 낱말");
    let lock = File::options().write(true).open(shelf.index().join("lock")).expect("the lock");
    lock.lock().expect("nobody else has it");
    assert_eq!(problems(), (true, vec![]));
    link("더.md");
    assert_eq!(problems(), (true, vec![shelf.notes().join("더.md")]));
}

#[test]
fn what_changed_while_waiting_is_not_undone() {
    let shelf = Shelf::filled();
    shelf.refresh();
    shelf.write("먼저.md", "먼저 쓴 노트");
    let lock = File::options().write(true).open(shelf.index().join("lock")).expect("the lock");
    lock.lock().expect("nobody else has it");
    let waiting = shelf.engine();
    let refreshed = std::thread::scope(|scope| {
        let waiting = scope.spawn(move || waiting.index(false, SILENT).expect("a refresh"));
        std::thread::sleep(Duration::from_millis(300));
        shelf.write("나중.md", "나중에 쓴 노트");
        drop(lock);
        waiting.join().expect("no panic")
    });
    assert_eq!(refreshed.added, 2);
    assert_eq!(refreshed.snapshot.manifest.notes().len(), 7);
}
