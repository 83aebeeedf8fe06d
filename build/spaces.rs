//! How lindera is made to look through whitespace as MeCab does.
//!
//! MeCab drops whitespace: what a word costs depends on the word before the space. lindera keeps
//! whitespace in its lattice as an unknown word, which hides the one word from the other, so that
//! 읽고 있다 is read as if 있다 began a sentence. Several whitespace words, one for each kind of
//! word that may stand before, mend that without a change to lindera. A whitespace word follows
//! words of its kind at no cost and all others at a forbidding one; to the word after it, it looks
//! like its kind.
//!
//! A kind is a right context id that often stands before spaces, and all ids whose costs are more
//! like its costs than like those of other kinds.

use crate::mecab::Matrix;

/// The right context ids that make a kind: the start of a text, and those that
/// `scripts/whitespace_kinds.py` chose from Korean notes and encyclopedia articles. The mean error
/// that remains is 47 units of cost, where 800 make a word e times less likely. More kinds make the
/// reading truer still, but slower: `docs/dictionary.md` has figures.
const KINDS: [u16; 25] = [
    0, 3, 10, 58, 306, 551, 705, 877, 1043, 1155, 1359, 1919, 2377, 2649, 2667, 2711, 3028, 3532,
    3544, 3549, 3558, 3560, 3562, 3564, 3566,
];

/// The left context ids that most often follow a space, and how many of a thousand do: by their
/// costs, ids are compared with kinds. From the same script and texts.
pub const FOLLOWING: [(u16, u64); 32] = [
    (1780, 280),
    (1796, 176),
    (1785, 99),
    (2420, 88),
    (1801, 68),
    (1797, 40),
    (1788, 26),
    (1783, 24),
    (1786, 19),
    (1804, 19),
    (2421, 17),
    (746, 12),
    (1782, 9),
    (1789, 9),
    (923, 9),
    (1800, 8),
    (736, 8),
    (739, 8),
    (1790, 7),
    (807, 7),
    (735, 6),
    (2423, 6),
    (1792, 5),
    (734, 5),
    (741, 5),
    (726, 4),
    (1781, 3),
    (2422, 3),
    (1791, 3),
    (880, 2),
    (890, 2),
    (1805, 2),
];

/// The right context ids that most often stand before a space, and how many of a thousand do, from the same
/// script and texts. Numerals are left out: behind them any syllable may be a unit.
pub const PRECEDING: [(u16, u64); 31] = [
    (3566, 153),
    (3532, 134),
    (10, 76),
    (3, 54),
    (3558, 52),
    (3533, 49),
    (3534, 43),
    (877, 32),
    (705, 32),
    (551, 30),
    (306, 24),
    (3560, 23),
    (1919, 19),
    (1155, 18),
    (1043, 17),
    (3544, 16),
    (3564, 15),
    (2377, 11),
    (210, 11),
    (336, 10),
    (314, 10),
    (4, 10),
    (2711, 8),
    (3549, 7),
    (2667, 6),
    (2651, 6),
    (3543, 6),
    (11, 5),
    (58, 5),
    (3540, 5),
    (1364, 5),
];

/// Keeps a whitespace word from following a word that is not of its kind.
const FORBIDDEN: i16 = i16::MAX;

/// A connection matrix with whitespace words in it.
pub struct Spaced {
    /// Number of right ids.
    pub rights: u16,
    /// Costs, laid out as in [`Matrix`].
    pub costs: Vec<u8>,
    /// Left and right id of each whitespace word.
    pub words: Vec<(u16, u16)>,
}

/// Adds the whitespace words to a matrix.
pub fn add_whitespace(matrix: &Matrix<'_>) -> Spaced {
    // A matrix of another dictionary may be too small for some kinds; its readings are then off,
    // but it cannot be this one, whose checksum was compared.
    let kinds: Vec<u16> = KINDS.into_iter().filter(|&id| id < matrix.rights).collect();
    let (rights, lefts, count) = (matrix.rights, matrix.lefts, kinds.len() as u16);
    let rows: Vec<Vec<i16>> = (0..rights).map(|id| matrix.costs_after(id).collect()).collect();
    let mut costs =
        Vec::with_capacity(usize::from(rights + count) * usize::from(lefts + count) * 2);
    for (left, row) in matrix.costs.chunks_exact(usize::from(rights) * 2).enumerate() {
        costs.extend_from_slice(row);
        for &kind in &kinds {
            costs.extend_from_slice(&rows[usize::from(kind)][left].to_le_bytes());
        }
    }
    let kind_of: Vec<usize> = rows.iter().map(|row| nearest(row, &kinds, &rows)).collect();
    for kind in 0..kinds.len() {
        let follows = kind_of.iter().map(|&of| if of == kind { 0 } else { FORBIDDEN });
        let others = std::iter::repeat_n(FORBIDDEN, kinds.len());
        costs.extend(follows.chain(others).flat_map(i16::to_le_bytes));
    }
    let words = (0..count).map(|word| (lefts + word, rights + word)).collect();
    Spaced { rights: rights + count, costs, words }
}

/// Which of `kinds` costs most like `row` before the words that follow spaces.
fn nearest(row: &[i16], kinds: &[u16], rows: &[Vec<i16>]) -> usize {
    let distance = |kind: u16| -> u64 {
        let costs = |&(left, weight): &(u16, u64)| {
            let left = usize::from(left);
            let kind = rows[usize::from(kind)].get(left)?;
            Some(weight * u64::from(row.get(left)?.abs_diff(*kind)))
        };
        FOLLOWING.iter().filter_map(costs).sum()
    };
    (0..kinds.len()).min_by_key(|&index| distance(kinds[index])).unwrap_or_default()
}
