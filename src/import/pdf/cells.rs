//! The rows of a table, from the lines that stand in its columns.

use super::column::Row;
use super::line::Chunk;
use super::table::column_of;

/// The cells of a row, from left to right.
type Cells = Vec<Vec<Chunk>>;

/// Lines of one column that stand closely one under the other.
#[derive(Debug)]
struct Group {
    column: usize,
    chunks: Vec<Chunk>,
    /// The height of its first line and of its last one.
    top: f64,
    bottom: f64,
    size: f64,
}

/// The rows of cells of a table with these columns; `lines` are the heights of the lines drawn in it.
pub(super) fn rows(rows: Vec<Row>, columns: &[(f64, f64)], lines: &[f64], rtl: bool) -> Vec<Cells> {
    let head = if rtl { columns.len().saturating_sub(1) } else { 0 };
    let bases: Vec<f64> = rows.iter().filter_map(|row| row.first()).map(|chunk| chunk.base).collect();
    let steps = steps(bases.iter().copied());
    let close = steps.get(steps.len() / 10).copied().unwrap_or(0.0);
    let is_even = steps.iter().all(|step| *step < 1.12 * close);
    let parted = |above: f64, base: f64| lines.iter().any(|line| *line < above && *line > base);
    let mut of: Vec<Vec<Chunk>> = vec![Vec::new(); columns.len()];
    let mut out = Vec::new();
    let mut before: Option<f64> = None;
    // Pieces of one cell that stand on one line are read in the direction of the text.
    let rows = rows.into_iter().map(|mut row| {
        if rtl {
            row.reverse();
        }
        row
    });
    if is_even {
        // Nothing but the text says what are lines of one row.
        for row in rows {
            let Some((base, size)) = row.first().map(|chunk| (chunk.base, chunk.size)) else { continue };
            let mut cells: Cells = vec![Vec::new(); columns.len()];
            for chunk in row {
                if let Some(cell) = cells.get_mut(column_of(columns, &chunk)) {
                    cell.push(chunk);
                }
            }
            let first = cells.get(head).and_then(|cell| cell.first());
            let starts_low = first.is_none_or(|chunk| starts_low(chunk, rtl, true));
            let is_close = before.is_some_and(|above| above - base < 1.35 * size && !parted(above, base));
            before = Some(base);
            match out.last_mut().filter(|_| is_close && starts_low) {
                Some(last) => add(last, cells),
                None => out.push(cells),
            }
        }
        return out;
    }
    for chunk in rows.flatten() {
        if let Some(column) = of.get_mut(column_of(columns, &chunk)) {
            column.push(chunk);
        }
    }
    // Lines of a column belong together where others stand further apart.
    let steps = of.iter().flat_map(|column| self::steps(column.iter().map(|chunk| chunk.base))).collect();
    let steps = sorted(steps);
    let close = steps.get(steps.len() / 10).copied().unwrap_or(0.0);
    let mut groups: Vec<Group> = Vec::new();
    for (column, chunks) in of.into_iter().enumerate() {
        let first = groups.len();
        for chunk in chunks {
            let goes_on = groups.get(first..).and_then(<[Group]>::last).is_some_and(|group| {
                let step = group.bottom - chunk.base;
                let is_close = step < 1.35 * chunk.size && !parted(group.bottom, chunk.base);
                step.abs() < 1.0 || is_close && (step < 1.1 * close || starts_low(&chunk, rtl, column == head))
            });
            match groups.last_mut().filter(|_| goes_on) {
                Some(group) => {
                    group.bottom = chunk.base;
                    group.chunks.push(chunk);
                }
                None => groups.push(Group {
                    column,
                    top: chunk.base,
                    bottom: chunk.base,
                    size: chunk.size,
                    chunks: vec![chunk],
                }),
            }
        }
    }
    clustered(ruled(groups, lines, rtl), columns.len(), head)
}

/// Where drawn lines part the rows, cells that are set in the middle of theirs begin with it.
fn ruled(mut groups: Vec<Group>, lines: &[f64], rtl: bool) -> Vec<Group> {
    groups.sort_by(|a, b| b.top.total_cmp(&a.top).then(a.column.cmp(&b.column)));
    let band = |group: &Group| lines.partition_point(|line| *line < group.top);
    let mut out: Vec<Group> = Vec::new();
    let mut rest = groups.into_iter().peekable();
    while let Some(first) = rest.next() {
        let own = band(&first);
        let mut row = vec![first];
        while let Some(group) = rest.next_if(|group| band(group) == own) {
            row.push(group);
        }
        if !lines.is_empty() && is_one_row(&row, rtl) {
            let top = row.iter().map(|group| group.top).fold(f64::NEG_INFINITY, f64::max);
            let from = out.len();
            for group in row {
                let same = out.get_mut(from..).unwrap_or_default().iter_mut().find(|own| own.column == group.column);
                match same {
                    Some(same) => {
                        same.bottom = group.bottom;
                        same.chunks.extend(group.chunks);
                    }
                    None => out.push(Group { top, ..group }),
                }
            }
        } else {
            out.extend(row);
        }
    }
    out
}

