//! The engine: segments against segments, between the points that are fixed.

use super::sentence::align_segments;
use super::{Alignment, Bead, Fixed, Progress};
use crate::text::Language;

/// One side of what is aligned.
#[derive(Clone, Debug, Default)]
pub struct Side<'a> {
    /// The segments, in order.
    pub texts: Vec<&'a str>,
    /// For every segment whether a block begins with it; empty where blocks are not known (every line is a segment).
    pub begins: Vec<bool>,
    /// The language, where it is known; empty else.
    pub language: Language,
}

/// Aligns `source` with `target` around what is `fixed` (in order, disjoint, growing on both sides); none when `progress` said
/// to stop. The beads cover both sides, each segment once.
pub fn align(source: &Side<'_>, target: &Side<'_>, fixed: &[Fixed], progress: &mut Progress<'_>) -> Option<Alignment> {
    let mut beads = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (rows, columns) = (source.texts.len(), target.texts.len());
    let end = Fixed { source: rows..rows, target: columns..columns, by: super::By::Structure };
    for next in fixed.iter().chain(std::iter::once(&end)) {
        if !progress(i as f32 / rows.max(1) as f32) {
            return None;
        }
        let left = source.texts.get(i..next.source.start).unwrap_or_default();
        let right = target.texts.get(j..next.target.start).unwrap_or_default();
        let found = align_segments(left, right);
        beads.extend(found.beads.into_iter().map(|bead| Bead {
            source: bead.source.start + i..bead.source.end + i,
            target: bead.target.start + j..bead.target.end + j,
            score: bead.score,
        }));
        if !next.source.is_empty() || !next.target.is_empty() {
            beads.push(Bead { source: next.source.clone(), target: next.target.clone(), score: 1.0 });
        }
        (i, j) = (next.source.end, next.target.end);
    }
    Some(Alignment { beads })
}
