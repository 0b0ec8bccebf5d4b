//! `hexapla doctor` in a terminal that the test plays, and without one.

use super::{CLEAR, ENTER, LEAVE, QUESTIONS, SET, Terminal, UNSET, in_order};
use crate::harness::Program;

/// Answers to the width of every sample: one cell each.
fn measured(terminal: &mut Terminal) {
    for _ in 0..terminal.until("क्षि\x1b[6n").matches("\x1b[6n").count() {
        terminal.types("\x1b[2;2R");
    }
}

#[test]
fn the_doctor_reports_asks_and_remembers_until_it_is_told_to_forget() {
    let mut terminal = Terminal::doctor(Program::new(), &[]);
    terminal.until(QUESTIONS);
    terminal.types("\x1b[8;0$y\x1bP>|Quux 1.2\x1b\\\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c");
    measured(&mut terminal);
    let report = terminal.until(ENTER);
    for line in
        ["Quux (Quux 1.2)", "visual", "answer: it calls itself Quux 1.2", "light (#ffffff)", "Chinese: 1, but 2"]
    {
        assert!(report.contains(line), "{line}: {report}");
    }
    assert!(report.contains("lam-alef joined: 1, as counted"), "{report}");
    // Konsole's own words are not tried on another terminal.
    let page = terminal.until("--forget");
    in_order(&page, &["1", "visual", "2", "explicit", "3", "guard", "\u{202D}", "4", "kitty", "5", "logical"]);
    assert!(!page.contains("konsole"), "{page}");
    terminal.types("3");
    in_order(&terminal.until("Quux"), &["\"guard\"", "\u{202D}"]);
    terminal.types("n");
    terminal.until("--forget");
    terminal.types("2");
    in_order(&terminal.until("Quux"), &[SET, CLEAR, "\"explicit\""]);
    terminal.types("y");
    in_order(&terminal.until("drops it."), &[UNSET, LEAVE, "Kept: explicit for \"Quux\""]);
    let program = terminal.over();

    let quux = "\x1bP>|Quux 2.0\x1b\\\x1b[?62c";
    let mut terminal = Terminal::of(program, &[], &[]);
    in_order(&terminal.answers(quux), &[SET, CLEAR]);
    terminal.types("q");
    let program = terminal.over();

    let mut terminal = Terminal::doctor(program, &["--forget"]);
    terminal.until(QUESTIONS);
    terminal.types(quux);
    measured(&mut terminal);
    terminal.until("Dropped: explicit for \"Quux\"");
    let program = terminal.over();
    assert!(!std::fs::read_to_string(program.home.path().join("terminals.toml")).expect("a file").contains("Quux"));
}

#[test]
fn a_terminal_that_says_nothing_is_examined_in_no_time_too() {
    let mut terminal = Terminal::run(Program::new(), &["doctor", "--no-test"], &[("HEXAPLA_PATIENCE", "100")]);
    let report = terminal.until("Devanagari conjunct");
    assert!(report.contains("nothing says which terminal this is"), "{report}");
    let (rest, well) = terminal.end();
    assert!(well && rest.contains("the terminal did not say"), "{rest}");
}

#[test]
fn the_doctor_says_what_it_can_without_a_terminal() {
    let program = Program::new();
    let text = program.text(&["doctor"]);
    assert!(text.starts_with("Not on a terminal") && text.contains("right-to-left"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&program.text(&["doctor", "--json"])).expect("JSON");
    assert_eq!((json["asked"].as_bool(), json["widths"].as_array().map(Vec::len)), (Some(false), Some(0)));
    assert!(json["bidi"]["profile"].is_string() && json["bidi"]["why"].is_string(), "{json}");
    std::fs::write(program.home.path().join("config.toml"), "bidi = \"kitty\"\n").expect("a file");
    let json: serde_json::Value = serde_json::from_str(&program.text(&["doctor", "--json"])).expect("JSON");
    assert_eq!((json["bidi"]["profile"].as_str(), json["bidi"]["origin"].as_str()), (Some("kitty"), Some("config")));
    std::fs::write(program.home.path().join("config.toml"), "bidi = \"sideways\"\n").expect("a file");
    let output = program.run(&["doctor"], b"");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("line 1") && said.contains("explicit"), "{said}");
}
