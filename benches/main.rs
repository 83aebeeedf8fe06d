//! What the parts of pilgi cost, in one binary: it links once.
//!
//! ```text
//! cargo bench                                    # everything, over notes/
//! cargo bench -- refresh                         # benches whose name has this, with divan's options
//! cargo bench -- --percentiles                   # p50 and p99 of the labelled queries
//! cargo bench -- --notes DIR --queries FILE.tsv… # the same of other notes, `id<TAB>query` lines
//! cargo bench -- --smoke                         # everything once, to see that it runs
//! ```
//!
//! What runs pilgi as a whole process, beside other programs, is `scripts/bench.py`.

mod analysis;
mod index;
mod notes;
mod percentiles;
mod queries;
mod query;
mod refresh;
mod snippet;

use std::error::Error;
use std::process::ExitCode;

use percentiles::Wanted;

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    // Cargo's own: `cargo bench` says it, and `cargo test` does not.
    let measures = arguments.iter().any(|argument| argument == "--bench");
    arguments.retain(|argument| argument != "--bench");
    if Wanted::is_asked_for(&arguments) {
        return percentiles::print(&Wanted::read(&arguments)?);
    }
    let smoke = arguments.iter().any(|argument| argument == "--smoke");
    if smoke || !measures {
        divan::Divan::default().test_benches();
        return percentiles::print(&Wanted { rounds: 1, ..Wanted::default() });
    }
    divan::main();
    if arguments.is_empty() { percentiles::print(&Wanted::default()) } else { Ok(()) }
}
