//! Tags: typed, completed from those of the library, kept beside what is typed in a note.

use super::desk::{Desk, SCREENS, charter};

/// The tags of the first annotation.
fn tags(desk: &Desk) -> Vec<String> {
    desk.app.notes.placed[0].annotation.tags.clone()
}

#[test]
fn tags_are_typed_with_commas_and_completed() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk =
            Desk::open(charter(), home.path(), size).keys("} h #").text("village council, مجلس، 委员会").keys("Enter");
        assert_eq!(tags(&desk), ["village council", "مجلس", "委员会"]);
        assert!(desk.status().contains("#village council"), "{}", desk.status());
        assert!(desk.screen().contains("✎ #village council"), "they are seen: {}", desk.screen());
        let desk = desk.keys("} } h #");
        assert!(desk.status().contains(" tags: "), "{}", desk.status());
        assert!(desk.status().contains("village council"), "what was used before is offered: {}", desk.status());
        let desk = desk.text("VIL").keys("Tab");
        assert!(desk.status().contains("village council,"), "{}", desk.status());
        let desk = desk.text("委").keys("Tab Enter");
        let second = desk.app.notes.placed[1].annotation.tags.clone();
        assert_eq!(second, ["village council", "委员会"]);
    }
}

#[test]
fn completion_stops_where_it_is_not_clear() {
    let home = tempfile::tempdir().expect("a folder");
    let desk =
        Desk::open(charter(), home.path(), (100, 30)).keys("} h #").text("reading, readers").keys("Enter } } h #");
    let desk = desk.text("r").keys("Tab");
    assert!(desk.status().contains(" tags: read "), "{}", desk.status());
    assert!(desk.status().contains("reading") && desk.status().contains("readers"), "{}", desk.status());
    assert!(desk.text("e").keys("Tab").status().contains("tags: readers,"));
}

#[test]
fn a_passage_without_anything_is_tagged_and_the_prompt_can_be_left() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 30)).keys("} # Esc #").keys("Enter");
    assert!(desk.app.notes.placed.is_empty(), "no tags, nothing made");
    let desk = desk.keys("#").text("ask").keys("Enter");
    assert_eq!(tags(&desk), ["ask"]);
    let desk = desk.keys("# Ctrl-u Enter");
    assert!(desk.status().contains("no tags") && tags(&desk).is_empty(), "{}", desk.status());
    assert_eq!(tags(&desk.keys("Z")), ["ask"]);
}

#[test]
fn tags_are_changed_from_the_list_which_stays() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (80, 24))
        .keys("} a")
        .text("note")
        .keys("Ctrl-s A #")
        .text("later")
        .keys("Enter");
    assert!(desk.rows()[0].contains("Annotations"), "{}", desk.screen());
    assert!(desk.row_with("note").contains("#later"), "{}", desk.screen());
    let desk = desk.keys("/").text("#later");
    assert!(desk.rows()[0].contains("1 of 1"), "{}", desk.rows()[0]);
}

#[test]
fn a_tag_in_a_note_is_completed_and_those_that_were_not_typed_there_stay() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (80, 24))
        .keys("} a")
        .text("see #council")
        .keys("Ctrl-s #")
        .text("later")
        .keys("Enter");
    assert_eq!(tags(&desk), ["council", "later"]);
    let desk = desk.keys("a").text(" and #l");
    assert!(desk.status().contains("Tab completes: #later"), "{}", desk.status());
    let desk = desk.keys("Tab Ctrl-s");
    assert!(desk.screen().contains("✎ see #council and #later"), "{}", desk.screen());
    let desk = desk.keys("a Ctrl-u").text("see").keys("Ctrl-s");
    assert!(tags(&desk).is_empty(), "what was typed in it and is no longer is gone: {:?}", tags(&desk));
    let desk = desk.keys("#").text("kept").keys("Enter a").text(" more").keys("Ctrl-s");
    assert_eq!(tags(&desk), ["kept"], "what was not typed in it stays");
}
