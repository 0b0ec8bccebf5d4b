//! Several versions side by side: rows in which each version has the blocks that correspond.

use std::collections::HashMap;
use std::ops::Range;

use super::path::heaviest_chain;
use super::structure::align_blocks;
use super::{Alignment, Bead};
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
    /// The version through which the others were brought together.
    pub pivot: usize,
}

impl Grid {
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
    /// An alignment that does not cover its versions is completed: what it leaves out corresponds to nothing.
    pub fn compose(documents: &[&Document], pivot: usize, alignments: &[Alignment]) -> Self {
        let Some(pivot_blocks) = documents.get(pivot).map(|document| document.blocks.len()) else {
            return Self::default();
        };
        let beads: Vec<Vec<Bead>> = documents
            .iter()
            .enumerate()
            .map(|(version, document)| {
                let given = alignments.get(version).filter(|_| version != pivot).map_or(&[][..], |given| &given.beads);
                if version == pivot { Vec::new() } else { covering(given, pivot_blocks, document.blocks.len()) }
            })
            .collect();
        let starts = row_starts(&beads, pivot_blocks);
        let mut composer = Composer {
            documents,
            pivot,
            places: vec![0; documents.len()],
            next: vec![0; documents.len()],
            beads: &beads,
            rows: Vec::with_capacity(starts.len()),
        };
        for (at, &start) in starts.iter().enumerate() {
            composer.insertions(start);
            composer.row(start..starts.get(at + 1).copied().unwrap_or(pivot_blocks));
        }
        composer.insertions(pivot_blocks);
        Self { rows: composer.rows, pivot }
    }

    /// The row in which block `block` of version `version` stands.
    pub fn row_of(&self, version: usize, block: usize) -> Option<usize> {
        // Ends never fall from row to row, empty ranges included: the first row that ends past the block is its row.
        let at = self.rows.partition_point(|row| row.blocks.get(version).is_some_and(|range| range.end <= block));
        self.rows.get(at).filter(|row| row.blocks.get(version).is_some_and(|range| range.contains(&block))).map(|_| at)
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

/// `beads` brought to cover `source` and `target` blocks in order, each once.
fn covering(beads: &[Bead], source: usize, target: usize) -> Vec<Bead> {
    let mut covered = Vec::with_capacity(beads.len());
    let (mut i, mut j) = (0, 0);
    let fill = |covered: &mut Vec<Bead>, to: (usize, usize), i: &mut usize, j: &mut usize| {
        covered.extend((*i..to.0).map(|at| Bead { source: at..at + 1, target: *j..*j, score: 0.0 }));
        *i = (*i).max(to.0);
        covered.extend((*j..to.1).map(|at| Bead { source: *i..*i, target: at..at + 1, score: 0.0 }));
        *j = (*j).max(to.1);
    };
    for bead in beads {
        let sane =
            bead.source.start >= i && bead.target.start >= j && bead.source.end <= source && bead.target.end <= target;
        if !sane || bead.source.end < bead.source.start || bead.target.end < bead.target.start {
            continue;
        }
        fill(&mut covered, (bead.source.start, bead.target.start), &mut i, &mut j);
        covered.push(bead.clone());
        (i, j) = (bead.source.end, bead.target.end);
    }
    fill(&mut covered, (source, target), &mut i, &mut j);
    covered
}

/// Where rows start in the pivot: at every block that no bead holds together with the one before it.
fn row_starts(beads: &[Vec<Bead>], blocks: usize) -> Vec<usize> {
    let mut joined = vec![false; blocks];
    for bead in beads.iter().flatten() {
        for at in bead.source.start + 1..bead.source.end {
            if let Some(place) = joined.get_mut(at) {
                *place = true;
            }
        }
    }
    (0..blocks).filter(|&at| !joined[at]).collect()
}

/// The state of a composition: how far every version is placed.
struct Composer<'a> {
    documents: &'a [&'a Document],
    pivot: usize,
    /// The first block of each version that stands in no row yet.
    places: Vec<usize>,
    /// The next bead of each version.
    next: Vec<usize>,
    beads: &'a [Vec<Bead>],
    rows: Vec<GridRow>,
}

