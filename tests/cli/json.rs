//! The JSON form, held to its schema and to its promises.

use serde_json::{Value, json};

use crate::harness::schema::violations;
use crate::harness::{Desk, Run};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../schema/query.schema.json")).expect("it is JSON")
}

#[track_caller]
fn assert_valid(run: &Run) {
    let schema = schema();
    for line in run.json() {
        assert_eq!(violations(&schema, &line), Vec::<String>::new(), "{line:#}");
    }
}

#[test]
fn every_line_fits_the_schema() {
    let desk = Desk::with_notes();
    for arguments in [
        "q 제한 900초 --json",
        "q (콜드 OR --json",
        "q 쿠버네티스 --json",
        "q --json -s sqs",
        "q 처리량 --json",
        "explain 메모리 크기 --json",
        "q x --json --format-version 2",
        "q --json",
        "--notes nowhere q x --json",
    ] {
        assert_valid(&desk.run(arguments));
    }
}

#[test]
fn lists_fit_their_schema() {
    let desk = Desk::with_notes();
    let schema: Value =
        serde_json::from_str(include_str!("../../schema/lists.schema.json")).expect("it is JSON");
    for arguments in [
        "limits --json",
        "limits 메모리 -s 람다 --json",
        "limits limit:>=1MB --json",
        "limits --conflicts --json",
        "limits -s nothing-so-called --json",
        "topics --json",
        "topics SQS --json",
        "topics nothing-so-called --json",
    ] {
        let run = desk.run(arguments);
        let lines = run.json();
        assert!(!lines.is_empty(), "{arguments}");
        for line in lines {
            assert_eq!(violations(&schema, &line), Vec::<String>::new(), "{line:#}");
        }
    }
}

#[test]
fn the_contracts_examples_fit_the_schema() {
    let schema = schema();
    for line in [
        r#"{"type":"begin","schema":"pilgi.query","version":1,"root":"/abs/notes","query":{"raw":"sqs limit","terms":["sqs","limit"],"expanded":{"limit":["한도","최대"]},"diagnostics":[]},"index":{"generation":42,"notes":12,"passages":340,"refreshed":{"added":0,"changed":1,"removed":0}}}"#,
        r#"{"type":"hit","rank":1,"score":12.3,"path":"aws/sqs.md","line":5,"column":11,"end_line":5,"range":{"start":{"line":4,"byte":10,"utf16":4,"char":4,"offset":51},"end":{"line":4,"byte":16,"utf16":6,"char":6,"offset":57}},"title":"Amazon SQS 정리","breadcrumb":[{"kind":"heading","level":2,"text":"한도 (Limits)","line":3}],"snippet":{"line":5,"text":"메시지 최대 크기는 256 KB 입니다.","highlights":[{"byte":[10,16],"utf16":[4,6],"char":[4,6],"term":"limit","layer":"alias"}]},"services":["aws.sqs"],"concepts":["limit"],"quantities":[{"raw":"256 KB","value":256,"unit":"KB","base":{"value":262144,"unit":"B"},"bound":"max","byte":[27,33]}],"tags":[],"mtime":1763600000}"#,
        r#"{"type":"end","hits":1,"total":57,"elapsed_ms":4.2,"suggestions":[]}"#,
        r#"{"type":"error","code":"index_locked","message":"…"}"#,
    ] {
        let line: Value = serde_json::from_str(line).expect("the example is JSON");
        assert_eq!(violations(&schema, &line), Vec::<String>::new());
    }
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let schema = schema();
    for line in [
        json!({"type": "end", "hits": -1, "total": 0, "elapsed_ms": 1, "suggestions": []}),
        json!({"type": "end", "hits": 1, "total": 0, "elapsed_ms": 1}),
        json!({"type": "error", "code": "x", "message": "y", "extra": 1}),
        json!({"type": "other"}),
    ] {
        assert!(!violations(&schema, &line).is_empty(), "{line}");
    }
}

#[test]
fn begin_hits_and_end_come_in_order() {
    let run = Desk::with_notes().run("q MB --json -n 2").exits(0);
    let types: Vec<Value> = run.json().iter().map(|line| line["type"].clone()).collect();
    assert_eq!(types, ["begin", "hit", "hit", "end"]);
    let ranks: Vec<Value> = run.hits().iter().map(|hit| hit["rank"].clone()).collect();
    assert_eq!(ranks, [1, 2]);
    assert_eq!(run.json()[3]["hits"], 2);
}

#[test]
fn nothing_found_is_begin_and_end() {
    let run = Desk::with_notes().run("q 쿠버네티스 --json").exits(1);
    let types: Vec<Value> = run.json().iter().map(|line| line["type"].clone()).collect();
    assert_eq!(types, ["begin", "end"]);
}

