//! What segments mean, as static vectors: a segment is the weighted sum of its pieces' vectors, less the text's mean.
//!
//! Sums add up: the vector of a bead is the sum of its segments' vectors, so that its product with another bead is the sum of
//! the products of segments, and is never computed twice.

use super::token::head;
use crate::align::vector::{self, DIMENSIONS};

/// Bytes of a segment that are looked at.
const LONGEST: usize = 8192;

/// The vectors of one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Vectors {
    /// Components of a vector, 0 where nothing is known.
    pub(super) size: usize,
    /// The vectors one after the other.
    pub(super) all: Vec<f32>,
    /// For every segment end `i` and number of segments less one, the length of the sum of the segments before `i`.
    norms: Vec<[f32; 4]>,
    /// The same sum's mean distance to the vectors of the other side, 1 − cosine.
    distance: Vec<[f32; 4]>,
}

impl Vectors {
    /// The vectors of `texts`.
    pub(super) fn of(texts: &[&str], proceed: &mut dyn FnMut() -> bool) -> Option<Self> {
        let mut all = vec![0.0; texts.len() * DIMENSIONS];
        let mut weights = Vec::with_capacity(texts.len());
        let mut found = 0;
        for (at, (text, row)) in texts.iter().zip(all.chunks_exact_mut(DIMENSIONS)).enumerate() {
            if at % 64 == 0 && !proceed() {
                return None;
            }
            let mut sum = [0.0; DIMENSIONS];
            let mut weight = 0.0;
            for piece in vector::pieces(head(text, LONGEST)) {
                let own = vector::weight(piece);
                vector::add(piece, own, &mut sum);
                weight += own;
            }
            row.copy_from_slice(&sum);
            weights.push(weight);
            found += usize::from(weight > 0.0);
        }
        if found * 2 < texts.len() {
            return Some(Self::default());
        }
        let mut mean = [0.0_f32; DIMENSIONS];
        all.chunks_exact(DIMENSIONS).for_each(|row| row.iter().zip(&mut mean).for_each(|(x, mean)| *mean += x));
        let total = weights.iter().sum::<f32>().max(1e-9);
        for (row, weight) in all.chunks_exact_mut(DIMENSIONS).zip(&weights) {
            row.iter_mut().zip(&mean).for_each(|(x, mean)| *x -= weight * mean / total);
        }
        Some(Self { size: DIMENSIONS, all, ..Self::default() })
    }

    /// Whether both sides have vectors.
    pub(super) fn known(&self) -> bool {
        self.size > 0
    }

    /// The vector of segment `index`.
    pub(super) fn at(&self, index: usize) -> &[f32] {
        self.all.get(index * self.size..(index + 1) * self.size).unwrap_or(&[])
    }

    /// The length of the sum of the `count` segments before `end`.
    pub(super) fn norm(&self, end: usize, count: usize) -> f32 {
        self.norms.get(end).and_then(|row| row.get(count.wrapping_sub(1))).copied().unwrap_or(0.0)
    }

    /// How far that sum is from the other side's vectors in the mean.
    pub(super) fn far(&self, end: usize, count: usize) -> f32 {
        self.distance.get(end).and_then(|row| row.get(count.wrapping_sub(1))).copied().unwrap_or(1.0)
    }

    /// The mean of the vectors, each brought to length 1.
    fn middle(&self) -> Vec<f32> {
        let mut sum = vec![0.0; self.size];
        let mut count = 0;
        for row in self.all.chunks_exact(self.size.max(1)) {
            let norm = dot(row, row).sqrt();
            if norm > 0.0 {
                row.iter().zip(&mut sum).for_each(|(x, sum)| *sum += x / norm);
                count += 1;
            }
        }
        sum.iter_mut().for_each(|x| *x /= count.max(1) as f32);
        sum
    }

    /// Measures the sums of up to four segments against the other side.
    fn measure(&mut self, middle: &[f32]) {
        let size = self.size.max(1);
        let count = self.all.len() / size;
        let mut sum = vec![0.0; self.size];
        for end in 0..=count {
            let (mut norms, mut far) = ([0.0; 4], [1.0; 4]);
            sum.fill(0.0);
            for take in 0..4.min(end) {
                let row = self.at(end - 1 - take);
                row.iter().zip(&mut sum).for_each(|(x, sum)| *sum += x);
                let norm = dot(&sum, &sum).sqrt();
                norms[take] = norm;
                far[take] = if norm > 0.0 { 1.0 - dot(&sum, middle) / norm } else { 1.0 };
            }
            self.norms.push(norms);
            self.distance.push(far);
        }
    }
}

/// Makes the two sides comparable: both know what they need of each other. Where one side has no vectors, neither has.
pub(super) fn compare(source: &mut Vectors, target: &mut Vectors) {
    // Segments that all mean the same mean nothing beside each other.
    let nothing = |side: &Vectors| dot(&side.all, &side.all) < 1e-4 * side.all.len() as f32 / side.size.max(1) as f32;
    if source.size != target.size || source.size == 0 || nothing(source) || nothing(target) {
        (*source, *target) = (Vectors::default(), Vectors::default());
        return;
    }
    let (left, right) = (source.middle(), target.middle());
    source.measure(&right);
    target.measure(&left);
}

/// The inner product. Eight sums side by side, which the compiler makes vectors of.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (left, right) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in left.zip(right) {
        for k in 0..8 {
            sums[k] += x[k] * y[k];
        }
    }
    sums.iter().sum::<f32>() + rest
}
