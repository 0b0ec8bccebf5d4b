//! Notes, marks, bookmarks, highlights, copying, exporting.

use hexapla::app::{Effect, Event};

use super::desk::{Desk, charter, opened};

/// What was put on the clipboard last; empty when nothing was.
fn copied(desk: &mut Desk) -> String {
    match desk.effects().pop() {
        Some(Effect::Copy(text)) => text,
        _ => String::new(),
    }
}

#[test]
fn a_note_is_there_when_the_text_is_opened_again() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (120, 30))
        .keys("/")
        .text("التعليم")
        .keys("Enter a")
        .text("Ask about Thursday #council");
    assert!(desk.screen().contains("note on ¶ art4:0+1 ─"), "{}", desk.screen());
    let mut desk = desk.keys("Ctrl-s");
    assert!(desk.status().contains("note saved"), "{}", desk.status());
    assert!(desk.screen().contains("✎ Ask about Thursday"), "the note stands under its paragraph: {}", desk.screen());
    desk = desk.keys("q");
    assert_eq!(desk.effects(), [Effect::Quit]);
    let again = Desk::open(charter(), home.path(), (120, 30));
    assert_eq!(again.key(), "art4:0+1");
    assert!(again.screen().contains("✎ Ask about Thursday"), "{}", again.screen());
    let list = again.keys("A");
    assert!(list.screen().contains("Ask about Thursday"), "{}", list.screen());
    let gone = list.keys("d");
    assert!(!gone.keys("Esc").screen().contains("✎ Ask"));
}

#[test]
fn a_note_and_a_bookmark_have_their_signs_in_every_version() {
    let home = tempfile::tempdir().expect("a folder");
    let row = |desk: &Desk| desk.rows().into_iter().find(|row| row.contains("Education begins")).expect("is seen");
    let desk = Desk::open(charter(), home.path(), (100, 30)).keys(": a r t 4 : 0 + 1 Enter");
    let desk = desk.keys("a").text("ask").keys("Ctrl-s");
    assert_eq!(row(&desk).matches('"').count(), 2, "{}", desk.screen());
    let desk = desk.keys("A d Esc B");
    assert_eq!(row(&desk).matches('+').count(), 2, "{}", desk.screen());
    let desk = desk.keys("B h");
    assert_eq!(row(&desk).matches('!').count(), 1, "a highlight belongs to its version: {}", desk.screen());
}

#[test]
fn the_note_that_is_chosen_in_the_list_is_the_one_that_is_edited() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 30)).keys(": a r t 4 : 0 + 1 Enter v ) a");
    let desk = desk.text("first").keys("Ctrl-s v a").text("second").keys("Ctrl-s A");
    let chosen = desk.app.notes.placed.iter().map(|placed| placed.annotation.body.as_str()).collect::<Vec<_>>();
    assert_eq!(chosen, ["first", "second"]);
    let desk = desk.keys("G e").text(" again").keys("Ctrl-s");
    assert!(desk.screen().contains("✎ second again"), "{}", desk.screen());
    assert!(desk.screen().contains("✎ first"), "{}", desk.screen());
}

#[test]
fn a_note_and_the_place_are_found_again_in_a_file_that_was_changed() {
    let home = tempfile::tempdir().expect("a folder");
    let river = |text: &str| {
        let mut river = opened("river.en.txt", text.as_bytes());
        river.source.path = Some("/nowhere/river.en.txt".into());
        vec![river]
    };
    let text = "1.\tThe mill stands below the bridge.\n\n2.\tThe ferry leaves at dawn and at dusk.\n";
    let desk = Desk::open(river(text), home.path(), (80, 20)).keys("} a").text("in winter too?").keys("Ctrl-s");
    assert!(desk.status().contains("note saved"), "{}", desk.status());
    assert_eq!(desk.keys("q").key(), "2");
    let changed = format!("{text}\n3.\tThe toll is two coins.\n");
    let again = Desk::open(river(&changed), home.path(), (80, 20));
    assert!(again.screen().contains("✎ in winter too?"), "{}", again.screen());
    assert_eq!(again.key(), "2", "the reading place too");
}

