//! A table as columns of cells, each cell in its own direction, columns in the order of the block's direction.

use super::block::{Analysed, AnalysedText, Line, Part, Role, cells};
use super::{Options, Row};
use crate::document::{Block, Kind};
use crate::text::Direction;
use crate::text::script::{first_strong, is_han};

const GAP: u16 = 2;
/// Words wider than this may be broken in a cell, so that one long address does not take a table apart.
const LONG_WORD: u16 = 18;

/// The lines of the table `block` in `width` cells.
pub(super) fn lines(block: &Block, analysed: &Analysed, width: u16) -> Vec<Line> {
    let columns = block.rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths = widths(block, analysed, width, columns);
    let apart = widths.is_none() && columns > 1;
    let mut lines = Vec::new();
    let mut cell = 0;
    for (index, cells) in block.rows.iter().enumerate() {
        let role = if index == 0 && block.kind == Kind::Table { Role::Header } else { Role::Text };
        let texts = analysed.texts.get(cell..cell + cells.len()).unwrap_or(&[]);
        cell += cells.len();
        // Cells one under the other: a blank line tells where the next row begins.
        if apart && !lines.is_empty() {
            lines.push(Line::default());
        }
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
                let column = x + shift(block, text, &row, cell_width);
                lines[top + down].parts.push(Part { role, column, offset: text.offset, row });
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

/// How far a number that reads left to right moves in a table that starts on the right: numbers of a column stand under
/// each other, whichever way they read.
fn shift(block: &Block, text: &AnalysedText, row: &Row, width: u16) -> u16 {
    let own = block.text.get(text.offset..text.end).unwrap_or("");
    if !block.direction.is_rtl() || row.direction.is_rtl() || first_strong(own).is_some() {
        return 0;
    }
    let end = row.clusters.last().map_or(width, |last| last.column + u16::from(last.width));
    width.saturating_sub(end)
}

/// Where column `column` stands and how wide it is; the first column is on the side where the direction starts.
fn place(widths: &[u16], column: usize, width: u16, rtl: bool) -> (u16, u16) {
    let own = widths.get(column).copied().unwrap_or(1);
    let before: u16 = widths.iter().take(column).map(|w| w + GAP).sum();
    (if rtl { width.saturating_sub(before + own) } else { before }, own)
}

/// The direction in which a text of grouped digits reads as a number, when it does in one only: UN Arabic writes 5,028 as
/// `028 5` and also as `5 028`, and every group after the first has three digits.
pub(super) fn number_direction(text: &str) -> Option<Direction> {
    let groups: Vec<&str> = text.split([' ', '\u{2009}']).collect();
    let digits = |group: &&str| !group.is_empty() && group.chars().all(char::is_numeric);
    if groups.len() < 2 || !groups.iter().all(digits) {
        return None;
    }
    let length = |group: &str| group.chars().count();
    let number = |mut groups: Vec<&str>| {
        let first = groups.remove(0);
        length(first) <= 3 && !first.starts_with('0') && groups.iter().all(|group| length(group) == 3)
    };
    let backwards: Vec<&str> = groups.iter().rev().copied().collect();
    match (number(groups), number(backwards)) {
        (true, false) => Some(Direction::Ltr),
        (false, true) => Some(Direction::Rtl),
        _ => None,
    }
}

/// The cells of every column: as wide as the widest cell where all fit, else as wide as the longest word and a share of what
/// is left in proportion; none when not even the words fit.
fn widths(block: &Block, analysed: &Analysed, width: u16, columns: usize) -> Option<Vec<u16>> {
    let gaps = GAP.checked_mul(u16::try_from(columns).ok()?.saturating_sub(1))?;
    let room = width.checked_sub(gaps)?;
    let mut natural = vec![1u16; columns];
    let mut words = vec![1u16; columns];
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
                let own = block.text.get(text.offset..text.end).unwrap_or("");
                words[column] = words[column].max(longest_word(own, &text.options));
            }
            cell += 1;
        }
    }
    let total: u16 = natural.iter().fold(0, |sum, w| sum.saturating_add(*w));
    if total <= room {
        return Some(natural);
    }
    let needed: u16 = words.iter().fold(0, |sum, w| sum.saturating_add(*w));
    let left = u32::from(room.checked_sub(needed)?);
    let wish = |column: usize| u32::from(natural[column].saturating_sub(words[column]));
    let wishes: u32 = (0..columns).map(wish).sum();
    let share = |column: usize| u16::try_from(wish(column) * left / wishes.max(1)).unwrap_or(0);
    Some((0..columns).map(|column| words[column] + share(column)).collect())
}

/// The cells of the longest word of `text` that is not to be broken. Han text has no words to keep: two characters do.
fn longest_word(text: &str, options: &Options) -> u16 {
    let word = |word: &str| {
        if word.chars().any(is_han) { 4 } else { cells(word, options).min(LONG_WORD) }
    };
    text.split_whitespace().map(word).max().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_as_one_in_one_direction() {
        for (text, direction) in [
            ("18 390", Some(Direction::Ltr)),
            ("028 5", Some(Direction::Rtl)),
            ("600 86", Some(Direction::Rtl)),
            ("1 670", Some(Direction::Ltr)),
            ("120 340", None),
            ("384", None),
            ("3 seats", None),
            ("", None),
        ] {
            assert_eq!(number_direction(text), direction, "{text}");
        }
    }

    /// The rows of a table of two columns as they are shown.
    fn shown(rows: &[[&str; 2]], direction: Direction, width: u16) -> Vec<String> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let block = Block { kind: Kind::Table, direction, text: Block::table_text(&rows), rows, ..Block::default() };
        let lines = lines(&block, &Analysed::new(&block, &Options::default()), width);
        let line = |line: &Line| {
            let mut parts: Vec<_> = line.parts.iter().collect();
            parts.sort_by_key(|part| part.column);
            parts.iter().map(|part| part.row.visual().trim().to_owned()).collect::<Vec<_>>().join("|")
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn columns_follow_the_direction_and_numbers_their_own() {
        assert_eq!(shown(&[["لغة", "18 390"], ["سلام", "028 5"]], Direction::Rtl, 30), ["18 390|ﺔﻐﻟ", "5 028|ﻡﻼﺳ"]);
    }

    #[test]
    fn numbers_of_a_column_end_under_each_other() {
        let rows = vec![vec!["لغة".to_owned(), "18 390".to_owned()], vec!["سلام".to_owned(), "435".to_owned()]];
        let text = Block::table_text(&rows);
        let block = Block { kind: Kind::Table, direction: Direction::Rtl, text, rows, ..Block::default() };
        let lines = lines(&block, &Analysed::new(&block, &Options::default()), 40);
        let end = |line: &Line| {
            let part = line.parts.last().expect("a number");
            part.column + part.row.clusters.last().map_or(0, |last| last.column + 1)
        };
        assert_eq!(end(&lines[0]), end(&lines[1]));
    }

    #[test]
    fn words_are_kept_whole_or_the_cells_stand_under_each_other() {
        let rows = [["Movement", "Observations of it"], ["down", "one line"]];
        assert_eq!(shown(&rows, Direction::Ltr, 24), ["Movement|Observations", "of it", "down|one line"]);
        assert_eq!(shown(&rows, Direction::Ltr, 16), ["Movement", "Observations of", "it", "", "down", "one line"]);
    }
}
