//! Pairs of blocks that the words show to be one: where keys are missing or not believed.

use std::collections::HashMap;

use super::likeness::Likeness;
use super::trust::Pair;
use crate::align::segment::Segment;

/// What must speak for a pair of blocks without a key.
const CERTAIN: f32 = 3.5;
/// Words of a block that are asked for the one block which has them too.
const ASKED: usize = 64;

/// Pairs of blocks that have words which no other block has, and that look alike.
pub(super) fn anchors(likeness: &Likeness, (left, right): (&[Segment<'_>], &[Segment<'_>])) -> Vec<Pair> {
    let mut found = Vec::new();
    for (source, words) in likeness.common.source.iter().enumerate() {
        let mut votes: HashMap<usize, u32> = HashMap::new();
        let only = words.iter().filter_map(|&word| likeness.common.only.get(word as usize).copied().flatten());
        for (_, target) in only.take(ASKED) {
            *votes.entry(target).or_default() += 1;
        }
        let Some((&target, &votes)) = votes.iter().max_by_key(|(target, votes)| (**votes, usize::MAX - **target))
        else {
            continue;
        };
        let (Some(a), Some(b)) = (left.get(source), right.get(target)) else { continue };
        if votes < 2 || !a.may_be(b) {
            continue;
        }
        let evidence = likeness.evidence(source..source + 1, target..target + 1);
        if evidence >= CERTAIN {
            found.push(Pair { source, target, weight: evidence });
        }
    }
    found
}
