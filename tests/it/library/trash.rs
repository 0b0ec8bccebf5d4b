//! Tests of: what was removed or edited comes back by the program a person runs, and so does what a backup holds.

use serde_json::Value;

use super::{Desk, code};

/// The text and the number of tags of each note, as they are listed.
fn bodies(desk: &Desk) -> Vec<String> {
    let notes: Value = serde_json::from_slice(&desk.run(&["notes", "list", "--json"]).stdout).expect("JSON");
    let mut bodies: Vec<String> = notes
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|note| note["body"].as_str())
        .map(str::to_owned)
        .collect();
    bodies.sort();
    bodies
}

fn backup(desk: &Desk) -> String {
    let folder = std::fs::read_dir(desk.program.home.path().join("backup")).expect("the backups");
    let mut files: Vec<String> = folder.flatten().map(|entry| entry.path().display().to_string()).collect();
    files.retain(|file| file.ends_with(".jsonl"));
    files.sort();
    files.pop().expect("a backup")
}

#[test]
fn a_note_that_was_removed_comes_back_from_the_trash() {
    let desk = Desk::new();
    let (kept, gone) = (desk.note("river.en.txt", "Boats", "kept"), desk.note("river.en.txt", "ferries", "gone"));
    assert_eq!(code(&desk.run(&["notes", "trash"])), 1, "nothing in it");
    desk.program.text(&["notes", "remove", &gone]);
    assert_eq!(bodies(&desk), ["kept"]);
    let listed = desk.program.text(&["notes", "trash"]);
    assert!(listed.lines().count() == 1 && listed.starts_with(&gone) && listed.contains("gone"), "{listed}");
    assert_eq!(code(&desk.run(&["notes", "trash", "--restore", &kept])), 1);
    assert_eq!(desk.program.text(&["notes", "trash", "--restore", &gone]), format!("{gone}\n"));
    assert_eq!(bodies(&desk), ["gone", "kept"]);
    // A work that was removed with its notes, too.
    let name = desk.json(&["notes", "list", "--json"])[0]["work"].as_str().expect("a name").to_owned();
    desk.program.text(&["remove", &name, "--force"]);
    assert_eq!(code(&desk.run(&["notes", "list"])), 1);
    let trash = desk.program.text(&["notes", "trash", "--json"]);
    let one: Value = serde_json::from_str(trash.lines().next().expect("a line")).expect("JSON");
    assert_eq!(one["work"], name.as_str());
    desk.program.text(&["notes", "trash", "--restore", &kept]);
    assert_eq!(bodies(&desk), ["kept"]);
    assert_eq!(desk.program.text(&["notes", "trash", "--empty"]), "deleted 1\n");
    assert_eq!(code(&desk.run(&["notes", "trash", "--restore", &gone])), 1);
}

#[test]
fn an_earlier_form_of_a_note_comes_back() {
    let desk = Desk::new();
    let id = desk.note("river.en.txt", "Boats", "first");
    let exported = desk.program.text(&["export", "--to", "json"]);
    let edited = exported.replace("\"first\"", "\"second\"").replace("\"modified\":\"20", "\"modified\":\"29");
    desk.write("edited.json", &edited);
    desk.program.text(&["notes", "import", &desk.path("edited.json")]);
    assert_eq!(bodies(&desk), ["second"]);
    let history = desk.program.text(&["notes", "history", &id]);
    assert!(history.lines().count() == 1 && history.starts_with('1') && history.contains("first"), "{history}");
    desk.program.text(&["notes", "history", &id, "--restore", "1"]);
    assert_eq!(bodies(&desk), ["first"]);
    assert_eq!(desk.program.text(&["notes", "history", &id]).lines().count(), 2);
    assert_eq!(code(&desk.run(&["notes", "history", &id, "--restore", "9"])), 2);
}

#[test]
fn a_backup_is_imported_like_an_export() {
    let desk = Desk::new();
    desk.program.text(&["add", &desk.path("")]);
    desk.note("river.en.txt", "Boats", "one");
    desk.note("river.fr.txt", "bateaux", "deux");
    let there = Desk::new();
    let said = there.program.text(&["notes", "import", &backup(&desk)]);
    assert_eq!(said.lines().filter(|line| line.ends_with(" new")).count(), 2, "{said}");
    assert_eq!(bodies(&there), bodies(&desk));
    let works = there.json(&["list", "--json"]);
    assert!(works.as_array().expect("an array").iter().any(|work| work["name"] == "river" && work["added"] == true));
    let again = there.program.text(&["notes", "import", &backup(&desk)]);
    assert!(again.lines().all(|line| line.ends_with(" known")), "{again}");
    // A byte of it changed: that line is left out, and said.
    let text = std::fs::read_to_string(backup(&desk)).expect("read").replace("deux", "trois");
    there.write("damaged.jsonl", &text);
    let output = Desk::new().run(&["notes", "import", &there.path("damaged.jsonl")]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 line is damaged"), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
}
