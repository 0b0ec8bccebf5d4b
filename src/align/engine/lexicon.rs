//! Which words translate which: IBM model 1, trained on the very texts that are aligned.
//!
//! Brown et al. (1993), both directions, from the beads of the previous round, with what Moore (2002, 2004) adds: a null word,
//! counts discounted, words seen once left out, and scores that are the gain over the word's own frequency. What the words
//! look like ([`super::anchor`]) counts as having been seen together before.

use std::ops::Range;

use super::anchor::Anchor;
use super::token::Tokens;

/// What a source word says of a target word, and the other way round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Entry {
    /// The target word.
    pub(super) target: u32,
    /// p(target | source) / p(target).
    pub(super) forward: f32,
    /// p(source | target) / p(source).
    pub(super) backward: f32,
}

/// The lexicon of two sides.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The first entry of every source word, and the number of entries.
    first: Vec<u32>,
    /// The entries, by source word, then by target word.
    entries: Vec<Entry>,
}

/// Rounds of expectation and maximization: of a lexicon that decides, and of one that is only a step on the way.
pub(super) const ROUNDS: (usize, usize) = (4, 3);
/// How often an anchor counts as seen.
const PRIOR: f32 = 2.0;
/// The share of a side that no word of the other explains.
const NULL: f32 = 0.1;
/// Probabilities below this are no evidence.
const LEAST: f32 = 0.004;
/// Words of one side of a bead that train.
const MOST: usize = 160;
/// Pairs of tokens that train at most.
const MEETINGS: usize = 16_000_000;

/// One pair of words that stand in the same bead.
struct Pair {
    source: u32,
    target: u32,
    forward: f32,
    backward: f32,
    /// What anchors say.
    anchor: f32,
}

impl Table {
    /// The lexicon before any bead is known: the anchors alone.
    pub(super) fn of_anchors(anchors: &[Anchor], source: &Tokens, target: &Tokens) -> Self {
        let pairs = anchors.iter().map(|anchor| Pair {
            source: anchor.source,
            target: anchor.target,
            forward: anchor.weight * 0.7,
            backward: anchor.weight * 0.7,
            anchor: anchor.weight,
        });
        Self::build(pairs.collect(), source, target)
    }

    /// Trains on `beads` in so many rounds; `discount` is taken from every expected count. None when `proceed` said to stop.
    pub(super) fn train(
        beads: &[(Range<usize>, Range<usize>)],
        anchors: &[Anchor],
        source: &Tokens,
        target: &Tokens,
        (rounds, discount): (usize, f32),
        proceed: &mut dyn FnMut() -> bool,
    ) -> Option<Self> {
        let texts = Texts::of(beads, source, target, MOST);
        let (mut pairs, meetings) = texts.pairs(source.table.len(), target.table.len(), proceed)?;
        let met = pairs.len();
        add_anchors(&mut pairs, anchors);
        let mut chances = Chances::of(&pairs, met);
        for round in 0..rounds {
            let taken = if round + 1 == rounds { discount } else { 0.0 };
            chances.expect(&texts, &meetings, proceed)?;
            for (at, pair) in pairs.iter_mut().enumerate() {
                let prior = PRIOR * pair.anchor;
                let share = |seen: f32, of: u32| ((seen - taken).max(0.0) + prior) / (of as f32 + PRIOR);
                let [_, _, forth, back] = chances.0.get(at).copied().unwrap_or_default();
                pair.forward = share(forth, texts.source_seen[pair.source as usize]);
                pair.backward = share(back, texts.target_seen[pair.target as usize]);
                if let Some(chance) = chances.0.get_mut(at) {
                    (chance[0], chance[1]) = (pair.forward, pair.backward);
                }
            }
        }
        Some(Self::build(pairs, source, target))
    }

    fn build(mut pairs: Vec<Pair>, source: &Tokens, target: &Tokens) -> Self {
        pairs.retain(|pair| pair.forward >= LEAST || pair.backward >= LEAST);
        pairs.sort_unstable_by_key(|pair| (pair.source, pair.target));
        let all = |side: &Tokens| side.word.len().max(1) as f32;
        let (left, right) = (all(source), all(target));
        let mut table = Self { first: vec![0; source.table.len() + 1], entries: Vec::with_capacity(pairs.len()) };
        for pair in &pairs {
            let count = |side: &Tokens, word: u32| side.table[word as usize].count.max(1) as f32;
            table.first[pair.source as usize + 1] += 1;
            table.entries.push(Entry {
                target: pair.target,
                forward: pair.forward * right / count(target, pair.target),
                backward: pair.backward * left / count(source, pair.source),
            });
        }
        for word in 1..table.first.len() {
            table.first[word] += table.first[word - 1];
        }
        table
    }

