use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Different strings, numbered in the order in which they came: a table of numbers over one text,
/// without an allocation for each.
#[derive(Default)]
pub(super) struct Interner {
    table: HashTable<u32>,
    text: String,
    /// Where each string ends in the text.
    ends: Vec<u32>,
}

impl Interner {
    /// The hash by which a string is looked for.
    pub(super) fn hash(string: &str) -> u64 {
        FxBuildHasher.hash_one(string)
    }

    /// The string of a number.
    pub(super) fn get(&self, number: u32) -> &str {
        string(&self.text, &self.ends, number)
    }

    /// The number of a string that is there.
    pub(super) fn find(&self, hash: u64, text: &str) -> Option<u32> {
        self.table.find(hash, |&number| self.get(number) == text).copied()
    }

    /// The number of a string, which is entered if it is not there.
    pub(super) fn number(&mut self, hash: u64, text: &str) -> u32 {
        self.find(hash, text).unwrap_or_else(|| {
            let number = self.ends.len() as u32;
            self.text.push_str(text);
            self.ends.push(self.text.len() as u32);
            let hash_of = |&number: &u32| Self::hash(string(&self.text, &self.ends, number));
            self.table.insert_unique(hash, number, hash_of);
            number
        })
    }
}

fn string<'a>(text: &'a str, ends: &[u32], number: u32) -> &'a str {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &text[start as usize..ends[number] as usize]
}
