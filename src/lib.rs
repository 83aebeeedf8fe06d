//! Full-text search for study notes in Korean and English.
//!
//! # The journey of a note
//!
//! [`note`] finds the file and decodes it to a [`text::SourceText`], which is normalised and still
//! knows the file's bytes. [`passage`] cuts it into the things a reader would quote (a bullet, a
//! table row, a paragraph) and keeps them in a tree, so that each knows what it stands under.
//! [`analysis`] cuts a passage's text into terms. [`index`] writes them down, and keeps what it has
//! written true to the notes.
//!
//! # The journey of a query
//!
//! [`query`] reads what was typed, leniently, and plans under which terms each word may be found.
//! [`search`] looks them up and ranks passages by their own words and by those they stand under
//! and over. [`engine`] ties it together: refresh first, then search, then read the lines to show
//! from the notes themselves. [`output`] prints, [`cli`] is the command line.
//!
//! Modules are in layers; each imports only from lower ones (`tests/layers.rs` holds them to it).

pub mod analysis;
pub mod catalog;
pub mod cli;
pub mod engine;
pub mod index;
pub mod note;
pub mod output;
pub mod passage;
pub mod quantity;
pub mod query;
pub mod search;
mod sorted;
pub mod text;
pub mod topic;
