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
            even_out(run);
        }
        start += length.max(1);
    }
}

/// Whether the first letter that has a script of its own is right-to-left: then HarfBuzz takes the whole run for that.
fn leads(cell: &Cell) -> Option<bool> {
    match class(cell) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        // The digits of Arabic, Persian and Urdu count as such: kitty turns them around alone.
        BidiClass::AN => Some(true),
        BidiClass::EN if cell.symbol().starts_with(|c| ('\u{6F0}'..='\u{6F9}').contains(&c)) => Some(true),
        _ => None,
    }
}

/// COMBINING GRAPHEME JOINER: a mark that shows nothing.
const NOTHING: char = '\u{34F}';
/// Marks that kitty keeps in a cell.
const MARKS: usize = 3;

/// Gives every cell of a run with marks the same number of characters. kitty deals the glyphs of a turned run out to its
/// cells by the lengths of the cells in the other order; where those differ, marks and letters land in cells beside theirs.
fn even_out(run: &mut [Cell]) {
    let length = |cell: &Cell| cell.symbol().chars().count();
    let longest = run.iter().map(length).max().unwrap_or(1).min(MARKS + 1);
    if run.iter().all(|cell| length(cell) == longest) {
        return;
    }
    for cell in run {
        let missing = longest.saturating_sub(length(cell));
        if missing > 0 {
            let symbol: String = cell.symbol().chars().chain(std::iter::repeat_n(NOTHING, missing)).collect();
            cell.set_symbol(&symbol);
        }
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
