//! Colour, closed pipes, and notes that would steer a terminal.

use std::io::Read;
use std::process::Stdio;

use crate::harness::Desk;

const ESCAPE: char = '\u{1b}';

#[test]
fn colour_is_off_in_a_pipe_and_on_where_it_is_asked_for() {
    let desk = Desk::with_notes();
    assert!(!desk.run("q 900초").stdout.contains(ESCAPE));
    let coloured = desk.run("q 900초 --color always").stdout;
    assert!(coloured.contains("\u{1b}[35mnotes/aws/lambda.md\u{1b}[0m"), "{coloured:?}");
    assert!(coloured.contains("900"), "{coloured:?}");
    assert!(!desk.run("q 900초 --color never").stdout.contains(ESCAPE));
}

#[test]
fn programs_never_get_colour() {
    let desk = Desk::with_notes();
    for form in ["--json", "--vimgrep", "-l"] {
        assert!(!desk.run(&format!("q 900초 --color always {form}")).stdout.contains(ESCAPE));
    }
}

#[test]
fn control_characters_of_notes_are_shown_and_not_sent() {
    let note = "# 위험\n\n- 유별난 \u{1b}[2J낱말\u{7} \u{202e}끝\u{9b}31m\n";
    let desk = Desk::empty().note("notes/a.md", note);
    for form in ["", "--vimgrep", "--json", "--color=never"] {
        let text = desk.run(&format!("q 유별난 {form}")).exits(0).stdout;
        let sent = |char: char| matches!(char, '\u{1b}' | '\u{7}' | '\u{80}'..='\u{9f}');
        let sent = text.contains(sent) && form != "--json" || text.contains([ESCAPE, '\u{7}']);
        assert!(!sent, "{form}: {text:?}");
    }
    assert!(desk.run("q 유별난").stdout.contains("␛[2J낱말␇"));
}

#[test]
fn a_query_cannot_steer_the_terminal_either() {
    let run = Desk::with_notes().run_with(&["q", "\u{1b}[2J없는말"]).exits(1);
    assert!(!run.stderr.contains(ESCAPE), "{:?}", run.stderr);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::empty();
    let many: String = (0..4000).map(|number| format!("- 공통 낱말 {number} 번째 줄\n")).collect();
    for number in 0..40 {
        desk.write(&format!("notes/n{number}.md"), many.as_bytes());
    }
    desk.run("index").exits(0);
    let mut child = desk
        .command()
        .args(["q", "공통", "--json", "-n", "4000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("pilgi starts");
    let mut first = [0; 16];
    let mut out = child.stdout.take().expect("it is piped");
    out.read_exact(&mut first).expect("there is some output");
    drop(out);
    let output = child.wait_with_output().expect("pilgi ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn quiet_silences_all_but_errors() {
    let desk = Desk::with_notes();
    desk.run("-q q (900초").exits(0).says_nothing();
    desk.run("q 쿠버네티스 --quiet").exits(1).says_nothing();
    desk.run("-q --notes nowhere q 900초").exits(2).says(&["pilgi: error:"]);
}
