//! Numbers of few bytes.

/// One or two numbers, each as groups of seven bits, the lowest first.
#[derive(Default)]
pub(super) struct Number {
    bytes: [u8; 16],
    len: usize,
}

impl Number {
    pub fn push(&mut self, mut number: u64) {
        while number >= 1 << 7 {
            self.bytes[self.len] = number as u8 | 1 << 7;
            self.len += 1;
            number >>= 7;
        }
        self.bytes[self.len] = number as u8;
        self.len += 1;
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// Reads numbers that were written by [`Number`].
pub(super) struct Numbers<'a>(std::slice::Iter<'a, u8>);

impl<'a> Numbers<'a> {
    pub fn of(bytes: &'a [u8]) -> Self {
        Numbers(bytes.iter())
    }
}

impl Iterator for Numbers<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let byte = *self.0.next()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 1 << 7 {
                return Some(number);
            }
            shift += 7;
        }
    }
}
