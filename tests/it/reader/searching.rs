//! Searching: as it is typed, folded, across versions.

use super::desk::{Desk, charter, opened};

#[test]
fn arabic_is_found_as_it_is_typed_and_shown_joined() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (120, 30)).keys("/").text("التعليم");
    let status = desk.status();
    assert!(status.contains("ﻢﻴﻠﻌﺘﻟﺍ"), "joined and in visual order: {status}");
    assert!(status.contains("1 of 1"), "{status}");
    let (buffer, cursor) = desk.draw();
    let (x, y) = cursor.expect("a caret");
    assert_eq!(y, 29);
    assert_eq!(buffer[(x + 1, y)].symbol(), "ﻢ", "the caret stands left of the last letter, where the next one goes");
    let desk = desk.keys("Enter");
    assert_eq!(desk.key(), "art4:0+1");
    assert!(desk.screen().contains("Education begins"), "its counterpart is seen");
    use ratatui::style::Modifier;
    let style = desk.style_of("ﻢﻴﻠﻌﺘﻟﺍ").expect("the match is on the screen");
    assert!(style.add_modifier.contains(Modifier::REVERSED), "the match stands out without colour");
}

#[test]
fn spelling_variants_are_the_same() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "1.\tأُحِبُّ القِراءَة.\n\n2.\tاحب القراءة كثيراً.\n\n3.\tلا شيء هنا.\n";
    for query in ["أحب", "احب", "أُحِبّ", "القراءه"] {
        let desk = Desk::open(vec![opened("a.ar.txt", text.as_bytes())], home.path(), (90, 24))
            .keys("/")
            .text(query)
            .keys("Enter");
        assert!(desk.status().contains("1 of 2"), "{query}: {}", desk.status());
        let desk = desk.keys("n");
        assert!(desk.status().contains("2 of 2"), "{query}: {}", desk.status());
        let desk = desk.keys("n");
        assert!(desk.status().contains("went on at the beginning"), "{query}: {}", desk.status());
        let desk = desk.keys("N");
        assert!(desk.status().contains("went on at the end"), "{}", desk.status());
    }
}

#[test]
fn what_only_the_translation_has_is_found_there() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (120, 30)).keys("/").text("librarian").keys("Enter");
    assert_eq!(desk.app.panes.version(), 1, "the focus goes to the pane that has it");
    assert!(desk.status().contains("found in en"), "{}", desk.status());
    assert_eq!(desk.key(), "art5:0+1");
}

#[test]
fn a_search_can_be_left_and_repeated() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (120, 30)).keys("Tab } /").text("council").keys("Esc");
    assert_eq!(desk.key(), "0+2", "Esc goes back to where the prompt was opened");
    let desk = desk.keys("/").text("nowhere at all").keys("Enter");
    assert!(desk.status().contains("not found: nowhere at all"), "{}", desk.status());
    assert_eq!(desk.key(), "0+2");
    let desk = desk.keys("/").text("council").keys("Enter n Esc");
    assert!(!desk.status().contains("council"), "{}", desk.status());
    let desk = desk.keys("n");
    assert!(desk.status().contains("/council"), "n shows it again: {}", desk.status());
}

#[test]
fn the_word_under_the_cursor_and_its_concordance() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (120, 30)).keys("Tab /").text("council").keys("Enter Esc *");
    assert!(desk.status().contains("/council"), "{}", desk.status());
    let desk = desk.keys("c");
    let screen = desk.screen();
    assert!(screen.contains("council · "), "{screen}");
    assert!(screen.contains("The council chooses a librarian"), "{screen}");
    assert!(screen.contains(" ar "), "the Arabic stands under it: {screen}");
}