    /// The entries of source word `word`, by target word.
    pub(super) fn of(&self, word: u32) -> &[Entry] {
        let bounds = (self.first.get(word as usize), self.first.get(word as usize + 1));
        let (Some(&first), Some(&last)) = bounds else { return &[] };
        self.entries.get(first as usize..last as usize).unwrap_or(&[])
    }

    /// The entry of two words, where there is one.
    pub(super) fn entry(&self, source: u32, target: u32) -> Option<&Entry> {
        let row = self.of(source);
        row.binary_search_by_key(&target, |entry| entry.target).ok().and_then(|at| row.get(at))
    }
}

/// The words of the beads that train, those seen once left out.
struct Texts {
    source: Vec<u32>,
    target: Vec<u32>,
    /// The words of every bead in `source` and `target`.
    beads: Vec<(Range<usize>, Range<usize>)>,
    source_seen: Vec<u32>,
    target_seen: Vec<u32>,
    /// The words' shares of all tokens.
    source_share: Vec<f32>,
    target_share: Vec<f32>,
}

impl Texts {
    /// The first `most` words of each side of every bead; fewer, where that would be too many pairs.
    fn of(beads: &[(Range<usize>, Range<usize>)], source: &Tokens, target: &Tokens, most: usize) -> Self {
        let share = |side: &Tokens| -> Vec<f32> {
            let all = side.word.len().max(1) as f32;
            side.table.iter().map(|word| word.count as f32 / all).collect()
        };
        let mut texts = Self {
            source: Vec::new(),
            target: Vec::new(),
            beads: Vec::new(),
            source_seen: vec![0; source.table.len()],
            target_seen: vec![0; target.table.len()],
            source_share: share(source),
            target_share: share(target),
        };
        let full = beads.iter().filter(|(left, right)| !left.is_empty() && !right.is_empty());
        for (left, right) in full {
            let starts = (texts.source.len(), texts.target.len());
            let keep = |side: &Tokens, range: &Range<usize>, out: &mut Vec<u32>| {
                let words = side.words(range.start, range.end).iter();
                out.extend(words.filter(|&&word| side.table[word as usize].count > 1).take(most));
            };
            keep(source, left, &mut texts.source);
            keep(target, right, &mut texts.target);
            texts.beads.push((starts.0..texts.source.len(), starts.1..texts.target.len()));
        }
        let all: usize = texts.beads.iter().map(|(left, right)| left.len() * right.len()).sum();
        if all > MEETINGS && most > 4 {
            return Self::of(beads, source, target, most / 2);
        }
        texts.source.iter().for_each(|&word| texts.source_seen[word as usize] += 1);
        texts.target.iter().for_each(|&word| texts.target_seen[word as usize] += 1);
        texts
    }

    /// The pairs of words that stand together in a bead, and where they do. By source word, so that
    /// a table of the target words is enough to find a pair again.
    fn pairs(
        &self,
        sources: usize,
        targets: usize,
        proceed: &mut dyn FnMut() -> bool,
    ) -> Option<(Vec<Pair>, Meetings)> {
        // The tokens of every source word: the bead, and the place in the bead.
        let mut first = vec![0_u32; sources + 1];
        self.source.iter().for_each(|&word| first[word as usize + 1] += 1);
        for word in 1..first.len() {
            first[word] += first[word - 1];
        }
        let mut tokens = vec![(0_u32, 0_u16); self.source.len()];
        let mut next = first.clone();
        for (bead, (left, _)) in self.beads.iter().enumerate() {
            for (place, &word) in self.source[left.clone()].iter().enumerate() {
                tokens[next[word as usize] as usize] = (bead as u32, place as u16);
                next[word as usize] += 1;
            }
        }
        let mut meetings = Meetings::of(&self.beads);
        let mut pairs = Vec::new();
        let mut known = vec![0_u32; targets];
        for word in 0..sources as u32 {
            if word % 64 == 0 && !proceed() {
                return None;
            }
            let own = &tokens[first[word as usize] as usize..first[word as usize + 1] as usize];
            let right = |bead: u32| &self.target[self.beads[bead as usize].1.clone()];
            let start = pairs.len() as u32;
            for &(bead, source) in own {
                let words = right(bead);
                let row = meetings.first[bead as usize] + usize::from(source) * words.len();
                for (&target, met) in words.iter().zip(&mut meetings.pair[row..]) {
                    let pair = &mut known[target as usize];
                    if *pair <= start {
                        pairs.push(Pair { source: word, target, forward: 1.0, backward: 1.0, anchor: 0.0 });
                        *pair = pairs.len() as u32;
                    }
                    *met = *pair - 1;
                }
            }
        }
        Some((pairs, meetings))
    }
}

