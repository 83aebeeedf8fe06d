//! tantivy with its default tokenizer over the notes of a folder, one document a note, for
//! `scripts/bench.py` to compare with.
//!
//! ```text
//! tantivy_default index NOTES INDEX
//! tantivy_default query INDEX WORDS
//! ```

use std::error::Error;
use std::path::Path;
use std::thread::available_parallelism;
use std::{env, fs};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, STRING, Schema, TEXT};
use tantivy::{Index, ReloadPolicy, TantivyDocument, Term, doc};

/// Bytes for documents that are not yet written, of all threads.
const HEAP: usize = 256 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["index", notes, index] => build(Path::new(notes), Path::new(index)),
        ["query", index, words] => ask(Path::new(index), words),
        _ => Err("tantivy_default index NOTES INDEX | query INDEX WORDS".into()),
    }
}

fn build(notes: &Path, index: &Path) -> Result<(), Box<dyn Error>> {
    let mut schema = Schema::builder();
    let path = schema.add_text_field("path", STRING | STORED);
    let text = schema.add_text_field("text", TEXT);
    fs::create_dir_all(index)?;
    let index = Index::create_in_dir(index, schema.build())?;
    let threads = available_parallelism().map_or(1, usize::from);
    let mut writer = index.writer_with_num_threads(threads, HEAP)?;
    for entry in walkdir::WalkDir::new(notes) {
        let entry = entry?;
        let is_note = entry.path().extension().is_some_and(|end| end == "md" || end == "txt");
        if entry.file_type().is_file() && is_note {
            let bytes = fs::read(entry.path())?;
            let name = entry.path().to_string_lossy();
            writer.add_document(doc!(path => &*name, text => &*String::from_utf8_lossy(&bytes)))?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

fn ask(index: &Path, words: &str) -> Result<(), Box<dyn Error>> {
    let index = Index::open_in_dir(index)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = tantivy::IndexReader::searcher(&reader);
    let field = |name| index.schema().get_field(name);
    let (path, text) = (field("path")?, field("text")?);
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut analyzer = index.tokenizer_for_field(text)?;
    let mut tokens = analyzer.token_stream(words);
    while tokens.advance() {
        let term = Term::from_field_text(text, &tokens.token().text);
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        clauses.push((Occur::Should, Box::new(query)));
    }
    let best = TopDocs::with_limit(10).order_by_score();
    for (score, address) in searcher.search(&BooleanQuery::new(clauses), &best)? {
        let document: TantivyDocument = searcher.doc(address)?;
        println!("{score} {:?}", document.get_first(path));
    }
    Ok(())
}
