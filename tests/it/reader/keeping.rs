//! What is never lost: places put by hand, what was removed or changed, a library made again, all of it taken back.

use super::desk::{Desk, SCREENS, charter, opened};
use super::listing::{annotated, listed};
use crate::dice::Dice;

#[test]
fn each_thing_done_to_an_annotation_can_be_taken_back_one_after_the_other() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 30)).keys("} a").text("uno").keys("Ctrl-s a").text(" dos");
    let desk = desk.keys("Ctrl-s a").text(" tres").keys("Ctrl-s d");
    let body = |desk: &Desk| desk.app.notes.placed.first().map(|placed| placed.annotation.body.clone());
    assert_eq!(body(&desk), None);
    let mut bodies = Vec::new();
    let mut desk = desk;
    for _ in 0..5 {
        desk = desk.keys("Z");
        bodies.push(body(&desk));
    }
    let expected = [Some("uno dos tres"), Some("uno dos"), Some("uno"), None, None];
    assert_eq!(bodies, expected.map(|body| body.map(str::to_owned)));
    assert!(desk.status().contains("no annotation was changed"), "{}", desk.status());
}

#[test]
fn a_mark_that_took_the_place_of_another_gives_it_back() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 24)).keys(": a r t 3 Enter m k g g m k Z ' k");
    assert_eq!(desk.key(), "art3");
}

#[test]
fn a_lost_place_is_put_by_hand_where_the_cursor_is() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let river = |text: &str| {
            let mut river = opened("river.en.txt", text.as_bytes());
            river.source.path = Some("/nowhere/river.en.txt".into());
            vec![river]
        };
        let before = "1.\tThe mill stands below the bridge.\n\n2.\tThe ferry leaves at dawn and at dusk.\n";
        let desk = Desk::open(river(before), home.path(), size).keys("} a").text("in winter too?").keys("Ctrl-s");
        assert!(desk.status().contains("note saved"), "{}", desk.status());
        let after = "1.\tThe mill stands below the bridge.\n\n2.\tBoats go all day long whenever somebody rings.\n";
        let desk = Desk::open(river(after), home.path(), size);
        assert!(!desk.screen().contains("in winter too?"), "never at a wrong place: {}", desk.screen());
        let list = desk.keys("C");
        assert!(listed(&list)[0].contains("orphan"), "{}", list.screen());
        assert!(list.screen().contains("The ferry leaves at dawn"), "what it stood on: {}", list.screen());
        let desk = list.keys("p");
        assert!(desk.status().contains("C puts it at the cursor"), "{}", desk.status());
        assert!(desk.status().contains("The ferry leaves"), "{}", desk.status());
        let desk = desk.keys(": 2 Enter C");
        assert!(desk.status().contains("note put at ¶ 2"), "{}", desk.status());
        assert!(desk.screen().contains("✎ in winter too?"), "{}", desk.screen());
        let again = Desk::open(river(after), home.path(), size).keys("A");
        assert!(again.screen().contains("note · ok"), "{}", again.screen());
        assert!(again.keys("Esc C").status().contains("every annotation has its place"));
        let back = desk.keys("Z");
        assert!(!back.screen().contains("in winter too?"), "and that is taken back like all else");
    }
}

#[test]
fn what_was_taken_up_is_let_go_with_esc() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = annotated(home.path(), (80, 24)).keys("A j p");
    assert_eq!(desk.key(), "art4:0+1", "it is shown where it stands");
    assert!(desk.status().contains("C puts it"), "{}", desk.status());
    let desk = desk.keys("Esc");
    assert!(desk.status().contains("stays where it was"), "{}", desk.status());
    assert!(desk.app.notes.carried.is_none());
}

#[test]
fn what_was_removed_is_listed_and_brought_back_days_later() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let _ = annotated(home.path(), size).keys("A d d d");
        // Another day: nothing to undo, but nothing is lost.
        let desk = Desk::open(charter(), home.path(), size);
        assert!(desk.app.notes.placed.is_empty());
        let desk = desk.keys("g d");
        assert!(desk.rows()[0].contains("Removed · 3"), "{}", desk.screen());
        let desk = desk.keys("/").text("thursday").keys("Enter");
        assert!(desk.rows()[0].contains("0 of 2"), "{}", desk.screen());
        let desk = desk.keys("Esc Esc A");
        assert!(listed(&desk)[0].contains("Ask about Thursday"), "{}", desk.screen());
        assert!(desk.keys("Esc Z").app.notes.placed.is_empty(), "that too is taken back");
    }
}

