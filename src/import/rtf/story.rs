//! The text that is being read: a paragraph at a time, the cells of a table, notes and text boxes inside.

use crate::document::{Span, SpanKind};
use crate::import::build::{Grid, Piece, Role, flat};
use crate::text::Direction;

/// What a story is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Body,
    Note { name: String, label: Option<String> },
    Box,
}

/// A text with paragraphs of its own.
#[derive(Debug)]
pub(super) struct Story {
    pub part: Part,
    /// The depth of the group that it is.
    pub depth: usize,
    pieces: Vec<Piece>,
    /// The paragraph that is open: its text and what is in it.
    text: String,
    spans: Vec<Span>,
    pub anchors: Vec<String>,
    /// What follows the paragraph.
    after: Vec<Piece>,
    /// The number or bullet of the paragraph.
    pub label: Option<String>,
    table: Option<Grid>,
    cell: Vec<Piece>,
    line: usize,
}

/// The properties of a paragraph when it ends.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Properties {
    /// A heading's level, 0 for the outermost.
    pub outline: Option<u8>,
    pub is_title: bool,
    pub is_quotation: bool,
    pub is_contents: bool,
    pub is_rtl: bool,
    pub in_table: bool,
    /// The list, as the table of overrides names it, and the level in it, 0 for the outermost.
    pub list: Option<u32>,
    pub list_level: u8,
}

impl Story {
    pub fn new(part: Part, depth: usize) -> Self {
        Self {
            part,
            depth,
            pieces: Vec::new(),
            text: String::new(),
            spans: Vec::new(),
            anchors: Vec::new(),
            after: Vec::new(),
            label: None,
            table: None,
            cell: Vec::new(),
            line: 0,
        }
    }

    pub fn push(&mut self, text: &str, is_emphasis: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        if is_emphasis {
            match self.spans.iter_mut().rev().find(|span| span.kind == SpanKind::Emphasis) {
                Some(span) if span.end == start => span.end = end,
                _ => self.spans.push(Span { start, end, kind: SpanKind::Emphasis, target: None, source: None }),
            }
        }
    }

    /// Where the paragraph's text ends so far.
    pub fn place(&self) -> usize {
        self.text.len()
    }

    pub fn link(&mut self, start: usize, target: String) {
        let end = self.text.len();
        if start < end {
            self.spans.push(Span { start, end, kind: SpanKind::Link, target: Some(target), source: None });
        }
    }

    /// Calls a note here.
    pub fn call(&mut self, name: &str) {
        let at = self.text.len();
        self.spans.push(Span { start: at, end: at, kind: SpanKind::Note, target: Some(name.to_owned()), source: None });
    }

    /// Takes in a story that ended.
    pub fn take_in(&mut self, story: Self) {
        let (part, pieces) = (story.part.clone(), story.finish());
        match part {
            Part::Note { name, label } => {
                let (body, notes) = flat(pieces);
                let (text, spans) = (body.text, body.spans);
                let note =
                    Piece { role: Role::Note(name), label, text, spans, line: self.line + 1, ..Piece::default() };
                self.after.push(note);
                self.after.extend(notes);
            }
            Part::Box | Part::Body => self.after.extend(pieces),
        }
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self, properties: Properties) {
        if !properties.in_table {
            self.end_table();
        }
        self.line += 1;
        let label = self.label.take().map(|label| label.trim().to_owned()).filter(|label| !label.is_empty());
        let is_said = self.text.chars().any(|c| !c.is_whitespace());
        let calls = self.spans.iter().any(|span| span.kind == SpanKind::Note);
        let role = match (properties, &label) {
            (Properties { outline: Some(level), .. }, _) => Role::Heading(level.saturating_add(1)),
            (Properties { is_title: true, .. }, _) => Role::Title,
            (Properties { is_contents: true, .. }, _) => Role::Metadata,
            (_, Some(_)) => Role::Item(properties.list_level.saturating_add(1)),
            (Properties { is_quotation: true, .. }, _) => Role::Quotation,
            _ => Role::Paragraph,
        };
        let piece = Piece {
            role,
            label,
            text: std::mem::take(&mut self.text),
            spans: std::mem::take(&mut self.spans),
            anchors: std::mem::take(&mut self.anchors),
            direction: properties.is_rtl.then_some(Direction::Rtl),
            line: self.line,
            ..Piece::default()
        };
        let after = std::mem::take(&mut self.after);
        let into = if properties.in_table { &mut self.cell } else { &mut self.pieces };
        // A number without text is printed; a bullet is not.
        let is_numbered = piece.label.as_deref().is_some_and(|label| label.chars().any(char::is_alphanumeric));
        if is_said || calls || is_numbered {
            into.push(piece);
        }
        into.extend(after);
    }

    /// Ends a cell, and the paragraph in it.
    pub fn end_cell(&mut self, properties: Properties) {
        self.end_paragraph(Properties { in_table: true, ..properties });
        let cell = std::mem::take(&mut self.cell);
        self.table.get_or_insert_default().cell(1, cell);
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        let grid = self.table.get_or_insert_default();
        if !self.cell.is_empty() {
            grid.cell(1, std::mem::take(&mut self.cell));
        }
        grid.row();
    }

    fn end_table(&mut self) {
        // What stands in a table without a cell that ends is text.
        let loose = std::mem::take(&mut self.cell);
        if let Some(mut grid) = self.table.take() {
            if !loose.is_empty() {
                grid.cell(1, loose);
            }
            self.pieces.extend(grid.pieces(self.line));
        } else {
            self.pieces.extend(loose);
        }
    }

    /// All pieces, what is open ended.
    pub fn finish(mut self) -> Vec<Piece> {
        if !self.text.is_empty() || !self.after.is_empty() || !self.spans.is_empty() {
            let in_table = self.table.is_some() && !self.cell.is_empty();
            self.end_paragraph(Properties { in_table, ..Properties::default() });
        }
        self.end_table();
        self.pieces
    }
}
