//! Frames whose rows are those of the frame before, moved up or down: the terminal moves them itself.

use std::ops::Range;

use super::{Packed, sequence};

/// Rows that must be saved, or it is not worth it.
const SAVED: isize = 3;

/// Moves the rows of `shown` between the first and the last one to where they stand in `next`, if they are there, and writes
/// what moves them on the terminal. Lines are deleted and inserted at the top of a scrolling region (DECSTBM, DL, IL), which
/// every terminal knows, the console of Linux too.
pub(super) fn scroll(shown: &mut [Packed], next: &[Packed], (width, height): (usize, usize), output: &mut Vec<u8>) {
    let rows = 1..height.saturating_sub(1);
    if rows.len() < 4 {
        return;
    }
    let Some((lines, up)) = (Moved { shown, next, width, rows: rows.clone() }).find() else { return };
    sequence(output, &[rows.start + 1, rows.end], b'r');
    sequence(output, &[rows.start + 1], b'H');
    sequence(output, &[lines], if up { b'M' } else { b'L' });
    output.extend_from_slice(b"\x1b[r");
    let region = &mut shown[rows.start * width..rows.end * width];
    let cells = lines * width;
    if up {
        region.rotate_left(cells);
        let fresh = region.len() - cells;
        region[fresh..].fill(Packed::BLANK);
    } else {
        region.rotate_right(cells);
        region[..cells].fill(Packed::BLANK);
    }
}

struct Moved<'a> {
    shown: &'a [Packed],
    next: &'a [Packed],
    width: usize,
    rows: Range<usize>,
}

impl Moved<'_> {
    /// By how many lines the rows moved, and whether upwards; none when it is not worth it.
    fn find(&self) -> Option<(usize, bool)> {
        let length = self.rows.len();
        // A few rows tell by how much the others may have moved.
        let probes = [length / 2, length / 4, length * 3 / 4].map(|own| self.rows.start + own);
        let probes = probes.into_iter().filter(|&y| self.row(self.next, y).iter().any(|&cell| cell != Packed::BLANK));
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

    /// Whether row `y` of `next` is row `from` of `shown`.
    fn equal(&self, y: usize, from: usize) -> bool {
        self.row(self.next, y) == self.row(self.shown, from)
    }

    fn row<'c>(&self, cells: &'c [Packed], y: usize) -> &'c [Packed] {
        &cells[y * self.width..(y + 1) * self.width]
    }
}
