//! What a bead without counterpart costs in this very text.
//!
//! The evidence against beads that correspond and against beads that do not is compared: a logistic fit
//! `P(match) = σ(α − βc + γn)` over pairs of the path and random pairs, with `c` the evidence and `n` the words of both sides,
//! says from which evidence on a pair is no pair. A deletion costs half of that evidence. The same fit, over beads that have
//! swallowed a neighbour, says what a swallowed segment costs (the guard).

use super::feature::{deletion, evidence, length};
use super::fit::{Example, fit};
use super::program::Path;
use super::scene::Scene;

/// The learned costs.
#[derive(Clone, Debug)]
pub(super) struct Calibration {
    /// The share of beads that lack one given side.
    pub(super) deleted: f32,
    /// What the deletion of every source segment costs.
    pub(super) source: Vec<f32>,
    /// What the deletion of every target segment costs.
    pub(super) target: Vec<f32>,
    /// What it costs to swallow a source segment.
    pub(super) source_guard: Vec<f32>,
    /// What it costs to swallow a target segment.
    pub(super) target_guard: Vec<f32>,
    /// Evidence in nats: how much one unit of cost says.
    pub(super) scale: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self {
            deleted: DELETED,
            source: Vec::new(),
            target: Vec::new(),
            source_guard: Vec::new(),
            target_guard: Vec::new(),
            scale: 0.5,
        }
    }
}

impl Calibration {
    /// The costs of Gale & Church: a deletion is judged by its length alone.
    pub(super) fn by_length(scene: &Scene) -> Self {
        let costs = |side: &super::scene::Measured| -> Vec<f32> {
            (0..side.len()).map(|at| deletion(side.chars(at, at + 1), scene.variance)).collect()
        };
        Self { source: costs(&scene.source), target: costs(&scene.target), ..Self::default() }
    }
}

/// The share of beads without counterpart on one side, before anything is known.
const DELETED: f32 = 0.012;
/// Pairs that a fit needs.
const FEW: usize = 20;
/// Pairs that are enough.
const MANY: usize = 2000;
/// How far, in nats, pairs that correspond stand from pairs at random, at least.
const TELLS: f32 = 1.0;
/// The most that a guard costs.
const GUARD: f32 = 30.0;

/// A small generator of numbers, the same in every run.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    /// A number below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n.max(1) as u64) as usize
    }
}

/// Every pair of the path, of at most [`MANY`] evenly spread.
fn spread<T: Copy>(all: &[T]) -> Vec<T> {
    let step = all.len().div_ceil(MANY).max(1);
    all.iter().step_by(step).copied().collect()
}

/// Learns from the 1-1 beads of `path`, judged by `scene`, whose lexicon was not trained on them.
pub(super) fn calibrate(
    scene: &Scene,
    path: &Path,
    deleted: f32,
    proceed: &mut dyn FnMut() -> bool,
) -> Option<Calibration> {
    let (rows, columns) = (scene.source.len(), scene.target.len());
    let count = |side: &super::scene::Measured, at: usize| side.tokens.count(at, at + 1) as f32;
    let mut learned = Calibration { deleted, ..Calibration::by_length(scene) };
    let pairs: Vec<(usize, usize)> =
        path.iter().filter(|(s, t)| s.len() == 1 && t.len() == 1).map(|(s, t)| (s.start, t.start)).collect();
    let pairs = spread(&pairs);
    if pairs.len() < FEW {
        return Some(learned);
    }
    let mut dice = Dice::new();
    let example = |(i, j): (usize, usize)| Example {
        cost: evidence(scene, &(i..i + 1), &(j..j + 1)),
        words: count(&scene.source, i) + count(&scene.target, j),
    };
    let mut right = Vec::with_capacity(pairs.len());
    for &pair in &pairs {
        if !proceed() {
            return None;
        }
        right.push(example(pair));
    }
    let mut wrong = Vec::new();
    for _ in 0..2000 {
        if !proceed() {
            return None;
        }
        let (i, j) = pairs[dice.below(pairs.len())];
        let far = if dice.below(2) == 0 { 2 + dice.below(9) } else { 5 + dice.below((columns / 3).max(1)) };
        let j = if dice.below(2) == 0 { j.checked_sub(far) } else { Some(j + far).filter(|&j| j < columns) };
        if let Some(j) = j {
            wrong.push(example((i, j)));
        }
    }
    if wrong.is_empty() {
        return Some(learned);
    }
    let found = fit(&right, &wrong);
    let mean = |all: &[Example]| all.iter().map(|example| example.cost).sum::<f32>() / all.len() as f32;
    if (mean(&wrong) - mean(&right)) * found.beta < TELLS {
        // Texts that repeat themselves tell nothing: every pair looks like every other.
        return Some(learned);
    }
    let cost = |words: f32| ((found.alpha / 2.0 + found.gamma * words) / found.beta).max(1.0);
    learned.source = (0..rows).map(|i| cost(count(&scene.source, i))).collect();
    learned.target = (0..columns).map(|j| cost(count(&scene.target, j))).collect();
    learned.scale = found.beta;
    guard(scene, &pairs, &mut learned, proceed)?;
    Some(learned)
}

