//! The compiled formats of MeCab, read only as far as a conversion needs them.
//!
//! Nothing here trusts the bytes: every offset is checked, so a truncated or foreign file ends in
//! a [`Malformed`] that says what is wrong, never in a panic. All numbers are little-endian.

use std::borrow::Cow;

/// What is wrong with a dictionary file. The caller knows which file it was.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Malformed(pub String);

/// `sys.dic` and `unk.dic` carry their own length, mixed with this number.
const MAGIC: u32 = 0xef71_8f77;
/// Ten 32-bit numbers, then the name of the character set in 32 bytes.
const HEADER_LEN: usize = 72;
/// One unit of the double array: `base: i32`, `check: u32`.
const UNIT_LEN: usize = 8;
/// One entry: left id, right id, part-of-speech id, cost (16 bits each), feature offset, unused.
const TOKEN_LEN: usize = 16;

/// One entry of a compiled word list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry<'a> {
    /// Context id that the word shows to the word before it.
    pub left_id: u16,
    /// Context id that the word shows to the word after it.
    pub right_id: u16,
    /// Cost of the word itself; lower is likelier.
    pub cost: i16,
    /// Comma-separated fields: part of speech first.
    pub feature: Cow<'a, str>,
}

/// A compiled word list: a Darts double array over surfaces, entries and their features.
pub struct WordList<'a> {
    array: &'a [u8],
    tokens: &'a [u8],
    features: &'a [u8],
}

impl<'a> WordList<'a> {
    /// Reads the header and finds the three sections.
    ///
    /// # Errors
    /// The file is no MeCab word list in UTF-8, or is shorter than its header says.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let magic = u32_at(bytes, 0)?;
        if (magic ^ MAGIC) as usize != bytes.len() {
            return Err(malformed(format!(
                "not a compiled MeCab word list, or cut short at {} bytes",
                bytes.len()
            )));
        }
        let entries = u32_at(bytes, 12)? as usize;
        let array_len = u32_at(bytes, 24)? as usize;
        let tokens_len = u32_at(bytes, 28)? as usize;
        let features_len = u32_at(bytes, 32)? as usize;
        let charset = slice(bytes, 40, HEADER_LEN - 40)?;
        let charset = charset.split(|&byte| byte == 0).next().unwrap_or_default();
        if !charset.eq_ignore_ascii_case(b"utf-8") {
            let charset = String::from_utf8_lossy(charset);
            return Err(malformed(format!("written in {charset:?}, not UTF-8")));
        }
        if Some(tokens_len) != entries.checked_mul(TOKEN_LEN) {
            return Err(malformed(format!(
                "{tokens_len} bytes of entries cannot hold {entries} entries"
            )));
        }
        let array = slice(bytes, HEADER_LEN, array_len)?;
        let tokens = slice(bytes, HEADER_LEN + array_len, tokens_len)?;
        let features = slice(bytes, HEADER_LEN + array_len + tokens_len, features_len)?;
        Ok(Self { array, tokens, features })
    }

    /// How many entries the list says it holds.
    pub fn len(&self) -> usize {
        self.tokens.len() / TOKEN_LEN
    }

    /// Calls `visit` with every entry and its surface, surfaces in the order of their bytes and
    /// the entries of one surface in the order of the file.
    ///
    /// # Errors
    /// The array is broken, reaches other than all entries, or `visit` fails.
    pub fn for_each(
        &self,
        mut visit: impl FnMut(&str, Entry<'a>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        let units = self.array.len() / UNIT_LEN;
        let mut surface = Vec::new();
        // The nodes still to visit: where each one's children start, its depth and last byte.
        let mut pending = vec![(self.unit(0)?.0, 0_usize, 0_u8)];
        let (mut nodes, mut reached) = (0_usize, 0_usize);
        while let Some((start, depth, byte)) = pending.pop() {
            nodes += 1;
            if nodes > units {
                return Err(malformed("the double array loops".into()));
            }
            if depth > 0 {
                surface.truncate(depth - 1);
                surface.push(byte);
            }
            let start = u32::try_from(start)
                .map_err(|_| malformed(format!("double array points to {start}")))?;
            let (value, check) = self.unit(start as usize)?;
            if check == start && value < 0 {
                let text = std::str::from_utf8(&surface)
                    .map_err(|_| malformed(format!("surface {surface:?} is not UTF-8")))?;
                let packed = (-(i64::from(value)) - 1) as usize;
                let (first, count) = (packed >> 8, packed & 0xff);
                for index in first..first + count {
                    visit(text, self.entry(index)?)?;
                    reached += 1;
                }
            }
            for child in (0..=u8::MAX).rev() {
                let at = start as usize + usize::from(child) + 1;
                if at >= units {
                    continue;
                }
                let (base, check) = self.unit(at)?;
                if check == start {
                    pending.push((base, depth + 1, child));
                }
            }
        }
        if reached != self.len() {
            return Err(malformed(format!(
                "the double array reaches {reached} of {} entries",
                self.len()
            )));
        }
        Ok(())
    }

    fn unit(&self, index: usize) -> Result<(i32, u32), Malformed> {
        let at = index * UNIT_LEN;
        Ok((u32_at(self.array, at)? as i32, u32_at(self.array, at + 4)?))
    }

    fn entry(&self, index: usize) -> Result<Entry<'a>, Malformed> {
        let at = index * TOKEN_LEN;
        let offset = u32_at(self.tokens, at + 8)? as usize;
        let tail = self.features.get(offset..).unwrap_or_default();
        let end = tail
            .iter()
            .position(|&byte| byte == 0)
            .ok_or_else(|| malformed(format!("feature at {offset} has no end")))?;
        let feature = std::str::from_utf8(&tail[..end])
            .map_err(|_| malformed(format!("feature at {offset} is not UTF-8")))?;
        Ok(Entry {
            left_id: u16_at(self.tokens, at)?,
            right_id: u16_at(self.tokens, at + 2)?,
            cost: u16_at(self.tokens, at + 6)? as i16,
            feature: Cow::Borrowed(feature),
        })
    }
}

