//! `logical`: the terminal itself orders a row (UAX #9 with a left-to-right base) and joins its letters.

use ratatui::buffer::Cell;

use super::island::{Class, class, mirror};

/// BRAILLE PATTERN BLANK: a blank cell that is a left-to-right character (class L).
const STRONG_BLANK: &str = "\u{2800}";

/// Puts the cells into an order that the terminal turns into the one they have now.
///
/// Between two left-to-right characters the cells from the first right-to-left one to the last are one stretch that the
/// terminal turns around, but for the numbers in it. A number to the right of such a stretch would be drawn to its left:
/// a strong blank keeps it where it is, as one at the start of the row keeps a terminal from guessing a base direction.
pub(super) fn row(cells: &mut [Cell]) {
    if let Some(blank) = cells.first_mut().filter(|cell| cell.symbol() == " ") {
        blank.set_symbol(STRONG_BLANK);
    }
    let mut at = 0;
    while at < cells.len() {
        let rest = cells.get(at..).unwrap_or_default();
        let left = rest.iter().position(|cell| class(cell.symbol()) == Class::Left).unwrap_or(rest.len());
        if let Some(between) = cells.get_mut(at..at + left) {
            stretch(between);
        }
        at += left + 1;
    }
}

/// The cells between two left-to-right ones.
fn stretch(cells: &mut [Cell]) {
    let is_right = |cell: &Cell| class(cell.symbol()) == Class::Right;
    let (Some(first), Some(last)) = (cells.iter().position(is_right), cells.iter().rposition(is_right)) else { return };
    let tail = cells.get(last + 1..).unwrap_or_default();
    if let Some(number) = tail.iter().position(|cell| class(cell.symbol()) == Class::Number)
        && let Some(blank) = cells.get_mut(last + 1..last + 1 + number)
        && let Some(blank) = blank.iter_mut().find(|cell| cell.symbol() == " ")
    {
        blank.set_symbol(STRONG_BLANK);
    }
    let Some(core) = cells.get_mut(first..=last) else { return };
    super::turn(core);
    core.iter_mut().for_each(mirror);
    let mut at = 0;
    while at < core.len() {
        let length = number(core.get(at..).unwrap_or_default());
        if let Some(number) = core.get_mut(at..at + length) {
            super::turn(number);
        }
        at += length.max(1);
    }
}

/// How many of the first cells the terminal takes for one number (W4): digits, and single signs between them.
fn number(cells: &[Cell]) -> usize {
    let kind = |at: usize| cells.get(at).map(|cell: &Cell| class(cell.symbol()));
    let mut length = 0;
    loop {
        match (kind(length), kind(length + 1)) {
            (Some(Class::Number), _) => length += 1,
            (Some(Class::NumberSign), Some(Class::Number)) if length > 0 => length += 2,
            _ => return length,
        }
    }
}
