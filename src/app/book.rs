//! The work that is read: its versions, their alignment, what is searched in them.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::align::word::Lexicon;
use crate::align::{Counterpart, Grid, Parallels};
use crate::document::{Block, Document, Key, Kind, Position};
use crate::library::{Opened, Source};
use crate::search::Index;

use super::aligned::Pair;
use super::correct::History;
use super::sentences::Sentences;

/// Counterparts that are kept at most: those of a few screens.
const KEPT: usize = 1024;

/// One version of the work.
pub struct Version {
    /// Where it came from.
    pub source: Source,
    /// What was read; slow work has it too.
    pub document: Arc<Document>,
    index: OnceCell<Index>,
    last_number: OnceCell<Option<usize>>,
}

/// A place that was asked about: version, block, first byte of the sentence, the other version.
type Asked = (usize, usize, usize, usize);

/// The versions of one work, aligned through one of them.
#[derive(Default)]
pub struct Book {
    /// The versions, in the order in which they were named.
    pub versions: Vec<Version>,
    /// What corresponds to what.
    pub parallels: Parallels,
    /// For every version how its alignment with the pivot stands.
    pub(super) pairs: Vec<Pair>,
    pub(super) history: History,
    /// Which words go together, by version and version; none where that could not be learned.
    pub(super) lexicons: HashMap<(usize, usize), Option<Arc<Lexicon>>>,
    aligned: (usize, usize),
    sentences: Sentences,
    counterparts: RefCell<HashMap<Asked, Option<Counterpart>>>,
}

impl Version {
    /// The folded texts, made when they are first asked for.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.document))
    }
}

impl Book {
    /// Aligns the blocks of the versions; their sentences are aligned by [`super::Job`].
    pub fn new(opened: Vec<Opened>) -> Self {
        let version = |opened: Opened| Version {
            source: opened.source,
            document: Arc::new(opened.document),
            index: OnceCell::new(),
            last_number: OnceCell::new(),
        };
        let mut book = Self { versions: opened.into_iter().map(version).collect(), ..Self::default() };
        book.parallels = Parallels::of(&book.documents());
        book.pairs.resize_with(book.versions.len(), Pair::default);
        let partners: Vec<usize> = book.partners().collect();
        for version in partners {
            book.pairs[version].ask();
        }
        book.refresh();
        book
    }

    /// What stands beside what.
    pub fn grid(&self) -> &Grid {
        self.parallels.grid()
    }

    /// Brings what is derived from the alignment up to date.
    pub(super) fn refresh(&mut self) {
        self.counterparts.borrow_mut().clear();
        self.aligned = aligned(self.grid());
    }

    /// The documents, in order.
    pub fn documents(&self) -> Vec<&Document> {
        self.versions.iter().map(|version| &*version.document).collect()
    }

    /// Where the documents came from, and they, in order.
    pub(super) fn sources(&self) -> Vec<(&Source, &Document)> {
        self.versions.iter().map(|version| (&version.source, &*version.document)).collect()
    }

    /// The document of version `version`.
    pub fn document(&self, version: usize) -> Option<&Document> {
        self.versions.get(version).map(|version| &*version.document)
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

    /// What corresponds in version `other` to the sentence of `version` at `position`. None where nothing does.
    pub fn counterpart(&self, version: usize, position: Position, other: usize) -> Option<Counterpart> {
        let start = self.sentence(version, position).start;
        let asked = (version, position.block, start, other);
        if let Some(found) = self.counterparts.borrow().get(&asked) {
            return found.clone();
        }
        let position = Position { offset: start, ..position };
        let found = self.parallels.counterpart(&self.documents(), version, position, other);
        let mut kept = self.counterparts.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(asked, found.clone());
        found
    }

    /// The place in version `other` that corresponds to `position` of `version`; where nothing stands in its row, the
    /// nearest block of `other`.
    pub fn follow(&self, version: usize, position: Position, other: usize) -> Position {
        if version == other {
            return position;
        }
        if let Some((block, range)) =
            self.counterpart(version, position, other).and_then(|found| found.ranges.into_iter().next())
        {
            return Position { block, offset: range.start };
        }
        let row = self.grid().row_of(version, position.block).and_then(|row| self.grid().rows.get(row));
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

    /// How many blocks of the pivot have a counterpart in every other one, and how many there are.
    pub fn aligned(&self) -> (usize, usize) {
        self.aligned
    }
}

fn aligned(grid: &Grid) -> (usize, usize) {
    let (mut aligned, mut total) = (0, 0);
    for row in &grid.rows {
        let own = row.blocks.get(grid.pivot).map_or(0, ExactSizeIterator::len);
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
