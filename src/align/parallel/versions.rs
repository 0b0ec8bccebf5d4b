//! The versions of one work, each aligned with the pivot, and through it with every other one.

use std::ops::Range;
use std::sync::Arc;

use super::compose;
use super::local::beside_in_row;
use super::origin::pivot_of;
use super::{Parallel, Progress, Segmentation, align_documents};
use crate::align::structure::align_blocks;
use crate::align::{Alignment, Grid};
use crate::document::{Document, Position};

/// What corresponds in another version.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// Blocks and bytes of their texts, in the order of that version; none of them empty.
    pub ranges: Vec<(usize, Range<usize>)>,
    /// Confidence from 0 to 1: the lowest of the beads behind it.
    pub score: f32,
    /// Whether sentences were aligned; else the blocks stand beside each other as a whole.
    pub exact: bool,
}

/// The versions of one work, aligned through one of them. The blocks are there at once; sentences come version by version
/// ([`Parallels::set`]) when they are aligned.
#[derive(Clone, Debug, Default)]
pub struct Parallels {
    pivot: usize,
    /// The pivot's blocks against every version's.
    blocks: Vec<Alignment>,
    /// What is aligned sentence by sentence: the pivot against the version.
    sharp: Vec<Option<Arc<Linked>>>,
    grid: Grid,
}

/// A parallel, and for every sentence of each side the number of its bead.
#[derive(Debug)]
struct Linked {
    parallel: Parallel,
    of_source: Vec<u32>,
    of_target: Vec<u32>,
}

impl Linked {
    fn new(parallel: Parallel) -> Self {
        let of_source = compose::places(parallel.source.sentences.len(), &parallel.sentences, |bead| &bead.source);
        let of_target = compose::places(parallel.target.sentences.len(), &parallel.sentences, |bead| &bead.target);
        Self { parallel, of_source, of_target }
    }
}

impl Parallels {
    /// Aligns the blocks of `documents` by their structure: fast enough to be there before the first frame.
    pub fn of(documents: &[&Document]) -> Self {
        let pivot = pivot_of(documents);
        let blocks = documents.iter().enumerate().map(|(version, document)| match documents.get(pivot) {
            Some(source) if version != pivot => align_blocks(source, document, &[]),
            _ => Alignment::default(),
        });
        let mut all = Self { pivot, blocks: blocks.collect(), sharp: vec![None; documents.len()], ..Self::default() };
        all.grid = Grid::compose(documents, pivot, &all.blocks);
        all
    }

    /// [`Parallels::of`] with every version aligned sentence by sentence. None when `progress` said to stop.
    pub fn aligned(documents: &[&Document], progress: &mut Progress<'_>) -> Option<Self> {
        let mut all = Self::of(documents);
        let count = documents.len().saturating_sub(1).max(1) as f32;
        let pivot = all.pivot;
        for (done, version) in (0..documents.len()).filter(|&version| version != pivot).enumerate() {
            let mut part = |share: f32| progress((done as f32 + share) / count);
            let parallel = align_documents(documents[pivot], documents[version], &[], &mut part)?;
            all.link(version, parallel);
        }
        all.grid = Grid::compose(documents, all.pivot, &all.blocks);
        Some(all)
    }

    /// The version through which the others are aligned: the original where a masthead names its language, else the first.
    pub fn pivot(&self) -> usize {
        self.pivot
    }

    /// Takes over what [`align_documents`] found for the pivot (source) and `version` (target), and composes the grid anew.
    pub fn set(&mut self, documents: &[&Document], version: usize, parallel: Parallel) {
        if version != self.pivot && version < self.blocks.len() {
            self.link(version, parallel);
            self.grid = Grid::compose(documents, self.pivot, &self.blocks);
        }
    }

    /// Aligns the blocks of `version` with the pivot's anew, tied to each other at `ties` (block of the pivot, block of the
    /// version), and composes the grid; its sentences are those of before no longer.
    pub fn tie(&mut self, documents: &[&Document], version: usize, ties: &[(usize, usize)]) {
        if let (Some(source), Some(target)) = (documents.get(self.pivot), documents.get(version))
            && version != self.pivot
            && version < self.blocks.len()
        {
            self.blocks[version] = align_blocks(source, target, ties);
            self.sharp[version] = None;
            self.grid = Grid::compose(documents, self.pivot, &self.blocks);
        }
    }

