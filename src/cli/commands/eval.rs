use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use super::{check_version, engine};
use crate::cli::args::{EvalArgs, FolderArgs};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::warnings;
use crate::engine::{EvalOptions, Judgements, Measured, evaluate};
use crate::output::count::counted;
use crate::output::figures;
use crate::search::Weights;

/// Measures retrieval on labelled queries.
pub(in crate::cli) fn run(
    args: &EvalArgs,
    folders: &FolderArgs,
    console: &Console,
) -> Result<Exit, CliError> {
    check_version(args.format.format_version)?;
    let judgements = Judgements::read(&args.queries, &args.qrels, args.exclude.as_deref())?;
    let mut engine = engine(folders)?;
    if let Some(path) = &args.weights {
        engine = engine.with_weights(read_weights(path)?);
    }
    let measured = evaluate(&engine, &judgements, &EvalOptions { stale: args.no_refresh })?;
    warnings::about_problems(console, &measured.problems);
    if let Some(first) = measured.missing.first() {
        let missing = counted(measured.missing.len(), "document");
        console.warn(&format!("{missing} of the judgements are not among the notes: {first} …"));
    }
    if let Some(path) = &args.run {
        write_run(&measured, path)?;
    }
    if args.format.json {
        console.print_plain(|out| figures::print_json(&measured, out))?;
    } else {
        console.print(|out| figures::print(&measured, out))?;
    }
    Ok(Exit::Found)
}

fn read_weights(path: &Path) -> Result<Weights, CliError> {
    let wrong = |cause: String| CliError::File { path: path.to_owned(), cause };
    let text = fs::read_to_string(path).map_err(|cause| wrong(cause.to_string()))?;
    toml::from_str(&text)
        .map_err(|cause: toml::de::Error| wrong(cause.to_string().trim_end().into()))
}

fn write_run(measured: &Measured, path: &Path) -> Result<(), CliError> {
    let write = || {
        let mut out = BufWriter::new(File::create(path)?);
        figures::print_run(measured, &mut out)?;
        out.flush()
    };
    write().map_err(|cause| CliError::File { path: path.to_owned(), cause: cause.to_string() })
}
