//! The lists of annotations: filtered as one types, gone to, edited, removed and taken back.

use hexapla::app::Effect;

use super::desk::{Desk, SCREENS, charter, ferry};

/// The charter with a note, a highlight and a bookmark in Arabic and English.
pub fn annotated(home: &std::path::Path, size: (u16, u16)) -> Desk {
    Desk::open(charter(), home, size)
        .keys(": a r t 4 : 0 + 1 Enter a")
        .text("Ask about Thursday #council")
        .keys("Ctrl-s : a r t 3 Enter B Tab : a r t 6 : 0 + 1 Enter h g g")
}

/// The rows of the list that show entries, without what stands below them.
pub fn listed(desk: &Desk) -> Vec<String> {
    let last = desk.rows().len() - 1;
    let rows = desk.rows().into_iter().take(last).skip(2);
    rows.take_while(|row| !row.contains("──")).filter(|row| !row.is_empty()).collect()
}

#[test]
fn the_list_is_filtered_as_one_types_and_enter_goes_there() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk = annotated(home.path(), size).keys("A");
        let rows = listed(&desk);
        assert_eq!(rows.len(), 3, "{}", desk.screen());
        assert!(desk.rows()[0].contains("Annotations · 3"), "{}", desk.rows()[0]);
        assert!(rows[0].contains("art3") && rows[0].contains("+ bookmark"), "in reading order: {rows:?}");
        assert!(rows[1].contains("Ask about Thursday") && rows[1].contains("\" note · ar"), "{rows:?}");
        assert!(rows[2].contains("amended by two thirds"), "{rows:?}");

        let desk = desk.keys("/").text("COUNCIL thurs");
        assert_eq!(listed(&desk).len(), 1, "words in any order and case: {}", desk.screen());
        assert!(desk.rows()[0].contains("1 of 3") && desk.status().contains("/COUNCIL thurs"), "{}", desk.screen());
        let desk = desk.keys("Ctrl-u").text("التعليم");
        assert!(listed(&desk)[0].contains("Ask about"), "what it was made on is looked at too: {}", desk.screen());
        let there = desk.keys("Enter");
        assert_eq!(there.key(), "art4:0+1");
        assert!(there.app.overlay.is_none());
    }
}

#[test]
fn a_filter_is_left_step_by_step() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = annotated(home.path(), (80, 24)).keys("A /").text("note");
    assert_eq!(listed(&desk).len(), 1);
    let desk = desk.keys("Esc");
    assert_eq!(listed(&desk).len(), 1, "the keys of the list work on what was found");
    assert!(desk.status().contains("/note"), "{}", desk.status());
    let desk = desk.keys("Esc");
    assert_eq!(listed(&desk).len(), 3);
    assert!(desk.keys("Esc").app.overlay.is_none());
}

#[test]
fn what_is_removed_is_brought_back() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk = annotated(home.path(), size).keys("A G d");
        assert!(desk.status().contains("highlight removed · u brings it back"), "{}", desk.status());
        assert_eq!(listed(&desk).len(), 2, "{}", desk.screen());
        let desk = desk.keys("d d");
        assert_eq!(listed(&desk).len(), 0, "the list stays open with nothing in it: {}", desk.screen());
        let again = Desk::open(charter(), home.path(), size);
        assert!(again.app.notes.placed.is_empty(), "they are gone");
        let desk = desk.keys("u u u");
        assert_eq!(listed(&desk).len(), 3, "{}", desk.screen());
        let again = Desk::open(charter(), home.path(), size).keys("A");
        assert_eq!(listed(&again), listed(&desk), "as they were, on the disk too");
        assert!(desk.keys("g j Enter").screen().contains("✎ Ask about Thursday"));
    }
}

#[test]
fn what_was_removed_under_the_cursor_comes_back_with_its_key() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 30)).keys("} B d");
    assert!(desk.status().contains("bookmark removed · Z brings it back"), "{}", desk.status());
    let desk = desk.keys("Z");
    assert_eq!(desk.app.notes.placed.len(), 1);
    assert!(desk.keys("j j j d").status().contains("nothing is annotated here"));
}

#[test]
fn what_stands_below_the_list_says_all_of_the_chosen_one() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk = annotated(home.path(), size).keys("A j");
        let below: Vec<String> = desk.rows().into_iter().skip_while(|row| !row.contains("──")).collect();
        let below = below.join("\n");
        assert!(below.contains("Ask about Thursday"), "{below}");
        assert!(below.contains("note · ok · all versions · #council · made 20"), "{below}");
        let highlight = desk.keys("j").screen();
        assert!(highlight.contains("highlight · ok · this version only (en)"), "{highlight}");
    }
}

