//! Forms of verbs and adjectives that the dictionary lacks.
//!
//! ko-dic lists the forms in which a stem and its ending have grown together, as far as its corpus has
//! them: of newspapers, which write 바꾼다 and seldom 바꿉니다. That is read as 바 and 꿉 then.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::hangul::Syllable;
use super::{Reading, Typical, Words};
use crate::borders::PREDICATE;
use crate::mecab::Entry;

/// Of fewer forms than this a stem may be a slip of the corpus (만드 for 만들).
const FEWEST_FORMS: usize = 2;

/// A form of so many syllables is hardly anything else, and need not be [dearer](PREDICATE) than a noun:
/// 낮춘다 is no 낮 and 춘다.
const UNMISTAKABLE: usize = 3;

/// A stem and its part of speech.
type Stem<'w> = (&'w str, &'w str);

/// A form, the part of speech of its ending, and the ending as ko-dic writes it.
type Form = (String, &'static str, &'static str);

/// Adds what is missing of the forms of each stem that the dictionary itself has forms of. Each costs
/// what such a form does that the corpus has not, which most have not.
pub fn add(words: &mut Words<'_>) {
    let known: HashSet<&str> = words.iter().map(|(surface, _)| surface.as_str()).collect();
    let mut added: BTreeMap<String, (Stem<'_>, Form)> = BTreeMap::new();
    for stem in stems(words) {
        for form in forms(stem) {
            // One syllable is as much of other words.
            if form.0.chars().nth(1).is_some() && !known.contains(form.0.as_str()) {
                added.entry(form.0.clone()).or_insert((stem, form));
            }
        }
    }
    let typical = typical(words);
    let entry = |((stem, tag), (form, ending_tag, ending)): (Stem<'_>, Form)| {
        let pos = format!("{tag}+{ending_tag}");
        let feature = format!(
            "{pos},*,*,{form},Inflect,{tag},{ending_tag},{stem}/{tag}/*+{ending}/{ending_tag}/*"
        );
        Some((form, typical.get(&pos)?.word(feature)))
    };
    let added: Vec<_> = added.into_values().filter_map(entry).collect();
    words.extend(added);
    for (surface, entry) in words {
        let is_predicate = ["VV+", "VA+", "VX+"].iter().any(|tag| entry.feature.starts_with(tag));
        if is_predicate && surface.chars().count() >= UNMISTAKABLE {
            entry.cost = entry.cost.saturating_sub(PREDICATE);
        }
    }
}

/// The stems of which there are forms, those of most forms first.
fn stems<'w>(words: &'w Words<'_>) -> Vec<Stem<'w>> {
    let mut forms: HashMap<Stem<'w>, usize> = HashMap::new();
    let mut bare: Vec<Stem<'w>> = Vec::new();
    for (surface, entry) in words {
        let Some(reading) = predicate(entry) else { continue };
        if reading.is_simple {
            bare.push((surface, reading.pos));
        } else if let Some(stem) = reading.stem().filter(|_| reading.pos.contains('+')) {
            *forms.entry(stem).or_default() += 1;
        }
    }
    let count = |stem: &Stem<'w>| forms.get(stem).copied().unwrap_or_default();
    bare.retain(|stem| count(stem) >= FEWEST_FORMS && !is_slip(stem.0));
    bare.sort_by_key(|stem| (Reverse(count(stem)), *stem));
    bare.dedup();
    bare
}

/// Whether it is no stem that has forms by rule: 날으 is 날 with an ending, and 푸다 is 퍼.
fn is_slip(stem: &str) -> bool {
    stem.ends_with('으') || stem == "푸"
}

/// What the dictionary says of a word, if it begins with a verb or an adjective.
fn predicate<'w>(entry: &'w Entry<'_>) -> Option<Reading<'w>> {
    let is_predicate = entry.feature.starts_with("VV") || entry.feature.starts_with("VA");
    is_predicate.then(|| Reading::of(&entry.feature)).flatten()
}

/// What forms of a part of speech cost, and how they stand beside others.
fn typical(words: &Words<'_>) -> HashMap<String, Typical> {
    let mut kinds: HashMap<&str, Vec<&Entry<'_>>> = HashMap::new();
    for (_, entry) in words {
        if let Some(reading) = predicate(entry).filter(|reading| reading.is_inflected) {
            kinds.entry(reading.pos).or_default().push(entry);
        }
    }
    kinds
        .into_iter()
        .filter_map(|(pos, entries)| Some((pos.to_owned(), Typical::of(entries.into_iter(), 2)?)))
        .collect()
}

/// The forms of a stem that ends in a vowel or in ㄹ: others do not grow together with their endings, or
/// not by rule.
fn forms((stem, tag): Stem<'_>) -> Vec<Form> {
    let mut forms = Vec::new();
    let Some((before, last)) = Syllable::last_of(stem) else { return forms };
    let open = last.with_last(' ');
    let mut push = |syllable: Syllable, rest: &str, tag, ending| {
        forms.extend(syllable.char().map(|char| (format!("{before}{char}{rest}"), tag, ending)));
    };
    if matches!(last.last, ' ' | 'ㄹ') {
        push(open.with_last('ㅂ'), "니다", "EF", "ᄇ니다");
        push(open.with_last('ㅂ'), "니까", "EF", "ᄇ니까");
        push(open.with_last('ㄴ'), "", "ETM", "ᆫ");
        if tag == "VV" {
            push(open.with_last('ㄴ'), "다", "EF", "ᆫ다");
        }
    }
    if last.last == 'ㄹ' {
        push(open.with_last('ㄻ'), "", "ETN", "ᄆ");
    }
    if last.last == ' ' {
        push(open.with_last('ㄹ'), "", "ETM", "ᆯ");
        push(open.with_last('ㄹ'), "까", "EF", "ᆯ까");
        push(open.with_last('ㄹ'), "지", "EC", "ᆯ지");
        push(open.with_last('ㅁ'), "", "ETN", "ᄆ");
        if let Some(grown) = with_vowel_ending(stem, before, last) {
            push(grown.with_last('ㅆ'), "", "EP", "었");
            push(grown, "", "EC", "어");
            push(grown, "서", "EC", "어서");
            push(grown, "야", "EC", "어야");
            push(grown, "도", "EC", "어도");
        }
    }
    forms
}

/// The last syllable of a stem with -아 or -어 behind it, where they make one syllable: 꾸 and 어 are 꿔.
fn with_vowel_ending(stem: &str, before: &str, last: Syllable) -> Option<Syllable> {
    // 고르다 is 골라, 따르다 is 따라, and no rule tells which verbs in 르 are which.
    if stem.ends_with('르') {
        return None;
    }
    let vowel = match last.vowel {
        'ㅏ' if stem.ends_with('하') => 'ㅐ',
        'ㅏ' | 'ㅐ' | 'ㅓ' | 'ㅔ' | 'ㅕ' => last.vowel,
        'ㅗ' => 'ㅘ',
        'ㅜ' => 'ㅝ',
        'ㅣ' => 'ㅕ',
        'ㅚ' => 'ㅙ',
        'ㅡ' => {
            let is_bright = Syllable::last_of(before)
                .is_some_and(|(_, syllable)| matches!(syllable.vowel, 'ㅏ' | 'ㅗ'));
            // What is made with 쓰다, 뜨다 and 트다 goes like them: 받아써.
            if is_bright && !stem.ends_with(['쓰', '뜨', '트']) { 'ㅏ' } else { 'ㅓ' }
        }
        _ => return None,
    };
    Some(last.with_vowel(vowel))
}
