//! The dynamic programme over beads, in a band.

use std::ops::Range;

/// The sizes of beads that are tried: (source segments, target segments).
const SIZES: [(usize, usize); 8] = [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3)];
/// Cells of a programme that are computed at most, apart from the narrowest band.
const CELLS: usize = 1_000_000;
/// The least half width of a band.
const HALF_WIDTH: usize = 64;

/// The cheapest chain of beads over `source` and `target` segments. `cost` says what the bead of those two ranges costs;
/// infinite for one that must not be, finite for 1-0 and 0-1. `weights` are the lengths by which the band follows the
/// diagonal of both texts, one number a segment. Time and memory are linear in the number of segments.
pub(super) fn cheapest(
    source: &[f32],
    target: &[f32],
    mut cost: impl FnMut(Range<usize>, Range<usize>) -> f32,
) -> Vec<(Range<usize>, Range<usize>)> {
    let band = band(source, target);
    let mut offsets = Vec::with_capacity(band.len());
    let mut cells = 0;
    for row in &band {
        offsets.push(cells);
        cells += row.len();
    }
    let mut best = vec![f32::INFINITY; cells];
    let mut from = vec![u8::MAX; cells];
    let cell = |i: usize, j: usize| -> Option<usize> {
        let row = band.get(i)?;
        row.contains(&j).then(|| offsets[i] + j - row.start)
    };
    if let Some(first) = best.first_mut() {
        *first = 0.0;
    }
    for (i, row) in band.iter().enumerate() {
        for j in row.clone() {
            let Some(here) = cell(i, j) else { continue };
            for (size, &(a, b)) in SIZES.iter().enumerate() {
                let (Some(pi), Some(pj)) = (i.checked_sub(a), j.checked_sub(b)) else { continue };
                let Some(there) = cell(pi, pj) else { continue };
                if best[there] >= best[here] {
                    continue;
                }
                let total = best[there] + cost(pi..i, pj..j);
                if total < best[here] {
                    best[here] = total;
                    from[here] = size as u8;
                }
            }
        }
    }
    let (mut i, mut j) = (source.len(), target.len());
    let mut chain = Vec::new();
    while i > 0 || j > 0 {
        let size = cell(i, j).and_then(|here| SIZES.get(from[here] as usize));
        // Every cell is reached by 1-0 and 0-1 beads; were one not, the rest would be left without counterparts.
        let &(a, b) = size.unwrap_or(if i > 0 { &(1, 0) } else { &(0, 1) });
        chain.push((i - a..i, j - b..j));
        i -= a;
        j -= b;
    }
    chain.reverse();
    chain
}

/// For every number of source segments the numbers of target segments that are looked at: around the place where the same
/// share of the text is read. Rows overlap, so that 1-0 and 0-1 beads lead from one to the next.
fn band(source: &[f32], target: &[f32]) -> Vec<Range<usize>> {
    let (n, m) = (source.len(), target.len());
    if (n + 1).saturating_mul(m + 1) <= CELLS {
        return vec![0..m + 1; n + 1];
    }
    let half = (CELLS / (2 * (n + 1))).max(HALF_WIDTH);
    let all = |weights: &[f32]| weights.iter().map(|&weight| f64::from(weight) + 1.0).sum::<f64>();
    let scale = all(target) / all(source);
    let (mut read, mut reached, mut center) = (0.0, 0.0, 0);
    let mut rows = Vec::with_capacity(n + 1);
    for i in 0..=n {
        while center < m && reached < read * scale {
            reached += f64::from(target[center]) + 1.0;
            center += 1;
        }
        rows.push(center.saturating_sub(half)..(center + half + 1).min(m + 1));
        read += source.get(i).map_or(0.0, |&weight| f64::from(weight) + 1.0);
    }
    rows[0].start = 0;
    rows[n].end = m + 1;
    for i in (0..n).rev() {
        // A row reaches at least to the place where the next one starts.
        let next = rows[i + 1].start;
        rows[i].end = rows[i].end.max(next + 1);
    }
    rows
}

