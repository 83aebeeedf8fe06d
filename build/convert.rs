//! From the compiled MeCab dictionary to the files that lindera reads.
//!
//! Three things differ from what lindera's own builder would write, all within its format: the
//! details of words ([`records`](crate::records)), whitespace ([`spaces`](crate::spaces)) and context
//! ids ([`contexts`](crate::contexts)). Some words are mended and added ([`own`]). Beside them stands what it
//! costs a word that is read alone to begin and to end ([`borders`](crate::borders)).

use std::collections::BTreeMap;

use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::schema::Schema;
use lindera_dictionary::space_penalty::{SpacePenaltyConfig, SpacePenaltyRule};
use lindera_dictionary::viterbi::{LexType, WordEntry, WordId};

use crate::borders::{begins, ends};
use crate::contexts::{Contexts, Merged, merge};
use crate::error::Error;
use crate::mecab::{Characters, Entry, Malformed, Matrix, WordList};
use crate::own;
use crate::records::{Records, SPACE_PENALTIES};
use crate::source::{CHARACTERS, MATRIX, Source, UNKNOWN, WORDS, sha256};
use crate::spaces::add_whitespace;
use crate::unknown::{character_definition, replace_whitespace, unknown_words};

/// All that decides what [`convert`] makes of the source, but for lindera.
const CODE: &str = concat!(
    include_str!("contexts.rs"),
    include_str!("convert.rs"),
    include_str!("borders.rs"),
    include_str!("mecab.rs"),
    include_str!("records.rs"),
    include_str!("spaces.rs"),
    include_str!("unknown.rs"),
);

/// A name for the converted form. It changes with the code above and with lindera's version, so
/// that nothing outdated is taken from a cache.
pub fn key() -> String {
    let code = sha256([CODE, own::CODE].concat().as_bytes());
    format!("ko-dic-{}-lindera-{}", &code[..12], lindera_dictionary::get_version())
}

/// A file of the converted dictionary.
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Converts the whole dictionary.
///
/// # Errors
/// A source file is malformed, or holds what lindera cannot.
pub fn convert(source: &Source) -> Result<Vec<File>, Error> {
    let matrix = Matrix::parse(&source.matrix).map_err(|cause| source.malformed(MATRIX, cause))?;
    let characters = Characters::parse(&source.characters)
        .map_err(|cause| source.malformed(CHARACTERS, cause))?;
    let mut entries =
        read_words(&source.words, &matrix).map_err(|cause| source.malformed(WORDS, cause))?;
    own::amend(&mut entries).map_err(|cause| source.malformed(WORDS, cause))?;
    let definition =
        character_definition(&characters).map_err(|cause| source.malformed(CHARACTERS, cause))?;
    let mut unknown = unknown_words(&source.unknown, &characters, &matrix)
        .map_err(|cause| source.malformed(UNKNOWN, cause))?;
    let spaced = add_whitespace(&matrix);
    replace_whitespace(&mut unknown, &characters, &spaced);
    let (costs, contexts) = merge(&spaced, &entries);
    contexts.renew(&mut unknown);
    let mut files =
        word_files(&entries, &contexts).map_err(|cause| source.malformed(WORDS, cause))?;
    files.extend([
        File { name: "matrix.mtx", bytes: connection_costs(&costs) },
        File { name: "matrix.least", bytes: costs.least().flat_map(i16::to_le_bytes).collect() },
        File {
            name: "matrix.begins",
            bytes: begins(&costs, &contexts, &entries).flat_map(i16::to_le_bytes).collect(),
        },
        File {
            name: "matrix.ends",
            bytes: ends(&costs, &contexts).flat_map(i16::to_le_bytes).collect(),
        },
        File { name: "char_def.bin", bytes: archive(rkyv::to_bytes(&definition))? },
        File { name: "unk.bin", bytes: archive(rkyv::to_bytes(&unknown))? },
        File {
            name: "metadata.json",
            bytes: serde_json::to_vec(&metadata()).map_err(|cause| Error::lindera(&cause))?,
        },
    ]);
    Ok(files)
}

/// lindera marks its own order of the costs by a leading -1; it is the order of MeCab.
fn connection_costs(matrix: &Merged) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(6 + 2 * matrix.costs.len());
    bytes.extend_from_slice(&(-1_i16).to_le_bytes());
    bytes.extend_from_slice(&matrix.rights.to_le_bytes());
    bytes.extend_from_slice(&matrix.lefts.to_le_bytes());
    bytes.extend_from_slice(matrix.costs.as_flattened());
    bytes
}

