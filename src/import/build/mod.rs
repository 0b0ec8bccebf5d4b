//! Pieces to documents: importers of structured formats say what each piece is, and get the keys that plain text gets.

mod clean;
mod flat;
mod list;
mod numeral;
mod place;
mod role;
mod symbol;
#[cfg(test)]
mod tests;

use super::Hints;
use super::txt::form::{Form, Shape};
use super::txt::join::Habits;
use super::txt::warn::Warnings;
use super::txt::{self, front, link, number, reference, speech, star};
use crate::document::{Document, Span, Warning};
use crate::text::{Direction, Language};

pub(in crate::import) use flat::{Grid, flat};
pub(in crate::import) use list::{LEVELS, Label, Level, List, Lists};
pub(in crate::import) use numeral::Numeral;
pub(in crate::import) use place::is_rtl;
pub(in crate::import) use symbol::symbol;

/// What the source says that a piece is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) enum Role {
    /// A title line of the whole document.
    Title,
    /// A heading of a level, 1 for the outermost.
    Heading(u8),
    /// A paragraph: its number is looked for in its text, and so is the ordinal of a heading or the mark of an item, as in
    /// plain text.
    #[default]
    Paragraph,
    /// A paragraph of a source that marks its headings: it is none, even where it looks like one.
    Text,
    /// An item of a list nested so deep, 1 for the outermost list. A decimal number makes the items of an outermost list
    /// numbered paragraphs, where the document has no others and the list goes on with the numbers before it.
    Item(u8),
    /// A table: its text is in [`Piece::rows`].
    Table,
    /// A block quotation.
    Quotation,
    /// A paragraph whose lines stay apart (a program, verse): each is a row of one cell in [`Piece::rows`].
    Verbatim,
    /// The body of the note of this name, by which the calls ([`SpanKind::Note`](crate::document::SpanKind)) target it.
    Note(String),
    /// A masthead line, a date, an attribution.
    Metadata,
    /// A line of a signature block.
    Signature,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Cell {
    /// Its text: line breaks become spaces.
    pub text: String,
    /// Ranges of it with a meaning, as in [`Piece::spans`].
    pub spans: Vec<Span>,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), spans: Vec::new() }
    }
}

/// One block as its source has it, without a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Piece {
    /// What it is.
    pub role: Role,
    /// The number or mark that the source's program prints in front and that is not in `text` (`48.`, `(a)`, `•`). Where
    /// there is none, one is looked for at the start of the text. The label of a note is its printed number or star.
    pub label: Option<String>,
    /// The text in logical order, without mark-up. Line breaks become spaces, and what is blank at its edges goes; the spans
    /// stay in their places.
    pub text: String,
    /// Ranges of `text`, in bytes. A link's target is a URL, or `#` and the name of a piece or anchor of this document. A note
    /// call has no width, targets the name of the note and may have its printed mark as its source.
    pub spans: Vec<Span>,
    /// The rows of a table.
    pub rows: Vec<Vec<Cell>>,
    /// The source's own name of the block, which it shares with other versions.
    pub id: Option<String>,
    /// Other names that links may use for it.
    pub anchors: Vec<String>,
    /// The language that the source says it is in; the script of the text is believed before it.
    pub language: Option<Language>,
    /// The direction that the source says it has; letters of the other direction alone are believed before it.
    pub direction: Option<Direction>,
    /// The 1-based line of the source, or the place among its paragraphs where it has no lines.
    pub line: usize,
}

impl Piece {
    /// Whether there is anything to read in it.
    pub fn has_text(&self) -> bool {
        let is_text = |text: &str| text.chars().any(|c| !c.is_whitespace());
        is_text(&self.text) || self.rows.iter().flatten().any(|cell| is_text(&cell.text))
    }
}

/// What the source says about itself as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct About {
    /// Its title, for where no piece is one.
    pub title: Option<String>,
    /// Its language.
    pub language: Option<Language>,
    /// The UN document symbol; else it is looked for in the pieces that are [`Role::Metadata`].
    pub symbol: Option<String>,
}

/// Leading metadata lines in which a symbol may stand.
const FRONT: usize = 30;

/// The document of these pieces, which stand in reading order: the body of a note after the block that calls it, or where the
/// source has it. Pieces without text and rows are left out. `warnings` are those of the importer and come first.
pub(in crate::import) fn document(
    format: &str,
    pieces: Vec<Piece>,
    about: About,
    hints: &Hints,
    warnings: Vec<Warning>,
) -> Document {
    let mut pieces: Vec<Piece> = pieces.into_iter().filter_map(clean::piece).collect();
    let mut told = Warnings::default();
    let mut drafts = role::drafts(&mut pieces, &mut told);
    let shape = Shape { form: Form::Lines, width: 0 };
    let is_told = |piece: &Piece| matches!(piece.role, Role::Title | Role::Heading(_) | Role::Metadata);
    if !pieces.iter().any(is_told) {
        front::masthead(&mut drafts, shape, &Habits::default(), &mut told);
    }
    front::signatures(&mut drafts, shape);
    star::resolve(&mut drafts);
    txt::articles(&mut drafts, &mut told);
    place::notes(&mut drafts, &pieces);
    let metadata = drafts.iter().filter(|d| d.role == txt::draft::Role::Metadata).take(FRONT);
    let symbol = about.symbol.or_else(|| metadata.map(|d| &d.text).find_map(|text| front::symbol(text)));
    // Drafts of pieces have no notes inside their text: there is one block for each.
    let sources: Vec<Option<usize>> = drafts.iter().map(|draft| draft.unit.piece).collect();
    let blocks = number::blocks(drafts, &mut told);
    let mut document = Document { format: format.to_owned(), symbol, blocks, ..Document::default() };
    place::levels_and_names(&mut document, &pieces, &sources);
    place::targets(&mut document, &pieces, &sources, &mut told);
    document.title = txt::title(&document, about.title.as_deref());
    // A title stands in lists and citations too: its parts are told by their letters there.
    document.title.retain(|c| !matches!(c, '\u{2066}'..='\u{2069}'));
    link::resolve(&mut document);
    reference::mark(&mut document);
    speech::assign(&mut document, hints, about.language.as_ref());
    place::languages(&mut document, &pieces, &sources);
    document.warnings = warnings;
    document.warnings.extend(told.finish());
    document
}
