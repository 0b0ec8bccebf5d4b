//! From one frame to the next: the fewest bytes that turn what the terminal shows into what it should show.

mod look;
mod scroll;

#[cfg(test)]
mod emulator;
#[cfg(test)]
mod tests;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;

use look::Look;

/// Blank cells in a row from which on it is shorter to erase them (ECH) and go on behind them than to write spaces.
const ERASED: usize = 12;

/// What the terminal shows, and the bytes for the next frame.
pub(super) struct Painter {
    shown: Buffer,
    /// What the terminal shows is not known.
    lost: bool,
    cursor: Option<(u16, u16)>,
    output: Vec<u8>,
    /// Where the terminal's cursor stands while a frame is written, when that is certain.
    at: Option<(usize, usize)>,
    look: Look,
}

impl Painter {
    /// For a terminal of which nothing is known.
    pub(super) fn new() -> Self {
        Self {
            shown: Buffer::empty(Rect::ZERO),
            lost: true,
            cursor: None,
            output: Vec::with_capacity(1 << 14),
            at: None,
            look: Look::default(),
        }
    }

    /// Something else was written to the terminal: the next frame is drawn whole.
    pub(super) fn forget(&mut self) {
        self.lost = true;
    }

    /// The bytes that make the terminal show `frame`, with its cursor at `cursor` or hidden. `frame` is swapped with what was
    /// shown before.
    pub(super) fn paint(&mut self, frame: &mut Buffer, cursor: Option<(u16, u16)>) -> &[u8] {
        self.output.clear();
        (self.at, self.look) = (None, Look::default());
        if self.lost || self.shown.area != frame.area {
            self.output.extend_from_slice(b"\x1b[0m\x1b[?25l\x1b[2J");
            self.shown.resize(frame.area);
            self.shown.reset();
            (self.lost, self.cursor) = (false, None);
        } else {
            scroll::scroll(&mut self.shown, frame, &mut self.output);
        }
        let width = usize::from(frame.area.width).max(1);
        let shown = std::mem::take(&mut self.shown.content);
        for (y, (next, before)) in frame.content.chunks(width).zip(shown.chunks(width)).enumerate() {
            self.row(y, next, before);
        }
        self.shown.content = shown;
        self.wear(Look::default());
        match cursor {
            Some((x, y)) => {
                let place = (usize::from(x), usize::from(y));
                if self.at != Some(place) && (self.cursor != cursor || !self.output.is_empty()) {
                    self.jump(place);
                }
                if self.cursor.is_none() {
                    self.output.extend_from_slice(b"\x1b[?25h");
                }
            }
            None if self.cursor.is_some() => self.output.extend_from_slice(b"\x1b[?25l"),
            None => {}
        }
        self.cursor = cursor;
        std::mem::swap(&mut self.shown, frame);
        &self.output
    }

