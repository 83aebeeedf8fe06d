//! Words of a query on the command line.
//!
//! `-콜드` leaves a word out, and looks like an option. No option's letter is outside ASCII, so such
//! an argument can only be a word; [`protected`] gives it a mark that clap takes for one, and
//! [`term`] takes the mark off again.

use std::convert::Infallible;
use std::ffi::{OsStr, OsString};

/// A noncharacter: no text has it (Unicode, section 23.7).
const MARK: char = '\u{fdd0}';

/// The arguments, with a mark before each up to `--` that is an excluded word.
pub(super) fn protected(arguments: &[OsString]) -> Vec<OsString> {
    let mut options = true;
    arguments
        .iter()
        .map(|argument| {
            options &= argument != "--";
            if options && excludes(argument) {
                let mut marked = OsString::from(MARK.to_string());
                marked.push(argument);
                marked
            } else {
                argument.clone()
            }
        })
        .collect()
}

fn excludes(argument: &OsStr) -> bool {
    let word = argument.to_str().and_then(|argument| argument.strip_prefix('-'));
    word.is_some_and(|word| word.starts_with(|char: char| !char.is_ascii()))
}

/// An argument as it was typed.
pub(super) fn term(argument: &str) -> Result<String, Infallible> {
    Ok(argument.strip_prefix(MARK).unwrap_or(argument).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(arguments: &[&str]) -> Vec<String> {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let protected = protected(&arguments);
        protected.iter().map(|one| one.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn only_words_outside_ascii_are_marked() {
        let marked = round_trip(&["q", "-n", "3", "람다", "-콜드", "--json", "-"]);
        assert_eq!(marked, ["q", "-n", "3", "람다", "\u{fdd0}-콜드", "--json", "-"]);
        assert_eq!(round_trip(&["q", "--", "-콜드"]), ["q", "--", "-콜드"]);
    }

    #[test]
    fn a_mark_comes_off() {
        assert_eq!(term("\u{fdd0}-콜드").as_deref(), Ok("-콜드"));
        assert_eq!(term("람다").as_deref(), Ok("람다"));
    }
}
