//! The text of a document to pieces, in one pass over its XML.

use std::collections::HashMap;

use super::SPACES;
use super::list::Counts;
use super::listing::List;
use super::style::{Kind, Styles};
use crate::document::{Span, SpanKind, Warning};
use crate::import::build::{Grid, Piece, Role, flat};
use crate::import::xml::{Node, Tag, Xml};
use crate::text::Direction;

/// How often a repeated cell is read again.
const REPEATS: usize = 64;

/// Reads the text of `content`, in which objects of these names are `formulas`.
pub(super) fn read(
    content: &str,
    styles: &Styles,
    formulas: &HashMap<String, String>,
    warnings: &mut Vec<Warning>,
) -> Vec<Piece> {
    let mut reading = Reading::new(content, styles, formulas);
    reading.all();
    if reading.has_contents && !reading.has_text() {
        // Nothing but a table of contents: that is what is read.
        reading = Reading { keeps_contents: true, ..Reading::new(content, styles, formulas) };
        reading.all();
    }
    warnings.append(&mut reading.xml.warnings);
    if reading.has_contents {
        let message = "the generated table of contents is left out; the outline shows the headings".to_owned();
        warnings.push(Warning { line: None, byte: None, message });
    }
    match reading.frames.into_iter().next() {
        Some((_, Frame::Body(pieces))) => pieces,
        _ => Vec::new(),
    }
}

/// What is open, with the depth at which it was opened.
enum Frame {
    /// The document, or a text box.
    Body(Vec<Piece>),
    Paragraph(Box<Open>),
    Table(Grid, usize),
    Row,
    Cell {
        repeats: usize,
        pieces: Vec<Piece>,
    },
    Note {
        name: String,
        label: String,
        pieces: Vec<Piece>,
    },
}

/// A paragraph that is open.
#[derive(Default)]
struct Open {
    piece: Piece,
    /// What follows it: its notes, its text boxes.
    after: Vec<Piece>,
    /// Spans that are open: depth, start, target; none for emphasis.
    spans: Vec<(usize, usize, Option<String>)>,
    is_hidden: bool,
}

pub(super) struct Reading<'a, 'b> {
    pub xml: Xml<'a>,
    pub styles: &'b Styles,
    /// What embedded formulas say, each to be shown once.
    formulas: HashMap<String, String>,
    frames: Vec<(usize, Frame)>,
    pub lists: Vec<List>,
    /// How far lists had counted when they ended, by identifier and by style.
    pub finished: HashMap<String, Counts>,
    pub outline: Counts,
    line: usize,
    notes: usize,
    is_citation: bool,
    has_contents: bool,
    keeps_contents: bool,
}

impl<'a, 'b> Reading<'a, 'b> {
    fn new(content: &'a str, styles: &'b Styles, formulas: &'b HashMap<String, String>) -> Self {
        Self {
            xml: Xml::new(content, "content.xml", SPACES),
            styles,
            formulas: formulas.clone(),
            frames: vec![(0, Frame::Body(Vec::new()))],
            lists: Vec::new(),
            finished: HashMap::new(),
            outline: Counts::default(),
            line: 0,
            notes: 0,
            is_citation: false,
            has_contents: false,
            keeps_contents: false,
        }
    }

    fn has_text(&self) -> bool {
        matches!(self.frames.first(), Some((_, Frame::Body(pieces))) if pieces.iter().any(Piece::has_text))
    }
}

