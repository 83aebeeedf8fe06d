use super::{check_version, engine};
use crate::cli::args::{FolderArgs, TopicsArgs};
use crate::cli::config::current_dir;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::progress::Bar;
use crate::cli::warnings;
use crate::engine::TopicOptions;
use crate::output::{Places, topics};

/// Shows what the notes are about, or all that they say on one thing.
pub(in crate::cli) fn run(
    args: &TopicsArgs,
    folders: &FolderArgs,
    console: &Console,
) -> Result<Exit, CliError> {
    check_version(args.format.format_version)?;
    let engine = engine(folders)?;
    let limit = args.max_results as usize;
    let options = TopicOptions { limit, stale: args.no_refresh };
    let name = args.name.join(" ");
    let bar = Bar::new(console);
    if name.trim().is_empty() {
        let found = engine.topics(&options, &bar)?;
        warnings::about_refresh(console, &found.refreshed, found.notes, found.elapsed);
        if args.format.json {
            console.print_plain(|out| topics::print_json(&found, engine.roots(), out))?;
        } else {
            // Who reads the list by a program wants all of every row.
            let width = if console.is_read_by_people() { console.width() } else { usize::MAX };
            console.print(|out| topics::print(&found, limit, width, out))?;
        }
        return Ok(Exit::of(!found.known.is_empty() || !found.learned.is_empty()));
    }
    let found = engine.digest(&name, &options, &bar)?;
    warnings::about_refresh(console, &found.refreshed, found.notes, found.elapsed);
    for remark in &found.remarks {
        console.warn(remark);
    }
    let here = current_dir()?;
    let places = Places::new(engine.roots(), &here, console.is_read_by_people());
    if args.format.json {
        console.print_plain(|out| {
            topics::print_digest_json(&found, engine.catalog(), engine.roots(), out)
        })?;
    } else {
        console.print(|out| topics::print_digest(&found, &places, console.width(), out))?;
    }
    if found.total == 0 {
        console.say(&format!("the notes say nothing on: {name}"));
    }
    Ok(Exit::of(found.total > 0))
}
