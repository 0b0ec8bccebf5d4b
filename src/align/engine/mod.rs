//! The engine: segments against segments, between the points that are fixed.
//!
//! # How it works
//! 1. Both sides are measured (`scene`): characters, words (`token`, `number`), the sums of static vectors
//!    (`meaning`). Words that look like each other across the two texts are anchors (`anchor`).
//! 2. A chain of segments that mean the same, searched from coarse blocks to single segments, says where to look (`seed`);
//!    the programme looks at a band around it (`band`). At places of the chain that leave no doubt a long text is cut into
//!    sections. So time and memory are linear in the segments.
//! 3. A dynamic programme finds the cheapest chain of beads from 1-0 to 4-1, 1-4, 2-2, 2-3 and 3-2 in each gap between what is
//!    fixed (`program`). The cost of a bead is a sum of features (`feature`): prior, length, lexicon, vectors, missing,
//!    boundary.
//! 4. From the path the texts teach the rest (`rounds`): a lexicon of their own (`lexicon`), the spread of lengths, and what
//!    a segment without counterpart costs (`calibrate`, by a logistic fit, `fit`): evidence against pairs of the path is
//!    compared with evidence against pairs at random. The programme runs again, twice.
//! 5. The confidence of a bead is its share of all paths, each weighed by its cost (`share`).
//!
//! Nothing depends on a language, a name or a size; the same texts give the same beads. `progress` is asked every few
//! milliseconds, and what it stops leaves nothing behind.

mod anchor;
mod band;
mod calibrate;
mod feature;
mod fit;
mod lexicon;
mod meaning;
mod number;
mod program;
mod rounds;
mod scene;
mod seed;
mod share;
mod token;
mod words;

#[cfg(test)]
mod tests;

use std::cell::Cell;

use super::{Alignment, Bead, Fixed, Progress};
use crate::text::Language;
use feature::FEATURES;
use scene::Scene;
pub use words::{Lexicon, lexicon_words};

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

/// An alignment, and why it is as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explained {
    /// The alignment.
    pub alignment: Alignment,
    /// For every bead, in the order of [`features`], what each feature adds to its cost; less is better.
    pub costs: Vec<Vec<f32>>,
}

/// The names of the features that make up the cost of a bead.
pub fn features() -> Vec<&'static str> {
    FEATURES.iter().map(|feature| feature.name).collect()
}

/// Aligns `source` with `target` around what is `fixed` (in order, disjoint, growing on both sides); none when `progress` said
/// to stop. The beads cover both sides, each segment once.
pub fn align(source: &Side<'_>, target: &Side<'_>, fixed: &[Fixed], progress: &mut Progress<'_>) -> Option<Alignment> {
    aligned(source, target, fixed, false, progress).map(|found| found.alignment)
}

/// Aligns as [`align`] does, and says of every bead what each feature adds to its cost. What is fixed costs nothing.
pub fn explain(
    source: &Side<'_>,
    target: &Side<'_>,
    fixed: &[Fixed],
    progress: &mut Progress<'_>,
) -> Option<Explained> {
    aligned(source, target, fixed, true, progress)
}

/// How far the work is when both sides are measured.
const MEASURED: f32 = 0.15;

fn aligned(
    source: &Side<'_>,
    target: &Side<'_>,
    fixed: &[Fixed],
    explain: bool,
    progress: &mut Progress<'_>,
) -> Option<Explained> {
    let (rows, columns) = (source.texts.len(), target.texts.len());
    let (mut gaps, mut said) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    for next in fixed {
        let (source, target) = (&next.source, &next.target);
        let grows = source.start >= i && target.start >= j && source.end >= source.start && target.end >= target.start;
        if !grows || source.end > rows || target.end > columns {
            // What contradicts what was said before it is not heard.
            continue;
        }
        gaps.push((i..source.start, j..target.start));
        if !source.is_empty() || !target.is_empty() {
            said.push(Bead { source: source.clone(), target: target.clone(), score: 1.0 });
        }
        (i, j) = (source.end, target.end);
    }
    gaps.push((i..rows, j..columns));
    gaps.retain(|gap| !gap.0.is_empty() || !gap.1.is_empty());
    let done = Cell::new(0.0);
    let mut proceed = || progress(done.get());
    let scene = Scene::of(source, target, &mut proceed)?;
    done.set(MEASURED);
    let found = rounds::run(scene, gaps, explain, &done, &mut proceed)?;
    let beads = found.path.into_iter().zip(found.sure);
    let beads = beads.map(|((source, target), score)| Bead { source, target, score });
    let costs = found.costs.into_iter().chain(std::iter::repeat(Vec::new()));
    let mut all: Vec<(Bead, Vec<f32>)> = beads.zip(costs).collect();
    let free = if explain { vec![0.0; FEATURES.len()] } else { Vec::new() };
    all.extend(said.into_iter().map(|bead| (bead, free.clone())));
    all.sort_by_key(|(bead, _)| (bead.source.start, bead.target.start, bead.source.end, bead.target.end));
    let (beads, costs) = all.into_iter().unzip();
    Some(Explained { alignment: Alignment { beads }, costs })
}