    fn row(&mut self, y: usize, next: &[Cell], before: &[Cell]) {
        let Some(first) = next.iter().zip(before).position(|(next, before)| !same(next, before)) else { return };
        let inked = next.iter().rposition(|cell| !is_blank(cell)).map_or(0, |x| (x + width(&next[x])).min(next.len()));
        let mut x = if first > 0 && width(&next[first - 1]) > 1 { first - 1 } else { first };
        let mut torn = false;
        while x < inked {
            let cells = width(&next[x]).max(1);
            let kept = same(&next[x], &before[x]);
            if kept && !torn {
                x += cells;
                continue;
            }
            // A wide cluster of which a part is overwritten is gone whole.
            let end = (x + cells).min(next.len());
            torn = end < before.len() && !kept && (x..end).any(|own| own + width(&before[own]) > end);
            let blanks = next[x..inked].iter().take_while(|cell| is_blank(cell)).count();
            if blanks >= ERASED && !torn {
                let wanted = before[x..x + blanks].iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1);
                let spilt = (x..x + blanks).any(|own| own + width(&before[own]) > x + blanks);
                if wanted >= ERASED && !spilt {
                    self.go(x, y, next);
                    self.wear(Look::default());
                    self.sequence(&[blanks], b'X');
                    x += blanks;
                    continue;
                }
            }
            self.go(x, y, next);
            self.write(&next[x], x, cells, next.len());
            x = end;
        }
        let tail = inked.max(first);
        if torn || next.iter().zip(before).skip(tail).any(|(next, before)| !same(next, before)) {
            self.go(inked, y, next);
            self.wear(Look::default());
            self.output.extend_from_slice(b"\x1b[K");
        }
    }

    /// Writes `cell` where the cursor stands.
    fn write(&mut self, cell: &Cell, x: usize, cells: usize, width: usize) {
        let look = Look::of(cell);
        if !(is_blank(cell) && self.look.leaves_blank()) {
            self.wear(look);
        }
        let symbol = cell.symbol();
        self.output.extend_from_slice(symbol.as_bytes());
        // Behind the last column the cursor waits to wrap, and terminals differ in the width of a composed cluster.
        let certain = x + cells < width && is_certain(symbol);
        self.at = self.at.filter(|_| certain).map(|(_, y)| (x + cells, y));
    }

    /// Puts the cursor at column `x` of row `y`, whose cells are `next`, in the fewest bytes.
    fn go(&mut self, x: usize, y: usize, next: &[Cell]) {
        match self.at {
            Some(at) if at == (x, y) => {}
            Some((from, row)) if row == y && from < x => {
                // What stands between is as it should be: to write it again may be shorter than to step over it.
                let between = &next[from..x];
                let bytes: usize = between.iter().map(|cell| cell.symbol().len()).sum();
                let fits = |cell: &Cell| {
                    width(cell) == 1
                        && is_certain(cell.symbol())
                        && (Look::of(cell) == self.look || is_blank(cell) && self.look.leaves_blank())
                };
                if bytes <= 4 + usize::from(x >= 9) + usize::from(x >= 99) && between.iter().all(fits) {
                    between.iter().for_each(|cell| self.output.extend_from_slice(cell.symbol().as_bytes()));
                } else {
                    self.sequence(&[x + 1], b'G');
                }
            }
            _ => self.jump((x, y)),
        }
        self.at = Some((x, y));
    }

    fn jump(&mut self, (x, y): (usize, usize)) {
        let place = [y + 1, x + 1];
        self.sequence(if x == 0 { &place[..1] } else { &place }, b'H');
    }

    fn wear(&mut self, look: Look) {
        if look != self.look {
            look.after(self.look, &mut self.output);
            self.look = look;
        }
    }

    fn sequence(&mut self, numbers: &[usize], last: u8) {
        sequence(&mut self.output, numbers, last);
    }
}

/// A control sequence: CSI, the numbers, `last`.
fn sequence(output: &mut Vec<u8>, numbers: &[usize], last: u8) {
    output.extend_from_slice(b"\x1b[");
    for (index, &own) in numbers.iter().enumerate() {
        if index > 0 {
            output.push(b';');
        }
        number(output, own);
    }
    output.push(last);
}

/// `number` in decimal digits.
fn number(output: &mut Vec<u8>, number: usize) {
    let start = output.len();
    let mut left = number;
    loop {
        output.push(b'0' + (left % 10) as u8);
        left /= 10;
        if left == 0 {
            break;
        }
    }
    output[start..].reverse();
}

/// The cells that `cell` takes.
fn width(cell: &Cell) -> usize {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(width) => usize::from(width.get()),
        _ => 1,
    }
}

/// Whether `cell` shows nothing but the terminal's own background.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && width(cell) == 1 && Look::of(cell).leaves_blank()
}

/// Whether the two look the same.
fn same(a: &Cell, b: &Cell) -> bool {
    let glyphs = a.symbol() == b.symbol() && width(a) == width(b);
    glyphs && (Look::of(a) == Look::of(b) || is_blank(a) && is_blank(b))
}

/// Whether every terminal moves its cursor as far as we think after `symbol`.
fn is_certain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    chars.next();
    // Marks of European, Hebrew and Arabic writing.
    chars.all(|mark| mark < '\u{900}')
}
