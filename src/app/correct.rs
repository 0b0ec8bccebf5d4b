//! What a person corrects in the alignment: shown at once, kept in the library, undone and done again.

use std::ops::Range;

use super::{App, Book, Notes, Standing};
use crate::align::{Edit, Fixed, Parallel, Segmentation};
use crate::document::Document;
use crate::library::{Correction, Kept, pins};

/// Steps that can be undone at most.
const MOST: usize = 32;

/// What was corrected, to be undone and done again.
#[derive(Debug, Default)]
pub(super) struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// One way to an earlier or later state of a pair.
#[derive(Debug)]
struct Step {
    version: usize,
    /// Corrections that go.
    remove: Vec<String>,
    /// Corrections that come back.
    restore: Vec<Kept>,
    /// The alignment as it was, exactly.
    state: State,
}

/// A pair as it was.
#[derive(Debug)]
struct State {
    parallel: Parallel,
    pinned: Vec<Fixed>,
    corrections: Vec<Correction>,
    wanted: bool,
}

impl History {
    /// Forgets what was done to `version`: its blocks are aligned in another way now.
    pub(super) fn forget(&mut self, version: usize) {
        self.undo.retain(|step| step.version != version);
        self.redo.retain(|step| step.version != version);
    }
}

impl App {
    /// Reads what a person said of the alignment earlier.
    pub(super) fn corrections_load(&mut self) {
        let (Some(library), Some(work)) = (&self.notes.library, &self.notes.work) else { return };
        if self.book.versions.len() < 2 || library.correction_count(work.id).is_ok_and(|count| count == 0) {
            return;
        }
        let partners: Vec<usize> = self.book.partners().collect();
        for version in partners {
            let (Some(source), Some(target)) = (self.book.named(self.book.pivot()), self.book.named(version)) else {
                continue;
            };
            match library.corrections(work.id, source, target) {
                Ok(corrections) if corrections.is_empty() => {}
                Ok(corrections) => self.book.correct(version, corrections),
                Err(error) => self.notes.trouble = Some(error.to_string()),
            }
        }
        let lost = self.lost_corrections().len();
        if lost > 0 {
            self.say(format!("places of the alignment that were put right and not found again: {lost} (! lists them)"));
        }
    }

    /// Takes over what another window corrected, where that is other than what stands here; it is aligned again around it.
    pub(super) fn corrections_refresh(&mut self) -> Result<(), String> {
        let (Some(library), Some(work)) = (&self.notes.library, &self.notes.work) else { return Ok(()) };
        let partners: Vec<usize> = self.book.partners().collect();
        for version in partners {
            let (Some(source), Some(target)) = (self.book.named(self.book.pivot()), self.book.named(version)) else {
                continue;
            };
            let kept = library.corrections(work.id, source, target).map_err(|error| error.to_string())?;
            let known = self.book.pairs.get(version).map_or(&[][..], |pair| &pair.corrections);
            let ids = |corrections: &[Correction]| {
                corrections.iter().map(|one| one.id.clone()).collect::<std::collections::BTreeSet<_>>()
            };
            if ids(&kept) != ids(known) {
                // The steps that could be undone lead to what is no longer so.
                self.book.history.forget(version);
                self.book.correct(version, kept);
            }
        }
        Ok(())
    }

    /// Corrections whose places were not found again: the version and what is said of it, in words.
    pub fn lost_corrections(&self) -> Vec<(usize, String)> {
        let lost = |version: usize| {
            let corrections = self.book.pairs.get(version).map_or(&[][..], |pair| &pair.corrections);
            let lost = corrections.iter().filter(|one| !one.placed);
            lost.map(move |one| (version, format!("{} — {}", one.source_quote, one.target_quote)))
        };
        self.book.partners().flat_map(lost).collect()
    }

