//! One file a command.

pub(super) mod analyze;
pub(super) mod completions;
pub(super) mod eval;
pub(super) mod explain;
pub(super) mod index;
pub(super) mod limits;
pub(super) mod query;
pub(super) mod status;
pub(super) mod topics;

use super::args::{FolderArgs, SearchArgs};
use super::config::{Folders, Surroundings};
use super::console::Console;
use super::error::CliError;
use super::progress::Bar;
use super::warnings;
use crate::catalog::Catalog;
use crate::engine::{Answer, Engine, QueryOptions};
use crate::note::WalkOptions;
use crate::output::count::counted;
use crate::output::wire::VERSION;

/// An engine on the folders that are meant.
fn engine(flags: &FolderArgs) -> Result<Engine, CliError> {
    let Folders { notes, index, names } = Folders::find(flags, &Surroundings::of_process()?)?;
    let engine = Engine::new(WalkOptions::new(notes), &index)?.with_learned_names(names.learn);
    if names.entries.is_empty() {
        return Ok(engine);
    }
    Ok(engine.with_catalog(Catalog::builtin().with_own(&names.entries)?))
}

/// Asks what was asked; with `notes`, for one passage a note, with `details`, what each is about. What became of the index is told before the results are.
fn search(
    args: &SearchArgs,
    notes: bool,
    details: bool,
    flags: &FolderArgs,
    console: &Console,
) -> Result<Answer, CliError> {
    let options = QueryOptions {
        limit: args.max_results as usize,
        notes,
        services: args.service.clone(),
        concepts: args.concept.clone(),
        stale: args.no_refresh,
        exact: args.exact,
        prefix: args.prefix,
        details,
    };
    let progress = Bar::new(console);
    let answer = engine(flags)?.query(&args.terms.join(" "), &options, &progress)?;
    warnings::about_refresh(console, &answer.refreshed, answer.notes, answer.elapsed);
    Ok(answer)
}

/// Tells what there is to tell of an answer besides its hits.
fn remark(answer: &Answer, exact: bool, console: &Console) {
    warnings::about_answer(console, answer);
    if answer.found.is_empty() && answer.notes > 0 {
        let raw = &answer.query.raw;
        let what = if raw.is_empty() { "what was asked" } else { raw };
        console.say(&format!("nothing found for: {what}"));
        about_nothing(answer, exact, console);
    } else if !answer.suggestions.is_empty() {
        console.hint(&format!("did you mean: {}", answer.suggestions.join(", ")));
    }
    if answer.found.len() < answer.total {
        let (found, total) = (answer.found.len(), answer.total);
        console.aside(&format!("{found} of {total} passages"));
    }
}

/// Tells what was tried in vain, and what may help.
fn about_nothing(answer: &Answer, exact: bool, console: &Console) {
    if answer.without_conditions > 0 {
        let passages = counted(answer.without_conditions, "passage");
        console.hint(&format!("without its conditions it would find {passages}"));
        return;
    }
    if answer.plan.slots.is_empty() {
        return;
    }
    let tried = if exact {
        "the words as typed, their forms and parts; without --exact, other spacing, other names, \
         slips of the finger and the other keyboard state are tried too"
    } else {
        "the words, their forms and parts, other spacing, other names, slips of the finger, initial \
         consonants, the other keyboard state"
    };
    console.hint(&format!("tried: {tried}"));
    if !answer.suggestions.is_empty() {
        console.hint(&format!("words that the notes have: {}", answer.suggestions.join(", ")));
    }
}

/// Refuses to write a version of the JSON form that this program does not have.
fn check_version(asked: Option<u32>) -> Result<(), CliError> {
    match asked {
        Some(asked) if asked != VERSION => Err(CliError::Format { asked }),
        _ => Ok(()),
    }
}
