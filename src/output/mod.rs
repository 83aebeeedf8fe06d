//! What commands found, written for people, editors and programs.
//!
//! Printers take what the engine answers and an [`std::io::Write`]; none of them knows of a terminal
//! or decides on colour. Text for people carries ANSI styles, which whoever owns the stream strips
//! where they are not wanted.
//!
//! - [`human`]: the lines that answer, for eyes.
//! - [`json`] and [`wire`]: the line format that editors and scripts build on.
//! - [`vimgrep`] and [`paths`]: what quickfix lists and `xargs` read.
//! - [`explain`], [`tokens`], [`figures`], [`status`], [`limits`], [`topics`]: what the commands of
//!   these names print.
//!
//! Nothing of a note reaches a terminal that could steer it: see [`visible`].

mod base64;
pub mod count;
pub mod explain;
pub mod figures;
pub mod human;
pub mod json;
mod layout;
pub mod limits;
mod lists;
pub mod paths;
mod place;
pub mod status;
pub mod style;
pub mod tokens;
pub mod topics;
pub mod vimgrep;
pub mod visible;
pub mod wire;

pub use place::Places;
