//! The build refuses a catalogue that a look-up could not trust, and says where it is wrong.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

#[path = "../build/catalog/mod.rs"]
mod catalog;

const SQS: &str = r#"
[[entity]]
id = "aws.sqs"
kind = "service"
name = "Amazon SQS"
acronym = ["SQS"]
"#;

/// What is said of a data file; nothing if it is sound.
fn complaint(text: &str) -> Option<String> {
    let folder = TempDir::new().expect("a temporary folder");
    fs::write(folder.path().join("test.toml"), text).expect("a data file");
    fs::write(folder.path().join("README.md"), "not data").expect("another file");
    let outcome = catalog::generate(folder.path(), folder.path());
    assert_eq!(outcome.is_ok(), folder.path().join("catalog.rs").exists());
    let prefix = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
    outcome.err().map(|error| error.to_string().replace(&prefix, ""))
}

#[track_caller]
fn assert_refused(text: &str, reason: &str) {
    let complaint = complaint(text).unwrap_or_default();
    assert!(complaint.contains(reason), "expected {reason:?} in:\n{complaint}");
}

fn with(extra: &str) -> String {
    format!("{SQS}{extra}\n")
}

fn entry(id: &str, rest: &str) -> String {
    with(&format!("[[entity]]\nid = {id:?}\nkind = \"concept\"\n{rest}"))
}

#[test]
fn sound_data_is_taken() {
    assert_eq!(complaint(SQS), None);
    assert_eq!(
        complaint(&entry("concept.queue", "name = \"queue\"\nrelated = [\"aws.sqs\"]")),
        None
    );
}

#[test]
fn the_programs_own_data_is_sound() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/catalog");
    let out = TempDir::new().expect("a temporary folder");
    catalog::generate(&data, out.path()).expect("a sound catalogue");
}

#[test]
fn ids_are_well_formed_and_taken_once() {
    assert_refused(
        &entry("aws.sqs", "name = \"queue\""),
        r#"the id "aws.sqs" is taken by test.toml:3"#,
    );
    for id in ["queue", "Concept.queue", "concept..queue", "concept.message queue", ""] {
        assert_refused(&entry(id, "name = \"queue\""), "is not dotted words");
    }
}

#[test]
fn references_lead_somewhere() {
    assert_refused(
        &with("parent = \"aws.sns\""),
        r#"the parent "aws.sns" is not in the catalogue"#,
    );
    assert_refused(
        &with("related = [\"x.y\"]"),
        r#"the related entity "x.y" is not in the catalogue"#,
    );
    assert_refused(&with("parent = \"aws.sqs\""), "is the entity itself");
    let looped = entry("aws.sqs.fifo", "name = \"FIFO queue\"\nparent = \"aws.sqs\"");
    let looped = looped.replace("acronym", "parent = \"aws.sqs.fifo\"\nacronym");
    assert_refused(&looped, "test.toml:3: aws.sqs: its parents lead back to it");
}

#[test]
fn names_are_names() {
    assert_refused(&with("also = [\"\"]"), r#"the name "" is empty"#);
    assert_refused(&with("also = [\"- -\"]"), r#"the name "- -" is empty"#);
    assert_refused(&with("also = [\"s q s\"]"), "is there already");
    assert_refused(&with("also = [\" queue\"]"), "has spaces around it");
    assert_refused(&with("also = [\"\\u110F\\u1172\"]"), "decomposed letters");
    assert_refused(&with("also = [\"queue (AWS)\"]"), "ends in a bracket");
    assert_refused(&with("hangul = [\"Queue\"]"), "is listed as Hangul and has none");
    assert_refused(&with("ambiguous = [\"queue\"]"), "is none of its names");
    assert_refused(&with("ambiguous = [\"SQS\", \"sqs\"]"), "is listed as ambiguous twice");
}

#[test]
fn a_shared_name_is_usually_meant_for_one() {
    let shared = entry("concept.queue", "name = \"queue\"\nalso = [\"sqs\"]");
    assert_refused(&shared, r#"the name "sqs" is also a name of aws.sqs (test.toml:3)"#);
    let reserved =
        entry("concept.queue", "name = \"queue\"\nalso = [\"sqs\"]\nambiguous = [\"SQS\"]");
    assert_eq!(complaint(&reserved), None);
}

#[test]
fn files_are_well_formed() {
    assert_refused("[[entity]]\nid = \"a.b\"\nname = \"b\"\n", "test.toml:1: missing field `kind`");
    assert_refused(&with("nickname = [\"q\"]"), "unknown field `nickname`");
    assert_refused(&SQS.replace("service", "servant"), "unknown variant `servant`");
    assert_refused("[[entity]", "test.toml:1:");
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let complaint = complaint(&with("parent = \"a.b\"\nalso = [\"\"]")).unwrap_or_default();
    assert!(complaint.starts_with("the catalogue has 2 problem(s):\n"), "{complaint}");
}

#[test]
fn a_missing_folder_is_named() {
    let out = TempDir::new().expect("a temporary folder");
    let missing = out.path().join("nowhere");
    let error = catalog::generate(&missing, out.path()).expect_err("nothing to read");
    assert!(error.to_string().starts_with(&missing.display().to_string()));
}
