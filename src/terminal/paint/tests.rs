//! What the bytes make of a terminal is what the frame shows, whatever was shown before.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::Painter;
use super::emulator::{Emulator, expected};

/// Clusters with their cells.
const GLYPHS: [(&str, u16); 9] =
    [("a", 1), ("ﺏ", 1), ("ﺏ\u{651}", 1), (" ", 1), ("中", 2), ("文", 2), ("क्ष", 2), ("│", 1), ("9", 1)];

fn next(text: &str) -> (usize, usize) {
    let longest = GLYPHS.iter().filter(|(glyph, _)| text.starts_with(glyph)).max_by_key(|(glyph, _)| glyph.len());
    let (glyph, cells) = longest.expect("a glyph of the test");
    (glyph.len(), usize::from(*cells))
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides as u64) as usize
    }
}

fn put(frame: &mut Buffer, x: u16, y: u16, (glyph, cells): (&str, u16), style: Style) {
    if x + cells > frame.area.width {
        return;
    }
    // As the canvas does: what a cluster covers in part goes.
    for left in [x.wrapping_sub(1), x + cells - 1] {
        if let Some(cell) = frame.cell_mut((left, y)).filter(|cell| super::packed::width(cell) == 2)
            && !(left == x && cells == 2)
        {
            cell.reset();
        }
    }
    for at in x..x + cells {
        frame[(at, y)].reset();
        frame[(at, y)].set_style(style);
    }
    frame[(x, y)].set_symbol(glyph);
    if let Some(width) = NonZeroU16::new(cells).filter(|_| glyph != " ") {
        frame[(x, y)].set_diff_option(CellDiffOption::ForcedWidth(width));
    }
}

fn style(dice: &mut Dice) -> Style {
    let mut style = Style::new();
    for modifier in [Modifier::BOLD, Modifier::DIM, Modifier::UNDERLINED, Modifier::REVERSED] {
        if dice.roll(6) == 0 {
            style = style.add_modifier(modifier);
        }
    }
    match dice.roll(6) {
        0 => style.fg(Color::Yellow),
        1 => style.fg(Color::Indexed(232)).bg(Color::Indexed(254)),
        2 => style.bg(Color::Rgb(1, 2, 3)),
        3 => style.fg(Color::LightBlue),
        _ => style,
    }
}

fn check(painter: &mut Painter, terminal: &mut Emulator, frame: &Buffer, cursor: Option<(u16, u16)>) {
    let bytes = painter.paint(frame, cursor).to_vec();
    terminal.feed(&bytes, next);
    let shown = String::from_utf8_lossy(&bytes);
    assert_eq!(terminal.cells, expected(frame), "{shown:?}");
    assert_eq!(terminal.cursor_shown, cursor.is_some(), "{shown:?}");
    if let Some((x, y)) = cursor {
        assert_eq!(terminal.cursor, (usize::from(x), usize::from(y)), "{shown:?}");
    }
}

#[test]
fn the_terminal_shows_every_frame() {
    let mut dice = Dice(7);
    for _ in 0..200 {
        let (width, height) = (1 + dice.roll(44) as u16, 1 + dice.roll(9) as u16);
        let mut painter = Painter::default();
        let mut terminal = Emulator::new(width.into(), height.into());
        let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
        for _ in 0..12 {
            match dice.roll(8) {
                0 => frame.reset(),
                1 => painter.forget(),
                2 | 3 if height > 5 => {
                    // As scrolling does: between the first row and the last, all moves.
                    let (lines, width) = (1 + dice.roll(2), usize::from(width));
                    let end = frame.content.len() - width;
                    let region = &mut frame.content[width..end];
                    if dice.roll(2) == 0 {
                        region.rotate_left(lines * width)
                    } else {
                        region.rotate_right(lines * width)
                    }
                }
                _ => {}
            }
            for _ in 0..dice.roll(30) {
                let (x, y) = (dice.roll(width.into()) as u16, dice.roll(height.into()) as u16);
                let style = if dice.roll(2) == 0 { style(&mut dice) } else { Style::new() };
                let glyph = GLYPHS[dice.roll(GLYPHS.len())];
                for step in 0..1 + dice.roll(20) as u16 {
                    put(&mut frame, x.saturating_add(step * glyph.1), y, glyph, style);
                }
            }
            let cursor = (dice.roll(4) > 0).then(|| (dice.roll(width.into()) as u16, dice.roll(height.into()) as u16));
            check(&mut painter, &mut terminal, &frame, cursor);
        }
    }
}

/// A frame with `lines` in its rows, from column 0.
fn page(lines: &[&str]) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, 40, lines.len() as u16));
    for (y, line) in lines.iter().enumerate() {
        for (x, letter) in line.char_indices() {
            put(&mut frame, x as u16, y as u16, (&line[x..x + letter.len_utf8()], 1), Style::new());
        }
    }
    frame
}

#[test]
fn nothing_new_costs_nothing() {
    let mut painter = Painter::default();
    let mut frame = page(&["aaaa", "9999"]);
    assert!(!painter.paint(&frame, Some((1, 1))).is_empty());
    assert_eq!(painter.paint(&frame, Some((1, 1))), b"");
    assert_eq!(painter.paint(&frame, Some((2, 1))), b"\x1b[2;3H");
    assert_eq!(painter.paint(&frame, None), b"\x1b[?25l");
    put(&mut frame, 2, 0, ("9", 1), Style::new());
    assert_eq!(painter.paint(&frame, None), b"\x1b[1;3H9");
}

