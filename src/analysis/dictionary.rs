//! The Korean dictionary that the build embedded, as lindera takes it.
//!
//! Nothing is copied: trie, entries, costs and details are read where they lie in the program
//! file, and only the pages that a text touches are ever loaded. `docs/dictionary.md` has the
//! reasons and the figures.

use std::sync::Arc;

use lindera_dictionary::LinderaResult;
use lindera_dictionary::dictionary::character_definition::{
    CategoryData, CategoryId, CharacterDefinition,
};
use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
use lindera_dictionary::dictionary::{DetailFields, Dictionary};
use lindera_dictionary::error::LinderaErrorKind;
use lindera_dictionary::include_bytes_aligned;
use lindera_dictionary::viterbi::WordEntry;

use super::morphology::details;

// Statics, not constants: a constant would be written into the library's metadata once more.
static TRIE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/dict.trie"));
static VALUES_INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/dict.valsidx"));
static VALUES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/dict.vals"));
static WORDS_INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/dict.wordsidx"));
static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/dict.words"));
static ATTACHING_INDEX: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/attaching.wordsidx"));
static ATTACHING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/attaching.words"));
static CHARACTERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/char_def.bin"));
static UNKNOWN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/unk.bin"));
static METADATA: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/metadata.json"));
// Costs are read in place as 16-bit numbers, which an odd address would forbid.
static MATRIX: &[u8] = include_bytes_aligned!(concat!(env!("OUT_DIR"), "/ko-dic/matrix.mtx"));

/// The least cost for each left context.
static LEAST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/matrix.least"));

/// What it costs that a word begins with each left context.
static BEGINS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/matrix.begins"));

/// What it costs that a word ends with each right context.
static ENDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ko-dic/matrix.ends"));

/// Which dictionary it is: part of what an index must have been made with.
pub(super) const VERSION: &str = concat!("mecab-ko-dic-2.1.1-20180720+", env!("PILGI_DICTIONARY"));

/// The dictionary in the two views that the analysis needs. They share all but the
/// details of words.
pub(super) struct KoDic {
    /// For segmenting. Of words that attach to the word before them, which come first, it knows the
    /// part of speech, and of others nothing: a segmenter asks for no more, and scans it all at
    /// its start.
    pub(super) lattice: Dictionary,
    /// For the details of any word.
    pub(super) details: Dictionary,
}

impl KoDic {
    /// Takes the embedded bytes as a dictionary, which costs well under a millisecond.
    ///
    /// # Errors
    /// The bytes are not what this version of lindera reads: the build is broken.
    pub(super) fn load() -> LinderaResult<Self> {
        let details = with(CharacterDefinition::load(CHARACTERS)?)?;
        let lattice = Dictionary {
            prefix_dictionary: Arc::new(words(ATTACHING_INDEX, ATTACHING)?),
            ..details.clone()
        };
        Ok(Self { lattice, details })
    }

    /// How many entries the dictionary holds.
    pub(super) fn entries() -> usize {
        // An entry is a record id in four bytes, a cost and two context ids in two bytes each.
        VALUES.len() / 10
    }
}

/// The dictionary for words that stand alone, ready in a twentieth of the time.
///
/// What costs time is to prepare for long texts: a table of all characters, where a search finds the
/// few of a word as well, and which words cost more behind a space, of which a word has none.
pub(super) struct WordDictionary(Dictionary);

impl WordDictionary {
    /// Takes the embedded bytes.
    ///
    /// # Errors
    /// As [`KoDic::load`].
    pub(super) fn load() -> LinderaResult<Self> {
        let mut aligned = rkyv::util::AlignedVec::<16>::new();
        aligned.extend_from_slice(CHARACTERS);
        let characters = rkyv::from_bytes::<CharacterDefinition, rkyv::rancor::Error>(&aligned)
            .map_err(|error| LinderaErrorKind::Deserialize.with_error(error))?;
        with(characters).map(WordDictionary)
    }

    /// The words.
    pub(super) fn words(&self) -> &PrefixDictionary {
        &self.0.prefix_dictionary
    }

    /// What it costs that a word of a left context follows each right context.
    pub(super) fn costs(&self, left: u16) -> &[i16] {
        self.0.connection_cost_matrix.row(u32::from(left))
    }

    /// The least of these costs.
    pub(super) fn least_cost(&self, left: u16) -> i32 {
        let (costs, _) = LEAST.as_chunks();
        i32::from(i16::from_le_bytes(costs[usize::from(left)]))
    }

    /// What it costs that a word which is read alone begins with a left context, on the average of what
    /// most often stands before one.
    pub(super) fn begin_cost(&self, left: u16) -> i32 {
        let (costs, _) = BEGINS.as_chunks();
        i32::from(i16::from_le_bytes(costs[usize::from(left)]))
    }

    /// What it costs that a word which is read alone ends with a right context, on the average of what
    /// most often stands behind one.
    pub(super) fn end_cost(&self, right: u16) -> i32 {
        let (costs, _) = ENDS.as_chunks();
        i32::from(i16::from_le_bytes(costs[usize::from(right)]))
    }

    /// The categories of a character, the one that decides first.
    pub(super) fn categories(&self, char: char) -> &[CategoryId] {
        self.0.character_definition.lookup_categories(char)
    }

    /// How unknown words of a category are cut.
    pub(super) fn behaviour(&self, category: CategoryId) -> &CategoryData {
        self.0.character_definition.lookup_definition(category)
    }

    /// The numbers of the words that unknown ones of a category are read as.
    pub(super) fn unknown_words(&self, category: CategoryId) -> &[u32] {
        self.0.unknown_dictionary.lookup_word_ids(category)
    }

    /// One of these.
    pub(super) fn unknown_word(&self, id: u32) -> WordEntry {
        self.0.unknown_dictionary.word_entry(id)
    }

    /// The details of a word: of one that it has, or of one that it reads unknown ones as.
    pub(super) fn details(&self, id: u32, known: bool) -> DetailFields<'_> {
        details(&self.0, id, known)
    }

    /// Whether a text is nothing but white space.
    pub(super) fn is_space(&self, text: &str) -> bool {
        let space = self.0.character_definition.category_id_by_name("SPACE");
        let is_space = |char| space.is_some_and(|space| self.categories(char).contains(&space));
        text.chars().all(is_space)
    }
}

fn with(characters: CharacterDefinition) -> LinderaResult<Dictionary> {
    Ok(Dictionary {
        prefix_dictionary: Arc::new(words(WORDS_INDEX, WORDS)?),
        connection_cost_matrix: Arc::new(ConnectionCostMatrix::load(MATRIX)?),
        character_definition: Arc::new(characters),
        unknown_dictionary: Arc::new(UnknownDictionary::load(UNKNOWN)?),
        metadata: Arc::new(metadata()?),
    })
}

fn metadata() -> LinderaResult<Metadata> {
    let metadata = Metadata::load(METADATA)?;
    metadata.validate_format_version()?;
    Ok(metadata)
}

fn words(details_index: &'static [u8], details: &'static [u8]) -> LinderaResult<PrefixDictionary> {
    PrefixDictionary::load(TRIE, VALUES_INDEX, VALUES, details_index, details)
}
