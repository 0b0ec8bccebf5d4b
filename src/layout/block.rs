//! One block at a width: lines of parts, a part being one row of one text (the block, a cell, a label, a note).

use super::Row;
use super::call;
use super::table;
use super::wrap::{Analysis, Options};
use crate::document::{Block, Document, Kind};
use crate::text::Direction;

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The block's own text; positions are `offset` + bytes of the row.
    Text,
    /// A cell of a table's first row; positions as for `Text`.
    Header,
    /// A label that hangs beside an item.
    Label,
    /// A reader's note under the block.
    Note,
    /// What stands where a version has nothing.
    Missing,
}

/// One row of one text on a line.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// The cell at which the row's column 0 stands, counted from the left end of the text area.
    pub column: u16,
    /// The byte of the block's text at which the row's own text starts.
    pub offset: usize,
    /// The row.
    pub row: Row,
}

/// One line of a block: parts that do not overlap.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The parts, in reading order.
    pub parts: Vec<Part>,
}

/// A block broken into lines.
#[derive(Clone, Debug, Default)]
pub struct BlockLayout {
    /// At least one line.
    pub lines: Vec<Line>,
    /// What stands in the gutter beside the first line.
    pub gutter: Option<Row>,
}

/// The texts of a block, analysed once for every width: one for a paragraph, one a cell for a table.
#[derive(Debug)]
pub struct Analysed {
    pub(super) texts: Vec<AnalysedText>,
}

/// One text with its place in the block and what its rows need.
#[derive(Debug)]
pub(super) struct AnalysedText {
    pub(super) offset: usize,
    pub(super) end: usize,
    pub(super) options: Options,
    pub(super) analysis: Analysis,
    /// The text with the marks of its notes and the signs of its controls, where it has any.
    called: Option<call::Called>,
}

impl AnalysedText {
    fn new(text: &str, offset: usize, options: Options, called: Option<call::Called>) -> Self {
        let analysis = Analysis::new(called.as_ref().map_or(text, call::Called::text), &options);
        Self { offset, end: offset + text.len(), options, analysis, called }
    }

    /// The rows of this text, which is a part of `block_text`, at `width` cells. The clusters of a mark have an
    /// empty source: they show nothing of the text.
    pub(super) fn rows(&self, block_text: &str, width: u16) -> Vec<Row> {
        if let Some(called) = &self.called {
            return called.back(self.analysis.rows(called.text(), &self.options, width.max(1)));
        }
        let text = block_text.get(self.offset..self.end).unwrap_or("");
        self.analysis.rows(text, &self.options, width.max(1))
    }
}

impl Analysed {
    /// Analyses the texts of `block`; cells take the direction of their first strong character (UAX #9 P2, P3), a number that in
    /// which it reads as one, everything else the block's.
    pub fn new(block: &Block, options: &Options) -> Self {
        let base = |text: &str| {
            let direction = crate::text::script::first_strong(text).or_else(|| table::number_direction(text));
            let direction = direction.unwrap_or(block.direction);
            Options { base: Some(direction), ..*options }
        };
        if block.rows.is_empty() {
            let options = Options { base: Some(block.direction), ..*options };
            return Self { texts: vec![AnalysedText::new(&block.text, 0, options, call::Called::new(block))] };
        }
        let mut texts = Vec::new();
        let mut offset = 0;
        for cell in block.rows.iter().flatten() {
            let options = base(cell);
            let signed = call::Called::signed(cell, options.base.unwrap_or_default());
            texts.push(AnalysedText::new(cell, offset, options, signed));
            offset += cell.len() + 1;
        }
        Self { texts }
    }
}

impl BlockLayout {
    /// Lays out `block` in `width` cells of text beside a gutter whose label has `gutter` cells.
    pub fn new(block: &Block, analysed: &Analysed, options: &Options, width: u16, gutter: u16) -> Self {
        let gutter_text = gutter_label(block, gutter, options);
        let gutter_row = gutter_text.as_deref().map(|text| single_row(text, block.direction, options, gutter));
        let lines = if block.rows.is_empty() {
            prose(block, analysed, options, width, gutter_text.is_none())
        } else {
            table::lines(block, analysed, width)
        };
        Self { lines, gutter: gutter_row }
    }

