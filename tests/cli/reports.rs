//! explain, analyze, eval, status and completions.

use crate::harness::Desk;

#[test]
fn explain_tells_reading_and_reasons() {
    let run = Desk::with_notes().run("-q explain 제한 900초 -n 1").exits(0);
    for piece in ["[word, exact 1.00]", "lambda.md:8", "above", "here", "score", "= words"] {
        assert!(run.stdout.contains(piece), "no `{piece}` in\n{}", run.stdout);
    }
    Desk::with_notes().run("explain 쿠버네티스").exits(1);
}

#[test]
fn analyze_has_one_token_a_line() {
    let run = Desk::empty().run_with(&["analyze", "람다는 running"]).exits(0);
    let rows: Vec<Vec<&str>> =
        run.stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["람다", "0..6", "NNG", "word", "람다"]);
    assert!(rows.contains(&vec!["running", "10..17", "SL", "stem", "run"]), "{rows:?}");
}

#[test]
fn analyze_as_json_and_from_standard_input() {
    let desk = Desk::empty();
    let run = desk.run("analyze 람다는 --json").exits(0);
    let token = &run.json()[0];
    assert_eq!((&token["type"], &token["surface"]), (&"token".into(), &"람다".into()));
    assert_eq!(token["byte"], serde_json::json!([0, 6]));

    let input = desk.path("input.txt");
    std::fs::write(&input, "람다\n").expect("a file can be written");
    let file = std::fs::File::open(input).expect("it was just written");
    let output = desk.command().args(["analyze", "-"]).stdin(file).output().expect("pilgi starts");
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("람다"));
    desk.run_with(&["analyze", " "]).exits(1).prints("");
}

#[test]
fn eval_measures_and_writes_a_run() {
    let desk = Desk::with_notes()
        .note("notes/my notes/git.md", "# Git\n\n- rebase는 커밋을 다시 쌓는다\n")
        .note("queries.tsv", "q1\t메시지 최대 크기\nq2\trebase 커밋\n")
        .note("qrels.tsv", "q1\taws/sqs\t1\nq2\tmy notes/git\t1\n")
        .note("exclude.tsv", "q1\taws/lambda\n")
        .note("weights.toml", "title = 0.4\n");
    let files = "--queries queries.tsv --qrels qrels.tsv --exclude exclude.tsv";
    let run = desk.run(&format!("eval {files} --run out.trec --weights weights.toml")).exits(0);
    for piece in ["queries     2", "nDCG@10     1.0000", "Success@1   1.0000", "median", "p99"] {
        assert!(run.stdout.contains(piece), "no `{piece}` in\n{}", run.stdout);
    }
    let trec = std::fs::read_to_string(desk.path("out.trec")).expect("the run is there");
    assert!(trec.contains("q2 Q0 my_notes/git 1 "), "{trec}");
    assert!(!trec.contains("aws/lambda 1"), "{trec}");
    let figures = desk.run(&format!("eval {files} --json")).exits(0).json().remove(0);
    assert_eq!(figures["ndcg_10"], 1.0);
}

#[test]
fn eval_names_what_it_cannot_read() {
    let desk = Desk::with_notes().note("q.tsv", "q1 no tab\n").note("r.tsv", "q1\ta\tx\n");
    desk.run("eval --queries q.tsv --qrels r.tsv").exits(2).says(&["q.tsv", "line 1"]);
    desk.run("eval --queries none --qrels r.tsv").exits(2).says(&["none"]);
    let desk = Desk::with_notes()
        .note("q.tsv", "q1\t큐\n")
        .note("r.tsv", "q1\ta\t1\n")
        .note("w.toml", "titel = 1\n");
    desk.run("eval --queries q.tsv --qrels r.tsv --weights w.toml")
        .exits(2)
        .says(&["w.toml", "titel"]);
}

#[test]
fn status_looks_and_changes_nothing() {
    let desk = Desk::with_notes();
    let run = desk.run("status").exits(0);
    assert!(run.stdout.contains("not built yet"), "{}", run.stdout);
    assert!(!desk.path("index").exists());
    // A note that was written this very second may be written again without its time changing.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    desk.run("index").exits(0);
    assert!(desk.run("status").stdout.contains("up to date"));
    desk.write("notes/new.md", "# 새 노트".as_bytes());
    assert!(desk.run("status").stdout.contains("1 new, 0 perhaps changed, 0 gone"));
    let json = desk.run("status --json").exits(0).json().remove(0);
    assert_eq!(json["held"]["notes"], 2);
    assert_eq!(json["held"]["added"], 1);
    assert_eq!(json["held"]["fresh"], false);
}

#[test]
fn completions_are_a_script_for_the_shell() {
    let desk = Desk::empty();
    for (shell, piece) in
        [("bash", "complete -F _pilgi"), ("zsh", "#compdef pilgi"), ("fish", "complete -c pilgi")]
    {
        let run = desk.run(&format!("completions {shell}")).exits(0).says_nothing();
        assert!(run.stdout.contains(piece), "{shell}");
        assert!(run.stdout.contains("no-refresh"), "{shell}");
    }
    desk.run("completions tcsh").exits(2);
}

#[test]
fn a_figure_is_a_limit_by_its_own_column_and_by_no_other() {
    let desk = Desk::empty().note(
        "notes/a.md",
        "# 작업\n\n| 이름 | 크기 | 최대 시간 |\n|---|---|---|\n| 야간 | 8 GiB | 15분 |\n\n\
         ## 제한\n\n- 파일 하나 3 GB\n",
    );
    let told = desk.run("-q limits --all").exits(0).stdout;
    for figure in ["8 GiB\texact", "15분\tmax", "3 GB\tmax"] {
        assert!(told.contains(figure), "{figure}: {told}");
    }
}
