//! What it costs that a segment has no counterpart, and that one is swallowed by a bead of its neighbours: both are learned
//! from the text itself ([`crate::align::engine::calibrate`]).

use std::ops::Range;

use super::{Costs, Row, Rows, SIZES};
use crate::align::engine::scene::Scene;

pub(super) fn bead(scene: &Scene, source: &Range<usize>, target: &Range<usize>) -> f32 {
    let (a, b) = (source.len(), target.len());
    let learned = &scene.calibration;
    let sum = |of: &[f32], range: &Range<usize>| range.clone().filter_map(|at| of.get(at)).sum::<f32>();
    if a == 0 || b == 0 {
        return sum(&learned.source, source) + sum(&learned.target, target);
    }
    match a.cmp(&b) {
        std::cmp::Ordering::Greater => (a - b) as f32 / a as f32 * sum(&learned.source_guard, source),
        std::cmp::Ordering::Less => (b - a) as f32 / b as f32 * sum(&learned.target_guard, target),
        std::cmp::Ordering::Equal => 0.0,
    }
}

pub(super) fn rows() -> Box<dyn Rows> {
    Box::new(Deletion)
}

struct Deletion;

impl Rows for Deletion {
    fn add(&mut self, scene: &Scene, row: &Row, weight: f32, costs: &mut [Costs]) {
        for (j, costs) in row.columns.clone().zip(costs) {
            for (cost, &(a, b)) in costs.iter_mut().zip(&SIZES) {
                if a != b && row.holds(j, (a, b)) {
                    *cost += weight * bead(scene, &(row.i - a..row.i), &(j - b..j));
                }
            }
        }
    }
}
