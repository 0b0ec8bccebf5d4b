//! Tests of: library, annotations and their export, by the program a person runs.

mod adding;
mod correction;
mod crash;
mod family;
mod faults;
mod format;
mod reading;
mod trash;

use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use crate::harness::Program;

const ENGLISH: &str = "The river and its banks\n\n1. The river rises in the northern hills and crosses three provinces on its \
way to the sea.\n\n2. In the dry season the river is low. In the wet season the river is high. Boats wait for it.\n\n\
3. The ferries run every day except on feast days.\n";

const FRENCH: &str = "Le fleuve et ses rives\n\n1. Le fleuve prend sa source dans les collines du nord et traverse trois \
provinces avant la mer.\n\n2. À la saison sèche le fleuve est bas. À la saison humide le fleuve est haut. Les bateaux \
l'attendent.\n\n3. Les bacs circulent tous les jours sauf les jours de fête.\n";

/// A program and a folder with the two versions of a short work.
struct Desk {
    program: Program,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { program: Program::new(), folder: tempfile::tempdir().expect("a temporary folder") };
        desk.write("river.en.txt", ENGLISH);
        desk.write("river.fr.txt", FRENCH);
        desk
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).expect("the file is written");
    }

    fn database(&self) -> PathBuf {
        self.program.home.path().join("library.db")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.program.run(arguments, b"")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.program.text(arguments)).expect("one JSON value")
    }

    /// Writes a note on `quote` and gives its id.
    fn note(&self, file: &str, quote: &str, text: &str) -> String {
        let key = self.key(file, quote);
        let id = self.program.text(&["notes", "add", &self.path(file), "--at", &key, "--quote", quote, "--text", text]);
        id.trim().to_owned()
    }

    /// The key of the block that has these words.
    fn key(&self, file: &str, words: &str) -> String {
        let parsed = self.json(&["parse", &self.path(file), "--json"]);
        let blocks = parsed["blocks"].as_array().expect("blocks");
        let block = blocks.iter().find(|block| block["text"].as_str().is_some_and(|text| text.contains(words)));
        block.expect("a block with these words")["key"].as_str().expect("a key").to_owned()
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn error_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(text.lines().count(), 1, "one line: {text}");
    text
}

#[test]
fn the_library_begins_with_the_guide() {
    let desk = Desk::new();
    let works = desk.json(&["list", "--json"]);
    assert_eq!(works[0]["name"], "guide");
    assert_eq!(code(&desk.run(&["remove", "guide"])), 2);
    assert_eq!(desk.json(&["list", "--json"])[0]["name"], "guide");
}

#[test]
fn add_joins_versions_and_can_be_repeated() {
    let desk = Desk::new();
    desk.write("other.txt", "A text about something else altogether, in no second language.\n");
    let folder = desk.folder.path().display().to_string();
    let added = desk.program.text(&["add", &folder]);
    assert!(added.lines().any(|line| line.starts_with("added river (")), "{added}");
    assert!(added.lines().any(|line| line.starts_with("added other (")), "{added}");
    let again = desk.program.text(&["add", &folder]);
    assert!(again.lines().all(|line| line.starts_with("unchanged ")), "{again}");
    let works = desk.json(&["list", "--json"]);
    let river = works.as_array().expect("an array").iter().find(|work| work["name"] == "river").expect("the work");
    let languages: Vec<_> =
        river["versions"].as_array().expect("versions").iter().map(|one| &one["language"]).collect();
    assert_eq!(languages, ["en", "fr"]);
    std::fs::remove_file(desk.path("river.fr.txt")).expect("removed");
    assert!(desk.program.text(&["list"]).lines().any(|line| line.starts_with("river") && line.contains("gone: ")));
    assert_eq!(code(&desk.run(&["remove", "river"])), 0);
    assert_eq!(code(&desk.run(&["remove", "river"])), 1);
    assert!(Path::new(&desk.path("river.en.txt")).exists(), "the files stay");
}

