//! What a terminal's own reordering sees in a cell: the direction of its first character, and its width.

use ratatui::buffer::{Cell, CellDiffOption};
use unicode_bidi::{BidiClass, bidi_class};

/// What counts of the bidirectional class (UAX #9, table 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// L.
    Left,
    /// R and AL.
    Right,
    /// EN and AN.
    Number,
    /// ES, ET and CS: part of a number between or beside its digits.
    NumberSign,
    /// Everything else.
    Neutral,
}

/// The class of a cell that shows `symbol`.
pub(super) fn class(symbol: &str) -> Class {
    match symbol.chars().next() {
        None | Some(' ') => Class::Neutral,
        Some(c) => match bidi_class(c) {
            BidiClass::L => Class::Left,
            BidiClass::R | BidiClass::AL => Class::Right,
            BidiClass::EN | BidiClass::AN => Class::Number,
            BidiClass::ES | BidiClass::ET | BidiClass::CS => Class::NumberSign,
            _ => Class::Neutral,
        },
    }
}

/// The cells that a cell was laid out with.
pub(super) fn width(cell: &Cell) -> u16 {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(width) => width.get(),
        _ => 1,
    }
}

/// Shows the mirror image of a bracket (UAX #9 L4), for a terminal that mirrors it once more.
pub(super) fn mirror(cell: &mut Cell) {
    let mut chars = cell.symbol().chars();
    if let Some(c) = chars.next()
        && let mirrored = crate::text::bidi::mirrored(c)
        && mirrored != c
    {
        let symbol: String = std::iter::once(mirrored).chain(chars).collect();
        cell.set_symbol(&symbol);
    }
}
