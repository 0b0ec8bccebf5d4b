//! The layout that the usual crates give, put together as directly as they allow: breaks, bidi, clusters and widths; no joining.

use std::ops::Range;

use hexapla::text::Direction;
use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One cluster of a row: its bytes, its column, its cells.
pub struct Cell {
    pub source: Range<usize>,
    pub column: u16,
    pub width: u8,
}

/// The rows of `text` at `columns` cells, each its cells from left to right.
pub fn rows(text: &str, direction: Direction, columns: u16) -> Vec<Vec<Cell>> {
    let level = if direction.is_rtl() { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(level));
    let clusters: Vec<(usize, u8)> =
        text.grapheme_indices(true).map(|(at, cluster)| (at, u8::try_from(cluster.width()).unwrap_or(2))).collect();
    let end_of = |index: usize| clusters.get(index + 1).map_or(text.len(), |(at, _)| *at);
    let mut rows = Vec::new();
    for line in lines(text, &clusters, columns) {
        let bytes = clusters.get(line.start).map_or(text.len(), |(at, _)| *at)..end_of(line.end.max(1) - 1);
        let mut row = Vec::with_capacity(line.len());
        let mut column = 0u16;
        let mut place = |index: usize| {
            let (at, width) = clusters[index];
            row.push(Cell { source: at..end_of(index), column, width });
            column += u16::from(width);
        };
        if !info.has_rtl() {
            line.for_each(&mut place);
        } else if let Some(paragraph) = info.paragraphs.iter().find(|paragraph| paragraph.range.contains(&bytes.start))
        {
            let (levels, runs) = info.visual_runs(paragraph, bytes);
            for run in runs {
                let first = clusters.partition_point(|(at, _)| *at < run.start);
                let own = first..clusters.partition_point(|(at, _)| *at < run.end);
                if levels[run.start].is_rtl() { own.rev().for_each(&mut place) } else { own.for_each(&mut place) }
            }
        }
        if direction.is_rtl() {
            let aside = columns.saturating_sub(column);
            row.iter_mut().for_each(|cell| cell.column += aside);
        }
        rows.push(row);
    }
    rows
}

/// The clusters of every row: as much as fits up to a break opportunity, a word that is too long cut where it must.
fn lines(text: &str, clusters: &[(usize, u8)], columns: u16) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let columns = usize::from(columns);
    let (mut start, mut word, mut before, mut index) = (0, 0, 0usize, 0);
    for (offset, opportunity) in linebreaks(text) {
        // The white space at the end of a word hangs.
        let mut cells = 0;
        let mut ink = 0;
        while let Some(&(at, width)) = clusters.get(index).filter(|(at, _)| *at < offset) {
            cells += usize::from(width);
            if text.as_bytes().get(at) != Some(&b' ') {
                ink = cells;
            }
            if ink > columns {
                lines.push(start..index);
                (start, word, before, cells, ink) = (index, index, 0, usize::from(width), usize::from(width));
            } else if before + ink > columns {
                lines.push(start..word);
                (start, before) = (word, 0);
            }
            index += 1;
        }
        before += cells;
        word = index;
        if opportunity == BreakOpportunity::Mandatory {
            lines.push(start..index);
            (start, before) = (index, 0);
        }
    }
    lines
}
