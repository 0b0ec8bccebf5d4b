//! Tests of: what a kill, a full disk, a damaged or a newer file does to the library: nothing.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use super::format::as_first_format;
use super::{Desk, ENGLISH, code, error_line};

/// Whether SQLite finds the file whole.
fn is_whole(database: &Path) -> bool {
    let connection = rusqlite::Connection::open(database).expect("it opens");
    let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
    said == "ok"
}

/// An export of one work with `count` notes on the English version, written by hand.
fn many_notes(count: usize) -> String {
    let annotations: Vec<Value> = (0..count)
        .map(|n| {
            serde_json::json!({
                "id": format!("note-{n:04}"), "kind": "note", "scope": "work", "body": format!("note {n}"), "tags": ["t"],
                "created": format!("2026-01-01T00:00:00.{n:03}Z"), "modified": "2026-01-01T00:00:00Z",
                "target": {"hash": "0".repeat(64), "language": "en", "key": "1", "start": 0, "end": 3, "exact": "The",
                    "prefix": "", "suffix": " river"},
            })
        })
        .collect();
    let versions = serde_json::json!([{"hash": "0".repeat(64), "language": "en"}]);
    let work = serde_json::json!({"name": "many", "title": "Many", "versions": versions});
    serde_json::json!({"format": "hexapla", "version": 1, "work": work, "annotations": annotations}).to_string()
}

