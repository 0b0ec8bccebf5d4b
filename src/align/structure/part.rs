//! Parts that stand elsewhere in the other version: an order of annexes that was changed, two halves exchanged.
//!
//! Pairs of blocks that are believed fall into chains that grow on both sides. The heaviest one is the thread of both texts;
//! a chain that crosses it and is long enough is a part that was moved. The target is brought into the source's order part by
//! part, so that what follows sees two texts that run alike.

use std::collections::HashMap;
use std::ops::Range;

use super::trust::Pair;
use crate::align::path::heaviest_chain;

/// What must speak for a moved part, and by how many pairs.
const MOVED: (f32, usize) = (8.0, 3);
/// Rounds in which parts are looked for.
const ROUNDS: usize = 24;

/// The pairs that stand: in the order of the source, each block in one of them at most, and grouped in `parts`, inside which they grow on
/// both sides and no other part stands between them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Threads {
    pub(super) pairs: Vec<Pair>,
    /// Positions in `pairs`, in the order of the source.
    pub(super) parts: Vec<Range<usize>>,
}

/// Sorts `pairs` into parts and drops what contradicts them. O(n log n) a round.
pub(super) fn threads(pairs: &[Pair]) -> Threads {
    let mut kept = chain(pairs, &(0..pairs.len()).collect::<Vec<_>>());
    let mut rest: Vec<usize> = {
        let mut taken = vec![false; pairs.len()];
        kept.iter().for_each(|&at| taken[at] = true);
        (0..pairs.len()).filter(|&at| !taken[at]).collect()
    };
    for _ in 0..ROUNDS {
        let found = moved(pairs, &kept, &mut rest);
        if found.is_empty() {
            break;
        }
        kept.extend(found);
    }
    kept.sort_unstable_by_key(|&at| pairs[at].source);
    let pairs: Vec<Pair> = kept.iter().map(|&at| pairs[at]).collect();
    let mut rank: Vec<usize> = vec![0; pairs.len()];
    let mut by_target: Vec<usize> = (0..pairs.len()).collect();
    by_target.sort_unstable_by_key(|&at| pairs[at].target);
    by_target.iter().enumerate().for_each(|(place, &at)| rank[at] = place);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in 0..pairs.len() {
        match parts.last_mut().filter(|_| at > 0 && rank[at] == rank[at - 1] + 1) {
            Some(part) => part.end = at + 1,
            None => parts.push(at..at + 1),
        }
    }
    Threads { pairs, parts }
}

/// The heaviest chain of `some` of `pairs`.
fn chain(pairs: &[Pair], some: &[usize]) -> Vec<usize> {
    let weighed: Vec<(usize, usize, u32)> = some
        .iter()
        .map(|&at| (pairs[at].source, pairs[at].target, (pairs[at].weight.clamp(0.0, 1e4) * 100.0) as u32))
        .collect();
    heaviest_chain(&weighed).into_iter().map(|at| some[at]).collect()
}

/// A chain that may have been moved: its weight, its first pair, the neighbours of `kept` it stands between, its pairs.
type Found = (u32, usize, (usize, usize), Vec<usize>);

/// The heaviest chains of `rest` that stand between two neighbours of `kept` on each side; what they and `kept` leave no room for
/// is taken from `rest`.
fn moved(pairs: &[Pair], kept: &[usize], rest: &mut Vec<usize>) -> Vec<usize> {
    let sorted = |side: fn(&Pair) -> usize| {
        let mut all: Vec<usize> = kept.iter().map(|&at| side(&pairs[at])).collect();
        all.sort_unstable();
        all
    };
    let (rows, columns) = (sorted(|pair| pair.source), sorted(|pair| pair.target));
    let mut groups: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    rest.retain(|&at| {
        let pair = &pairs[at];
        match (rows.binary_search(&pair.source), columns.binary_search(&pair.target)) {
            (Err(row), Err(column)) => {
                groups.entry((row, column)).or_default().push(at);
                true
            }
            _ => false,
        }
    });
    let mut found: Vec<Found> = groups
        .into_iter()
        .filter_map(|(place, group)| {
            let chain = chain(pairs, &group);
            let weight = chain.iter().map(|&at| pairs[at].weight).sum::<f32>();
            let first = *chain.first()?;
            (weight >= MOVED.0 && chain.len() >= MOVED.1).then_some(((weight * 100.0) as u32, first, place, chain))
        })
        .collect();
    // Heaviest first, the same in every run.
    found.sort_unstable_by_key(|(weight, first, ..)| (std::cmp::Reverse(*weight), *first));
    let (mut rows, mut columns) = (std::collections::HashSet::new(), std::collections::HashSet::new());
    let mut taken = Vec::new();
    for (_, _, (row, column), chain) in found {
        if !rows.contains(&row) && !columns.contains(&column) {
            rows.insert(row);
            columns.insert(column);
            taken.extend(chain);
        }
    }
    let gone: std::collections::HashSet<usize> = taken.iter().copied().collect();
    rest.retain(|at| !gone.contains(at));
    taken
}

