use std::io::Write;

use clap::CommandFactory;
use clap_complete::generate;

use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;

/// Prints the script that makes a shell complete what is typed after `pilgi`.
pub(in crate::cli) fn run(args: &CompletionsArgs, console: &Console) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    generate(args.shell, &mut Args::command(), "pilgi", &mut script);
    console.print_plain(|out| out.write_all(&script))?;
    Ok(Exit::Found)
}
