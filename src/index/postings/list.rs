//! Lists of postings in memory.

use super::number::Number;

/// The bytes of lists, in blocks of which each says where the next is.
///
/// It is one piece of memory, which is used again when it has been emptied.
#[derive(Default)]
pub struct Arena {
    bytes: Vec<u8>,
}

/// The documents that have a term, ascending, and where in each it stands: numbers of few bytes, each
/// the distance to the one before it.
#[derive(Clone, Copy, Default)]
pub struct List {
    /// The number after the last document's; 0 for none.
    end: u32,
    /// The last position in that document.
    position: u32,
    /// Where the first block begins, and where the next byte goes.
    first: u32,
    next: u32,
    /// Bytes left in the last block.
    room: u16,
    /// How many blocks there are. All that fits in memory is far fewer than this can count.
    blocks: u16,
}

/// Bytes of the first block; each has twice as many as the one before, up to a limit.
const FIRST_BLOCK: usize = 8;
const MOST_DOUBLINGS: u16 = 11;
/// Bytes after a block that say where the next is.
const LINK: usize = size_of::<u32>();

/// Bytes of a block by its place among those of a list.
fn block_len(place: u16) -> usize {
    FIRST_BLOCK << place.min(MOST_DOUBLINGS)
}

impl Arena {
    /// An arena with room for so many bytes, which cost nothing until they are used.
    pub fn with_capacity(bytes: usize) -> Self {
        Arena { bytes: Vec::with_capacity(bytes) }
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Forgets all. No list that has bytes here may be used any more.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }
}

impl List {
    pub fn is_empty(&self) -> bool {
        self.end == 0
    }

    /// Enters a document, which is none before the last one.
    pub fn add_document(&mut self, document: u32, arena: &mut Arena) {
        if self.end != document + 1 {
            let mut number = Number::default();
            number.push(u64::from(document + 1 - self.end));
            self.end = document + 1;
            self.append(number.bytes(), arena);
        }
    }

    /// Enters an occurrence in a document, which is none before the last one.
    ///
    /// The lowest bit of its first number is set where the document is another one.
    pub fn add_occurrence(&mut self, document: u32, position: u32, arena: &mut Arena) {
        let mut number = Number::default();
        if self.end == document + 1 {
            number.push(u64::from(position.wrapping_sub(self.position)) << 1);
        } else {
            number.push(u64::from(document + 1 - self.end) << 1 | 1);
            number.push(u64::from(position));
            self.end = document + 1;
        }
        self.position = position;
        self.append(number.bytes(), arena);
    }

    pub fn append(&mut self, mut bytes: &[u8], arena: &mut Arena) {
        let arena = &mut arena.bytes;
        while !bytes.is_empty() {
            if self.room == 0 {
                let start = arena.len() as u32;
                match self.blocks {
                    0 => self.first = start,
                    _ => arena[self.next as usize..][..LINK].copy_from_slice(&start.to_le_bytes()),
                }
                let len = block_len(self.blocks);
                arena.resize(arena.len() + len + LINK, 0);
                self.next = start;
                self.room = len as u16;
                self.blocks += 1;
            }
            let len = bytes.len().min(usize::from(self.room));
            let (fits, rest) = bytes.split_at(len);
            let at = self.next as usize;
            // Nearly all are this short, and not worth a call.
            match *fits {
                [one] => arena[at] = one,
                [one, two] => arena[at..at + 2].copy_from_slice(&[one, two]),
                [one, two, three] => arena[at..at + 3].copy_from_slice(&[one, two, three]),
                _ => arena[at..at + len].copy_from_slice(fits),
            }
            self.next += len as u32;
            self.room -= len as u16;
            bytes = rest;
        }
    }

    /// Appends the bytes that are in memory.
    pub fn read(&self, arena: &Arena, into: &mut Vec<u8>) {
        let mut start = self.first as usize;
        let last = self.blocks.checked_sub(1);
        for place in 0..self.blocks {
            let full = block_len(place);
            let len = if Some(place) == last { full - usize::from(self.room) } else { full };
            into.extend_from_slice(&arena.bytes[start..start + len]);
            if let Some(link) = arena.bytes[start + full..].first_chunk() {
                start = u32::from_le_bytes(*link) as usize;
            }
        }
    }

    /// Appends the bytes that are in memory, and leaves none there: the numbers go on from here.
    pub fn take(&mut self, arena: &Arena, into: &mut Vec<u8>) {
        self.read(arena, into);
        *self = List { end: self.end, position: self.position, ..List::default() };
    }
}
