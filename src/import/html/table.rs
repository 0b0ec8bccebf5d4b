//! Tables: which of them hold data, and their cells in columns.

use super::element;
use super::tree::{NodeId, Tree};
use crate::import::build::Cell;

/// Bytes of text in a cell from which on the table is a page laid out in columns.
const LONG: usize = 3_000;
/// How many empty places a table may have for every cell; spans that ask for more are not followed.
const PLACES: usize = 16;

/// A cell in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Spanned {
    /// The element.
    pub(in crate::import) node: NodeId,
    /// Columns that it takes.
    pub(in crate::import) across: usize,
    /// Rows that it takes.
    pub(in crate::import) down: usize,
}

/// The rows of a table, each with its cells; none where the table only lays out a page: where it says so, holds headings or
/// tables, has one cell, or cells as long as pages.
pub(in crate::import) fn rows(tree: &Tree, table: NodeId) -> Option<Vec<Vec<Spanned>>> {
    let role = tree.attribute(table, "role").unwrap_or("").trim();
    if role.eq_ignore_ascii_case("presentation") || role.eq_ignore_ascii_case("none") {
        return None;
    }
    let mut rows: Vec<Vec<Spanned>> = Vec::new();
    let mut length = 0;
    for node in tree.inside(table).skip(1) {
        if tree.name(node) == "table" || element::heading(tree, node).is_some() {
            return None;
        }
        match tree.name(node) {
            "tr" => rows.push(Vec::new()),
            "td" | "th" if !element::is_hidden(tree, node) => {
                let span = |name| tree.attribute(node, name).and_then(|value| value.trim().parse::<usize>().ok());
                // The standard's own bounds; a rowspan of 0 reaches to the end (HTML Standard, 4.9.11).
                let across = span("colspan").unwrap_or(1).clamp(1, 1_000);
                let down = span("rowspan").unwrap_or(1).min(65_534);
                let down = if down == 0 { 65_534 } else { down };
                length = 0;
                match rows.last_mut() {
                    Some(row) => row.push(Spanned { node, across, down }),
                    None => rows.push(vec![Spanned { node, across, down }]),
                }
            }
            _ => {
                length += tree.text(node).map_or(0, str::len);
                if length > LONG {
                    return None;
                }
            }
        }
    }
    rows.retain(|row| !row.is_empty());
    (rows.iter().map(Vec::len).sum::<usize>() > 1).then_some(rows)
}

/// Cells at their columns, empty ones where others reach into their places; columns in which no cell begins are left out. The
/// second is whether spans were too many to be followed.
pub(in crate::import) fn grid(rows: &[Vec<Spanned>], mut cell: impl FnMut(NodeId) -> Cell) -> (Vec<Vec<Cell>>, bool) {
    let count: usize = rows.iter().map(Vec::len).sum();
    let Some(starts) = starts(rows, count.saturating_mul(PLACES).saturating_add(1_000)) else {
        let plain = rows.iter().map(|row| row.iter().map(|one| cell(one.node)).collect()).collect();
        return (plain, true);
    };
    let mut columns: Vec<usize> = starts.iter().flatten().copied().collect();
    columns.sort_unstable();
    columns.dedup();
    let places = columns.len().saturating_mul(rows.len());
    if places > count.saturating_mul(PLACES).saturating_add(1_000) {
        let plain = rows.iter().map(|row| row.iter().map(|one| cell(one.node)).collect()).collect();
        return (plain, true);
    }
    let mut out = Vec::with_capacity(rows.len());
    for (row, starts) in rows.iter().zip(&starts) {
        let mut cells: Vec<Cell> = vec![Cell::default(); columns.len()];
        for (one, start) in row.iter().zip(starts) {
            if let Some(place) = columns.binary_search(start).ok().and_then(|at| cells.get_mut(at)) {
                *place = cell(one.node);
            }
        }
        out.push(cells);
    }
    (out, false)
}

/// The column in which each cell begins; none when that takes more than `budget` steps.
fn starts(rows: &[Vec<Spanned>], budget: usize) -> Option<Vec<Vec<usize>>> {
    // For every column, how many rows from here on it is taken.
    let mut taken: Vec<usize> = Vec::new();
    let mut steps = 0;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut at = 0;
        let mut starts = Vec::with_capacity(row.len());
        for one in row {
            while taken.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            starts.push(at);
            for column in at..at + one.across {
                if taken.len() <= column {
                    taken.resize(column + 1, 0);
                }
                if let Some(rows) = taken.get_mut(column) {
                    *rows = one.down;
                }
            }
            at += one.across;
            steps += one.across;
        }
        steps += taken.len();
        if steps > budget.saturating_mul(64) {
            return None;
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        out.push(starts);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Spanned, grid};
    use crate::import::build::Cell;

    fn drawn(rows: &[&[(usize, usize)]]) -> (Vec<String>, bool) {
        let mut node = 0;
        let rows: Vec<Vec<Spanned>> = rows
            .iter()
            .map(|row| {
                let cell = |(across, down): &(usize, usize)| {
                    node += 1;
                    Spanned { node, across: *across, down: *down }
                };
                row.iter().map(cell).collect()
            })
            .collect();
        let (cells, plain) = grid(&rows, |node| Cell::from(node.to_string().as_str()));
        (
            cells
                .iter()
                .map(|row| row.iter().map(|c| if c.text.is_empty() { "-" } else { &c.text }).collect())
                .collect(),
            plain,
        )
    }

    #[test]
    fn spans_leave_empty_places() {
        let (rows, _) = drawn(&[&[(1, 2), (2, 1)], &[(1, 1), (1, 1)], &[(3, 1)]]);
        assert_eq!(rows, ["12-", "-34", "5--"]);
    }

    #[test]
    fn a_cell_across_columns_that_nothing_else_has_is_one_column() {
        assert_eq!(drawn(&[&[(9, 1)], &[(9, 1)]]).0, ["1", "2"]);
    }

    #[test]
    fn spans_beyond_all_bounds_are_not_followed() {
        let wide: Vec<Vec<(usize, usize)>> = (0..3_000).map(|n| vec![(1 + n % 1_000, 65_534), (1, 1)]).collect();
        let rows: Vec<&[(usize, usize)]> = wide.iter().map(Vec::as_slice).collect();
        let (rows, plain) = drawn(&rows);
        assert!(plain && rows.len() == 3_000 && rows[0] == "12", "{plain} {}", rows.len());
    }
}
