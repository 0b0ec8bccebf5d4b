//! How far the versions are aligned: blocks at once, sentences when the work on them is done.

use std::sync::Arc;

use super::job::Align;
use super::{Aligned, App, Book, Event, Job, Task, Ticket};
use crate::align::{Bead, Fixed, Parallel};
use crate::document::{Document, Position};
use crate::library::{Correction, Library};

/// What a bead is worth at least, for it not to be shown as uncertain.
pub const UNCERTAIN: f32 = 0.5;

/// A version and the pivot: what a person said of the two, and whether their sentences are still to be aligned.
#[derive(Clone, Debug, Default)]
pub(super) struct Pair {
    /// Counts what was changed about it.
    pub(super) generation: u64,
    /// Whether it is to be aligned.
    pub(super) wanted: bool,
    /// How far the work on it is, from 0 to 1; none when it is none of those that are aligned together now.
    pub(super) share: Option<f32>,
    /// What a person said.
    pub(super) corrections: Vec<Correction>,
    /// The beads that this makes, in sentences, in order.
    pub(super) pinned: Vec<Fixed>,
    /// Blocks at which a person tied the version to the pivot: (block of the pivot, block of the version).
    pub(super) ties: Vec<(usize, usize)>,
}

/// A bead of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The version that is aligned with the pivot.
    pub version: usize,
    /// The number of the bead.
    pub at: usize,
    /// The bead.
    pub bead: Bead,
    /// Whether a person set it.
    pub pinned: bool,
}

impl Standing {
    /// Whether it may well be wrong.
    pub fn is_uncertain(&self) -> bool {
        !self.pinned && self.bead.score < UNCERTAIN
    }
}

impl Pair {
    /// Asks for it to be aligned.
    pub(super) fn ask(&mut self) {
        self.generation += 1;
        self.wanted = true;
        self.share = Some(0.0);
    }

    /// Whether what comes with `ticket` is what is asked for.
    fn awaits(&self, ticket: Ticket) -> bool {
        self.wanted && self.generation == ticket.generation
    }
}

impl Book {
    /// The versions that are aligned with the pivot.
    pub(super) fn partners(&self) -> impl Iterator<Item = usize> {
        let pivot = self.pivot();
        (0..self.pairs.len()).filter(move |version| *version != pivot)
    }

    /// The version through which the others are aligned.
    pub fn pivot(&self) -> usize {
        self.parallels.pivot()
    }

    /// Whether the sentences of `version` are aligned with the pivot's.
    pub(super) fn is_aligned(&self, version: usize) -> bool {
        version == self.pivot() || self.parallels.parallel(version).is_some()
    }

    /// Takes over what a person said of `version` and the pivot.
    pub(super) fn correct(&mut self, version: usize, corrections: Vec<Correction>) {
        if let Some(pair) = self.pairs.get_mut(version) {
            pair.corrections = corrections;
            pair.ask();
        }
    }

    /// The slow work of that ticket; none where it is not of this book.
    fn job(&self, ticket: Ticket, library: Option<&Library>) -> Option<Job> {
        let side = |version: usize| -> Option<(Arc<Document>, String)> {
            let version = self.versions.get(version)?;
            Some((Arc::clone(&version.document), version.source.hash.clone()))
        };
        let pair = self.pairs.get(ticket.version)?;
        Some(Job::Align(Align {
            ticket,
            source: side(self.pivot())?,
            target: side(ticket.version)?,
            corrections: pair.corrections.clone(),
            ties: pair.ties.clone(),
            library: library.map(|library| library.directory().to_owned()),
        }))
    }

    /// What is to be aligned, in order.
    fn wanted(&self) -> impl Iterator<Item = Ticket> {
        self.partners().filter_map(|version| {
            let pair = self.pairs.get(version).filter(|pair| pair.wanted)?;
            Some(Ticket { task: Task::Align, version, generation: pair.generation })
        })
    }

    /// How far the sentences are aligned, in hundredths; none when that is not to be said: nothing is to be done, or it has
    /// only begun.
    pub fn aligning(&self) -> Option<u8> {
        let shares: Vec<f32> = self.pairs.iter().filter_map(|pair| pair.share).collect();
        let all: f32 = shares.iter().sum();
        (all > 0.0 && self.wanted().next().is_some())
            .then(|| (100.0 * all / shares.len() as f32).clamp(0.0, 99.0) as u8)
    }

    /// Takes note of how far slow work is; `false` when it is not asked for any more.
    pub(super) fn progress(&mut self, ticket: Ticket, share: f32) -> bool {
        let pair = self.pairs.get_mut(ticket.version).filter(|pair| pair.awaits(ticket));
        pair.map(|pair| pair.share = Some(share)).is_some()
    }

    /// Takes over the sentences that were aligned; `false` when they are not asked for any more.
    pub(super) fn take(&mut self, aligned: Aligned) -> bool {
        let Aligned { ticket, parallel, pinned } = aligned;
        let pair = self.pairs.get_mut(ticket.version).filter(|pair| pair.awaits(ticket));
        let Some(pair) = pair else { return false };
        pair.wanted = false;
        pair.share = Some(1.0);
        if let Some(parallel) = parallel {
            pair.pinned = pinned;
            self.set(ticket.version, parallel);
        }
        if self.wanted().next().is_none() {
            self.pairs.iter_mut().for_each(|pair| pair.share = None);
        }
        true
    }

