//! A terminal of the tests: what bytes make of a screen, as ECMA-48 and xterm say, and strict about wide clusters.

use ratatui::buffer::{Buffer, Cell};

use super::look::Look;
use super::packed::width;

/// What one cell shows: a glyph with its SGR parameters, the right half of a wide one, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    #[default]
    Nothing,
    Glyph(String, Vec<u16>),
    Right,
}

pub(super) struct Emulator {
    size: (usize, usize),
    pub(super) cells: Vec<Shown>,
    pub(super) cursor: (usize, usize),
    pub(super) cursor_shown: bool,
    look: [Vec<u16>; 3],
    region: (usize, usize),
    waits_to_wrap: bool,
}

impl Emulator {
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self {
            size: (width, height),
            cells: vec![Shown::Glyph("?".to_owned(), Vec::new()); width * height],
            cursor: (0, 0),
            cursor_shown: true,
            look: Default::default(),
            region: (0, height),
            waits_to_wrap: false,
        }
    }

    /// Takes `bytes`; glyphs are told apart with `next`, which gives the length and the cells of the first one of a text.
    pub(super) fn feed(&mut self, bytes: &[u8], next: impl Fn(&str) -> (usize, usize)) {
        let mut text = std::str::from_utf8(bytes).expect("UTF-8");
        while let Some(first) = text.chars().next() {
            if let Some(rest) = text.strip_prefix("\r\n") {
                assert!(self.cursor.1 + 1 < self.region.1, "the screen would scroll");
                (self.cursor, self.waits_to_wrap) = ((0, self.cursor.1 + 1), false);
                text = rest;
                continue;
            }
            if first != '\x1b' {
                let (length, cells) = next(text);
                self.print(&text[..length], cells);
                text = &text[length..];
                continue;
            }
            let end = text.find(|c: char| c.is_ascii_alphabetic()).expect("the end of a sequence");
            let parameters = text[1..end].strip_prefix('[').expect("CSI");
            self.control(parameters, text.as_bytes()[end]);
            text = &text[end + 1..];
        }
    }

    fn print(&mut self, glyph: &str, cells: usize) {
        assert!(!self.waits_to_wrap, "{glyph:?} would stand in the next row");
        let (x, y) = self.cursor;
        assert!(x + cells <= self.size.0, "{glyph:?} does not fit at {x}");
        self.tear(x, y, cells);
        let look = self.look.concat();
        let at = y * self.size.0 + x;
        self.cells[at] = match glyph == " " && look.iter().all(|code| matches!(code, 1 | 2 | 3 | 8 | 30..=37 | 90..=97))
        {
            true => Shown::Nothing,
            false => Shown::Glyph(glyph.to_owned(), look),
        };
        self.cells[at + 1..at + cells].fill(Shown::Right);
        self.waits_to_wrap = x + cells == self.size.0;
        self.cursor.0 = (x + cells).min(self.size.0 - 1);
    }

    /// A wide cluster that loses a half is gone; what stands instead differs from terminal to terminal.
    fn tear(&mut self, x: usize, y: usize, cells: usize) {
        let row = y * self.size.0;
        let torn = || Shown::Glyph("torn".to_owned(), Vec::new());
        if x > 0 && self.cells[row + x] == Shown::Right {
            self.cells[row + x - 1] = torn();
            self.cells[row + x] = torn();
        }
        if x + cells < self.size.0 && self.cells[row + x + cells] == Shown::Right {
            self.cells[row + x + cells] = torn();
        }
    }

    fn control(&mut self, parameters: &str, last: u8) {
        let private = parameters.starts_with('?');
        let numbers: Vec<usize> =
            parameters.trim_start_matches('?').split(';').map(|number| number.parse().unwrap_or(0)).collect();
        let (width, height) = self.size;
        let at = |index: usize| numbers.get(index).copied().filter(|&number| number > 0).unwrap_or(1);
        let (x, y) = self.cursor;
        self.waits_to_wrap = self.waits_to_wrap && last == b'm';
        match last {
            b'H' => self.cursor = ((at(1) - 1).min(width - 1), (at(0) - 1).min(height - 1)),
            b'C' => self.cursor.0 = (x + at(0)).min(width - 1),
            b'G' => self.cursor.0 = (at(0) - 1).min(width - 1),
            b'J' => self.cells.fill(Shown::Nothing),
            b'K' => {
                self.tear(x, y, width - x);
                self.cells[y * width + x..(y + 1) * width].fill(Shown::Nothing);
            }
            b'X' => {
                let cells = at(0).min(width - x);
                self.tear(x, y, cells);
                let erased = &mut self.cells[y * width + x..y * width + x + cells];
                // As mlterm 3.9 may do: the last ones stay on its screen.
                let kept = 2 * erased.iter().filter(|&cell| *cell == Shown::Right).count();
                erased[..cells - kept].fill(Shown::Nothing);
            }
            b'r' => {
                let bottom = numbers.get(1).copied().filter(|&bottom| bottom > 0).unwrap_or(height);
                (self.region, self.cursor) = ((at(0) - 1, bottom), (0, 0));
            }
            b'M' | b'L' => {
                assert!(y >= self.region.0 && y < self.region.1 && self.look.concat().is_empty());
                let rows = &mut self.cells[y * width..self.region.1 * width];
                let cells = at(0) * width;
                if last == b'M' {
                    rows.rotate_left(cells);
                    let kept = rows.len() - cells;
                    rows[kept..].fill(Shown::Nothing);
                } else {
                    rows.rotate_right(cells);
                    rows[..cells].fill(Shown::Nothing);
                }
            }
            b'h' | b'l' if private && numbers == [25] => self.cursor_shown = last == b'h',
            b'm' => self.attributes(&numbers.iter().map(|&number| number as u16).collect::<Vec<_>>()),
            _ => unreachable!("CSI {parameters} {}", char::from(last)),
        }
    }

    fn attributes(&mut self, codes: &[u16]) {
        let mut codes = codes.iter().copied();
        while let Some(code) = codes.next() {
            let [attributes, ink, paper] = &mut self.look;
            match code {
                0 => self.look = Default::default(),
                1..=9 => {
                    attributes.push(code);
                    attributes.sort_unstable();
                }
                39 => ink.clear(),
                49 => paper.clear(),
                30..=38 | 90..=97 => *ink = color(code, &mut codes),
                40..=48 | 100..=107 => *paper = color(code, &mut codes),
                _ => unreachable!("SGR {code}"),
            }
        }
    }
}

