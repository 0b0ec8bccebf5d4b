//! Documents against documents: beads of blocks and of sentences, and the grid of several versions.

mod edit;
pub mod engine;
mod given;
mod grid;
mod length;
mod parallel;
mod path;
mod segment;
mod sentence;
mod structure;
pub mod vector;
pub mod word;

use std::ops::Range;

pub use edit::{Edit, SideOf};
pub use grid::{Grid, GridRow};
pub use parallel::{
    Counterpart, Parallel, Parallels, Progress, Segmentation, Sentence, align_documents, explain_documents, pivot_of,
};
pub use sentence::{align_segments, align_sentences};
pub use structure::align_blocks;

/// A group of source segments and the target segments that correspond; either side may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Segment numbers of the source.
    pub source: Range<usize>,
    /// Segment numbers of the target.
    pub target: Range<usize>,
    /// Confidence from 0 to 1.
    pub score: f32,
}

/// Who says that a bead stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// What both texts show: equal numbers, the shape of a table.
    Structure,
    /// A person.
    Person,
}

/// What stands before lengths and words are asked: a bead, or, where both sides are empty, a point that no bead crosses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Segments of the source.
    pub source: Range<usize>,
    /// Segments of the target.
    pub target: Range<usize>,
    /// Who says so.
    pub by: By,
}

/// An alignment: the beads cover both sides, each segment once, in the order of the source. The target's ranges grow too, but
/// for parts that stand elsewhere in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The beads in the order of the source.
    pub beads: Vec<Bead>,
}

impl Alignment {
    /// The bead that holds source segment `index`.
    pub fn bead_of_source(&self, index: usize) -> Option<&Bead> {
        let at = self.beads.partition_point(|bead| bead.source.end <= index);
        self.beads.get(at).filter(|bead| bead.source.contains(&index))
    }

    /// The bead that holds target segment `index`.
    pub fn bead_of_target(&self, index: usize) -> Option<&Bead> {
        let at = self.beads.partition_point(|bead| bead.target.end <= index);
        let found = self.beads.get(at).filter(|bead| bead.target.contains(&index));
        // Where parts were moved the target does not grow, and all beads are asked.
        found.or_else(|| self.beads.iter().find(|bead| bead.target.contains(&index)))
    }
}
