//! Pieces on one line, and tables whose cells hold pieces.

use super::{Cell, Piece, Role};

/// Columns that a row may have: Word draws 63.
const COLUMNS: usize = 64;
/// Cells of one table that are read; a table of more is cut there.
const CELLS: usize = 200_000;

/// The text of these pieces on one line, and the notes among them.
pub(in crate::import) fn flat(pieces: Vec<Piece>) -> (Cell, Vec<Piece>) {
    let (mut cell, mut notes) = (Cell::default(), Vec::new());
    for piece in pieces {
        if matches!(piece.role, Role::Note(_)) {
            notes.push(piece);
            continue;
        }
        if let Some(label) = &piece.label {
            set_off(&mut cell.text);
            cell.text.push_str(label);
        }
        let own = Cell { text: piece.text, spans: piece.spans };
        for part in std::iter::once(own).chain(piece.rows.into_iter().flatten()) {
            if !part.text.is_empty() {
                set_off(&mut cell.text);
            }
            let at = cell.text.len();
            cell.text.push_str(&part.text);
            cell.spans.extend(part.spans.into_iter().map(|mut span| {
                (span.start, span.end) = (span.start + at, span.end + at);
                span
            }));
        }
    }
    (cell, notes)
}

/// A space after what stands there already.
fn set_off(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// A table while it is read.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Grid {
    rows: Vec<Vec<Slot>>,
    cells: usize,
}

/// A cell with what it holds.
#[derive(Clone, Debug, Default)]
struct Slot {
    columns: usize,
    pieces: Vec<Piece>,
}

impl Grid {
    /// Begins a row.
    pub fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Adds a cell that covers so many columns of the grid. Cells beyond what a table may have are left out.
    pub fn cell(&mut self, columns: usize, pieces: Vec<Piece>) {
        if self.rows.is_empty() {
            self.row();
        }
        let Some(row) = self.rows.last_mut() else { return };
        let used: usize = row.iter().map(|slot| slot.columns).sum();
        let columns = columns.max(1).min(COLUMNS.saturating_sub(used).max(1));
        if self.cells < CELLS {
            self.cells += columns;
            row.push(Slot { columns, pieces });
        }
    }

    /// The table as a piece with the notes that its cells call; or what it holds, where it is a frame around text: where no
    /// row has two cells with something in them.
    pub fn pieces(self, line: usize) -> Vec<Piece> {
        let filled = |row: &Vec<Slot>| row.iter().filter(|slot| slot.pieces.iter().any(Piece::has_text)).count();
        if self.rows.iter().all(|row| filled(row) < 2) {
            return self.rows.into_iter().flatten().flat_map(|slot| slot.pieces).collect();
        }
        let (mut rows, mut notes) = (Vec::with_capacity(self.rows.len()), Vec::new());
        for row in self.rows {
            let mut out: Vec<Cell> = Vec::new();
            for slot in row {
                let (cell, mut called) = flat(slot.pieces);
                notes.append(&mut called);
                out.push(cell);
                out.resize_with(out.len() + slot.columns - 1, Cell::default);
            }
            rows.push(out);
        }
        let table = Piece { role: Role::Table, rows, line, ..Piece::default() };
        std::iter::once(table).chain(notes).collect()
    }
}