    /// The version whose alignment with the pivot is corrected from here: the focused one or, where that is the pivot, the one
    /// that had the focus last, else the next pane's. None where there is no other, or the pivot is not shown.
    pub fn pair(&self) -> Option<usize> {
        let (order, focus) = (&self.panes.order, self.panes.focus);
        let pivot = self.book.pivot();
        if !order.contains(&pivot) {
            return None;
        }
        let version = self.panes.version();
        if version != pivot {
            return Some(version);
        }
        let shown = |version: &usize| *version != pivot && order.contains(version);
        let next = order.iter().cycle().skip(focus + 1).take(order.len());
        self.panes.partner.filter(shown).or_else(|| next.copied().find(shown))
    }

    /// The bead that holds the sentence under the cursor; none while sentences are not aligned.
    pub fn standing(&self) -> Option<Standing> {
        self.book.standing(self.pair()?, self.panes.version(), self.panes.cursor())
    }

    /// Changes the alignment of `version` with the pivot: what `edit` puts there is fixed from now on. The error says why it
    /// is not.
    pub fn correct(&mut self, version: usize, edit: &Edit) -> Result<(), String> {
        let parallel = self.book.parallels.parallel(version).ok_or("the sentences are not aligned yet")?;
        let beads: Vec<(Ranges, Ranges)> = edit
            .beads
            .iter()
            .map(|bead| (places(&parallel.source, &bead.source), places(&parallel.target, &bead.target)))
            .collect();
        let edited = Parallel { sentences: parallel.sentences.edited(edit), ..parallel.clone() };
        let (mut remove, mut restore, mut added) = (Vec::new(), Vec::new(), Vec::new());
        for (source, target) in &beads {
            match self.notes.correction_add(&self.book, version, source, target) {
                Ok(None) => {}
                Ok(Some(one)) => {
                    remove.push(one.correction.id.clone());
                    added.push(one.correction);
                    restore.extend(one.replaced);
                }
                Err(error) => {
                    // All of it or nothing.
                    let _ = self.notes.correction_exchange(&remove, &restore);
                    return Err(error);
                }
            }
        }
        let Some(state) = self.book.state(version) else { return Ok(()) };
        let gone: Vec<&str> = restore.iter().map(|kept| kept.id.as_str()).collect();
        let mut corrections = state.corrections.clone();
        corrections.retain(|one| !gone.contains(&one.id.as_str()));
        corrections.extend(added);
        self.book.history.done(Step { version, remove, restore, state });
        let pinned = pins(&corrections, &edited.source, &edited.target).fixed;
        self.book.put(version, State { parallel: edited, pinned, corrections, wanted: true });
        self.panes.regrid(&self.book, &self.notes);
        Ok(())
    }

    /// Gives the bead back to the texts: what a person said of it is forgotten. The error says why it is not.
    pub fn unpin(&mut self, standing: &Standing) -> Result<(), String> {
        let Some(state) = self.book.state(standing.version) else { return Ok(()) };
        let (left, right) = (&state.parallel.source, &state.parallel.target);
        let says = |one: &&Correction| {
            let fixed = pins(std::slice::from_ref(*one), left, right).fixed;
            fixed.iter().any(|fixed| fixed.source == standing.bead.source && fixed.target == standing.bead.target)
        };
        let remove: Vec<String> = state.corrections.iter().filter(says).map(|one| one.id.clone()).collect();
        let restore = self.notes.correction_exchange(&remove, &[])?;
        let mut corrections = state.corrections.clone();
        corrections.retain(|one| !remove.contains(&one.id));
        let pinned = pins(&corrections, left, right).fixed;
        let parallel = state.parallel.clone();
        self.book.history.done(Step { version: standing.version, remove: Vec::new(), restore, state });
        self.book.put(standing.version, State { parallel, pinned, corrections, wanted: true });
        Ok(())
    }

