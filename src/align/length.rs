//! The length model of Gale & Church (1993), in characters.
//!
//! The lengths of two texts that translate each other differ by a normal deviate: `δ = (l₂ − c·l₁) / √(s²·l)`, with `c` the
//! ratio of the pair and `s²` the variance a character brings. The cost of a pair is `−log P(|deviate| ≥ |δ|)`. Lengths are
//! measured in characters of the wordier language, so that Chinese beside English has the paper's variance too.

use std::sync::LazyLock;

/// The paper's `s²`: the variance a character brings.
const VARIANCE: f32 = 6.8;
/// Deviates of the table, in hundredths.
const STEPS: usize = 1000;
/// `−log P(|deviate| ≥ k/100)`.
static TABLE: LazyLock<Vec<f32>> = LazyLock::new(|| (0..=STEPS).map(|k| tail_cost(k as f32 / 100.0)).collect());

/// The length model of one pair of texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct LengthModel {
    /// What a source character counts, in characters of the wordier side.
    source: f32,
    /// What a target character counts.
    target: f32,
}

impl LengthModel {
    /// A model for texts in which one source character corresponds to `ratio` target characters; a ratio out of the range
    /// of languages is brought into it.
    pub(super) fn new(ratio: f32) -> Self {
        let ratio = if ratio.is_finite() { ratio.clamp(0.05, 20.0) } else { 1.0 };
        let (source, target) = if ratio < 1.0 { (1.0, 1.0 / ratio) } else { (ratio, 1.0) };
        Self { source, target }
    }

    /// The deviate of `source` characters beside `target` characters, 0 or more.
    pub(super) fn deviate(&self, source: usize, target: usize) -> f32 {
        let (source, target) = (source as f32 * self.source, target as f32 * self.target);
        // One character more on each side: a pair of empty texts fits, and very short ones are not judged hard.
        (source - target).abs() / (VARIANCE * ((source + target) / 2.0 + 1.0)).sqrt()
    }

    /// The mean of `source` and `target` characters, in characters of the wordier side.
    pub(super) fn wordier(&self, source: usize, target: usize) -> f32 {
        (source as f32 * self.source + target as f32 * self.target) / 2.0
    }

    /// `−log P(|deviate| ≥ deviate)`.
    pub(super) fn tail(deviate: f32) -> f32 {
        TABLE.get((deviate * 100.0) as usize).or(TABLE.last()).copied().unwrap_or(0.0)
    }

    /// The cost of `source` characters beside `target` characters, 0 or more.
    pub(super) fn cost(&self, source: usize, target: usize) -> f32 {
        Self::tail(self.deviate(source, target))
    }

    /// How well the lengths fit, from 1 (as expected) to 0. Wider than the model: free translation is no error.
    pub(super) fn fit(&self, source: usize, target: usize) -> f32 {
        let z = self.deviate(source, target) / 3.0;
        1.0 / (1.0 + z * z)
    }
}

/// `−log P(|deviate| ≥ z)` of the standard normal distribution (Abramowitz & Stegun 26.2.17, with the tail's asymptote).
fn tail_cost(z: f32) -> f32 {
    if z > 5.0 {
        return z * z / 2.0 + (z * (std::f32::consts::PI / 2.0).sqrt()).ln();
    }
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let series = t * (0.319_381_53 + t * (-0.356_563_78 + t * (1.781_477_9 + t * (-1.821_256 + t * 1.330_274_4))));
    let tail = 2.0 * series * (-z * z / 2.0).exp() / (2.0 * std::f32::consts::PI).sqrt();
    -tail.clamp(1e-30, 1.0).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_tables_one() {
        // Two-sided tails from a printed table of the normal distribution.
        for (z, tail) in [(0.0, 1.0), (1.0, 0.3173), (1.96, 0.05), (2.576, 0.01), (3.29, 0.001), (6.0, 1.973e-9)] {
            let found = (-tail_cost(z)).exp();
            assert!((found - tail).abs() < tail * 0.03, "{z}: {found}");
        }
    }

    #[test]
    fn the_model_reads_the_pairs_ratio() {
        let model = LengthModel::new(0.3);
        assert!(model.cost(1000, 300) < 0.1);
        assert!(model.cost(1000, 1000) > 20.0);
        assert!(model.fit(1000, 300) > 0.95 && model.fit(1000, 900) < 0.2);
        assert!(LengthModel::new(f32::NAN).cost(0, 0) < 0.1);
        assert!(LengthModel::new(0.0).cost(usize::MAX, 1).is_finite());
    }
}
