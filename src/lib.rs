//! Full-text search for study notes in Korean and English.

pub mod analysis;
pub mod text;
