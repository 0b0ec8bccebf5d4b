//! The features: what the cost of a bead is made of.
//!
//! A feature is one file and one row of [`FEATURES`]. It says what a bead costs ([`Feature::bead`]), and adds its cost to all
//! beads that end in one row of the programme at once ([`Rows`]), which is where the time goes; a test holds the two together.

mod boundary;
mod length;
mod lexicon;
mod missing;
mod prior;
mod vector;

use std::ops::Range;

use super::scene::Scene;

pub(super) use length::{bead as length, deletion};

/// The sizes of beads: (source segments, target segments).
pub(super) const SIZES: [(usize, usize); 12] =
    [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 1), (1, 3), (4, 1), (1, 4), (2, 2), (2, 3), (3, 2)];
/// Segments of one side of a bead at most.
pub(super) const LONGEST: usize = 4;

/// The costs of the beads of all sizes that end in one place.
pub(super) type Costs = [f32; SIZES.len()];

/// One part of the cost of a bead.
pub(super) struct Feature {
    /// What it is called where beads are explained.
    pub(super) name: &'static str,
    /// By what its cost is multiplied.
    pub(super) weight: f32,
    /// Whether calibration weighs it: it tells pairs that correspond from pairs that do not.
    pub(super) evidence: bool,
    /// The cost of one bead.
    pub(super) bead: fn(&Scene, &Range<usize>, &Range<usize>) -> f32,
    /// The costs of many beads.
    pub(super) rows: fn() -> Box<dyn Rows>,
}

/// Adds a feature's costs row by row; rows come in order.
pub(super) trait Rows {
    /// Adds `weight` times the cost of every bead that ends in `row` to `costs`, one for every column of the row.
    fn add(&mut self, scene: &Scene, row: &Row, weight: f32, costs: &mut [Costs]);
}

/// What adds all features' costs, with their weights. It is made once: what it holds is as large as the vocabulary.
pub(super) type Machine = Vec<(f32, Box<dyn Rows>)>;

/// A machine at rest.
pub(super) fn machine() -> Machine {
    FEATURES.iter().map(|feature| (feature.weight, (feature.rows)())).collect()
}

/// A row of the programme: all places after source segment `i - 1`.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The number of source segments before the places.
    pub(super) i: usize,
    /// The numbers of target segments before them.
    pub(super) columns: Range<usize>,
    /// The first source and target segment of the gap: no bead reaches before it.
    pub(super) start: (usize, usize),
    /// The target segments that beads of this row and the next three may hold.
    pub(super) reach: Range<usize>,
}

impl Row {
    /// Whether a bead of `size` that ends in column `j` of the row lies in the gap.
    pub(super) fn holds(&self, j: usize, size: (usize, usize)) -> bool {
        self.i >= self.start.0 + size.0 && j >= self.start.1 + size.1
    }
}

/// The features of the engine.
pub(super) const FEATURES: [Feature; 6] = [
    Feature { name: "prior", weight: 1.0, evidence: false, bead: prior::bead, rows: prior::rows },
    Feature { name: "length", weight: 1.0, evidence: true, bead: length::bead, rows: length::rows },
    Feature { name: "lexicon", weight: 0.28, evidence: true, bead: lexicon::bead, rows: lexicon::rows },
    Feature { name: "vector", weight: 6.0, evidence: true, bead: vector::bead, rows: vector::rows },
    Feature { name: "deletion", weight: 1.0, evidence: false, bead: missing::bead, rows: missing::rows },
    Feature { name: "boundary", weight: 1.0, evidence: false, bead: boundary::bead, rows: boundary::rows },
];

/// What the evidence says against the bead of those segments.
pub(super) fn evidence(scene: &Scene, source: &Range<usize>, target: &Range<usize>) -> f32 {
    let features = FEATURES.iter().filter(|feature| feature.evidence);
    features.map(|feature| feature.weight * (feature.bead)(scene, source, target)).sum()
}
