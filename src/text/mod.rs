//! Unicode text as a reader sees it: clusters, widths, levels, joining, breaks, folding, language.

pub mod bidi;
pub mod caret;
pub mod cell;
pub mod control;
pub mod fold;
pub mod grapheme;
pub mod han;
pub mod language;
pub mod linebreak;
pub mod property;
pub mod script;
pub mod sentence;
pub mod shape;
pub mod visible;
pub mod width;
pub mod word;

use serde::{Deserialize, Serialize};

pub use language::Language;

/// The base direction of a paragraph, a document or a cell of a table (UAX #9 P2–P3, HL1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// `true` for right to left.
    pub fn is_rtl(self) -> bool {
        self == Direction::Rtl
    }
}
