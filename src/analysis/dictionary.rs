//! The Korean dictionary that the build embedded, as lindera takes it.
//!
//! Nothing is copied: trie, entries, costs and details are read where they lie in the program
//! file, and only the pages that a text touches are ever loaded. `docs/dictionary.md` has the
//! reasons and the figures.

use std::sync::Arc;

use lindera_dictionary::LinderaResult;
use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::dictionary::character_definition::CharacterDefinition;
use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
use lindera_dictionary::error::LinderaErrorKind;
use lindera_dictionary::include_bytes_aligned;

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

/// Which dictionary it is: part of what an index must have been made with.
pub(super) const VERSION: &str = "mecab-ko-dic-2.1.1-20180720";

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
        Self::with(CharacterDefinition::load(CHARACTERS)?, metadata()?)
    }

    /// The dictionary for words that stand alone, in a twentieth of the time.
    ///
    /// What costs time is to prepare for long texts: a table of all characters, where a search finds
    /// the few of a word as well, and which words cost more behind a space, of which a word has none.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub(super) fn load_for_words() -> LinderaResult<Self> {
        let mut aligned = rkyv::util::AlignedVec::<16>::new();
        aligned.extend_from_slice(CHARACTERS);
        let characters = rkyv::from_bytes::<CharacterDefinition, rkyv::rancor::Error>(&aligned)
            .map_err(|error| LinderaErrorKind::Deserialize.with_error(error))?;
        Self::with(characters, Metadata { space_penalty: None, ..metadata()? })
    }

    fn with(characters: CharacterDefinition, metadata: Metadata) -> LinderaResult<Self> {
        let details = Dictionary {
            prefix_dictionary: Arc::new(words(WORDS_INDEX, WORDS)?),
            connection_cost_matrix: Arc::new(ConnectionCostMatrix::load(MATRIX)?),
            character_definition: Arc::new(characters),
            unknown_dictionary: Arc::new(UnknownDictionary::load(UNKNOWN)?),
            metadata: Arc::new(metadata),
        };
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

fn metadata() -> LinderaResult<Metadata> {
    let metadata = Metadata::load(METADATA)?;
    metadata.validate_format_version()?;
    Ok(metadata)
}

fn words(details_index: &'static [u8], details: &'static [u8]) -> LinderaResult<PrefixDictionary> {
    PrefixDictionary::load(TRIE, VALUES_INDEX, VALUES, details_index, details)
}
