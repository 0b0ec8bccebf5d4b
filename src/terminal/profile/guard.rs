//! `guard`: U+202D … U+202C around what is right-to-left in a row, so that a terminal that reorders leaves it as it is.

use std::ops::Range;

use ratatui::buffer::Cell;

use unicode_bidi::BidiClass;

use super::island::{class, moves, width};

/// LEFT-TO-RIGHT OVERRIDE (UAX #9 X4).
const OVERRIDE: char = '\u{202D}';
/// POP DIRECTIONAL FORMATTING (UAX #9 X7).
const POP: char = '\u{202C}';

/// Guards every stretch of right-to-left cells of the row. Rules and left-to-right letters part stretches: mlterm orders
/// what stands between rules by itself.
pub(super) fn row(cells: &mut [Cell]) {
    let mut at = 0;
    while at < cells.len() {
        let rest = cells.get(at..).unwrap_or_default();
        let length = rest.iter().position(parts).unwrap_or(rest.len());
        stretch(cells, at..at + length);
        at += length + 1;
    }
}

fn parts(cell: &Cell) -> bool {
    let rule = |c| ('\u{2500}'..='\u{257F}').contains(&c);
    class(cell) == BidiClass::L || cell.symbol().starts_with(rule)
}

/// Puts the two on the cell before the first right-to-left one and on the last right-to-left one. Terminals keep a character
/// without width in the cell before it: as suffixes they stand where they are wanted, and need no cell.
fn stretch(cells: &mut [Cell], range: Range<usize>) {
    let right_to_left = |at: &usize| cells.get(*at).is_some_and(moves);
    let (Some(first), Some(last)) = (range.clone().find(right_to_left), range.rev().find(right_to_left)) else {
        return;
    };
    // A wide cell before it has its second half between.
    let before = (0..first).rev().find(|at| !is_second_half(cells, *at));
    if before.is_none() {
        first_cell(cells.get_mut(..=last).unwrap_or_default());
    }
    for (at, control) in [(before.unwrap_or(first), OVERRIDE), (last, POP)] {
        if let Some(cell) = cells.get_mut(at) {
            let mut symbol = String::with_capacity(cell.symbol().len() + 6);
            symbol.push_str(cell.symbol());
            symbol.push(control);
            cell.set_symbol(&symbol);
        }
    }
}

/// The very first cell of a row has none before it that could hold the override. What it holds stays outside and is drawn after
/// the guarded cells (they are on level 2, it is on level 1): so it gets what belongs there.
fn first_cell(cells: &mut [Cell]) {
    let letter = |cell: Option<&Cell>| cell.is_some_and(|cell| matches!(class(cell), BidiClass::R | BidiClass::AL));
    if letter(cells.first()) && letter(cells.last()) && cells.iter().all(|cell| width(cell) == 1) {
        for at in (1..cells.len()).rev() {
            super::swap(cells, at - 1, at);
        }
    }
}

/// Whether the cell is covered by a wide one on its left.
fn is_second_half(cells: &[Cell], at: usize) -> bool {
    at.checked_sub(1).and_then(|left| cells.get(left)).is_some_and(|left| width(left) == 2)
}
