//! What was read: a document of keyed blocks with their language, direction, spans and notes.

mod bitext;
mod key;
mod left_out;
pub mod masthead;
pub mod ordinal;
pub mod reference;
pub mod symbol;
mod transcript;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::{Direction, Language};

pub use bitext::{Correspondence, base};
pub use key::{ANNEX_WORDS, ARTICLE_WORDS, Key, any_ordinal};
pub use left_out::{LeftOut, letters};
pub use masthead::{AgendaItem, Masthead};

/// A document as read: one version of a work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The title as printed, on one line; empty when none was found.
    pub title: String,
    /// The UN document symbol (`A/RES/68/262`) where the masthead names one.
    pub symbol: Option<String>,
    /// What else the masthead of a UN document says.
    #[serde(flatten)]
    pub masthead: Masthead,
    /// The language of most of the text.
    pub language: Language,
    /// The base direction of that language.
    pub direction: Direction,
    /// The format it was read from (`txt`).
    pub format: String,
    /// What was repaired or is in doubt, in the order of the source.
    pub warnings: Vec<Warning>,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Link targets that stood elsewhere in the source than the reference they belong to, by block and offset.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Moved>,
    /// Lines of the source that are no part of the text, in the order of the source: running heads, running feet and page
    /// numbers. No pane shows them and no search finds them; [`Document::transcript`] has them at their places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// What the source says of which blocks correspond with those of other versions; none where it says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correspondence: Option<Correspondence>,
}

/// A text of the source that stood at a place of the document without belonging there: a link target that a PDF dumped at
/// the end of a page. The [`Span`] it became has the same text as its `source`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Index into [`Document::blocks`] of the block it stood in.
    pub block: usize,
    /// Byte offset in that block's text.
    pub offset: usize,
    /// What stood there.
    pub text: String,
}

/// Something that was repaired, or could not be, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The 1-based line of the source, where one is known.
    pub line: Option<usize>,
    /// The 0-based byte offset in the source, where that is the better place.
    pub byte: Option<usize>,
    /// What happened, in one sentence.
    pub message: String,
}

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A title line of the whole document.
    Title,
    /// A heading; `level` says how deep.
    Heading,
    /// A paragraph, numbered or not.
    #[default]
    Paragraph,
    /// An item of a list: `(a)`, a bullet, an agenda item.
    Item,
    /// A table; its cells stand in `rows`.
    Table,
    /// A block quotation.
    Quotation,
    /// The body of a note; its key is `fnN`.
    Note,
    /// A signature block; where it has several lines they stand in `rows`.
    Signature,
    /// A line of the masthead, a received date, an original-language line, a closing place and date.
    Metadata,
}

/// The smallest unit that has a key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// The language-neutral name, unique in the document.
    pub key: Key,
    /// What it is.
    pub kind: Kind,
    /// The normalised number (`48`, `(a)`, `I`, `A`), none where the block is unnumbered.
    pub number: Option<String>,
    /// The number as printed (`48-`, `أولاً-`, `二.`, `المادة 12`); not part of `text`. Empty where there is none.
    /// A heading that is nothing but its number (`Article 13`) keeps it as its text and has no label.
    pub label: String,
    /// The depth: 1 for the outermost heading or item; 0 where depth means nothing.
    pub level: u8,
    /// The language of this block.
    pub language: Language,
    /// Its base direction.
    pub direction: Direction,
    /// The text in logical order on one line: no line break, no markup. For a table, the cells joined by tabs and newlines.
    pub text: String,
    /// Ranges of `text` with a meaning, sorted by `start`.
    pub spans: Vec<Span>,
    /// The rows of a table, each a list of cells, and the lines of a signature block or of a paragraph whose lines stay apart (a
    /// program, verse), each a row of one cell; empty for
    /// other kinds. In `text` they stand one after the other with one byte between them.
    pub rows: Vec<Vec<String>>,
    /// The 1-based line of the source on which the block starts; in a format without lines, its 1-based place among the
    /// paragraphs of the source.
    pub line: usize,
    /// The source's own name of the block (an HTML `id`, the identifier of a translation unit), where it has one: versions of
    /// a work that share it mean the same block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// A range of a block's text with a meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte in `text`.
    pub start: usize,
    /// One past the last byte; equal to `start` for a mark that stands between characters.
    pub end: usize,
    /// What it means.
    pub kind: SpanKind,
    /// Where it leads: a URL, or a key such as `fn1` or `annex2`.
    pub target: Option<String>,
    /// Characters of the source that stood at `start` and are not in `text` (a note's mark, a dumped URL, an asterisk).
    pub source: Option<String>,
}

/// What a [`Span`] means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpanKind {
    /// Emphasised.
    Emphasis,
    /// A link to a URL or to a key.
    Link,
    /// A call of a note; `target` is the note's key.
    Note,
}

/// A place in a document from which rows and columns are derived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// Byte offset into that block's `text`, on a character boundary.
    pub offset: usize,
}

impl Document {
    /// The index of the block named `key`.
    pub fn find(&self, key: &Key) -> Option<usize> {
        self.blocks.iter().position(|block| &block.key == key)
    }

    /// The blocks that are headings or titles, with their indices.
    pub fn outline(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(|(_, block)| matches!(block.kind, Kind::Heading))
    }
}

impl Block {
    /// For a table, the byte range in `text` of the cell at `row` and `column` (0-based).
    pub fn cell_range(&self, row: usize, column: usize) -> Option<Range<usize>> {
        let mut start = 0;
        for (r, cells) in self.rows.iter().enumerate() {
            for (c, cell) in cells.iter().enumerate() {
                if r == row && c == column {
                    return Some(start..start + cell.len());
                }
                start += cell.len() + 1;
            }
        }
        None
    }

    /// The text of a table block for these rows: cells joined by a tab, rows by a newline.
    pub fn table_text(rows: &[Vec<String>]) -> String {
        rows.iter().map(|cells| cells.join("\t")).collect::<Vec<_>>().join("\n")
    }
}
