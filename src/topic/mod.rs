//! What passages are about: which services, products and concepts they name, and which they stand
//! under.
//!
//! A [`Recognizer`] finds the names of a [`Catalog`](crate::catalog::Catalog) in text:
//! [`mentions`](Recognizer::mentions). With a note's outline it says what each passage is about
//! ([`topics`](Recognizer::topics)): the line `한 번에 900초까지만 돈다` names nothing, and is about
//! AWS Lambda. [`learned()`] tells what a note calls things itself.
//!
//! # What is a name
//!
//! Case, width, blanks and hyphens do not count (`Route53`, `라우트 53`), but words do: a name
//! begins and ends where a word does. A Latin name may be followed by Hangul (`EC2에서`,
//! `S3버킷`), a Hangul name by particles (`람다는`), one of three syllables or more by any word
//! (`데이터베이스서버`), a shorter one by a noun of a list (`람다함수`). The longest name wins:
//! `S3 Glacier` is not S3 as well. A word one edit away from a name of a service or product is that
//! name ([`Mention::slip`]), unless it is as close to another.
//!
//! # What an ambiguous name means
//!
//! `connect` is an ordinary word, `Config` a file, `CF` two services. A name that the catalogue
//! calls ambiguous counts for what it may mean by:
//!
//! 1. that thing being named elsewhere in the note by a name of its own, or `Amazon`, `AWS` or
//!    `아마존` directly before it;
//! 2. what it is a part of, or a part of it, being named in the note;
//! 3. how it is written: with a capital that the beginning of an English sentence does not explain,
//!    or alone in a heading, a title, a cell, before the separator of a definition, or with nothing
//!    but names beside it. An acronym has its capitals anyway, so they say nothing; a Hangul word
//!    alone says something only in the note's title or in a list of services;
//! 4. for names of several things, also something related being named, or other services.
//!
//! In a note that names other things and no service at all, the third does not make a service of a
//! word. Where two meanings are worth the same, neither is meant.

mod about;
mod border;
mod label;
mod learned;
mod meaning;
mod names;
mod recognizer;
mod scan;
mod slip;
#[cfg(test)]
mod tests;
mod units;

pub use about::{PassageTopics, with_parents};
pub use learned::{Learned, Pattern, learned};
pub use recognizer::{Mention, Recognizer, Surroundings};
