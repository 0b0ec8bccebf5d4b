//! Everything that opens a work opens a bitext.

use hexapla::import::Hints;
use hexapla::library::{Library, open_sources, version_info};

use super::fixture::{PO, TMX};
use crate::harness::Program;

fn file(program: &Program, name: &str, text: &str) -> String {
    let path = program.home.path().join(name);
    std::fs::write(&path, text).expect("written");
    path.to_string_lossy().into_owned()
}

#[test]
fn the_commands_take_a_bitext_as_a_work() {
    let program = Program::new();
    let tmx = file(&program, "ferry.tmx", TMX);
    let parsed = program.text(&["parse", &tmx, "--lang", "ar"]);
    assert!(parsed.contains("غادرت العبّارة.") && !parsed.contains("The ferry"), "{parsed}");
    assert!(parsed.starts_with("#  · ar · rtl · tmx · 2 blocks · 3 units"), "{parsed}");
    let said = program.run(&["parse", &tmx, "--lang", "de"], b"");
    assert!(String::from_utf8_lossy(&said.stderr).contains("no version in de; there is en-US, fr, ar"));
    let shown = program.text(&["show", &tmx, "--lang", "en-US,fr", "--width", "90"]);
    assert!(
        shown
            .lines()
            .next()
            .is_some_and(|line| line.contains("The ferry has left.") && line.contains("Le bac est parti.")),
        "{shown}"
    );
    let beads = program.text(&["align", &tmx, "--lang", "en,fr", "--level", "block"]);
    assert!(beads.contains("3=3 3~2\tCome back.\tReviens. Revenez.\t1.00"), "{beads}");
    let found = program.text(&["search", "ferry", &tmx, "--with", "fr"]);
    assert!(found.contains("Le [bac] est parti."), "{found}");
    // Another format is what is asked for.
    assert!(program.text(&["parse", &tmx, "--as", "txt"]).contains("· txt ·"));
    let from_input = program.run(&["parse", "-", "--lang", "fr"], TMX.as_bytes());
    assert!(String::from_utf8_lossy(&from_input.stdout).contains("Le bac est parti."));
}

#[test]
fn a_bitext_in_the_library_is_one_work_and_stays_it_when_the_file_changes() {
    let program = Program::new();
    let tmx = file(&program, "ferry.tmx", TMX);
    assert_eq!(program.text(&["add", &tmx]), "added ferry (en-US, fr, ar)\n");
    assert_eq!(program.text(&["add", &tmx]), "unchanged ferry (en-US, fr, ar)\n");
    let pattern = program.home.path().join("f*.tm?").to_string_lossy().into_owned();
    assert_eq!(program.text(&["add", &pattern]), "unchanged ferry (en-US, fr, ar)\n");
    program.text(&["notes", "add", "ferry", "--lang", "fr", "--at", "2", "--text", "check", "--quote", "filets"]);
    assert!(program.text(&["show", "ferry", "--at", "2", "--lang", "fr"]).contains("Cordes et filets"));
    assert!(program.text(&["search", "filets"]).contains("filets"));
    // A unit more at the front, and a language less.
    let changed = TMX
        .replacen("<tu tuid", "<tu><tuv xml:lang=\"en-US\"><seg>At dawn.</seg></tuv></tu>\n<tu tuid", 1)
        .replace("xml:lang=\"ar\"", "xml:lang=\"ar-EG\"");
    std::fs::write(&tmx, changed).expect("written");
    program.text(&["add", &tmx]);
    let shown = program.text(&["show", "ferry", "--width", "60"]);
    assert_eq!(shown.matches("Cordes").count(), 1, "{shown}");
    let notes = program.text(&["notes", "list", "ferry", "--json"]);
    assert!(notes.contains("\"filets\"") && notes.contains("\"3\""), "the note follows its words: {notes}");
}

#[test]
fn versions_of_one_file_have_identities_of_their_own_that_last() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let path = home.path().join("orchard.po");
    std::fs::write(&path, PO).expect("written");
    let open = || open_sources(&[path.to_string_lossy().into_owned()], None, &Hints::default()).expect("opened");
    let (first, second) = (open(), open());
    let hashes: Vec<&str> = first.iter().map(|one| one.source.hash.as_str()).collect();
    assert_eq!(hashes, second.iter().map(|one| one.source.hash.as_str()).collect::<Vec<_>>());
    assert!(hashes.iter().all(|hash| hash.len() == 64) && hashes[0] != hashes[1]);
    let mut library = Library::open(&home.path().join("data")).expect("it opens");
    let infos: Vec<_> = first.iter().map(|one| version_info(&one.source, &one.document)).collect();
    let work = library.record(&infos, None, true).expect("recorded");
    assert_eq!(work.versions, infos);
    // Opened by its name, all versions are there, once.
    let again = open_sources(&[work.name], Some(&library), &Hints::default()).expect("opened");
    assert_eq!(again.iter().map(|one| one.source.hash.as_str()).collect::<Vec<_>>(), hashes);
}

#[test]
fn a_bitext_that_was_moved_is_found_by_what_is_in_it() {
    let program = Program::new();
    let tmx = file(&program, "ferry.tmx", TMX);
    program.text(&["add", &tmx]);
    std::fs::rename(&tmx, program.home.path().join("boat.tmx")).expect("moved");
    let shown = program.text(&["show", "ferry", "--lang", "ar,fr", "--width", "90"]);
    assert!(shown.contains("Revenez."), "{shown}");
}
