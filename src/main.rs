//! The `pilgi` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    pilgi::cli::run()
}
