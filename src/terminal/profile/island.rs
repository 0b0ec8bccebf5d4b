//! What a terminal's own reordering sees in a cell: its bidirectional class, and its width.

use ratatui::buffer::{Cell, CellDiffOption};
use unicode_bidi::{BidiClass, bidi_class};

/// The bidirectional class of a cell: that of its first character (UAX #9, table 4).
pub(super) fn class(cell: &Cell) -> BidiClass {
    match cell.symbol().chars().next() {
        None | Some(' ') => BidiClass::WS,
        Some(c) => bidi_class(c),
    }
}

/// Whether the algorithm moves such a cell in a left-to-right row: a right-to-left letter or an Arabic number.
pub(super) fn moves(cell: &Cell) -> bool {
    matches!(class(cell), BidiClass::R | BidiClass::AL | BidiClass::AN)
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
