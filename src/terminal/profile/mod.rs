//! Profiles: from the cells as the eye should see them to the cells and sequences that make this terminal show them so.
//!
//! The rest of the program knows visual order only. A profile rewrites the rows of a finished frame that hold right-to-left
//! characters, before the frame is compared with the one the terminal has; what it writes depends on the row alone, so the
//! comparison stays true.

mod guard;
mod island;
mod logical;
#[cfg(test)]
mod tests;
mod word;

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

use crate::config::Profile;
use crate::text::bidi::may_run_right_to_left;

/// Asks whether the explicit mode is set (DECRQM).
pub(super) const EXPLICIT_QUERY: &str = "\x1b[8$p";

/// What tells the terminal, before the screen is cleared.
pub(super) fn set(profile: Profile) -> &'static str {
    match profile {
        // mlterm has other words for it; who does not know one of them passes it over.
        Profile::Explicit => "\x1b[8l\x1b]5379;use_ctl=false\x07",
        Profile::Konsole => "\x1b]50;BidiRenderingEnabled=false\x07",
        Profile::Visual | Profile::Guard | Profile::Kitty | Profile::Logical => "",
    }
}

/// What takes [`set`] back. What Konsole was set to before cannot be asked; reordering is its default.
pub(super) fn undo(profile: Profile) -> &'static str {
    match profile {
        Profile::Explicit => "\x1b[8h\x1b]5379;use_ctl=true\x07",
        Profile::Konsole => "\x1b]50;BidiRenderingEnabled=true\x07",
        Profile::Visual | Profile::Guard | Profile::Kitty | Profile::Logical => "",
    }
}

/// Whether the terminal itself moves cells of a row: such a row must be sent whole when anything in it changes, and nothing
/// may be moved on the screen. Konsole and mlterm repaint the cells that were sent, where they stood before the moving.
pub(super) fn moves_cells(profile: Profile) -> bool {
    profile == Profile::Logical
}

/// Rewrites a frame in visual order to what `profile` sends. Rows without right-to-left characters stay as they are.
pub(super) fn send(profile: Profile, buffer: &mut Buffer) {
    send_rows(profile, buffer, 0..u16::MAX);
}

/// As [`send`], for some rows of the frame.
pub(super) fn send_rows(profile: Profile, buffer: &mut Buffer, rows: Range<u16>) {
    let row = match profile {
        Profile::Visual | Profile::Explicit | Profile::Konsole => return,
        Profile::Guard => guard::row,
        Profile::Kitty => word::row,
        Profile::Logical => logical::row,
    };
    let width = usize::from(buffer.area.width).max(1);
    for cells in buffer.content.chunks_mut(width).take(rows.end.into()).skip(rows.start.into()) {
        if cells.iter().any(|cell| may_run_right_to_left(cell.symbol())) {
            row(cells);
        }
    }
}

/// Exchanges what two cells show and leaves their styles where they are: a colour belongs to the place that is seen.
fn swap(cells: &mut [Cell], a: usize, b: usize) {
    if a == b || a.max(b) >= cells.len() {
        return;
    }
    cells.swap(a, b);
    let (left, right) = cells.split_at_mut(a.max(b));
    if let (Some(one), Some(other)) = (left.get_mut(a.min(b)), right.first_mut()) {
        std::mem::swap(&mut one.fg, &mut other.fg);
        std::mem::swap(&mut one.bg, &mut other.bg);
        std::mem::swap(&mut one.modifier, &mut other.modifier);
    }
}

/// Turns a stretch of cells around, the styles apart.
fn turn(cells: &mut [Cell]) {
    let length = cells.len();
    for at in 0..length / 2 {
        swap(cells, at, length - 1 - at);
    }
}
