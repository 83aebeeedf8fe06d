//! `pilgi limits`, and what else rests on quantities and on what passages are about.

use std::fs;
use std::path::Path;

use pilgi::engine::{Engine, LimitOptions, QueryOptions, SILENT};
use pilgi::note::WalkOptions;
use pilgi::quantity::Unit;
use serde::Deserialize;

#[derive(Deserialize)]
struct Pairs {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    one: String,
    other: String,
    agree: bool,
}

fn options() -> LimitOptions {
    LimitOptions {
        limit: 1000,
        services: Vec::new(),
        concepts: Vec::new(),
        unit: None,
        all: false,
        stale: false,
    }
}

fn on_own_notes(index: &Path) -> Engine {
    let notes = Path::new(env!("CARGO_MANIFEST_DIR")).join("notes");
    Engine::new(WalkOptions::new([notes]), index).expect("the notes are there")
}

#[test]
fn a_word_that_the_notes_do_not_have_is_told_and_stands_for_no_figure() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = on_own_notes(index.path());
    let limits = |raw: &str| engine.limits(raw, &options(), SILENT).expect("an answer");
    for word in ["zzxyq", "인절미", "모나카"] {
        let found = limits(word);
        assert!(found.rows.is_empty(), "{word}: {} rows", found.rows.len());
        assert!(found.remarks.iter().any(|remark| remark.contains(word)), "{:?}", found.remarks);
        let asked = limits(&format!("{word} 최대 크기"));
        assert!(asked.rows.is_empty(), "{word}: {} rows", asked.rows.len());
        let beside = limits(&format!("람다 {word}"));
        assert_eq!(beside.rows.len(), limits("람다").rows.len(), "{word}");
        assert!(beside.remarks.iter().any(|remark| remark.contains(word)), "{:?}", beside.remarks);
    }
    assert!(limits("").remarks.is_empty() && !limits("").rows.is_empty());
    assert_eq!(limits("lambda timeuot").reading.as_deref(), Some("lambda timeout"));
    assert_eq!(limits("fkaek").reading.as_deref(), Some("람다"));
    assert_eq!(limits("람다").reading, None);
    for row in limits("").rows {
        let [open, closed] = ['(', ')'].map(|bracket| row.subject.matches(bracket).count());
        assert!(open <= closed, "{}", row.subject);
    }
    assert!(!limits("최대 크기").rows.is_empty());
}

#[test]
fn what_is_asked_for_decides_which_figures_answer() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = on_own_notes(index.path());
    let limits = |raw: &str| engine.limits(raw, &options(), SILENT).expect("an answer").rows;
    // The line says neither `최대` nor `시간`.
    let rows = limits("람다 최대 실행 시간");
    assert_eq!(rows[0].raw, "900초", "{:?}", rows[0].raw);
    assert_eq!(rows[0].found.path.to_string(), "aws/serverless/lambda.md");
    // Lines that say both words state no figure.
    assert!(limits("lambda timeout").iter().any(|row| row.raw.contains("15분")));
    // A figure that no word calls a limit, in a line that says all that was asked.
    for (raw, figure) in [
        ("lambda layer 몇 개", "5개"),
        ("aurora 백업 보존", "1~35일"),
        ("sqs 메시지 크기", "256KB"),
        ("lambda 환경 변수", "4KB"),
    ] {
        let rows = limits(raw);
        assert_eq!(rows.first().map(|row| row.raw.as_str()), Some(figure), "{raw}");
    }
    for raw in ["S3 최대 크기", "람다 최대 크기", "최대 크기"] {
        let rows = limits(raw);
        assert!(!rows.is_empty(), "{raw}");
        assert!(rows.iter().all(|row| row.quantity.unit == Unit::Size), "{raw}");
    }
}

#[test]
fn words_that_do_not_meet_are_told() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = on_own_notes(index.path());
    let found = engine.limits("카프카 격리", &options(), SILENT).expect("an answer");
    let told = "no figure stands with all of `카프카`, `격리`: these do with some";
    assert_eq!(found.remarks, [told]);
    assert!(!found.rows.is_empty());
}

/// `| | Security Group | Network ACL |` above `| 규칙 수 | 60개 | 20개, 최대 40개 |`.
#[test]
fn a_figure_is_of_what_its_column_is_named_after() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = on_own_notes(index.path());
    let options = LimitOptions { services: vec!["network acl".into()], ..options() };
    let rows = engine.limits("규칙 수", &options, SILENT).expect("an answer").rows;
    let told: Vec<(&str, &str)> =
        rows.iter().map(|row| (row.raw.as_str(), row.subject.as_str())).collect();
    assert_eq!(told, [("40개", "규칙 수 Network ACL"), ("20개", "규칙 수 Network ACL")]);
}