#[test]
fn add_takes_a_later_sibling_into_its_work() {
    let desk = Desk::new();
    desk.program.text(&["add", &desk.path("river.en.txt")]);
    let later = desk.program.text(&["add", &desk.path("river.fr.txt")]);
    assert!(later.starts_with("changed river (en, fr)"), "{later}");
    let missing = desk.run(&["add", &desk.path("river.zz.txt")]);
    assert_eq!(code(&missing), 2);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("river.zz.txt: no such file"));
}

#[test]
fn notes_are_written_listed_and_removed() {
    let desk = Desk::new();
    let id = desk.note("river.en.txt", "three provinces", "which ones?");
    let notes = desk.json(&["notes", "list", &desk.path("river.en.txt"), "--json"]);
    assert_eq!(notes[0]["id"], id.as_str());
    assert_eq!((&notes[0]["quotation"], &notes[0]["state"]), (&"three provinces".into(), &"ok".into()));
    // A work with notes is not removed by accident.
    let name = notes[0]["work"].as_str().expect("a name").to_owned();
    assert_eq!(code(&desk.run(&["remove", &name])), 2);
    // Words that are not there, a block that is not there.
    let file = desk.path("river.en.txt");
    for wrong in [["--at", "1", "--quote", "nine provinces"], ["--at", "77", "--quote", "three"]] {
        let mut arguments = vec!["notes", "add", file.as_str(), "--text", "x"];
        arguments.extend(wrong);
        let output = desk.run(&arguments);
        assert_eq!(code(&output), 2);
        assert!(error_line(&output).contains("river.en.txt"));
    }
    assert_eq!(code(&desk.run(&["notes", "remove", &id])), 0);
    assert_eq!(code(&desk.run(&["notes", "remove", &id])), 1);
    let none = desk.run(&["notes", "list", &file]);
    assert_eq!((code(&none), none.stdout.len()), (1, 0));
}

#[test]
fn a_note_is_found_after_the_file_moved_and_after_it_changed() {
    let desk = Desk::new();
    desk.note("river.en.txt", "the river is high", "how high?");
    desk.note("river.en.txt", "ferries run every day", "gone soon");
    std::fs::rename(desk.path("river.en.txt"), desk.path("flood.txt")).expect("renamed");
    let notes = desk.json(&["notes", "list", &desk.path("flood.txt"), "--json"]);
    assert_eq!(notes.as_array().map(Vec::len), Some(2), "known by its content");
    std::fs::rename(desk.path("flood.txt"), desk.path("river.en.txt")).expect("renamed");
    let changed = ENGLISH
        .replace("In the dry season", "As a rule, in the dry season")
        .replace("3. The ferries run every day except on feast days.", "3. There is a bridge now.");
    desk.write("river.en.txt", &changed);
    let notes = desk.json(&["notes", "list", &desk.path("river.en.txt"), "--json"]);
    let states: Vec<_> =
        notes.as_array().expect("an array").iter().map(|note| (&note["body"], &note["state"])).collect();
    let expected = [("how high?", "moved"), ("gone soon", "orphan")].map(|(body, state)| (body.into(), state.into()));
    assert_eq!(states, expected.iter().map(|(body, state): &(Value, Value)| (body, state)).collect::<Vec<_>>());
    assert_eq!(notes[0]["quotation"], "the river is high");
    let orphans = desk.json(&["notes", "list", &desk.path("river.en.txt"), "--state", "orphan", "--json"]);
    assert_eq!(orphans.as_array().map(Vec::len), Some(1));
}

