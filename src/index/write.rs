//! Carrying out a refresh: reading, analysing, committing.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::directory::Directory;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter, Term};

use super::IndexError;
use super::changes::{Changes, Known};
use super::document::{Documents, documents};
use super::manifest::{Contents, FileState, NoteRecord, SkippedRecord};
use super::refresh::{Progress, Source};
use super::schema::Fields;
use super::segment::SegmentBuilder;
use super::store::{self, Store};
use super::terms::{TermReader, Vocabulary};
use super::writable::sweep;
use crate::note::{Cause, ContentHash, Found, Note, Problem, Reading, read};
use crate::passage::{Outline, outline};
use crate::topic::Recognizer;

/// What has to be written.
pub(super) struct Job<'a> {
    pub store: &'a Store,
    pub source: &'a Source,
    pub found: &'a [Found],
    pub manifest: Contents,
    pub changes: Changes,
    /// Forget all that is there.
    pub anew: bool,
}

/// What was written.
pub(super) struct Outcome {
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
    pub skipped: Vec<Problem>,
}

/// A file to look at, and what the manifest has on it.
#[derive(Clone, Copy)]
struct Task {
    file: usize,
    former: Option<Known>,
    /// The key that its documents get if they are new.
    key: u32,
}

/// What became of a file.
enum Fate {
    /// Its documents are in.
    Indexed(Box<NoteRecord>),
    /// It holds what it held before.
    Same(FileState),
    /// It is no note.
    Skipped(Box<SkippedRecord>, Problem),
}

/// The least that tantivy has for a thread of its own, which is given nothing to do.
const LEAST_MEMORY: usize = 15 << 20;
/// Fewer files than this are not worth a second thread.
const FILES_PER_THREAD: usize = 16;
/// More threads than this wait for memory, not for a core.
const MOST_THREADS: usize = 8;
/// Each segment costs every query a little; above this many, they are merged.
const MOST_SEGMENTS: usize = 6;

