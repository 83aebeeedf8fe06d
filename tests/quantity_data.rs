//! The build refuses a list of units, numerals or bounds that has a line it cannot read, and says which.

use std::fs;
use std::path::MAIN_SEPARATOR;

use tempfile::TempDir;

#[path = "../build/quantity.rs"]
mod quantity;

const LISTS: [(&str, &str); 3] = [
    ("units.txt", "# Units\ntime 60 - 분 min\nsize 1024|1000 - kb\n# Nouns\ncount 1 명 명\n"),
    ("numerals.txt", "2 두 two\n20..90 수십\n"),
    ("bounds.txt", "before max 최대\nbeside approximate 약\nafter min or more\n"),
];

/// What is said of the lists with a line more in one of them; the tables if they are sound.
fn made(list: &str, line: &str) -> Result<String, String> {
    let (data, out) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    for (name, text) in LISTS {
        let more = if name == list { line } else { "" };
        fs::write(data.path().join(name), format!("{text}{more}")).expect("a list");
    }
    let prefix = format!("{}{MAIN_SEPARATOR}", data.path().display());
    quantity::generate(data.path(), out.path()).map_err(|error| error.replace(&prefix, ""))?;
    let read = |name: &str| fs::read_to_string(out.path().join(name)).expect("a table");
    Ok(["units.rs", "numerals.rs", "bounds.rs"].map(read).concat())
}

#[test]
fn sound_lists_are_tables_in_the_order_of_looking() {
    let tables = made("", "").expect("sound");
    for part in [
        "Entry { kind: Unit::Size, factor: 1024.0, decimal: Some(1000.0), counter: None }",
        "Entry { kind: Unit::Count, factor: 1.0, decimal: None, counter: Some(\"명\") }",
        "('k', \"kb\", 1),\n    ('m', \"min\", 0),\n    ('명', \"명\", 2),\n    ('분', \"분\", 0),",
        "FIRST_NOUN: usize = 2",
        "('수', (\"수십\", (20.0, 90.0)))",
        "&[char] = &[\n    't',\n    '두',\n    '수',\n]",
        "DISTANT: &[(Bound, &str)] = &[\n    (Bound::Max, \"최대\"),\n]",
        "AFTER: &[(Bound, &str)] = &[\n    (Bound::Min, \"or more\"),\n]",
    ] {
        assert!(tables.contains(part), "no {part} in\n{tables}");
    }
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    for (list, line, place) in [
        ("units.txt", "tmie 1 - 초", "units.txt:6: expected kind"),
        ("units.txt", "time one - 초", "units.txt:6: expected kind"),
        ("units.txt", "size 1024|x - kb", "units.txt:6: expected kind"),
        ("units.txt", "time 1 -", "units.txt:6: expected kind"),
        ("numerals.txt", "3..many 여럿", "numerals.txt:3: expected number"),
        ("numerals.txt", "3", "numerals.txt:3: expected number"),
        ("bounds.txt", "behind max 까지", "bounds.txt:4: expected `before`"),
        ("bounds.txt", "after most 까지", "bounds.txt:4: expected `before`"),
        ("bounds.txt", "after max", "bounds.txt:4: expected `before`"),
    ] {
        let refused = made(list, line).expect_err(line);
        assert!(refused.starts_with(place), "{refused}");
    }
}
