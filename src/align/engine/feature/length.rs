//! The length model of Gale & Church (1993), in characters of the wordier side.
//!
//! The lengths of two texts that translate each other differ by a normal deviate: `δ = (l₂ − l₁) / √(s²·l)`. The cost is
//! `−log P(|deviate| ≥ |δ|)`.

use std::ops::Range;
use std::sync::LazyLock;

use super::{Costs, Row, Rows, SIZES};
use crate::align::engine::scene::Scene;

/// Deviates of the table, in hundredths.
const STEPS: usize = 1200;
/// `−log P(|deviate| ≥ k/100)`.
static TABLE: LazyLock<Vec<f32>> = LazyLock::new(|| (0..=STEPS).map(|k| tail(k as f32 / 100.0)).collect());
/// No length says more than this against a bead.
const MOST: f32 = 46.0;

fn cost(source: f32, target: f32, variance: f32) -> f32 {
    let mean = (source + target) / 2.0;
    if mean <= 0.0 {
        return 0.0;
    }
    let deviate = (source - target).abs() / (variance * mean).sqrt();
    TABLE.get((deviate * 100.0) as usize).copied().unwrap_or(MOST)
}

/// What the length of a segment says against its having no counterpart.
pub(in crate::align::engine) fn deletion(chars: f32, variance: f32) -> f32 {
    cost(chars, 0.0, variance)
}

/// `−log P(|deviate| ≥ z)` of the standard normal distribution (Abramowitz & Stegun 26.2.17, with the tail's asymptote).
fn tail(z: f32) -> f32 {
    if z > 5.0 {
        return (z * z / 2.0 + (z * (std::f32::consts::PI / 2.0).sqrt()).ln()).min(MOST);
    }
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let series = t * (0.319_381_53 + t * (-0.356_563_78 + t * (1.781_477_9 + t * (-1.821_256 + t * 1.330_274_4))));
    let tail = 2.0 * series * (-z * z / 2.0).exp() / (2.0 * std::f32::consts::PI).sqrt();
    -tail.clamp(1e-30, 1.0).ln()
}

pub(in crate::align::engine) fn bead(scene: &Scene, source: &Range<usize>, target: &Range<usize>) -> f32 {
    if source.is_empty() || target.is_empty() {
        return 0.0;
    }
    let chars = (scene.source.chars(source.start, source.end), scene.target.chars(target.start, target.end));
    cost(chars.0, chars.1, scene.variance)
}

pub(super) fn rows() -> Box<dyn Rows> {
    Box::new(Length)
}

struct Length;

impl Rows for Length {
    fn add(&mut self, scene: &Scene, row: &Row, weight: f32, costs: &mut [Costs]) {
        for (j, costs) in row.columns.clone().zip(costs) {
            for (cost_of, &(a, b)) in costs.iter_mut().zip(&SIZES) {
                if a > 0 && b > 0 && row.holds(j, (a, b)) {
                    let chars = (scene.source.chars(row.i - a, row.i), scene.target.chars(j - b, j));
                    *cost_of += weight * cost(chars.0, chars.1, scene.variance);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_tables_one() {
        // Two-sided tails from a printed table of the normal distribution.
        for (z, expected) in [(0.0, 1.0), (1.0, 0.3173), (1.96, 0.05), (2.576, 0.01), (3.29, 0.001), (6.0, 1.973e-9)] {
            let found = (-tail(z)).exp();
            assert!((found - expected).abs() < expected * 0.03, "{z}: {found}");
        }
        assert!(cost(f32::MAX, 1.0, 6.8).is_finite() && cost(0.0, 0.0, 6.8) < 0.1);
    }
}
