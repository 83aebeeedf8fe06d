//! Sets of small numbers, a bit for each.

/// Calls for each bit that is set, with its number among all.
#[inline]
pub(super) fn for_each_bit(words: &[u64], mut each: impl FnMut(usize)) {
    for (number, &bits) in words.iter().enumerate() {
        let mut rest = bits;
        while rest != 0 {
            each(number * 64 + rest.trailing_zeros() as usize);
            rest &= rest - 1;
        }
    }
}