/// `matrix.bin`: what it costs that one word follows another.
pub struct Matrix<'a> {
    /// Number of right ids that the word before can have.
    pub rights: u16,
    /// Number of left ids that the word after can have.
    pub lefts: u16,
    /// The costs, 16 bits each: all right ids for left id 0, then for left id 1, and so on.
    pub costs: &'a [u8],
}

impl<'a> Matrix<'a> {
    /// Reads the two sizes.
    ///
    /// # Errors
    /// The file does not hold exactly as many costs as its sizes say.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let (rights, lefts) = (u16_at(bytes, 0)?, u16_at(bytes, 2)?);
        let costs = slice(bytes, 4, bytes.len().saturating_sub(4))?;
        if costs.len() != usize::from(rights) * usize::from(lefts) * 2 {
            return Err(malformed(format!(
                "{} bytes cannot hold {rights} x {lefts} connection costs",
                costs.len()
            )));
        }
        Ok(Self { rights, lefts, costs })
    }

    /// What it costs that each left id, in order, follows the right id.
    pub fn costs_after(&self, right_id: u16) -> impl Iterator<Item = i16> {
        let (costs, _) = self.costs.as_chunks::<2>();
        let costs = costs.iter().skip(usize::from(right_id));
        costs.step_by(usize::from(self.rights).max(1)).map(|&cost| i16::from_le_bytes(cost))
    }
}

/// `char.bin`: the categories of characters, which decide how unknown words are cut.
pub struct Characters<'a> {
    /// Category names, in the order of their numbers.
    pub categories: Vec<&'a str>,
    infos: &'a [u8],
}

/// What `char.bin` says of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CharInfo {
    /// The categories that the character belongs to, one bit each.
    pub mask: u32,
    /// The category whose unknown words may begin with the character.
    pub default: usize,
    /// Unknown words of up to so many characters are tried besides a whole run.
    pub length: u32,
    /// Whether a run of the category makes one unknown word.
    pub group: bool,
    /// Whether unknown words are tried although the dictionary knows a word here.
    pub invoke: bool,
}

impl<'a> Characters<'a> {
    const NAME_LEN: usize = 32;
    /// One record for each code point below U+FFFF.
    const INFOS: usize = 0xffff;

    /// Reads the names of the categories and finds the records.
    ///
    /// # Errors
    /// The file has another length than its number of categories asks for.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let count = u32_at(bytes, 0)? as usize;
        if count == 0 || count > 18 {
            return Err(malformed(format!("{count} character categories, not 1 to 18")));
        }
        let mut categories = Vec::with_capacity(count);
        for index in 0..count {
            let name = slice(bytes, 4 + index * Self::NAME_LEN, Self::NAME_LEN)?;
            let name = name.split(|&byte| byte == 0).next().unwrap_or_default();
            let name = std::str::from_utf8(name)
                .map_err(|_| malformed(format!("name of category {index} is not UTF-8")))?;
            categories.push(name);
        }
        let infos = bytes.get(4 + count * Self::NAME_LEN..).unwrap_or_default();
        if infos.len() != Self::INFOS * 4 {
            return Err(malformed(format!("{} bytes of character records", infos.len())));
        }
        Ok(Self { categories, infos })
    }

    /// The record of a code point. MeCab reads all above U+FFFE as U+0000.
    ///
    /// # Errors
    /// The record names a category that does not exist.
    pub fn info(&self, code_point: u32) -> Result<CharInfo, Malformed> {
        let index = code_point as usize;
        let packed = u32_at(self.infos, if index < Self::INFOS { index * 4 } else { 0 })?;
        let info = CharInfo {
            mask: packed & 0x3_ffff,
            default: (packed >> 18 & 0xff) as usize,
            length: packed >> 26 & 0xf,
            group: packed >> 30 & 1 == 1,
            invoke: packed >> 31 == 1,
        };
        if info.default >= self.categories.len() || info.mask >> self.categories.len() != 0 {
            return Err(malformed(format!(
                "U+{code_point:04X} is in a category that does not exist"
            )));
        }
        Ok(info)
    }
}

fn malformed(cause: String) -> Malformed {
    Malformed(cause)
}

fn slice(bytes: &[u8], at: usize, len: usize) -> Result<&[u8], Malformed> {
    at.checked_add(len)
        .and_then(|end| bytes.get(at..end))
        .ok_or_else(|| malformed(format!("ends before byte {}", at.saturating_add(len))))
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Malformed> {
    Ok(u16::from_le_bytes(array(bytes, at)?))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Malformed> {
    Ok(u32::from_le_bytes(array(bytes, at)?))
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], Malformed> {
    bytes
        .get(at..)
        .and_then(|tail| tail.first_chunk())
        .copied()
        .ok_or_else(|| malformed(format!("ends before byte {}", at.saturating_add(N))))
}
