//! Moving, panes, resizing, the mouse.

use hexapla::app::{Event, Mouse};

use super::desk::{Desk, charter, opened};

fn long(language: &str, word: &str, paragraphs: usize) -> hexapla::library::Opened {
    let mut text = String::from("Title of it\n\n");
    for number in 1..=paragraphs {
        let words: Vec<String> = (0..12 + number % 20).map(|n| format!("{word}{number}-{n}")).collect();
        text.push_str(&format!("{number}.\t{} end.\n\n", words.join(" ")));
    }
    opened(&format!("long.{language}.txt"), text.as_bytes())
}

#[test]
fn keys_go_to_paragraphs() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(vec![long("en", "river", 200)], home.path(), (80, 24));
    let desk = desk.keys("4 8 G");
    assert_eq!(desk.key(), "48");
    assert!(desk.status().starts_with(" ¶ 48 of 200"), "{}", desk.status());
    assert!(desk.screen().contains("river48-0 "), "the whole paragraph is seen: {}", desk.screen());
    let desk = desk.keys(": 1 7 Enter");
    assert_eq!(desk.key(), "17");
    let desk = desk.keys("Ctrl-o");
    assert_eq!(desk.key(), "48");
    let desk = desk.keys("Ctrl-n");
    assert_eq!(desk.key(), "17");
    let desk = desk.keys(": 5 0 % Enter");
    assert_eq!(desk.key(), "100");
    let desk = desk.keys("G");
    assert_eq!(desk.key(), "200");
    let desk = desk.keys("g g");
    assert_eq!(desk.key(), "0+1");
    let desk = desk.keys(": 9 9 9 Enter");
    assert!(desk.status().contains("no paragraph is called 999"), "{}", desk.status());
}

#[test]
fn pages_show_every_line_once_with_two_kept() {
    let home = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::open(vec![long("en", "stone", 60)], home.path(), (80, 24));
    let mut seen = Vec::new();
    for _ in 0..100 {
        let rows = desk.rows()[1..23].to_vec();
        // The last page stops at the end of the text and keeps more.
        let last = rows.iter().any(|row| row.contains("stone60-"));
        if !last && let Some(at) = rows.iter().position(|row| seen.last() == Some(row) && !row.is_empty()) {
            assert!(at <= 2, "no more than two lines are kept: {at}");
        }
        seen.extend(rows);
        desk = desk.keys("Space");
    }
    let text = seen.join("\n");
    for number in 1..=60 {
        assert!(text.contains(&format!("stone{number}-0 ")), "paragraph {number}");
    }
}

#[test]
fn a_resize_keeps_the_text_at_the_top() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(vec![long("en", "river", 200), long("fr", "fleuve", 200)], home.path(), (120, 40))
        .keys("1 0 0 G Ctrl-d");
    let key = desk.key();
    let mut desk = desk;
    for size in [(80, 24), (200, 50), (60, 10), (40, 12), (120, 40)] {
        desk = desk.event(Event::Resize(size.0, size.1));
        assert_eq!(desk.key(), key);
        let bars = desk.rows().iter().filter(|row| row.contains('▌')).count();
        assert!(bars > 0, "the cursor is on the screen at {size:?}: {}", desk.screen());
    }
}

#[test]
fn panes_take_the_focus_move_and_hide() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 24)).keys("} } Tab");
    assert_eq!(desk.app.panes.version(), 1);
    assert_eq!(desk.key(), "0+3", "the cursor is at what corresponds");
    let desk = desk.keys("<");
    assert!(desk.rows()[0].contains("[en] · ar"), "{}", desk.rows()[0]);
    let desk = desk.keys("P j Enter Esc");
    assert_eq!(desk.app.panes.order.len(), 1);
}

#[test]
fn a_freed_pane_stays_and_locks_where_it_stands() {
    let home = tempfile::tempdir().expect("a folder");
    let desk =
        Desk::open(vec![long("en", "river", 50), long("fr", "fleuve", 50)], home.path(), (120, 30)).keys("2 0 G Tab =");
    assert!(desk.status().contains("free"), "{}", desk.status());
    // The freed French pane goes on alone; the English one stays at 20.
    let desk = desk.keys("} } }");
    assert_eq!(desk.key(), "23");
    assert!(desk.screen().contains("river20-0 "), "{}", desk.screen());
    let desk = desk.keys("=");
    let row = desk.app.book.grid().row_of(0, 20).expect("a row");
    assert_eq!(desk.app.book.grid().row_of(1, 23), Some(row), "English 20 stands beside French 23 now");
    let side = desk.rows().into_iter().find(|row| row.contains("20 ") && row.contains("23 "));
    assert!(side.is_some(), "{}", desk.screen());
    let desk = desk.keys("R");
    assert_eq!(desk.app.book.grid().row_of(1, 20), desk.app.book.grid().row_of(0, 20), "R brings the alignment back");
}