/// Where parts end: for each part the end of its blocks in the source, and its blocks in the target.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Cuts {
    pub(super) source: Vec<usize>,
    pub(super) target: Vec<Range<usize>>,
}

/// Cuts both sides between the parts of `threads`; `blocks` of each side. `alike` says that two blocks look like one, so that a
/// part goes on with them; `opens` that a block of the source or of the target (`false`, `true`) begins something.
pub(super) fn cuts(
    threads: &Threads,
    blocks: (usize, usize),
    alike: impl Fn(usize, usize) -> bool,
    opens: impl Fn(bool, usize) -> bool,
) -> Cuts {
    let (pairs, parts) = (&threads.pairs, &threads.parts);
    let ends: Vec<(&Pair, &Pair)> =
        parts.iter().filter_map(|part| Some((pairs.get(part.start)?, pairs.get(part.end.checked_sub(1)?)?))).collect();
    if ends.len() < 2 {
        return Cuts { source: vec![blocks.0; ends.len()], target: vec![0..blocks.1; ends.len()] };
    }
    let mut by_target: Vec<usize> = (0..ends.len()).collect();
    by_target.sort_unstable_by_key(|&part| ends[part].0.target);
    let mut place = vec![0; ends.len()];
    by_target.iter().enumerate().for_each(|(at, &part)| place[part] = at);
    // How far each part goes on past its last pair, and before its first.
    let room = |part: usize| {
        let after = by_target.get(place[part] + 1).map_or(blocks.1, |&next| ends[next].0.target);
        let before = place[part].checked_sub(1).map_or(0, |at| ends[by_target[at]].1.target + 1);
        let source_after = ends.get(part + 1).map_or(blocks.0, |next| next.0.source);
        let source_before = part.checked_sub(1).map_or(0, |at| ends[at].1.source + 1);
        ((source_before, before), (source_after, after))
    };
    let forward = |part: usize| {
        let (end, (source, target)) = (ends[part].1, room(part).1);
        let most = (source - end.source - 1).min(target - end.target - 1);
        (1..=most).take_while(|step| alike(end.source + step, end.target + step)).count()
    };
    let backward = |part: usize| {
        let (first, (source, target)) = (ends[part].0, room(part).0);
        let most = (first.source - source).min(first.target - target);
        (1..=most).take_while(|step| alike(first.source - step, first.target - step)).count()
    };
    let reach: Vec<(usize, usize)> = (0..ends.len()).map(|part| (forward(part), backward(part))).collect();
    // Whether blocks of the other side are left beside a part's end, and beside its start.
    let wants = |target: bool, part: usize| {
        let ((source_before, before), (source_after, after)) = room(part);
        let (first, last, (ahead, back)) = (ends[part].0, ends[part].1, reach[part]);
        if target {
            (source_after > last.source + 1 + ahead, first.source > source_before + back)
        } else {
            (after > last.target + 1 + ahead, first.target > before + back)
        }
    };
    let between = |target: bool, (from, end): (usize, usize), (to, start): (usize, usize)| {
        let (low, high) = (end + 1 + reach[from].0, start - reach[to].1);
        match (wants(target, from).0, wants(target, to).1) {
            _ if low >= high => low.min(start),
            (false, true) => low,
            (true, false) => high,
            // What neither side has, or both may have, is cut where something begins, else it belongs to what stands before it.
            _ => (low..high).find(|&block| opens(target, block)).unwrap_or(high),
        }
    };
    let mut cuts = Cuts { source: Vec::new(), target: vec![0..blocks.1; ends.len()] };
    for part in 0..ends.len() {
        let next =
            ends.get(part + 1).map(|next| between(false, (part, ends[part].1.source), (part + 1, next.0.source)));
        cuts.source.push(next.unwrap_or(blocks.0));
    }
    for two in by_target.windows(2) {
        let cut = between(true, (two[0], ends[two[0]].1.target), (two[1], ends[two[1]].0.target));
        cuts.target[two[0]].end = cut;
        cuts.target[two[1]].start = cut;
    }
    cuts
}
