//! `kitty`: it shapes a stretch of cells without a blank as one run and turns a right-to-left run around in place.

use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use unicode_bidi::BidiClass;

use super::island::{class, mirror, width};

/// Turns around every such stretch that kitty will turn back.
pub(super) fn row(cells: &mut [Cell]) {
    let mut start = 0;
    while start < cells.len() {
        let length = run(cells.get(start..).unwrap_or_default());
        if let Some(run) = cells.get_mut(start..start + length)
            && run.iter().find_map(leads) == Some(true)
        {
            super::turn(run);
            run.iter_mut().for_each(mirror);
        }
        start += length.max(1);
    }
}

/// Whether the first letter that has a script of its own is right-to-left: then HarfBuzz takes the whole run for that.
fn leads(cell: &Cell) -> Option<bool> {
    match class(cell) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        // The digits of Persian and Urdu belong to the Arabic script.
        BidiClass::EN if cell.symbol().starts_with(|c| ('\u{6F0}'..='\u{6F9}').contains(&c)) => Some(true),
        _ => None,
    }
}

/// How many of the first cells make a run: no blank, no wide cell, nothing kitty draws itself, one font.
fn run(cells: &[Cell]) -> usize {
    let font = |cell: &Cell| cell.modifier & (Modifier::BOLD | Modifier::ITALIC);
    let Some(first) = cells.first() else { return 0 };
    cells.iter().take_while(|cell| is_joined(cell) && font(cell) == font(first)).count()
}

fn is_joined(cell: &Cell) -> bool {
    let drawn = |c: char| matches!(c, ' ' | '\u{2500}'..='\u{259F}' | '\u{2800}'..='\u{28FF}');
    width(cell) == 1 && !cell.symbol().chars().next().is_none_or(drawn)
}
