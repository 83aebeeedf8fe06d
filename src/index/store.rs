//! The index folder: tantivy's files, the manifest, and the lock between processes.
//!
//! ```text
//! index/
//!   lock          held while one process writes
//!   v11/          one folder a format version: a newer pilgi leaves an older one's alone
//!     manifest-7  what generation 7 knows of the notes
//!     meta.json … tantivy's; its commit's payload is the generation
//! ```

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tantivy::directory::error::OpenReadError;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{
    DocId, DocSet, Index, IndexReader, IndexSettings, InvertedIndexReader, ReloadPolicy, Searcher,
    TERMINATED, TantivyError, Term,
};
use walkdir::WalkDir;

use super::IndexError;
use super::deleted::Deleted;
use super::manifest::{MANIFEST_PREFIX, Manifest};
use super::ranges::NoteRanges;
use super::read_only::ReadOnly;
use super::schema::{self, FORMAT_VERSION, Fields};
use super::shown::ShownNote;
use super::writable::{MANAGED, Writable, is_of_segment};

/// Tells backup programs to pass over a folder.
const CACHE_TAG: &str = "CACHEDIR.TAG";
/// How the names of tantivy's half-written files begin.
pub(super) const TEMPORARY_PREFIX: &str = ".tmp";

/// An index folder. Nothing is opened before it is asked for.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// One state of the index, which later writes do not change.
pub struct Snapshot {
    /// What is in it.
    pub manifest: Manifest,
    /// tantivy's view of it.
    pub searcher: Searcher,
    /// The fields to search.
    pub fields: Fields,
    /// The notes of each segment, read when they are first asked for.
    notes: OnceLock<Vec<NoteRanges>>,
    /// What is deleted of each, looked for likewise.
    deleted: OnceLock<Vec<Deleted>>,
}

/// A state of the index of which only the manifest has been read.
pub(super) struct Opening {
    pub(super) manifest: Result<Manifest, IndexError>,
    generation: u64,
    index: Index,
    folder: ReadOnly,
}

/// Held while one process writes; others wait or answer from what is there.
pub(super) struct WriteLock {
    _file: File,
}

impl Snapshot {
    /// In how many documents of the segment of this number a term occurs, deleted ones left out: they
    /// go with the next merge, and the same notes must be answered from in the same way before and
    /// after.
    ///
    /// # Errors
    ///
    /// Where the segment cannot be read.
    pub fn documents(
        &self,
        segment: usize,
        index: &InvertedIndexReader,
        term: &TermInfo,
    ) -> tantivy::Result<u32> {
        let Some(deleted) = self.deleted(segment)? else { return Ok(term.doc_freq) };
        let mut postings =
            index.read_block_postings_from_terminfo(term, IndexRecordOption::Basic)?;
        Ok(deleted.count_others(&mut postings))
    }

    /// The documents of the segment of this number that are deleted, in order.
    ///
    /// # Errors
    ///
    /// Where a segment cannot be read.
    pub fn deleted_documents(&self, segment: usize) -> tantivy::Result<&[Range<DocId>]> {
        Ok(self.deleted(segment)?.map_or(&[], Deleted::ranges))
    }

    fn deleted(&self, segment: usize) -> tantivy::Result<Option<&Deleted>> {
        let segments = self.searcher.segment_readers();
        if !segments[segment].has_deletes() {
            return Ok(None);
        }
        let deleted = match self.deleted.get() {
            Some(deleted) => deleted,
            None => {
                let notes = self.notes()?;
                let of = |(segment, notes)| Deleted::of(segment, notes);
                self.deleted.get_or_init(|| segments.iter().zip(notes).map(of).collect())
            }
        };
        Ok(deleted.get(segment))
    }

    /// The notes of each segment.
    ///
    /// # Errors
    ///
    /// Where a segment cannot be read.
    pub fn notes(&self) -> tantivy::Result<&[NoteRanges]> {
        if let Some(notes) = self.notes.get() {
            return Ok(notes);
        }
        let segments = self.searcher.segment_readers().iter();
        let notes = segments.map(NoteRanges::read).collect::<tantivy::Result<_>>()?;
        Ok(self.notes.get_or_init(|| notes))
    }

