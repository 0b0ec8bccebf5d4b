//! Marks that are put into a text before it is laid out, and out of its places afterwards: those of the notes that it calls,
//! and the signs of controls that change its order.

use super::Row;
use crate::document::{Block, SpanKind};
use crate::text::{Direction, control};

/// A text with marks in it.
#[derive(Debug)]
pub(super) struct Called {
    text: String,
    /// Where marks stand in `text`, in order.
    marks: Vec<Mark>,
}

/// A mark in a text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// Its first byte.
    start: usize,
    /// One past its last byte.
    end: usize,
    /// The byte of the block's text before which it stands.
    at: usize,
}

impl Called {
    /// The text of `block` with the marks of the notes that it calls between its characters and the signs of controls; none
    /// when it has neither.
    pub(super) fn new(block: &Block) -> Option<Self> {
        let calls = block.spans.iter().filter(|span| span.kind == SpanKind::Note && span.start == span.end);
        let mut marks: Vec<(usize, String)> =
            calls.map(|span| (span.start, mark(span.source.as_deref(), span.target.as_deref()))).collect();
        marks.extend(signs(&block.text, block.direction));
        marks.sort_by_key(|(at, _)| *at);
        Self::with(&block.text, marks)
    }

    /// `text` of direction `base`, one that calls no notes, with the signs of controls; none when it needs none.
    pub(super) fn signed(text: &str, base: Direction) -> Option<Self> {
        Self::with(text, signs(text, base).collect())
    }

    fn with(text: &str, marks: Vec<(usize, String)>) -> Option<Self> {
        let mut called = Self { text: String::with_capacity(text.len() + 8), marks: Vec::new() };
        let mut from = 0;
        for (at, mark) in marks {
            let Some(before) = text.get(from..at) else { continue };
            called.text.push_str(before);
            from = at;
            let start = called.text.len();
            called.text.push_str(&mark);
            called.marks.push(Mark { start, end: called.text.len(), at });
        }
        called.text.push_str(text.get(from..).unwrap_or(""));
        (!called.marks.is_empty()).then_some(called)
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Rows of [`Called::text`] with the places of the block's own text.
    pub(super) fn back(&self, mut rows: Vec<Row>) -> Vec<Row> {
        for row in &mut rows {
            row.source = self.place(row.source.start)..self.place(row.source.end);
            for cluster in &mut row.clusters {
                let place = |at: u32| u32::try_from(self.place(at as usize)).unwrap_or(u32::MAX);
                cluster.source = place(cluster.source.start)..place(cluster.source.end);
            }
        }
        rows
    }

    /// The byte of the block's text for byte `at` of the text with marks.
    fn place(&self, at: usize) -> usize {
        // There may be as many marks as clusters: each place is looked up, not counted out.
        let before = self.marks.partition_point(|mark| mark.start < at);
        match before.checked_sub(1).and_then(|last| self.marks.get(last)) {
            Some(mark) => mark.at + at.saturating_sub(mark.end),
            None => at,
        }
    }
}

fn signs(text: &str, base: Direction) -> impl Iterator<Item = (usize, String)> {
    control::signs(text, base).into_iter().map(|(at, sign)| (at, sign.to_string()))
}

/// What is shown for a call: the star it had in print, else the number of its note, raised.
fn mark(printed: Option<&str>, target: Option<&str>) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if printed.is_some_and(|printed| printed.contains('*')) {
        return "*".to_owned();
    }
    let digits = target.unwrap_or("").chars().filter_map(|c| RAISED.get(c.to_digit(10)? as usize));
    let number: String = digits.collect();
    if number.is_empty() { "*".to_owned() } else { number }
}

#[cfg(test)]
mod tests {
    use super::super::block::{Analysed, BlockLayout};
    use super::super::{Options, Role};
    use crate::document::{Block, Span, SpanKind};
    use crate::text::Direction;

    fn block(text: &str, at: usize, source: &str) -> Block {
        let (target, source) = (Some("fn12".to_owned()), Some(source.to_owned()));
        let span = Span { start: at, end: at, kind: SpanKind::Note, target, source };
        Block { text: text.into(), spans: vec![span], ..Block::default() }
    }

    /// The rows as they are shown, and the columns of the last character of the text.
    fn shown(block: &Block, width: u16) -> (Vec<String>, Vec<std::ops::Range<u16>>) {
        let options = Options::default();
        let layout = BlockLayout::new(block, &Analysed::new(block, &options), &options, width, 2);
        let rows: Vec<_> = layout.lines.iter().flat_map(|line| &line.parts).filter(|p| p.role == Role::Text).collect();
        let last = block.text.char_indices().last().map_or(0, |(at, _)| at);
        let columns = rows.iter().flat_map(|part| part.row.columns(last..block.text.len())).collect();
        (rows.iter().map(|part| part.row.visual()).collect(), columns)
    }

    #[test]
    fn a_call_is_shown_and_moves_no_place() {
        let (rows, columns) = shown(&block("One word, and more.", 8, ""), 40);
        assert_eq!(rows, ["One word¹², and more."]);
        assert_eq!(columns.first(), Some(&(20..21)), "the full stop is found where it is shown");
        assert_eq!(shown(&block("One word, and more.", 8, "*"), 40).0, ["One word*, and more."]);
        let arabic = Block { direction: Direction::Rtl, ..block("سلام", 8, "[2:") };
        assert_eq!(shown(&arabic, 8).0, ["   ¹²ﻡﻼﺳ"]);
    }

    #[test]
    fn a_control_that_changes_the_order_is_seen() {
        let (rows, columns) = shown(&block("user\u{202E}txt.exe", 0, "*"), 40);
        assert_eq!(rows, ["*user\u{21C7}exe.txt"]);
        assert_eq!(columns.first(), Some(&(6..7)), "the last letter that is written is found where it is shown");
    }

    /// As many signs as letters: a text that counted the signs before each of its places would not end.
    #[test]
    fn any_number_of_signs_moves_no_place() {
        let times = 100_000;
        let block = Block { text: "\u{202E}a\u{202C}".repeat(times), ..Block::default() };
        let options = Options::default();
        let layout = BlockLayout::new(&block, &Analysed::new(&block, &options), &options, 3, 2);
        assert_eq!(layout.lines.len(), times);
        for (index, line) in layout.lines.iter().enumerate() {
            let row = &line.parts[0].row;
            let letter = row.clusters.iter().find(|cluster| row.glyph(cluster) == "a").expect("the letter");
            assert_eq!(letter.source, index as u32 * 7 + 3..index as u32 * 7 + 4);
        }
    }

    #[test]
    fn every_byte_is_still_in_exactly_one_row() {
        let block = block("alpha beta gamma delta epsilon", 16, "");
        for width in 1..40 {
            let options = Options::default();
            let layout = BlockLayout::new(&block, &Analysed::new(&block, &options), &options, width, 2);
            let mut next = 0;
            for part in layout.lines.iter().flat_map(|line| &line.parts) {
                assert_eq!(part.row.source.start, next, "width {width}");
                next = part.row.source.end;
            }
            assert_eq!(next, block.text.len(), "width {width}");
        }
    }
}
