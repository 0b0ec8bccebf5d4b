//! Two documents, sentence against sentence, and from it block against block.

mod compose;
mod inside;
mod local;
mod origin;
mod segmentation;
mod versions;

use std::sync::Arc;

use super::engine;
use super::structure::align_blocks;
use super::{Alignment, By, Fixed};
use crate::document::Document;

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

/// Aligns two versions of one work: structure first, then the engine inside it. `fixed` is what a person said, in sentences
/// of [`Segmentation::of`], in order. None when `progress` said to stop.
pub fn align_documents(
    source: &Document,
    target: &Document,
    fixed: &[Fixed],
    progress: &mut Progress<'_>,
) -> Option<Parallel> {
    let (left, right) = (Segmentation::of(source), Segmentation::of(target));
    let blocks = align_blocks(source, target, &[]);
    let mut points: Vec<Fixed> = fixed.to_vec();
    if points.is_empty() {
        // The boundaries of the beads of blocks.
        points = blocks
            .beads
            .iter()
            .filter_map(|bead| {
                let (i, j) = (left.of_block(bead.source.end), right.of_block(bead.target.end));
                (i.start + j.start > 0).then_some(Fixed {
                    source: i.start..i.start,
                    target: j.start..j.start,
                    by: By::Structure,
                })
            })
            .collect();
    }
    let sentences = engine::align(&left.side(source), &right.side(target), &points, progress)?;
    Some(Parallel { source: Arc::new(left), target: Arc::new(right), sentences, blocks })
}
