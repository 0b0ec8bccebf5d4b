//! Tables as rows of cells in the grid, or as the paragraphs that a frame of one column is drawn around.

use super::tree::{Item, Table};

/// Columns that a row may have: Word draws 63.
const COLUMNS: usize = 64;

impl Table {
    /// Whether it is a frame around text: no row has two cells with something in them.
    pub(super) fn is_frame(&self) -> bool {
        let filled = |items: &[Item]| items.iter().any(Item::has_text);
        !self.rows.iter().any(|row| row.cells.iter().filter(|cell| filled(&cell.items)).count() > 1)
    }

    /// The columns before each cell of a row and after the last one, in the grid, as far as a row reaches.
    pub(super) fn columns(cells: usize, wanted: usize) -> usize {
        wanted.max(1).min(COLUMNS.saturating_sub(cells).max(1))
    }
}

impl Item {
    /// Whether there is text in it.
    pub(super) fn has_text(&self) -> bool {
        match self {
            Self::Paragraph(paragraph) => {
                super::note::has_text(paragraph)
                    || !paragraph.calls.is_empty()
                    || paragraph.boxes.iter().any(Self::has_text)
            }
            Self::Chunk(_) => true,
            Self::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.items.iter().any(Self::has_text))
            }
        }
    }
}