impl Composer<'_> {
    /// The row of these blocks of the pivot, with what the beads put beside them.
    fn row(&mut self, pivot: Range<usize>) {
        let mut score = 1.0_f32;
        let mut blocks = Vec::with_capacity(self.beads.len());
        for (version, beads) in self.beads.iter().enumerate() {
            let start = self.places[version];
            if version == self.pivot {
                self.places[version] = pivot.end;
                blocks.push(pivot.clone());
                continue;
            }
            // A bead without pivot blocks inside the row belongs to it; at its end it has a row of its own.
            while let Some(bead) = beads
                .get(self.next[version])
                .filter(|bead| bead.source.end <= pivot.end && (bead.source.start < pivot.end))
            {
                score = score.min(bead.score);
                self.places[version] = bead.target.end;
                self.next[version] += 1;
            }
            blocks.push(start..self.places[version]);
        }
        self.rows.push(GridRow { blocks, score });
    }

    /// The rows of the blocks that stand before block `at` of the pivot and correspond to nothing in it.
    fn insertions(&mut self, at: usize) {
        let mut slots: Vec<Vec<(usize, usize, f32)>> = Vec::new();
        for (version, beads) in self.beads.iter().enumerate() {
            let mut blocks = Vec::new();
            while let Some(bead) = beads.get(self.next[version]).filter(|bead| bead.source.end <= at) {
                blocks.extend(bead.target.clone().map(|block| (version, block, bead.score)));
                self.next[version] += 1;
            }
            if !blocks.is_empty() {
                slots = self.shared(slots, &blocks);
            }
        }
        for slot in slots {
            let mut score = 1.0_f32;
            for &(version, block, sure) in &slot {
                self.places[version] = block + 1;
                score = score.min(sure);
            }
            let blocks = self.places.iter().enumerate().map(|(version, &place)| {
                let own = slot.iter().any(|&(other, ..)| other == version);
                place - usize::from(own)..place
            });
            let blocks = blocks.collect();
            self.rows.push(GridRow { blocks, score });
        }
    }

    /// `slots` with the blocks of one more version: beside a block of the same strong key, else in slots of their own.
    fn shared(
        &self,
        slots: Vec<Vec<(usize, usize, f32)>>,
        blocks: &[(usize, usize, f32)],
    ) -> Vec<Vec<(usize, usize, f32)>> {
        let mut named: HashMap<&str, usize> = HashMap::new();
        for (at, slot) in slots.iter().enumerate() {
            for key in slot.iter().filter_map(|&(version, block, _)| self.strong_key(version, block)) {
                named.entry(key).or_insert(at);
            }
        }
        let pairs: Vec<(usize, usize, u32)> = blocks
            .iter()
            .enumerate()
            .filter_map(|(turn, &(version, block, _))| {
                let slot = *named.get(self.strong_key(version, block)?)?;
                Some((slot, turn, 1))
            })
            .collect();
        let chain: Vec<(usize, usize)> =
            heaviest_chain(&pairs).into_iter().map(|at| (pairs[at].0, pairs[at].1)).collect();
        let mut merged = Vec::with_capacity(slots.len() + blocks.len());
        let mut turn = 0;
        let mut chain = chain.into_iter().peekable();
        for (at, mut slot) in slots.into_iter().enumerate() {
            if let Some((_, own)) = chain.next_if(|pair| pair.0 == at) {
                merged.extend(blocks[turn..own].iter().map(|&block| vec![block]));
                slot.push(blocks[own]);
                turn = own + 1;
            }
            merged.push(slot);
        }
        merged.extend(blocks[turn..].iter().map(|&block| vec![block]));
        merged
    }

    fn strong_key(&self, version: usize, block: usize) -> Option<&str> {
        let key = &self.documents.get(version)?.blocks.get(block)?.key;
        (!key.is_weak() && !key.as_str().is_empty()).then(|| key.as_str())
    }
}