fn color(code: u16, more: &mut impl Iterator<Item = u16>) -> Vec<u16> {
    let mut all = vec![code];
    if code % 10 == 8 && code < 50 {
        let kind = more.next().expect("a kind of colour");
        all.push(kind);
        all.extend(more.take(if kind == 5 { 1 } else { 3 }));
    }
    all
}

/// What a terminal shows that shows `frame`: each cell written alone on an empty screen.
pub(super) fn expected(frame: &Buffer) -> Vec<Shown> {
    let mut all = Vec::new();
    let columns = usize::from(frame.area.width);
    while all.len() < frame.content.len() {
        let cell: &Cell = &frame.content[all.len()];
        if cell.symbol() == " " && width(cell) == 1 && Look::of(cell).leaves_blank() {
            all.push(Shown::Nothing);
            continue;
        }
        let mut bytes = Vec::new();
        let look = Look::of(cell);
        if look != Look::default() {
            look.after(Look::default(), &mut bytes);
        }
        bytes.extend_from_slice(cell.symbol().as_bytes());
        let mut alone = Emulator::new(width(cell).max(columns), 1);
        alone.feed(&bytes, |_| (cell.symbol().len(), width(cell)));
        all.extend(alone.cells.into_iter().take(width(cell)));
    }
    all
}
