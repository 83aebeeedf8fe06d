//! Services, concepts and products with all the names that notes give them.
//!
//! `람다`, `Lambda` and `AWS Lambda` are one thing; so are `AWS SSO` and `IAM Identity Center`,
//! `교착 상태`, `데드락` and `deadlock`. The [`Catalog`] knows which. The data lies in
//! `data/catalog/*.toml`, where the head of each file tells how to add an entry; the build script
//! checks it and turns it into sorted tables, so that a process that starts pays nothing for it.
//!
//! Names are compared by their [`name_key`], which is blind to case, width and spacing: notes write
//! `Route 53`, `route53` and `라우트 53` as it comes. Slips of the keyboard are not forgiven by
//! [`Catalog::find`]; [`Catalog::nearest`] says what may have been meant.
//!
//! A user's own entries extend and override it: [`Catalog::with_own`].
//!
//! A name that is also an ordinary word (`connect`, `뷰`) is found all the same, and its entity
//! says [so](Entity::is_ambiguous): who has the surroundings decides.

mod builtin;
mod entity;
mod key;
mod lookup;
mod nearest;
mod own;
mod tables;
#[cfg(test)]
mod tests;

pub use entity::{Entity, EntityId, Kind};
pub use key::name_key;
pub use lookup::{Catalog, Keys};
pub use nearest::NearName;
pub use own::{OwnEntity, OwnError};
