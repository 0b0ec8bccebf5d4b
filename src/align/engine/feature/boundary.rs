//! Beads that reach over the end of a block on one side only.

use std::ops::Range;

use super::{Costs, Row, Rows, SIZES};
use crate::align::engine::scene::Scene;

/// What it costs.
const COST: f32 = 2.5;

pub(super) fn bead(scene: &Scene, source: &Range<usize>, target: &Range<usize>) -> f32 {
    let left = scene.source.crosses(source.start, source.end);
    let right = scene.target.crosses(target.start, target.end);
    if left != right { COST } else { 0.0 }
}

pub(super) fn rows() -> Box<dyn Rows> {
    Box::new(Boundary)
}

struct Boundary;

impl Rows for Boundary {
    fn add(&mut self, scene: &Scene, row: &Row, weight: f32, costs: &mut [Costs]) {
        if scene.source.begins.is_empty() && scene.target.begins.is_empty() {
            return;
        }
        for (j, costs) in row.columns.clone().zip(costs) {
            for (cost, &(a, b)) in costs.iter_mut().zip(&SIZES) {
                if a + b > 2 && row.holds(j, (a, b)) {
                    *cost += weight * bead(scene, &(row.i - a..row.i), &(j - b..j));
                }
            }
        }
    }
}
