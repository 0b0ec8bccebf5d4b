//! A unit with its role: what the document's block will be, before it has a key.

use super::inline::{self, Body};
use super::label::Mark;
use super::line::has_wide_gap;
use super::unit::Unit;
use crate::document::Span;

/// What a unit turned out to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) enum Role {
    /// A title line of the document.
    Title,
    /// A heading with the level and value of its ordinal.
    Heading(Option<(u8, u32)>),
    /// A paragraph with its number.
    Paragraph(Option<u32>),
    /// An item with its mark; none where nothing marks it.
    Item(Option<Mark>),
    /// A table.
    #[default]
    Table,
    /// A block quotation.
    Quotation,
    /// A block marked by stars: a note when a text above calls it, else an item.
    Starred,
    /// The body of a note that a star calls.
    Note,
    /// A masthead line, a bracketed line.
    Metadata,
    /// A line of a signature block, or a place and date at the end.
    Signature,
    /// The heading of an article.
    Article(u32),
    /// The heading of an annex.
    Annex(Option<u32>),
}

/// What is known of a unit beside its text and spans.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Edges {
    /// The 1-based line it starts on.
    pub line: usize,
    /// Leading spaces of that line.
    pub indent: usize,
    /// Leading tabs of that line.
    pub tabs: usize,
    /// The rows of a table.
    pub rows: Vec<Vec<String>>,
    /// How many lines it was printed on.
    pub lines: usize,
    /// The width of its widest line, in cells.
    pub width: usize,
    /// The index of the piece it came from.
    pub piece: Option<usize>,
    /// Whether a blank line stands before it.
    pub blank_before: bool,
    /// How deep its list is nested.
    pub depth: u8,
}

/// A block without its key.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Draft {
    /// Its role so far.
    pub role: Role,
    /// The label as printed.
    pub label: String,
    /// The text without label and markup.
    pub text: String,
    /// Spans of `text`. Note calls have an empty target until notes have keys.
    pub spans: Vec<Span>,
    /// Bodies of the note calls with a body in the text, in order.
    pub bodies: Vec<Body>,
    /// Stars in `text` that may call a note further down.
    pub stars: Vec<(usize, usize)>,
    /// What is left of the unit it came from.
    pub unit: Edges,
    /// Whether its label was set off by a tab.
    pub tabbed: bool,
}

impl Draft {
    /// A draft of `unit` whose first `label_end` bytes are its label and whose text starts at `text_start`. A unit that is
    /// nothing but its label keeps it as its text.
    pub fn new(role: Role, unit: Unit, label_end: usize, text_start: usize) -> Self {
        let Unit { line, indent, tabs, text: mut whole, mut spans, rows, blank_before, lines, width, piece, depth } =
            unit;
        let unit = Edges { line, indent, tabs, rows, lines, width, piece, blank_before, depth };
        if unit.piece.is_none() && spans.is_empty() && inline::is_plain(&whole) {
            // Most units: nothing is taken out of them but their label.
            let mut label = String::new();
            if text_start < whole.len() && whole.is_char_boundary(text_start) {
                label.push_str(whole.get(..label_end).unwrap_or("").trim_end());
                whole.drain(..text_start);
            }
            let (bodies, stars) = (Vec::new(), Vec::new());
            return Self { role, label, text: whole, spans, bodies, stars, unit, tabbed: false };
        }
        let is_bare = text_start >= whole.len();
        let (label, body, cut) = if is_bare {
            ("", whole.as_str(), 0)
        } else {
            (whole.get(..label_end).unwrap_or(""), whole.get(text_start..).unwrap_or(""), text_start)
        };
        for span in &mut spans {
            span.start = span.start.saturating_sub(cut);
            span.end = span.end.saturating_sub(cut);
        }
        let mut read = match unit.piece {
            Some(_) => inline::marked(body, spans.clone()),
            None => inline::read(body, spans.clone()),
        };
        if read.text.is_empty() {
            // Nothing but marks: they are all the text there is.
            read = inline::Inline { text: body.to_owned(), spans, ..inline::Inline::default() };
        }
        Self {
            role,
            label: label.trim_end().to_owned(),
            text: read.text,
            spans: read.spans,
            bodies: read.bodies,
            stars: read.stars,
            unit,
            tabbed: false,
        }
    }

    /// A draft without a label.
    pub fn plain(role: Role, unit: Unit) -> Self {
        Self::new(role, unit, 0, 0)
    }

    /// Nothing but a short line: what mastheads and signatures are made of.
    pub fn is_short(&self, width: usize) -> bool {
        let limit = if width == 0 { 70 } else { (width * 7 / 10).max(30) };
        self.unit.lines == 1 && (self.unit.width <= limit || has_wide_gap(&self.text))
    }
}
