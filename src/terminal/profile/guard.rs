//! `guard`: U+202D … U+202C around what is right-to-left in a row, so that a terminal that reorders leaves it as it is.

use ratatui::buffer::Cell;

use super::island::{Class, class};

/// LEFT-TO-RIGHT OVERRIDE (UAX #9 X4).
const OVERRIDE: char = '\u{202D}';
/// POP DIRECTIONAL FORMATTING (UAX #9 X7).
const POP: char = '\u{202C}';

/// Puts the two on the cell before the first right-to-left one and on the last right-to-left one. Terminals keep a character
/// without width in the cell before it: as suffixes they stand where they are wanted, and need no cell.
pub(super) fn row(cells: &mut [Cell]) {
    let right_to_left = |cell: &Cell| class(cell.symbol()) == Class::Right;
    let (Some(first), Some(last)) = (cells.iter().position(right_to_left), cells.iter().rposition(right_to_left)) else {
        return;
    };
    // A wide cell before it has its second half between.
    let before = (0..first).rev().find(|at| !is_second_half(cells, *at));
    // In the very first cell of a row nothing stands before it; alone it stays where it is.
    for (at, control) in [(before.unwrap_or(first), OVERRIDE), (last, POP)] {
        if let Some(cell) = cells.get_mut(at) {
            let mut symbol = String::with_capacity(cell.symbol().len() + 6);
            symbol.push_str(cell.symbol());
            symbol.push(control);
            cell.set_symbol(&symbol);
        }
    }
}

/// Whether the cell is covered by a wide one on its left.
fn is_second_half(cells: &[Cell], at: usize) -> bool {
    at.checked_sub(1).and_then(|left| cells.get(left)).is_some_and(|left| super::island::width(left) == 2)
}
