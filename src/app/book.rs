//! The work that is read: its versions, their alignment, what is searched in them.

use std::cell::OnceCell;
use std::ops::Range;

use crate::align::Grid;
use crate::document::{Block, Document, Key, Kind, Position};
use crate::library::{Opened, Source};
use crate::search::Index;

use super::sentences::Sentences;

/// One version of the work.
pub struct Version {
    /// Where it came from.
    pub source: Source,
    /// What was read.
    pub document: Document,
    index: OnceCell<Index>,
    last_number: OnceCell<Option<usize>>,
}

/// The versions of one work, aligned through the first.
#[derive(Default)]
pub struct Book {
    /// The versions, in the order in which they were named.
    pub versions: Vec<Version>,
    /// What stands beside what.
    pub grid: Grid,
    /// Points at which a person tied a version to the first: (version, block of the first, block of the version).
    pins: Vec<(usize, usize, usize)>,
    aligned: (usize, usize),
    sentences: Sentences,
}

impl Version {
    /// The folded texts, made when they are first asked for.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.document))
    }
}

impl Book {
    /// Aligns the versions.
    pub fn new(opened: Vec<Opened>) -> Self {
        let version = |opened: Opened| Version {
            source: opened.source,
            document: opened.document,
            index: OnceCell::new(),
            last_number: OnceCell::new(),
        };
        let mut book = Self { versions: opened.into_iter().map(version).collect(), ..Self::default() };
        book.align();
        book
    }

    /// The documents, in order.
    pub fn documents(&self) -> Vec<&Document> {
        self.versions.iter().map(|version| &version.document).collect()
    }

    /// The document of version `version`.
    pub fn document(&self, version: usize) -> Option<&Document> {
        self.versions.get(version).map(|version| &version.document)
    }

    /// The block at `position` of version `version`.
    pub fn block(&self, version: usize, block: usize) -> Option<&Block> {
        self.document(version)?.blocks.get(block)
    }

    /// The title of the work: the first one that a version has.
    pub fn title(&self) -> &str {
        let titles = self.versions.iter().map(|version| version.document.title.as_str());
        titles.into_iter().find(|title| !title.is_empty()).unwrap_or("")
    }

    /// Ties block `block` of `version` to block `pivot` of the first version and aligns again around it.
    pub fn pin(&mut self, version: usize, pivot: usize, block: usize) {
        if version == 0 {
            return;
        }
        // A newer point wins over those that it would cross.
        self.pins.retain(|(v, p, b)| *v != version || ((*p < pivot) == (*b < block) && *p != pivot && *b != block));
        self.pins.push((version, pivot, block));
        self.align();
    }

    /// Forgets every tie and aligns again; `false` when there was none.
    pub fn untie(&mut self) -> bool {
        let tied = !self.pins.is_empty();
        self.pins.clear();
        if tied {
            self.align();
        }
        tied
    }

    fn align(&mut self) {
        self.grid = Grid::of(&self.documents(), &self.pins);
        self.aligned = aligned(&self.grid);
    }

    /// The sentence of block `position.block` of `version` that holds `position`, as bytes of its text.
    pub fn sentence(&self, version: usize, position: Position) -> Range<usize> {
        let Some(block) = self.block(version, position.block) else { return 0..0 };
        if block.kind == Kind::Table {
            return cell_at(block, position.offset);
        }
        let sentences = self.sentences.of((version, position.block), block);
        let at = sentences.partition_point(|range| range.end <= position.offset);
        let range = sentences.get(at).or(sentences.last()).cloned().unwrap_or(0..block.text.len());
        let text = block.text.get(range.clone()).unwrap_or("");
        range.start..range.start + text.trim_end().len()
    }

    /// The first bytes of the sentences of a block; of the cells, for a table.
    pub fn sentence_starts(&self, version: usize, block: usize) -> Vec<usize> {
        let place = (version, block);
        let Some(block) = self.block(version, block) else { return Vec::new() };
        if block.kind == Kind::Table {
            let cells = block.rows.iter().enumerate().flat_map(|(r, row)| (0..row.len()).map(move |c| (r, c)));
            return cells.filter_map(|(r, c)| block.cell_range(r, c)).map(|range| range.start).collect();
        }
        self.sentences.of(place, block).iter().map(|range| range.start).collect()
    }

