//! Several versions side by side: rows in which each version has the blocks that correspond.

mod compose;

use std::ops::Range;

use super::Alignment;
use super::structure::align_blocks;
use crate::document::Document;

/// One row: for every version the blocks that stand beside each other; an empty range where nothing corresponds.
#[derive(Clone, Debug, PartialEq)]
pub struct GridRow {
    /// Block ranges, one a version; an empty range still says where the row would stand (`start`).
    pub blocks: Vec<Range<usize>>,
    /// The lowest confidence of the beads that made the row, 0 to 1.
    pub score: f32,
}

/// Rows in the reading order of the pivot; every block of every version stands in exactly one row. The blocks of another
/// version grow from row to row, but for parts that stand elsewhere in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The rows.
    pub rows: Vec<GridRow>,
    /// The version through which the others were brought together.
    pub pivot: usize,
    /// For every version the row of each of its blocks.
    places: Vec<Vec<u32>>,
}

impl Grid {
    /// The grid of these rows.
    pub fn new(rows: Vec<GridRow>, pivot: usize) -> Self {
        let versions = rows.iter().map(|row| row.blocks.len()).max().unwrap_or(0);
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); versions];
        for (at, row) in rows.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            for (own, range) in places.iter_mut().zip(&row.blocks).filter(|(_, range)| !range.is_empty()) {
                if own.len() < range.end {
                    own.resize(range.end, u32::MAX);
                }
                own[range.clone()].fill(at);
            }
        }
        Self { rows, pivot, places }
    }

    /// The grid of version `version` alone, among `versions`: a row for each of its `blocks`.
    pub fn alone(versions: usize, version: usize, blocks: usize) -> Self {
        let row = |block: usize| {
            let ranges = (0..versions).map(|other| if other == version { block..block + 1 } else { 0..0 });
            GridRow { blocks: ranges.collect(), score: 1.0 }
        };
        Self::new((0..blocks).map(row).collect(), version)
    }

    /// Aligns the first of `documents` with each of the others and composes their grid. `pins` are points at which a person
    /// tied a version to the first: (version, block of the first, block of the version).
    pub fn of(documents: &[&Document], pins: &[(usize, usize, usize)]) -> Self {
        let Some(pivot) = documents.first() else { return Self::default() };
        let with = |version: usize| pins.iter().filter(move |(own, _, _)| *own == version).map(|(_, a, b)| (*a, *b));
        let mut alignments = vec![Alignment::default()];
        for (version, document) in documents.iter().enumerate().skip(1) {
            alignments.push(align_blocks(pivot, document, &with(version).collect::<Vec<_>>()));
        }
        Self::compose(documents, 0, &alignments)
    }

    /// Composes the grid of `documents` from alignments of the pivot (source) with every version (target).
    /// `alignments[v]` is the alignment with version `v`; the entry of the pivot itself is ignored. Blocks that the pivot
    /// lacks stand in rows of their own; where two versions have one of the same strong key there, they share the row.
    /// An alignment that does not cover its versions is completed: what it leaves out corresponds to nothing. Linear.
    pub fn compose(documents: &[&Document], pivot: usize, alignments: &[Alignment]) -> Self {
        Self::new(compose::rows(documents, pivot, alignments), pivot)
    }

    /// The row in which block `block` of version `version` stands.
    pub fn row_of(&self, version: usize, block: usize) -> Option<usize> {
        let row = self.places.get(version)?.get(block)?;
        (*row != u32::MAX).then_some(*row as usize)
    }

    /// How many of the pivot's blocks have a counterpart in `version`, and how many the pivot has.
    pub fn aligned(&self, version: usize) -> (usize, usize) {
        let (mut aligned, mut total) = (0, 0);
        for row in &self.rows {
            let blocks = row.blocks.get(self.pivot).map_or(0, ExactSizeIterator::len);
            total += blocks;
            if row.blocks.get(version).is_some_and(|range| !range.is_empty()) {
                aligned += blocks;
            }
        }
        (aligned, total)
    }
}
