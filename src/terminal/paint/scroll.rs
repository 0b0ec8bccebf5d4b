//! Frames whose rows are those of the frame before, moved up or down: the terminal moves them itself.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

use super::{is_blank, same, sequence};

/// Rows that must be saved, or it is not worth it.
const SAVED: isize = 3;

/// Moves the rows of `shown` between the first and the last one to where they stand in `frame`, if they are there, and writes
/// what moves them on the terminal. Lines are deleted and inserted at the top of a scrolling region (DECSTBM, DL, IL), which
/// every terminal knows, the console of Linux too.
pub(super) fn scroll(shown: &mut Buffer, frame: &Buffer, output: &mut Vec<u8>) {
    let width = usize::from(frame.area.width);
    let rows = 1..usize::from(frame.area.height).saturating_sub(1);
    if width == 0 || rows.len() < 4 {
        return;
    }
    let Some((lines, up)) = Moved { shown: &shown.content, frame: &frame.content, width, rows: rows.clone() }.find()
    else {
        return;
    };
    sequence(output, &[rows.start + 1, rows.end], b'r');
    sequence(output, &[rows.start + 1], b'H');
    sequence(output, &[lines], if up { b'M' } else { b'L' });
    output.extend_from_slice(b"\x1b[r");
    let region = &mut shown.content[rows.start * width..rows.end * width];
    let cells = lines * width;
    if up {
        region.rotate_left(cells);
        let fresh = region.len() - cells;
        region[fresh..].iter_mut().for_each(Cell::reset);
    } else {
        region.rotate_right(cells);
        region[..cells].iter_mut().for_each(Cell::reset);
    }
}

struct Moved<'a> {
    shown: &'a [Cell],
    frame: &'a [Cell],
    width: usize,
    rows: Range<usize>,
}

impl Moved<'_> {
    /// By how many lines the rows moved, and whether upwards; none when it is not worth it.
    fn find(&self) -> Option<(usize, bool)> {
        let length = self.rows.len();
        // A few rows tell by how much the others may have moved.
        let probes = [length / 2, length / 4, length * 3 / 4].map(|own| self.rows.start + own);
        let probes = probes.into_iter().filter(|&y| !self.row(self.frame, y).iter().all(is_blank));
        let probes: Vec<usize> = probes.filter(|&y| !self.equal(y, y)).collect();
        for lines in 1..=length / 2 {
            for up in [true, false] {
                let hit = |&y: &usize| self.source(y, lines, up).is_some_and(|from| self.equal(y, from));
                if probes.iter().any(hit) && self.saved(lines, up) >= SAVED {
                    return Some((lines, up));
                }
            }
        }
        None
    }

    /// The row of `shown` that comes to stand in row `y`.
    fn source(&self, y: usize, lines: usize, up: bool) -> Option<usize> {
        let from = if up { y + lines } else { y.checked_sub(lines)? };
        self.rows.contains(&from).then_some(from)
    }

    /// Rows that need not be written less those that need it only then.
    fn saved(&self, lines: usize, up: bool) -> isize {
        let own = |y: usize| -> isize {
            let moved = self.source(y, lines, up).is_some_and(|from| self.equal(y, from));
            isize::from(moved) - isize::from(self.equal(y, y))
        };
        self.rows.clone().map(own).sum()
    }

    /// Whether row `y` of `frame` is row `from` of `shown`.
    fn equal(&self, y: usize, from: usize) -> bool {
        self.row(self.frame, y).iter().zip(self.row(self.shown, from)).all(|(a, b)| same(a, b))
    }

    fn row<'c>(&self, cells: &'c [Cell], y: usize) -> &'c [Cell] {
        &cells[y * self.width..(y + 1) * self.width]
    }
}