    /// What corresponds in version `other` to the sentence of `version` at `position`: a block and bytes of its text.
    /// None where nothing does or several blocks stand against several.
    pub fn counterpart(&self, version: usize, position: Position, other: usize) -> Option<(usize, Range<usize>)> {
        let row = self.grid.rows.get(self.grid.row_of(version, position.block)?)?;
        let (here, there) = (row.blocks.get(version)?, row.blocks.get(other)?);
        if here.len() != 1 || there.len() != 1 {
            return None;
        }
        let (from, to) = ((version, here.start), (other, there.start));
        let (a, b) = (self.block(from.0, from.1)?, self.block(to.0, to.1)?);
        if a.kind == Kind::Table && b.kind == Kind::Table {
            let (r, c) = cell_index(a, position.offset)?;
            return Some((there.start, b.cell_range(r, c)?));
        }
        let alignment = self.sentences.align((from, a), (to, b));
        let (ours, theirs) = (self.sentences.of(from, a), self.sentences.of(to, b));
        let at = ours.partition_point(|range| range.end <= position.offset).min(ours.len().checked_sub(1)?);
        let bead = alignment.bead_of_source(at)?;
        let (first, last) = (theirs.get(bead.target.start)?, theirs.get(bead.target.end.checked_sub(1)?)?);
        let text = b.text.get(first.start..last.end)?;
        Some((there.start, first.start..first.start + text.trim_end().len()))
    }

    /// The place in version `other` that corresponds to `position` of `version`; where nothing stands in its row, the
    /// nearest block of `other`.
    pub fn follow(&self, version: usize, position: Position, other: usize) -> Position {
        if version == other {
            return position;
        }
        if let Some((block, range)) = self.counterpart(version, position, other) {
            return Position { block, offset: range.start };
        }
        let row = self.grid.row_of(version, position.block).and_then(|row| self.grid.rows.get(row));
        let blocks = row.and_then(|row| row.blocks.get(other)).cloned().unwrap_or(0..0);
        let last = self.document(other).map_or(0, |document| document.blocks.len().saturating_sub(1));
        Position { block: blocks.start.min(last), offset: 0 }
    }

    /// The block that `key` names: in `version` if it has one, else in the first version that has, followed to `version`.
    pub fn find(&self, key: &Key, version: usize) -> Option<Position> {
        let position = |block| Position { block, offset: 0 };
        if let Some(block) = self.document(version)?.find(key) {
            return Some(position(block));
        }
        self.versions
            .iter()
            .enumerate()
            .find_map(|(other, found)| Some(self.follow(other, position(found.document.find(key)?), version)))
    }

    /// The highest plain paragraph number of `version`, for "paragraph 48 of 338".
    pub fn last_number(&self, version: usize) -> Option<usize> {
        let version = self.versions.get(version)?;
        let plain =
            |block: &&Block| block.kind == Kind::Paragraph && block.number.as_deref() == Some(block.key.as_str());
        let numbers =
            || version.document.blocks.iter().filter(plain).filter_map(|block| block.key.as_str().parse().ok());
        *version.last_number.get_or_init(|| numbers().max())
    }

    /// How many blocks of the first version have a counterpart in every other one, and how many there are.
    pub fn aligned(&self) -> (usize, usize) {
        self.aligned
    }
}

fn aligned(grid: &Grid) -> (usize, usize) {
    let (mut aligned, mut total) = (0, 0);
    for row in &grid.rows {
        let own = row.blocks.first().map_or(0, ExactSizeIterator::len);
        total += own;
        if row.blocks.iter().all(|range| !range.is_empty()) {
            aligned += own;
        }
    }
    (aligned, total)
}

/// Row and column of the table cell that holds byte `offset`.
fn cell_index(block: &Block, offset: usize) -> Option<(usize, usize)> {
    let mut start = 0;
    for (r, row) in block.rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            if offset <= start + cell.len() {
                return Some((r, c));
            }
            start += cell.len() + 1;
        }
    }
    None
}

fn cell_at(block: &Block, offset: usize) -> Range<usize> {
    cell_index(block, offset).and_then(|(r, c)| block.cell_range(r, c)).unwrap_or(0..block.text.len())
}
