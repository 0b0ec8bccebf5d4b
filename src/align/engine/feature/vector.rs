//! How far the meanings of both sides are from each other, by static vectors, in the way of vecalign (Thompson & Koehn 2019):
//! the distance in units of the distance to what does not correspond, times the sizes.

use std::ops::Range;

use super::{Costs, LONGEST, Row, Rows, SIZES};
use crate::align::engine::meaning::dot;
use crate::align::engine::scene::Scene;

/// The cost of the segments before `i` and `j` whose vectors' product is `product`.
fn cost(scene: &Scene, (i, j): (usize, usize), (a, b): (usize, usize), product: f32) -> f32 {
    let (left, right) = (&scene.source.vectors, &scene.target.vectors);
    let norms = left.norm(i, a) * right.norm(j, b);
    let cosine = if norms > 1e-9 { product / norms } else { 0.0 };
    let far = (left.far(i, a) + right.far(j, b)).max(0.2);
    2.0 * (1.0 - cosine) * (a * b) as f32 / far
}

pub(super) fn bead(scene: &Scene, source: &Range<usize>, target: &Range<usize>) -> f32 {
    if !scene.source.vectors.known() || source.is_empty() || target.is_empty() {
        return 0.0;
    }
    let pairs = source.clone().flat_map(|s| target.clone().map(move |t| (s, t)));
    let product = pairs.map(|(s, t)| dot(scene.source.vectors.at(s), scene.target.vectors.at(t))).sum();
    cost(scene, (source.end, target.end), (source.len(), target.len()), product)
}

pub(super) fn rows() -> Box<dyn Rows> {
    Box::new(Vector::default())
}

/// The products of the last four source segments with the target segments in reach.
#[derive(Default)]
struct Vector {
    rows: [Products; LONGEST],
}

#[derive(Default)]
struct Products {
    start: usize,
    /// For every target segment in reach the sum of the products up to it.
    sums: Vec<f32>,
}

impl Rows for Vector {
    fn add(&mut self, scene: &Scene, row: &Row, weight: f32, costs: &mut [Costs]) {
        if !scene.source.vectors.known() || row.i == row.start.0 {
            return;
        }
        let own = scene.source.vectors.at(row.i - 1);
        let here = &mut self.rows[row.i % LONGEST];
        here.start = row.reach.start;
        here.sums.clear();
        here.sums.push(0.0);
        let mut sum = 0.0;
        for t in row.reach.clone() {
            sum += dot(own, scene.target.vectors.at(t));
            here.sums.push(sum);
        }
        for (j, costs) in row.columns.clone().zip(costs) {
            for (cost_of, &(a, b)) in costs.iter_mut().zip(&SIZES) {
                if a > 0 && b > 0 && row.holds(j, (a, b)) {
                    let product = (0..a).map(|k| self.rows[(row.i - k) % LONGEST].sum(j - b, j)).sum();
                    *cost_of += weight * cost(scene, (row.i, j), (a, b), product);
                }
            }
        }
    }
}

impl Products {
    /// The sum of the products with the target segments `start..end`.
    fn sum(&self, start: usize, end: usize) -> f32 {
        let at = |t: usize| self.sums.get(t.wrapping_sub(self.start)).copied().unwrap_or(0.0);
        at(end) - at(start)
    }
}
