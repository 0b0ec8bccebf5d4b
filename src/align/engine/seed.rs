//! Where to look: a chain of segments that mean the same, found before anything is aligned.
//!
//! Every segment has a signature: its vector and a sketch of its anchors. Both sides are brought to blocks of segments until all
//! blocks can be compared with all; pairs of blocks that are each other's best make a heaviest chain that grows on both
//! sides, and the band around it is searched again in smaller blocks. Time and memory are linear in the segments.

use super::band::{Point, around, supported};
use super::meaning::dot;
use super::program::Band;
use super::scene::Scene;
use crate::align::path::heaviest_chain;

/// Products of signatures at the coarsest level, in blocks of a few segments, and in larger ones: those resemble each other too
/// much to be made larger still.
const PRODUCTS: (usize, usize) = (1_500_000, 6_500_000);
/// Components of the sketch of anchors.
const SKETCH: usize = 64;
/// The weight of the sketch beside the vectors.
const SKETCH_WEIGHT: f32 = 0.7;
/// How much smaller blocks get from level to level.
const STEP: usize = 4;

/// Signatures, one after the other.
struct Signatures {
    size: usize,
    all: Vec<f32>,
}

impl Signatures {
    fn at(&self, index: usize) -> &[f32] {
        self.all.get(index * self.size..(index + 1) * self.size).unwrap_or(&[])
    }

    fn len(&self) -> usize {
        self.all.len() / self.size.max(1)
    }

    /// The signatures of blocks of `count` segments.
    fn blocks(&self, count: usize) -> Self {
        let mut all = Vec::with_capacity(self.all.len() / count + self.size);
        for block in self.all.chunks(self.size.max(1) * count) {
            let mut sum = vec![0.0; self.size];
            block.chunks_exact(self.size).for_each(|row| row.iter().zip(&mut sum).for_each(|(x, sum)| *sum += x));
            let norm = dot(&sum, &sum).sqrt().max(1e-9);
            all.extend(sum.iter().map(|x| x / norm));
        }
        Self { size: self.size, all }
    }
}

/// The chain: pairs of segments, and the band around them, for every row the columns. None when `proceed` said to stop.
pub(super) fn seed(scene: &Scene, proceed: &mut dyn FnMut() -> bool) -> Option<Vec<Point>> {
    let (left, right) = signatures(scene);
    let (rows, columns) = (left.len(), right.len());
    if rows == 0 || columns == 0 {
        return Some(Vec::new());
    }
    let mut block = 1;
    while rows.div_ceil(block) * columns.div_ceil(block) > if block <= STEP { PRODUCTS.0 } else { PRODUCTS.1 } {
        block *= STEP;
    }
    let mut band: Option<Band> = None;
    loop {
        let (a, b) = (left.blocks(block), right.blocks(block));
        let all = || vec![0..b.len() + 1; a.len() + 1];
        let inside = band.take().unwrap_or_else(all);
        let chain = chain(&a, &b, &inside, proceed)?;
        if block == 1 {
            return Some(chain);
        }
        let next = block / STEP;
        let (a_len, b_len) = (rows.div_ceil(next), columns.div_ceil(next));
        let finer: Vec<Point> = supported(&chain)
            .iter()
            .map(|point| Point { i: point.i * STEP + STEP / 2, j: point.j * STEP + STEP / 2, weight: point.weight })
            .filter(|point| point.i < a_len && point.j < b_len)
            .collect();
        band = Some(around(&finer, a_len, b_len, 4 * STEP));
        block = next;
    }
}