#[test]
fn a_kill_in_the_middle_of_two_hundred_notes_loses_none_that_was_reported() {
    // Killed after so many reports, and a little later than that.
    let mut middle = 0;
    for reports in [1, 7, 60, 140] {
        let desk = Desk::new();
        desk.write("many.json", &many_notes(200));
        let mut child = desk
            .program
            .command()
            .args(["notes", "import", &desk.path("many.json"), "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut reported: Vec<String> = lines.by_ref().take(reports).map(|line| line.expect("a line")).collect();
        std::thread::sleep(Duration::from_micros(700 * reports as u64 % 1900));
        child.kill().expect("killed");
        child.wait().expect("gone");
        reported.extend(lines.map_while(Result::ok));
        assert!(reported.len() >= reports, "{} of {reports} reports", reported.len());
        // On a busy machine a late kill may come after the last note.
        middle += usize::from(reported.len() < 200);
        let notes = desk.json(&["notes", "list", "--json"]);
        let there: std::collections::HashSet<&str> =
            notes.as_array().expect("an array").iter().filter_map(|note| note["id"].as_str()).collect();
        for line in &reported {
            let Ok(said) = serde_json::from_str::<Value>(line) else { continue };
            assert!(there.contains(said["id"].as_str().expect("an id")), "{line} was reported and is not there");
        }
        assert!(there.len() <= reported.len() + 1, "nothing is there that was not about to be reported");
        assert!(is_whole(&desk.database()));
    }
    assert!(middle > 0, "no kill came in the middle");
}

#[test]
fn writers_killed_at_any_moment_leave_a_whole_library() {
    let desk = Desk::new();
    let file = desk.path("river.en.txt");
    let mut ids = Vec::new();
    for round in 0..24_u64 {
        let mut child = desk
            .program
            .command()
            .args(["notes", "add", &file, "--at", "1", "--text", &format!("round {round}")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        if round % 4 != 0 {
            std::thread::sleep(Duration::from_micros(round * 900));
            child.kill().expect("killed");
        }
        let output = child.wait_with_output().expect("gone");
        ids.extend(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned));
    }
    assert!(ids.len() >= 6, "those that were left alone wrote their note");
    let notes = desk.json(&["notes", "list", &file, "--json"]);
    let there: Vec<&str> = notes.as_array().expect("an array").iter().filter_map(|note| note["id"].as_str()).collect();
    assert!(ids.iter().all(|id| there.contains(&id.as_str())));
    assert!(is_whole(&desk.database()));
}

#[test]
fn a_library_of_a_newer_program_is_left_as_it_is() {
    let desk = Desk::new();
    desk.note("river.en.txt", "three provinces", "x");
    let connection = rusqlite::Connection::open(desk.database()).expect("it opens");
    connection.execute_batch("PRAGMA user_version = 99; UPDATE journal SET format = 99").expect("set");
    drop(connection);
    let before = std::fs::read(desk.database()).expect("the file");
    for arguments in [&["list"][..], &["notes", "list"], &["add", &desk.path("river.fr.txt")]] {
        let output = desk.run(arguments);
        assert_eq!(code(&output), 2);
        let line = error_line(&output);
        assert!(line.contains("newer") && line.contains("library.db"), "{line}");
    }
    assert_eq!(std::fs::read(desk.database()).expect("the file"), before);
    let files: Vec<_> = std::fs::read_dir(desk.program.home.path()).expect("the folder").flatten().collect();
    assert_eq!(files.len(), 2, "nothing is put beside it and its backup: {files:?}");
}

#[test]
fn a_newer_format_that_stands_only_in_the_log_is_left_as_it_is() {
    let desk = Desk::new();
    desk.note("river.en.txt", "three provinces", "x");
    let connection = rusqlite::Connection::open(desk.database()).expect("it opens");
    connection.execute_batch("PRAGMA user_version = 99").expect("set");
    // As a newer program that was killed leaves it: the change is in the log and not yet in the file.
    let elsewhere = Desk::new();
    for end in ["", "-wal"] {
        let name = format!("library.db{end}");
        let from = desk.program.home.path().join(&name);
        std::fs::copy(from, elsewhere.program.home.path().join(&name)).expect("copied");
    }
    let before = std::fs::read(elsewhere.database()).expect("the file");
    let output = elsewhere.run(&["list"]);
    assert_eq!(code(&output), 2);
    assert!(error_line(&output).contains("newer"));
    assert_eq!(std::fs::read(elsewhere.database()).expect("the file"), before);
}

/// Three ways in which a database is not one any more.
fn damaged(whole: &[u8]) -> [Vec<u8>; 3] {
    let mut torn = whole.to_vec();
    torn.iter_mut().skip(4096).for_each(|byte| *byte = 0x5A);
    [b"this is no database, and it is longer than a hundred bytes; ".repeat(4), whole[..50].to_vec(), torn]
}

#[test]
fn a_damaged_library_without_a_backup_is_said_to_be_and_not_overwritten() {
    let desk = Desk::new();
    desk.note("river.en.txt", "three provinces", "x");
    std::fs::remove_dir_all(desk.program.home.path().join("backup")).expect("removed");
    let whole = std::fs::read(desk.database()).expect("the file");
    for damaged in damaged(&whole) {
        std::fs::write(desk.database(), &damaged).expect("written");
        let output = desk.run(&["notes", "add", &desk.path("river.en.txt"), "--at", "1", "--text", "y"]);
        assert_eq!(code(&output), 2, "{}", String::from_utf8_lossy(&output.stderr));
        let line = error_line(&output);
        assert!(line.contains("library.db") && line.contains("damaged"), "{line}");
        assert_eq!(std::fs::read(desk.database()).expect("the file"), damaged);
    }
}

#[test]
fn a_damaged_library_is_set_aside_and_made_again_and_says_so() {
    let desk = Desk::new();
    let home = desk.program.home.path();
    desk.program.text(&["add", &desk.path("river.en.txt"), &desk.path("river.fr.txt")]);
    let first = desk.note("river.en.txt", "three provinces", "x");
    let list = desk.json(&["list", "--json"]);
    let mut ids = vec![first];
    for damage in damaged(&std::fs::read(desk.database()).expect("the file")) {
        std::fs::write(desk.database(), &damage).expect("written");
        let output = desk.run(&["notes", "list", "--json"]);
        let line = error_line(&output);
        assert!(line.contains("damaged") && line.contains("set aside as library-damaged-"), "{line}");
        let notes: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let there: Vec<_> = notes.as_array().expect("an array").iter().filter_map(|note| note["id"].as_str()).collect();
        assert_eq!(there, ids);
        let works = desk.run(&["list", "--json"]);
        assert_eq!(works.stderr, b"", "said once");
        let works: Value = serde_json::from_slice(&works.stdout).expect("JSON");
        assert_eq!(works[0]["versions"], list[0]["versions"]);
        assert!(is_whole(&desk.database()));
        // What was damaged is still there, and what is written next is kept as well.
        let kept = std::fs::read_dir(home).expect("the folder").flatten().filter(|entry| {
            entry.file_name().to_string_lossy().starts_with("library-damaged-")
                && std::fs::read(entry.path()).is_ok_and(|bytes| bytes == damage)
        });
        assert_eq!(kept.count(), 1);
        ids.push(desk.note("river.en.txt", "Boats", "y"));
    }
    std::fs::remove_file(desk.database()).expect("removed");
    let output = desk.run(&["notes", "list", "--json"]);
    assert!(error_line(&output).contains("it is gone"));
    let notes: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(notes.as_array().map(Vec::len), Some(ids.len()));
}

#[test]
fn a_library_that_has_no_folder_to_live_in_says_so() {
    let desk = Desk::new();
    let file = desk.path("river.en.txt");
    let output = desk.program.command().env("HEXAPLA_HOME", &file).arg("list").output().expect("it runs");
    assert_eq!(code(&output), 2);
    assert!(error_line(&output).contains(&file));
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), ENGLISH);
}

#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing_and_says_why() {
    let desk = Desk::new();
    desk.note("river.en.txt", "three provinces", "before");
    // No file may grow over the size: what a full disk answers, in a way that a test can make.
    for blocks in [0, 4, 64] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let mut command = std::process::Command::new("sh");
        let long = "long ".repeat(40_000);
        let output = command
            .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_hexapla"), "notes", "add", &desk.path("river.en.txt")])
            .args(["--at", "1", "--text", "-"])
            .env("HEXAPLA_HOME", desk.program.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .and_then(|mut child| {
                use std::io::Write;
                let _ = child.stdin.take().map(|mut input| input.write_all(long.as_bytes()));
                child.wait_with_output()
            })
            .expect("it runs");
        assert_eq!(code(&output), 2, "{blocks}: {}", String::from_utf8_lossy(&output.stdout));
        let home = desk.program.home.path().display().to_string();
        assert!(error_line(&output).contains(&home), "{}", error_line(&output));
        assert!(is_whole(&desk.database()));
        let notes = desk.json(&["notes", "list", &desk.path("river.en.txt"), "--json"]);
        assert_eq!(notes.as_array().map(Vec::len), Some(1));
    }
    // Reading goes on where nothing can be written at all.
    let script = "trap '' XFSZ; ulimit -f 0; \"$@\" | cat";
    let output = std::process::Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_hexapla"), "notes", "list"])
        .env("HEXAPLA_HOME", desk.program.home.path())
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("three provinces"), "{text}{}", String::from_utf8_lossy(&output.stderr));
    desk.note("river.en.txt", "Boats", "after");
}

#[cfg(unix)]
#[test]
fn a_library_of_an_older_format_on_a_full_disk_is_still_read() {
    let desk = Desk::new();
    desk.note("river.en.txt", "three provinces", "before");
    as_first_format(desk.program.home.path());
    let before = std::fs::read(desk.database()).expect("the file");
    for command in ["notes list", "align river.en.txt river.fr.txt"] {
        let script = format!("trap '' XFSZ; ulimit -f 0; \"$0\" {command} | cat");
        let output = std::process::Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_hexapla")])
            .env("HEXAPLA_HOME", desk.program.home.path())
            .current_dir(desk.folder.path())
            .output()
            .expect("it runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("three provinces"), "{command}: {text}{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(std::fs::read(desk.database()).expect("the file"), before);
    desk.note("river.en.txt", "Boats", "after");
    let notes = desk.json(&["notes", "list", "--json"]);
    assert_eq!((&notes[0]["tags"], &notes[1]["body"]), (&serde_json::json!(["first", "second"]), &"after".into()));
}
