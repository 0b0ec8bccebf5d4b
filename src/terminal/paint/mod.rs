//! From one frame to the next: the fewest bytes that turn what the terminal shows into what it should show.

mod look;
mod packed;
mod scroll;

#[cfg(test)]
mod emulator;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;

use crate::text::{visible, width};
use look::Look;
use packed::{Ink, Packed};

/// Blank cells in a row from which on it is shorter to erase them (ECH) and go on behind them than to write spaces.
const ERASED: usize = 12;

/// What the terminal shows, and the bytes for the next frame.
#[derive(Clone, Default)]
pub(super) struct Painter {
    /// Columns and rows of what is shown; none while it is not known.
    size: Option<(usize, usize)>,
    shown: Vec<Packed>,
    /// What should be shown; kept for its memory.
    next: Vec<Packed>,
    ink: Ink,
    cursor: Option<(u16, u16)>,
    output: Vec<u8>,
    /// Where the terminal's cursor stands while a frame is written, when that is certain.
    at: Option<(usize, usize)>,
    look: Look,
    /// The number of that look, where a cell was written in it.
    worn: Option<usize>,
}

impl Painter {
    /// Something else was written to the terminal: the next frame is drawn whole.
    pub(super) fn forget(&mut self) {
        self.size = None;
    }

    /// The bytes of the frame that was painted last.
    pub(super) fn output(&self) -> &[u8] {
        &self.output
    }

    /// The bytes that make the terminal show `frame`, with its cursor at `cursor` or hidden.
    pub(super) fn paint(&mut self, frame: &Buffer, cursor: Option<(u16, u16)>) -> &[u8] {
        self.output.clear();
        (self.at, self.look, self.worn) = (None, Look::default(), None);
        let size = (usize::from(frame.area.width).max(1), usize::from(frame.area.height));
        if self.ink.is_full() {
            self.ink = Ink::default();
            self.forget();
        }
        self.next.clear();
        self.next.extend(frame.content.iter().map(|cell| self.ink.pack(cell)));
        if self.size == Some(size) {
            scroll::scroll(&mut self.shown, &self.next, size, &mut self.output);
        } else {
            self.output.extend_from_slice(b"\x1b[0m\x1b[?25l\x1b[2J");
            self.shown.clear();
            self.shown.resize(self.next.len(), Packed::BLANK);
            (self.size, self.cursor) = (Some(size), None);
        }
        let (next, shown) = (std::mem::take(&mut self.next), std::mem::take(&mut self.shown));
        for (y, (next, before)) in next.chunks(size.0).zip(shown.chunks(size.0)).enumerate() {
            if next != before {
                self.row(y, next, before);
            }
        }
        // What was shown is no longer needed.
        (self.next, self.shown) = (shown, next);
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
        &self.output
    }

    fn row(&mut self, y: usize, next: &[Packed], before: &[Packed]) {
        let Some(first) = next.iter().zip(before).position(|(next, before)| next != before) else { return };
        let inked = next.iter().rposition(|&cell| cell != Packed::BLANK);
        let inked = inked.map_or(0, |x| (x + next[x].width()).min(next.len()));
        let mut x = if first > 0 && next[first - 1].width() > 1 { first - 1 } else { first };
        // Whether a wide cluster was overwritten of which the right half stands here: it is gone whole.
        let mut torn = false;
        // Up to where a cluster of doubtful width may have been written over its neighbours, and where the last one written ends.
        let (mut spilt, mut written) = (0, None);
        while x < inked {
            let end = (x + next[x].width()).min(next.len());
            let kept = next[x] == before[x];
            // A terminal that has no cell for a sign draws it into the one before: it comes and goes with that.
            if kept && !torn && x >= spilt && (written != Some(x) || self.ink.is_certain(next[x])) {
                x = end;
                continue;
            }
            if !torn
                && x >= spilt
                && let Some(blanks) = blanks(&next[x..inked], &before[x..])
            {
                self.go(x, y, next);
                self.wear(Look::default());
                self.sequence(&[blanks], b'X');
                x += blanks;
                continue;
            }
            torn = !kept && spills(before, end);
            self.go(x, y, next);
            if self.ink.is_certain(next[x]) {
                self.write(next[x]);
            } else {
                spilt = spilt.max(self.write_doubtful(next[x], (x, y), next.len()));
            }
            written = Some(end);
            if end == next.len() {
                // Behind the last column the cursor waits to wrap.
                self.at = None;
            }
            x = end;
        }
        let tail = inked.max(first);
        if next[tail..] != before[tail..] || (torn || spilt > inked) && inked < next.len() {
            self.go(inked, y, next);
            self.wear(Look::default());
            self.output.extend_from_slice(b"\x1b[K");
        }
    }

    /// Writes `cell` where the cursor stands.
    fn write(&mut self, cell: Packed) {
        if cell == Packed::BLANK {
            if !self.look.leaves_blank() {
                self.wear(Look::default());
            }
        } else if self.worn != Some(cell.look()) {
            self.wear(self.ink.look(cell));
            self.worn = Some(cell.look());
        }
        let certain = self.ink.write(cell, &mut self.output);
        self.at = self.at.filter(|_| certain).map(|(x, y)| (x + cell.width(), y));
    }

