use std::io;

use tantivy::columnar::{
    ColumnType, ColumnarReader, ColumnarWriter, StackMergeOrder, merge_columnar,
};
use tantivy::directory::{TerminatingWrite, WritePtr};

use super::document::PassageDocument;
use super::schema::{NOTE, QUANTITY, SHAPE};

/// Documents whose numbers are packed together. Packed, they take a quarter of the room.
const PACKED: u32 = 1 << 16;

/// The columns of a segment while its documents come.
pub(super) struct Columns {
    packed: Vec<Vec<u8>>,
    /// How many documents that is.
    before: u32,
    last: ColumnarWriter,
    /// How many are in the last.
    count: u32,
}

impl Columns {
    pub(super) fn new() -> Self {
        Columns { packed: Vec::new(), before: 0, last: empty(), count: 0 }
    }

    /// How many documents there are.
    pub(super) fn documents(&self) -> u32 {
        self.before + self.count
    }

    /// Says that the next document is the first of a note.
    pub(super) fn begin(&mut self, note: u32) {
        self.last.record_numerical(self.count, NOTE, u64::from(note));
    }

    /// Takes in the next document, which is one of a note.
    pub(super) fn add(&mut self, passage: &PassageDocument) {
        let document = self.count;
        self.last.record_numerical(document, SHAPE, passage.shape.bits());
        for &quantity in &passage.quantities {
            self.last.record_numerical(document, QUANTITY, quantity);
        }
        self.count += 1;
    }

    /// Packs the last documents where there are many.
    pub(super) fn pack_if_many(&mut self) -> io::Result<()> {
        if self.count < PACKED { Ok(()) } else { self.pack() }
    }

    fn pack(&mut self) -> io::Result<()> {
        let mut bytes = Vec::new();
        std::mem::replace(&mut self.last, empty()).serialize(self.count, None, &mut bytes)?;
        bytes.shrink_to_fit();
        self.packed.push(bytes);
        self.before += std::mem::take(&mut self.count);
        Ok(())
    }

    pub(super) fn write(mut self, mut write: WritePtr) -> io::Result<()> {
        if self.packed.is_empty() {
            self.last.serialize(self.count, None, &mut write)?;
            return write.terminate();
        }
        self.pack()?;
        let readers = self.packed.into_iter().map(ColumnarReader::open);
        let readers: Vec<ColumnarReader> = readers.collect::<io::Result<_>>()?;
        let readers: Vec<&ColumnarReader> = readers.iter().collect();
        let order = StackMergeOrder::stack(&readers).into();
        let columns = [NOTE, SHAPE, QUANTITY];
        let columns = columns.map(|column| (column.to_owned(), ColumnType::U64));
        merge_columnar(&readers, &columns, order, &mut write)?;
        write.terminate()
    }
}

/// Columns without documents. tantivy wants all that the schema has.
fn empty() -> ColumnarWriter {
    let mut writer = ColumnarWriter::default();
    for column in [NOTE, SHAPE, QUANTITY] {
        writer.record_column_type(column, ColumnType::U64, false);
    }
    writer
}