impl Job<'_> {
    /// Reads, analyses and commits.
    pub(super) fn run(mut self, progress: &dyn Progress) -> Result<Outcome, IndexError> {
        let data = self.store.data();
        let engine = || IndexError::engine(&data);
        let index = self.open()?;
        let fields = store::fields(&index, &data)?;

        let tasks = self.tasks();
        let threads = threads(tasks.len());
        let vocabulary = Vocabulary::new();
        let readers: Vec<_> =
            (0..threads).map(|_| TermReader::new(&vocabulary)).collect::<Result<_, _>>()?;
        let writer: IndexWriter =
            index.writer_with_num_threads(1, LEAST_MEMORY).map_err(engine())?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        // What a crash or a full disk has left behind goes first: its room may be needed.
        sweep(&data, &in_use(&index).map_err(engine())?);
        if self.anew {
            writer.delete_all_documents().map_err(engine())?;
        }

        progress
            .start(tasks.len(), tasks.iter().map(|task| self.found[task.file].stamp.size).sum());
        let recognizer = Recognizer::new(&self.source.catalog);
        let ingest = Ingest {
            found: self.found,
            manifest: &self.manifest,
            clock: self.source.notes.clock,
            writer: &writer,
            fields,
            vocabulary: &vocabulary,
            recognizer: &recognizer,
            building: Mutex::default(),
            scratch: data.clone(),
            progress,
        };
        let fates = ingest.run(&tasks, readers).map_err(engine())?;
        progress.commit();
        ingest.finish().map_err(engine())?;
        let former = std::mem::take(&mut self.manifest.notes);
        let (outcome, gone) = self.record(&former, fates);
        for &key in &gone {
            writer.delete_term(Term::from_field_u64(fields.note, u64::from(key)));
        }
        if self.anew || !gone.is_empty() || outcome.added + outcome.changed > 0 {
            self.commit(&index, writer)?;
        } else {
            // Only times have changed: no document has, so there is nothing to commit.
            drop(writer);
            self.manifest.write(&data)?;
        }
        progress.finish();
        Ok(outcome)
    }

    /// Opens the index; one that cannot be opened is begun again, since all of it is written anew.
    fn open(&self) -> Result<Index, IndexError> {
        match self.store.open_or_create() {
            Err(cause) if self.anew && cause.is_mended_by_rebuild() => {
                self.store.clear()?;
                self.store.open_or_create()
            }
            opened => opened,
        }
    }

    fn tasks(&mut self) -> Vec<Task> {
        let added = self.changes.added.iter().map(|&file| (file, None));
        let touched = self.changes.touched.iter().map(|&(file, known)| (file, Some(known)));
        let mut key = self.manifest.next_key;
        let tasks = added
            .chain(touched)
            .map(|(file, former)| {
                key += 1;
                Task { file, former, key: key - 1 }
            })
            .collect();
        self.manifest.next_key = key;
        tasks
    }

    /// Enters what became of the files into the manifest. Also gives the keys whose documents go.
    fn record(&mut self, former: &[NoteRecord], fates: Vec<(Task, Fate)>) -> (Outcome, Vec<u32>) {
        let mut outcome = Outcome { added: 0, changed: 0, removed: 0, skipped: Vec::new() };
        let mut notes: Vec<Option<NoteRecord>> = former.iter().cloned().map(Some).collect();
        let mut skipped: Vec<Option<SkippedRecord>> =
            std::mem::take(&mut self.manifest.skipped).into_iter().map(Some).collect();
        let mut gone = Vec::new();
        let mut forget =
            |known: Known,
             notes: &mut Vec<Option<NoteRecord>>,
             skipped: &mut Vec<Option<SkippedRecord>>| match known {
                Known::Note(at) => gone.extend(notes[at].take().map(|note| note.key)),
                Known::Skipped(at) => skipped[at] = None,
            };
        for &known in &self.changes.removed {
            outcome.removed += usize::from(known.is_note());
            forget(known, &mut notes, &mut skipped);
        }
        for (task, fate) in fates {
            match (fate, task.former) {
                (Fate::Same(state), Some(Known::Note(at))) => {
                    if let Some(note) = &mut notes[at] {
                        note.file = state;
                    }
                }
                (Fate::Same(state), Some(Known::Skipped(at))) => {
                    if let Some(file) = &mut skipped[at] {
                        file.file = state;
                    }
                }
                (Fate::Same(_), None) => {}
                (Fate::Indexed(entry), known) => {
                    match known {
                        Some(Known::Note(_)) => outcome.changed += 1,
                        _ => outcome.added += 1,
                    }
                    known.into_iter().for_each(|known| forget(known, &mut notes, &mut skipped));
                    notes.push(Some(*entry));
                }
                (Fate::Skipped(entry, problem), known) => {
                    outcome.removed += usize::from(known.is_some_and(Known::is_note));
                    known.into_iter().for_each(|known| forget(known, &mut notes, &mut skipped));
                    skipped.push(Some(*entry));
                    outcome.skipped.push(problem);
                }
            }
        }
        self.manifest.notes = notes.into_iter().flatten().collect();
        self.manifest.notes.sort_by(|a, b| (a.root, &a.path).cmp(&(b.root, &b.path)));
        self.manifest.skipped = skipped.into_iter().flatten().collect();
        self.manifest.skipped.sort_by(|a, b| (a.root, &a.path).cmp(&(b.root, &b.path)));
        (outcome, gone)
    }

    /// Makes documents and manifest one new generation, and keeps segments few.
    fn commit(&mut self, index: &Index, mut writer: IndexWriter) -> Result<(), IndexError> {
        let data = self.store.data();
        let engine = || IndexError::engine(&data);
        self.manifest.generation += 1;
        // The manifest first: until the commit names it, nobody reads it.
        let mut prepared = writer.prepare_commit().map_err(engine())?;
        prepared.set_payload(&self.manifest.generation.to_string());
        self.manifest.write(&data)?;
        prepared.commit().map_err(engine())?;
        let merged = segments_to_merge(index).map_err(engine())?;
        if !merged.is_empty() {
            writer.merge(&merged).wait().map_err(engine())?;
        }
        writer.wait_merging_threads().map_err(engine())?;
        // The new commit must be there before what the former one names goes.
        let kept = index.directory().sync_directory();
        kept.map_err(|cause| IndexError::write(&data, cause))?;
        sweep(&data, &in_use(index).map_err(engine())?);
        self.manifest.sweep(&data);
        Ok(())
    }
}

/// The files of the segments that the last commit names.
fn in_use(index: &Index) -> tantivy::Result<HashSet<PathBuf>> {
    Ok(index.load_metas()?.list_segment_files())
}

/// The segments that should be one, smallest first: the small ones where there are many. Merging the
/// largest each time would make a refresh cost as much as a rebuild.
fn segments_to_merge(index: &Index) -> tantivy::Result<Vec<SegmentId>> {
    let mut metas = index.searchable_segment_metas()?;
    metas.sort_by_key(SegmentMeta::num_docs);
    // A segment of which most is deleted is written again without the dead.
    let wasteful = |meta: &SegmentMeta| meta.num_deleted_docs() > meta.num_docs();
    if metas.len() <= MOST_SEGMENTS {
        let wasteful: Vec<_> = metas.iter().filter(|meta| wasteful(meta)).cloned().collect();
        return Ok(ids(&wasteful));
    }
    let mut sum = 0;
    let mut few = 0;
    for meta in &metas {
        if few >= 2 && meta.num_docs() > 2 * sum {
            break;
        }
        sum += meta.num_docs();
        few += 1;
    }
    Ok(ids(&metas[..few]))
}

