//! From what was typed to what is looked for.
//!
//! [`parse`] reads a query leniently: whatever it says is kept as words, and what could not be read
//! as syntax is told in [`Diagnostic`]s. [`plan()`] analyses the words and decides under which terms
//! each may be found, by which [`Layer`] and at what weight. A [`Plan`] knows the notes only
//! through a [`Lexicon`] and nothing of how terms are stored.

mod about;
mod alias;
mod alternatives;
mod asking;
mod layer;
mod light;
mod matcher;
mod parser;
mod pattern;
mod plan;
mod planner;
mod predicate;
mod repair;
mod sound;
mod syntax;
mod value;

pub use layer::Layer;
pub use matcher::{Matcher, StateId};
pub use parser::parse;
pub use pattern::Pattern;
pub use plan::{
    Choice, Exclusion, Filter, Key, Lexicon, Part, Phrase, Plan, Slot, Spelled, Value, is_complete,
};
pub use planner::{PlanOptions, plan};
pub use syntax::{Diagnostic, FieldName, Node, Query};