    fn link(&mut self, version: usize, parallel: Parallel) {
        self.blocks[version] = parallel.blocks.clone();
        self.sharp[version] = Some(Arc::new(Linked::new(parallel)));
    }

    /// The rows: what stands beside what.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The pivot (source) and `version` (target), once their sentences are aligned.
    pub fn parallel(&self, version: usize) -> Option<&Parallel> {
        self.sharp.get(version)?.as_ref().map(|linked| &linked.parallel)
    }

    /// The number of the bead of the pivot and `version` that holds sentence `sentence` of `own`, which is one of the two.
    pub fn bead_of(&self, version: usize, own: usize, sentence: usize) -> Option<usize> {
        let linked = self.sharp.get(version)?.as_ref()?;
        let places = if own == self.pivot { &linked.of_source } else { &linked.of_target };
        places.get(sentence).filter(|at| **at != u32::MAX).map(|at| *at as usize)
    }

    /// The sentences of `version`, once they are aligned.
    pub fn segmentation(&self, version: usize) -> Option<&Arc<Segmentation>> {
        if version == self.pivot {
            return self.sharp.iter().flatten().next().map(|linked| &linked.parallel.source);
        }
        self.parallel(version).map(|parallel| &parallel.target)
    }

    /// `source` against `target`, sentence by sentence, composed through the pivot; none while one of them is not aligned.
    pub fn between(&self, source: usize, target: usize) -> Option<Parallel> {
        if source == target {
            return None;
        }
        if source == self.pivot {
            return self.parallel(target).cloned();
        }
        let back = compose::reversed(self.parallel(source)?);
        if target == self.pivot { Some(back) } else { Some(compose::through(&back, self.parallel(target)?)) }
    }

    /// What corresponds in version `other` to the sentence of `version` at `position` (`documents` are those that were
    /// aligned). None where nothing does.
    pub fn counterpart(
        &self,
        documents: &[&Document],
        version: usize,
        position: Position,
        other: usize,
    ) -> Option<Counterpart> {
        self.counterpart_of(documents, version, position.block, position.offset..position.offset, other)
    }

    /// What corresponds in version `other` to the sentences that bytes `range` of block `block` of `version` touch.
    pub fn counterpart_of(
        &self,
        documents: &[&Document],
        version: usize,
        block: usize,
        range: Range<usize>,
        other: usize,
    ) -> Option<Counterpart> {
        if version == other {
            return None;
        }
        match self.route(version, other) {
            Some((own, target)) => {
                let touched = own.touched(block, &range);
                let (sentences, score) = self.follow(version, touched, other)?;
                Some(Counterpart { ranges: target.ranges(&sentences), score, exact: true })
            }
            None => {
                let row = self.grid.rows.get(self.grid.row_of(version, block)?)?;
                beside_in_row(documents, row, (version, block), &range, other)
            }
        }
        .filter(|found| !found.ranges.is_empty())
    }

    /// The segmentations of two versions between which sentences are aligned.
    fn route(&self, version: usize, other: usize) -> Option<(&Segmentation, &Segmentation)> {
        let reached = |version: usize| version == self.pivot || self.parallel(version).is_some();
        if !reached(version) || !reached(other) {
            return None;
        }
        Some((self.segmentation(version)?, self.segmentation(other)?))
    }

    /// The sentences of `other` that correspond to `sentences` of `version`, sorted, and the lowest score on the way.
    fn follow(&self, version: usize, sentences: Range<usize>, other: usize) -> Option<(Vec<usize>, f32)> {
        let mut found: Vec<usize> = sentences.collect();
        let mut score = 1.0_f32;
        for (version, back) in [(version, true), (other, false)] {
            if version == self.pivot {
                continue;
            }
            let linked = self.sharp.get(version)?.as_ref()?;
            let places = if back { &linked.of_target } else { &linked.of_source };
            let mut beads: Vec<u32> = found.iter().filter_map(|&sentence| places.get(sentence).copied()).collect();
            beads.sort_unstable();
            beads.dedup();
            found.clear();
            for bead in beads.iter().filter_map(|&bead| linked.parallel.sentences.beads.get(bead as usize)) {
                score = score.min(bead.score);
                found.extend(if back { bead.source.clone() } else { bead.target.clone() });
            }
            found.sort_unstable();
        }
        (!found.is_empty()).then_some((found, score))
    }
}
