//! All tests that go through the public interface, in one binary: it links once.

mod catalog_data;
mod cli;
mod dictionary;
mod golden;
mod harness;
mod index;
mod layers;
mod limits;
mod properties;
mod quantity;
mod quantity_data;
mod readme;
mod relevance;
mod topic;
