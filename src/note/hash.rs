use std::fmt;

use serde::{Deserialize, Serialize};

/// The first 128 bits of the BLAKE3 hash of a file's bytes.
///
/// Tells whether a file whose times moved has really changed, and finds a renamed note again. 128
/// bits leave no room for chance: a billion notes collide with a probability below 1e-20.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContentHash([u8; 16]);

impl ContentHash {
    /// The hash of a file that holds `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        let mut head = [0; 16];
        head.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        ContentHash(head)
    }

    /// A hash that was stored.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        ContentHash(bytes)
    }

    /// The hash, to be stored.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    /// 32 hexadecimal digits.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ContentHash({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_head_of_blake3() {
        let empty = ContentHash::of(b"");
        assert_eq!(empty.to_string(), "af1349b9f5f9a1a6a0404dea36dcc949");
        assert_eq!(ContentHash::from_bytes(*empty.as_bytes()), empty);
        assert_ne!(ContentHash::of("가".as_bytes()), empty);
    }
}
