//! Marks, bookmarks, highlights, notes and tags.

mod carry;
mod highlight;
mod list;
mod note;
mod past;
mod tag;

use super::Command;
use crate::app::{App, Moved, Placed, Selection, Undone};
use crate::document::Position;
use crate::library::{Annotation, AnnotationKind, Scope};

pub use list::arrive;
pub(super) use list::{choose, library, list_key, refresh, renew};
pub(super) use note::{close, edited, note_key, save};
pub(super) use tag::{accept as accept_tags, complete as complete_tags, leave as leave_tags, suggest};

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "mark_set", doc: "mark the place with the letter typed next", run: |app, _| wait_for_mark(app) },
    Command { name: "mark_list", doc: "list the marks; a letter goes to its mark", run: |app, _| list::marks(app) },
    Command { name: "bookmark_add", doc: "set or remove a bookmark", run: |app, _| bookmark(app) },
    Command {
        name: "select",
        doc: "select from the word under the cursor on; again leaves",
        run: |app, _| select(app),
    },
    Command { name: "select_block", doc: "select the whole paragraph", run: |app, _| select_block(app) },
    Command {
        name: "highlight_add",
        doc: "highlight; 1 to 5 typed before it: in that kind; again removes it",
        run: highlight::add,
    },
    Command {
        name: "highlight_kind",
        doc: "the next kind: important, question, term, quote, objection",
        run: highlight::next,
    },
    Command { name: "note_add", doc: "write a note on the selection or the sentence", run: |app, _| note::open(app) },
    Command {
        name: "note_editor",
        doc: "write the note in $VISUAL or $EDITOR",
        run: |app, _| note::open_in_editor(app),
    },
    Command {
        name: "annotation_tags",
        doc: "tag what is annotated here, or the passage",
        run: |app, _| tag::open(app),
    },
    Command {
        name: "annotation_scope",
        doc: "what is annotated here belongs to this version or to all",
        run: |app, _| scope(app),
    },
    Command { name: "annotation_remove", doc: "remove what is annotated here", run: |app, _| remove_here(app) },
    Command { name: "annotation_undo", doc: "take back what was last done to an annotation", run: |app, _| undo(app) },
    Command { name: "annotation_list", doc: "list the annotations", run: |app, _| list::work(app) },
    Command {
        name: "annotation_library",
        doc: "list the annotations of the whole library",
        run: |app, _| list::library(app),
    },
    Command {
        name: "annotation_history",
        doc: "what the annotation here was before it was changed",
        run: |app, _| past::history(app),
    },
    Command { name: "annotation_trash", doc: "what was removed, to bring it back", run: |app, _| past::trash(app) },
    Command {
        name: "annotation_put",
        doc: "put an annotation whose place was lost at the cursor",
        run: |app, _| carry::put(app),
    },
];

fn wait_for_mark(app: &mut App) {
    app.keys.wants_mark = true;
    app.say("mark: type a letter");
}

/// Marks the place under the cursor with `letter`.
pub(super) fn mark(app: &mut App, letter: char) {
    let (version, cursor) = (app.panes.version(), app.panes.cursor());
    let range = cursor.offset..cursor.offset;
    let Some(mut draft) = app.notes.draft(&app.book, AnnotationKind::Mark, version, cursor.block, range) else {
        return;
    };
    draft.body = letter.to_string();
    keep(app, &draft, &format!("mark {letter} set"));
}

/// Saves `annotation` and says so, or says why it could not be; `true` when it is on disk.
fn keep(app: &mut App, annotation: &Annotation, done: &str) -> bool {
    let saved = app.notes.save(&app.book, annotation);
    said(app, saved, done)
}

/// Says that it is done, or why not; `true` when it is.
fn said<T>(app: &mut App, result: Result<T, String>, done: &str) -> bool {
    match result {
        Ok(_) => {
            app.panes.forget();
            app.say(done);
            true
        }
        Err(error) => {
            app.fail(format!("not saved: {error}"));
            false
        }
    }
}

/// Removes the annotation of that id and says with which key it comes back: `back`, or that of the reader.
fn remove(app: &mut App, id: &str, back: Option<&str>) {
    match app.notes.remove(&app.book, id) {
        Ok(removed) => {
            app.panes.forget();
            let what = removed.map_or("it", |removed| removed.kind.name());
            let own = app.keys.keymap.keys_of("annotation_undo").into_iter().next();
            let back = back.map(str::to_owned).or(own);
            app.say(back.map_or(format!("{what} removed"), |key| format!("{what} removed · {key} brings it back")));
        }
        Err(error) => app.fail(format!("not removed: {error}")),
    }
}

