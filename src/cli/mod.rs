//! The command line: the one place that knows of flags, environment, terminals and exit codes.
//!
//! [`args`] says what can be typed, and [`alone`] reads what mostly is; [`config`] finds out once which
//! folders are meant; each of [`commands`] asks the engine one thing and hands the answer to a printer.
//! Results go to stdout and everything else, by way of [`console`], to stderr.

mod alone;
mod args;
mod commands;
mod config;
mod console;
mod error;
mod exit;
mod fault;
mod progress;
mod terms;
mod warnings;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;

use args::{Args, Command};
use console::Console;
use error::CliError;
use exit::Exit;

/// Does what the command line asks and says how it went.
pub fn run() -> ExitCode {
    fault::told(answered)
}

fn answered() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let args = match alone::read(&terms::protected(&arguments)) {
        Ok(args) => args,
        Err(error) => return refuse(&error, &arguments).into(),
    };
    let console = Console::new(args.console.color, args.console.quiet);
    let json = args.command.wants_json();
    dispatch(args, &console)
        .unwrap_or_else(|error| {
            console.error(&error, json);
            error.exit()
        })
        .into()
}

fn dispatch(args: Args, console: &Console) -> Result<Exit, CliError> {
    let folders = &args.folders;
    match args.command {
        Command::Query(query) => commands::query::run(&query, folders, console),
        Command::Limits(limits) => commands::limits::run(&limits, folders, console),
        Command::Topics(topics) => commands::topics::run(&topics, folders, console),
        Command::Index(index) => commands::index::run(&index, folders, console),
        Command::Explain(explain) => commands::explain::run(&explain, folders, console),
        Command::Analyze(analyze) => commands::analyze::run(&analyze, console),
        Command::Eval(eval) => commands::eval::run(&eval, folders, console),
        Command::Status(status) => commands::status::run(&status, folders, console),
        Command::Completions(completions) => commands::completions::run(&completions, console),
    }
}

/// Help and version are answers; all else that clap does not take is a usage error.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // Nobody is left to tell where even this cannot be written.
        let _ = error.print();
        return Exit::Found;
    }
    let json = arguments.iter().take_while(|argument| *argument != "--").any(|one| one == "--json");
    console::usage_error(error, json);
    Exit::Error
}
