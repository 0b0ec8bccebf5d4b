//! The engine: segments against segments, between the points that are fixed.

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

use super::{Alignment, Bead, Fixed, Progress};
use crate::text::Language;
use feature::{FEATURES, Feature};
use rounds::Plan;
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
    aligned(source, target, fixed, progress).map(|(_, alignment)| alignment)
}

/// Aligns as [`align`] does, and says of every bead what each feature adds to its cost.
pub fn explain(
    source: &Side<'_>,
    target: &Side<'_>,
    fixed: &[Fixed],
    progress: &mut Progress<'_>,
) -> Option<Explained> {
    let (scene, alignment) = aligned(source, target, fixed, progress)?;
    let cost = |bead: &Bead| -> Vec<f32> {
        let of = |feature: &Feature| feature.weight * (feature.bead)(&scene, &bead.source, &bead.target);
        FEATURES.iter().map(of).collect()
    };
    let costs = alignment.beads.iter().map(cost).collect();
    Some(Explained { alignment, costs })
}

fn aligned(
    source: &Side<'_>,
    target: &Side<'_>,
    fixed: &[Fixed],
    progress: &mut Progress<'_>,
) -> Option<(Scene, Alignment)> {
    let (rows, columns) = (source.texts.len(), target.texts.len());
    let mut gaps = Vec::new();
    let (mut i, mut j) = (0, 0);
    let end = Fixed { source: rows..rows, target: columns..columns, by: super::By::Structure };
    for next in fixed.iter().chain(std::iter::once(&end)) {
        gaps.push((i..next.source.start, j..next.target.start));
        (i, j) = (next.source.end, next.target.end);
    }
    let mut proceed = || progress(0.5);
    let scene = Scene::of(source, target, &mut proceed)?;
    let found = rounds::run(scene, &gaps, &Plan::default(), &mut proceed)?;
    let beads = found.path.into_iter().zip(found.sure);
    let mut beads: Vec<Bead> = beads.map(|((source, target), score)| Bead { source, target, score }).collect();
    let said = fixed.iter().filter(|fixed| !fixed.source.is_empty() || !fixed.target.is_empty());
    beads.extend(said.map(|fixed| Bead { source: fixed.source.clone(), target: fixed.target.clone(), score: 1.0 }));
    beads.sort_by_key(|bead| (bead.source.start, bead.target.start, bead.source.end, bead.target.end));
    Some((found.scene, Alignment { beads }))
}