    /// What was kept of the note of a key, good as long as its text is the same; `None` where it cannot
    /// be read.
    pub fn shown(&self, key: u32) -> Option<ShownNote> {
        let term = Term::from_field_u64(self.fields.note, u64::from(key));
        self.searcher.segment_readers().iter().find_map(|segment| {
            let index = segment.inverted_index(self.fields.note).ok()?;
            let mut postings = index.read_postings(&term, IndexRecordOption::Basic).ok()??;
            let alive = segment.alive_bitset();
            while alive.is_some_and(|alive| {
                postings.doc() != TERMINATED && alive.is_deleted(postings.doc())
            }) {
                postings.advance();
            }
            // A note's first document is the one with what is kept of it.
            let store = segment.get_store_reader(0).ok()?;
            // The end of the document is the end of its only stored field. To read the document as
            // such takes tantivy a call for every byte.
            ShownNote::load(&store.get_document_bytes(postings.doc()).ok()?)
        })
    }
}

impl Store {
    /// The index folder at `root`, which need not exist.
    pub fn at(root: &Path) -> Self {
        Store { root: root.to_owned() }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the files of this format version are.
    pub fn data(&self) -> PathBuf {
        self.root.join(format!("v{FORMAT_VERSION}"))
    }

    /// Whether there is an index of this format version.
    pub fn exists(&self) -> bool {
        self.data().join("meta.json").exists()
    }

    /// Bytes on disk, of all format versions.
    pub fn size(&self) -> u64 {
        WalkDir::new(&self.root)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.metadata().ok())
            .filter(std::fs::Metadata::is_file)
            .map(|metadata| metadata.len())
            .sum()
    }

    /// Opens the latest state.
    ///
    /// # Errors
    ///
    /// [`IndexError::Missing`] where there is none, [`IndexError::Damaged`] where it cannot be made
    /// sense of.
    pub fn snapshot(&self) -> Result<Snapshot, IndexError> {
        self.finish(self.begin()?)
    }

    /// Begins to open the latest state: its manifest, which is at hand before the rest is.
    pub(super) fn begin(&self) -> Result<Opening, IndexError> {
        if !self.exists() {
            return Err(IndexError::Missing { path: self.root.clone() });
        }
        let data = self.data();
        let folder = ReadOnly::open(&data).map_err(IndexError::engine(&data))?;
        let index = folder.index().map_err(IndexError::engine(&data))?;
        let generation = generation(&index, &data)?;
        let manifest = Manifest::read(&folder, generation);
        Ok(Opening { manifest, generation, index, folder })
    }

    /// Opens what was begun, or what has taken its place since.
    pub(super) fn finish(&self, mut opening: Opening) -> Result<Snapshot, IndexError> {
        let data = self.data();
        let mut failed = None;
        // A refresh by another process may commit, and sweep what it has replaced, while this one
        // opens. Then what is opened is not the latest state any more, or files of it are missing; look
        // again.
        for _ in 0..16 {
            let Opening { manifest, index, folder, .. } = opening;
            match searcher(&index) {
                Ok(searcher) if folder.is_latest() => {
                    let (manifest, fields) = (manifest?, fields(&index, &data)?);
                    let (notes, deleted) = (OnceLock::new(), OnceLock::new());
                    return Ok(Snapshot { manifest, searcher, fields, notes, deleted });
                }
                Ok(_) => failed = None,
                Err(cause) if is_missing_file(&cause) => failed = Some(cause),
                Err(cause) => return Err(IndexError::engine(&data)(cause)),
            }
            opening = self.begin()?;
        }
        Err(match failed {
            Some(cause) => IndexError::engine(&data)(cause),
            None => IndexError::damaged(&data, "it changes faster than it can be opened"),
        })
    }

    /// Reads all files of the latest state: whether they are as they were written. Opening looks at few
    /// bytes of them, and what a disk has lost of the others shows only where a query needs it.
    ///
    /// # Errors
    ///
    /// [`IndexError::Damaged`] with the first that is not.
    pub fn verify(&self) -> Result<(), IndexError> {
        let index = self.begin()?.index;
        let data = self.data();
        let state = index.load_metas().map_err(IndexError::engine(&data))?;
        for file in state.list_segment_files() {
            match index.directory().validate_checksum(&file) {
                Ok(true) | Err(OpenReadError::FileDoesNotExist(_)) => {}
                Ok(false) => {
                    return Err(IndexError::damaged(
                        &data.join(file),
                        "it is not as it was written",
                    ));
                }
                Err(cause) => return Err(IndexError::damaged(&data.join(file), cause)),
            }
        }
        Ok(())
    }

    /// Whether the latest state is the one that a manifest is of.
    pub(super) fn is_at(&self, manifest: &Manifest) -> bool {
        self.begin().is_ok_and(|opening| opening.generation == manifest.generation())
    }

