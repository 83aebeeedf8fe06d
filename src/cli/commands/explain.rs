use super::{check_version, remark, search};
use crate::cli::args::{ExplainArgs, FolderArgs};
use crate::cli::config::current_dir;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::output::json::Detail;
use crate::output::{Places, explain, json};

/// Says how a query was read and why each hit ranks where it does.
pub(in crate::cli) fn run(
    args: &ExplainArgs,
    folders: &FolderArgs,
    console: &Console,
) -> Result<Exit, CliError> {
    check_version(args.format.format_version)?;
    let answer = search(&args.search, false, args.format.json, folders, console)?;
    if args.format.json {
        console.print_plain(|out| json::print(&answer, Detail::Explained, out))?;
    } else {
        let here = current_dir()?;
        let places = Places::new(&answer.roots, &here, console.is_read_by_people());
        console.print(|out| explain::print(&answer, &places, console.width(), out))?;
    }
    remark(&answer, args.search.exact, console);
    Ok(Exit::of(!answer.found.is_empty()))
}
