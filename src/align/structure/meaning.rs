//! What blocks mean, as vectors that lie near each other where texts translate each other.

use std::ops::Range;

use crate::align::vector::{DIMENSIONS, add, pieces, weight};
use crate::document::{Document, Kind};

type Vector = [f32; DIMENSIONS];

/// Blocks of both sides up to which each has its vector: half a kilobyte a block.
const BLOCKS: usize = 60_000;
/// Bytes of a block that are read.
const READ: usize = 4_000;
/// Pairs drawn by lot, to know how near texts lie that have nothing to do with each other.
const DRAWN: usize = 400;
/// What the pieces of a text weigh together from which on its vector says all that it can.
const FULL: f32 = 3.0;

/// The vectors of the blocks of two documents.
pub(super) struct Meaning {
    source: Side,
    target: Side,
    /// The mean and the spread of the cosines of pairs drawn by lot.
    drawn: (f32, f32),
}

struct Side {
    /// The sum of the pieces of each block, and what they weigh.
    blocks: Vec<(Vector, f32)>,
    /// The mean of the blocks, each of length 1: what all have in common says nothing.
    mean: Vector,
}

impl Meaning {
    /// Reads both documents; none where there are too many blocks, or too few to tell what is near.
    pub(super) fn of(source: &Document, target: &Document) -> Option<Self> {
        if source.blocks.len() + target.blocks.len() > BLOCKS {
            return None;
        }
        let mut all = Self { source: Side::of(source), target: Side::of(target), drawn: (0.0, 1.0) };
        let spoken = |side: &Side| -> Vec<usize> {
            (0..side.blocks.len()).filter(|&at| side.blocks[at].1 >= FULL / 2.0).collect()
        };
        let (rows, columns) = (spoken(&all.source), spoken(&all.target));
        if rows.len() < 4 || columns.len() < 4 {
            return None;
        }
        let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0_f32);
        for draw in 0..DRAWN {
            // Steps that have no divisor in common with most lengths go through all places.
            let (i, j) = (rows[draw * 7919 % rows.len()], columns[draw * 104_729 / 7 % columns.len()]);
            let Some(cosine) = all.cosine(i..i + 1, j..j + 1) else { continue };
            (sum, squares, count) = (sum + cosine, squares + cosine * cosine, count + 1.0);
        }
        let mean = sum / count.max(1.0);
        let spread = (squares / count.max(1.0) - mean * mean).max(0.0).sqrt();
        // Two versions of a few blocks meet their counterparts by lot too.
        all.drawn = (mean.clamp(-0.2, 0.2), spread.clamp(0.06, 0.18));
        Some(all)
    }

    /// The evidence that the blocks mean the same, about −2 to 5; 0 where the vectors do not know enough of their words.
    pub(super) fn evidence(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let certain = |side: &Side, range: &Range<usize>| {
            let weight: f32 = side.blocks.get(range.clone()).unwrap_or_default().iter().map(|block| block.1).sum();
            (weight / FULL).min(1.0)
        };
        let certain = certain(&self.source, &source).min(certain(&self.target, &target));
        let Some(cosine) = self.cosine(source, target).filter(|_| certain > 0.0) else { return 0.0 };
        let deviate = (cosine - self.drawn.0) / self.drawn.1;
        (1.2 * (deviate - 1.5)).clamp(-2.0, 5.0) * certain
    }

    fn cosine(&self, source: Range<usize>, target: Range<usize>) -> Option<f32> {
        let (a, b) = (self.source.centred(source)?, self.target.centred(target)?);
        Some(dot(&a, &b))
    }
}

impl Side {
    fn of(document: &Document) -> Self {
        let mut mean = [0.0; DIMENSIONS];
        let mut blocks = Vec::with_capacity(document.blocks.len());
        let mut spoken = 0.0_f32;
        for block in &document.blocks {
            let mut sum = [0.0; DIMENSIONS];
            let mut weights = 0.0;
            // A heading that is little more than its number means what all others mean.
            if block.kind == Kind::Heading && !block.key.is_weak() && block.text.chars().take(24).count() < 16 {
                blocks.push((sum, weights));
                continue;
            }
            let end = (0..=READ.min(block.text.len())).rev().find(|at| block.text.is_char_boundary(*at)).unwrap_or(0);
            for piece in pieces(block.text.get(..end).unwrap_or("")) {
                add(piece, weight(piece), &mut sum);
                weights += weight(piece);
            }
            if let Some(unit) = unit(&sum).filter(|_| weights >= FULL / 2.0) {
                spoken += 1.0;
                mean.iter_mut().zip(unit).for_each(|(mean, one)| *mean += one);
            }
            blocks.push((sum, weights));
        }
        Self { blocks, mean: mean.map(|one| one / spoken.max(1.0)) }
    }

    /// The vector of some blocks together, less the mean, of length 1.
    fn centred(&self, range: Range<usize>) -> Option<Vector> {
        let mut sum = [0.0; DIMENSIONS];
        for (block, _) in self.blocks.get(range)? {
            sum.iter_mut().zip(block).for_each(|(sum, one)| *sum += one);
        }
        let mut unit = unit(&sum)?;
        unit.iter_mut().zip(&self.mean).for_each(|(one, mean)| *one -= mean);
        self::unit(&unit)
    }
}

fn dot(a: &Vector, b: &Vector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(vector: &Vector) -> Option<Vector> {
    let length = dot(vector, vector).sqrt();
    (length > 1e-6).then(|| vector.map(|one| one / length))
}