#[test]
fn the_whole_library_is_listed_by_work_and_opened_at_the_place() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk = Desk::open(ferry(), home.path(), size).keys("} a").text("#sheep whose?").keys("Ctrl-s q");
        assert_eq!(desk.app.notes.placed.len(), 1);
        let desk = annotated(home.path(), size).keys("g A");
        let rows = listed(&desk);
        assert_eq!(rows.len(), 6, "two works and their annotations: {}", desk.screen());
        assert!(desk.rows()[0].contains("Annotations of the library · 4"), "{}", desk.rows()[0]);
        assert!(rows.iter().any(|row| row.trim() == "The Ferry at Two Banks"), "{rows:?}");
        let mut desk = desk.keys("/").text("sheep").keys("Enter");
        let id = match desk.effects().pop() {
            Some(Effect::OpenAt(work, id)) if work == "The Ferry at Two Banks" => id,
            other => unreachable!("the work is asked for: {other:?}"),
        };
        let mut there = Desk::open(ferry(), home.path(), size).keys("G");
        hexapla::command::arrive(&mut there.app, &id);
        assert_eq!(there.key(), "0+2");
        let list = Desk::open(charter(), home.path(), size).keys("A Tab Tab");
        assert!(list.rows()[0].contains("Annotations · 3"), "Tab goes to and fro: {}", list.rows()[0]);
    }
}

#[test]
fn an_annotation_of_another_work_is_removed_and_brought_back_from_here() {
    let home = tempfile::tempdir().expect("a folder");
    let _ = Desk::open(ferry(), home.path(), (80, 24)).keys("} a").text("whose?").keys("Ctrl-s");
    let desk = Desk::open(charter(), home.path(), (80, 24)).keys("g A d");
    assert_eq!(listed(&desk).len(), 0, "{}", desk.screen());
    let desk = desk.keys("u");
    assert!(desk.screen().contains("whose?"), "{}", desk.screen());
    let again = Desk::open(ferry(), home.path(), (80, 24));
    assert!(again.screen().contains("✎ whose?"));
}

#[test]
fn an_annotation_of_another_work_is_edited_from_here() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let _ = Desk::open(ferry(), home.path(), size).keys("} a").text("whose?").keys("Ctrl-s");
        let desk = Desk::open(charter(), home.path(), size).keys("g A e").text(" the miller's");
        assert!(desk.screen().contains("note on ¶ 0+2"), "{}", desk.screen());
        let desk = desk.keys("Ctrl-s");
        assert!(desk.row_with("whose? the miller's").contains("note · en"), "back in the list: {}", desk.screen());
        let desk = desk.keys("e x Esc");
        assert!(desk.status().contains("Throw away"), "{}", desk.status());
        let desk = desk.keys("y r G Enter");
        assert!(!desk.screen().contains("miller"), "what it was before: {}", desk.screen());
        assert!(desk.rows()[0].contains("Annotations of the library"), "in the list still");
        let again = Desk::open(ferry(), home.path(), size);
        assert!(again.screen().contains("✎ whose?") && !again.screen().contains("miller"), "{}", again.screen());
    }
}

#[test]
fn an_annotation_is_copied_from_the_list() {
    let home = tempfile::tempdir().expect("a folder");
    let mut desk = annotated(home.path(), (80, 24)).keys("A j y");
    assert!(
        matches!(desk.effects().pop(), Some(Effect::Copy(text)) if text.starts_with("يبدأ التعليم")),
        "{}",
        desk.screen()
    );
    let mut desk = desk.keys("Y");
    let Some(Effect::Copy(text)) = desk.effects().pop() else { unreachable!("nothing was copied") };
    for part in ["التعليم", "Education begins with reading aloud.", "Ask about Thursday", "المادة 4"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn the_list_of_works_leads_to_all_annotations_and_back() {
    let home = tempfile::tempdir().expect("a folder");
    let _ = annotated(home.path(), (80, 24));
    let mut desk = Desk::open(Vec::new(), home.path(), (80, 24));
    hexapla::command::library(&mut desk.app);
    let desk = desk.keys("A");
    assert!(desk.rows()[0].contains("Annotations of the library · 3"), "{}", desk.screen());
    let mut desk = desk.keys("Esc");
    assert!(desk.rows()[0].contains("Library"), "{}", desk.screen());
    assert!(desk.effects().is_empty(), "it goes on");
    let mut desk = desk.keys("A j Enter");
    assert!(matches!(desk.effects().pop(), Some(Effect::OpenAt(..))));
}

#[test]
fn the_hints_of_the_lists_are_read_whole_on_the_smallest_screen() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = annotated(home.path(), (80, 24)).keys("m k A");
    for keys in ["", "Tab", "Esc '", "Esc g d", "Esc ?", "Esc o"] {
        let desk = annotated(home.path(), (80, 24)).keys("m k A").keys(keys);
        assert!(!desk.status().ends_with('…'), "{keys}: {}", desk.status());
    }
    assert!(desk.status().contains("e edit"));
}