#[test]
fn a_hit_says_where_it_stands() {
    let desk = Desk::with_notes();
    let run = desk.run("q 제한 900초 --json -n 1").exits(0);
    assert_eq!(run.json()[0]["root"], desk.path("notes").display().to_string());
    let hit = &run.hits()[0];
    assert_eq!(hit["path"], "aws/lambda.md");
    assert_eq!(hit["title"], "AWS Lambda");
    assert_eq!((&hit["line"], &hit["end_line"]), (&json!(8), &json!(8)));
    assert_eq!(hit["tags"], json!(["aws", "serverless"]));
    assert_eq!(hit["snippet"]["text"], "\t- 한 번에 900초(15분)까지만 돈다");
    assert!(hit["snippet"].get("start").is_none());
    assert!(hit.get("path_b64").is_none() && hit.get("root").is_none());
    let crumbs: Vec<&Value> =
        hit["breadcrumb"].as_array().expect("a list").iter().map(|crumb| &crumb["text"]).collect();
    assert_eq!(crumbs, ["제한 사항", "실행"]);
    assert_eq!(hit["breadcrumb"][0]["level"], 2);
    assert_eq!(hit["breadcrumb"][1]["kind"], "bullet");
    assert!(hit["mtime"].as_i64() > Some(1_600_000_000));
}

#[test]
fn line_and_column_are_those_of_vimgrep_and_of_the_range() {
    let desk = Desk::with_notes();
    let hits = desk.run("q 동시성 MB 크기 --json").hits();
    let lines = desk.run("q 동시성 MB 크기 --vimgrep").stdout;
    assert_eq!(hits.len(), lines.lines().count());
    for (hit, line) in hits.iter().zip(lines.lines()) {
        let place = format!(
            "notes/{}:{}:{}:",
            hit["path"].as_str().unwrap_or(""),
            hit["line"],
            hit["column"]
        );
        assert!(line.starts_with(&place), "{line} is not at {place}");
        let start = &hit["range"]["start"];
        assert_eq!(start["line"].as_u64().map(|line| line + 1), hit["line"].as_u64());
        assert_eq!(start["byte"].as_u64().map(|byte| byte + 1), hit["column"].as_u64());
        let within = |field: &str| hit[field].as_u64();
        assert!(within("start_line") <= within("line") && within("line") <= within("end_line"));
    }
}

#[test]
fn several_folders_are_told_apart() {
    let desk =
        Desk::empty().note("a/one.md", "# 하나\n\n큐 하나").note("b/two.md", "# 둘\n\n큐 둘");
    let run = desk.run("--notes a --notes b q 큐 --json").exits(0);
    let (a, b) = (desk.path("a").display().to_string(), desk.path("b").display().to_string());
    assert_eq!(run.json()[0]["roots"], json!([a, b]));
    for hit in run.hits() {
        let root = if hit["path"] == "one.md" { &a } else { &b };
        assert_eq!(hit["root"], json!(root));
    }
    assert_valid(&run);
}

#[test]
fn another_version_of_the_format_is_refused() {
    let desk = Desk::with_notes();
    desk.run("q x --json --format-version 0").exits(20).says(&["pilgi: error:"]);
    desk.run("q x --json --format-version 2").exits(21).says(&["hint: update pilgi"]);
    desk.run("q 제한 --json --format-version 1").exits(0);
    desk.run("q 제한 --format-version 1").exits(2);
}

#[test]
fn an_error_is_a_line_too() {
    let run = Desk::empty().run("q x --json").exits(2).says(&["pilgi: error:"]);
    assert_eq!(run.json().len(), 1);
    assert_eq!(run.json()[0]["type"], "error");
    assert_eq!(run.json()[0]["code"], "no_notes");
    let usage = Desk::empty().run("q x --json --vimgrep").exits(2);
    assert_eq!(usage.json()[0]["code"], "usage");
}

#[test]
fn a_very_long_line_is_shown_in_part_and_placed_whole() {
    let long = format!("# 긴 줄\n\n{}특별한 낱말 {}\n", "앞말 ".repeat(300), "뒷말 ".repeat(300));
    let desk = Desk::empty().note("notes/a.md", &long);
    let hit = desk.run("q 특별한 --json -n1").hits().remove(0);
    let text: Vec<char> = hit["snippet"]["text"].as_str().expect("a text").chars().collect();
    assert!(text.len() <= 400);
    let start = hit["snippet"]["start"]["char"].as_u64().expect("a piece says where it begins");
    let ends = &hit["snippet"]["highlights"][0]["char"];
    let at = |end: usize| (ends[end].as_u64().expect("an offset") - start) as usize;
    assert!(text[at(0)..at(1)].iter().collect::<String>().starts_with("특별"));
}

#[test]
fn an_explanation_adds_up() {
    let run = Desk::with_notes().run("explain 제한 900초 --json").exits(0);
    assert_valid(&run);
    assert_eq!(run.json()[0]["query"]["slots"][0]["term"], "제한");
    for hit in run.hits() {
        let parts = &hit["explanation"]["parts"];
        let sum: f64 = ["words", "subject", "proximity", "syllables"]
            .iter()
            .map(|part| parts[*part].as_f64().expect("a number"))
            .sum();
        assert!((sum - hit["score"].as_f64().expect("a number")).abs() < 1e-3);
    }
}