#[test]
fn a_note_of_a_version_that_is_not_open_is_not_lost() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 24)).keys("a").text("in Arabic").keys("Ctrl-s");
    assert!(desk.status().contains("note saved"), "{}", desk.status());
    let english = charter().into_iter().skip(1).collect();
    let list = Desk::open(english, home.path(), (100, 24)).keys("A");
    assert!(list.screen().contains("not open"), "{}", list.screen());
    assert!(!list.screen().contains("place not found"), "{}", list.screen());
    let there = list.keys("Enter");
    assert!(there.app.overlay.is_none() && there.screen().contains("✎ (ar) in Arabic"), "{}", there.screen());
}

#[test]
fn leaving_a_note_asks_when_something_would_be_lost() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 24)).keys("a Esc");
    assert!(desk.app.overlay.is_none(), "nothing was written, nothing is asked");
    let desk = desk.keys("a").text("half a thought").keys("Esc");
    assert!(desk.status().contains("Throw away"), "{}", desk.status());
    let desk = desk.keys("n");
    assert!(desk.screen().contains("half a thought"), "it goes on");
    let desk = desk.keys("Esc y");
    assert!(desk.app.overlay.is_none() && desk.app.notes.placed.is_empty());
}

#[test]
fn a_note_that_is_being_written_survives_the_end_of_the_program() {
    let home = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::open(charter(), home.path(), (100, 24)).keys("a").text("unfinished").event(Event::Terminate);
    assert_eq!(desk.effects(), [Effect::Quit]);
    let again = Desk::open(charter(), home.path(), (100, 24));
    assert!(again.screen().contains("✎ unfinished"), "{}", again.screen());
}

#[test]
fn a_note_is_typed_right_to_left_with_its_caret() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (60, 24)).keys("a").text("سلام 12");
    let (buffer, cursor) = desk.draw();
    let (x, y) = cursor.expect("a caret");
    let row: String = (0..60).map(|x| buffer[(x, y)].symbol()).collect();
    assert!(row.trim_end().ends_with("12 ﻡﻼﺳ"), "{row}");
    assert_eq!(buffer[(x + 1, y)].symbol(), "1", "the next Arabic letter goes to the left of the number");
    let desk = desk.keys("Backspace Backspace Backspace");
    let (buffer, cursor) = desk.draw();
    let (x, y) = cursor.expect("a caret");
    assert_eq!(buffer[(x + 1, y)].symbol(), "ﻡ", "and comes back with the letters");
    let desk = desk.text(" ab");
    let (buffer, cursor) = desk.draw();
    let (x, y) = cursor.expect("a caret");
    assert_eq!(buffer[(x - 1, y)].symbol(), "b", "the next Latin letter goes to the right of the last one");
}

#[test]
fn marks_lead_back() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 24)).keys(": a r t 3 Enter m k g g");
    let desk = desk.keys("'");
    assert!(desk.screen().contains("Marks"), "{}", desk.screen());
    let desk = desk.keys("k");
    assert_eq!(desk.key(), "art3");
    let again = Desk::open(charter(), home.path(), (100, 24)).keys("g g ' k");
    assert_eq!(again.key(), "art3", "a mark is kept");
}

#[test]
fn bookmarks_and_highlights_come_and_go() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 30)).keys("Tab } } } B");
    assert!(desk.status().contains("bookmark set"));
    assert!(desk.keys("B").status().contains("bookmark removed"));
    let desk = Desk::open(charter(), home.path(), (100, 30)).keys("Tab : a r t 4 : 0 + 1 Enter h } ");
    use ratatui::style::Modifier;
    let style = desk.style_of("Education").expect("on the screen");
    assert!(style.add_modifier.contains(Modifier::UNDERLINED), "a highlight stands out without colour");
    let desk = desk.keys("{ h }");
    let style = desk.style_of("Education").expect("on the screen");
    assert!(!style.add_modifier.contains(Modifier::UNDERLINED));
}

#[test]
fn copying_gives_the_letters_of_the_text_in_logical_order() {
    let home = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::open(charter(), home.path(), (100, 24)).keys("/").text("التعليم").keys("Enter v y");
    assert_eq!(desk.effects(), [Effect::Copy("التعليم".to_owned())]);
    let mut desk = desk.keys("v ) y");
    let sentence = copied(&mut desk);
    assert!(sentence.starts_with("التعليم") && sentence.ends_with('.'), "{sentence}");
    let mut desk = desk.keys("Y");
    let cited = copied(&mut desk);
    assert!(cited.contains("Education begins with reading aloud."), "{cited}");
    assert!(cited.contains("4"), "with its citation: {cited}");
    assert!(!cited.chars().any(|c| ('\u{fb50}'..='\u{feff}').contains(&c)), "no presentation form gets out");
}

