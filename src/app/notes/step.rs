//! What is done to annotations, one step at a time, and the way back.

use super::{Book, Notes};
use crate::library::{Annotation, AnnotationKind, Library, WorkId};

/// Steps that can be taken back at most.
const MOST: usize = 64;

/// What was done to an annotation.
pub(super) struct Step {
    work: WorkId,
    before: Option<Annotation>,
    after: Option<Annotation>,
}

/// What was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    /// One that was removed is there again.
    Restored,
    /// One that was changed is as it was.
    Reverted,
    /// One that was made is gone.
    Removed,
}

/// What is said when there is no library.
const NONE: &str = "there is no library";

impl Notes {
    /// Writes `annotation`; when this returns it is on disk, or the error says why not.
    pub fn save(&mut self, book: &Book, annotation: &Annotation) -> Result<(), String> {
        let before = self.work.clone();
        let work = self.work()?;
        if self.work != before {
            // A version that stood in another work came over with what was annotated there.
            self.load(book).map_err(|error| error.to_string())?;
        }
        self.save_in(book, work, annotation)
    }

    /// Writes `annotation` into `work` and keeps what was there before it.
    fn save_in(&mut self, book: &Book, work: WorkId, annotation: &Annotation) -> Result<(), String> {
        let before = match (self.library.as_ref(), annotation.kind) {
            (Some(library), _) if !annotation.id.is_empty() => {
                library.annotation(&annotation.id).map_err(|error| error.to_string())?.map(|(_, before)| before)
            }
            (_, AnnotationKind::Mark) => self.mark(&annotation.body).cloned(),
            _ => None,
        };
        let Some(library) = &mut self.library else { return Err(NONE.to_owned()) };
        let saved = library.annotation_save(work, annotation).map_err(|error| error.to_string())?;
        self.keep(Step { work, before, after: Some(saved.clone()) });
        if self.is_own(work) {
            self.take(book, saved);
        }
        Ok(())
    }

    /// The mark of that letter.
    fn mark(&self, letter: &str) -> Option<&Annotation> {
        let mark = |one: &&Annotation| one.kind == AnnotationKind::Mark && one.body == letter;
        self.placed.iter().map(|placed| &placed.annotation).find(mark)
    }

    /// Whether the library has an annotation of that id, in whatever work.
    pub fn is_kept(&self, id: &str) -> bool {
        self.library.as_ref().is_some_and(|library| library.annotation(id).is_ok_and(|found| found.is_some()))
    }

    /// Changes the annotation of that id, as it is kept at this moment, in whatever work it stands; gives it as it is then.
    pub fn change(
        &mut self,
        book: &Book,
        id: &str,
        change: impl FnOnce(&mut Annotation),
    ) -> Result<Annotation, String> {
        let Some(library) = &self.library else { return Err(NONE.to_owned()) };
        let found = library.annotation(id).map_err(|error| error.to_string())?;
        let (work, mut annotation) = found.ok_or("it was removed elsewhere")?;
        change(&mut annotation);
        self.save_in(book, work, &annotation)?;
        Ok(annotation)
    }

    /// Removes the annotation of that id, in whatever work it stands; gives it, when it was there.
    pub fn remove(&mut self, book: &Book, id: &str) -> Result<Option<Annotation>, String> {
        let Some(library) = &mut self.library else { return Err(NONE.to_owned()) };
        let before = library.annotation(id).map_err(|error| error.to_string())?;
        library.annotation_remove(id).map_err(|error| error.to_string())?;
        if let Some((work, before)) = before.clone() {
            self.keep(Step { work, before: Some(before), after: None });
        }
        self.forget(book, id);
        Ok(before.map(|(_, before)| before))
    }

    /// Brings the annotation of that id back, which was removed.
    pub fn restore(&mut self, book: &Book, id: &str) -> Result<(), String> {
        let Some(library) = &mut self.library else { return Err(NONE.to_owned()) };
        let restored = library.annotation_restore(id).map_err(|error| error.to_string())?;
        let work = library.annotation(id).map_err(|error| error.to_string())?.map(|(work, _)| work);
        let (restored, work) = restored.zip(work).ok_or("it is not there any more")?;
        self.keep(Step { work, before: None, after: Some(restored) });
        // A work that was removed came back with it.
        self.load(book).map(|_| ()).map_err(|error| error.to_string())
    }

    fn forget(&mut self, book: &Book, id: &str) {
        self.placed.retain(|placed| placed.annotation.id != id);
        self.index(book);
    }

    fn is_own(&self, work: WorkId) -> bool {
        self.work.as_ref().is_some_and(|own| own.id == work)
    }

    fn keep(&mut self, step: Step) {
        if self.steps.len() >= MOST {
            self.steps.remove(0);
        }
        self.steps.push(step);
    }

    /// Takes back what was done last and not yet taken back; none when there is nothing. What was changed elsewhere since
    /// stays as it is, and the error says so.
    pub fn undo(&mut self, book: &Book) -> Result<Option<Undone>, String> {
        let Some(step) = self.steps.last() else { return Ok(None) };
        let Some(library) = &mut self.library else { return Err(NONE.to_owned()) };
        let (work, before, after) = (step.work, step.before.clone(), step.after.clone());
        if let Some(after) = &after {
            let now = library.annotation(&after.id).map_err(|error| error.to_string())?.map(|(_, now)| now);
            if now.as_ref() != Some(after) {
                self.steps.pop();
                return Err("it was changed elsewhere since; it stays as it is".to_owned());
            }
        }
        let same = |after: &Annotation| before.as_ref().is_some_and(|before| before.id == after.id);
        let gone = after.as_ref().filter(|after| !same(after)).map(|after| after.id.clone());
        if let Some(id) = &gone {
            library.annotation_remove(id).map_err(|error| error.to_string())?;
        }
        let back = match &before {
            // As it was in all but the time of the change, which other windows go by.
            Some(before) if gone.is_none() && after.is_some() => {
                Some(library.annotation_save(work, before).map_err(|error| error.to_string())?)
            }
            Some(before) => {
                let restored = library.annotation_restore(&before.id).map_err(|error| error.to_string())?;
                // Not in the trash any more: brought in as from a file.
                let import = |library: &mut Library| library.annotation_import(work, before).map(|(back, _)| back);
                Some(restored.map_or_else(|| import(library), Ok).map_err(|error| error.to_string())?)
            }
            None => None,
        };
        self.steps.pop();
        if let Some(id) = &gone {
            self.forget(book, id);
        }
        let undone = match (&back, &after) {
            (None, _) => Undone::Removed,
            (Some(_), None) => Undone::Restored,
            (Some(_), Some(_)) => Undone::Reverted,
        };
        if let Some(back) = back {
            // What was done to it before can still be taken back.
            let earlier = self.steps.iter_mut().rev().filter_map(|step| step.after.as_mut());
            if let Some(earlier) = earlier.into_iter().find(|earlier| earlier.id == back.id) {
                earlier.clone_from(&back);
            }
            if self.is_own(work) {
                self.take(book, back);
            }
        }
        Ok(Some(undone))
    }
}