#[test]
fn export_has_quotation_translation_note_and_citation() {
    let desk = Desk::new();
    desk.program.text(&["add", &desk.path("river.en.txt"), &desk.path("river.fr.txt")]);
    desk.note("river.en.txt", "In the wet season the river is high.", "how *high*?");
    let text = desk.program.text(&["export", &desk.path("river.en.txt"), "--to", "md"]);
    for line in [
        "> In the wet season the river is high.",
        "> À la saison humide le fleuve est haut.",
        "how \\*high\\*?",
        "— The river and its banks, para. 2",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\nis not in\n{text}");
    }
    let file = desk.path("out.md");
    desk.program.text(&["export", "--to", "md", "--output", &file]);
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), text);
    assert_eq!(std::fs::read_dir(desk.folder.path()).expect("the folder").count(), 3, "no temporary file is left");
    let nothing = Desk::new();
    assert_eq!(code(&nothing.run(&["export", "--to", "md"])), 1);
    assert_eq!(code(&nothing.run(&["export", "--to", "papyrus"])), 2);
}

#[test]
fn what_is_exported_lands_in_the_same_places_elsewhere_and_only_once() {
    let here = Desk::new();
    here.program.text(&["add", &here.path("river.en.txt"), &here.path("river.fr.txt")]);
    for (file, quote) in
        [("river.en.txt", "three provinces"), ("river.fr.txt", "le fleuve est bas"), ("river.en.txt", "Boats")]
    {
        here.note(file, quote, &format!("on {quote} — \u{645}\u{627}\u{621} 水 \" \\ \u{202e}"));
    }
    let exported = here.program.text(&["export", "--to", "json"]);
    let there = Desk::new();
    there.write("notes.json", &exported);
    for results in [["new"; 3], ["known"; 3]] {
        let said = there.program.text(&["notes", "import", &there.path("notes.json"), "--json"]);
        let said: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(said.iter().map(|one| &one["result"]).collect::<Vec<_>>(), results);
    }
    let list = |desk: &Desk| {
        let notes = desk.json(&["notes", "list", &desk.path("river.en.txt"), &desk.path("river.fr.txt"), "--json"]);
        let mut notes = notes.as_array().expect("an array").clone();
        // What the work is called is each home's own.
        notes.iter_mut().for_each(|note| note["work"] = Value::Null);
        notes
    };
    assert_eq!(list(&there).len(), 3);
    assert_eq!(list(&there), list(&here));
    assert!(list(&there).iter().all(|note| note["state"] == "ok"));
    assert_eq!(code(&there.run(&["notes", "import", &there.path("river.en.txt")])), 2);
}

#[test]
fn nothing_of_a_note_reaches_the_terminal_as_a_control() {
    let desk = Desk::new();
    let text = "red \u{1b}[31m bell \u{7} c1 \u{9b}2J over \u{202e} end\nsecond line";
    let id = desk.note("river.en.txt", "three provinces", text);
    let outputs = [
        desk.program.text(&["notes", "list"]),
        desk.program.text(&["notes", "list", "--json"]),
        desk.program.text(&["export", "--to", "md"]),
        desk.program.text(&["export", "--to", "json"]),
    ];
    for output in outputs {
        let bad: Vec<char> =
            output.chars().filter(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || *c == '\u{202e}').collect();
        assert!(bad.is_empty(), "{bad:?} in {output}");
        assert!(output.contains("red ") && output.contains("second line"));
    }
    // Kept as it was written all the same.
    let notes = desk.json(&["notes", "list", "--json"]);
    assert_eq!((notes[0]["id"].as_str(), notes[0]["body"].as_str()), (Some(id.as_str()), Some(text)));
}

#[test]
fn the_language_a_work_was_added_with_is_its_language_when_it_is_opened() {
    let desk = Desk::new();
    desk.write("poem.txt", "1. Mae'r afon yn hir.\n");
    assert_eq!(code(&desk.run(&["add", &desk.path("poem.txt"), "--lang", "cy", "--work", "poem"])), 0);
    assert_eq!(desk.json(&["parse", "poem", "--json"])["language"], "cy");
    desk.note("poem.txt", "afon", "river");
    let exported = desk.json(&["export", "poem", "--to", "json"]);
    let languages: Vec<&str> =
        exported["work"]["versions"].as_array().into_iter().flatten().filter_map(|v| v["language"].as_str()).collect();
    assert_eq!(languages, ["cy"], "{exported}");
}
