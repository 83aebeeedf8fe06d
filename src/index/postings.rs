//! Postings while they are gathered in memory, and on their way to the files of a segment.

mod list;
mod number;

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::ops::Range;
use std::path::Path;

use tantivy::directory::{CompositeWrite, WritePtr};
use tantivy::index::{Segment, SegmentComponent};
use tantivy::postings::FieldSerializer;
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy_common::CountingWriter;
use tempfile::SpooledTempFile;

pub(super) use list::{Arena, List};
use number::Numbers;

/// Lists that made room for others: what their bytes were, in a file that has no name, ascending by
/// the terms. Where a list goes on in memory, its numbers go on from there.
pub(super) struct Run {
    file: BufReader<File>,
    /// The list that comes next, and its length.
    next: Option<(u32, u32)>,
}

/// A [`Run`] in the making.
pub(super) struct RunWriter {
    file: BufWriter<File>,
    bytes: Vec<u8>,
}

impl RunWriter {
    /// Begins a file in a folder.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        let file = BufWriter::new(tempfile::tempfile_in(folder)?);
        Ok(RunWriter { file, bytes: Vec::new() })
    }

    /// Takes over what is in memory of the list of a number. Lists come in an order that they are read
    /// in later.
    pub(super) fn add(&mut self, number: u32, list: &mut List, arena: &Arena) -> io::Result<()> {
        self.bytes.clear();
        list.take(arena, &mut self.bytes);
        if !self.bytes.is_empty() {
            self.file.write_all(&number.to_le_bytes())?;
            self.file.write_all(&(self.bytes.len() as u32).to_le_bytes())?;
            self.file.write_all(&self.bytes)?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> io::Result<Run> {
        let mut file = self.file.into_inner()?;
        file.rewind()?;
        let mut run = Run { file: BufReader::new(file), next: None };
        run.advance()?;
        Ok(run)
    }
}

impl Run {
    fn advance(&mut self) -> io::Result<()> {
        let mut head = [0; 8];
        self.next = match self.file.read_exact(&mut head) {
            Ok(()) => {
                let [a, b, c, d, len @ ..] = head;
                Some((u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes(len)))
            }
            Err(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => None,
            Err(cause) => return Err(cause),
        };
        Ok(())
    }

    /// Appends the bytes of a list, if it has any here. Lists are asked for in the order in which they
    /// were written.
    fn read(&mut self, number: u32, into: &mut Vec<u8>) -> io::Result<()> {
        let Some((_, len)) = self.next.filter(|&(next, _)| next == number) else { return Ok(()) };
        let start = into.len();
        into.resize(start + len as usize, 0);
        self.file.read_exact(&mut into[start..])?;
        self.advance()
    }
}

/// The files of a segment that hold postings. Each has a part for each field.
pub(super) struct PostingsFiles {
    schema: Schema,
    terms: CompositeWrite,
    postings: CompositeWrite,
    positions: CompositeWrite,
}

impl PostingsFiles {
    pub(super) fn open(segment: &Segment) -> tantivy::Result<Self> {
        let open = |component| segment.open_write(component).map(CompositeWrite::wrap);
        Ok(PostingsFiles {
            schema: segment.schema(),
            terms: open(SegmentComponent::Terms)?,
            postings: open(SegmentComponent::Postings)?,
            positions: open(SegmentComponent::Positions)?,
        })
    }

    /// Writes a field that so many tokens came into; one that has none takes no room.
    pub(super) fn field(
        &mut self,
        field: Field,
        tokens: u64,
        write: impl FnOnce(&mut ListWriter<'_, WritePtr>) -> io::Result<()>,
    ) -> io::Result<()> {
        if tokens == 0 {
            return Ok(());
        }
        let mut writer = ListWriter::new(
            option(&self.schema, field),
            tokens,
            self.terms.for_field(field),
            self.postings.for_field(field),
            self.positions.for_field(field),
        )?;
        write(&mut writer)?;
        writer.into.close()
    }

    /// Copies a field that was written elsewhere.
    pub(super) fn copy(&mut self, field: Field, written: WrittenField) -> io::Result<()> {
        let WrittenField(Some([mut terms, mut postings, mut positions])) = written else {
            return Ok(());
        };
        io::copy(&mut terms, self.terms.for_field(field))?;
        io::copy(&mut postings, self.postings.for_field(field))?;
        io::copy(&mut positions, self.positions.for_field(field))?;
        Ok(())
    }

    pub(super) fn close(self) -> io::Result<()> {
        self.terms.close()?;
        self.postings.close()?;
        self.positions.close()
    }
}

/// What a field keeps of its terms' documents.
fn option(schema: &Schema, field: Field) -> IndexRecordOption {
    schema.get_field_entry(field).field_type().index_record_option().unwrap_or_default()
}

/// A field's part of each file, kept until it is its turn: in memory while it is small.
pub(super) struct WrittenField(Option<[SpooledTempFile; 3]>);

/// Bytes of a part that stays in memory.
const SMALL_PART: usize = 4 << 20;

impl WrittenField {
    /// Writes a field as [`PostingsFiles::field`] does.
    pub(super) fn new(
        schema: &Schema,
        field: Field,
        tokens: u64,
        folder: &Path,
        write: impl FnOnce(&mut ListWriter<'_, BufWriter<SpooledTempFile>>) -> io::Result<()>,
    ) -> io::Result<Self> {
        if tokens == 0 {
            return Ok(WrittenField(None));
        }
        let part = || {
            let file = SpooledTempFile::new_in(SMALL_PART, folder);
            CountingWriter::wrap(BufWriter::new(file))
        };
        let (mut terms, mut postings, mut positions) = (part(), part(), part());
        let option = option(schema, field);
        let mut writer =
            ListWriter::new(option, tokens, &mut terms, &mut postings, &mut positions)?;
        write(&mut writer)?;
        writer.into.close()?;
        let rewound = |part: CountingWriter<BufWriter<SpooledTempFile>>| {
            let mut file = part.finish().into_inner()?;
            file.rewind()?;
            io::Result::Ok(file)
        };
        Ok(WrittenField(Some([rewound(terms)?, rewound(postings)?, rewound(positions)?])))
    }
}

/// Reads lists to be written: what is in files, and what is in memory.
pub(super) struct ListReader<'a> {
    arena: &'a Arena,
    runs: &'a mut [Run],
    bytes: Vec<u8>,
}

/// All numbers of a list.
pub(super) struct Packed<'a>(&'a [u8]);

impl<'a> ListReader<'a> {
    pub(super) fn new(arena: &'a Arena, runs: &'a mut [Run]) -> Self {
        ListReader { arena, runs, bytes: Vec::new() }
    }

    /// Reads the list of a number by which runs know it.
    pub(super) fn read(&mut self, number: u32, list: &List) -> io::Result<Packed<'_>> {
        self.bytes.clear();
        self.runs.iter_mut().try_for_each(|run| run.read(number, &mut self.bytes))?;
        list.read(self.arena, &mut self.bytes);
        Ok(Packed(&self.bytes))
    }
}

/// Writes the lists of a field.
pub(super) struct ListWriter<'w, W: Write> {
    option: IndexRecordOption,
    into: FieldSerializer<'w, W>,
    positions: Vec<u32>,
}

