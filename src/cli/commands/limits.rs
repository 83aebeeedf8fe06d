use super::{check_version, engine};
use crate::cli::args::{FolderArgs, LimitsArgs};
use crate::cli::config::current_dir;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::progress::Bar;
use crate::cli::warnings;
use crate::engine::{Engine, LimitOptions};
use crate::output::count::counted;
use crate::output::{Places, limits, vimgrep};
use crate::quantity::Unit;

/// Shows where limits are mentioned.
pub(in crate::cli) fn run(
    args: &LimitsArgs,
    folders: &FolderArgs,
    console: &Console,
) -> Result<Exit, CliError> {
    check_version(args.format_version)?;
    let engine = engine(folders)?;
    let options = LimitOptions {
        limit: args.max_results as usize,
        services: args.service.clone(),
        concepts: args.concept.clone(),
        unit: args.unit.as_deref().and_then(Unit::from_name),
        all: args.all,
        stale: args.no_refresh,
    };
    let query = args.terms.join(" ");
    if args.conflicts {
        return conflicts(&engine, args, &query, &options, console);
    }
    let found = engine.limits(&query, &options, &Bar::new(console))?;
    warnings::about_refresh(console, &found.refreshed, found.notes, found.elapsed);
    warnings::about_stale(console, &found.stale);
    let here = current_dir()?;
    let places = Places::new(engine.roots(), &here, console.is_read_by_people());
    let (rows, catalog) = (&found.rows, engine.catalog());
    if args.form.json {
        console
            .print_plain(|out| limits::print_json(&found, &query, catalog, engine.roots(), out))?;
    } else if args.form.vimgrep {
        let lines = || rows.iter().map(|row| &row.found);
        console.print_plain(|out| vimgrep::print_lines(lines(), &places, false, out))?;
    } else if console.is_read_by_people() {
        console.print(|out| limits::print(rows, catalog, &places, console.width(), out))?;
    } else {
        console.print_plain(|out| limits::print_table(rows, catalog, &places, out))?;
    }
    for remark in &found.remarks {
        console.warn(remark);
    }
    if let Some(reading) = &found.reading {
        console.hint(&format!("did you mean: {reading}"));
    }
    if rows.is_empty() {
        console.say("no figures found");
        if !args.all {
            console.hint("--all lists figures that are told in passing, too");
        }
    } else if found.more {
        console.aside(&format!("the first {}; -n shows more", counted(rows.len(), "row")));
    }
    Ok(Exit::of(!rows.is_empty()))
}

fn conflicts(
    engine: &Engine,
    args: &LimitsArgs,
    query: &str,
    options: &LimitOptions,
    console: &Console,
) -> Result<Exit, CliError> {
    let mut found = engine.conflicts(query, options, &Bar::new(console))?;
    warnings::about_refresh(console, &found.refreshed, found.notes, found.elapsed);
    warnings::about_stale(console, &found.stale);
    let total = found.pairs.len();
    found.pairs.truncate(options.limit);
    let here = current_dir()?;
    let places = Places::new(engine.roots(), &here, console.is_read_by_people());
    let catalog = engine.catalog();
    if args.form.json {
        console.print_plain(|out| {
            limits::print_conflicts_json(&found, query, catalog, engine.roots(), out)
        })?;
    } else if args.form.vimgrep {
        let lines = || found.pairs.iter().flat_map(|one| &one.rows).map(|row| &row.found);
        console.print_plain(|out| vimgrep::print_lines(lines(), &places, false, out))?;
    } else {
        console.print(|out| {
            limits::print_conflicts(&found.pairs, catalog, &places, console.width(), out)
        })?;
    }
    let shown = found.pairs.len();
    if shown == 0 {
        console.say("no figures that cannot both hold");
    } else if shown < total {
        console.aside(&format!("{shown} of {} (-n shows more)", counted(total, "pair")));
    }
    Ok(Exit::of(shown > 0))
}