    /// Writes `cell` at `place` of a row of `columns` cells, of which terminals have more or fewer than it takes here; gives the
    /// column up to which it may have been written. Its cells are blank first where a terminal may not fill them: what was there
    /// before would show. Where it could reach over the end of the row, only its first character is written.
    fn write_doubtful(&mut self, cell: Packed, place: (usize, usize), columns: usize) -> usize {
        self.wear(self.ink.look(cell));
        let glyph = self.ink.glyph(cell);
        let end = place.0 + width::most(&glyph).max(cell.width());
        let first = glyph.chars().next().filter(|first| width::certain(first.encode_utf8(&mut [0; 4])));
        if first.is_none_or(|first| usize::from(width::char(first, false)) < cell.width()) {
            self.output.extend(std::iter::repeat_n(b' ', cell.width()));
            self.jump(place);
        }
        if end <= columns {
            self.output.extend_from_slice(glyph.as_bytes());
        } else {
            let first = first.unwrap_or(visible::SUBSTITUTE);
            self.output.extend_from_slice(first.encode_utf8(&mut [0; 4]).as_bytes());
        }
        self.at = None;
        end.min(columns)
    }

    /// Puts the cursor at column `x` of row `y`, whose cells are `next`, in the fewest bytes.
    fn go(&mut self, x: usize, y: usize, next: &[Packed]) {
        match self.at {
            Some(at) if at == (x, y) => {}
            Some((from, row)) if row == y && from < x => {
                let by = x - from;
                let (to, over) = (4 + usize::from(x >= 9) + usize::from(x >= 99), forward_bytes(by));
                let step = to.min(over);
                if by <= step && self.fits(&next[from..x], step) {
                    for &cell in &next[from..x] {
                        self.ink.write(cell, &mut self.output);
                    }
                } else if over < to {
                    self.sequence(if by > 1 { std::slice::from_ref(&by) } else { &[] }, b'C');
                } else {
                    self.sequence(&[x + 1], b'G');
                }
            }
            _ => self.jump((x, y)),
        }
        self.at = Some((x, y));
    }

    /// Whether cells that are as they should be are written again in fewer than `step` bytes, which stepping over them takes.
    fn fits(&self, between: &[Packed], step: usize) -> bool {
        let same = |&cell: &Packed| match cell {
            Packed::BLANK => self.look.leaves_blank(),
            cell => cell.width() == 1 && self.ink.is_certain(cell) && self.ink.look(cell) == self.look,
        };
        between.iter().map(|&cell| self.ink.length(cell)).sum::<usize>() <= step && between.iter().all(same)
    }

    fn jump(&mut self, (x, y): (usize, usize)) {
        // To the next row it is shorter to go there and then to the right.
        if self.at.is_some_and(|(_, row)| row + 1 == y) && x < 10 {
            self.output.extend_from_slice(b"\r\n");
            if x > 0 {
                self.sequence(if x > 1 { std::slice::from_ref(&x) } else { &[] }, b'C');
            }
            return;
        }
        let place = [y + 1, x + 1];
        self.sequence(if x == 0 { &place[..1] } else { &place }, b'H');
    }

    fn wear(&mut self, look: Look) {
        self.worn = None;
        if look != self.look {
            look.after(self.look, &mut self.output);
            self.look = look;
        }
    }

    fn sequence(&mut self, numbers: &[usize], last: u8) {
        sequence(&mut self.output, numbers, last);
    }
}

/// The bytes of the sequence that moves the cursor `cells` cells to the right (CUF).
fn forward_bytes(cells: usize) -> usize {
    match cells {
        ..=1 => 3,
        2..=9 => 4,
        10..=99 => 5,
        _ => 6,
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

/// How many blanks to erase at the start of `next`, when that is shorter than to write those that are not there in `before`.
fn blanks(next: &[Packed], before: &[Packed]) -> Option<usize> {
    let blanks = next.iter().take_while(|&&cell| cell == Packed::BLANK).count();
    if blanks < ERASED || spills(before, blanks) || !is_erased_whole(before, blanks) {
        return None;
    }
    let wanted = before[..blanks].iter().rposition(|&cell| cell != Packed::BLANK)?;
    (wanted + 1 >= ERASED).then_some(blanks)
}

/// Whether every terminal erases the first `cells` of the row's end `before`. mlterm 3.9 counts clusters where it should count
/// cells when it repaints what was erased: the last of the wide ones may stay on the screen.
fn is_erased_whole(before: &[Packed], cells: usize) -> bool {
    before.iter().take(cells).all(|cell| cell.width() == 1)
}

/// Whether a wide cluster of `before` stands on both sides of its cell `end`.
fn spills(before: &[Packed], end: usize) -> bool {
    end < before.len() && end > 0 && before[end - 1].width() > 1
}