impl<'w, W: Write> ListWriter<'w, W> {
    fn new(
        option: IndexRecordOption,
        tokens: u64,
        terms: &'w mut CountingWriter<W>,
        postings: &'w mut CountingWriter<W>,
        positions: &'w mut CountingWriter<W>,
    ) -> io::Result<Self> {
        let into = FieldSerializer::create(option, tokens, terms, postings, positions, None)?;
        Ok(ListWriter { option, into, positions: Vec::new() })
    }

    /// Writes the list of a term. Terms come in the order of their bytes.
    pub(super) fn write(&mut self, term: &[u8], list: Packed<'_>) -> io::Result<()> {
        let mut numbers = Numbers::of(list.0);
        // How many documents there are is for bounds of tantivy's own scores, which nobody asks for.
        self.into.new_term(term, 0, self.option.has_freq())?;
        // One more than the document.
        let mut end = 0;
        if !self.option.has_freq() {
            for distance in numbers {
                end += distance as u32;
                self.into.write_doc(end - 1, 0, &[]);
            }
            return self.into.close_term();
        }
        let mut frequency = 0;
        while let Some(number) = numbers.next() {
            let mut distance = number >> 1;
            if number & 1 == 1 {
                if frequency > 0 {
                    self.into.write_doc(end - 1, frequency, &self.positions);
                }
                end += distance as u32;
                frequency = 0;
                self.positions.clear();
                distance = numbers.next().unwrap_or_default();
            }
            if self.option.has_positions() {
                self.positions.push(distance as u32);
            }
            frequency += 1;
        }
        self.into.write_doc(end - 1, frequency, &self.positions);
        self.into.close_term()
    }

    /// Writes the documents of a term one after the other.
    pub(super) fn write_run(&mut self, term: &[u8], documents: Range<u32>) -> io::Result<()> {
        self.into.new_term(term, 0, false)?;
        documents.for_each(|document| self.into.write_doc(document, 0, &[]));
        self.into.close_term()
    }
}