/// All entries with their surfaces, in order of both: the packages differ in the order of
/// homographs, but what is made of them must not.
fn read_words<'a>(
    bytes: &'a [u8],
    matrix: &Matrix<'_>,
) -> Result<Vec<(String, Entry<'a>)>, Malformed> {
    let list = WordList::parse(bytes)?;
    let mut entries = Vec::with_capacity(list.len());
    list.for_each(|surface, entry| {
        check_ids(&entry, matrix)?;
        entries.push((surface.to_owned(), entry));
        Ok(())
    })?;
    entries.sort();
    Ok(entries)
}

/// The trie, its entries and their records.
fn word_files(
    entries: &[(String, Entry<'_>)],
    contexts: &Contexts,
) -> Result<Vec<File>, Malformed> {
    let mut records = Records::default();
    let provisional: Vec<_> = entries
        .iter()
        .map(|(_, entry)| records.keep(&entry.feature))
        .collect::<Result<_, Malformed>>()?;
    let mut surfaces: BTreeMap<String, Vec<WordEntry>> = BTreeMap::new();
    let mut values = Vec::with_capacity(entries.len() * 10);
    for ((surface, entry), provisional) in entries.iter().zip(provisional) {
        let id = records.id(provisional);
        let (left_id, right_id) = (contexts.left(entry.left_id), contexts.right(entry.right_id));
        // What `WordEntry` itself writes, which lindera keeps to itself.
        values.extend_from_slice(&id.to_le_bytes());
        values.extend_from_slice(&entry.cost.to_le_bytes());
        values.extend_from_slice(&left_id.to_le_bytes());
        values.extend_from_slice(&right_id.to_le_bytes());
        let id = WordId::new(LexType::System, id);
        let word = WordEntry::new(id, entry.cost, left_id, right_id);
        match surfaces.get_mut(surface) {
            Some(words) => words.push(word),
            None => drop(surfaces.insert(surface.clone(), vec![word])),
        }
    }
    let (trie, values_index) = PrefixDictionary::serialize_trie(&surfaces)
        .map_err(|cause| Malformed(cause.to_string()))?;
    check_words(&surfaces, [&trie, &values_index, &values])?;
    let records = records.serialize();
    Ok(vec![
        File { name: "dict.trie", bytes: trie },
        File { name: "dict.valsidx", bytes: values_index },
        File { name: "dict.vals", bytes: values },
        File { name: "dict.wordsidx", bytes: records.index },
        File { name: "dict.words", bytes: records.records },
        File { name: "attaching.wordsidx", bytes: records.tags_index },
        File { name: "attaching.words", bytes: records.tags },
    ])
}

/// Makes sure that lindera finds every surface with all its entries.
fn check_words(
    surfaces: &BTreeMap<String, Vec<WordEntry>>,
    [trie, values_index, values]: [&Vec<u8>; 3],
) -> Result<(), Malformed> {
    let [trie, values_index, values] = [trie.clone(), values_index.clone(), values.clone()];
    let converted = PrefixDictionary::load(trie, values_index, values, Vec::new(), Vec::new())
        .map_err(|cause| Malformed(cause.to_string()))?;
    match surfaces.iter().find(|(surface, words)| converted.find_surface(surface) != **words) {
        Some((surface, _)) => Err(Malformed(format!("{surface:?} is lost in the conversion"))),
        None => Ok(()),
    }
}

fn metadata() -> Metadata {
    let fields = ["surface", "left_context_id", "right_context_id", "cost"];
    let details = ["part_of_speech_tag", "kind", "expression"];
    let rules = SPACE_PENALTIES
        .iter()
        .map(|(tags, cost)| SpacePenaltyRule::new(tags.iter().copied(), *cost));
    Metadata {
        name: "ko-dic".to_owned(),
        dictionary_schema: Schema::new(
            fields.iter().chain(&details).map(|f| f.to_string()).collect(),
        ),
        space_penalty: Some(SpacePenaltyConfig::new(rules.collect())),
        ..Metadata::default()
    }
}

fn archive(bytes: Result<rkyv::util::AlignedVec, rkyv::rancor::Error>) -> Result<Vec<u8>, Error> {
    bytes.map(|bytes| bytes.to_vec()).map_err(|cause| Error::lindera(&cause))
}

/// Makes sure that the matrix knows the context ids of an entry.
pub fn check_ids(entry: &Entry<'_>, matrix: &Matrix<'_>) -> Result<(), Malformed> {
    if entry.left_id < matrix.lefts && entry.right_id < matrix.rights {
        return Ok(());
    }
    Err(Malformed(format!("{entry:?} has context ids that the matrix does not know")))
}
