//! Two documents, sentence against sentence, and from it block against block.

mod compose;
mod derive;
mod explain;
mod given;
mod inside;
mod local;
mod origin;
mod repair;
mod segmentation;
mod turned;
mod versions;

use std::sync::Arc;

use super::engine::{self, Side};
use super::structure::{Depth, Skeleton};
use super::{Alignment, By, Fixed};
use crate::document::Document;
use turned::Turned;

pub use explain::explain_documents;
pub use origin::pivot_of;
pub use segmentation::{Segmentation, Sentence};
pub use versions::{Counterpart, Parallels};

/// How far the work is, from 0 to 1; the answer says whether it shall go on.
pub type Progress<'a> = dyn FnMut(f32) -> bool + 'a;

/// Two versions of one work, aligned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parallel {
    /// The sentences of the source.
    pub source: Arc<Segmentation>,
    /// The sentences of the target.
    pub target: Arc<Segmentation>,
    /// Sentence against sentence.
    pub sentences: Alignment,
    /// Block against block.
    pub blocks: Alignment,
}

/// Aligns two versions of one work: what their sources say of it ([`crate::document::Correspondence`]), else structure first;
/// then the engine inside it. `fixed` is what a person said, in sentences
/// of [`Segmentation::of`], in the order of the source. None when `progress` said to stop.
pub fn align_documents(
    source: &Document,
    target: &Document,
    fixed: &[Fixed],
    progress: &mut Progress<'_>,
) -> Option<Parallel> {
    aligned(source, target, fixed, &mut |left, right, points| engine::align(left, right, points, progress))
        .map(|(parallel, _)| parallel)
}

/// What aligns the sentences between fixed points, as [`engine::align`] does.
type Engine<'e> = dyn FnMut(&Side<'_>, &Side<'_>, &[Fixed]) -> Option<Alignment> + 'e;

/// [`align_documents`] by `engine`, which is given the target's sentences in the order of the source.
fn aligned(
    source: &Document,
    target: &Document,
    fixed: &[Fixed],
    engine: &mut Engine<'_>,
) -> Option<(Parallel, Turned)> {
    let (left, right) = (Segmentation::of(source), Segmentation::of(target));
    if let Some(beads) = super::given::given(source, target) {
        return given::aligned((source, left), (target, right), beads, fixed, engine);
    }
    let pins: Vec<(usize, usize)> = fixed
        .iter()
        .filter(|one| one.by == By::Person && !one.source.is_empty() && !one.target.is_empty())
        .filter_map(|one| {
            Some((left.sentences.get(one.source.start)?.block, right.sentences.get(one.target.start)?.block))
        })
        .collect();
    let skeleton = Skeleton::new(source, target, &pins, Depth::Meaning);
    let blocks = skeleton.blocks();
    let turned = Turned::new(&right, &skeleton.order);
    let points = inside::points((source, &left), (target, &turned.cut), &skeleton, &blocks);
    let persons = turned.fixed(fixed);
    let points = inside::joined(points, &persons);
    let found = engine(&left.side(source), &turned.cut.side(target), &points)?;
    let (ours, theirs) = ((source, &left), (target, &turned.cut));
    let walls = repair::walls(&skeleton, (&left, &turned.cut), &persons);
    let found = repair::lines(found.beads, ours, theirs, &walls);
    let found = repair::orphans(found, &skeleton, (&left, &turned.cut), &walls);
    let mut sentences = Alignment { beads: turned.restored(found) };
    repair::carve(&mut sentences, fixed);
    let structure = Alignment { beads: skeleton.restored(blocks) };
    let sizes = (source.blocks.len(), target.blocks.len());
    let blocks = derive::blocks((sizes.0, &left), (sizes.1, &right), &sentences, &structure);
    Some((Parallel { source: Arc::new(left), target: Arc::new(right), sentences, blocks }, turned))
}
