//! What sorted texts begin with.
//!
//! The build script compiles this file too, for the tables of the catalogue.

/// The first bytes of a text as a number: of two texts, the one with the lesser number comes first,
/// and only where both have the same do the texts have to be compared.
pub fn first_bytes(text: &[u8]) -> u64 {
    let mut first = [0; size_of::<u64>()];
    let len = text.len().min(first.len());
    first[..len].copy_from_slice(&text[..len]);
    u64::from_be_bytes(first)
}

/// For each of some texts in order, the place of the longest of the others that it begins with.
///
/// Whatever of them any text begins with is found from the last that does not come after it, going from
/// place to place: all between a text and one that it begins with begin with that one too.
pub fn longest_beginnings<'t>(sorted: impl IntoIterator<Item = &'t str>) -> Vec<Option<u32>> {
    // What the last text begins with, the shortest first, and the text itself.
    let mut open: Vec<(u32, &str)> = Vec::new();
    (0..)
        .zip(sorted)
        .map(|(place, text)| {
            while open.last().is_some_and(|(_, other)| !text.starts_with(other)) {
                open.pop();
            }
            let longest = open.last().map(|&(place, _)| place);
            open.push((place, text));
            longest
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_do_not_contradict_the_order() {
        let sorted =
            ["", "\0", "a", "a\0", "ab", "abcdefgh", "abcdefghi", "b", "가", "가나", "가나다라"];
        for pair in sorted.windows(2) {
            assert!(first_bytes(pair[0].as_bytes()) <= first_bytes(pair[1].as_bytes()), "{pair:?}");
        }
    }

    #[test]
    fn beginnings_are_the_longest() {
        let sorted = ["a", "aws", "awslambda", "awss3", "b", "bc", "c", "람다", "람다식"];
        let found = longest_beginnings(sorted);
        assert_eq!(
            found,
            [None, Some(0), Some(1), Some(1), None, Some(4), None, None, Some(7)],
            "{sorted:?}"
        );
    }
}
