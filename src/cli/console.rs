//! The terminal, if there is one: what goes to stdout, what to stderr, and in which colours.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};
use terminal_size::{Width, terminal_size_of};

use super::error::CliError;
use crate::output::json;
use crate::output::style::{ERROR, HINT, WARNING};
use crate::output::visible::visible_text;
use crate::output::wire::ErrorLine;

/// Columns of a screen that does not say.
const COLUMNS: usize = 80;

/// What may be said, where and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Console {
    color: ColorChoice,
    quiet: bool,
}

impl Console {
    /// A console as the flags want it.
    pub fn new(color: clap::ColorChoice, quiet: bool) -> Self {
        let color = match color {
            clap::ColorChoice::Auto => ColorChoice::Auto,
            clap::ColorChoice::Always => ColorChoice::Always,
            clap::ColorChoice::Never => ColorChoice::Never,
        };
        Console { color, quiet }
    }

    /// Writes results for people: styled where stdout takes colour.
    ///
    /// # Errors
    ///
    /// What stdout says, except that nobody reads it any more: `| head` has seen enough.
    pub fn print(
        &self,
        write: impl FnOnce(&mut BufWriter<AutoStream<StdoutLock<'static>>>) -> io::Result<()>,
    ) -> Result<(), CliError> {
        let mut out = BufWriter::new(AutoStream::new(io::stdout().lock(), self.color));
        written(write(&mut out).and_then(|()| out.flush()))
    }

    /// Writes results for programs, byte for byte.
    ///
    /// # Errors
    ///
    /// As [`Console::print`].
    pub fn print_plain(
        &self,
        write: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>,
    ) -> Result<(), CliError> {
        let mut out = BufWriter::new(io::stdout().lock());
        written(write(&mut out).and_then(|()| out.flush()))
    }

    /// Whether people read stdout.
    pub fn is_read_by_people(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Columns to lay text out for: those of the screen, or what `COLUMNS` says instead.
    pub fn width(&self) -> usize {
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let screen = || terminal_size_of(io::stdout()).map(|(Width(columns), _)| columns.into());
        asked.or_else(screen).filter(|&columns: &usize| columns > 0).unwrap_or(COLUMNS)
    }

    /// Whether progress may be shown: only to people, and only if they want to hear.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Tells people something that scripts have no use for.
    pub fn aside(&self, text: &str) {
        if io::stderr().is_terminal() {
            self.say(text);
        }
    }

    /// Tells something on stderr.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            self.tell(&visible_text(text));
        }
    }

    /// Tells that something may be wrong.
    pub fn warn(&self, text: &str) {
        if !self.quiet {
            self.tell(&format!("pilgi: {WARNING}warning{WARNING:#}: {}", visible_text(text)));
        }
    }

    /// Tells a way out.
    pub fn hint(&self, text: &str) {
        if !self.quiet {
            self.tell(&hint(text));
        }
    }

    /// Tells what failed and the way out; with `json`, also on stdout.
    pub fn error(&self, error: &CliError, json: bool) {
        let message = error.to_string();
        let way_out = error.hint();
        if json {
            print_error_line(error.code(), &message, way_out.as_deref());
        }
        self.tell(&format!("pilgi: {ERROR}error{ERROR:#}: {}", visible_text(&message)));
        if let Some(way_out) = way_out {
            self.tell(&hint(&way_out));
        }
    }

    /// One line to stderr. Where that cannot be written, nobody is left to tell.
    fn tell(&self, text: &str) {
        let _ = writeln!(AutoStream::new(io::stderr().lock(), self.color), "{text}");
    }
}

fn hint(text: &str) -> String {
    format!("{HINT}hint{HINT:#}: {text}")
}

/// Tells that the command line makes no sense, in clap's words.
pub(super) fn usage_error(error: &clap::Error, json: bool) {
    let plain = error.render().to_string();
    if json {
        let lines = plain.lines().take_while(|line| !line.trim().is_empty()).map(str::trim);
        let message = lines.collect::<Vec<_>>().join(" ");
        print_error_line("usage", message.strip_prefix("error: ").unwrap_or(&message), None);
    }
    // Help that stands in for a missing command is no error message.
    let name = if plain.starts_with("error:") { "pilgi: " } else { "" };
    let text = error.render().ansi().to_string();
    let _ = write!(anstream::stderr(), "{name}{text}");
}

/// Tells of a fault of the program itself.
pub(super) fn fault(panic: &str) {
    let text = format!(
        "pilgi: error: pilgi has a fault: {panic}\nhint: please report it, with what was asked; \
         `pilgi index` makes sure that the index is whole"
    );
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// The JSON form's last line. Where it cannot be written, stderr still says what happened.
fn print_error_line(code: &str, message: &str, hint: Option<&str>) {
    let mut out = io::stdout().lock();
    let _ = json::print_error(ErrorLine { code, message, hint }, &mut out);
    let _ = out.flush();
}

fn written(result: io::Result<()>) -> Result<(), CliError> {
    match result {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => Err(CliError::Output(cause)),
        _ => Ok(()),
    }
}
