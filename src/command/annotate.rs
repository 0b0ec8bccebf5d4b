//! Marks, bookmarks, highlights and notes.

use super::Command;
use crate::app::{
    Action, Answer, App, Effect, Entry, Input, List, Moved, NoteEditor, Overlay, Placed, Question, Selection,
};
use crate::document::Position;
use crate::library::{Annotation, AnnotationKind, State};

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "mark_set", doc: "mark the place with the letter typed next", run: |app, _| wait_for_mark(app) },
    Command { name: "mark_list", doc: "list the marks; a letter goes to its mark", run: |app, _| marks(app) },
    Command { name: "bookmark_add", doc: "set or remove a bookmark", run: |app, _| bookmark(app) },
    Command {
        name: "select",
        doc: "select from the word under the cursor on; again leaves",
        run: |app, _| select(app),
    },
    Command { name: "select_block", doc: "select the whole paragraph", run: |app, _| select_block(app) },
    Command {
        name: "highlight_add",
        doc: "highlight the selection or the sentence; again removes it",
        run: |app, _| highlight(app),
    },
    Command { name: "note_add", doc: "write a note on the selection or the sentence", run: |app, _| note(app) },
    Command { name: "note_editor", doc: "write the note in $VISUAL or $EDITOR", run: |app, _| note_in_editor(app) },
    Command { name: "annotation_list", doc: "list the annotations", run: |app, _| list(app) },
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
    match app.notes.save(&app.book, annotation) {
        Ok(()) => {
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

/// Removes the annotation of that id and says so.
pub(super) fn remove(app: &mut App, id: &str) {
    match app.notes.remove(id) {
        Ok(()) => {
            app.panes.forget();
            app.say("removed");
        }
        Err(error) => app.fail(format!("not removed: {error}")),
    }
}

fn at_cursor(app: &App, kind: AnnotationKind) -> Option<Placed> {
    let (version, cursor) = (app.panes.version(), app.panes.cursor());
    let mut here: Vec<&Placed> = app.notes.at(version, cursor.block).filter(|p| p.annotation.kind == kind).collect();
    let inside = |p: &&&Placed| p.place.as_ref().is_some_and(|(_, range)| range.contains(&cursor.offset));
    here.iter()
        .find(inside)
        .map(|p| (**p).clone())
        .or_else(|| here.pop().filter(|_| kind == AnnotationKind::Bookmark).cloned())
}

fn bookmark(app: &mut App) {
    if let Some(placed) = at_cursor(app, AnnotationKind::Bookmark) {
        remove(app, &placed.annotation.id);
        app.say("bookmark removed");
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

fn highlight(app: &mut App) {
    if app.selection.is_none()
        && let Some(placed) = at_cursor(app, AnnotationKind::Highlight)
    {
        remove(app, &placed.annotation.id);
        app.say("highlight removed");
        return;
    }
    let (version, block, range) = app.chosen();
    let Some(draft) = app.notes.draft(&app.book, AnnotationKind::Highlight, version, block, range) else { return };
    if keep(app, &draft, "highlighted") {
        app.selection = None;
    }
}

/// The editor for a new note on what is chosen, or for the note that stands under the cursor.
fn editor(app: &App) -> NoteEditor {
    let standing = if app.selection.is_none() { at_cursor(app, AnnotationKind::Note) } else { None };
    standing.and_then(editor_of).unwrap_or_else(|| {
        let (version, block, range) = app.chosen();
        NoteEditor { input: Input::default(), original: String::new(), id: None, version, block, range }
    })
}

/// The editor for a note that stands; none where its place was not found.
fn editor_of(placed: Placed) -> Option<NoteEditor> {
    let (version, (block, range)) = placed.version.zip(placed.place)?;
    let Annotation { id, body, .. } = placed.annotation;
    Some(NoteEditor { input: Input::new(body.clone()), original: body, id: Some(id), version, block, range })
}

/// Opens the note of that id in the editor, with its place behind it; `false` when it is no note that stands anywhere.
pub(super) fn edit(app: &mut App, id: &str) -> bool {
    let note = |placed: &&Placed| placed.annotation.id == id && placed.annotation.kind == AnnotationKind::Note;
    let Some(editor) = app.notes.placed.iter().find(note).cloned().and_then(editor_of) else { return false };
    app.jump(editor.version, Position { block: editor.block, offset: editor.range.start });
    app.overlay = Some(Overlay::Note(editor));
    true
}

fn note(app: &mut App) {
    app.overlay = Some(Overlay::Note(editor(app)));
}

fn note_in_editor(app: &mut App) {
    let editor = editor(app);
    app.effects.push(Effect::Edit(editor.input.text().to_owned()));
    app.overlay = Some(Overlay::Note(editor));
}

/// The editor came back: its text stands in the note editor, saved when it is a note.
pub(super) fn edited(app: &mut App, text: Result<String, String>) {
    let Some(Overlay::Note(editor)) = &mut app.overlay else { return };
    match text {
        Ok(text) => {
            editor.input = Input::new(text.trim_end().to_owned());
            save(app);
        }
        Err(error) => app.fail(format!("the editor: {error}")),
    }
}

/// Saves the note in the editor and closes it. When it cannot be saved the editor stays, with its text. `true` when closed.
pub(super) fn save(app: &mut App) -> bool {
    let Some(Overlay::Note(editor)) = app.overlay.clone() else { return true };
    let body = editor.input.text().trim_end().to_owned();
    if body.trim().is_empty() && editor.id.is_none() {
        app.overlay = None;
        app.say("an empty note is not kept");
        return true;
    }
    let standing = app.notes.placed.iter().find(|placed| Some(&placed.annotation.id) == editor.id.as_ref());
    let draft = match standing {
        Some(placed) => Some(placed.annotation.clone()),
        None => app.notes.draft(&app.book, AnnotationKind::Note, editor.version, editor.block, editor.range.clone()),
    };
    let Some(mut annotation) = draft else { return true };
    annotation.tags = tags(&body);
    annotation.body = body;
    if keep(app, &annotation, "note saved") {
        app.overlay = None;
        app.selection = None;
        app.reveal(Moved::Far);
        return true;
    }
    false
}

/// The words of a note that start with `#`.
fn tags(body: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for word in body.split_whitespace().filter_map(|word| word.strip_prefix('#')) {
        let tag: String = word.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Leaves the note editor; asks when something would be lost.
pub(super) fn leave(app: &mut App) {
    let Some(Overlay::Note(editor)) = app.overlay.take() else { return };
    if editor.input.text().trim_end() == editor.original.trim_end() {
        return;
    }
    app.overlay = Some(Overlay::Question(Question {
        text: "Throw away what was written? y throws it away, n goes on writing".to_owned(),
        yes: Answer::Discard,
        no: Some(Box::new(Overlay::Note(editor))),
    }));
}

fn marks(app: &mut App) {
    let mut entries: Vec<Entry> = entries(app, |placed| placed.annotation.kind == AnnotationKind::Mark);
    entries.sort_by(|a, b| a.label.cmp(&b.label));
    if entries.is_empty() {
        app.say("no marks yet: m and a letter sets one");
        return;
    }
    let mut list = List::new("Marks", entries, "a letter or Enter goes there · Ctrl-d removes · Esc back");
    list.by_letter = true;
    app.overlay = Some(Overlay::List(list));
}

fn list(app: &mut App) {
    let mut all = entries(app, |_| true);
    if all.is_empty() {
        app.say("no annotations yet: a writes a note, h highlights, B sets a bookmark");
        return;
    }
    all.sort_by_key(|entry| match &entry.action {
        Action::Annotation(_, place) => place.map_or((1, Position::default()), |(_, at)| (0, at)),
        _ => (1, Position::default()),
    });
    let hint = "Enter goes there · e edits a note · d removes · Esc back";
    app.overlay = Some(Overlay::List(List::new("Annotations", all, hint)));
}

fn entries(app: &App, wanted: impl Fn(&Placed) -> bool) -> Vec<Entry> {
    app.notes.placed.iter().filter(|placed| wanted(placed)).map(entry).collect()
}

fn entry(placed: &Placed) -> Entry {
    let annotation = &placed.annotation;
    let kind = match annotation.kind {
        AnnotationKind::Bookmark => "+ bookmark",
        AnnotationKind::Mark => "' mark",
        AnnotationKind::Highlight => "~ highlight",
        AnnotationKind::Note => "\" note",
        AnnotationKind::Tag => "# tag",
    };
    let state = match placed.state {
        _ if placed.version.is_none() => " · not open",
        State::Ok => "",
        State::Moved => " · moved",
        State::Fuzzy => " · found by likeness",
        State::Orphan => " · place not found",
    };
    let (label, text) = match annotation.kind {
        AnnotationKind::Mark => (annotation.body.clone(), quoted(&annotation.target)),
        AnnotationKind::Note => (annotation.target.key.to_string(), annotation.body.replace('\n', " ")),
        _ => (annotation.target.key.to_string(), annotation.target.exact.clone()),
    };
    let detail = format!("{kind} · {}{state}", annotation.target.language);
    let place = placed.version.zip(placed.place.as_ref());
    let place = place.map(|(version, (block, range))| (version, Position { block: *block, offset: range.start }));
    Entry { label, text, detail, action: Action::Annotation(annotation.id.clone(), place), ..Entry::default() }
}

fn quoted(target: &crate::library::Target) -> String {
    if target.exact.is_empty() { format!("{}{}", target.prefix, target.suffix) } else { target.exact.clone() }
}
