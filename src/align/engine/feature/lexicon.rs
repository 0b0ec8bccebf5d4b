//! How well the words of each side explain the words of the other (Moore 2002): the gain of the lexicon over the words' own
//! frequencies, with a null word, in both directions. The cost is the negative gain.

use std::ops::Range;

use super::{Costs, LONGEST, Row, Rows, SIZES};
use crate::align::engine::lexicon::Table;
use crate::align::engine::scene::Scene;
use crate::align::engine::token::Tokens;

/// The share of the words that nothing explains.
const NULL: f32 = 0.1;
/// The gain of a word that nothing explains: the logarithm of that share.
const UNKNOWN: f32 = -std::f32::consts::LN_10;

pub(super) fn bead(scene: &Scene, source: &Range<usize>, target: &Range<usize>) -> f32 {
    let left = scene.source.tokens.words(source.start, source.end);
    let right = scene.target.tokens.words(target.start, target.end);
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    let (mut forward, mut backward) = (vec![0.0_f32; right.len()], vec![0.0_f32; left.len()]);
    for (s, back) in left.iter().zip(&mut backward) {
        for (t, forth) in right.iter().zip(&mut forward) {
            if let Some(entry) = scene.lexicon.entry(*s, *t) {
                *back += entry.backward;
                *forth += entry.forward;
            }
        }
    }
    let gain = |sums: &[f32], words: usize| -> f32 {
        sums.iter().map(|sum| (NULL + (1.0 - NULL) / words as f32 * sum).ln()).sum()
    };
    -gain(&forward, left.len()) - gain(&backward, right.len())
}

pub(super) fn rows() -> Box<dyn Rows> {
    Box::new(Lexicon::default())
}

/// What the last four source segments say of the target segments in reach.
#[derive(Default)]
struct Lexicon {
    rows: [Segment; LONGEST],
    /// For every target word, what one source word says; zero between uses.
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// Of one source word and every target segment in reach, what the segments up to it say.
    said: Vec<f32>,
    /// For every target token of the row, how well the last source segments explain it.
    explained: Vec<f32>,
    /// The running gain of the target segments.
    gains: Vec<f32>,
    /// For every target segment in reach, products whose logarithms are gains.
    products: Vec<[f64; LONGEST]>,
}

#[derive(Default)]
struct Segment {
    /// The first target segment in reach.
    start: usize,
    /// Its first token.
    token: usize,
    /// For every target token in reach, how well the segment explains it.
    forward: Vec<f32>,
    /// For every target segment in reach and number of segments that end with it, the gain of this segment's words.
    backward: Vec<[f32; LONGEST]>,
}

impl Rows for Lexicon {
    fn add(&mut self, scene: &Scene, row: &Row, weight: f32, costs: &mut [Costs]) {
        if row.i == row.start.0 {
            return;
        }
        self.prepare(scene, row);
        let tokens = &scene.target.tokens;
        let first = |t: usize| tokens.first.get(t).copied().unwrap_or(0) as usize;
        let columns = row.columns.start.saturating_sub(LONGEST).max(row.reach.start)..row.columns.end - 1;
        self.explained.clear();
        self.explained.resize(tokens.count(columns.start, columns.end), 0.0);
        for a in 1..=LONGEST.min(row.i - row.start.0) {
            let words = scene.source.tokens.count(row.i - a, row.i);
            self.run_gains(tokens, row.i + 1 - a, words, &columns);
            if words == 0 {
                continue;
            }
            for (j, costs) in row.columns.clone().zip(costs.iter_mut()) {
                for (cost, &(size, b)) in costs.iter_mut().zip(&SIZES) {
                    if size != a || b == 0 || !row.holds(j, (a, b)) || first(j) == first(j - b) {
                        continue;
                    }
                    let gain = |j: usize| self.gains.get(j.wrapping_sub(columns.start)).copied().unwrap_or(0.0);
                    let forward = gain(j) - gain(j - b);
                    let backward: f32 = (0..a).map(|k| self.rows[(row.i - k) % LONGEST].gain(j, b)).sum();
                    *cost -= weight * (forward + backward);
                }
            }
        }
    }
}

