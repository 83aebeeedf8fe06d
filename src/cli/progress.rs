//! A bar on stderr, for indexing that takes longer than one notices.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::Console;
use crate::index::Progress;
use crate::output::count::counted;

/// Work that takes less has no bar: it would only flicker.
const NOTICEABLE: Duration = Duration::from_millis(200);

/// A progress bar that appears when it is worth it.
pub(super) struct Bar {
    bar: ProgressBar,
    began: Instant,
    allowed: bool,
    shown: AtomicBool,
}

impl Bar {
    /// A bar that nothing is told yet.
    pub fn new(console: &Console) -> Self {
        Bar {
            bar: ProgressBar::hidden(),
            began: Instant::now(),
            allowed: console.shows_progress(),
            shown: AtomicBool::new(false),
        }
    }

    fn show_if_slow(&self) {
        if self.allowed
            && self.began.elapsed() >= NOTICEABLE
            && !self.shown.swap(true, Ordering::Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Progress for Bar {
    fn start(&self, files: usize, bytes: u64) {
        let style = ProgressStyle::with_template("{msg} {bar:30} {percent}%");
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_message(format!("indexing {}", counted(files, "note")));
        self.bar.set_length(bytes);
    }

    fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
        self.show_if_slow();
    }

    fn commit(&self) {
        self.bar.set_message("writing the index");
        self.show_if_slow();
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
