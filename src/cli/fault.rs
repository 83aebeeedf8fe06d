//! What a fault of the program itself is told by: one line and not a backtrace, and nothing where it was
//! caught, as what a damaged index leads to is.

use std::panic::{catch_unwind, set_hook};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use super::console;

/// The exit code of a program that panicked.
const FAULT: u8 = 101;

/// The last panic: what it said, and where in the program.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Runs the program; tells of a panic that nobody has caught.
pub(super) fn told(program: fn() -> ExitCode) -> ExitCode {
    set_hook(Box::new(|panic| {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
    }));
    catch_unwind(program).unwrap_or_else(|_| {
        console::fault(&LAST.lock().unwrap_or_else(PoisonError::into_inner));
        ExitCode::from(FAULT)
    })
}
