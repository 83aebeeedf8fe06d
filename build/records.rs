//! What is kept of each word besides its costs: part of speech, kind and expression.
//!
//! Words with the same details share one record: 816,283 entries need some 319,000 records, and a
//! third of the bytes. A word id is therefore the number of a record, not of an entry.
//!
//! Records of words that attach to the word before them (endings, particles, the copula, suffixes)
//! come first. lindera scans the details of all word ids when it starts, for its space penalty;
//! given a table of these words alone, with their first part of speech, it scans under 4,000.

use std::collections::HashMap;

use crate::mecab::Malformed;

/// Parts of speech that a space in front of them makes unlikely, and by how much: the
/// `left-space-penalty-factor` of the dictionary's `dicrc`, with its `pos-id.def` looked up.
pub const SPACE_PENALTIES: [(&[&str], i32); 2] = [
    (&["EC", "EF", "EP", "ETM", "ETN", "VCP", "XSA", "XSN", "XSV"], 3000),
    (&["JC", "JKB", "JKC", "JKG", "JKO", "JKQ", "JKS", "JKV", "JX"], 6000),
];

/// Word details, each kept once: those of attaching words, and the others.
#[derive(Default)]
pub struct Records {
    numbers: HashMap<String, Provisional>,
    attaching: Vec<String>,
    others: Vec<String>,
}

/// The number of a record among its kind, until it is known how many attach.
#[derive(Clone, Copy)]
pub struct Provisional {
    attaching: bool,
    number: usize,
}

impl Records {
    /// Keeps the details of a word, by its feature.
    ///
    /// # Errors
    /// The feature is not of the form that the dictionary has.
    pub fn keep(&mut self, feature: &str) -> Result<Provisional, Malformed> {
        let details = details(feature)?;
        if let Some(&known) = self.numbers.get(&details) {
            return Ok(known);
        }
        let attaching = attaches(feature);
        let records = if attaching { &mut self.attaching } else { &mut self.others };
        let provisional = Provisional { attaching, number: records.len() };
        records.push(details.clone());
        self.numbers.insert(details, provisional);
        Ok(provisional)
    }

    /// The word id of a record, once all are kept.
    pub fn id(&self, provisional: Provisional) -> u32 {
        let before = if provisional.attaching { 0 } else { self.attaching.len() };
        (before + provisional.number) as u32
    }

    /// The records as lindera reads them.
    pub fn serialize(&self) -> Serialized {
        let (mut index, mut records) = (Vec::new(), Vec::new());
        for details in self.attaching.iter().chain(&self.others) {
            index.extend_from_slice(&(records.len() as u32).to_le_bytes());
            push_record(&mut records, details);
        }
        let (mut tags_index, mut tags) = (Vec::new(), Vec::new());
        let mut known = HashMap::new();
        for details in &self.attaching {
            let tag = details.split(['\0', '+']).next().unwrap_or_default();
            let start = *known.entry(tag).or_insert_with(|| {
                let start = tags.len() as u32;
                push_record(&mut tags, tag);
                start
            });
            tags_index.extend_from_slice(&start.to_le_bytes());
        }
        Serialized { index, records, tags_index, tags }
    }
}

/// Records as lindera reads them.
pub struct Serialized {
    /// Where each record starts, in four bytes each.
    pub index: Vec<u8>,
    /// The records, each behind its length.
    pub records: Vec<u8>,
    /// Where the record of each attaching word starts in `tags`.
    pub tags_index: Vec<u8>,
    /// The first part of speech of attaching words, each kept once.
    pub tags: Vec<u8>,
}

/// Appends a record: its length in four bytes, and the details.
pub fn push_record(records: &mut Vec<u8>, details: &str) {
    records.extend_from_slice(&(details.len() as u32).to_le_bytes());
    records.extend_from_slice(details.as_bytes());
}

/// Part of speech, and where there are any: the kind as one letter, and the expression.
///
/// # Errors
/// The feature is not of the form that the dictionary has.
pub fn details(feature: &str) -> Result<String, Malformed> {
    let fields: Vec<&str> = feature.split(',').collect();
    let [pos, _meaning, _coda, _reading, kind, _first, _last, expression] = fields[..] else {
        return Err(Malformed(format!("{} fields in {feature:?}, not 8", fields.len())));
    };
    let kind = match kind {
        "*" if expression == "*" => return Ok(pos.to_owned()),
        // One entry, 반여성주의, has an expression but no kind.
        "*" | "Compound" => "C",
        "Inflect" => "I",
        "Preanalysis" => "P",
        _ => return Err(Malformed(format!("unknown kind {kind:?} in {feature:?}"))),
    };
    Ok([pos, kind, expression].join("\0"))
}

fn attaches(feature: &str) -> bool {
    let first = feature.split([',', '+']).next().unwrap_or_default();
    SPACE_PENALTIES.iter().any(|(tags, _)| tags.contains(&first))
}
