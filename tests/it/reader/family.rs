//! Documents of the United Nations that belong to each other: references that are followed, corrigenda and revisions that are
//! told of.

use std::path::Path;

use hexapla::app::Effect;
use hexapla::library::{Library, Opened, version_info};

use super::desk::{Desk, SCREENS, opened};
use super::listing::listed;

/// A document of this symbol and these paragraphs, as a PDF's text has it.
fn document(symbol: &str, title: &str, paragraphs: &[&str]) -> Opened {
    let mut text = format!(
        "United Nations\n{symbol}\nGeneral Assembly\nDistr.: Limited\n3 March 2021\nOriginal: French\n\
         Seventy-fifth session\nAgenda item 12 (b)\nRivers and lakes\n\n{title}\n\n"
    );
    for (number, paragraph) in (1..).zip(paragraphs) {
        text.push_str(&format!("{number}.\t{paragraph}\n\n"));
    }
    opened(&format!("{}.en.txt", symbol.replace('/', "_")), text.as_bytes())
}

fn ferries() -> Opened {
    document(
        "A/68/154",
        "The ferries of the north",
        &["They run every day.", "On feast days they rest.", "So it stays."],
    )
}

fn reader() -> Opened {
    document(
        "A/70/9",
        "On what was asked",
        &[
            "As the report says (A/68/154, para. 2), the ferries rest on feast days.",
            "By its resolution 70/305 the Assembly took note of it.",
            "The report A/68/154 was read aloud.",
        ],
    )
}

/// Puts works into the library of `home`.
fn keep(home: &Path, works: &[Opened]) {
    let mut library = Library::open(home).expect("the library opens");
    for one in works {
        library.record(&[version_info(&one.source, &one.document)], None, true).expect("recorded");
    }
}

#[test]
fn a_reference_opens_the_work_at_its_paragraph() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        keep(home.path(), &[ferries(), reader()]);
        let mut desk = Desk::open(vec![reader()], home.path(), size).keys(": 1 Enter Enter");
        let spot = match desk.effects().pop() {
            Some(Effect::OpenThere(spot)) => spot,
            other => unreachable!("the work is asked for: {other:?} {}", desk.screen()),
        };
        assert_eq!((spot.work.as_str(), spot.key.as_str()), ("A/68/154", "2"));
        let mut there = Desk::open(vec![ferries()], home.path(), size);
        hexapla::command::come_to(&mut there.app, &spot);
        assert_eq!(there.key(), "2");
        let mut desk = desk.keys(": 3 Enter Enter");
        assert_eq!(desk.effects().pop(), Some(Effect::Open("A/68/154".to_owned())), "no paragraph is named");
    }
}

#[test]
fn a_reference_to_what_the_library_lacks_gives_its_address() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(vec![reader()], home.path(), (100, 24)).keys(": 2 Enter Enter");
    let status = desk.status();
    assert!(status.contains("not in the library: https://undocs.org/en/A/RES/70/305"), "{}", desk.screen());
    let mut desk = desk.keys("Enter");
    assert_eq!(desk.effects().pop(), Some(Effect::Copy("https://undocs.org/en/A/RES/70/305".to_owned())));
}

#[test]
fn one_comes_back_from_a_work_that_was_opened_by_a_reference() {
    let home = tempfile::tempdir().expect("a folder");
    keep(home.path(), &[ferries(), reader()]);
    let desk = Desk::open(vec![reader()], home.path(), (80, 24)).keys(": 3 Enter");
    let here = desk.app.spot().expect("the library has it");
    assert_eq!((here.work.as_str(), here.key.as_str()), ("A/70/9", "3"));
    let mut there = Desk::open(vec![ferries()], home.path(), (80, 24));
    there.app.jumps.origins.push(here.clone());
    let mut there = there.keys("G Ctrl-o");
    assert!(there.effects().is_empty(), "first back to where the cursor was: {}", there.screen());
    let mut there = there.keys("Ctrl-o");
    assert_eq!(there.effects(), [Effect::Return(here)]);
    assert!(there.keys("Ctrl-o").status().contains("no place to go back to"));
}

#[test]
fn a_work_tells_of_its_corrigenda_and_newer_revisions_and_they_of_it() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let correction = document("A/68/154/Corr.1", "Corrigendum", &["For every day read every other day."]);
        let revision = document("A/68/154/Rev.1", "The ferries of the north, again", &["They run no more."]);
        let addition = document("A/68/154/Add.1", "Addendum", &["The ferries of the south run too."]);
        keep(home.path(), &[ferries(), correction.clone(), revision, addition, reader()]);
        let desk = Desk::open(vec![ferries()], home.path(), size);
        let status = desk.status();
        assert!(status.contains("newer revision: A/68/154/Rev.1 · corrected by"), "{status}");
        let mut desk = desk.keys("i /").text("A/68/154").keys("Esc");
        let rows = listed(&desk);
        for (symbol, said) in [
            ("A/68/154/Corr.1 ", " corrigendum 1 to A/68/154 "),
            ("A/68/154/Add.1 ", " addendum 1 to A/68/154 "),
            ("A/68/154/Rev.1 ", " revision 1 of A/68/154 "),
        ] {
            assert!(rows.iter().any(|row| row.contains(symbol) && row.contains(said)), "{said}: {}", desk.screen());
        }
        assert!(!desk.screen().contains("A/70/9"), "another family: {}", desk.screen());
        desk = desk.keys("/ Ctrl-u").text("corrigendum 1").keys("Enter");
        assert_eq!(desk.effects().pop(), Some(Effect::Open("A/68/154/Corr.1".to_owned())), "{}", desk.screen());
        let correction = Desk::open(vec![correction], home.path(), size);
        assert!(correction.status().contains("corrigendum 1 to A/68/154"), "{}", correction.status());
        let desk = correction.keys("i");
        assert!(desk.screen().contains("this is corrigendum 1 to A/68/154"), "{}", desk.screen());
    }
}

#[test]
fn a_document_says_what_its_masthead_says() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(vec![ferries()], home.path(), (100, 40)).keys("i");
    let rows = listed(&desk).join("\n");
    for (label, text) in [
        ("symbol", "A/68/154"),
        ("session", "75"),
        ("agenda item", "12(b) Rivers and lakes"),
        ("date", "2021-03-03"),
        ("distribution", "limited"),
        ("original language", "fr"),
    ] {
        let found = rows.lines().any(|row| row.trim().starts_with(label) && row.trim_end().ends_with(text));
        assert!(found, "{label}: {rows}");
    }
}

#[test]
fn the_list_of_works_has_what_extends_a_work_under_it() {
    let home = tempfile::tempdir().expect("a folder");
    let works = ["A/68/154/Add.2", "A/68/154", "A/68/154/Add.2/Corr.1", "A/68/155"]
        .map(|symbol| document(symbol, "Rivers", &["One."]));
    keep(home.path(), &works);
    let mut desk = Desk::open(Vec::new(), home.path(), (100, 24));
    hexapla::command::library(&mut desk.app);
    let rows = listed(&desk);
    let at = |text: &str| rows.iter().position(|row| row.contains(text)).expect(text);
    let (parent, added) = (at(" A/68/154 "), at("addendum 2 to A/68/154"));
    assert_eq!((added, at("corrigendum 1 to A/68/154/Add.2")), (parent + 1, parent + 2), "{}", desk.screen());
    let indent = |at: usize| rows[at].len() - rows[at].trim_start().len();
    assert!(indent(parent) < indent(added) && indent(added) < indent(added + 1), "{}", desk.screen());
}
