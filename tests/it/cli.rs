//! The command line as a contract: what is printed, where, and with which exit code.

use crate::harness::{Program, corpus};

const ARABIC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/reader/a.ar.txt");
const ENGLISH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/reader/a.en.txt");

/// The one line on standard error of a command that could not, with exit code 2.
fn error(program: &Program, arguments: &[&str]) -> String {
    let output = program.run(arguments, b"");
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
    assert!(output.stdout.is_empty(), "{arguments:?} printed something");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.starts_with("hexapla: "), "{text}");
    text
}

#[test]
fn the_key_table_of_the_readme_is_that_of_the_program() {
    let table = Program::new().text(&["keys", "--defaults"]);
    assert!(
        include_str!("../../README.md").contains(&table),
        "put the output of `hexapla keys --defaults` into README.md"
    );
}

#[test]
fn show_sets_columns_side_by_side() {
    let shown = Program::new().text(&["show", ARABIC, ENGLISH, "--at", "art3", "--width", "100"]);
    let rows: Vec<&str> = shown.lines().collect();
    assert!(rows[0].contains("Article 3") && rows[0].contains("3 ﺓﺩﺎﻤﻟﺍ"), "{shown}");
    assert!(
        rows.iter().any(|row| row.contains("1  The library keeps") && row.contains(" 1 │")),
        "rows are aligned: {shown}"
    );
    assert!(!shown.contains("Article 4"), "only what was asked for: {shown}");
    assert!(rows.iter().all(|row| row.chars().filter(|c| *c == '│').count() == 1), "one rule: {shown}");
    let stacked =
        Program::new().text(&["show", ARABIC, ENGLISH, "--at", "art3", "--width", "60", "--layout", "stacked"]);
    assert!(!stacked.contains('│'), "{stacked}");
    let arabic = stacked.lines().position(|row| row.contains("ﺓﺩﺎﻤﻟﺍ")).expect("the Arabic heading");
    let english = stacked.lines().position(|row| row.contains("Article 3")).expect("the English heading");
    assert_eq!(english, arabic + 1, "the translation stands under its paragraph: {stacked}");
}

#[test]
fn show_prints_logical_order_ranges_and_languages() {
    let program = Program::new();
    let logical = program.text(&["show", ARABIC, "--at", "art4", "--order", "logical", "--width", "60"]);
    assert!(logical.contains("التعليم"), "base letters in the order in which they are read: {logical}");
    let range = program.text(&["show", ENGLISH, "--at", "art2..art4", "--width", "60"]);
    assert!(range.contains("Article 2") && range.contains("Education") && !range.contains("Article 5"), "{range}");
    let chosen = program.text(&["show", ARABIC, ENGLISH, "--lang", "en", "--width", "60"]);
    assert!(chosen.contains("Article 6") && !chosen.contains('ﺓ'), "{chosen}");
    let json = program.text(&["show", ARABIC, ENGLISH, "--at", "art4", "--json"]);
    let row: serde_json::Value = serde_json::from_str(json.lines().next().expect("a row")).expect("JSON");
    assert_eq!(row["cells"][1]["blocks"][0]["key"], "art4");
    assert!(error(&program, &["show", ENGLISH, "--at", "art99"]).contains("art99"));
    assert!(error(&program, &["show", ENGLISH, "--lang", "sw"]).contains("there is en"));
}

#[test]
fn a_pipe_gets_the_text_and_not_a_screen() {
    let program = Program::new();
    let output = program.run(&[ENGLISH], b"");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("Education begins with reading aloud."), "{text}");
    assert!(!text.contains('\x1b'), "no escape sequences");
    let piped = program.run(&["show", "-", "--width", "40"], b"1.\tOnly this.\n");
    assert!(String::from_utf8_lossy(&piped.stdout).contains("Only this."));
}