fn ids(metas: &[SegmentMeta]) -> Vec<SegmentId> {
    metas.iter().map(SegmentMeta::id).collect()
}

/// Threads for so many files.
fn threads(files: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    cores.min(MOST_THREADS).min(files / FILES_PER_THREAD + 1)
}

/// Reads and analyses files and gathers their documents in a segment.
struct Ingest<'a> {
    found: &'a [Found],
    manifest: &'a Contents,
    clock: fn() -> i64,
    writer: &'a IndexWriter,
    fields: Fields,
    vocabulary: &'a Vocabulary,
    recognizer: &'a Recognizer<'a>,
    /// The segment that documents come into.
    building: Mutex<Option<SegmentBuilder>>,
    /// A folder for files of what is being built.
    scratch: PathBuf,
    progress: &'a dyn Progress,
}

impl Ingest<'_> {
    fn run(
        &self,
        tasks: &[Task],
        readers: Vec<TermReader<'_>>,
    ) -> tantivy::Result<Vec<(Task, Fate)>> {
        let next = &AtomicUsize::new(0);
        let fates = &Mutex::new(Vec::with_capacity(tasks.len()));
        let failure = &Mutex::new(None);
        std::thread::scope(|scope| {
            for mut terms in readers {
                scope.spawn(move || {
                    while let Some(&task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                        match self.file(task, &mut terms) {
                            Ok(fate) => lock(fates).push((task, fate)),
                            Err(cause) => {
                                *lock(failure) = Some(cause);
                                next.store(tasks.len(), Ordering::Relaxed);
                            }
                        }
                        self.progress.advance(self.found[task.file].stamp.size);
                    }
                });
            }
        });
        match lock(failure).take() {
            Some(cause) => Err(cause),
            None => Ok(std::mem::take(&mut *lock(fates))),
        }
    }

    /// Writes the segment, if anything came into it.
    fn finish(&self) -> tantivy::Result<()> {
        let Some(builder) = lock(&self.building).take() else { return Ok(()) };
        self.vocabulary.forget_words();
        self.writer.add_segment(builder.finish(self.vocabulary, self.recognizer.catalog())?)
    }

    /// Takes in the documents of a note.
    fn add(&self, documents: &Documents) -> tantivy::Result<()> {
        let mut building = lock(&self.building);
        let builder = match &mut *building {
            Some(builder) => builder,
            None => {
                let segment = self.writer.new_segment();
                building.insert(SegmentBuilder::new(segment, self.fields, &self.scratch)?)
            }
        };
        Ok(builder.add(documents, self.vocabulary)?)
    }

    fn file(&self, task: Task, terms: &mut TermReader<'_>) -> tantivy::Result<Fate> {
        let found = &self.found[task.file];
        let read_at = (self.clock)();
        let reading = read(&self.manifest.roots[found.root], found);
        let state = |hash| FileState { stamp: found.stamp, read_at, hash };
        let note = match reading {
            Reading::Note(note) => note,
            Reading::Skipped(problem) => {
                let file = match problem.cause {
                    // Nothing of the file tells when it can be read again.
                    Cause::Unreadable(_) => {
                        FileState { read_at: 0, ..state(ContentHash::default()) }
                    }
                    _ => state(ContentHash::default()),
                };
                let entry = SkippedRecord {
                    root: found.root as u32,
                    path: found.path.clone(),
                    file,
                    reason: problem.cause.to_string(),
                };
                return Ok(Fate::Skipped(Box::new(entry), problem));
            }
        };
        if let Some(Known::Note(at)) = task.former
            && self.manifest.notes[at].file.hash == note.hash
        {
            return Ok(Fate::Same(state(note.hash)));
        }
        let outline = outline(note.format, &note.path.stem(), note.source.as_str());
        let documents = documents(task.key, &note, &outline, self.recognizer, terms);
        self.add(&documents)?;
        Ok(Fate::Indexed(Box::new(entry(&note, outline, &documents, state(note.hash)))))
    }
}

fn entry(note: &Note, outline: Outline, documents: &Documents, file: FileState) -> NoteRecord {
    NoteRecord {
        root: note.root as u32,
        path: note.path.clone(),
        key: documents.key,
        file,
        passages: documents.passages.len() as u32,
        width: documents.width,
        title: outline.title,
        tags: outline.tags,
        replaced: note.replaced as u32,
        is_plain: note.source.is_plain(),
    }
}

/// A lock that another thread's panic has not made useless: what it guards is only ever appended to.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
