//! Searching in other ways: whole words, case, regular expressions, what was searched before, lists of matches.

use hexapla::app::{Effect, Event, MarkKind};
use hexapla::command;
use hexapla::config::Key;
use hexapla::library::Library;

use super::desk::{Desk, charter, opened};

/// Presses Alt with a letter.
fn alt(desk: Desk, c: char) -> Desk {
    desk.event(Event::Key(Key { alt: true, ..Key::char(c) }))
}

const CATS: &str = "1. A cat saw the Cat.\n\n2. The catalogue of cats has a café-cat in it.\n\n3. CAT.\n";

fn cats(home: &std::path::Path) -> Desk {
    Desk::open(vec![opened("cats.en.txt", CATS.as_bytes())], home, (100, 24))
}

#[test]
fn the_way_of_searching_is_chosen_while_typing_and_stays() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = cats(home.path()).keys("/");
    assert!(desk.status().contains("Alt-w word"), "{}", desk.status());
    let desk = desk.text("cat");
    assert!(desk.status().contains("1 of 6"), "{}", desk.status());
    let desk = alt(desk, 'w');
    assert!(desk.status().contains("word /cat") && desk.status().contains("1 of 4"), "{}", desk.status());
    let desk = alt(desk, 'c');
    assert!(desk.status().contains("case word /cat") && desk.status().contains("1 of 2"), "{}", desk.status());
    let desk = desk.keys("Enter");
    assert!(desk.status().contains("case word /cat"), "{}", desk.status());
    let desk = desk.keys("/");
    assert!(desk.status().contains("case word /"), "it stays: {}", desk.status());
    let desk = alt(alt(alt(desk, 'w'), 'c'), 'r').text("c.t[^a-z]");
    assert!(desk.status().contains("regex /") && desk.status().contains("1 of 2"), "{}", desk.status());
    let desk = desk.text("(");
    assert!(desk.status().contains("not a regular expression"), "{}", desk.status());
    let desk = desk.keys("Enter");
    assert!(desk.status().contains("not a regular expression"), "{}", desk.status());
    // A word of the text is no expression.
    let desk = desk.keys("*");
    assert!(!desk.status().contains("regex"), "{}", desk.status());
}

#[test]
fn particles_may_stand_before_an_arabic_word() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "1- كتاب وبالكتاب.\n\n2- للكتاب مكتبة، وكتابان.\n";
    let desk = Desk::open(vec![opened("a.ar.txt", text.as_bytes())], home.path(), (100, 24)).keys("/").text("كتاب");
    assert!(desk.status().contains("1 of 4"), "{}", desk.status());
    let desk = alt(desk, 'p');
    assert!(desk.status().contains("particles /") && desk.status().contains("1 of 3"), "{}", desk.status());
}

#[test]
fn what_was_searched_comes_back_in_another_window_too() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = cats(home.path()).keys("/").text("first").keys("Enter /").text("second").keys("Enter Esc");
    drop(desk);
    let desk = cats(home.path()).keys("/").text("ca").keys("Up");
    assert!(desk.status().contains("/second"), "{}", desk.status());
    let desk = desk.keys("Up Up");
    assert!(desk.status().contains("/first"), "{}", desk.status());
    let desk = desk.keys("Down Down");
    assert!(desk.status().contains("/ca") && desk.status().contains("of 7"), "{}", desk.status());
}

#[test]
fn matches_are_marked_in_every_pane() {
    let home = tempfile::tempdir().expect("a folder");
    let versions = vec![
        opened("a.en.txt", b"1. Resolution 1325 was adopted.\n\n2. Nothing.\n"),
        opened("a.fr.txt", "1. La résolution 1325 a été adoptée.\n\n2. Rien.\n".as_bytes()),
    ];
    let desk = Desk::open(versions, home.path(), (120, 30)).keys("/").text("1325").keys("Enter");
    assert_eq!(desk.marked(MarkKind::CurrentMatch), [(0, "1325".to_owned())]);
    assert_eq!(desk.marked(MarkKind::Match), [(1, "1325".to_owned())]);
}

#[test]
fn all_matches_are_listed_exact_ones_first() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = cats(home.path()).keys("F");
    assert!(desk.status().contains("nothing is searched"), "{}", desk.status());
    let desk = desk.keys("/").text("Cat").keys("Enter F");
    let rows = desk.rows();
    let other = rows.iter().position(|row| row.contains("In another spelling")).expect("two parts");
    assert!(rows[0].contains("Cat · 6"), "{}", desk.screen());
    assert!(rows[..other].iter().any(|row| row.contains("A cat saw the Cat.")), "{}", desk.screen());
    assert!(rows[other..].iter().any(|row| row.contains("CAT.")), "{}", desk.screen());
    let desk = desk.keys("G Enter");
    assert_eq!(desk.key(), "3");
    assert!(desk.status().contains("6 of 6"), "{}", desk.status());
    let desk = Desk::open(charter(), home.path(), (120, 30)).keys("Tab /").text("librarian").keys("Enter F");
    assert!(desk.screen().contains(" ar "), "what stands beside it: {}", desk.screen());
}

#[test]
fn a_concordance_goes_on_in_the_library() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("garden.en.txt");
    std::fs::write(&file, "1. Nothing here.\n\n2. One cat of the garden.\n").expect("written");
    let source = hexapla::library::read_file(&file).expect("a file");
    let garden = hexapla::library::import_source(source, &hexapla::import::Hints::default()).expect("a document");
    let mut library = Library::open(home.path()).expect("a library");
    let info = hexapla::library::version_info(&garden[0].source, &garden[0].document);
    library.record(std::slice::from_ref(&info), Some("garden"), true).expect("recorded");
    drop(library);
    let mut desk = cats(home.path()).keys("w c");
    assert!(desk.row_with("In the library").contains("In the library"), "{}", desk.screen());
    assert!(desk.row_with("garden:2").contains("One cat of the garden."), "{}", desk.screen());
    desk = desk.keys("G Enter");
    let effects = desk.effects();
    let spot = effects.iter().find_map(|effect| match effect {
        Effect::OpenThere(spot) => Some(spot),
        _ => None,
    });
    let spot = spot.expect("the place is opened");
    assert_eq!((spot.work.as_str(), spot.key.as_str(), spot.version.0.as_str()), ("garden", "2", info.hash.as_str()));
    let mut there = Desk::open(garden, home.path(), (100, 24));
    command::come_to(&mut there.app, spot);
    assert_eq!(there.key(), "2");
}
