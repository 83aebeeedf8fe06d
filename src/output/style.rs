//! The few styles that text for people has. They are ripgrep's, so that nobody has to learn them.

use anstyle::{AnsiColor, Style};

/// A note's path.
pub const PATH: Style = AnsiColor::Magenta.on_default();
/// A line number.
pub const LINE: Style = AnsiColor::Green.on_default();
/// What matched.
pub const MATCH: Style = AnsiColor::Red.on_default().bold();
/// What helps and is not the answer: breadcrumbs, layers.
pub const DIM: Style = Style::new().dimmed();
/// Names of things in reports.
pub const LABEL: Style = Style::new().bold();
/// What went wrong.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// What may be wrong.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// The way out.
pub const HINT: Style = AnsiColor::Cyan.on_default();
