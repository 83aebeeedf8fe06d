//! What holds for every input.

mod analysis;
mod spacing;
