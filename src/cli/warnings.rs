//! What a search says beside its results: what became of the index, and what to be careful about.

use std::time::Duration;

use super::console::Console;
use crate::engine::{Answer, RefreshSummary};
use crate::index::Rebuild;
use crate::note::{NotePath, Problem};
use crate::output::count::{counted, time};

/// Problems and notes that are named; more are counted.
const MOST_NAMED: usize = 5;

/// Tells what to be careful about in an answer.
pub(super) fn about_answer(console: &Console, answer: &Answer) {
    for diagnostic in &answer.plan.diagnostics {
        if diagnostic.span.is_empty() {
            // Of an option, not of what was typed.
            console.warn(&diagnostic.message);
            continue;
        }
        let column = answer.query.raw.get(..diagnostic.span.start).unwrap_or("").chars().count();
        console.warn(&format!("query, character {}: {}", column + 1, diagnostic.message));
    }
    about_stale(console, &answer.stale);
    if answer.notes == 0 {
        about_no_notes(console, &answer.roots);
    }
}

/// Tells of notes that are no longer as they were indexed.
pub(super) fn about_stale(console: &Console, stale: &[NotePath]) {
    for path in stale.iter().take(MOST_NAMED) {
        console.warn(&format!("{path} has changed since it was indexed: its lines may be off"));
    }
    if stale.len() > MOST_NAMED {
        console.warn(&format!("and {} more like it", stale.len() - MOST_NAMED));
    }
}

/// Tells that the folders have no notes in them.
pub(super) fn about_no_notes(console: &Console, roots: &[std::path::PathBuf]) {
    let roots: Vec<String> = roots.iter().map(|root| root.display().to_string()).collect();
    console.warn(&format!("{}: no notes here", roots.join(", ")));
    console.hint("notes end in .md .markdown .mdx .txt .org .rst or .adoc; hidden and ignored ones do not count");
}

/// Tells what bringing the index up to date came to.
pub(super) fn about_refresh(
    console: &Console,
    refreshed: &RefreshSummary,
    notes: usize,
    elapsed: Duration,
) {
    if let Some(why) = &refreshed.rebuilt {
        about_rebuild(console, why, notes, elapsed);
    }
    if refreshed.busy {
        console.warn("another pilgi is updating the index; this answer is from before its changes");
    }
    if let Some(cause) = &refreshed.unwritable {
        console.warn(&format!("{cause}; this answer is from before the notes' latest changes"));
        if let Some(hint) = cause.hint() {
            console.hint(&hint);
        }
    }
    about_problems(console, &refreshed.problems);
}

/// Tells that the index was built from nothing, and why.
pub(super) fn about_rebuild(console: &Console, why: &Rebuild, notes: usize, elapsed: Duration) {
    let done = format!("indexed {} in {}", counted(notes, "note"), time(elapsed));
    match why {
        Rebuild::New | Rebuild::Asked => console.say(&done),
        Rebuild::OtherAnalyzer => {
            console
                .say(&format!("the index was made by another version or with other names; {done}"));
        }
        Rebuild::OtherRoots => {
            console.say(&format!("the index was of other notes folders; {done}"));
        }
        Rebuild::Damaged(cause) => {
            console.warn(&format!("the index could not be used and was built anew: {cause}"));
            console.say(&done);
        }
    }
}

/// Tells what could not be walked or read.
pub(super) fn about_problems(console: &Console, problems: &[Problem]) {
    for problem in problems.iter().take(MOST_NAMED) {
        console.warn(&format!("{problem}; {}", problem.cause.hint()));
    }
    if problems.len() > MOST_NAMED {
        let rest = problems.len() - MOST_NAMED;
        console.warn(&format!("and {rest} more; `pilgi status` lists them"));
    }
}