impl Reading<'_, '_> {
    fn all(&mut self) {
        loop {
            match self.xml.next() {
                Node::Open(tag) => self.open(&tag),
                Node::Close(close) => {
                    let depth = self.xml.depth() + 1;
                    match (close.space, close.name()) {
                        ("text", "note-citation") => self.is_citation = false,
                        ("text", "list") => self.end_list(depth),
                        _ => {}
                    }
                    self.close(depth);
                }
                Node::Text(text) => self.text(&text),
                Node::End => break,
            }
        }
        while let Some(depth) = self.frames.last().map(|(depth, _)| *depth).filter(|_| self.frames.len() > 1) {
            self.close(depth);
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let depth = self.xml.depth();
        match (tag.space, tag.name()) {
            ("text", "p") => self.paragraph(tag, None),
            ("text", "h") => {
                let level = tag.value("outline-level").and_then(|n| n.parse::<u8>().ok()).unwrap_or(1);
                self.paragraph(tag, Some(level.clamp(1, 10)));
            }
            ("text", "list") => self.list(tag),
            ("text", "list-item") => self.item(tag),
            ("text", "s") => {
                let count = tag.value("c").and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
                self.push(&" ".repeat(count.min(100)));
            }
            ("text", "tab") => self.push("\t"),
            ("text", "line-break") => self.push("\n"),
            ("text", "span") => {
                let style = tag.value("style-name").unwrap_or_default();
                if self.styles.is_hidden("text", &style) {
                    self.xml.skip();
                } else if self.styles.is_emphasis(&style) {
                    self.begin(depth, None);
                }
            }
            ("text", "a") => {
                let target = tag.other("href").unwrap_or_default();
                self.begin(depth, Some(target));
            }
            ("text", "bookmark" | "bookmark-start" | "reference-mark" | "reference-mark-start") => {
                if let (Some(name), Some(open)) = (tag.value("name"), self.innermost()) {
                    open.piece.anchors.push(name);
                }
            }
            ("text", "note") => {
                self.notes += 1;
                let name = format!("note {}", self.notes);
                if let Some(open) = self.innermost() {
                    let at = open.piece.text.len();
                    let target = Some(name.clone());
                    open.piece.spans.push(Span { start: at, end: at, kind: SpanKind::Note, target, source: None });
                }
                self.frames.push((depth, Frame::Note { name, label: String::new(), pieces: Vec::new() }));
            }
            ("text", "note-citation") => self.is_citation = true,
            ("text", "hidden-text" | "hidden-paragraph") if tag.value("is-hidden").is_some_and(|v| v == "true") => {
                self.xml.skip();
            }
            ("text", "table-of-content") if !self.keeps_contents => {
                self.has_contents = true;
                self.xml.skip();
            }
            ("draw", "text-box") => self.frames.push((depth, Frame::Body(Vec::new()))),
            ("table", "table") => {
                self.line += 1;
                self.frames.push((depth, Frame::Table(Grid::default(), self.line)));
            }
            ("table", "table-row") => {
                if let Some((_, Frame::Table(grid, _))) = self.frames.last_mut() {
                    grid.row();
                    self.frames.push((depth, Frame::Row));
                }
            }
            ("table", "table-cell" | "covered-table-cell") if matches!(self.frames.last(), Some((_, Frame::Row))) => {
                let number = |name: &str| tag.value(name).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
                // The cells that one covers follow it and are written out.
                let repeats = number("number-columns-repeated").clamp(1, REPEATS);
                self.frames.push((depth, Frame::Cell { repeats, pieces: Vec::new() }));
            }
            // What was deleted, remarks, declarations, the sources of indexes, the readings of ruby, formulas and scripts.
            ("text", "tracked-changes" | "ruby-text" | "sequence-decls" | "variable-decls" | "user-field-decls")
            | (
                "office",
                "annotation" | "scripts" | "font-face-decls" | "automatic-styles" | "styles" | "master-styles",
            )
            | ("office", "forms" | "settings" | "meta")
            | ("math", "math") => self.xml.skip(),
            ("draw", "object") => {
                let name = tag.other("href").unwrap_or_default();
                if let Some(formula) = self.formulas.remove(name.trim_start_matches("./")) {
                    let is_set_off = self.innermost().is_none_or(|open| open.piece.text.ends_with(char::is_whitespace));
                    self.push(if is_set_off { "" } else { " " });
                    self.push(&formula);
                }
                self.xml.skip();
            }
            (_, "title" | "desc") if tag.space.is_empty() => self.xml.skip(),
            ("text", name) if name.ends_with("-source") || name.ends_with("-template") => self.xml.skip(),
            _ => {}
        }
    }

    fn paragraph(&mut self, tag: &Tag<'_>, heading: Option<u8>) {
        self.line += 1;
        let style = tag.value("style-name").unwrap_or_default();
        let mut label = self.label();
        let is_item = label.is_some();
        let role = match (heading, self.styles.kind(&style)) {
            (Some(level), _) => {
                let is_plain = tag.value("is-list-header").is_some_and(|value| value == "true");
                if (self.lists.is_empty() || (is_item && self.is_unstyled())) && !is_plain {
                    let own = tag.value("start-value").and_then(|n| n.parse().ok());
                    label = self.styles.outline.count(&mut self.outline, usize::from(level) - 1, own);
                }
                Role::Heading(level)
            }
            (None, Kind::Title) => Role::Title,
            (None, Kind::Contents) => Role::Metadata,
            (None, _) if is_item => Role::Item(u8::try_from(self.lists.len()).unwrap_or(u8::MAX)),
            (None, Kind::Quotation) => Role::Quotation,
            (None, Kind::Signature) => Role::Signature,
            (None, Kind::Body) => Role::Paragraph,
        };
        let label = label.map(|label| label.trim().to_owned()).filter(|label| !label.is_empty());
        let direction = self.styles.is_rtl(&style).map(|rtl| if rtl { Direction::Rtl } else { Direction::Ltr });
        let is_hidden = self.styles.is_hidden("paragraph", &style);
        let piece = Piece { role, label, direction, line: self.line, ..Piece::default() };
        let open = Open { piece, is_hidden, ..Open::default() };
        self.frames.push((self.xml.depth(), Frame::Paragraph(Box::new(open))));
    }

    /// The paragraph that is open innermost.
    fn innermost(&mut self) -> Option<&mut Open> {
        match self.frames.last_mut() {
            Some((_, Frame::Paragraph(open))) => Some(open),
            _ => None,
        }
    }

    /// Begins a link, or emphasis.
    fn begin(&mut self, depth: usize, target: Option<String>) {
        if let Some(open) = self.innermost() {
            open.spans.push((depth, open.piece.text.len(), target));
        }
    }

    /// Text as it is written: white space is one space, none at the beginning (6.1.2).
    fn text(&mut self, text: &str) {
        if self.is_citation {
            if let Some((_, Frame::Note { label, .. })) = self.frames.last_mut() {
                label.push_str(text.trim());
            }
            return;
        }
        let Some(open) = self.innermost().filter(|open| !open.is_hidden) else { return };
        let out = &mut open.piece.text;
        for c in text.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                out.push(c);
            } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        }
    }

    /// Characters that elements stand for.
    fn push(&mut self, text: &str) {
        if let Some(open) = self.innermost().filter(|open| !open.is_hidden) {
            open.piece.text.push_str(text);
        }
    }

    fn close(&mut self, depth: usize) {
        if let Some(open) = self.innermost() {
            while let Some((_, start, target)) = open.spans.pop_if(|(opened, ..)| *opened == depth) {
                open.piece.end(start, target);
            }
        }
        if self.frames.len() < 2 || self.frames.last().is_none_or(|(opened, _)| *opened != depth) {
            return;
        }
        match self.frames.pop().map(|(_, frame)| frame) {
            Some(Frame::Paragraph(open)) => {
                let Open { mut piece, after, spans, .. } = *open;
                for (_, start, target) in spans {
                    piece.end(start, target);
                }
                // Empty lines are not kept: a file may have a million of them.
                let is_kept = !piece.text.is_empty() || piece.label.is_some() || !piece.anchors.is_empty();
                let is_kept = is_kept || !piece.spans.is_empty();
                self.deliver(Some(piece).filter(|_| is_kept).into_iter().chain(after));
            }
            Some(Frame::Body(pieces)) => match self.innermost() {
                Some(open) => open.after.extend(pieces),
                None => self.deliver(pieces),
            },
            Some(Frame::Table(grid, line)) => self.deliver(grid.pieces(line)),
            Some(Frame::Cell { repeats, pieces }) => {
                let grid = self.frames.iter_mut().rev().find_map(|(_, frame)| match frame {
                    Frame::Table(grid, _) => Some(grid),
                    _ => None,
                });
                if let Some(grid) = grid {
                    for _ in 1..repeats {
                        grid.cell(1, pieces.clone());
                    }
                    grid.cell(1, pieces);
                }
            }
            Some(Frame::Note { name, label, pieces }) => {
                let (body, notes) = flat(pieces);
                let label = Some(label).filter(|label| !label.is_empty());
                let (text, spans) = (body.text, body.spans);
                let note = Piece { role: Role::Note(name), label, text, spans, line: self.line, ..Piece::default() };
                match self.innermost() {
                    Some(open) => open.after.extend(std::iter::once(note).chain(notes)),
                    None => self.deliver(std::iter::once(note).chain(notes)),
                }
            }
            Some(Frame::Row) | None => {}
        }
    }

    /// Puts finished pieces where they belong.
    fn deliver(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        for (_, frame) in self.frames.iter_mut().rev() {
            match frame {
                Frame::Body(into) | Frame::Cell { pieces: into, .. } | Frame::Note { pieces: into, .. } => {
                    into.extend(pieces)
                }
                Frame::Paragraph(open) => open.after.extend(pieces),
                Frame::Table(..) | Frame::Row => continue,
            }
            return;
        }
    }
}

impl Piece {
    /// Ends a link, or emphasis, that began at `start`.
    fn end(&mut self, start: usize, target: Option<String>) {
        let end = self.text.len();
        if start >= end {
            return;
        }
        let kind = if target.is_some() { SpanKind::Link } else { SpanKind::Emphasis };
        self.spans.push(Span { start, end, kind, target, source: None });
    }
}
