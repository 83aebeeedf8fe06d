//! The index, through what callers see of it: it answers for the notes as they are, whatever has
//! happened to either.

mod crash;
mod damage;
#[cfg(unix)]
mod freshness;
mod full_disk;
mod origin;
mod rebuild;
mod shelf;
mod together;
