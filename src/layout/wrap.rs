//! Paragraph to rows: break on logical text, then levels, joining, reordering and mirroring per line.

use std::ops::Range;

use super::atom::Atoms;
use super::fill;
use super::place::Setter;
use super::row::Row;
use crate::text::{Direction, script};

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

/// What a text's rows need and a width does not change: the direction, and the clusters with their breaks, levels and joints.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    direction: Direction,
    atoms: Atoms,
}

impl Analysis {
    /// Analyses one paragraph.
    pub fn new(text: &str, options: &Options) -> Self {
        let direction = options.base.or_else(|| script::first_strong(text)).unwrap_or_default();
        Self { direction, atoms: Atoms::new(text, options, direction) }
    }

    /// The base direction of the paragraph.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The rows of the paragraph at `width` cells (at least 1): at least one row, every byte of `text` in exactly one row,
    /// no row with a cluster beyond `width`. `text` and `options` must be those of [`Analysis::new`].
    pub fn rows(&self, text: &str, options: &Options, width: u16) -> Vec<Row> {
        self.each_row(text, options, width).collect()
    }

    /// The rows of [`Analysis::rows`] one after another, so that those of a long text need not exist at once.
    pub fn each_row<'a>(&'a self, text: &'a str, options: &'a Options, width: u16) -> impl Iterator<Item = Row> + 'a {
        let width = width.max(1);
        let mut setter = Setter::new(&self.atoms, text, options, self.direction, width);
        fill::lines(&self.atoms.list, options, usize::from(width)).into_iter().map(move |line| setter.row(line))
    }

    /// Those of [`Analysis::rows`] whose numbers are in `wanted`: what is not seen is broken but not joined and ordered.
    pub fn rows_within(&self, text: &str, options: &Options, width: u16, wanted: Range<usize>) -> Vec<Row> {
        let width = width.max(1);
        let lines = fill::lines(&self.atoms.list, options, usize::from(width));
        let wanted = wanted.start.min(lines.len())..wanted.end.min(lines.len());
        let lines = lines.get(wanted).unwrap_or(&[]);
        let mut setter = Setter::new(&self.atoms, text, options, self.direction, width);
        lines.iter().map(|&line| setter.row(line)).collect()
    }

    /// How many rows [`Analysis::rows`] makes, without making them.
    pub fn height(&self, options: &Options, width: u16) -> usize {
        fill::lines(&self.atoms.list, options, usize::from(width.max(1))).len()
    }
}
