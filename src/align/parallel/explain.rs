//! Why two documents are aligned as they are: what each feature adds to the cost of a bead.

use std::collections::HashMap;
use std::ops::Range;

use super::{Parallel, Progress, aligned};
use crate::align::{Fixed, engine};
use crate::document::Document;

/// Aligns as [`super::align_documents`] does, and gives for every bead of [`Parallel::sentences`] what each of
/// [`engine::features`] adds to its cost; none for a bead that was not the engine's to choose.
pub fn explain_documents(
    source: &Document,
    target: &Document,
    fixed: &[Fixed],
    progress: &mut Progress<'_>,
) -> Option<(Parallel, Vec<Option<Vec<f32>>>)> {
    let mut costs: HashMap<(Range<usize>, Range<usize>), Vec<f32>> = HashMap::new();
    let (parallel, turned) = aligned(source, target, fixed, &mut |left, right, points| {
        let found = engine::explain(left, right, points, progress)?;
        let beads = found.alignment.beads.iter().map(|bead| key(&bead.source, bead.target.clone()));
        costs = beads.zip(found.costs).collect();
        Some(found.alignment)
    })?;
    let of = |bead: &crate::align::Bead| {
        let start = turned.place(bead.target.start).unwrap_or(bead.target.start);
        costs.get(&key(&bead.source, start..start + bead.target.len())).cloned()
    };
    let costs = parallel.sentences.beads.iter().map(of).collect();
    Some((parallel, costs))
}

/// A bead by its segments: where an empty side stands does not matter.
fn key(source: &Range<usize>, target: Range<usize>) -> (Range<usize>, Range<usize>) {
    let of = |range: Range<usize>| if range.is_empty() { 0..0 } else { range };
    (of(source.clone()), of(target))
}
