//! The work that is read: its versions, their alignment, what is searched in them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::align::{self, Alignment, Grid};
use crate::document::{Block, Document, Key, Kind, Position};
use crate::library::{Opened, Source};
use crate::search::Index;
use crate::text::sentence;

/// One version of the work.
pub struct Version {
    /// Where it came from.
    pub source: Source,
    /// What was read.
    pub document: Document,
    index: std::cell::OnceCell<Index>,
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
    /// Sentences and what corresponds to them are asked for at every key; in a paragraph of some megabytes they take seconds.
    split: Memory<(usize, usize), Rc<[Range<usize>]>>,
    paired: Memory<[(usize, usize); 2], Rc<Alignment>>,
}

/// What was found once and is asked for again.
type Memory<K, V> = RefCell<HashMap<K, V>>;

/// Blocks whose sentences are kept at most.
const KEPT: usize = 256;

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
            index: std::cell::OnceCell::new(),
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

    fn align(&mut self) {
        let documents: Vec<&Document> = self.versions.iter().map(|version| &version.document).collect();
        let Some(pivot) = documents.first() else { return };
        let alignments: Vec<Alignment> = documents
            .iter()
            .enumerate()
            .map(|(version, document)| {
                if version == 0 {
                    return Alignment::default();
                }
                let pins: Vec<(usize, usize)> =
                    self.pins.iter().filter(|(v, _, _)| *v == version).map(|(_, p, b)| (*p, *b)).collect();
                align::align_blocks(pivot, document, &pins)
            })
            .collect();
        self.grid = Grid::compose(&documents, 0, &alignments);
    }

    /// The sentence of block `position.block` of `version` that holds `position`, as bytes of its text.
    pub fn sentence(&self, version: usize, position: Position) -> Range<usize> {
        let Some(block) = self.block(version, position.block) else { return 0..0 };
        if block.kind == Kind::Table {
            return cell_at(block, position.offset);
        }
        let sentences = self.sentences(version, position.block, block);
        let at = sentences.partition_point(|range| range.end <= position.offset);
        let range = sentences.get(at).or_else(|| sentences.last()).cloned().unwrap_or(0..block.text.len());
        let text = block.text.get(range.clone()).unwrap_or("");
        range.start..range.start + text.trim_end().len()
    }

    /// The first bytes of the sentences of a block; of the cells, for a table.
    pub fn sentence_starts(&self, version: usize, block: usize) -> Vec<usize> {
        let Some(found) = self.block(version, block) else { return Vec::new() };
        if found.kind == Kind::Table {
            let cells = found.rows.iter().enumerate().flat_map(|(r, row)| (0..row.len()).map(move |c| (r, c)));
            return cells.filter_map(|(r, c)| found.cell_range(r, c)).map(|range| range.start).collect();
        }
        self.sentences(version, block, found).iter().map(|range| range.start).collect()
    }

    /// The sentences of `block`, which is block `index` of `version`.
    fn sentences(&self, version: usize, index: usize, block: &Block) -> Rc<[Range<usize>]> {
        let mut kept = self.split.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        let split = || sentence::sentences(&block.text, &block.language).into();
        Rc::clone(kept.entry((version, index)).or_insert_with(split))
    }

    /// The sentences of two blocks, each named by version and block, beside each other.
    fn pair(&self, names: [(usize, usize); 2], a: &Block, b: &Block) -> Rc<Alignment> {
        let mut kept = self.paired.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        let align = || Rc::new(align::align_sentences(&a.text, &a.language, &b.text, &b.language));
        Rc::clone(kept.entry(names).or_insert_with(align))
    }

    /// What corresponds in version `other` to the sentence of `version` at `position`: a block and bytes of its text.
    /// None where nothing does or several blocks stand against several.
    pub fn counterpart(&self, version: usize, position: Position, other: usize) -> Option<(usize, Range<usize>)> {
        let row = self.grid.rows.get(self.grid.row_of(version, position.block)?)?;
        let (here, there) = (row.blocks.get(version)?, row.blocks.get(other)?);
        if here.len() != 1 || there.len() != 1 {
            return None;
        }
        let (a, b) = (self.block(version, here.start)?, self.block(other, there.start)?);
        if a.kind == Kind::Table && b.kind == Kind::Table {
            let (r, c) = cell_index(a, position.offset)?;
            return Some((there.start, b.cell_range(r, c)?));
        }
        let alignment = self.pair([(version, here.start), (other, there.start)], a, b);
        let ours = self.sentences(version, here.start, a);
        let theirs = self.sentences(other, there.start, b);
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
        let plain =
            |block: &&Block| block.kind == Kind::Paragraph && block.number.as_deref() == Some(block.key.as_str());
        let numbered = self.document(version)?.blocks.iter().filter(plain);
        numbered.filter_map(|block| block.key.as_str().parse().ok()).max()
    }

    /// How many blocks of the first version have a counterpart in every other one, and how many there are.
    pub fn aligned(&self) -> (usize, usize) {
        let rows = self.grid.rows.iter().filter(|row| row.blocks.first().is_some_and(|range| !range.is_empty()));
        let (mut aligned, mut total) = (0, 0);
        for row in rows {
            let own = row.blocks.first().map_or(0, ExactSizeIterator::len);
            total += own;
            if row.blocks.iter().all(|range| !range.is_empty()) {
                aligned += own;
            }
        }
        (aligned, total)
    }
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