#[test]
fn what_contradicts_is_found_and_nothing_else() {
    let text = include_str!("pairs.toml");
    let Pairs { pair } = toml::from_str(text).expect("sound pairs");
    let desk = tempfile::tempdir().expect("a temporary folder");
    for (number, Pair { one, other, .. }) in pair.iter().enumerate() {
        let folder = desk.path().join(format!("notes/{number:02}"));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("one.md"), one).expect("a note");
        fs::write(folder.join("other.md"), other).expect("a note");
    }
    let notes = WalkOptions::new([desk.path().join("notes")]);
    let engine = Engine::new(notes, &desk.path().join("index")).expect("an engine");
    let found = engine.conflicts("", &options(), SILENT).expect("an answer").pairs;
    let folder = |path: &str| path.split('/').next().and_then(|name| name.parse::<usize>().ok());
    let mut right = vec![false; pair.len()];
    for conflict in &found {
        let [one, other] = conflict.rows.each_ref().map(|row| row.found.path.to_string());
        let place = folder(&one).filter(|_| folder(&one) == folder(&other));
        let expected = place.is_some_and(|number| !pair[number].agree);
        assert!(expected, "{one} {other}: {} {:?}", conflict.subject, conflict.rows[0].raw);
        right[place.expect("a pair")] = true;
    }
    let planted = pair.iter().filter(|pair| !pair.agree).count();
    let missed: Vec<usize> =
        (0..pair.len()).filter(|&number| !pair[number].agree && !right[number]).collect();
    let recall = 1.0 - missed.len() as f64 / planted as f64;
    println!("{planted} planted conflicts, recall {recall:.2}, missed {missed:?}");
    assert!(recall >= 0.9, "missed {missed:?}");
}

#[test]
fn the_own_notes_do_not_contradict_themselves() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let found = on_own_notes(index.path()).conflicts("", &options(), SILENT).expect("an answer");
    let told: Vec<String> = found
        .pairs
        .iter()
        .map(|conflict| {
            let [one, other] = conflict.rows.each_ref().map(|row| {
                format!("{}:{} {}", row.found.path, row.found.range.0.line + 1, row.raw)
            });
            format!("{}: {one} / {other}", conflict.subject)
        })
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn a_limit_is_found_by_service_unit_and_value() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = on_own_notes(index.path());
    let rows = |query: &str, options: &LimitOptions| {
        let found = engine.limits(query, options, SILENT).expect("an answer");
        let row = |row: pilgi::engine::Limit| (row.found.path.to_string(), row.raw);
        found.rows.into_iter().map(row).collect::<Vec<_>>()
    };
    let lambda = "aws/serverless/lambda.md".to_owned();
    let of_lambda =
        LimitOptions { services: vec!["람다".into()], unit: Some(Unit::Time), ..options() };
    let found = rows("", &of_lambda);
    assert!(found.contains(&(lambda.clone(), "900초".into())), "{found:?}");
    assert!(found.contains(&(lambda.clone(), "15분".into())), "{found:?}");
    let found = rows("limit:15m", &of_lambda);
    assert!(found.contains(&(lambda, "900초".into())), "{found:?}");
    assert!(
        found.iter().all(|(_, raw)| raw.contains("15분") || raw.contains("900초")),
        "{found:?}"
    );
    let sizes = LimitOptions { unit: Some(Unit::Size), ..options() };
    assert!(rows("limit:..1KB", &sizes).iter().all(|(_, raw)| !raw.contains("TB")));
    assert!(rows("limit:>=5TB", &sizes).len() > 3);
}

#[test]
fn a_query_takes_a_value_in_any_unit() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = on_own_notes(index.path());
    for query in ["람다 limit:15m", "람다 limit:900s", "람다 limit:0.25h"] {
        let answer = engine.query(query, &QueryOptions::default(), SILENT).expect("an answer");
        let first = answer.found.first().expect("a hit");
        assert!(first.snippet.text.contains("15분"), "{query}: {}", first.snippet.text);
    }
    let answer =
        engine.query("람다 limit:엄청", &QueryOptions::default(), SILENT).expect("an answer");
    assert!(answer.plan.diagnostics[0].message.contains("limit:엄청"));
}

