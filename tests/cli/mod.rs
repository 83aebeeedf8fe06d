//! The command line, from outside: what is typed, and what comes back.

mod encodings;
mod errors;
mod folders;
mod forms;
mod json;
mod mistyped;
mod questions;
mod reading;
mod refresh;
mod reports;
mod synonyms;
mod terminal;