/// Learns what it costs to swallow a neighbour: beads of a pair with the next segment of one side, which does not belong to it,
/// against beads of two pairs where it does.
fn guard(
    scene: &Scene,
    pairs: &[(usize, usize)],
    learned: &mut Calibration,
    proceed: &mut dyn FnMut() -> bool,
) -> Option<()> {
    let neighbours: Vec<(usize, usize)> =
        pairs.windows(2).filter(|two| two[1] == (two[0].0 + 1, two[0].1 + 1)).map(|two| two[0]).collect();
    if neighbours.len() < FEW {
        return Some(());
    }
    for source in [true, false] {
        let (mut grown, mut swollen) = (Vec::new(), Vec::new());
        for &(i, j) in &neighbours {
            if !proceed() {
                return None;
            }
            let of = |a: usize, b: usize| evidence(scene, &(i..i + a), &(j..j + b));
            let words =
                if source { scene.source.tokens.count(i + 1, i + 2) } else { scene.target.tokens.count(j + 1, j + 2) };
            let (alone, both) = (of(1, 1), of(2, 2));
            let (one, other) = if source { (of(2, 1), of(1, 2)) } else { (of(1, 2), of(2, 1)) };
            // A bead of two pairs counts its vectors four times, one that lacks a segment twice.
            let doubled = vectors(scene, (i, j), (2, 2)) / 2.0;
            let halved = if source { vectors(scene, (i, j), (1, 2)) } else { vectors(scene, (i, j), (2, 1)) } / 2.0;
            swollen.push(Example { cost: one - alone, words: words as f32 });
            grown.push(Example { cost: (both - doubled) - (other - halved), words: words as f32 });
        }
        let found = fit(&grown, &swollen);
        let (deletions, side) =
            if source { (&learned.source, &scene.source) } else { (&learned.target, &scene.target) };
        let guards = deletions.iter().enumerate().map(|(at, deletion)| {
            let words = side.tokens.count(at, at + 1) as f32;
            (deletion - (found.alpha + found.gamma * words) / found.beta).clamp(0.0, GUARD)
        });
        let guards: Vec<f32> = guards.collect();
        *(if source { &mut learned.source_guard } else { &mut learned.target_guard }) = guards;
    }
    Some(())
}

/// What the vectors alone say against a bead.
fn vectors(scene: &Scene, (i, j): (usize, usize), (a, b): (usize, usize)) -> f32 {
    let feature = super::feature::FEATURES.iter().find(|feature| feature.name == "vector");
    feature.map_or(0.0, |feature| feature.weight * (feature.bead)(scene, &(i..i + a), &(j..j + b)))
}

/// The share of beads that lack one side, from a path: of a run of deletions at most three count, and no more than seem real.
pub(super) fn deleted_share(scene: &Scene, path: &Path) -> f32 {
    let (mut runs, mut deletions) = ([0, 0], 0);
    for (source, target) in path {
        match (source.is_empty(), target.is_empty()) {
            (false, false) => runs = [0, 0],
            (first, _) => {
                let run = &mut runs[usize::from(first)];
                *run += 1;
                deletions += usize::from(*run <= 3);
            }
        }
    }
    let share = (deletions as f32 / 2.0 + 1.0) / (path.len() as f32 + 2.0);
    (share.min(0.3) * real(scene, path).powi(2)).max(DELETED)
}

/// The share of the deletions of a path that are real. A segment that was left out leaves neighbours whose lengths fit; in a
/// free translation it rather belongs to a neighbour, which is too short without it.
fn real(scene: &Scene, path: &Path) -> f32 {
    let (mut fit, mut all) = (0.0_f32, 0.0_f32);
    let full = |at: Option<usize>| at.and_then(|at| path.get(at)).filter(|(s, t)| !s.is_empty() && !t.is_empty());
    for (at, (source, target)) in path.iter().enumerate() {
        if !source.is_empty() && !target.is_empty() {
            continue;
        }
        let before = full(at.checked_sub(1))
            .map(|(s, t)| length(scene, s, t) < length(scene, &(s.start..source.end), &(t.start..target.end)));
        let after = full(Some(at + 1))
            .map(|(s, t)| length(scene, s, t) < length(scene, &(source.start..s.end), &(target.start..t.end)));
        if before.is_some() || after.is_some() {
            all += 1.0;
            fit += f32::from(u8::from(before != Some(false) && after != Some(false)));
        }
    }
    // Of real deletions nine in ten fit, of others half by chance.
    if all < 1.0 { 1.0 } else { ((fit / all - 0.5) / 0.42).clamp(0.0, 1.0) }
}