/// The heaviest chain of `pairs` that grows strictly on both sides (Fredman's longest increasing subsequence with weights):
/// the positions in `pairs`, in order. O(n log n).
pub(super) fn heaviest_chain(pairs: &[(usize, usize, u32)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    // Equal sources from the last target to the first, so that none of them follows another.
    order.sort_by_key(|&at| (pairs[at].0, std::cmp::Reverse(pairs[at].1)));
    let mut targets: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    targets.sort_unstable();
    targets.dedup();
    // A Fenwick tree of prefix maxima: the weight of the best chain that ends at or before a target, and its last pair.
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); targets.len() + 1];
    let mut previous = vec![usize::MAX; pairs.len()];
    for &at in &order {
        let rank = targets.partition_point(|&target| target < pairs[at].1);
        let mut best = (0, usize::MAX);
        let mut k = rank;
        while k > 0 {
            if tree[k].0 > best.0 {
                best = tree[k];
            }
            k &= k - 1;
        }
        previous[at] = best.1;
        let weight = best.0 + u64::from(pairs[at].2.max(1));
        let mut k = rank + 1;
        while k < tree.len() {
            if tree[k].0 < weight {
                tree[k] = (weight, at);
            }
            k += k & k.wrapping_neg();
        }
    }
    let mut at = tree.iter().max_by_key(|(weight, _)| *weight).map_or(usize::MAX, |&(_, at)| at);
    let mut chain = Vec::new();
    while at != usize::MAX {
        chain.push(at);
        at = previous[at];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_leaves_out_what_crosses() {
        let pairs = [(0, 0, 1), (1, 5, 1), (2, 1, 1), (3, 2, 1), (4, 4, 1), (4, 3, 1), (5, 5, 1)];
        let chain: Vec<(usize, usize)> =
            heaviest_chain(&pairs).into_iter().map(|at| (pairs[at].0, pairs[at].1)).collect();
        assert_eq!(chain.len(), 5);
        assert!(!chain.contains(&(1, 5)));
        assert!(chain.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        assert_eq!(heaviest_chain(&[(0, 1, 1), (1, 0, 9)]), [1]);
        assert!(heaviest_chain(&[]).is_empty());
    }

    #[test]
    fn a_chain_weighs_as_much_as_the_best_of_all_chains() {
        let mut seed = 11_u64;
        let mut next = |n: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % n
        };
        for _ in 0..300 {
            let pairs: Vec<(usize, usize, u32)> =
                (0..9).map(|_| (next(6) as usize, next(6) as usize, 1 + next(4) as u32)).collect();
            let weight = |chain: &[usize]| chain.iter().map(|&at| pairs[at].2).sum::<u32>();
            let grows = |chain: &[usize]| {
                chain.windows(2).all(|two| pairs[two[0]].0 < pairs[two[1]].0 && pairs[two[0]].1 < pairs[two[1]].1)
            };
            let mut best = 0;
            for set in 0..1_u32 << pairs.len() {
                let mut chain: Vec<usize> = (0..pairs.len()).filter(|at| set >> at & 1 == 1).collect();
                chain.sort_by_key(|&at| pairs[at]);
                if grows(&chain) {
                    best = best.max(weight(&chain));
                }
            }
            let found = heaviest_chain(&pairs);
            assert!(grows(&found));
            assert_eq!(weight(&found), best, "{pairs:?}");
        }
    }

    #[test]
    fn a_path_covers_both_sides_whatever_the_shape() {
        for (n, m) in [(0, 0), (0, 3), (3, 0), (5, 2), (4000, 10), (10, 4000), (3000, 5000)] {
            let source: Vec<f32> = (0..n).map(|i| if i == n / 2 { 9e6 } else { (i % 7) as f32 }).collect();
            let target: Vec<f32> = (0..m).map(|i| (i % 5) as f32).collect();
            let chain = cheapest(&source, &target, |s, t| if s.len() == t.len() { 1.0 } else { 3.0 });
            let (mut i, mut j) = (0, 0);
            for (s, t) in chain {
                assert_eq!((s.start, t.start), (i, j));
                (i, j) = (s.end, t.end);
            }
            assert_eq!((i, j), (n, m));
        }
    }
}