#[test]
fn what_cannot_be_read_is_named() {
    let program = Program::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    std::fs::write(path("empty.txt"), b"").expect("written");
    std::fs::create_dir(path("nothing-in-it")).expect("made");
    assert!(error(&program, &["show", &path("nowhere.txt")]).contains("nowhere.txt: "));
    assert!(error(&program, &["parse", &path("nowhere.txt")]).contains("nowhere.txt: "));
    assert!(error(&program, &["parse", &path("empty.txt")]).contains("empty.txt: the file is empty"));
    assert!(error(&program, &["show", &path("nothing-in-it")]).contains("nothing-in-it"));
    assert!(error(&program, &["search", "x", &path("nowhere.txt")]).contains("nowhere.txt"));
    let evil = path("evil\x1b[31m.txt");
    assert!(!error(&program, &["show", &evil]).contains('\x1b'), "a file's name is not a control either");
}

#[test]
fn invalid_utf_8_is_read_with_a_warning_that_names_the_byte() {
    let program = Program::new();
    let output = program.run(&["parse", "-", "--json"], b"A word \xff and another.\n");
    let parsed: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(parsed["warnings"][0]["byte"], 7, "{parsed}");
    assert_eq!(parsed["blocks"][0]["text"], "A word \u{fffd} and another.");
}

#[test]
fn escape_sequences_of_a_document_do_not_get_out() {
    let program = Program::new();
    let mut text: Vec<u8> = b"1.\tred \x1b[31m alert \x1b]0;owned\x07\n\n".to_vec();
    text.extend("2.\tan alert \u{9b}2J over \u{202e}dne eht\u{202c} and \u{2067}on\u{2069}\n\n".bytes());
    text.extend(0u8..0x20);
    for arguments in [
        &["show", "-", "--width", "60"][..],
        &["show", "-", "--width", "60", "--order", "logical"],
        &["show", "-", "--json"],
        &["parse", "-"],
        &["parse", "-", "--json"],
        &["search", "alert", "-"],
        &["search", "alert", "-", "--json"],
        &["layout", "--width", "40"],
        &["layout", "--width", "40", "--json"],
    ] {
        let output = program.run(arguments, &text);
        assert!(String::from_utf8_lossy(&output.stdout).contains("alert"), "{arguments:?}");
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let text = String::from_utf8_lossy(bytes);
            let steers = |c: &char| {
                (c.is_control() && !matches!(c, '\n' | '\t'))
                    || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            };
            assert_eq!(text.chars().filter(steers).count(), 0, "{arguments:?} {name}: {text:?}");
        }
    }
}

#[test]
fn every_command_explains_itself() {
    let program = Program::new();
    for command in ["show", "parse", "search", "add", "list", "remove", "notes", "export", "layout", "keys"] {
        let help = program.text(&[command, "--help"]);
        assert!(help.contains("Usage: hexapla"), "{help}");
    }
    assert_eq!(program.run(&["fly"], b"").status.code(), Some(2), "fly is neither a command nor a file");
}

#[test]
fn the_declaration_stands_row_beside_row() {
    let Some(corpus) = corpus("the declaration in three columns") else { return };
    let file = |tag: &str| corpus.join(format!("udhr/udhr.{tag}.txt"));
    let folder = if file("ar").exists() { corpus.join("udhr") } else { corpus.join("data/udhr") };
    let file = |tag: &str| folder.join(format!("udhr.{tag}.txt")).to_str().expect("UTF-8").to_owned();
    let shown =
        Program::new().text(&["show", &file("ar"), &file("zh"), &file("en"), "--at", "art13", "--width", "150"]);
    let row = |a: &str, b: &str, c: &str| {
        let same = |row: &&str| row.contains(a) && row.contains(b) && row.contains(c);
        assert!(shown.lines().any(|line| same(&line)), "{a} {b} {c}: {shown}");
    };
    row("13 ﺓﺩﺎﻤﻟﺍ", "第十三条", "Article 13");
    row(" 1 │", "│ 1  人人", "│ 1  Everyone");
    row(" 2 │", "│ 2  人人", "│ 2  Everyone");
}
