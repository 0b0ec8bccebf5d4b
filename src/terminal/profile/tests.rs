//! Frames against a model of each terminal: what it makes of the cells sent is the frame as it was laid out.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_bidi::{BidiInfo, Level};

use super::*;
use crate::layout::Options;
use crate::layout::block::single_row;
use crate::text::Direction;
use crate::text::bidi::mirrored;

/// A row of a frame in visual order, one character a cell.
fn row(text: &str) -> Buffer {
    let width = u16::try_from(text.chars().count()).expect("short");
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
    for (x, c) in (0..).zip(text.chars()) {
        buffer[(x, 0)].set_char(c).set_fg(Color::Indexed(u8::try_from(x).unwrap_or(0)));
    }
    buffer
}

fn shown(buffer: &Buffer) -> String {
    buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
}

fn sent(profile: Profile, text: &str) -> String {
    let mut buffer = row(text);
    send(profile, &mut buffer);
    for (x, cell) in (0..).zip(&buffer.content) {
        assert_eq!(cell.fg, Color::Indexed(x), "{profile:?}: styles stay where they are seen");
    }
    shown(&buffer)
}

/// What a terminal that follows UAX #9 with a left-to-right base shows of a row; not all mirror brackets.
fn reordered(text: &str, mirrors: bool) -> String {
    let info = BidiInfo::new(text, Some(Level::ltr()));
    let Some(paragraph) = info.paragraphs.first() else { return String::new() };
    let levels: Vec<Level> = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    let chars: Vec<char> = text.chars().collect();
    let glyph = |at: usize| if mirrors && levels[at].is_rtl() { mirrored(chars[at]) } else { chars[at] };
    BidiInfo::reorder_visual(&levels).into_iter().map(glyph).filter(|c| !matches!(c, '\u{202C}' | '\u{202D}')).collect()
}

/// What kitty shows: a stretch without a blank is turned around, its brackets mirrored, when the first character that has a
/// script of its own is of a right-to-left one.
fn turned(text: &str) -> String {
    let drawn = |c: char| c == ' ' || ('\u{2500}'..='\u{259F}').contains(&c);
    let mut shown = String::new();
    for part in text.split_inclusive(drawn) {
        let (word, end) = match part.chars().next_back() {
            Some(last) if drawn(last) => (&part[..part.len() - last.len_utf8()], &part[part.len() - last.len_utf8()..]),
            _ => (part, ""),
        };
        let of_a_script = |c: &char| c.is_alphabetic() || ('\u{660}'..='\u{6F9}').contains(c);
        if word.chars().find(of_a_script).is_some_and(|c| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FEFC}'))
        {
            shown.extend(word.chars().rev().map(mirrored));
        } else {
            shown.push_str(word);
        }
        shown.push_str(end);
    }
    shown
}

/// Rows as the panes draw them, in visual order: words from right to left, numbers and Latin words in their own order.
const ROWS: &[&str] = &[
    "plain words and 42 numbers",
    "ملاس",
    "    ةيبرعلا ةغللا │ English 12 │ ملاسلا    ",
    " 86 600 ةحاسملا │中文，好│ 12 ▌",
    "   (ب 2026) ماع »صن« │ (a) [1]",
    "A/RES/75/1 رارقلا  3 │ .ملاسلا  4 ▌│",
    "۱۲۳ ٤٥٦ نآ %50 م",
    "ם ולש 15/3 │ abc םולש",
    "ןכ ,אל",
    "ןכ abc 7 ןכ 8",
    "50% םולש -5",
];

#[test]
fn rows_without_right_to_left_letters_are_sent_as_they_are() {
    for profile in Profile::ALL {
        let text = "Ünïcode │ 中 42 (x) — «q»";
        assert_eq!(sent(profile, text), text);
    }
}

#[test]
fn a_terminal_that_reorders_nothing_gets_what_is_seen() {
    for text in ROWS {
        for profile in [Profile::Visual, Profile::Explicit, Profile::Konsole] {
            assert_eq!(sent(profile, text), *text);
        }
    }
}

#[test]
fn a_guarded_row_is_left_alone_by_the_algorithm() {
    for text in ROWS {
        let sent = sent(Profile::Guard, text);
        assert_eq!(reordered(&sent, true), *text, "{sent:?}");
    }
}

#[test]
fn the_guard_is_a_suffix_of_cells_and_nothing_else() {
    let text = "ab ملاس cd";
    let mut buffer = row(text);
    send(Profile::Guard, &mut buffer);
    let cells: Vec<&str> = buffer.content.iter().map(|cell| cell.symbol()).collect();
    assert_eq!(cells, ["a", "b", " \u{202D}", "م", "ل", "ا", "س\u{202C}", " ", "c", "d"]);
}

#[test]
fn the_guard_does_not_hang_on_the_second_half_of_a_wide_cell() {
    let mut buffer = row("中 ملاس");
    let wide = std::num::NonZeroU16::new(2).expect("two");
    buffer[(0, 0)].set_diff_option(CellDiffOption::ForcedWidth(wide));
    send(Profile::Guard, &mut buffer);
    assert_eq!((buffer[(0, 0)].symbol(), buffer[(1, 0)].symbol()), ("中\u{202D}", " "));
}

