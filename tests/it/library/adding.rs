//! Tests of: folders put into the library, again and after an interruption; wrong groups undone; moved files found.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::{Desk, ENGLISH, FRENCH, code};

/// The works that were added, each with the languages of its versions.
fn works(desk: &Desk) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let works = desk.json(&["list", "--json"]);
    let works = works.as_array().expect("an array").iter().filter(|work| work["name"] != "guide");
    let versions = |work: &Value| -> Vec<String> {
        work["versions"].as_array().expect("versions").iter().map(|one| text(&one["language"])).collect()
    };
    works.map(|work| (text(&work["name"]), versions(work))).collect()
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Makes a file look as if it had been written some days ago.
fn age(desk: &Desk, name: &str, days: u64) {
    let file = std::fs::File::options().append(true).open(desk.path(name)).expect("opened");
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * (20_000 - days))).expect("set");
}

#[test]
fn versions_are_recognised_by_suffix_by_folder_and_by_symbol() {
    let desk = Desk::new();
    for (folder, text) in [("en", ENGLISH), ("fr", FRENCH)] {
        std::fs::create_dir_all(desk.path(&format!("books/{folder}/deep"))).expect("a folder");
        desk.write(&format!("books/{folder}/ferry.txt"), &format!("{text}\n4. F.\n"));
        desk.write(&format!("books/{folder}/deep/other.txt"), &format!("{text}\n4. G.\n"));
    }
    let said = desk.run(&["add", &desk.path("")]);
    assert_eq!(code(&said), 0);
    let summary = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(summary.contains("6 files: ") && summary.contains("unchanged"), "{summary}");
    let found = works(&desk);
    for name in ["river", "ferry", "other"] {
        assert!(found.contains(&(name.to_owned(), strings(&["en", "fr"]))), "{name}: {found:?}");
    }
}

#[test]
fn files_that_look_as_they_did_are_not_read_again() {
    let desk = Desk::new();
    let folder = desk.path("");
    age(&desk, "river.en.txt", 9);
    desk.program.text(&["add", &folder]);
    // Another text of the same length and age: it is taken for the same, which shows that it was not read.
    desk.write("river.en.txt", &ENGLISH.replace("northern", "southern"));
    age(&desk, "river.en.txt", 9);
    let again = desk.program.text(&["add", &folder]);
    assert!(again.lines().all(|line| line.starts_with("unchanged ")), "{again}");
    age(&desk, "river.en.txt", 8);
    let changed = desk.program.text(&["add", &folder]);
    assert_eq!(changed, "changed river (en, fr)\n");
}

#[test]
fn a_wrong_group_is_undone_with_one_command_and_stays_so() {
    let desk = Desk::new();
    let folder = desk.path("");
    desk.program.text(&["add", &folder]);
    let note = desk.note("river.fr.txt", "trois provinces", "lesquelles ?");
    desk.note("river.en.txt", "three provinces", "which?");
    let said = desk.program.text(&["add", &desk.path("river.fr.txt"), "--alone"]);
    assert_eq!(said, "added river-2 (fr)\n");
    let apart = [("river".to_owned(), strings(&["en"])), ("river-2".to_owned(), strings(&["fr"]))];
    assert_eq!(works(&desk), apart);
    let notes = desk.json(&["notes", "list", "river-2", "--json"]);
    assert_eq!((notes.as_array().map(Vec::len), &notes[0]["id"]), (Some(1), &note.as_str().into()));
    // Again, and with the whole folder: it stays as the person wanted it.
    assert_eq!(desk.program.text(&["add", &desk.path("river.fr.txt"), "--alone"]), "unchanged river-2 (fr)\n");
    desk.program.text(&["add", &folder]);
    assert_eq!(works(&desk), apart);
    // Put where it belongs after all.
    desk.program.text(&["add", &desk.path("river.fr.txt"), "--work", "river"]);
    assert_eq!(works(&desk), [("river".to_owned(), strings(&["en", "fr"]))]);
    assert_eq!(desk.json(&["notes", "list", "river", "--json"]).as_array().map(Vec::len), Some(2));
}

#[test]
fn one_version_is_put_into_another_work_without_the_others() {
    let desk = Desk::new();
    desk.write("stream.en.txt", &ENGLISH.replace("river", "stream"));
    desk.program.text(&["add", &desk.path("")]);
    desk.program.text(&["add", &desk.path("river.fr.txt"), "--work", "stream"]);
    let expected = [("river".to_owned(), strings(&["en"])), ("stream".to_owned(), strings(&["en", "fr"]))];
    assert_eq!(works(&desk), expected);
}

#[test]
fn two_files_of_one_language_are_kept_apart_and_it_says_so() {
    let desk = Desk::new();
    std::fs::remove_file(desk.path("river.fr.txt")).expect("removed");
    desk.write("river-en.txt", &format!("{ENGLISH}\n4. And more.\n"));
    let said = desk.run(&["add", &desk.path("")]);
    let doubt = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(doubt.contains("kept apart") && doubt.contains("--work NAME"), "{doubt}");
    assert_eq!(works(&desk).len(), 2);
}

#[test]
fn a_file_that_was_moved_is_found_by_its_content() {
    let desk = Desk::new();
    desk.program.text(&["add", &desk.path("")]);
    let blocks = |desk: &Desk| desk.program.text(&["parse", "river", "--json"]).lines().count();
    assert_eq!(blocks(&desk), 2);
    for (from, to) in
        [("river.en.txt", "flood.txt"), ("flood.txt", "old/river.en.txt"), ("old/river.en.txt", "new/x/river.en.txt")]
    {
        let folder = desk.path(to);
        std::fs::create_dir_all(std::path::Path::new(&folder).parent().expect("a folder")).expect("made");
        std::fs::rename(desk.path(from), desk.path(to)).expect("moved");
        if to.starts_with("new") {
            // Too far to be looked for: it is said to be gone, and found when it is named.
            desk.program.text(&["add", &desk.path(to)]);
        }
        assert_eq!(blocks(&desk), 2, "{to}");
    }
    assert_eq!(works(&desk), [("river".to_owned(), strings(&["en", "fr"]))]);
    // Another file in its place is not taken for it.
    std::fs::rename(desk.path("new/x/river.en.txt"), desk.path("new/gone.bin")).expect("moved");
    desk.write("new/river.en.txt", &ENGLISH.replace("hills", "fens"));
    assert!(desk.program.text(&["list"]).contains("gone: "));
}

#[test]
fn an_addition_that_was_cut_off_is_taken_up_again() {
    let desk = Desk::new();
    for number in 0..80 {
        for (language, text) in [("en", ENGLISH), ("fr", FRENCH)] {
            desk.write(&format!("page{number:03}.{language}.txt"), &format!("{text}\n4. {number}\n"));
        }
    }
    for pause in [60, 150] {
        let quiet = std::process::Stdio::null;
        let mut command = desk.program.command();
        let mut child =
            command.args(["add", &desk.path("")]).stdout(quiet()).stderr(quiet()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().expect("killed");
        child.wait().expect("gone");
        let there = works(&desk);
        assert!(there.iter().all(|(_, languages)| *languages == strings(&["en", "fr"])), "no half of a work");
    }
    desk.program.text(&["add", &desk.path("")]);
    let there = works(&desk);
    assert_eq!(there.len(), 81);
    assert!(there.iter().all(|(_, languages)| *languages == strings(&["en", "fr"])));
}
