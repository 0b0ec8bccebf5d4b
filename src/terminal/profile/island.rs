//! What a terminal's own reordering sees in a cell: its bidirectional class, and its width.

use ratatui::buffer::{Cell, CellDiffOption};
use unicode_bidi::BidiClass;

use crate::text::bidi::{mirrored, standard};

/// The bidirectional class of a cell: that of its first character (UAX #9, table 4).
pub(super) fn class(cell: &Cell) -> BidiClass {
    match cell.symbol().chars().next() {
        None | Some(' ') => BidiClass::WS,
        Some(c) => standard(c),
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

/// Whether a cell shows what a terminal may mirror.
pub(super) fn has_mirror(cell: &Cell) -> bool {
    cell.symbol().chars().next().is_some_and(|c| mirrored(c) != c)
}

/// Shows the mirror image of a bracket (UAX #9 L4), for a terminal that mirrors it once more.
pub(super) fn mirror(cell: &mut Cell) {
    if has_mirror(cell) {
        let mut chars = cell.symbol().chars();
        let symbol: String = chars.next().map(mirrored).into_iter().chain(chars).collect();
        cell.set_symbol(&symbol);
    }
}
