//! Rows and cells of text files.

/// A row, and the 1-based line on which it begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::import) struct Row {
    pub(in crate::import) line: usize,
    pub(in crate::import) cells: Vec<String>,
}

/// Cells of a row that are read.
const CELLS: usize = 256;

/// Bytes of a file from which its separator is found.
const SEEN: usize = 16_384;

/// What separates the columns: the tab, semicolon, comma or bar that stands oftenest outside quotes, line by line the same.
pub(super) fn separator(text: &str) -> char {
    let end = (0..=SEEN.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let head = text.get(..end).unwrap_or("");
    let score = |separator: char| -> usize {
        let mut said = |_: usize, _: String| {};
        let rows = rows(head, separator, &mut said);
        let widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
        let most = widths.first().copied().unwrap_or(0);
        if most < 2 { 0 } else { widths.iter().filter(|width| **width == most).count() * most.min(16) }
    };
    let best = ['\t', ',', ';', '|'].into_iter().rev().max_by_key(|separator| score(*separator));
    best.filter(|separator| score(*separator) > 0).unwrap_or(',')
}

/// The rows of `text`. A cell that begins with a quotation mark ends at the next one that is not doubled (RFC 4180); between tabs
/// only one whose mark stands before a separator or line end is quoted, since most such files quote nothing. Lines that hold
/// nothing are no rows.
pub(super) fn rows(text: &str, separator: char, warn: &mut dyn FnMut(usize, String)) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while !rest.is_empty() {
        let mut row = Row { line, cells: Vec::new() };
        let mut cut = 0_usize;
        loop {
            let (cell, after, lines) = cell(rest, separator, line, warn);
            line += lines;
            if row.cells.len() < CELLS {
                row.cells.push(cell)
            } else {
                cut += 1
            }
            rest = after;
            match rest.strip_prefix(separator) {
                Some(after) => rest = after,
                None => break,
            }
        }
        if cut > 0 {
            warn(row.line, format!("{cut} cells over {CELLS} are left out"));
        }
        let ended = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
        if let Some(after) = ended {
            line += 1;
            rest = after;
        }
        if row.cells.len() > 1 || row.cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(row);
        }
    }
    rows
}

/// The cell that `text` begins with, what follows it (a separator, a line end or nothing), and how many line ends it has.
fn cell<'t>(
    text: &'t str,
    separator: char,
    line: usize,
    warn: &mut dyn FnMut(usize, String),
) -> (String, &'t str, usize) {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(separator) || rest.starts_with(['\n', '\r']);
    if let Some(inner) = text.strip_prefix('"')
        && let Some((cell, after)) = quoted(inner, separator == '\t')
    {
        if ends(after) {
            let lines = cell.matches('\n').count();
            return (cell, after, lines);
        }
        if separator != '\t' {
            // What stands behind the closing mark belongs to the cell, as far as anything does.
            let end = after.find([separator, '\n', '\r']).unwrap_or(after.len());
            let (tail, after) = after.split_at(end);
            warn(line, "text behind a closing quotation mark; it was added to the cell".to_owned());
            let lines = cell.matches('\n').count();
            return (cell + tail, after, lines);
        }
    } else if text.starts_with('"') && separator != '\t' {
        warn(line, "a quotation mark that does not close; the cell ends with its line".to_owned());
    }
    let end = text.find([separator, '\n', '\r']).unwrap_or(text.len());
    let (cell, after) = text.split_at(end);
    (cell.to_owned(), after, 0)
}

/// Bytes in which a quoted cell must close.
const QUOTED: usize = 1 << 20;

/// What stands before the closing mark, doubled marks made one, and what follows it; none where no mark closes, in the same line if
/// `one_line`.
fn quoted(text: &str, one_line: bool) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let at = rest.find('"')?;
        let (part, after) = (rest.get(..at)?, rest.get(at + 1..)?);
        if one_line && part.contains(['\n', '\r']) || cell.len() > QUOTED {
            return None;
        }
        cell.push_str(part);
        match after.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                rest = after;
            }
            None => return Some((cell, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, separator: char, expected: &[&[&str]]) {
        let found = rows(text, separator, &mut |_, _| {});
        let cells: Vec<Vec<&str>> = found.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect();
        assert_eq!(cells, expected, "{text:?}");
    }

    #[test]
    fn quotes_are_read_as_the_rules_say() {
        check("a,b\r\n\"x, \"\"y\"\"\",z\n", ',', &[&["a", "b"], &["x, \"y\"", "z"]]);
        check("\"two\nlines\",b\n\nc,d", ',', &[&["two\nlines", "b"], &["c", "d"]]);
        check("\"said\" he\tb\n\"whole\"\tc", '\t', &[&["\"said\" he", "b"], &["whole", "c"]]);
        check("\"never closed,b\nc,d", ',', &[&["\"never closed", "b"], &["c", "d"]]);
        check("a,,\n,,", ',', &[&["a", "", ""], &["", "", ""]]);
    }

    #[test]
    fn the_separator_is_the_one_that_makes_columns() {
        for (text, found) in
            [("a;b;c\n1,5;2;3\n", ';'), ("a,b\nc,d\n", ','), ("a\tb, c\nd\te, f\n", '\t'), ("alone\n", ',')]
        {
            assert_eq!(separator(text), found, "{text}");
        }
    }

    #[test]
    fn a_row_knows_its_line_behind_cells_of_several() {
        let found = rows("\"a\nb\nc\",1\nx,2\n", ',', &mut |_, _| {});
        assert_eq!(found.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 4]);
    }
}
