//! Tables that became lines: one tabbed cell a line, or the cells of a row between tabs.

use super::label::{Mark, label};
use super::line::Line;

/// A table and where it ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// The index of the first line after it.
    pub next: usize,
    /// How many cells went on on a further line.
    pub continued: usize,
    /// Whether its rows have different numbers of cells.
    pub ragged: bool,
}

/// Looks for a table at `lines[at]`. `Err` says up to which line it is certain that none starts, so that no line is read twice.
pub(super) fn find(lines: &[Line<'_>], at: usize) -> Result<Found, usize> {
    match flattened(lines, at) {
        Ok(found) => Ok(found),
        Err(0) => separated(lines, at),
        Err(next) => Err(next),
    }
}

/// A cell of a flattened table: one tab in front, nothing that looks like the number of a heading.
fn is_cell(line: &Line<'_>) -> bool {
    line.tabs() == 1 && !line.is_blank() && !line.text.contains('\t') && !is_labelled(line.text)
}

fn is_labelled(text: &str) -> bool {
    label(text).is_some_and(|l| !matches!(l.mark, Mark::Bare(_) | Mark::Star | Mark::Bullet))
}

/// One cell a line, a blank line between the rows. A line without a tab goes on with the cell above it when that ended in a
/// tab, or when the row is not full and a cell follows.
fn flattened(lines: &[Line<'_>], at: usize) -> Result<Found, usize> {
    if !lines.get(at).is_some_and(is_cell) {
        return Err(0);
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut row, mut continued): (Vec<String>, usize) = (Vec::new(), 0);
    let (mut i, mut end) = (at, at);
    while let Some(line) = lines.get(i) {
        let above_open = i > at && lines.get(i - 1).is_some_and(|l| l.tail_tab && !l.is_blank());
        let goes_on = || {
            let columns = rows.first().map_or(usize::MAX, Vec::len);
            row.len() < columns && columns != usize::MAX && lines.get(i + 1).is_some_and(is_cell)
        };
        if line.is_blank() {
            if !row.is_empty() {
                rows.push(std::mem::take(&mut row));
            }
            // One blank line parts rows, more of them end the table.
            if !lines.get(i + 1).is_some_and(is_cell) {
                break;
            }
        } else if is_cell(line) {
            row.push(line.text.to_owned());
            end = i + 1;
        } else if line.tabs() == 0 && !row.is_empty() && !is_labelled(line.text) && (above_open || goes_on()) {
            if let Some(cell) = row.last_mut() {
                cell.push(' ');
                cell.push_str(line.text);
            }
            continued += 1;
            end = i + 1;
        } else {
            break;
        }
        i += 1;
    }
    if !row.is_empty() {
        rows.push(row);
    }
    let columns = rows.first().map_or(0, Vec::len);
    let same = rows.iter().filter(|r| r.len() == columns).count();
    let cells: usize = rows.iter().map(Vec::len).sum();
    let letters: usize = rows.iter().flatten().map(|c| c.chars().count()).sum();
    let is_table = rows.len() >= 2 && columns >= 2 && same * 10 >= rows.len() * 8 && letters <= cells * 150;
    if is_table {
        Ok(Found { rows, next: end, continued, ragged: same < cells.div_ceil(columns) })
    } else {
        Err(end.max(at + 1))
    }
}

/// The cells of a row between tabs, at least two rows of the same number of columns.
fn separated(lines: &[Line<'_>], at: usize) -> Result<Found, usize> {
    let columns = |line: &Line<'_>| {
        let inner = memchr::memchr_iter(b'\t', line.text.as_bytes()).count();
        if inner == 0 {
            return None;
        }
        let is_item = label(line.text).is_some_and(|l| !matches!(l.mark, Mark::Bare(_)));
        (!is_item).then_some(line.tabs() + inner + 1)
    };
    let Some(width) = lines.get(at).and_then(columns) else { return Err(at + 1) };
    let end = at + lines[at..].iter().take_while(|l| columns(l) == Some(width)).count();
    let rows: Vec<Vec<String>> = lines[at..end]
        .iter()
        .map(|line| {
            let empty = std::iter::repeat_n(String::new(), line.tabs());
            empty.chain(line.text.split('\t').map(|cell| cell.trim_matches(' ').to_owned())).collect()
        })
        .collect();
    // Two columns of a number and a sentence are paragraphs that lost their dashes.
    let is_numbered =
        width == 2 && rows.iter().all(|r| r[0].chars().all(char::is_numeric) && r[1].chars().count() > 40);
    if rows.len() < 2 || is_numbered {
        return Err(end);
    }
    Ok(Found { rows, next: end, continued: 0, ragged: false })
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::{Found, find};

    fn at_first(text: &str) -> Result<Found, usize> {
        find(&lines(text), 0)
    }

    #[test]
    fn one_cell_a_line_with_a_cell_that_goes_on() {
        let found =
            at_first("\tparty\n\tseats\n\n\tReeds\t\n(Qamış)\n\t12\n \n\tRiver\n\t3\n\n\n5-\tNext").expect("a table");
        assert_eq!(found.rows, [["party", "seats"], ["Reeds (Qamış)", "12"], ["River", "3"]]);
        assert_eq!((found.next, found.continued, found.ragged), (9, 1, false));
    }

    #[test]
    fn cells_between_tabs() {
        let found = at_first("Town\tFolk\tBoats\nArda\t120\t3\nBelen\t80\t11\ntext").expect("a table");
        assert_eq!(found.rows[2], ["Belen", "80", "11"]);
        assert_eq!(found.next, 3);
    }

    #[test]
    fn paragraphs_are_no_tables() {
        for text in [
            "1.\tOne.\n2.\tTwo.",
            "\tIt was a dark night.\n\tThe wind blew.\n\tNobody slept.",
            "\tأولاً-\tعنوان\n\tألف-\tعنوان",
            "12\tThis paragraph lost its dash and is long enough to be one.\n13\tThis paragraph lost its dash as well, and so on.",
        ] {
            assert!(at_first(text).is_err(), "{text}");
        }
    }
}
