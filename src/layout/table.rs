//! A table as columns of cells, each cell in its own direction, columns in the order of the block's direction.

use super::block::{Analysed, Line, Part, Role};
use crate::document::{Block, Kind};

const GAP: u16 = 2;
/// Columns narrower than this are not worth reading: the cells are then put one under the other.
const NARROWEST: u16 = 5;

/// The lines of the table `block` in `width` cells.
pub(super) fn lines(block: &Block, analysed: &Analysed, width: u16) -> Vec<Line> {
    let columns = block.rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths = widths(block, analysed, width, columns);
    let mut lines = Vec::new();
    let mut cell = 0;
    for (index, cells) in block.rows.iter().enumerate() {
        let role = if index == 0 && block.kind == Kind::Table { Role::Header } else { Role::Text };
        let texts = analysed.texts.get(cell..cell + cells.len()).unwrap_or(&[]);
        cell += cells.len();
        let first = lines.len();
        for (column, text) in texts.iter().enumerate() {
            let (x, cell_width) = match &widths {
                Some(widths) => place(widths, column, width, block.direction.is_rtl()),
                None => (0, width),
            };
            let top = if widths.is_some() { first } else { lines.len() };
            for (down, row) in text.rows(&block.text, cell_width).into_iter().enumerate() {
                if lines.len() <= top + down {
                    lines.push(Line::default());
                }
                lines[top + down].parts.push(Part { role, column: x, offset: text.offset, row });
            }
        }
        if lines.len() == first {
            lines.push(Line::default());
        }
    }
    if lines.is_empty() {
        lines.push(Line::default());
    }
    lines
}

/// Where column `column` stands and how wide it is; the first column is on the side where the direction starts.
fn place(widths: &[u16], column: usize, width: u16, rtl: bool) -> (u16, u16) {
    let own = widths.get(column).copied().unwrap_or(1);
    let before: u16 = widths.iter().take(column).map(|w| w + GAP).sum();
    (if rtl { width.saturating_sub(before + own) } else { before }, own)
}

/// The cells of every column: as wide as the widest cell where all fit, else narrow columns whole and the rest shared out
/// in proportion; none when the columns would be too narrow to read.
fn widths(block: &Block, analysed: &Analysed, width: u16, columns: usize) -> Option<Vec<u16>> {
    let gaps = GAP.checked_mul(u16::try_from(columns).ok()?.saturating_sub(1))?;
    let room = width.checked_sub(gaps)?;
    let mut natural = vec![1u16; columns];
    let mut cell = 0;
    for cells in &block.rows {
        for (column, _) in cells.iter().enumerate() {
            if let Some(text) = analysed.texts.get(cell) {
                let widest = text
                    .rows(&block.text, room.max(1))
                    .iter()
                    .map(|row| row.clusters.iter().map(|c| u16::from(c.width)).sum())
                    .max()
                    .unwrap_or(1);
                natural[column] = natural[column].max(widest);
            }
            cell += 1;
        }
    }
    let total: u16 = natural.iter().fold(0, |sum, w| sum.saturating_add(*w));
    if total <= room {
        return Some(natural);
    }
    let fair = room / u16::try_from(columns).ok()?.max(1);
    if fair < NARROWEST {
        return None;
    }
    // Columns at or below their fair share keep their width; what is left is shared by the others in proportion.
    let kept: u16 = natural.iter().filter(|w| **w <= fair).sum();
    let wide: u32 = natural.iter().filter(|w| **w > fair).map(|w| u32::from(*w)).sum();
    let left = u32::from(room - kept);
    Some(
        natural
            .iter()
            .map(|w| {
                if *w <= fair {
                    *w
                } else {
                    u16::try_from(u32::from(*w) * left / wide.max(1)).unwrap_or(fair).max(NARROWEST.min(fair))
                }
            })
            .collect(),
    )
}
