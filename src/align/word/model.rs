//! IBM model 1 (Brown et al. 1993) both ways at once, with the pull to the diagonal of Dyer, Chahuneau and Smith (2013) and
//! what the bundled vectors say as its prior: a word that the document has once or twice begins with a good guess.

use std::collections::HashMap;

use super::row::{Row, dot};

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 5;
/// How hard the diagonal pulls.
const PULL: f32 = 2.0;
/// The weight of the empty word.
const NULL: f32 = 0.1;
/// What is taken off every count: what was seen once is less evidence still.
const DISCOUNT: f32 = 0.6;
/// How many occurrences without a counterpart a word is counted with: what was seen seldom is little evidence.
const DOUBT: f32 = 2.5;
/// How sharply the vectors tell words apart before the texts do.
const SHARP: f32 = 7.0;
/// How many occurrences what the vectors say is worth.
const PRIOR: f32 = 5.0;
/// Gains below this are not kept.
const LEAST: f32 = 0.5;

/// A segment pair as word numbers.
pub(super) struct Pair {
    /// The words of the source.
    pub(super) source: Vec<u32>,
    /// The words of the target.
    pub(super) target: Vec<u32>,
}

impl Pair {
    /// How many pairs of words it has.
    pub(super) fn cells(&self) -> usize {
        self.source.len() * self.target.len()
    }

    /// The pairs of words, row by row.
    fn words(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.source.iter().flat_map(|&source| self.target.iter().map(move |&target| (source, target)))
    }

    /// How much the diagonal lets them speak for each other, row by row.
    fn pulls(&self) -> impl Iterator<Item = f32> + '_ {
        let (n, m) = (self.source.len(), self.target.len());
        let place = |at: usize, of: usize| (at as f32 + 0.5) / of as f32;
        (0..n).flat_map(move |i| (0..m).map(move |j| (-PULL * (place(i, n) - place(j, m)).abs()).exp()))
    }
}

/// The gains of the words that occur together: the mean, over both directions, of the log of how much likelier one is beside
/// the other than anywhere. `rows` are those of the first words, `words` the numbers of words; of source and target.
pub(super) fn learn(pairs: &[Pair], rows: [&[Row]; 2], words: [usize; 2]) -> HashMap<(u32, u32), f32> {
    let mut seen: Vec<(u32, u32)> = pairs.iter().flat_map(Pair::words).collect();
    seen.sort_unstable();
    seen.dedup();
    // Where every cell of every pair is counted.
    let places: Vec<u32> =
        pairs.iter().flat_map(Pair::words).map(|cell| seen.partition_point(|&one| one < cell) as u32).collect();
    let pulls: Vec<f32> = pairs.iter().flat_map(Pair::pulls).collect();
    let mut odds: Vec<[f32; 2]> = Vec::new();
    let mut often = words.map(|count| vec![0f32; count]);
    for pair in pairs {
        pair.source.iter().for_each(|&word| often[0][word as usize] += 1.0);
        pair.target.iter().for_each(|&word| often[1][word as usize] += 1.0);
    }
    let all = [0, 1].map(|side| often[side].iter().sum::<f32>().max(1.0));
    let near = seen.iter().map(|&(source, target)| {
        let rows = rows[0].get(source as usize).zip(rows[1].get(target as usize));
        (SHARP * rows.map_or(0.0, |(source, target)| dot(source, target))).exp()
    });
    let near: Vec<f32> = near.collect();
    // t(target | source) and t(source | target), by the place of the cell.
    let mut given: [Vec<f32>; 2] = [near.clone(), near];
    let prior = prior(&given, &seen, &often);
    for round in 0..ROUNDS {
        let chance = |side: usize, word: u32| if round == 0 { 1.0 } else { often[side][word as usize] / all[side] };
        let mut counts = [vec![0f32; seen.len()], vec![0f32; seen.len()]];
        let mut start = 0;
        for pair in pairs {
            let (n, m) = (pair.source.len(), pair.target.len());
            let (places, pulls) = (&places[start..start + n * m], &pulls[start..start + n * m]);
            start += n * m;
            // What all choices of a word sum up to, nothing among them; then the share of each.
            let empty = |side: usize, words: &[u32], choices: usize| -> Vec<f32> {
                words.iter().map(|&word| NULL * chance(side, word) * choices as f32).collect()
            };
            let mut sums = [empty(1, &pair.target, n), empty(0, &pair.source, m)];
            odds.clear();
            for (at, (&place, &pull)) in places.iter().zip(pulls).enumerate() {
                let both = [0, 1].map(|side: usize| given[side][place as usize] * pull);
                sums[0][at % m] += both[0];
                sums[1][at / m] += both[1];
                odds.push(both);
            }
            for (at, (&place, both)) in places.iter().zip(&odds).enumerate() {
                counts[0][place as usize] += both[0] / sums[0][at % m];
                counts[1][place as usize] += both[1] / sums[1][at / m];
            }
        }
        let last = round + 1 == ROUNDS;
        for (at, &(source, target)) in seen.iter().enumerate() {
            for (side, word) in [(0, source), (1, target)] {
                // At the end only what the texts show: the vectors are weighed beside the lexicon once more.
                let often = often[side][word as usize];
                given[side][at] = if last {
                    (counts[side][at] - DISCOUNT).max(0.0) / (often + DOUBT)
                } else {
                    (counts[side][at] + prior[side][at]) / (often + PRIOR)
                };
            }
        }
    }
    let gain = |at: usize, (source, target): (u32, u32)| {
        let forward = given[0][at] * all[1] / often[1][target as usize];
        let backward = given[1][at] * all[0] / often[0][source as usize];
        0.5 * ((forward + 1.0).ln() + (backward + 1.0).ln())
    };
    let gains = seen.iter().enumerate().map(|(at, &cell)| (cell, gain(at, cell)));
    gains.filter(|(_, gain)| *gain > LEAST).collect()
}

/// What `near` says of targets given sources and of sources given targets, as counts: [`PRIOR`] for every word.
fn prior(near: &[Vec<f32>; 2], seen: &[(u32, u32)], often: &[Vec<f32>; 2]) -> [Vec<f32>; 2] {
    let mut prior = near.clone();
    let mut sums = [vec![0f32; often[0].len()], vec![0f32; often[1].len()]];
    for (at, &(source, target)) in seen.iter().enumerate() {
        prior[0][at] *= often[1][target as usize];
        prior[1][at] *= often[0][source as usize];
        sums[0][source as usize] += prior[0][at];
        sums[1][target as usize] += prior[1][at];
    }
    for (at, &(source, target)) in seen.iter().enumerate() {
        prior[0][at] *= PRIOR / sums[0][source as usize];
        prior[1][at] *= PRIOR / sums[1][target as usize];
    }
    prior
}
