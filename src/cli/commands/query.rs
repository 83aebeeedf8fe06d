use super::{check_version, remark, search};
use crate::cli::args::{FolderArgs, FormArgs, QueryArgs};
use crate::cli::config::current_dir;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::output::json::Detail;
use crate::output::{Places, human, json, paths, vimgrep};

/// Finds the lines that answer.
pub(in crate::cli) fn run(
    args: &QueryArgs,
    folders: &FolderArgs,
    console: &Console,
) -> Result<Exit, CliError> {
    check_version(args.format_version)?;
    let answer = search(&args.search, args.form.paths, args.form.json, folders, console)?;
    let here = current_dir()?;
    let places = Places::new(&answer.roots, &here, console.is_read_by_people());
    let FormArgs { json, vimgrep, paths } = args.form;
    if json {
        console.print_plain(|out| json::print(&answer, Detail::Hits, out))?;
    } else if vimgrep {
        console.print_plain(|out| vimgrep::print(&answer, &places, args.null, out))?;
    } else if paths {
        console.print_plain(|out| paths::print(&answer, &places, args.null, out))?;
    } else {
        console.print(|out| human::print(&answer, &places, console.width(), out))?;
    }
    remark(&answer, args.search.exact, console);
    Ok(Exit::of(!answer.found.is_empty()))
}