#[test]
fn a_line_scrolled_costs_a_line() {
    let rows = ["a", "aa", "aaa", "aaaa", "aaaaa", "aaaaaa", "aaaaaaa", "aaaaaaaa", "9"];
    let mut painter = Painter::default();
    painter.paint(&page(&rows), None);
    let mut moved = rows;
    moved[1..8].rotate_left(1);
    moved[7] = "99";
    assert_eq!(painter.paint(&page(&moved), None), b"\x1b[2;8r\x1b[2H\x1b[1M\x1b[r\x1b[8H99");
    moved[1..8].rotate_right(1);
    moved[1] = "aa";
    assert_eq!(painter.paint(&page(&moved), None), b"\x1b[2;8r\x1b[2H\x1b[1L\x1b[r\x1b[2Haa");
}

#[test]
fn blanks_are_erased() {
    let mut painter = Painter::default();
    painter.paint(&page(&["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaa"]), None);
    let bytes = painter.paint(&page(&["aa                         aaa", "a"]), None);
    assert_eq!(bytes, b"\x1b[1;3H\x1b[25X\r\n\x1b[C\x1b[K");
}

#[test]
fn wide_clusters_are_overwritten_and_not_erased() {
    let mut painter = Painter::default();
    let mut frame = Buffer::empty(Rect::new(0, 0, 40, 2));
    (0..16).for_each(|x| put(&mut frame, x, 0, ("a", 1), Style::new()));
    (0..8).for_each(|x| put(&mut frame, 2 * x, 1, ("中", 2), Style::new()));
    (0..2).for_each(|y| put(&mut frame, 39, y, ("│", 1), Style::new()));
    let mut terminal = Emulator::new(40, 2);
    check(&mut painter, &mut terminal, &frame, None);
    for at in [0, 40] {
        frame.content[at..at + 16].iter_mut().for_each(ratatui::buffer::Cell::reset);
    }
    assert_eq!(painter.paint(&frame, None), format!("\x1b[1H\x1b[39X\r\n{}", " ".repeat(16)).as_bytes());
}

/// A terminal that takes `doubtful` cells for what is two cells here, character by character where that is more, and none for
/// the sign of the end of a verse. Only what is certain is compared: it must be where it should be, whatever stood there.
#[test]
fn clusters_of_doubtful_width_harm_nothing_around_them() {
    const GLYPHS: [(&str, u16); 9] = [
        ("a", 1),
        ("ﺏ", 1),
        ("中", 2),
        ("│", 1),
        (" ", 1),
        ("👩\u{200D}👩\u{200D}👧", 2),
        ("☺\u{FE0F}", 2),
        ("क\u{93E}", 2),
        ("\u{6DD}", 1),
    ];
    /// The length and the cells of the first thing in `text` that the terminal draws.
    type Habit = fn(&str) -> (usize, usize);
    let sums: Habit = |text| {
        let mut chars = text.char_indices();
        let (_, first) = chars.next().expect("a character");
        let marks = chars.take_while(|(_, c)| crate::text::width::char(*c, false) == 0 && !c.is_ascii_control());
        let length = marks.last().map_or(first.len_utf8(), |(at, c)| at + c.len_utf8());
        (length, usize::from(crate::text::width::char(first, false)))
    };
    let narrow: Habit = |text| {
        for glyph in ["👩\u{200D}👩\u{200D}👧", "☺\u{FE0F}", "क\u{93E}"] {
            if text.starts_with(glyph) {
                return (glyph.len(), 1);
            }
        }
        let first = text.chars().next().expect("a character");
        (first.len_utf8(), usize::from(crate::text::width::char(first, false)))
    };
    for (habit, seed) in [(sums, 1), (narrow, 2)] {
        let mut dice = Dice(seed);
        for _ in 0..150 {
            let (width, height) = (2 + dice.roll(24) as u16, 1 + dice.roll(4) as u16);
            let mut painter = Painter::default();
            let mut terminal = Emulator::new(width.into(), height.into());
            let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
            for _ in 0..14 {
                for _ in 0..dice.roll(12) {
                    let (x, y) = (dice.roll(width.into()) as u16, dice.roll(height.into()) as u16);
                    let style = if dice.roll(3) == 0 { style(&mut dice) } else { Style::new() };
                    put(&mut frame, x, y, GLYPHS[dice.roll(GLYPHS.len())], style);
                }
                let bytes = painter.paint(&frame, None).to_vec();
                terminal.feed(&bytes, habit);
                let wanted = expected(&frame);
                let mut at = 0;
                while at < wanted.len() {
                    let cell = &frame.content[at];
                    let cells = super::packed::width(cell);
                    if crate::text::width::certain(cell.symbol()) {
                        let shown = String::from_utf8_lossy(&bytes);
                        assert_eq!(
                            terminal.cells[at..at + cells],
                            wanted[at..at + cells],
                            "{at} of {width}: {shown:?}"
                        );
                    }
                    at += cells;
                }
            }
        }
    }
}
