//! Annotations that belong to one version or to all: where they are seen.

use hexapla::app::{Event, MarkKind};

use super::desk::{Desk, SCREENS, charter, ferry};

#[test]
fn a_note_of_all_versions_is_seen_at_the_sentence_in_every_pane() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        // "Nobody has ever counted the sheep." is the third sentence of its paragraph.
        let desk = Desk::open(ferry(), home.path(), size).settled().keys("} ) ) a").text("really?").keys("Ctrl-s");
        assert_eq!(desk.marked(MarkKind::Quotation), [(0, "Nobody has ever counted the sheep.".to_owned())]);
        let echoes = desk.marked(MarkKind::Echo);
        assert_eq!(echoes, [(1, "ولم يحصِ أحد الأغنام قط.".to_owned()), (2, "没有人数过羊有多少只。".to_owned())]);
        let signs = desk.rows().iter().map(|row| row.matches('"').count()).sum::<usize>();
        assert_eq!(signs, 3, "a sign in every pane: {}", desk.screen());
        assert_eq!(desk.screen().matches("✎ really?").count(), 1, "its text is read once: {}", desk.screen());
    }
}

#[test]
fn the_sign_stands_on_the_line_of_the_sentence() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(ferry(), home.path(), (120, 40)).settled().keys("} ) ) a").text("really?").keys("Ctrl-s");
    let row = desk.row_with("has ever");
    assert!(row.contains('"'), "{}", desk.screen());
}

#[test]
fn a_note_is_turned_to_one_version_and_back() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk = Desk::open(ferry(), home.path(), size).settled().keys("} ) ) a").text("really?").keys("Ctrl-t");
        assert!(desk.screen().contains("of this version only"), "{}", desk.screen());
        let desk = desk.keys("Ctrl-s");
        assert!(desk.marked(MarkKind::Echo).is_empty());
        let desk = desk.keys("&");
        assert!(desk.status().contains("note of all versions"), "{}", desk.status());
        assert_eq!(desk.marked(MarkKind::Echo).len(), 2);
        let again = Desk::open(ferry(), home.path(), size).settled();
        assert_eq!(again.marked(MarkKind::Echo).len(), 2, "it is kept");
        let list = again.keys("A s");
        assert!(list.status().contains("this version only (en)"), "{}", list.status());
        assert!(list.keys("Esc").marked(MarkKind::Echo).is_empty());
    }
}

#[test]
fn a_note_of_a_hidden_version_is_read_under_what_stands_beside_it() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk = Desk::open(ferry(), home.path(), size).settled().keys("Tab } a").text("مهم").keys("Ctrl-s");
        assert_eq!(desk.app.panes.version(), 1);
        // Arabic is hidden, then only Chinese is shown.
        let hidden = desk.keys("P j Enter Esc");
        assert!(hidden.screen().contains("✎ (ar) ") || hidden.screen().contains(" (ar) ✎"), "{}", hidden.screen());
        let alone = hidden.keys("P g Enter Esc");
        assert_eq!(alone.app.panes.order, [2]);
        assert!(alone.screen().contains("(ar)"), "{}", alone.screen());
        assert!(alone.rows().iter().any(|row| row.contains('"')), "with its sign: {}", alone.screen());
        let shown = alone.keys("P j Enter Esc");
        assert!(!shown.screen().contains("(ar)"), "under its own again: {}", shown.screen());
    }
}

#[test]
fn in_the_single_layout_every_note_is_read_in_the_version_that_is_shown() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(ferry(), home.path(), (80, 24)).settled().keys("Tab Tab } a").text("羊").keys("Ctrl-s");
    let single = desk.keys("Shift-Tab Shift-Tab t");
    assert!(single.rows()[0].ends_with("single"), "{}", single.rows()[0]);
    assert!(single.screen().contains("✎ (zh) 羊"), "{}", single.screen());
    let revealed = single.keys("t");
    assert!(revealed.screen().contains("✎ 羊") && !revealed.screen().contains("(zh)"), "{}", revealed.screen());
}

#[test]
fn a_note_made_in_a_version_that_is_not_open_stands_beside_the_same_key() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let desk = Desk::open(charter(), home.path(), size).keys(": a r t 4 : 0 + 1 Enter a").text("Thursday?");
        let desk = desk.keys("Ctrl-s & & : a r t 3 Enter h q");
        assert!(desk.status().contains("¶ art3"), "{}", desk.status());
        let english = || charter().into_iter().skip(1).collect::<Vec<_>>();
        let desk = Desk::open(english(), home.path(), size).keys(": a r t 4 : 0 + 1 Enter");
        assert!(desk.screen().contains("✎ (ar) Thursday?"), "{}", desk.screen());
        assert!(desk.row_with("Education begins").contains('"'), "{}", desk.screen());
        assert!(
            !desk.row_with("Article 3").contains('!'),
            "a highlight of the other version is not drawn: {}",
            desk.screen()
        );
        let desk = desk.keys("a").text(" or Friday").keys("Ctrl-s");
        assert!(desk.screen().contains("✎ (ar) Thursday? or Friday"), "it is the same note: {}", desk.screen());
        assert_eq!(desk.app.notes.placed.len(), 2);
        let list = desk.keys("A");
        assert_eq!(list.screen().matches("not open").count(), 3, "both, and the one below: {}", list.screen());
    }
}

