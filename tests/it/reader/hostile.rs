//! Hostile documents and impossible screens.

use hexapla::app::{Event, Mouse};
use hexapla::config::Key;

use super::desk::{Desk, charter, opened};
use crate::dice::Dice;

/// Keys that people press in any order.
pub const KEYS: &[&str] = &[
    "j",
    "k",
    "J",
    "K",
    ")",
    "(",
    "w",
    "W",
    "Left",
    "Right",
    "Ctrl-d",
    "Ctrl-u",
    "Space",
    "b",
    "g",
    "G",
    "Tab",
    "Shift-Tab",
    "<",
    ">",
    "P",
    "=",
    "L",
    "t",
    "/",
    "n",
    "N",
    "*",
    "c",
    "Esc",
    "#",
    "&",
    "Z",
    "C",
    "H",
    "2",
    "e",
    "u",
    "p",
    "s",
    "r",
    "Ctrl-t",
    "o",
    "Enter",
    "Ctrl-o",
    "Ctrl-n",
    "l",
    "m",
    "a",
    "'",
    "B",
    "v",
    "V",
    "y",
    "Y",
    "h",
    "a",
    "A",
    "x",
    ":",
    "?",
    "4",
    "9",
    "Backspace",
    "Ctrl-s",
    "!",
    "书",
    "馆",
    "ع",
    "د",
    "、",
    "Esc",
    "Esc",
    "d",
];

#[test]
fn no_sequence_of_keys_panics_on_any_screen() {
    let home = tempfile::tempdir().expect("a folder");
    let mut dice = Dice(3);
    let sizes = [(1, 1), (2, 1), (1, 2), (3, 2), (5, 3), (20, 3), (7, 9), (30, 5), (80, 24), (120, 40)];
    for round in 0..40 {
        let mut desk = Desk::open(charter(), home.path(), sizes[round % sizes.len()]);
        for _ in 0..60 {
            desk = match dice.roll(20) {
                0 => {
                    let (width, height) = sizes[dice.roll(sizes.len())];
                    desk.event(Event::Resize(width, height))
                }
                1 => {
                    let at = |n: usize| u16::try_from(n).expect("small");
                    let mouse = [Mouse::Press, Mouse::Drag, Mouse::WheelUp, Mouse::WheelDown][dice.roll(4)];
                    desk.event(Event::Mouse(mouse, at(dice.roll(130)), at(dice.roll(50))))
                }
                _ => desk.event(Event::Key(Key::parse(KEYS[dice.roll(KEYS.len())]).expect("a key"))),
            };
            desk.draw();
        }
    }
}

#[test]
fn nothing_of_a_document_is_a_control_on_the_screen() {
    let home = tempfile::tempdir().expect("a folder");
    let mut text: Vec<u8> = b"Title \x1b]0;owned\x07 of it\n\n1.\t".to_vec();
    text.extend(0u8..=0x1f);
    text.extend(b"\x1b[31mred\x1b[0m \xc2\x9b31m \x7f end \xe2\x80\xaeoverride\xe2\x80\xac \xe2\x81\xa6isolate\n\nlast\xff\xfe\n");
    let desk = Desk::open(vec![opened("a.txt", &text), opened("b.txt", &text)], home.path(), (80, 24));
    for desk in [desk.keys("a").text("x"), Desk::open(vec![opened("a.txt", &text)], home.path(), (80, 24)).keys("o")] {
        let (buffer, _) = desk.draw();
        for cell in &buffer.content {
            let control = |c: char| {
                c.is_control()
                    || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!cell.symbol().chars().any(control), "{:?}", cell.symbol());
        }
    }
}

#[test]
fn damage_is_said_at_once_and_repairs_on_demand() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(vec![opened("a.txt", b"1.\tA word \xff here.\n")], home.path(), (100, 12));
    assert!(desk.status().contains("byte 10"), "{}", desk.status());
    assert!(desk.keys("!").screen().contains("not UTF-8"));
    let text = "1.\tone\n\n2\ttwo is here\n\n3.\tthree\n";
    let desk = Desk::open(vec![opened("a.txt", text.as_bytes())], home.path(), (100, 12));
    assert!(desk.app.message.is_none(), "{}", desk.status());
    assert!(desk.keys("!").screen().contains("without its"), "the number that was recovered");
}

#[test]
fn wide_clusters_are_never_halved() {
    use ratatui::buffer::CellDiffOption;
    let home = tempfile::tempdir().expect("a folder");
    let text = "一、\t目的\n\n1.\t本馆向村中所有居民开放，也欢迎过路的客人；任何人不得被问及为何读书。\n\n2.\t👨‍👩‍👧 書籍 가나다 借阅\n";
    for width in 1..40 {
        let mut desk = Desk::open(vec![opened("a.zh.txt", text.as_bytes())], home.path(), (width, 12));
        for keys in ["", "a", "Esc", "o", "Esc", "/", "Esc", ":"] {
            desk = desk.keys(keys);
            let (buffer, _) = desk.draw();
            for y in 0..12 {
                let mut x = 0;
                while x < width {
                    let wide =
                        matches!(buffer[(x, y)].diff_option, CellDiffOption::ForcedWidth(cells) if cells.get() == 2);
                    if wide {
                        assert!(x + 1 < width, "a wide cluster at the edge of {width}");
                        assert_eq!(buffer[(x + 1, y)].symbol(), " ", "something stands in its right half");
                    }
                    x += if wide { 2 } else { 1 };
                }
            }
        }
    }
}

#[test]
fn an_empty_and_a_one_letter_document_are_read() {
    let home = tempfile::tempdir().expect("a folder");
    for text in ["x", "x\n\n\n", "\u{200f}.", "\tx", "١"] {
        let desk = Desk::open(vec![opened("a.txt", text.as_bytes())], home.path(), (40, 10))
            .keys("j J ) w Space G g g / x Enter a x Esc y o Esc A Esc");
        desk.draw();
    }
}

#[test]
fn keys_move_in_a_paragraph_as_long_as_a_book() {
    let home = tempfile::tempdir().expect("a folder");
    let long = |word: &str| format!("1.\t{}\n", format!("The {word} runs to the sea and back. ").repeat(5000));
    let texts = vec![opened("a.en.txt", long("river").as_bytes()), opened("a.fr.txt", long("fleuve").as_bytes())];
    // Without what src/app/sentences.rs keeps (tested there) these keys take half a minute.
    let desk = Desk::open(texts, home.path(), (120, 40)).keys("j ) ) ( w W j k j ) w ( b ) ) w w j j k )");
    assert!(desk.app.panes.cursor().offset > 0);
    desk.draw();
}