#[test]
fn the_first_pane_locks_where_it_stands_too() {
    let home = tempfile::tempdir().expect("a folder");
    let texts = vec![long("en", "river", 50), long("fr", "fleuve", 50)];
    let desk = Desk::open(texts, home.path(), (120, 30)).keys("2 0 G = } } } =");
    assert!(desk.status().contains("locked"), "{}", desk.status());
    let row = desk.app.book.grid().row_of(0, 23).expect("a row");
    assert_eq!(desk.app.book.grid().row_of(1, 20), Some(row), "English 23 stands beside French 20 now");
}

#[test]
fn the_mouse_finds_the_word_and_scrolls() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 30));
    let rows = desk.rows();
    let y = rows.iter().position(|row| row.contains("neighbours")).expect("on the screen");
    let x = rows[y].split("neighbours").next().expect("text before").chars().count();
    let at = |n: usize| u16::try_from(n).expect("small");
    let desk = desk.event(Event::Mouse(Mouse::Press, at(x), at(y)));
    assert_eq!(desk.app.panes.version(), 1);
    let cursor = desk.app.panes.cursor();
    let text = &desk.app.book.block(1, cursor.block).expect("a block").text;
    assert!(text[cursor.offset..].starts_with("neighbours"), "{}", &text[cursor.offset..]);
    let top = desk.rows()[1].clone();
    let desk = desk.event(Event::Mouse(Mouse::WheelDown, 10, 10));
    assert_ne!(desk.rows()[1], top);
    let desk = desk.event(Event::Mouse(Mouse::WheelUp, 10, 10));
    assert_eq!(desk.rows()[1], top);
}

#[test]
fn the_place_and_layout_come_back() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 24)).keys(": a r t 3 : 2 Enter L q");
    assert_eq!(desk.key(), "art3:2");
    let again = Desk::open(charter(), home.path(), (100, 24));
    assert_eq!(again.key(), "art3:2");
    assert!(again.rows()[0].ends_with("stacked"), "{}", again.rows()[0]);
}

#[test]
fn the_outline_leads_to_headings() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(charter(), home.path(), (100, 24)).keys("Tab o");
    assert!(desk.screen().contains("Article 5"), "{}", desk.screen());
    let desk = desk.keys("G Enter");
    assert_eq!(desk.key(), "art6");
}

/// The screen, where its cursor is and what is marked.
fn shown(desk: &Desk) -> (String, String, String) {
    (desk.screen(), format!("{:?}", desk.app.panes.cursor()), format!("{:?}", desk.app.panes.marks))
}

#[test]
fn a_rehearsed_key_does_what_the_key_does() {
    let home = tempfile::tempdir().expect("a folder");
    let mut rehearsed = 0;
    for (versions, size) in [(vec![long("en", "brook", 80)], (80, 24)), (charter(), (100, 20)), (charter(), (60, 30))] {
        let mut desk = Desk::open(versions, home.path(), size);
        let keys = [
            "Space", "b", "j", "k", "}", "{", ")", "(", "Ctrl-d", "Ctrl-u", "w", "L", "=", "v", "Esc", "h", "B", "g",
            "/", "t",
        ];
        let mut dice = crate::dice::Dice(7);
        for _ in 0..300 {
            let name = keys[dice.roll(keys.len())];
            let key = hexapla::config::Key::parse(name).expect("a key");
            let before = shown(&desk);
            let stage = hexapla::command::rehearse(&mut desk.app, key, |_| {});
            assert_eq!(shown(&desk), before, "{name} was taken back");
            desk = desk.keys(name);
            let Some(mut stage) = stage else {
                desk = desk.keys("Esc");
                continue;
            };
            rehearsed += 1;
            let pressed = shown(&desk);
            desk.app.exchange(&mut stage);
            assert_eq!(shown(&desk), pressed, "{name} as it was rehearsed");
        }
    }
    assert!(rehearsed > 200, "{rehearsed} keys were rehearsed");
}
