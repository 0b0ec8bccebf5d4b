//! Rows from alignments of the pivot with every version.

use std::collections::HashMap;
use std::ops::Range;

use super::GridRow;
use crate::align::path::heaviest_chain;
use crate::align::{Alignment, Bead};
use crate::document::Document;

/// The rows of [`super::Grid::compose`].
pub(super) fn rows(documents: &[&Document], pivot: usize, alignments: &[Alignment]) -> Vec<GridRow> {
    let Some(pivot_blocks) = documents.get(pivot).map(|document| document.blocks.len()) else {
        return Vec::new();
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
    composer.rows
}

/// `beads` brought to cover `source` and `target` blocks, each once, in the order of the source. Target blocks that no bead
/// has follow the bead of the block before them.
fn covering(beads: &[Bead], source: usize, target: usize) -> Vec<Bead> {
    let mut taken = vec![false; target];
    let mut kept: Vec<&Bead> = Vec::with_capacity(beads.len());
    let mut i = 0;
    for bead in beads {
        let free = taken.get(bead.target.clone()).is_some_and(|range| range.iter().all(|taken| !taken));
        let fits = (i..=source).contains(&bead.source.start) && (bead.source.start..=source).contains(&bead.source.end);
        if free && fits && (!bead.source.is_empty() || !bead.target.is_empty()) {
            taken[bead.target.clone()].fill(true);
            i = bead.source.end;
            kept.push(bead);
        }
    }
    let mut covered = Vec::with_capacity(source.max(target));
    let mut i = 0;
    let alone = |covered: &mut Vec<Bead>, at: usize, from: usize| {
        let left_over = (from..target).take_while(|&block| !taken[block]);
        covered.extend(left_over.map(|block| Bead { source: at..at, target: block..block + 1, score: 0.0 }));
    };
    alone(&mut covered, 0, 0);
    let mut end = 0;
    for bead in kept {
        covered.extend((i..bead.source.start).map(|at| Bead { source: at..at + 1, target: end..end, score: 0.0 }));
        i = bead.source.end;
        covered.push(bead.clone());
        if !bead.target.is_empty() {
            end = bead.target.end;
            alone(&mut covered, i, end);
        }
    }
    covered.extend((i..source).map(|at| Bead { source: at..at + 1, target: end..end, score: 0.0 }));
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

/// A block that stands in a row without the pivot: its version, its index, the confidence of its bead.
type Inserted = (usize, usize, f32);

/// The state of a composition: how far every version is placed.
struct Composer<'a> {
    documents: &'a [&'a Document],
    pivot: usize,
    /// The block of each version after the last one that was placed.
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
        let mut apart: Vec<(usize, Range<usize>)> = Vec::new();
        for (version, beads) in self.beads.iter().enumerate() {
            if version == self.pivot {
                self.places[version] = pivot.end;
                blocks.push(pivot.clone());
                continue;
            }
            let mut own: Option<Range<usize>> = None;
            // A bead without pivot blocks inside the row belongs to it; at its end it has a row of its own.
            while let Some(bead) = beads
                .get(self.next[version])
                .filter(|bead| bead.source.end <= pivot.end && (bead.source.start < pivot.end))
            {
                score = score.min(bead.score);
                self.next[version] += 1;
                own = match own {
                    _ if bead.target.is_empty() => own,
                    None => Some(bead.target.clone()),
                    Some(own) if own.end == bead.target.start => Some(own.start..bead.target.end),
                    // What stands beside one row stands at two places of this version: the rest has a row of its own.
                    Some(own) => {
                        apart.push((version, bead.target.clone()));
                        Some(own)
                    }
                };
            }
            let own = own.unwrap_or(self.places[version]..self.places[version]);
            self.places[version] = own.end;
            blocks.push(own);
        }
        self.rows.push(GridRow { blocks, score });
        for (version, range) in apart {
            self.places[version] = range.start;
            let mut blocks: Vec<Range<usize>> = self.places.iter().map(|&place| place..place).collect();
            self.places[version] = range.end;
            blocks[version] = range;
            self.rows.push(GridRow { blocks, score: 0.0 });
        }
    }

    /// The rows of the blocks that stand before block `at` of the pivot and correspond to nothing in it.
    fn insertions(&mut self, at: usize) {
        let mut slots: Vec<Vec<Inserted>> = Vec::new();
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
    fn shared(&self, slots: Vec<Vec<Inserted>>, blocks: &[Inserted]) -> Vec<Vec<Inserted>> {
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