#[test]
fn what_is_seen_in_another_pane_is_edited_and_removed_there() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(ferry(), home.path(), (120, 40)).settled().keys("} ) ) a").text("really?").keys("Ctrl-s Tab");
    assert_eq!(desk.app.panes.version(), 1);
    let desk = desk.keys("a").text(" yes").keys("Ctrl-s");
    assert_eq!(desk.app.notes.placed.len(), 1, "no second note");
    assert!(desk.screen().contains("✎ really? yes"), "{}", desk.screen());
    assert!(desk.keys("Tab d").app.notes.placed.is_empty());
}

#[test]
fn signs_that_meet_stand_under_each_other() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(ferry(), home.path(), (80, 24)).settled().keys("} B a").text("both").keys("Ctrl-s");
    let rows = desk.rows();
    assert!(
        rows.iter().any(|row| row.starts_with("▌ \"")) || rows.iter().any(|row| row.contains('"')),
        "{}",
        desk.screen()
    );
    assert!(rows.iter().any(|row| row.contains('+')), "the bookmark is not hidden by the note: {}", desk.screen());
}

#[test]
fn what_another_window_wrote_is_shown() {
    for size in SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let here = Desk::open(ferry(), home.path(), size).settled();
        let there = Desk::open(ferry(), home.path(), size).settled();
        // Alignments that were computed are kept in the library too.
        let (here, there) = (here.event(Event::Stale), there.event(Event::Stale));
        assert!(!here.app.notes.is_stale(), "nothing was written since");
        let there = there.keys("} a").text("seen by all").keys("Ctrl-s");
        assert!(here.app.notes.is_stale() && !there.app.notes.is_stale(), "one's own writing is no news");
        let here = here.event(Event::Stale);
        assert!(here.screen().contains("✎ seen by all"), "{}", here.screen());
        assert!(!here.app.notes.is_stale());
        // Both write at the same time, then each sees both.
        let (here, there) = (here.keys("} } h"), there.keys("} B"));
        let (here, there) = (here.event(Event::Stale), there.event(Event::Stale));
        assert_eq!((here.app.notes.placed.len(), there.app.notes.placed.len()), (3, 3));
        let list = here.keys("A");
        let there = there.keys("A g d");
        let list = list.event(Event::Stale);
        assert!(list.rows()[0].contains("Annotations · 2"), "an open list follows: {}", list.screen());
        assert!(there.rows()[0].contains("Annotations · 2"));
    }
}

#[test]
fn what_another_window_corrected_holds_here_too() {
    let home = tempfile::tempdir().expect("a folder");
    let here = Desk::open(ferry(), home.path(), (80, 24)).settled().keys("}");
    let there = Desk::open(ferry(), home.path(), (80, 24)).settled().keys("} p");
    assert!(there.status().contains("pinned"), "{}", there.status());
    let here = here.event(Event::Stale).settled().keys("Esc");
    assert!(here.status().contains("pinned"), "{}", here.status());
    let there = there.keys("u");
    assert!(there.status().contains("undone"), "{}", there.status());
    let here = here.event(Event::Stale).settled().keys("Esc");
    assert!(!here.status().contains("pinned"), "{}", here.status());
}

#[test]
fn the_list_of_works_follows_what_is_added_elsewhere() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (80, 24)).keys("l");
    assert!(!desk.screen().contains("Ferry"), "{}", desk.screen());
    let _ = Desk::open(ferry(), home.path(), (80, 24)).keys("} B");
    let desk = desk.event(Event::Stale);
    assert!(desk.screen().contains("The Ferry at Two Banks"), "{}", desk.screen());
}

#[test]
fn a_change_elsewhere_leaves_what_is_read_where_it_stands() {
    let home = tempfile::tempdir().expect("a folder");
    let here = Desk::open(ferry(), home.path(), (80, 24)).settled().keys("} } } }");
    let row = |desk: &Desk| desk.rows().iter().position(|row| row.contains("The dog is old")).expect("is seen");
    let before = row(&here);
    let _ = Desk::open(ferry(), home.path(), (80, 24)).keys("} } a").text("above it").keys("Ctrl-s");
    let here = here.event(Event::Stale);
    assert_eq!(row(&here), before, "{}", here.screen());
    assert_eq!(here.key(), "0+5");
}

#[test]
fn two_windows_that_write_the_same_note_lose_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let here = Desk::open(ferry(), home.path(), (80, 24)).keys("} a").text("one").keys("Ctrl-s a").text(" from here");
    let there = Desk::open(ferry(), home.path(), (80, 24)).keys("} a").text(" from there").keys("Ctrl-s");
    assert!(there.screen().contains("✎ one from there"));
    let here = here.event(Event::Stale).keys("Ctrl-s");
    assert!(here.status().contains("another window had changed it"), "{}", here.status());
    assert!(here.screen().contains("✎ one from here"), "{}", here.screen());
    let notes = &here.app.notes;
    let kept =
        notes.library.as_ref().expect("a library").annotation_history(&notes.placed[0].annotation.id).expect("read");
    let bodies: Vec<_> = kept.iter().map(|one| one.body.as_str()).collect();
    assert_eq!(bodies, ["one", "one from there"]);
}

#[test]
fn a_note_that_another_window_removed_while_it_was_written_is_kept() {
    let home = tempfile::tempdir().expect("a folder");
    let here = Desk::open(ferry(), home.path(), (80, 24)).keys("} a").text("one").keys("Ctrl-s a").text(" more");
    let there = Desk::open(ferry(), home.path(), (80, 24)).keys("} d");
    assert!(there.app.notes.placed.is_empty());
    let here = here.event(Event::Stale).keys("Ctrl-s");
    assert!(here.screen().contains("✎ one more"), "{}", here.screen());
    assert_eq!(there.event(Event::Stale).app.notes.placed.len(), 1);
}
