use std::time::Instant;

use super::engine;
use crate::cli::args::{FolderArgs, IndexArgs};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::progress::Bar;
use crate::cli::warnings;
use crate::index::{Rebuild, Refreshed};
use crate::output::count::{counted, grouped, time};

/// Builds the index, or brings it up to date, and says what changed.
pub(in crate::cli) fn run(
    args: &IndexArgs,
    folders: &FolderArgs,
    console: &Console,
) -> Result<Exit, CliError> {
    let engine = engine(folders)?;
    let began = Instant::now();
    let refreshed = engine.index(args.rebuild, &Bar::new(console))?;
    let elapsed = began.elapsed();
    let Refreshed { snapshot, added, changed, removed, rebuilt, problems, .. } = refreshed;
    let notes = snapshot.manifest.notes().len();
    match &rebuilt {
        None | Some(Rebuild::New | Rebuild::Asked) => {}
        Some(why) => warnings::about_rebuild(console, why, notes, elapsed),
    }
    warnings::about_problems(console, &problems);
    if notes == 0 {
        warnings::about_no_notes(console, engine.roots());
    }
    let what = if rebuilt.is_some() {
        "built anew".to_owned()
    } else {
        let [added, changed, removed] =
            [added, changed, removed].map(|count| grouped(count as u64));
        format!("{added} added, {changed} changed, {removed} removed")
    };
    let notes = counted(notes, "note");
    let passages = grouped(snapshot.manifest.passages());
    console.print(|out| {
        use std::io::Write;
        writeln!(out, "{what}: {notes}, {passages} passages ({})", time(elapsed))
    })?;
    Ok(Exit::Found)
}
