use super::{check_version, engine};
use crate::cli::args::{FolderArgs, StatusArgs};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::output::status;

/// Shows where notes and index are and how they stand.
pub(in crate::cli) fn run(
    args: &StatusArgs,
    folders: &FolderArgs,
    console: &Console,
) -> Result<Exit, CliError> {
    check_version(args.format.format_version)?;
    let found = engine(folders)?.status()?;
    if args.format.json {
        console.print_plain(|out| status::print_json(&found, out))?;
    } else {
        console.print(|out| status::print(&found, out))?;
    }
    Ok(Exit::Found)
}