#[test]
fn what_a_note_was_before_is_listed_and_comes_back() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk = Desk::open(charter(), home.path(), size).keys("} a").text("uno").keys("Ctrl-s");
        assert!(desk.keys("g h").status().contains("never changed"));
        let desk = Desk::open(charter(), home.path(), size).keys("} a").text(" dos").keys("Ctrl-s a").text(" tres");
        let desk = desk.keys("Ctrl-s g h");
        let rows = listed(&desk);
        assert!(rows.len() == 2 && rows[0].contains("uno dos") && rows[1].contains(" uno "), "{}", desk.screen());
        let desk = desk.keys("G Enter");
        assert!(desk.screen().contains("✎ uno") && !desk.screen().contains("dos"), "{}", desk.screen());
        let desk = desk.keys("A r");
        assert!(listed(&desk)[0].contains("uno dos tres"), "nothing is lost by going back: {}", desk.screen());
    }
}

#[test]
fn a_library_that_had_to_be_made_again_says_so() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        drop(annotated(home.path(), size));
        std::fs::write(home.path().join("library.db"), b"no database at all").expect("written");
        let desk = Desk::open(charter(), home.path(), size);
        assert!(desk.status().contains("the library"), "{}", desk.status());
        assert_eq!(desk.app.notes.placed.len(), 3, "nothing is lost");
        let desk = desk.keys("!");
        assert!(desk.screen().contains("made again from"), "all of it is read there: {}", desk.screen());
    }
}

/// What is annotated, without the times of changes.
fn kept(annotations: impl Iterator<Item = hexapla::library::Annotation>) -> Vec<hexapla::library::Annotation> {
    let mut kept: Vec<_> = annotations.collect();
    kept.iter_mut().for_each(|one| one.modified.clear());
    kept.sort_by(|a, b| a.id.cmp(&b.id));
    kept
}

#[test]
fn whatever_is_done_is_taken_back_to_where_it_began() {
    const DONE: &[&str] = &[
        "h",
        "2 h",
        "H",
        "B",
        "m k",
        "m l",
        "# x , Space y Enter",
        "a z Ctrl-s",
        "a Ctrl-t q Ctrl-s",
        "&",
        "d",
        "A d Esc",
        "A G s Esc",
        "A d u Esc",
        "}",
        ")",
        "{",
        "Tab",
        "v ) h",
        "v a w Ctrl-s",
        "g h Enter Esc",
        "A p C",
        "' Ctrl-d Esc",
    ];
    let mut dice = Dice(11);
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let before = kept(annotated(home.path(), size).app.notes.placed.into_iter().map(|placed| placed.annotation));
        for _ in 0..2 {
            let mut desk = Desk::open(charter(), home.path(), size).settled();
            for _ in 0..30 {
                desk = desk.keys("Esc").keys(DONE[dice.roll(DONE.len())]);
            }
            desk = desk.keys("Esc Esc Esc");
            let notes = &desk.app.notes;
            let (library, work) = (notes.library.as_ref().expect("one"), notes.work.as_ref().expect("one").id);
            let shown = kept(notes.placed.iter().map(|placed| placed.annotation.clone()));
            assert_eq!(
                shown,
                kept(library.annotations(work).expect("read").into_iter()),
                "what is shown is what is kept"
            );
            assert_ne!(shown, before, "something was done");
            for _ in 0..70 {
                desk = desk.keys("Z");
                assert!(!desk.status().contains("not undone"), "{}", desk.status());
            }
            assert!(desk.status().contains("no annotation was changed"), "{}", desk.status());
            let after = kept(desk.app.notes.placed.iter().map(|placed| placed.annotation.clone()));
            assert_eq!(after, before);
        }
    }
}

#[test]
fn places_that_were_lost_are_said_when_the_text_is_opened() {
    let home = tempfile::tempdir().expect("a folder");
    let river = |text: &str| {
        let mut river = opened("river.en.txt", text.as_bytes());
        river.source.path = Some("/nowhere/river.en.txt".into());
        vec![river]
    };
    let before = "1.\tThe mill stands below the bridge.\n\n2.\tThe ferry leaves at dawn and at dusk.\n";
    let _ = Desk::open(river(before), home.path(), (80, 24)).keys("} a").text("in winter too?").keys("Ctrl-s");
    let desk = Desk::open(river("1.\tAll is new here, said the miller.\n"), home.path(), (80, 24));
    assert!(desk.status().contains("1 annotation has lost its place · C"), "{}", desk.status());
}
