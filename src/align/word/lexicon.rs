//! A lexicon that two documents teach by themselves: IBM model 1 (Brown et al. 1993) over their aligned sentences, with the
//! pull to the diagonal of Dyer, Chahuneau and Smith (2013), both ways at once.

use std::collections::HashMap;

use super::token::{Token, tokens};

/// Words of a segment that are read at most.
const WORDS: usize = 96;
/// Pairs of words that are weighed at most; of longer documents segments are taken evenly.
const CELLS: usize = 4_000_000;
/// Rounds of expectation and maximisation.
const ROUNDS: usize = 5;
/// How hard the diagonal pulls.
const PULL: f32 = 2.0;
/// The weight of the empty word.
const NULL: f32 = 0.1;
/// What is taken off every count: what was seen once is no evidence.
const DISCOUNT: f32 = 0.6;

/// Which words of two documents go together.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    source: HashMap<String, u32>,
    target: HashMap<String, u32>,
    /// By source and target word: the mean log gain of one being given the other, over chance.
    gains: HashMap<(u32, u32), f32>,
}

/// A segment pair as word numbers, and where its cells begin.
struct Pair {
    source: Vec<u32>,
    target: Vec<u32>,
    cells: usize,
}

impl Lexicon {
    /// Learns from the texts of aligned beads, source beside target. Time and memory are bounded, whatever the documents.
    pub fn of<'t>(pairs: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut lexicon = Self::default();
        let mut read: Vec<Pair> = pairs
            .into_iter()
            .map(|(source, target)| Pair {
                source: numbers(&tokens(source, 0, WORDS), &mut lexicon.source),
                target: numbers(&tokens(target, 0, WORDS), &mut lexicon.target),
                cells: 0,
            })
            .filter(|pair| !pair.source.is_empty() && !pair.target.is_empty())
            .collect();
        let total: usize = read.iter().map(|pair| pair.source.len() * pair.target.len()).sum();
        let step = total.div_ceil(CELLS).max(1);
        let mut at = 0;
        read.retain(|_| {
            at += 1;
            at % step == 0
        });
        lexicon.gains = learn(&mut read, lexicon.source.len(), lexicon.target.len());
        lexicon
    }

    /// The numbers of `words`, for [`Lexicon::gain`].
    pub(super) fn source(&self, words: &[Token]) -> Vec<Option<u32>> {
        words.iter().map(|word| self.source.get(word.key()).copied()).collect()
    }

    /// The numbers of `words` of the other side.
    pub(super) fn target(&self, words: &[Token]) -> Vec<Option<u32>> {
        words.iter().map(|word| self.target.get(word.key()).copied()).collect()
    }

    /// The log gain of two words by their numbers, 0 where nothing speaks for them.
    pub(super) fn gain(&self, source: Option<u32>, target: Option<u32>) -> f32 {
        let pair = source.zip(target);
        pair.and_then(|pair| self.gains.get(&pair)).copied().unwrap_or(0.0)
    }
}

fn numbers(words: &[Token], known: &mut HashMap<String, u32>) -> Vec<u32> {
    words
        .iter()
        .map(|word| {
            let next = known.len() as u32;
            match known.get(word.key()) {
                Some(&number) => number,
                None => *known.entry(word.key().to_owned()).or_insert(next),
            }
        })
        .collect()
}

/// The gains of the word pairs that occur together.
fn learn(pairs: &mut [Pair], sources: usize, targets: usize) -> HashMap<(u32, u32), f32> {
    let mut seen: Vec<u64> = Vec::new();
    let (mut often_source, mut often_target) = (vec![0f32; sources], vec![0f32; targets]);
    for pair in pairs.iter() {
        pair.source.iter().for_each(|&word| often_source[word as usize] += 1.0);
        pair.target.iter().for_each(|&word| often_target[word as usize] += 1.0);
        seen.extend(cells(pair));
    }
    seen.sort_unstable();
    seen.dedup();
    let mut places: Vec<u32> = Vec::new();
    for pair in pairs.iter_mut() {
        pair.cells = places.len();
        places.extend(cells(pair).map(|cell| seen.partition_point(|&one| one < cell) as u32));
    }
    let all_source: f32 = often_source.iter().sum::<f32>().max(1.0);
    let all_target: f32 = often_target.iter().sum::<f32>().max(1.0);
    // t(target | source) and t(source | target), by the place of the cell.
    let mut forward = vec![1.0f32; seen.len()];
    let mut backward = vec![1.0f32; seen.len()];
    for round in 0..ROUNDS {
        let mut counts = [vec![0f32; seen.len()], vec![0f32; seen.len()]];
        for pair in pairs.iter() {
            let (n, m) = (pair.source.len(), pair.target.len());
            let cell = |i: usize, j: usize| places[pair.cells + i * m + j] as usize;
            let near =
                |i: usize, j: usize| (-PULL * ((i as f32 + 0.5) / n as f32 - (j as f32 + 0.5) / m as f32).abs()).exp();
            for j in 0..m {
                let chance = if round == 0 { 1.0 } else { often_target[pair.target[j] as usize] / all_target };
                let sum: f32 = (0..n).map(|i| forward[cell(i, j)] * near(i, j)).sum::<f32>() + NULL * chance * n as f32;
                (0..n).for_each(|i| counts[0][cell(i, j)] += forward[cell(i, j)] * near(i, j) / sum);
            }
            for i in 0..n {
                let chance = if round == 0 { 1.0 } else { often_source[pair.source[i] as usize] / all_source };
                let sum: f32 =
                    (0..m).map(|j| backward[cell(i, j)] * near(i, j)).sum::<f32>() + NULL * chance * m as f32;
                (0..m).for_each(|j| counts[1][cell(i, j)] += backward[cell(i, j)] * near(i, j) / sum);
            }
        }
        let discount = if round + 1 == ROUNDS { DISCOUNT } else { 0.0 };
        for (at, &one) in seen.iter().enumerate() {
            let (source, target) = split(one);
            forward[at] = (counts[0][at] - discount).max(0.0) / often_source[source as usize].max(1.0);
            backward[at] = (counts[1][at] - discount).max(0.0) / often_target[target as usize].max(1.0);
        }
    }
    let mut gains = HashMap::new();
    for (at, &one) in seen.iter().enumerate() {
        let (source, target) = split(one);
        let by_chance = (often_target[target as usize] / all_target, often_source[source as usize] / all_source);
        let gain = 0.5 * ((forward[at] / by_chance.0 + 1.0).ln() + (backward[at] / by_chance.1 + 1.0).ln());
        if gain > 0.5 {
            gains.insert((source, target), gain);
        }
    }
    gains
}

/// The word pairs of a segment pair, row by row.
fn cells(pair: &Pair) -> impl Iterator<Item = u64> + '_ {
    pair.source.iter().flat_map(|&i| pair.target.iter().map(move |&j| u64::from(i) << 32 | u64::from(j)))
}

fn split(cell: u64) -> (u32, u32) {
    ((cell >> 32) as u32, cell as u32)
}
