//! How words that the dictionary lacks are read: by the category of their characters.

use std::collections::BTreeMap;

use lindera_dictionary::dictionary::character_definition::{
    CategoryData, CategoryId, CharacterDefinition, LookupTable,
};
use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
use lindera_dictionary::viterbi::{LexType, WordEntry, WordId};

use crate::convert::check_ids;
use crate::mecab::{Characters, Malformed, Matrix, WordList};
use crate::records::{details, push_record};
use crate::spaces::Spaced;

/// The categories of all characters, the one that decides first.
///
/// # Errors
/// A character is in a category that does not exist.
pub fn character_definition(characters: &Characters<'_>) -> Result<CharacterDefinition, Malformed> {
    let count = characters.categories.len();
    // How a category behaves stands in the record of every character that defaults to it.
    let mut behaviour = vec![CategoryData { invoke: false, group: false, length: 0 }; count];
    let mut boundaries = Vec::new();
    let mut rows: BTreeMap<u32, Vec<CategoryId>> = BTreeMap::new();
    let mut previous = None;
    for code_point in 0..=0xffff {
        let info = characters.info(code_point)?;
        if previous == Some(info) {
            continue;
        }
        previous = Some(info);
        behaviour[info.default] =
            CategoryData { invoke: info.invoke, group: info.group, length: info.length };
        let others = (0..count).filter(|&id| info.mask >> id & 1 == 1 && id != info.default);
        let row = std::iter::once(info.default).chain(others).map(CategoryId).collect();
        boundaries.push(code_point);
        rows.insert(code_point, row);
    }
    let table = LookupTable::from_fn(boundaries, &|code_point, row| {
        row.extend(rows.get(&code_point).into_iter().flatten());
    });
    let names = characters.categories.iter().map(|&name| name.to_owned()).collect();
    Ok(CharacterDefinition::new(behaviour, names, table))
}

/// The words that unknown words are read as, by category.
///
/// # Errors
/// The list is malformed, or does not fit the categories or the matrix.
pub fn unknown_words(
    bytes: &[u8],
    characters: &Characters<'_>,
    matrix: &Matrix<'_>,
) -> Result<UnknownDictionary, Malformed> {
    let mut unknown = UnknownDictionary {
        category_references: vec![Vec::new(); characters.categories.len()],
        costs: Vec::new(),
        words_idx_data: Vec::new(),
        words_data: Vec::new(),
    };
    WordList::parse(bytes)?.for_each(|category, entry| {
        check_ids(&entry, matrix)?;
        let category = characters
            .categories
            .iter()
            .position(|&name| name == category)
            .ok_or_else(|| Malformed(format!("no character is in category {category:?}")))?;
        let id = unknown.costs.len() as u32;
        unknown.category_references[category].push(id);
        let word = WordId::new(LexType::Unknown, id);
        unknown.costs.push(WordEntry::new(word, entry.cost, entry.left_id, entry.right_id));
        let details = details(&entry.feature)?;
        unknown.words_idx_data.push(unknown.words_data.len() as u32);
        push_record(&mut unknown.words_data, &details);
        Ok(())
    })?;
    Ok(unknown)
}

/// Puts the whitespace words in the place of the one that the dictionary has for form's sake.
pub fn replace_whitespace(
    unknown: &mut UnknownDictionary,
    characters: &Characters<'_>,
    spaced: &Spaced,
) {
    let Some(space) = characters.categories.iter().position(|&name| name == "SPACE") else {
        return;
    };
    let details = unknown.category_references[space]
        .first()
        .and_then(|&id| unknown.words_idx_data.get(id as usize).copied())
        .unwrap_or_default();
    unknown.category_references[space].clear();
    for &(left_id, right_id) in &spaced.words {
        let id = unknown.costs.len() as u32;
        unknown.category_references[space].push(id);
        let word = WordId::new(LexType::Unknown, id);
        unknown.costs.push(WordEntry::new(word, 0, left_id, right_id));
        unknown.words_idx_data.push(details);
    }
}
