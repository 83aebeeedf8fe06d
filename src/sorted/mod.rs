//! Looking things up in slices that are in order, and files of words as such slices.

mod prefix;

pub use prefix::{first_bytes, longest_beginnings};

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

/// A line of a [`table`]: its word, and what stands before that.
pub type Line = (&'static str, &'static str);

/// How many lines a [`table`] of the file has.
pub const fn count(file: &'static str) -> usize {
    let (mut rest, mut count) = (file, 0);
    while let Some((line, next)) = first_line(rest) {
        count += split(line).is_some() as usize;
        rest = next;
    }
    count
}

/// The lines of a file of words, what a word is and the word, in the order of the words. The compiler makes it, so
/// that a program which starts for one query has nothing to read. `#` begins a remark.
pub const fn table<const COUNT: usize>(file: &'static str) -> [Line; COUNT] {
    let mut lines: [Line; COUNT] = [("", ""); COUNT];
    let (mut rest, mut count) = (file, 0);
    while let Some((line, next)) = first_line(rest) {
        rest = next;
        let Some(line) = split(line) else { continue };
        // Lines of one word stay in their order.
        let mut place = count;
        while place > 0 && is_before(line.0, lines[place - 1].0) {
            lines[place] = lines[place - 1];
            place -= 1;
        }
        lines[place] = line;
        count += 1;
    }
    lines
}

/// What the lines of a [`table`] say that a word is.
pub fn said_of(table: &'static [Line], word: &str) -> impl Iterator<Item = &'static str> {
    let lines = &table[table.partition_point(|(other, _)| *other < word)..];
    lines.iter().take_while(move |(other, _)| *other == word).map(|(_, what)| *what)
}

const fn first_line(text: &'static str) -> Option<(&'static str, &'static str)> {
    if text.is_empty() {
        return None;
    }
    let end = find(text, b'\n');
    let (line, rest) = text.split_at(end);
    // As `str::lines`, for who checks files out with the line ends of Windows.
    let has_return = !line.is_empty() && line.as_bytes()[end - 1] == b'\r';
    let line = line.split_at(end - has_return as usize).0;
    Some((line, rest.split_at(!rest.is_empty() as usize).1))
}

/// The two parts of a line that is no remark.
const fn split(line: &'static str) -> Option<Line> {
    let end = find(line, b' ');
    if end == line.len() || line.as_bytes()[0] == b'#' {
        return None;
    }
    let (what, word) = line.split_at(end);
    Some((word.split_at(1).1, what))
}

const fn find(text: &str, byte: u8) -> usize {
    let mut at = 0;
    while at < text.len() && text.as_bytes()[at] != byte {
        at += 1;
    }
    at
}

const fn is_before(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return one[at] < other[at];
        }
        at += 1;
    }
    one.len() < other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_the_lines_that_are_no_remarks_in_order() {
        const FILE: &str = "# what word\ntime 초\r\nany 몇 개\n\n# more\nsize 초\ntime minutes";
        static TABLE: [Line; count(FILE)] = table(FILE);
        assert_eq!(TABLE, [("minutes", "time"), ("몇 개", "any"), ("초", "time"), ("초", "size")]);
        assert!(said_of(&TABLE, "초").eq(["time", "size"]));
        assert_eq!(said_of(&TABLE, "몇").count() + said_of(&TABLE, "하루").count(), 0);
    }

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
