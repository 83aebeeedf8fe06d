//! From text to terms.
