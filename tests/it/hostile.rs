//! Bad input: whatever a file holds, the terminal stays whole and nothing of the text is lost.

use crate::harness::Program;

/// Every control character, sequences that a terminal would obey, and bidi controls left open.
fn controls() -> String {
    let mut text: String = ('\0'..=' ').chain('\u{7F}'..='\u{A0}').filter(|c| !matches!(c, '\n' | '\r')).collect();
    text.push_str("x \u{1B}[31mred \u{9B}31m \u{1B}]52;c;aGk=\u{7} \u{202E}\u{202D}\u{2067}\u{2068}\u{202B} end");
    text
}

fn written(program: &Program, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = program.home.path().join(name);
    std::fs::write(&path, text).expect("a file");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn no_command_prints_a_control_of_the_text() {
    let program = Program::new();
    let file = written(&program, "controls.txt", controls());
    let reorders = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    for arguments in [
        &["parse", &file][..],
        &["parse", "--json", &file],
        &["show", &file],
        &["show", "--json", &file],
        &["show", "--order", "logical", &file],
        &["search", "end", &file],
        &["search", "--json", "end", &file],
    ] {
        let printed = program.text(arguments);
        let bad: Vec<char> =
            printed.chars().filter(|c| (c.is_control() && *c != '\n' && *c != '\t') || reorders(*c)).collect();
        assert!(bad.is_empty(), "{arguments:?}: {bad:?}");
        assert!(printed.contains("end") || printed.starts_with('#'), "{arguments:?}: {printed}");
    }
    let printed = program.run(&["layout", "--json", "--width", "40"], controls().as_bytes());
    let printed = String::from_utf8(printed.stdout).expect("UTF-8");
    assert!(!printed.is_empty() && !printed.chars().any(|c| c.is_control() && c != '\n'), "{printed:?}");
    let json: serde_json::Value = serde_json::from_str(&program.text(&["parse", "--json", &file])).expect("JSON");
    let whole: String = json["blocks"].as_array().expect("blocks").iter().filter_map(|b| b["text"].as_str()).collect();
    assert!(whole.contains("\u{9B}31m"), "the value is the same: {whole:?}");
}

#[test]
#[cfg(unix)]
fn what_is_not_a_file_is_refused_in_one_clear_line() {
    let program = Program::new();
    let below = written(&program, "file", "text");
    std::fs::create_dir_all(program.home.path().join("other/library.db")).expect("a folder");
    let folder = program.home.path().join("other").to_str().expect("UTF-8").to_owned();
    for (home, arguments, said) in [
        (&below, &["parse", "/dev/zero"][..], "/dev/zero: a device, not a file"),
        (&below, &["list"], "not a directory"),
        (&folder, &["list"], "Is a directory"),
        (&below, &["show", "no\u{202E}such\u{1B}"], "nosuch␛: no such file"),
    ] {
        let output = program.command().env("HEXAPLA_HOME", home).args(arguments).output().expect("it runs");
        let error = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!((output.status.code(), error.lines().count()), (Some(2), 1), "{arguments:?}: {error}");
        assert_eq!(error.matches(said).count(), 1, "{arguments:?}: {error}");
    }
    let odd = program.run(&["show", "--no\u{1B}[31m\u{202E}such"], b"");
    let error = String::from_utf8(odd.stderr).expect("UTF-8");
    assert!(odd.status.code() == Some(2) && error.contains("--no␛[31msuch"), "{error:?}");
    assert!(!error.contains(['\u{1B}', '\u{202E}']), "{error:?}");
    let shown = program.command().env("HEXAPLA_HOME", &below).args(["show", "guide"]).output().expect("it runs");
    assert!(shown.status.success() && !shown.stdout.is_empty(), "reading goes on without a library");
}

#[test]
#[cfg(unix)]
fn a_recorded_file_that_became_a_pipe_is_not_waited_for() {
    let program = Program::new();
    let file = written(&program, "river.txt", "1. A river is a road.\n\n2. It goes one way.\n");
    program.text(&["add", &file]);
    std::fs::remove_file(&file).expect("removed");
    let made = std::process::Command::new("mkfifo").arg(&file).status().expect("mkfifo");
    assert!(made.success());
    let output = program.run(&["show", "river"], b"");
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.code() == Some(2) && error.contains("no longer a file"), "{error}");
}
