//! One row of cells in visual order, with both maps: place to column and column to place.

use std::ops::Range;

use crate::text::Direction;

/// One cluster as it stands in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Bytes of the paragraph's text that it shows.
    pub source: Range<u32>,
    /// Bytes of [`Row::glyphs`]: what the cell receives (joined, mirrored, never a control).
    pub glyph: Range<u32>,
    /// First cell, counted from the left end of the row.
    pub column: u16,
    /// Cells: 1 or 2.
    pub width: u8,
    /// Embedding level (UAX #9); odd is right to left.
    pub level: u8,
}

/// One row of a paragraph: clusters from left to right, aligned to the side where the paragraph starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Bytes of the paragraph's text on this row, with the white space that hangs at its end.
    pub source: Range<usize>,
    /// The base direction of the paragraph.
    pub direction: Direction,
    /// The cells the row was made for.
    pub width: u16,
    /// What the cells receive, one cluster after another.
    pub glyphs: String,
    /// The clusters from left to right; zero-width ones that cannot join a neighbour are absent.
    pub clusters: Vec<Cluster>,
}

impl Row {
    /// What the cell of `cluster` receives.
    pub fn glyph(&self, cluster: &Cluster) -> &str {
        self.glyphs.get(cluster.glyph.start as usize..cluster.glyph.end as usize).unwrap_or("")
    }

    /// The spans of columns that show the bytes `source` of the paragraph, left to right, touching ones merged.
    pub fn columns(&self, source: Range<usize>) -> Vec<Range<u16>> {
        let mut spans: Vec<Range<u16>> = Vec::new();
        for cluster in &self.clusters {
            if (cluster.source.start as usize) < source.end && (cluster.source.end as usize) > source.start {
                let end = cluster.column + u16::from(cluster.width);
                match spans.last_mut() {
                    Some(last) if last.end == cluster.column => last.end = end,
                    _ => spans.push(cluster.column..end),
                }
            }
        }
        spans
    }

    /// The bytes of the paragraph that the cell at `column` shows, both cells of a wide cluster the same; beside the text
    /// nothing of it (an empty range): its start on the side where the row starts, the end of its last cluster on the other.
    pub fn bytes_at(&self, column: u16) -> Range<usize> {
        if let Some(cluster) = self.cluster_at(column) {
            return cluster.source.start as usize..cluster.source.end as usize;
        }
        let first = self.clusters.first();
        let before = first.is_none_or(|first| (column < first.column) != self.direction.is_rtl());
        let end = self.clusters.iter().map(|cluster| cluster.source.end as usize).max();
        let at = if before { self.source.start } else { end.unwrap_or(self.source.start) };
        at..at
    }

    /// The cluster at `column`.
    pub fn cluster_at(&self, column: u16) -> Option<&Cluster> {
        self.clusters.iter().find(|c| (c.column..c.column.saturating_add(u16::from(c.width))).contains(&column))
    }

    /// The cluster that shows the byte `offset` of the paragraph, else the next one in the text that has a cell, else the
    /// last before it: where a cursor on that byte stands. None in a row without clusters.
    pub fn cluster_of(&self, offset: usize) -> Option<&Cluster> {
        let shows = |c: &&Cluster| c.source.start < c.source.end && c.source.end as usize > offset;
        let after = self.clusters.iter().filter(shows).min_by_key(|c| c.source.start);
        after.or_else(|| self.clusters.iter().max_by_key(|c| c.source.end))
    }

    /// The row as text in visual order, filled with spaces on the left as far as its first cluster.
    pub fn visual(&self) -> String {
        let mut text = String::new();
        let mut column = 0;
        for cluster in &self.clusters {
            for _ in column..cluster.column {
                text.push(' ');
            }
            text.push_str(self.glyph(cluster));
            column = cluster.column + u16::from(cluster.width);
        }
        text
    }
}
