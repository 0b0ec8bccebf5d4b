//! The tree to pieces, in the order of the text: numbers are counted, notes follow what calls them.

use std::collections::HashMap;

use super::note::{Notes, has_text};
use super::style::{Kind, Styles};
use super::tree::{Call, Counting, Item, Paragraph, Story, Table};
use crate::document::{Span, SpanKind};
use crate::import::build::{Cell, Label, Lists, Piece, Role};
use crate::text::Direction;

/// Cells of one table that are read; a table of more is cut there.
const CELLS: usize = 200_000;

/// Writes pieces.
pub(super) struct Writer<'a> {
    styles: &'a Styles,
    numbering: &'a mut Lists,
    notes: &'a Notes,
    /// How the sections count their notes, and the section that is being written.
    sections: &'a [[Counting; 2]],
    section: usize,
    /// The documents that stand in this one.
    chunks: &'a mut HashMap<String, Vec<Piece>>,
    pieces: Vec<Piece>,
    /// Paragraphs so far.
    line: usize,
    /// Notes numbered so far: footnotes and endnotes.
    numbered: [u32; 2],
    /// Notes called so far.
    called: usize,
}

/// A paragraph's text with what is in it, after its number and the calls of its notes were found.
#[derive(Default)]
struct Text {
    label: Option<Label>,
    text: String,
    spans: Vec<Span>,
}

impl<'a> Writer<'a> {
    pub fn new(
        styles: &'a Styles,
        numbering: &'a mut Lists,
        notes: &'a Notes,
        sections: &'a [[Counting; 2]],
        chunks: &'a mut HashMap<String, Vec<Piece>>,
    ) -> Self {
        let (pieces, line, called) = (Vec::new(), 0, 0);
        let mut writer =
            Self { styles, numbering, notes, sections, section: 0, chunks, pieces, line, numbered: [0; 2], called };
        for at in 0..2 {
            writer.numbered[at] = writer.counting(at).start.unwrap_or(1).saturating_sub(1);
        }
        writer
    }

    /// How this section counts its footnotes (0) or endnotes (1).
    fn counting(&self, at: usize) -> Counting {
        let own = self.sections.get(self.section).map(|notes| notes[at]).unwrap_or_default();
        own.or(self.notes.counting[at])
    }

    /// Begins the next section.
    fn next_section(&mut self, at: usize) {
        self.section = at;
        for at in 0..2 {
            let counting = self.counting(at);
            if counting.restarts == Some(true) {
                self.numbered[at] = counting.start.unwrap_or(1).saturating_sub(1);
            }
        }
    }

    pub fn finish(self) -> Vec<Piece> {
        self.pieces
    }