/// The heaviest chain of mutual best pairs in `band`.
fn chain(a: &Signatures, b: &Signatures, band: &Band, proceed: &mut dyn FnMut() -> bool) -> Option<Vec<Point>> {
    let mut of_row = vec![(f32::MIN, usize::MAX); a.len()];
    let mut of_column = vec![(f32::MIN, usize::MAX); b.len()];
    let (mut sum, mut squares, mut count) = (0.0_f64, 0.0_f64, 0.0_f64);
    for (i, best) in of_row.iter_mut().enumerate() {
        if i % 16 == 0 && !proceed() {
            return None;
        }
        let own = a.at(i);
        let columns = band[i].start..band[i + 1].end.min(b.len());
        let first = columns.start;
        for (j, of_column) in of_column[columns].iter_mut().enumerate().map(|(at, of)| (at + first, of)) {
            let alike = dot(own, b.at(j));
            sum += f64::from(alike);
            squares += f64::from(alike) * f64::from(alike);
            count += 1.0;
            if alike > best.0 {
                *best = (alike, j);
            }
            if alike > of_column.0 {
                *of_column = (alike, i);
            }
        }
    }
    let mean = sum / count.max(1.0);
    let deviation = ((squares / count.max(1.0) - mean * mean).max(0.0).sqrt() as f32).max(1e-6);
    let mut pairs = Vec::new();
    let mut put = |i: usize, j: usize, alike: f32, mutual: bool| {
        let weight = ((alike - mean as f32) / deviation - 2.0) * if mutual { 2.0 } else { 1.0 };
        if weight > 0.0 {
            pairs.push((i, j, (weight * 100.0) as u32 + 1));
        }
    };
    for (i, &(alike, j)) in of_row.iter().enumerate() {
        if j != usize::MAX {
            put(i, j, alike, of_column[j].1 == i);
        }
    }
    for (j, &(alike, i)) in of_column.iter().enumerate() {
        if i != usize::MAX && of_row[i].1 != j {
            put(i, j, alike, false);
        }
    }
    let chain = heaviest_chain(&pairs);
    Some(
        chain
            .into_iter()
            .map(|at| Point { i: pairs[at].0, j: pairs[at].1, weight: pairs[at].2 as f32 / 100.0 })
            .collect(),
    )
}

/// The signatures of both sides.
fn signatures(scene: &Scene) -> (Signatures, Signatures) {
    // Every target word that is an anchor is a thing of its own; a source word means the one it resembles most.
    let mut thing = vec![(u32::MAX, 0.0_f32); scene.source.tokens.table.len()];
    for anchor in &scene.anchors {
        let known = &mut thing[anchor.source as usize];
        if anchor.weight > known.1 {
            *known = (anchor.target, anchor.weight);
        }
    }
    let mut other = vec![(u32::MAX, 0.0_f32); scene.target.tokens.table.len()];
    for &(target, weight) in &thing {
        if target != u32::MAX {
            let known = &mut other[target as usize];
            *known = (target, known.1.max(weight));
        }
    }
    let size = scene.source.vectors.size;
    let rows = scene.source.len().max(scene.target.len()).max(1) as f32;
    let make = |side: &super::scene::Measured, thing: &[(u32, f32)]| {
        let mut all = Vec::with_capacity(side.len() * (size + SKETCH));
        for at in 0..side.len() {
            let vector = side.vectors.at(at);
            let norm = dot(vector, vector).sqrt().max(1e-9);
            all.extend(vector.iter().map(|x| x / norm));
            let mut sketch = [0.0_f32; SKETCH];
            for &word in side.tokens.of(at) {
                let (thing, weight) = thing[word as usize];
                if thing == u32::MAX {
                    continue;
                }
                let count = side.tokens.table[word as usize].count as f32;
                let says = weight * (rows / count).max(1.0).ln();
                let mut hash = u64::from(thing).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                for _ in 0..4 {
                    hash = (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                    let sign = if hash >> 63 == 0 { says } else { -says };
                    sketch[(hash >> 40) as usize % SKETCH] += sign;
                }
            }
            let norm = dot(&sketch, &sketch).sqrt().max(1e-9) / SKETCH_WEIGHT;
            all.extend(sketch.iter().map(|x| x / norm));
        }
        Signatures { size: size + SKETCH, all }
    };
    (make(&scene.source, &thing), make(&scene.target, &other))
}