    /// What stands against what in the pivot and `version` from now on.
    pub(super) fn set(&mut self, version: usize, parallel: Parallel) {
        let documents: Vec<&Document> = self.versions.iter().map(|version| &*version.document).collect();
        self.parallels.set(&documents, version, parallel);
        self.refresh();
    }

    /// Ties block `block` of `version` to block `pivot` of the pivot and aligns again around it.
    pub fn tie(&mut self, version: usize, pivot: usize, block: usize) {
        let Some(pair) = self.pairs.get_mut(version).filter(|_| version != self.parallels.pivot()) else { return };
        // A newer point wins over those that it would cross.
        pair.ties.retain(|(p, b)| (*p < pivot) == (*b < block) && *p != pivot && *b != block);
        pair.ties.push((pivot, block));
        pair.ties.sort_unstable();
        self.structure(version);
    }

    /// Forgets every tie and aligns again; `false` when there was none.
    pub fn untie(&mut self) -> bool {
        let tied: Vec<usize> = self
            .partners()
            .filter(|version| self.pairs.get(*version).is_some_and(|pair| !pair.ties.is_empty()))
            .collect();
        for &version in &tied {
            if let Some(pair) = self.pairs.get_mut(version) {
                pair.ties.clear();
            }
            self.structure(version);
        }
        !tied.is_empty()
    }

    /// Aligns the blocks of `version` anew and asks for its sentences.
    fn structure(&mut self, version: usize) {
        let documents: Vec<&Document> = self.versions.iter().map(|version| &*version.document).collect();
        self.history.forget(version);
        if let Some(pair) = self.pairs.get_mut(version) {
            pair.ask();
            self.parallels.tie(&documents, version, &pair.ties);
        }
        self.refresh();
    }

    /// The bead of `version` and the pivot that holds the sentence of `own` (one of the two) at `position`.
    pub fn standing(&self, version: usize, own: usize, position: Position) -> Option<Standing> {
        let parallel = self.parallels.parallel(version)?;
        let cut = if own == self.pivot() { &parallel.source } else { &parallel.target };
        let sentence = cut.at(position)?;
        self.bead(version, self.parallels.bead_of(version, own, sentence)?)
    }

    /// Bead number `at` of `version` and the pivot.
    pub fn bead(&self, version: usize, at: usize) -> Option<Standing> {
        let bead = self.parallels.parallel(version)?.sentences.beads.get(at)?.clone();
        let same = |fixed: &Fixed| fixed.source == bead.source && fixed.target == bead.target;
        let pinned = self.pairs.get(version)?.pinned.iter().any(same);
        Some(Standing { version, at, bead, pinned })
    }
}

impl Book {
    /// Whether a person set what corresponds to a sentence of block `block` of `version`.
    pub(super) fn is_pinned(&self, version: usize, block: usize) -> bool {
        let pivot = self.pivot();
        self.partners().filter(|partner| version == pivot || version == *partner).any(|partner| {
            let pinned = self.pairs.get(partner).map_or(&[][..], |pair| &pair.pinned);
            let Some(parallel) = self.parallels.parallel(partner).filter(|_| !pinned.is_empty()) else { return false };
            let cut = if version == pivot { &parallel.source } else { &parallel.target };
            let own = cut.of_block(block);
            pinned.iter().any(|fixed| {
                let range = if version == pivot { &fixed.source } else { &fixed.target };
                range.start < own.end && own.start < range.end
            })
        })
    }
}

impl App {
    /// The slow work that is to be done beside the reader, in order.
    pub fn jobs(&self) -> Vec<Job> {
        let library = self.notes.library.as_ref();
        let jobs: Vec<Job> = self.book.wanted().filter_map(|ticket| self.book.job(ticket, library)).collect();
        if jobs.is_empty() { self.learn().into_iter().collect() } else { jobs }
    }

    /// What is to be done next.
    pub fn wanted(&self) -> Option<Ticket> {
        self.book.wanted().next().or_else(|| self.unlearned())
    }

    /// Takes over sentences that were aligned. What is read stays where it stands on the screen.
    pub fn aligned(&mut self, aligned: Aligned) {
        let failed = aligned.parallel.is_none();
        if self.book.take(aligned) {
            self.panes.regrid(&self.book, &self.notes);
            if failed {
                self.fail("the sentences could not be aligned; blocks are");
            }
        }
    }

    /// Takes note of how far slow work is.
    pub fn progress(&mut self, ticket: Ticket, share: f32) {
        self.book.progress(ticket, share);
    }

    /// Does all slow work in place.
    pub fn align_now(&mut self) {
        while let Some(event) = self.jobs().first().and_then(|job| job.run(&mut |_| true)) {
            match event {
                Event::Aligned(aligned) => self.aligned(*aligned),
                Event::Learned(learned) => self.book.learned(learned),
                _ => {}
            }
        }
        self.lay_out();
    }
}
