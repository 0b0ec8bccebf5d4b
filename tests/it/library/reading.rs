//! How a file of the library is read again: in the format that a person asked for, with the file that says what corresponds.

use serde_json::Value;

use super::Desk;

/// The works that a person added, as `list --json` has them.
fn works(desk: &Desk) -> Vec<Value> {
    let listed = desk.json(&["list", "--json"]);
    let all = listed.as_array().expect("an array");
    all.iter().filter(|work| work["name"] != "guide").cloned().collect()
}

/// The documents of a work or file, as they are read.
fn parsed(desk: &Desk, name: &str) -> Vec<Value> {
    let printed = desk.program.text(&["parse", name, "--json"]);
    printed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The blocks of both documents that a bitext says to correspond: `1=1 2,3=2`.
fn beside(documents: &[Value]) -> String {
    let units = |document: &Value| -> Vec<Option<u64>> {
        let units = document["correspondence"]["units"]["units"].as_array().expect("the file of links is heard");
        units.iter().map(Value::as_u64).collect()
    };
    let (ours, theirs) = (units(&documents[0]), units(&documents[1]));
    let keys = |document: &Value, units: &[Option<u64>], unit: u64| {
        let blocks = document["blocks"].as_array().expect("blocks");
        let own = blocks.iter().zip(units).filter(|(_, own)| **own == Some(unit));
        own.map(|(block, _)| block["key"].as_str().expect("a key").to_owned()).collect::<Vec<_>>().join(",")
    };
    let last = ours.iter().chain(&theirs).flatten().max().copied().unwrap_or(0);
    let pairs =
        (0..=last).map(|unit| format!("{}={}", keys(&documents[0], &ours, unit), keys(&documents[1], &theirs, unit)));
    pairs.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_format_that_was_asked_for_is_remembered() {
    let desk = Desk::new();
    let file = desk.path("plain.txt");
    desk.write("plain.txt", "# Boats\n\nThey wait for *the* flood.\n");
    desk.program.text(&["add", &file, "--as", "markdown"]);
    let name = works(&desk)[0]["name"].as_str().expect("a name").to_owned();
    let format = |name: &str| parsed(&desk, name)[0]["format"].as_str().expect("a format").to_owned();
    assert_eq!(format(&name), "markdown");
    assert!(!desk.program.text(&["show", &file]).contains('#'), "the reader opens the file as the library has it");
    assert!(desk.program.text(&["search", "flood"]).contains("They wait for the flood"), "and so does the search");
    // The file changes, and is added again: it is read as before.
    desk.write("plain.txt", "# Boats\n\nThey wait for *the* flood. It came.\n");
    desk.program.text(&["add", &file]);
    assert_eq!((works(&desk).len(), format(&name).as_str()), (1, "markdown"));
    assert!(!desk.program.text(&["show", &name]).contains('*'));
    // What was said last is remembered.
    desk.program.text(&["add", &file, "--as", "txt"]);
    assert_eq!((works(&desk).len(), format(&name).as_str()), (1, "txt"));
    let wrong = desk.run(&["add", &file, "--as", "papyrus"]);
    assert!(!wrong.status.success() && String::from_utf8_lossy(&wrong.stderr).contains("no format is called"));
}

#[test]
fn a_ladder_that_was_added_is_used_when_the_work_is_opened() {
    let desk = Desk::new();
    desk.write("l.en", "One.\nTwo.\nThree.\nFour.\n");
    desk.write("l.fr", "Un.\nDeux, trois.\nQuatre.\n");
    desk.write("l.ladder", "0\t0\t0.5\n1\t1\t1\n3\t2\t0.2\n4\t3\t1\n");
    let files = ["l.en", "l.fr", "l.ladder"].map(|name| desk.path(name));
    let add = ["add", &files[0], &files[1], &files[2]];
    let said = desk.program.text(&add);
    assert!(said.starts_with("added l ("), "{said}");
    let all = works(&desk);
    assert_eq!((all.len(), all[0]["versions"].as_array().map(Vec::len)), (1, Some(2)), "{all:?}");
    assert_eq!(beside(&parsed(&desk, "l")), "1=1 2,3=2 4=3");
    assert!(desk.program.text(&add).starts_with("unchanged l "), "again, nothing is new");
    // Without the ladder the texts are still there, and it is said.
    std::fs::remove_file(desk.path("l.ladder")).expect("removed");
    let documents = parsed(&desk, "l");
    assert_eq!(documents.len(), 2);
    assert!(documents[0]["warnings"].to_string().contains("l.ladder: no such file"), "{}", documents[0]["warnings"]);
}

#[test]
fn a_file_of_links_in_a_folder_brings_its_texts_together() {
    let desk = Desk::new();
    let (english, french) = (
        "<text xml:lang=\"en\"><body><p><s id=\"1\">The path was wet.</s><s id=\"2\">We went on.</s></p></body></text>",
        "<text xml:lang=\"fr\"><body><p><s id=\"a\">Le sentier était mouillé, mais on continua.</s></p></body></text>",
    );
    let links = "<cesAlign><linkGrp fromDoc=\"walk.xml\" toDoc=\"promenade.xml\"><link xtargets=\"1 2;a\"/></linkGrp></cesAlign>";
    let folder = desk.folder.path().join("texts");
    std::fs::create_dir(&folder).expect("a folder");
    for (name, text) in [("walk.xml", english), ("promenade.xml", french), ("links.xml", links)] {
        std::fs::write(folder.join(name), text).expect("written");
    }
    desk.program.text(&["add", &folder.display().to_string()]);
    let all = works(&desk);
    assert_eq!((all.len(), all[0]["versions"].as_array().map(Vec::len)), (1, Some(2)), "{all:?}");
    assert_eq!(beside(&parsed(&desk, all[0]["name"].as_str().expect("a name"))), "1,2=1");
}