    /// Opens the index for writing, or makes an empty one.
    pub(super) fn open_or_create(&self) -> Result<Index, IndexError> {
        let data = self.data();
        fs::create_dir_all(&data).map_err(|cause| IndexError::write(&data, cause))?;
        self.mark_as_cache();
        let (schema, _) = schema::schema();
        let directory = Writable::open(&data).map_err(IndexError::engine(&data))?;
        Index::builder()
            .schema(schema)
            .settings(IndexSettings::default())
            .open_or_create(directory)
            .map_err(IndexError::engine(&data))
    }

    /// Deletes the files of this format version, and nothing else: where there is a file that no
    /// index has, the folder is somebody else's and nothing is deleted.
    pub(super) fn clear(&self) -> Result<(), IndexError> {
        let data = self.data();
        let mut files = Vec::new();
        for entry in WalkDir::new(&data).min_depth(1).max_depth(1) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_ours(entry.file_name()) => {
                    files.push(entry.into_path());
                }
                Ok(entry) => return Err(IndexError::Foreign { path: entry.into_path() }),
                Err(cause) if cause.io_error().is_some_and(is_not_found) => return Ok(()),
                Err(cause) => return Err(IndexError::read(&data, cause.into())),
            }
        }
        for file in files {
            match fs::remove_file(&file) {
                Err(cause) if !is_not_found(&cause) => return Err(IndexError::write(&file, cause)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes the write lock if no other process has it.
    pub(super) fn try_lock(&self) -> Result<Option<WriteLock>, IndexError> {
        let (file, path) = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Some(WriteLock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(cause)) => Err(IndexError::write(&path, cause)),
        }
    }

    /// Waits for the write lock.
    pub(super) fn lock(&self) -> Result<WriteLock, IndexError> {
        let (file, path) = self.lock_file()?;
        file.lock().map_err(|cause| IndexError::write(&path, cause))?;
        Ok(WriteLock { _file: file })
    }

    fn lock_file(&self) -> Result<(File, PathBuf), IndexError> {
        fs::create_dir_all(&self.root).map_err(|cause| IndexError::write(&self.root, cause))?;
        let path = self.root.join("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|cause| IndexError::write(&path, cause))?;
        Ok((file, path))
    }

    /// Tells backup programs that all this can be made again (<https://bford.info/cachedir/>). What
    /// else is in the index folder may be the user's, so the tag stands beside the index's files.
    fn mark_as_cache(&self) {
        const SIGNATURE: &str = "Signature: 8a477f597d28d172789f06886806bc55\n";
        let tag = self.data().join(CACHE_TAG);
        if !tag.exists() {
            let _ = fs::write(tag, SIGNATURE);
        }
    }
}

fn is_not_found(cause: &io::Error) -> bool {
    cause.kind() == io::ErrorKind::NotFound
}

/// Whether a file of this name is one that an index is made of.
fn is_ours(name: &OsStr) -> bool {
    const NAMES: [&str; 5] =
        ["meta.json", MANAGED, ".tantivy-meta.lock", ".tantivy-writer.lock", CACHE_TAG];
    let Some(name) = name.to_str() else { return false };
    NAMES.contains(&name)
        || is_of_segment(name)
        || name.starts_with(MANIFEST_PREFIX)
        || name.starts_with(TEMPORARY_PREFIX)
}

/// Opens what an index was committed with.
///
/// Positions too, which tantivy opens only for the first search, so that their loss is found before they
/// are relied on. What is opened stays open: a search does not open it again.
fn searcher(index: &Index) -> tantivy::Result<Searcher> {
    let reader: IndexReader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .doc_store_cache_num_blocks(0)
        .try_into()?;
    let searcher = reader.searcher();
    let (schema, fields) = schema::schema();
    if index.schema() == schema {
        for segment in searcher.segment_readers() {
            segment.inverted_index(fields.text)?;
        }
    }
    Ok(searcher)
}

fn is_missing_file(cause: &TantivyError) -> bool {
    matches!(cause, TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_)))
}

/// The generation that the index's last commit names. Without a commit, as a crash in the first
/// build leaves it, there is no index yet.
fn generation(index: &Index, path: &Path) -> Result<u64, IndexError> {
    let state = index.load_metas().map_err(IndexError::engine(path))?;
    let Some(payload) = state.payload else {
        return Err(IndexError::Missing { path: path.to_owned() });
    };
    payload.parse().map_err(|_| IndexError::damaged(path, "its last commit has no name"))
}

/// The fields of an opened index.
pub(super) fn fields(index: &Index, path: &Path) -> Result<Fields, IndexError> {
    let (schema, fields) = schema::schema();
    if index.schema() == schema {
        Ok(fields)
    } else {
        Err(IndexError::damaged(path, "its fields are others"))
    }
}