#[test]
fn kitty_turns_back_what_was_turned() {
    for text in ROWS.iter().filter(|text| !text.contains("2026")) {
        let sent = sent(Profile::Kitty, text);
        assert_eq!(turned(&sent), *text, "{sent:?}");
    }
    assert_eq!(sent(Profile::Kitty, "(ملاس) │"), "(سالم) │", "brackets are mirrored twice");
}

#[test]
fn a_run_with_marks_has_cells_of_one_length() {
    let mut buffer = row("لاب");
    buffer[(0, 0)].set_symbol("ل\u{651}\u{64E}");
    send(Profile::Kitty, &mut buffer);
    let cells: Vec<&str> = buffer.content.iter().map(|cell| cell.symbol()).collect();
    assert_eq!(cells, ["ب\u{34F}\u{34F}", "ا\u{34F}\u{34F}", "ل\u{651}\u{64E}"]);
}

#[test]
fn a_run_of_kitty_ends_where_the_font_changes() {
    let mut buffer = row("ملاس");
    buffer.set_style(Rect::new(2, 0, 2, 1), Style::new().add_modifier(Modifier::BOLD));
    send(Profile::Kitty, &mut buffer);
    assert_eq!(shown(&buffer), "لمسا");
    assert!(buffer[(2, 0)].modifier.contains(Modifier::BOLD) && !buffer[(1, 0)].modifier.contains(Modifier::BOLD));
}

#[test]
fn a_terminal_that_orders_by_itself_makes_the_row_of_a_logical_one() {
    for text in ROWS {
        let sent = sent(Profile::Logical, text);
        for mirrors in [true, false] {
            assert_eq!(reordered(&sent, mirrors).replace('\u{2800}', " "), *text, "{sent:?}");
        }
    }
}

#[test]
fn a_logical_row_is_read_in_the_order_it_is_sent() {
    assert_eq!(sent(Profile::Logical, " ةيبرعلا ةغللا"), "\u{2800}اللغة العربية");
}

#[test]
fn nothing_but_the_guard_is_a_control() {
    for profile in Profile::ALL {
        for text in ROWS {
            let sent = sent(profile, text);
            let is_control = |c: &char| {
                let bidi = ['\u{200E}', '\u{200F}', '\u{61C}'].contains(c)
                    || ('\u{202A}'..='\u{202E}').contains(c)
                    || ('\u{2066}'..='\u{2069}').contains(c);
                bidi || c.is_control()
            };
            let found: String = sent.chars().filter(is_control).collect();
            let guarded = profile == Profile::Guard && found.replace("\u{202D}\u{202C}", "").is_empty();
            assert!(found.is_empty() || guarded, "{profile:?}: {found:?}");
        }
    }
}

/// Rows as the layout makes them of random words, numbers and signs, in visual order, without marks.
fn random_rows(count: usize) -> Vec<String> {
    const WORDS: &[&str] = &[
        "سلام",
        "شلوم",
        "שלום",
        "م",
        "ב",
        "the",
        "A/RES/75/1",
        "中文",
        "12",
        "3,5",
        "1990–1995",
        "٤٥٦",
        "۱۲",
        "50%",
        "-5",
        "(",
        ")",
        "«",
        "»",
        "،",
        ".",
        "│",
        "—",
        "و",
        "x",
    ];
    let mut state = 5u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % sides as u64) as usize
    };
    let mut rows = Vec::new();
    while rows.len() < count {
        let mut text = String::new();
        for _ in 0..1 + roll(7) {
            text.push_str(WORDS[roll(WORDS.len())]);
            text.push_str(["", " ", " ", " "][roll(4)]);
        }
        let direction = if roll(2) == 0 { Direction::Ltr } else { Direction::Rtl };
        let row = single_row(&text, direction, &Options::default(), 60);
        let mut cells = vec![' '; 2 + usize::from(row.width)];
        for cluster in &row.clusters {
            cells[1 + usize::from(cluster.column)] = row.glyph(cluster).chars().next().unwrap_or(' ');
        }
        rows.push(cells.into_iter().collect());
    }
    rows
}

#[test]
fn ten_thousand_rows_are_seen_as_they_were_laid_out() {
    let (mut logical, mut kitty) = (0, 0);
    let rows = random_rows(10_000);
    for text in &rows {
        for profile in [Profile::Guard, Profile::Logical, Profile::Kitty] {
            let sent = sent(profile, text);
            match profile {
                Profile::Guard => assert_eq!(reordered(&sent, true), *text, "{sent:?}"),
                Profile::Logical => {
                    logical += usize::from(reordered(&sent, true).replace('\u{2800}', " ") != *text);
                }
                _ => kitty += usize::from(turned(&sent) != *text),
            }
        }
    }
    // What has no order that such a terminal turns into the right one: numbers and letters of two directions in one word.
    assert!(logical < rows.len() / 20 && kitty < rows.len() / 10, "{logical} logical, {kitty} kitty");
}