/// Takes back what was done last.
fn undo(app: &mut App) {
    let undone = app.notes.undo(&app.book);
    app.panes.forget();
    match undone {
        Ok(Some(Undone::Restored)) => app.say("it is there again"),
        Ok(Some(Undone::Reverted)) => app.say("it is as it was"),
        Ok(Some(Undone::Removed)) => app.say("taken away again"),
        Ok(None) => app.say("no annotation was changed since this was opened"),
        Err(error) => app.fail(format!("not undone: {error}")),
    }
}

/// The annotation of one of these kinds under the cursor: one whose passage holds it, one that is seen there and was made in
/// another version, one of the whole block.
fn at_cursor(app: &App, kinds: &[AnnotationKind]) -> Option<Placed> {
    let (version, cursor) = (app.panes.version(), app.panes.cursor());
    let wanted = |placed: &&Placed| kinds.contains(&placed.annotation.kind);
    let here: Vec<&Placed> = app.notes.at(version, cursor.block).filter(wanted).collect();
    let inside = |placed: &&&Placed| placed.place.as_ref().is_some_and(|(_, range)| range.contains(&cursor.offset));
    let whole = |placed: &&&Placed| placed.annotation.kind == AnnotationKind::Bookmark;
    let narrow = here.iter().find(inside).filter(|placed| !whole(placed));
    let own = || here.iter().find(whole).or(here.iter().find(inside));
    let found = narrow.copied().or_else(|| own().copied());
    found.or_else(|| app.echo_at(version, cursor, kinds)).cloned()
}

fn bookmark(app: &mut App) {
    if let Some(placed) = at_cursor(app, &[AnnotationKind::Bookmark]) {
        remove(app, &placed.annotation.id, None);
        return;
    }
    let (version, block) = (app.panes.version(), app.panes.cursor().block);
    let end = app.book.block(version, block).map_or(0, |block| block.text.len());
    let Some(draft) = app.notes.draft(&app.book, AnnotationKind::Bookmark, version, block, 0..end) else { return };
    keep(app, &draft, "bookmark set");
}

fn select(app: &mut App) {
    app.selection = match app.selection {
        Some(_) => None,
        None => Some(Selection::new(app.panes.cursor(), app.panes.cursor())),
    };
}

fn select_block(app: &mut App) {
    let (version, block) = (app.panes.version(), app.panes.cursor().block);
    let end = app.book.block(version, block).map_or(0, |block| block.text.len());
    let last = Position { block, offset: end };
    app.move_to(Position { block, offset: 0 });
    app.selection = Some(Selection::new(last, Position { block, offset: 0 }));
}

/// Every kind but marks, which have a list of their own.
const PASSAGES: &[AnnotationKind] =
    &[AnnotationKind::Note, AnnotationKind::Highlight, AnnotationKind::Tag, AnnotationKind::Bookmark];

fn remove_here(app: &mut App) {
    let marks = [PASSAGES, &[AnnotationKind::Mark]].concat();
    match at_cursor(app, &marks) {
        Some(placed) => remove(app, &placed.annotation.id, None),
        None => app.say("nothing is annotated here"),
    }
}

fn scope(app: &mut App) {
    match at_cursor(app, PASSAGES) {
        Some(placed) => change_scope(app, &placed.annotation.id),
        None => app.say("nothing is annotated here"),
    }
}

/// Turns the annotation of that id from one version to all, or back.
fn change_scope(app: &mut App, id: &str) {
    let other = |annotation: &mut Annotation| annotation.scope = turned(annotation.scope);
    match app.notes.change(&app.book, id, other) {
        Ok(changed) => {
            app.panes.forget();
            app.say(format!("{} of {}", changed.kind.name(), scope_name(&changed)));
        }
        Err(error) => app.fail(format!("not saved: {error}")),
    }
}

/// The other scope.
fn turned(scope: Scope) -> Scope {
    match scope {
        Scope::Work => Scope::Version,
        Scope::Version => Scope::Work,
    }
}

fn scope_name(annotation: &Annotation) -> String {
    match annotation.scope {
        Scope::Work => "all versions".to_owned(),
        Scope::Version => format!("this version only ({})", annotation.target.language),
    }
}

/// After something was written about what is chosen: it is no longer chosen, and the cursor is seen with what was written.
fn written(app: &mut App) {
    app.selection = None;
    app.reveal(Moved::Far);
}
