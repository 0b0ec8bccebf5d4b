//! The target's sentences in the order of the source, and back.

use std::ops::Range;

use super::Segmentation;
use crate::align::path::heaviest_chain;
use crate::align::structure::restored;
use crate::align::{Bead, Fixed};

/// A segmentation whose blocks stand in another order.
pub(super) struct Turned {
    /// The sentences in that order; [`Segmentation::of_block`] counts the blocks in that order too.
    pub(super) cut: Segmentation,
    /// For every sentence its index in the document.
    order: Vec<usize>,
    /// For every sentence of the document its place in that order.
    place: Vec<usize>,
}

impl Turned {
    /// `cut` with its blocks in `order`, which has every block once.
    pub(super) fn new(cut: &Segmentation, blocks: &[usize]) -> Self {
        let mut first = Vec::with_capacity(blocks.len() + 1);
        let mut order = Vec::with_capacity(cut.sentences.len());
        for &block in blocks {
            first.push(order.len());
            order.extend(cut.of_block(block));
        }
        first.push(order.len());
        let mut place = vec![0; cut.sentences.len()];
        for (at, &sentence) in order.iter().enumerate() {
            if let Some(place) = place.get_mut(sentence) {
                *place = at;
            }
        }
        let sentences = order.iter().filter_map(|&at| cut.sentences.get(at).cloned()).collect();
        Self { cut: Segmentation { sentences, start: 0, first }, order, place }
    }

    /// The place in that order of sentence `at` of the document.
    pub(super) fn place(&self, at: usize) -> Option<usize> {
        self.place.get(at).copied()
    }

    /// Beads in the order of the document again.
    pub(super) fn restored(&self, beads: Vec<Bead>) -> Vec<Bead> {
        restored(beads, &self.order)
    }

    /// What is fixed, in this order: the longest chain that grows on both sides.
    pub(super) fn fixed(&self, fixed: &[Fixed]) -> Vec<Fixed> {
        let turn = |range: &Range<usize>| -> Option<Range<usize>> {
            let start = self.place.get(range.start).copied().unwrap_or(self.order.len());
            let whole = range.clone().enumerate().all(|(step, at)| self.place.get(at) == Some(&(start + step)));
            whole.then_some(start..start + range.len())
        };
        let turned: Vec<Fixed> =
            fixed.iter().filter_map(|one| Some(Fixed { target: turn(&one.target)?, ..one.clone() })).collect();
        let pairs: Vec<(usize, usize, u32)> =
            // Of a bead and a point at one place both stand.
            turned.iter().map(|one| (2 * one.source.start + usize::from(!one.source.is_empty()), 2 * one.target.start + usize::from(!one.target.is_empty()), 1)).collect();
        heaviest_chain(&pairs).into_iter().map(|at| turned[at].clone()).collect()
    }
}
