//! Slow work: it takes along what it needs, so that it can be done beside the reader, and what comes of it is an event.

use std::path::PathBuf;
use std::sync::Arc;

use super::Event;
use crate::align::{By, Fixed, Parallel, Progress, Segmentation, align_blocks, align_documents};
use crate::document::Document;
use crate::library::{Correction, pins};

/// What a piece of slow work is about: a result that comes with another ticket than the one that is asked for is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The version that is aligned with the pivot.
    pub version: usize,
    /// Counts what was changed about the pair.
    pub generation: u64,
}

/// Slow work.
#[derive(Clone, Debug)]
pub enum Job {
    /// Align the sentences of two versions.
    Align(Align),
}

/// The pivot and a version, and what a person said of the two.
#[derive(Clone, Debug)]
pub struct Align {
    /// What it is about.
    pub ticket: Ticket,
    /// The pivot and the hash of its bytes.
    pub source: (Arc<Document>, String),
    /// The version, likewise.
    pub target: (Arc<Document>, String),
    /// What a person said.
    pub corrections: Vec<Correction>,
    /// Blocks at which a person tied the version to the pivot: (block of the pivot, block of the version).
    pub ties: Vec<(usize, usize)>,
    /// The folder of the library, where alignments are kept.
    pub library: Option<PathBuf>,
}

/// The sentences of two versions, aligned.
#[derive(Clone, Debug, PartialEq)]
pub struct Aligned {
    /// What it is about.
    pub ticket: Ticket,
    /// What was found; none when the work failed.
    pub parallel: Option<Parallel>,
    /// The beads that a person set, in sentences, in order.
    pub pinned: Vec<Fixed>,
}

impl Job {
    /// What it is about.
    pub fn ticket(&self) -> Ticket {
        let Self::Align(align) = self;
        align.ticket
    }

    /// Does it; none when `progress` said to stop.
    pub fn run(&self, progress: &mut Progress<'_>) -> Option<Event> {
        let Self::Align(align) = self;
        Some(Event::Aligned(Box::new(align.run(progress)?)))
    }
}

impl Align {
    fn run(&self, progress: &mut Progress<'_>) -> Option<Aligned> {
        let (source, target) = (&*self.source.0, &*self.target.0);
        let (left, right) = (Segmentation::of(source), Segmentation::of(target));
        let pinned = pins(&self.corrections, &left, &right).fixed;
        let mut fixed = pinned.clone();
        for &(i, j) in &self.ties {
            let (i, j) = (left.of_block(i).start, right.of_block(j).start);
            point(&mut fixed, i, j);
        }
        let mut parallel = align_documents(source, target, &fixed, progress)?;
        if !self.ties.is_empty() {
            parallel.blocks = align_blocks(source, target, &self.ties);
        }
        Some(Aligned { ticket: self.ticket, parallel: Some(parallel), pinned })
    }
}

/// Puts the point at which sentences `i` and `j` begin among what is fixed, unless a bead of a person crosses it.
fn point(fixed: &mut Vec<Fixed>, i: usize, j: usize) {
    let at = fixed.partition_point(|one| one.source.end <= i && one.target.end <= j);
    if fixed.get(at).is_none_or(|next| i <= next.source.start && j <= next.target.start) {
        fixed.insert(at, Fixed { source: i..i, target: j..j, by: By::Person });
    }
}