/// The pair of every source token with every target token of its bead, row by row.
struct Meetings {
    /// The first meeting of every bead.
    first: Vec<usize>,
    pair: Vec<u32>,
}

impl Meetings {
    /// Room for the meetings of `beads`.
    fn of(beads: &[(Range<usize>, Range<usize>)]) -> Self {
        let mut all = 0;
        let mut first = Vec::with_capacity(beads.len());
        for (left, right) in beads {
            first.push(all);
            all += left.len() * right.len();
        }
        Self { first, pair: vec![0; all] }
    }
}

/// For every pair its probabilities, forward and backward, and how often it is expected: side by side, because they are met
/// in no order.
struct Chances(Vec<[f32; 4]>);

impl Chances {
    fn of(pairs: &[Pair], met: usize) -> Self {
        Self(pairs.iter().take(met).map(|pair| [pair.forward, pair.backward, 0.0, 0.0]).collect())
    }

    /// Counts what is expected: every word of a bead is explained by one of the other side's words, or by none. None when
    /// `proceed` said to stop.
    fn expect(&mut self, texts: &Texts, meetings: &Meetings, proceed: &mut dyn FnMut() -> bool) -> Option<()> {
        self.0.iter_mut().for_each(|[_, _, forth, back]| (*forth, *back) = (0.0, 0.0));
        let (mut forward, mut backward) = (Vec::new(), Vec::new());
        for (at, ((left, right), first)) in texts.beads.iter().zip(&meetings.first).enumerate() {
            if at % 256 == 0 && !proceed() {
                return None;
            }
            let (left, right) = (&texts.source[left.clone()], &texts.target[right.clone()]);
            let null = |words: &[u32], share: &[f32], others: usize, sums: &mut Vec<f32>| {
                sums.clear();
                sums.extend(words.iter().map(|&word| (NULL * others as f32 * share[word as usize]).max(1e-12)));
            };
            null(right, &texts.target_share, left.len(), &mut forward);
            null(left, &texts.source_share, right.len(), &mut backward);
            if right.is_empty() {
                continue;
            }
            let met = &meetings.pair[*first..first + left.len() * right.len()];
            for (row, back_sum) in met.chunks_exact(right.len()).zip(&mut backward) {
                for (&pair, forth_sum) in row.iter().zip(&mut forward) {
                    let [forth, back, ..] = self.0[pair as usize];
                    *forth_sum += forth;
                    *back_sum += back;
                }
            }
            forward.iter_mut().chain(&mut backward).for_each(|sum| *sum = 1.0 / *sum);
            for (row, back_share) in met.chunks_exact(right.len()).zip(&backward) {
                for (&pair, forth_share) in row.iter().zip(&forward) {
                    let [forth, back, forth_seen, back_seen] = &mut self.0[pair as usize];
                    *forth_seen += *forth * forth_share;
                    *back_seen += *back * back_share;
                }
            }
        }
        Some(())
    }
}

/// Marks the pairs that are anchors; anchors that never met in a bead are added.
fn add_anchors(pairs: &mut Vec<Pair>, anchors: &[Anchor]) {
    let met = pairs.len();
    let mut bound = 0;
    for anchor in anchors {
        // Pairs come by source word, as anchors do.
        while bound < met && pairs[bound].source < anchor.source {
            bound += 1;
        }
        let own = pairs[bound..met].iter().take_while(|pair| pair.source == anchor.source);
        match own.enumerate().find(|(_, pair)| pair.target == anchor.target).map(|(at, _)| bound + at) {
            Some(at) => {
                pairs[at].anchor = anchor.weight;
                pairs[at].forward = 10.0;
                pairs[at].backward = 10.0;
            }
            None => pairs.push(Pair {
                source: anchor.source,
                target: anchor.target,
                forward: 0.0,
                backward: 0.0,
                anchor: anchor.weight,
            }),
        }
    }
}
