//! The command that is typed most, read alone: clap makes all commands that there are, with all of their options,
//! before it reads an argument, and that takes longer than the reading.

use std::ffi::OsString;

use clap::{Parser, Subcommand};

use super::args::{Args, Command, ConsoleArgs, FolderArgs, QueryArgs};

#[derive(Debug, Parser)]
struct QueryAlone {
    #[command(flatten)]
    folders: FolderArgs,
    #[command(flatten)]
    console: ConsoleArgs,
    #[command(subcommand)]
    command: OnlyQuery,
}

#[derive(Debug, Subcommand)]
enum OnlyQuery {
    #[command(alias = "q")]
    Query(QueryArgs),
}

/// What was typed, the program's name first.
///
/// # Errors
///
/// What clap finds wrong with it, or help and the version where they are asked for.
pub(super) fn read(arguments: &[OsString]) -> Result<Args, clap::Error> {
    let is_query = arguments.iter().any(|argument| argument == "query" || argument == "q");
    // What is wrong is told by the whole, which knows of the other commands.
    let alone = is_query.then(|| QueryAlone::try_parse_from(arguments).ok()).flatten();
    match alone {
        Some(QueryAlone { folders, console, command: OnlyQuery::Query(query) }) => {
            Ok(Args { folders, console, command: Command::Query(query) })
        }
        None => Args::try_parse_from(arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        QueryAlone::command().debug_assert();
    }

    #[test]
    fn a_query_is_read_alone_as_among_the_others() {
        for typed in [
            "q 람다 -n 3",
            "--notes a --notes b -q query --index c 람다 제한 --json --format-version 1",
            "--color never q -s lambda --paths -0 --exact",
            "q -c limit --vimgrep --no-refresh -- -mysql",
            "q query q limits",
            "limits q",
            "explain query",
            "q",
            "q help",
            "query --help",
            "q -h",
            "q 람다 --exact --prefix",
            "q 람다 --json --paths",
            "q 람다 --nosuch",
            "q 람다 -n 0",
            "q 람다 --format-version 1",
            "--version q",
            "help query",
            "--notes q",
        ] {
            let arguments: Vec<OsString> =
                std::iter::once("pilgi").chain(typed.split(' ')).map(OsString::from).collect();
            let show = |read: Result<Args, clap::Error>| match read {
                Ok(args) => format!("{args:?}"),
                Err(error) => format!("{:?} {error}", error.kind()),
            };
            let (alone, among) = (read(&arguments), Args::try_parse_from(&arguments));
            assert_eq!(show(alone), show(among), "{typed}");
        }
    }
}
