//! Threads that run beside the one that starts them from their first moment.
//!
//! A scheduler that saves power, or that packs the processors of a virtual machine, leaves a new thread
//! behind the one that started it, on the same processor, until it balances them some milliseconds
//! later. By then a query is answered. Where a thread may run can be said, though, and is heeded at
//! once.

use std::thread::{Scope, ScopedJoinHandle, yield_now};

/// Starts a thread, on another processor than the calling one's if there is one.
pub(super) fn spawn_aside<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let here = processor();
    let thread = scope.spawn(move || {
        leave(here);
        work()
    });
    // It has to run to leave, which takes it a moment where it is behind this one.
    yield_now();
    thread
}

/// The processor that the calling thread runs on.
#[cfg(target_os = "linux")]
fn processor() -> usize {
    rustix::thread::sched_getcpu()
}

/// Takes the calling thread to another processor. Later it may be moved anywhere, that one included.
#[cfg(target_os = "linux")]
fn leave(processor: usize) {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let Ok(all) = sched_getaffinity(None) else { return };
    if processor >= CpuSet::MAX_CPU {
        return;
    }
    let mut others = all;
    others.unset(processor);
    // Where this fails the thread runs where it is.
    if others.count() > 0 && sched_setaffinity(None, &others).is_ok() {
        let _ = sched_setaffinity(None, &all);
    }
}

/// Nowhere: other systems do not say.
#[cfg(not(target_os = "linux"))]
fn processor() {}

/// Does nothing: other systems cannot be told.
#[cfg(not(target_os = "linux"))]
fn leave((): ()) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::thread::sched_getaffinity;

    #[test]
    fn a_thread_is_elsewhere_first_and_may_be_anywhere_later() {
        let all = sched_getaffinity(None).expect("processors");
        let elsewhere = || {
            let here = processor();
            std::thread::scope(|scope| {
                let thread = spawn_aside(scope, || (processor(), sched_getaffinity(None)));
                let (there, may) = thread.join().expect("no panic");
                assert_eq!(may, Ok(all));
                there != here
            })
        };
        // Between two looks either may be moved by others.
        assert!(all.count() == 1 || (0..100).any(|_| elsewhere()));
    }
}