    /// Lays out a text that is not the document's (a note, a message) in `width` cells, indented by two.
    pub fn aside(text: &str, role: Role, fallback: Direction, options: &Options, width: u16) -> Self {
        let indent = if width > 12 { 2 } else { 0 };
        let mut lines = Vec::new();
        for line in text.split('\n') {
            let direction = crate::text::script::first_strong(line).unwrap_or(fallback);
            let options = Options { base: Some(direction), ..*options };
            for row in Analysis::new(line, &options).rows(line, &options, (width - indent).max(1)) {
                let column = if direction.is_rtl() { 0 } else { indent };
                lines.push(Line { parts: vec![Part { role, column, offset: 0, row }] });
            }
        }
        Self { lines, gutter: None }
    }

    /// The line that shows byte `offset` of the block's text.
    pub fn line_of(&self, offset: usize) -> usize {
        let mut best = 0;
        for (index, line) in self.lines.iter().enumerate() {
            for part in line.text_parts() {
                let source = part.offset + part.row.source.start..part.offset + part.row.source.end;
                if source.contains(&offset) {
                    return index;
                }
                if source.start <= offset {
                    best = index;
                }
            }
        }
        best
    }

    /// The first byte of the block's text on `line`, from its first part that has any.
    pub fn start_of(&self, line: usize) -> Option<usize> {
        self.lines.get(line)?.text_parts().map(|part| part.offset + part.row.source.start).next()
    }
}

impl Line {
    /// The parts that show the block's own text.
    pub fn text_parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| matches!(part.role, Role::Text | Role::Header))
    }
}

/// How many cells the labels of `document` need in the gutter: 2 to 6.
pub fn gutter_width(document: &Document, options: &Options) -> u16 {
    let mut width = 2;
    for block in &document.blocks {
        if let Some(label) = gutter_label(block, 6, options) {
            width = width.max(cells(&label, options));
        }
    }
    width.min(6)
}

/// What the gutter shows for `block`: the number of a paragraph, the printed label of a heading; none where it does not fit.
fn gutter_label(block: &Block, width: u16, options: &Options) -> Option<String> {
    let number = block.number.as_deref()?;
    let label = match block.kind {
        Kind::Paragraph | Kind::Quotation => number,
        Kind::Heading => &block.label,
        _ => return None,
    };
    (!label.is_empty() && cells(label, options) <= width).then(|| label.to_owned())
}

/// The cells `text` takes when it has room.
pub fn cells(text: &str, options: &Options) -> u16 {
    if text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return u16::try_from(text.trim_end().len()).unwrap_or(u16::MAX);
    }
    let row = single_row(text, Direction::Ltr, options, u16::MAX);
    row.clusters.last().map_or(0, |last| last.column + u16::from(last.width))
}

/// The first row of `text` at `width` cells.
pub fn single_row(text: &str, direction: Direction, options: &Options, width: u16) -> Row {
    let options = Options { base: Some(direction), ..*options };
    Analysis::new(text, &options).rows(text, &options, width.max(1)).into_iter().next().unwrap_or_default()
}

fn prose(block: &Block, analysed: &Analysed, options: &Options, width: u16, label_inside: bool) -> Vec<Line> {
    let Some(text) = analysed.texts.first() else { return vec![Line::default()] };
    let rtl = block.direction.is_rtl();
    let label = if label_inside { block.label.as_str() } else { "" };
    let label_cells = if label.is_empty() { 0 } else { cells(label, options) + 1 };
    let depth = match block.kind {
        Kind::Item => 2 * u16::from(block.level.clamp(1, 4)),
        Kind::Note | Kind::Quotation => 2,
        _ => 0,
    };
    let wanted = depth + label_cells;
    // A label too long to hang (or no room to hang it) leaves the text alone and stands on a line of its own.
    let hangs = wanted <= width / 3;
    let indent = if hangs { wanted } else { depth.min(width / 3) };
    let mut lines: Vec<Line> = Vec::new();
    let mut label_part = None;
    if !label.is_empty() {
        let label_width = if hangs { label_cells } else { width };
        let column = if !hangs || rtl { if hangs { width - indent } else { 0 } } else { depth };
        let row = single_row(label, block.direction, options, label_width.saturating_sub(u16::from(hangs)).max(1));
        let column = if hangs && rtl { column + 1 } else { column };
        label_part = Some(Part { role: Role::Label, column, offset: 0, row });
    }
    if let (false, Some(part)) = (hangs, label_part.clone()) {
        lines.push(Line { parts: vec![part] });
        label_part = None;
    }
    for row in text.rows(&block.text, width.saturating_sub(indent)) {
        let column = if rtl { 0 } else { indent };
        let mut parts = Vec::new();
        parts.extend(label_part.take());
        parts.push(Part { role: Role::Text, column, offset: text.offset, row });
        lines.push(Line { parts });
    }
    if lines.is_empty() {
        lines.push(Line::default());
    }
    lines
}