#[test]
fn an_unknown_service_is_an_error_with_names_that_are_near() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = on_own_notes(index.path());
    let asked = QueryOptions { services: vec!["람다다다".into()], ..QueryOptions::default() };
    let error = engine.query("", &asked, SILENT).err().expect("nobody knows it");
    assert_eq!(error.code(), "unknown_name");
    let misspelt = QueryOptions { services: vec!["Lambada".into()], ..QueryOptions::default() };
    let answer = engine.query("", &misspelt, SILENT).expect("it is one slip away");
    assert_eq!(answer.found[0].path.to_string(), "aws/serverless/lambda.md");
}

#[test]
fn a_figure_is_of_the_service_that_a_reader_would_say() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = on_own_notes(index.path());
    let all = LimitOptions { limit: 100_000, all: true, ..options() };
    let rows = engine.limits("", &all, SILENT).expect("an answer").rows;
    let labels = include_str!("services.tsv").lines().filter(|line| !line.starts_with('#'));
    let (mut count, mut wrong) = (0, Vec::new());
    for label in labels {
        let [path, line, raw, service] = label.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{label}");
        };
        let row = rows.iter().find(|row| {
            let text = row.found.snippet.text.replace('\t', " ");
            row.found.path.to_string() == path && text.trim() == line && row.raw == raw
        });
        let found = row.and_then(|row| row.service).map(|id| engine.catalog().entity(id).id());
        count += 1;
        if row.is_none() || found.unwrap_or("-") != service {
            wrong.push(format!("{path} {raw}: {found:?}, not {service}"));
        }
    }
    println!("{} of {count} figures with the right service", count - wrong.len());
    assert!(wrong.len() * 20 <= count, "{wrong:#?}");
}

/// Asks for each name of a thing, and looks at the answer with nothing but its names: whether the
/// lines, or what they stand under, say one of them, and whether every note with a heading that does
/// is there.
#[test]
fn a_thing_is_found_by_all_its_names() {
    let index = tempfile::tempdir().expect("a temporary folder");
    let engine = on_own_notes(index.path());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("notes");
    let notes: Vec<(String, String)> = walkdir::WalkDir::new(&root)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let text = fs::read_to_string(entry.path()).ok()?;
            let path = entry.path().strip_prefix(&root).ok()?;
            Some((path.display().to_string(), text.to_lowercase()))
        })
        .collect();
    let (mut asked, mut hits, mut right) = (0, 0, 0);
    let mut wrong: Vec<String> = Vec::new();
    let mut missed: Vec<String> = Vec::new();
    for line in include_str!("names.txt").lines().filter(|line| !line.starts_with('#')) {
        let (concept, names) = match line.strip_prefix("concept:") {
            Some(names) => (true, names),
            None => (false, line),
        };
        let names: Vec<String> = names.split('|').map(|name| name.trim().to_owned()).collect();
        let catalog = engine.catalog();
        let id = catalog.resolve(&names[0])[0];
        // What is a part of it is it, too.
        let known: Vec<String> = catalog
            .entities()
            .filter(|&(other, entity)| other == id || entity.parent() == Some(id))
            .flat_map(|(_, entity)| entity.names().map(str::to_lowercase).collect::<Vec<_>>())
            .collect();
        let says = |text: &str| {
            let text = text.to_lowercase();
            let bare: String = text.split([' ', '-']).collect();
            known
                .iter()
                .any(|name| text.contains(name) || bare.contains(&name.replace([' ', '-'], "")))
        };
        for name in &names {
            asked += 1;
            let mut options = QueryOptions { limit: 2000, ..QueryOptions::default() };
            if concept {
                options.concepts = vec![name.clone()];
            } else {
                options.services = vec![name.clone()];
            }
            let answer = engine.query("", &options, SILENT);
            let found = answer.unwrap_or_else(|error| panic!("{name}: {error}")).found;
            for found in found.iter().take(5) {
                hits += 1;
                let above = found.breadcrumb.iter().any(|crumb| says(&crumb.text));
                if above || says(&found.snippet.text) || says(&found.title) {
                    right += 1;
                } else {
                    wrong.push(format!("{name}: {}:{}", found.path, found.lines.0 + 1));
                }
            }
            for (path, text) in &notes {
                let heading = |line: &&str| {
                    line.starts_with('#')
                        && line.trim_start_matches('#').trim() == name.to_lowercase()
                };
                let has_section = text.lines().any(|line| heading(&line));
                if has_section && !found.iter().any(|found| found.path.to_string() == *path) {
                    missed.push(format!("{name}: {path}"));
                }
            }
        }
    }
    println!("{asked} names, {right} of {hits} first hits about them");
    assert!(asked >= 120, "{asked}");
    assert!(f64::from(right) >= 0.95 * f64::from(hits), "{wrong:#?}");
    assert!(missed.is_empty(), "{missed:#?}");
}