    /// The header of the first page as metadata.
    pub fn front(&mut self, front: &Story) {
        let mut stack: Vec<&Item> = front.items.iter().rev().collect();
        while let Some(item) = stack.pop() {
            match item {
                Item::Paragraph(paragraph) => {
                    if has_text(paragraph) {
                        let text = paragraph.text.clone();
                        self.pieces.push(Piece { role: Role::Metadata, text, ..Piece::default() });
                    }
                    stack.extend(paragraph.boxes.iter().rev());
                }
                Item::Table(table) => {
                    let items = table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.items);
                    let items: Vec<&Item> = items.collect();
                    stack.extend(items.into_iter().rev());
                }
                Item::Chunk(_) => {}
            }
        }
    }

    pub fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Paragraph(paragraph) => self.paragraph(paragraph),
                Item::Table(table) => self.table(table),
                Item::Chunk(name) => {
                    self.line += 1;
                    let line = self.line;
                    // It stands in one place: a file of a few bytes could call for it a million times.
                    let chunk = self.chunks.remove(name).into_iter().flatten();
                    self.pieces.extend(chunk.map(|piece| Piece { line, ..piece }));
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.line += 1;
        let line = self.line;
        let mut notes = Vec::new();
        let text = self.text(paragraph, &mut notes);
        let kind = self.styles.kind(paragraph.style.as_deref(), paragraph.outline);
        let is_numbered = text.label.as_ref().is_some_and(|label| !label.is_bullet);
        let role = match (kind, &text.label) {
            (Kind::Heading(level), _) => Role::Heading(level),
            (Kind::Title, _) => Role::Title,
            (Kind::Contents, _) => Role::Metadata,
            (_, Some(label)) => Role::Item(label.level + 1),
            (Kind::Quotation, _) => Role::Quotation,
            (Kind::Metadata, _) => Role::Metadata,
            (Kind::Signature, _) => Role::Signature,
            (Kind::Body, _) => Role::Paragraph,
        };
        // A bullet without text is nothing; a number without text is printed.
        let calls = text.spans.iter().any(|span| span.kind == SpanKind::Note);
        if !text.text.trim().is_empty() || is_numbered || calls {
            let is_bidi = paragraph.bidi.or_else(|| self.styles.is_bidi(paragraph.style.as_deref()));
            let mut spans = text.spans;
            spans.retain(|span| span.kind != SpanKind::Emphasis || !is_whole(span, &text.text));
            self.pieces.push(Piece {
                role,
                label: text.label.map(|label| label.text),
                text: text.text,
                spans,
                anchors: paragraph.names.clone(),
                language: paragraph.language(),
                direction: is_bidi.map(|is_bidi| if is_bidi { Direction::Rtl } else { Direction::Ltr }),
                line,
                ..Piece::default()
            });
        }
        self.items(&paragraph.boxes);
        self.notes(notes);
        if let Some(section) = paragraph.section {
            self.next_section(section + 1);
        }
    }

    /// The text of a paragraph. Its notes go to `notes`, with the names that their calls got.
    fn text(&mut self, paragraph: &Paragraph, notes: &mut Vec<(String, String, Call)>) -> Text {
        let mut out = Text { text: paragraph.text.clone(), spans: paragraph.spans.clone(), label: None };
        // A paragraph that is hidden, or holds nothing but the end of a section, has no number.
        let is_end = paragraph.section.is_some() && !paragraph.has_picture;
        let is_gone = (paragraph.is_hidden || is_end) && !has_text(paragraph);
        let style = paragraph.style.as_deref();
        let own = paragraph.list;
        let told = match own {
            Some(0) => None,
            Some(list) => {
                let of_style = || self.styles.list_level(style);
                let of_list = || style.and_then(|s| self.numbering.level_of(list, s));
                Some((list, paragraph.level.or_else(of_style).or_else(of_list)))
            }
            None => self.styles.list(style).filter(|(list, ..)| *list != 0).map(|(list, level, of)| {
                (list, paragraph.level.or(level).or_else(|| self.numbering.level_of(list, of)))
            }),
        };
        if let Some((list, level)) = told.filter(|_| !is_gone) {
            out.label = self.numbering.count(list, level.unwrap_or(0)).filter(|label| !label.text.is_empty());
        }
        for span in out.spans.iter_mut().filter(|span| span.kind == SpanKind::Note) {
            let place =
                span.target.as_deref().and_then(|t| t.strip_prefix("call:")).and_then(|n| n.parse::<usize>().ok());
            let Some(call) = place.and_then(|place| paragraph.calls.get(place)) else { continue };
            self.called += 1;
            let name = format!("note {}", self.called);
            let label = match &call.mark {
                Some(mark) => mark.trim().to_owned(),
                None => {
                    let at = usize::from(call.is_endnote);
                    self.numbered[at] = self.numbered[at].saturating_add(1);
                    self.counting(at).numeral.unwrap_or_default().print(self.numbered[at])
                }
            };
            span.source.clone_from(&call.mark);
            span.target = Some(name.clone());
            notes.push((name, label, call.clone()));
        }
        out
    }

    /// The bodies of notes, one piece each.
    fn notes(&mut self, notes: Vec<(String, String, Call)>) {
        for (name, label, call) in notes {
            let Some(items) = self.notes.body(call.is_endnote, &call.id) else { continue };
            let (mut text, mut spans) = (String::new(), Vec::new());
            let mut inner = Vec::new();
            self.flat(items, &mut text, &mut spans, &mut inner);
            // A mark that was typed stands in the body, too.
            let body = text.trim_start();
            let cut = match body.strip_prefix(label.as_str()).filter(|_| call.mark.is_some() && !label.is_empty()) {
                Some(rest) => text.len() - rest.len(),
                None => 0,
            };
            text.drain(..cut);
            for span in &mut spans {
                (span.start, span.end) = (span.start.saturating_sub(cut), span.end.saturating_sub(cut));
            }
            let label = Some(label).filter(|label| !label.is_empty());
            self.pieces.push(Piece { role: Role::Note(name), label, text, spans, line: self.line, ..Piece::default() });
        }
    }

    /// The text of everything in `items` on one line.
    fn flat(
        &mut self,
        items: &[Item],
        text: &mut String,
        spans: &mut Vec<Span>,
        notes: &mut Vec<(String, String, Call)>,
    ) {
        for item in items {
            match item {
                Item::Paragraph(paragraph) => {
                    let found = self.text(paragraph, notes);
                    if let Some(label) = found.label {
                        set_off(text);
                        text.push_str(&label.text);
                    }
                    if !found.text.is_empty() {
                        set_off(text);
                    }
                    let at = text.len();
                    text.push_str(&found.text);
                    spans.extend(found.spans.into_iter().map(|mut span| {
                        (span.start, span.end) = (span.start + at, span.end + at);
                        span
                    }));
                    self.flat(&paragraph.boxes, text, spans, notes);
                }
                Item::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.flat(&cell.items, text, spans, notes);
                    }
                }
                Item::Chunk(_) => {}
            }
        }
    }

    fn table(&mut self, table: &Table) {
        if table.is_frame() {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                self.items(&cell.items);
            }
            return;
        }
        self.line += 1;
        let line = self.line;
        let (mut rows, mut notes, mut cells) = (Vec::new(), Vec::new(), 0);
        for row in &table.rows {
            let mut out: Vec<Cell> = Vec::new();
            out.resize_with(Table::columns(0, row.before.saturating_add(1)) - 1, Cell::default);
            for cell in &row.cells {
                let (mut text, mut spans) = (String::new(), Vec::new());
                self.flat(&cell.items, &mut text, &mut spans, &mut notes);
                let columns = Table::columns(out.len(), cell.columns);
                out.push(Cell { text, spans });
                out.resize_with(out.len() + columns - 1, Cell::default);
            }
            cells += out.len();
            rows.push(out);
            if cells > CELLS {
                break;
            }
        }
        self.pieces.push(Piece { role: Role::Table, rows, line, ..Piece::default() });
        self.notes(notes);
    }
}

/// A space after what stands there already.
fn set_off(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Whether a span covers all of a text.
fn is_whole(span: &Span, text: &str) -> bool {
    let edge = |part: Option<&str>| part.is_none_or(|part| part.trim().is_empty());
    edge(text.get(..span.start)) && edge(text.get(span.end..))
}
