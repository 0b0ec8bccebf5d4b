//! How often beads of each size are met in hand-made alignments.

use std::ops::Range;

use super::{Costs, Row, Rows, SIZES};
use crate::align::engine::scene::Scene;

/// The shares of sizes with both sides; what is left over is for beads without counterpart.
fn share(size: (usize, usize)) -> f32 {
    match size {
        (1, 1) => 0.80,
        (2, 1) | (1, 2) => 0.07,
        (3, 1) | (1, 3) => 0.015,
        (2, 2) => 0.008,
        (4, 1) | (1, 4) => 0.005,
        _ => 0.002,
    }
}

/// The cost of a size, where a share of `deleted` of all beads lacks each side.
fn prior_of(size: (usize, usize), deleted: f32) -> f32 {
    if size.0 == 0 || size.1 == 0 { -deleted.ln() } else { -(share(size) * (1.0 - 2.0 * deleted) / 0.976).ln() }
}

pub(super) fn bead(scene: &Scene, source: &Range<usize>, target: &Range<usize>) -> f32 {
    prior_of((source.len(), target.len()), scene.calibration.deleted)
}

pub(super) fn rows() -> Box<dyn Rows> {
    Box::new(Prior)
}

struct Prior;

impl Rows for Prior {
    fn add(&mut self, scene: &Scene, _row: &Row, weight: f32, costs: &mut [Costs]) {
        let own: Costs = SIZES.map(|size| weight * prior_of(size, scene.calibration.deleted));
        for costs in costs {
            costs.iter_mut().zip(own).for_each(|(cost, own)| *cost += own);
        }
    }
}
