//! Blocks that correspond, from sentences that do.

use std::ops::Range;

use super::{Segmentation, compose::placed};
use crate::align::{Alignment, Bead};

/// A block is tied to another by sentences that hold at least this share of what ties either of them to anything.
const SHARE: f32 = 0.25;

/// The blocks that share beads, in the order of the source. `skeleton` is the alignment of the blocks by structure: blocks
/// without a sentence stand where it puts them, and what it is sure of raises the confidence.
pub(super) fn blocks(
    (source, left): (usize, &Segmentation),
    (target, right): (usize, &Segmentation),
    sentences: &Alignment,
    skeleton: &Alignment,
) -> Alignment {
    let links = links(left, right, sentences);
    let mut strongest = (vec![0.0_f32; source], vec![0.0_f32; target]);
    for link in &links {
        if let (Some(a), Some(b)) = (strongest.0.get_mut(link.source), strongest.1.get_mut(link.target)) {
            (*a, *b) = (a.max(link.weight), b.max(link.weight));
        }
    }
    let mut ties: Vec<(Range<usize>, Range<usize>, f32, f32)> = Vec::new();
    for link in links {
        let (a, b) = (strongest.0[link.source], strongest.1[link.target]);
        // A sentence that strayed over a block's end does not make two blocks one.
        if link.weight >= SHARE * a.min(b) {
            let (s, t) = (link.source..link.source + 1, link.target..link.target + 1);
            ties.push((s, t, link.weight, link.score));
        }
    }
    for bead in &skeleton.beads {
        let silent = bead.source.clone().all(|block| left.of_block(block).is_empty())
            && bead.target.clone().all(|block| right.of_block(block).is_empty());
        if silent && !bead.source.is_empty() && !bead.target.is_empty() {
            ties.push((bead.source.clone(), bead.target.clone(), 1.0, bead.score));
        }
    }
    placed(hulls(ties, (source, target), skeleton))
}

/// Blocks that share a bead: how much of them, and how sure it is.
struct Link {
    source: usize,
    target: usize,
    /// Bytes of both.
    weight: f32,
    score: f32,
}

fn links(left: &Segmentation, right: &Segmentation, sentences: &Alignment) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for bead in &sentences.beads {
        let (rows, columns) = (spread(left, &bead.source), spread(right, &bead.target));
        let all = |side: &[(usize, f32)]| side.iter().map(|(_, size)| size).sum::<f32>().max(1.0);
        let (a, b) = (all(&rows), all(&columns));
        for &(source, own) in &rows {
            for &(target, other) in &columns {
                let weight = (a + b) * (own / a) * (other / b);
                match links.last_mut().filter(|link| (link.source, link.target) == (source, target)) {
                    Some(link) => {
                        link.score = (link.score * link.weight + bead.score * weight) / (link.weight + weight);
                        link.weight += weight;
                    }
                    None => links.push(Link { source, target, weight, score: bead.score }),
                }
            }
        }
    }
    links
}

/// The blocks of some sentences, and bytes of each.
fn spread(side: &Segmentation, sentences: &Range<usize>) -> Vec<(usize, f32)> {
    let mut blocks: Vec<(usize, f32)> = Vec::new();
    for sentence in side.sentences.get(sentences.clone()).unwrap_or_default() {
        let size = sentence.range.len() as f32;
        match blocks.last_mut().filter(|(block, _)| *block == sentence.block) {
            Some((_, sum)) => *sum += size,
            None => blocks.push((sentence.block, size)),
        }
    }
    blocks
}

/// Beads over the blocks that `ties` hold together, and one for each block that nothing holds.
fn hulls(
    mut ties: Vec<(Range<usize>, Range<usize>, f32, f32)>,
    (source, target): (usize, usize),
    skeleton: &Alignment,
) -> Vec<Bead> {
    ties.sort_by_key(|(s, t, ..)| (s.start, t.start));
    let mut groups: Vec<(Range<usize>, Range<usize>, f32, f32)> = Vec::new();
    for (s, t, weight, score) in ties {
        match groups.last_mut() {
            // Blocks between two that are tied to one are held by it too.
            Some((rows, columns, sum, mean))
                if s.start < rows.end || (t.start < columns.end && columns.start < t.end) =>
            {
                *rows = rows.start.min(s.start)..rows.end.max(s.end);
                *columns = columns.start.min(t.start)..columns.end.max(t.end);
                *mean = (*mean * *sum + score * weight) / (*sum + weight);
                *sum += weight;
            }
            _ => groups.push((s, t, weight, score)),
        }
    }
    let mut beads = Vec::with_capacity(source.max(target));
    let mut taken = vec![false; target];
    let mut i = 0;
    for (rows, columns, _, score) in groups {
        // What another bead holds already stays there.
        let Some(own) = taken.get_mut(columns.clone()).filter(|own| own.iter().all(|taken| !taken)) else {
            continue;
        };
        if rows.start < i || rows.end > source {
            continue;
        }
        own.fill(true);
        beads.extend((i..rows.start).map(|at| Bead { source: at..at + 1, target: 0..0, score: EMPTY }));
        i = rows.end;
        beads.push(Bead { source: rows, target: columns, score });
    }
    beads.extend((i..source).map(|at| Bead { source: at..at + 1, target: 0..0, score: EMPTY }));
    let left_over = (0..target).filter(|&at| !taken[at]);
    beads.extend(left_over.map(|at| Bead { source: 0..0, target: at..at + 1, score: EMPTY }));
    for bead in &mut beads {
        // Where both ways lead to the same blocks, the surer one says how sure it is.
        let place = skeleton.beads.partition_point(|other| other.source.end <= bead.source.start);
        if let Some(other) = skeleton.beads.get(place).filter(|_| !bead.source.is_empty() && !bead.target.is_empty())
            && (&other.source, &other.target) == (&bead.source, &bead.target)
        {
            bead.score = bead.score.max(other.score);
        }
    }
    beads
}

/// The confidence that a block has no counterpart: a version lacks little of what another has.
const EMPTY: f32 = 0.4;
