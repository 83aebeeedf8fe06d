//! Looking things up in slices that are in order.

/// How many of the items come before a place that is probably near the first of them: as
/// [`slice::partition_point`], in the time of the logarithm of how many they are, not of all.
///
/// An exponential search ([Bentley and Yao 1976]).
///
/// [Bentley and Yao 1976]: https://doi.org/10.1016/0020-0190(76)90071-5
pub fn count_before<T>(items: &[T], mut is_before: impl FnMut(&T) -> bool) -> usize {
    let mut step = 1;
    while items.get(step - 1).is_some_and(&mut is_before) {
        step *= 2;
    }
    let passed = step / 2;
    passed + items[passed..items.len().min(step)].partition_point(is_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_wherever_it_is() {
        for len in 0..40 {
            let items: Vec<usize> = (0..len).collect();
            for place in 0..=len {
                assert_eq!(count_before(&items, |&item| item < place), place, "{place} of {len}");
            }
        }
    }
}