    /// Undoes the last correction, or does again the one that was undone last: the alignment is exactly what it was. Gives the
    /// version whose alignment it is; none when there is nothing to undo.
    pub fn correction_step(&mut self, back: bool) -> Result<Option<usize>, String> {
        let stack = if back { &mut self.book.history.undo } else { &mut self.book.history.redo };
        let Some(step) = stack.pop() else { return Ok(None) };
        let removed = match self.notes.correction_exchange(&step.remove, &step.restore) {
            Ok(removed) => removed,
            Err(error) => {
                let stack = if back { &mut self.book.history.undo } else { &mut self.book.history.redo };
                stack.push(step);
                return Err(error);
            }
        };
        let version = step.version;
        let Some(state) = self.book.state(version) else { return Ok(None) };
        let remove = step.restore.into_iter().map(|kept| kept.id).collect();
        let reverse = Step { version, remove, restore: removed, state };
        let stack = if back { &mut self.book.history.redo } else { &mut self.book.history.undo };
        stack.push(reverse);
        self.book.put(version, step.state);
        self.panes.regrid(&self.book, &self.notes);
        Ok(Some(version))
    }
}

/// Blocks and bytes of their texts.
type Ranges = Vec<(usize, Range<usize>)>;

/// The places of `sentences`, each for itself; of none, the place where they would stand.
fn places(cut: &Segmentation, sentences: &Range<usize>) -> Ranges {
    let found = cut.sentences.get(sentences.clone()).unwrap_or_default();
    if !found.is_empty() {
        return found.iter().map(|one| (one.block, one.range.clone())).collect();
    }
    let after = cut.sentences.get(sentences.start).map(|one| (one.block, one.range.start..one.range.start));
    let last = || cut.sentences.last().map(|one| (one.block, one.range.end..one.range.end));
    after.or_else(last).into_iter().collect()
}

impl History {
    fn done(&mut self, step: Step) {
        self.redo.clear();
        if self.undo.len() >= MOST {
            self.undo.remove(0);
        }
        self.undo.push(step);
    }
}

impl Book {
    /// The hash and the document of a version, as the library asks for them.
    pub(super) fn named(&self, version: usize) -> Option<(&str, &Document)> {
        self.versions.get(version).map(|version| (version.source.hash.as_str(), &*version.document))
    }

    fn state(&self, version: usize) -> Option<State> {
        let pair = self.pairs.get(version)?;
        Some(State {
            parallel: self.parallels.parallel(version)?.clone(),
            pinned: pair.pinned.clone(),
            corrections: pair.corrections.clone(),
            wanted: pair.wanted,
        })
    }

    fn put(&mut self, version: usize, state: State) {
        let Some(pair) = self.pairs.get_mut(version) else { return };
        pair.ask();
        if !state.wanted {
            (pair.wanted, pair.share) = (false, None);
        }
        pair.pinned = state.pinned;
        pair.corrections = state.corrections;
        self.set(version, state.parallel);
    }
}

impl Notes {
    /// Keeps that these places of the pivot and of `version` stand beside each other.
    fn correction_add(
        &mut self,
        book: &Book,
        version: usize,
        source: &[(usize, Range<usize>)],
        target: &[(usize, Range<usize>)],
    ) -> Result<Option<crate::library::Added>, String> {
        let work = self.work()?;
        let Some(library) = &mut self.library else { return Err("there is no library".to_owned()) };
        let (Some(left), Some(right)) = (book.named(book.pivot()), book.named(version)) else { return Ok(None) };
        library.correction_add(work, left, right, source, target).map_err(|error| error.to_string())
    }

    /// Removes corrections and brings others back; gives what was removed.
    fn correction_exchange(&mut self, remove: &[String], restore: &[Kept]) -> Result<Vec<Kept>, String> {
        let work = self.work()?;
        let Some(library) = &mut self.library else { return Err("there is no library".to_owned()) };
        let remove: Vec<&str> = remove.iter().map(String::as_str).collect();
        library.correction_exchange(work, &remove, restore).map_err(|error| error.to_string())
    }
}