/// Whether what stands between two drawn lines is one row: words over some lines, and beside their middle what has one.
fn is_one_row(groups: &[Group], rtl: bool) -> bool {
    let top = groups.iter().map(|group| group.top).fold(f64::NEG_INFINITY, f64::max);
    let bottom = groups.iter().map(|group| group.bottom).fold(f64::INFINITY, f64::min);
    // Of each column: its lines, and where the last one stands.
    let mut of: Vec<(usize, usize, f64)> = Vec::new();
    for group in groups {
        let bases = group.chunks.chunk_by(|one, other| (one.base - other.base).abs() < 1.0).count();
        match of.iter_mut().find(|(column, ..)| *column == group.column) {
            Some((_, lines, _)) => *lines += bases,
            None => of.push((group.column, bases, group.top)),
        }
    }
    let is_middle =
        |base: f64| groups.first().is_some_and(|group| (base - f64::midpoint(top, bottom)).abs() < 0.6 * group.size);
    let has_words = |column: usize| {
        let chunks = || groups.iter().filter(|group| group.column == column).flat_map(|group| &group.chunks);
        let words = chunks().filter(|chunk| chunk.text(rtl).text.contains(char::is_alphabetic)).count();
        words * 2 > chunks().count()
    };
    of.iter().any(|(_, lines, _)| *lines == 1)
        && of.iter().any(|(_, lines, _)| *lines > 1)
        && of.iter().all(|(column, lines, base)| if *lines == 1 { is_middle(*base) } else { has_words(*column) })
}

/// Groups that begin on one line are of one row, and so is what begins beside them where the row has nothing in its column yet:
/// a cell that is set lower. Anything else that begins lower opens a row of its own, with nothing in its first column.
fn clustered(mut groups: Vec<Group>, columns: usize, head: usize) -> Vec<Cells> {
    groups.sort_by(|a, b| b.top.total_cmp(&a.top).then((a.column != head).cmp(&(b.column != head))));
    let mut out: Vec<Cells> = Vec::new();
    // The height of the row that is open, and of its last line.
    let (mut top, mut low) = (f64::INFINITY, f64::INFINITY);
    // The row that was opened by its first column, and the last line there.
    let (mut headed, mut bottom) = (0, f64::INFINITY);
    for group in groups {
        let is_free = |cells: Option<&Cells>| {
            cells.and_then(|cells| cells.get(group.column)).is_some_and(std::vec::Vec::is_empty)
        };
        let is_here = (top - group.top < 0.6 * group.size || group.top > low - 0.1 * group.size) && is_free(out.last());
        let is_beside = group.column != head && group.top > bottom - 0.5 * group.size && is_free(out.get(headed));
        let at = match (is_here, is_beside) {
            (true, _) => out.len() - 1,
            (false, true) => headed,
            (false, false) => {
                (top, low) = (group.top, group.bottom);
                out.push(vec![Vec::new(); columns]);
                out.len() - 1
            }
        };
        if at + 1 == out.len() {
            low = low.min(group.bottom);
        }
        if group.column == head {
            (headed, bottom) = (at, group.bottom);
        }
        if let Some(cell) = out.get_mut(at).and_then(|cells| cells.get_mut(group.column)) {
            cell.extend(group.chunks);
        }
    }
    out
}

/// Whether a line starts as lines in the middle of a sentence do; in the first column also with a bracket.
fn starts_low(chunk: &Chunk, rtl: bool, is_head: bool) -> bool {
    chunk.text(rtl).text.chars().next().is_some_and(|c| c.is_lowercase() || is_head && c == '(')
}

fn add(last: &mut Cells, cells: Cells) {
    last.iter_mut().zip(cells).for_each(|(cell, more)| cell.extend(more));
}

/// The distances between lines that follow each other, the smallest first.
fn steps(bases: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    let steps = bases.clone().zip(bases.skip(1)).map(|(above, base)| above - base);
    sorted(steps.filter(|step| *step > 1.0).collect())
}

fn sorted(mut steps: Vec<f64>) -> Vec<f64> {
    steps.sort_by(f64::total_cmp);
    steps
}