impl Lexicon {
    /// What source segment `row.i - 1` says of the target segments in reach.
    fn prepare(&mut self, scene: &Scene, row: &Row) {
        let table: &Table = &scene.lexicon;
        let tokens = &scene.target.tokens;
        let right = tokens.words(row.reach.start, row.reach.end);
        let own = scene.source.tokens.of(row.i - 1);
        self.forward.resize(tokens.table.len(), 0.0);
        self.backward.resize(tokens.table.len(), 0.0);
        let here = &mut self.rows[row.i % LONGEST];
        here.start = row.reach.start;
        here.token = tokens.first.get(row.reach.start).copied().unwrap_or(0) as usize;
        for entry in own.iter().flat_map(|&word| table.of(word)) {
            self.forward[entry.target as usize] += entry.forward;
        }
        here.forward.clear();
        here.forward.extend(right.iter().map(|&word| self.forward[word as usize]));
        for entry in own.iter().flat_map(|&word| table.of(word)) {
            self.forward[entry.target as usize] = 0.0;
        }
        // What nothing explains costs the same everywhere: only what is known is summed up, as products, of which one
        // logarithm is taken.
        self.products.clear();
        self.products.resize(row.reach.len(), [1.0; LONGEST]);
        here.backward.clear();
        here.backward.resize(row.reach.len(), [UNKNOWN * own.len() as f32; LONGEST]);
        let scales: Vec<[f32; LONGEST]> = row
            .reach
            .clone()
            .map(|t| {
                std::array::from_fn(|b| (1.0 - NULL) / NULL / tokens.count(t.saturating_sub(b), t + 1).max(1) as f32)
            })
            .collect();
        for (at, &word) in own.iter().enumerate() {
            let entries = table.of(word);
            if entries.is_empty() {
                continue;
            }
            entries.iter().for_each(|entry| self.backward[entry.target as usize] = entry.backward);
            self.said.clear();
            let mut rest = right;
            for t in row.reach.clone() {
                let (segment, after) = rest.split_at(tokens.count(t, t + 1).min(rest.len()));
                rest = after;
                self.said.push(sum_of(segment, &self.backward));
            }
            entries.iter().for_each(|entry| self.backward[entry.target as usize] = 0.0);
            let mut last = [0.0_f32; LONGEST];
            for ((products, scales), &said) in self.products.iter_mut().zip(&scales).zip(&self.said) {
                last = [said, last[0] + said, last[1] + said, last[2] + said];
                if last[LONGEST - 1] > 0.0 {
                    for b in 0..LONGEST {
                        products[b] *= f64::from(1.0 + scales[b] * last[b]);
                    }
                }
            }
            if at % 16 == 15 {
                take_logarithms(&mut self.products, &mut here.backward);
            }
        }
        take_logarithms(&mut self.products, &mut here.backward);
    }

    /// The running gains of the target segments `columns`, explained by the last source segments, which have `words`
    /// words: `row` and those that were added before.
    fn run_gains(&mut self, tokens: &Tokens, row: usize, words: usize, columns: &Range<usize>) {
        let one = &self.rows[row % LONGEST];
        let first = tokens.first.get(columns.start).copied().unwrap_or(0) as usize;
        let more = one.forward.get(first.wrapping_sub(one.token)..).unwrap_or(&[]);
        self.explained.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        let share = (1.0 - NULL) / words.max(1) as f32;
        self.gains.clear();
        self.gains.push(0.0);
        let mut sum = 0.0_f32;
        let mut rest: &[f32] = &self.explained;
        for t in columns.clone() {
            let (own, after) = rest.split_at(tokens.count(t, t + 1).min(rest.len()));
            rest = after;
            for some in own.chunks(16) {
                sum += some.iter().map(|said| f64::from(NULL + share * said)).product::<f64>().ln() as f32;
            }
            self.gains.push(sum);
        }
    }
}

/// The sum of the values of `words`. Four sums side by side do not wait for each other.
fn sum_of(words: &[u32], values: &[f32]) -> f32 {
    let value = |word: u32| values.get(word as usize).copied().unwrap_or(0.0);
    let mut sums = [0.0_f32; 4];
    let fours = words.chunks_exact(4);
    let rest: f32 = fours.remainder().iter().map(|&word| value(word)).sum();
    for four in fours {
        for (sum, &word) in sums.iter_mut().zip(four) {
            *sum += value(word);
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Adds the logarithms of the products to the gains.
fn take_logarithms(products: &mut [[f64; LONGEST]], gains: &mut [[f32; LONGEST]]) {
    for (gain, product) in gains.iter_mut().flatten().zip(products.iter_mut().flatten()) {
        if *product > 1.0 {
            *gain += product.ln() as f32;
            *product = 1.0;
        }
    }
}

impl Segment {
    /// The gain of the segment's words beside the `b` target segments before `j`.
    fn gain(&self, j: usize, b: usize) -> f32 {
        self.backward.get((j - 1).wrapping_sub(self.start)).map_or(0.0, |gains| gains[b - 1])
    }
}
