//! What holds for every input.

mod analysis;
