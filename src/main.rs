//! The `pilgi` command.
fn main() {}