#[test]
fn an_export_is_asked_for_by_the_name_of_its_file() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 24)).keys("x");
    assert!(desk.status().contains("nothing to export"), "{}", desk.status());
    let desk = desk.keys("a").text("look here").keys("Ctrl-s x Ctrl-u").text("out.xyz\n");
    assert!(desk.status().contains("ends in"), "{}", desk.status());
    let mut desk = desk.keys("x Ctrl-u").text("out.md\n");
    let written = desk.effects().pop();
    assert!(matches!(&written, Some(Effect::Write(path, _)) if path.to_str() == Some("out.md")), "{written:?}");
    let text = if let Some(Effect::Write(_, text)) = written { text } else { String::new() };
    assert!(text.contains("look here"), "{text}");
    let mut desk = desk.keys("} } h x Ctrl-u").text("out.json\n");
    let written = desk.effects().pop();
    let text = if let Some(Effect::Write(_, text)) = written { text } else { String::new() };
    let works = hexapla::export::read(&text).expect("what was exported is read again");
    assert_eq!(works[0].annotations().count(), 2);
    assert_eq!(works[0].name(), desk.app.notes.work.as_ref().expect("in the library").name);
    let home = tempfile::tempdir().expect("another folder");
    let desk = Desk::open(charter(), home.path(), (100, 24)).keys(":").text("export out.md\n");
    assert!(desk.status().contains("nothing to export"), "{}", desk.status());
}

#[test]
fn without_a_library_reading_goes_on_and_the_text_of_a_note_stays() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    // A file stands where the folder should be: it cannot be created, whoever runs the test.
    let desk = Desk::open(charter(), &file.path().join("library"), (120, 24));
    assert!(desk.status().contains("without a library"), "{}", desk.status());
    let desk = desk.keys("} a").text("keep me").keys("Ctrl-s");
    assert!(desk.status().contains("not saved"), "{}", desk.status());
    assert!(desk.screen().contains("keep me"), "the text is still there: {}", desk.screen());
    let mut desk = desk.event(Event::Terminate);
    assert_eq!(desk.effects(), [Effect::PutAside("keep me".to_owned()), Effect::Quit], "and is not lost at the end");
}

#[test]
fn five_kinds_of_highlight_are_told_apart_by_sign_and_by_style() {
    for size in super::desk::SCREENS {
        let home = tempfile::tempdir().expect("a folder");
        let mut desk = Desk::open(charter(), home.path(), size).keys(": a r t 4 : 0 + 1 Enter Tab");
        let mut seen = Vec::new();
        for (count, sign) in [("1", '!'), ("2", '?'), ("3", ':'), ("4", '>'), ("5", '-')] {
            desk = desk.keys(&format!("{count} h"));
            let row = desk.row_with("Education begins");
            let gutter = row.split("Education").next().expect("a row").to_owned();
            assert!(gutter.ends_with(&format!("{sign} ")), "{sign}: {row}");
            let away = desk.keys("}");
            seen.push(away.style_of("Education").expect("on the screen").add_modifier);
            desk = away.keys("{");
        }
        let styles: std::collections::HashSet<_> = seen.iter().copied().collect();
        assert_eq!(styles.len(), 5, "without colour the letters differ: {seen:?}");
        assert_eq!(desk.app.notes.placed.len(), 1, "the number changes the kind");
        let desk = desk.keys("H");
        assert!(desk.status().contains("! important"), "and round it goes: {}", desk.status());
        let desk = desk.keys("A");
        assert!(desk.screen().contains("! important · en"), "{}", desk.screen());
        assert!(desk.keys("Esc 1 h").app.notes.placed.is_empty(), "the same again takes it away");
    }
}

#[test]
fn the_kind_used_last_is_that_of_the_next_highlight() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 30)).keys("} 3 h } } h");
    let kinds: Vec<_> = desk.app.notes.placed.iter().filter_map(|placed| placed.annotation.highlight).collect();
    assert_eq!(kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>(), ["term", "term"]);
    let desk = desk.keys("} } H");
    assert!(desk.status().contains("highlights to come: > quote"), "{}", desk.status());
    assert!(desk.keys("9 h").status().contains("5 objection"), "a number that is none says which there are");
}
