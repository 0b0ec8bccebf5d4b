//! Slow work: it takes along what it needs, so that it can be done beside the reader, and what comes of it is an event.

use std::path::PathBuf;
use std::sync::Arc;

use super::Event;
use crate::align::word::Lexicon;
use crate::align::{By, Fixed, Parallel, Progress, Segmentation, align_blocks, align_documents};
use crate::document::Document;
use crate::library::{ALIGNER, AlignmentKey, Correction, Library, corrections_digest, pins};

/// What a piece of slow work is about: a result that comes with another ticket than the one that is asked for is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// What is done.
    pub task: Task,
    /// The version that is the target.
    pub version: usize,
    /// Counts what was changed about the pair.
    pub generation: u64,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Sentences of the pivot and the version are aligned.
    Align,
    /// Which words go together is learned from sentences that are aligned.
    Learn {
        /// The version that is the source.
        from: usize,
    },
}

/// Slow work.
#[derive(Clone, Debug)]
pub enum Job {
    /// Align the sentences of two versions.
    Align(Align),
    /// Learn which words go together.
    Learn(Learn),
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

/// Two versions, aligned.
#[derive(Clone, Debug)]
pub struct Learn {
    /// What it is about.
    pub ticket: Ticket,
    /// The source.
    pub source: Arc<Document>,
    /// The target.
    pub target: Arc<Document>,
    /// Which of their sentences correspond.
    pub parallel: Parallel,
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

/// Which words of two versions go together.
#[derive(Clone, Debug)]
pub struct Learned {
    /// What it is about.
    pub ticket: Ticket,
    /// What was learned; none when the work failed.
    pub lexicon: Option<Arc<Lexicon>>,
}

impl PartialEq for Learned {
    fn eq(&self, other: &Self) -> bool {
        self.ticket == other.ticket
    }
}

impl Job {
    /// What it is about.
    pub fn ticket(&self) -> Ticket {
        match self {
            Self::Align(align) => align.ticket,
            Self::Learn(learn) => learn.ticket,
        }
    }

    /// Does it; none when `progress` said to stop.
    pub fn run(&self, progress: &mut Progress<'_>) -> Option<Event> {
        match self {
            Self::Align(align) => Some(Event::Aligned(Box::new(align.run(progress)?))),
            Self::Learn(learn) => Some(Event::Learned(learn.run())),
        }
    }
}

impl Event {
    /// What comes of work that failed.
    pub fn failed(ticket: Ticket) -> Self {
        match ticket.task {
            Task::Align => Self::Aligned(Box::new(Aligned { ticket, parallel: None, pinned: Vec::new() })),
            Task::Learn { .. } => Self::Learned(Learned { ticket, lexicon: None }),
        }
    }
}

impl Align {
    fn run(&self, progress: &mut Progress<'_>) -> Option<Aligned> {
        let (source, target) = (&*self.source.0, &*self.target.0);
        let digest = corrections_digest(&self.corrections);
        let key =
            AlignmentKey { source: &self.source.1, target: &self.target.1, engine: ALIGNER, corrections: &digest };
        // Ties are of this reading only. A library that cannot be opened here is one without anything kept.
        let folder = self.library.as_deref().filter(|_| self.ties.is_empty());
        let mut library = folder.and_then(|folder| Library::open(folder).ok());
        let known = library.as_mut().and_then(|library| library.alignment(&key, source, target).ok().flatten());
        let parallel = match known {
            Some(parallel) => parallel,
            None => {
                let parallel = self.align(progress)?;
                if let Some(library) = &mut library {
                    let _ = library.alignment_set(&key, source, target, &parallel);
                }
                parallel
            }
        };
        let pinned = pins(&self.corrections, &parallel.source, &parallel.target).fixed;
        Some(Aligned { ticket: self.ticket, parallel: Some(parallel), pinned })
    }

    fn align(&self, progress: &mut Progress<'_>) -> Option<Parallel> {
        let (source, target) = (&*self.source.0, &*self.target.0);
        if self.corrections.is_empty() && self.ties.is_empty() {
            return align_documents(source, target, &[], progress);
        }
        let (left, right) = (Segmentation::of(source), Segmentation::of(target));
        let mut fixed = pins(&self.corrections, &left, &right).fixed;
        for &(i, j) in &self.ties {
            point(&mut fixed, left.of_block(i).start, right.of_block(j).start);
        }
        let mut parallel = align_documents(source, target, &fixed, progress)?;
        if !self.ties.is_empty() {
            parallel.blocks = align_blocks(source, target, &self.ties);
        }
        Some(parallel)
    }
}

impl Learn {
    fn run(&self) -> Learned {
        let text = |cut: &Segmentation, document: &Document, range: &std::ops::Range<usize>| -> String {
            range.clone().map(|at| cut.text(document, at)).collect::<Vec<_>>().join(" ")
        };
        let Parallel { source, target, sentences, .. } = &self.parallel;
        let full = sentences.beads.iter().filter(|bead| !bead.source.is_empty() && !bead.target.is_empty());
        let texts: Vec<(String, String)> = full
            .map(|bead| (text(source, &self.source, &bead.source), text(target, &self.target, &bead.target)))
            .collect();
        let lexicon = Lexicon::of(texts.iter().map(|(source, target)| (source.as_str(), target.as_str())));
        Learned { ticket: self.ticket, lexicon: Some(Arc::new(lexicon)) }
    }
}

/// Puts the point at which sentences `i` and `j` begin among what is fixed, unless a bead of a person crosses it.
fn point(fixed: &mut Vec<Fixed>, i: usize, j: usize) {
    let at = fixed.partition_point(|one| one.source.end <= i && one.target.end <= j);
    if fixed.get(at).is_none_or(|next| i <= next.source.start && j <= next.target.start) {
        fixed.insert(at, Fixed { source: i..i, target: j..j, by: By::Person });
    }
}
