//! Writing a note: the editor in place, `$EDITOR`, tags completed as they are typed.

use super::{at_cursor, renew, turned, written};
use crate::app::{Answer, App, Effect, Input, List, NoteEditor, Overlay, Placed, Question};
use crate::config::keys::Named;
use crate::config::{Code, Key};
use crate::document::Position;
use crate::library::{Annotation, AnnotationKind, Scope};

/// The editor for a new note on what is chosen, or for the note that stands under the cursor.
fn editor(app: &App) -> NoteEditor {
    let standing = if app.selection.is_none() { at_cursor(app, &[AnnotationKind::Note]) } else { None };
    let known = app.notes.tags();
    standing.and_then(|placed| editor_of(app, placed)).unwrap_or_else(|| {
        let (version, block, range) = app.chosen();
        let (input, list) = (Input::default(), None);
        NoteEditor { input, standing: None, scope: Scope::Work, known, version, block, range, list }
    })
}

/// The editor for what stands: where it was made or, where that is not shown, where it is seen. None where its place was not
/// found.
fn editor_of(app: &App, placed: Placed) -> Option<NoteEditor> {
    let (version, block, range) = app.where_seen(&placed)?;
    let (input, scope) = (Input::new(placed.annotation.body.clone()), placed.annotation.scope);
    let known = app.notes.tags();
    Some(NoteEditor {
        input,
        standing: Some(Box::new(placed.annotation)),
        scope,
        known,
        version,
        block,
        range,
        list: None,
    })
}

/// Opens the annotation of that id in the editor: with its place behind it or, where that is not at hand, over `list`.
pub(super) fn edit(app: &mut App, id: &str, list: List) {
    if let Some(editor) = app.notes.find(id).cloned().and_then(|placed| editor_of(app, placed)) {
        app.jump(editor.version, Position { block: editor.block, offset: editor.range.start });
        app.overlay = Some(Overlay::Note(editor));
        return;
    }
    let Some((_, annotation)) = app.notes.library.as_ref().and_then(|library| library.annotation(id).ok().flatten())
    else {
        app.overlay = Some(Overlay::List(list));
        app.fail("it was removed elsewhere");
        return;
    };
    app.overlay = Some(Overlay::Note(NoteEditor {
        input: Input::new(annotation.body.clone()),
        scope: annotation.scope,
        standing: Some(Box::new(annotation)),
        known: app.notes.tags(),
        version: usize::MAX,
        block: 0,
        range: 0..0,
        list: Some(Box::new(list)),
    }));
}

/// Closes the editor: the list from which it was opened without a place is there again.
pub(in crate::command) fn close(app: &mut App, editor: NoteEditor) {
    app.overlay = editor.list.map(|list| Overlay::List(*list));
    renew(app);
}

pub(super) fn open(app: &mut App) {
    if is_too_early(app) {
        return;
    }
    app.overlay = Some(Overlay::Note(editor(app)));
}

/// Whether what is written now could not be kept; said before anything is written.
fn is_too_early(app: &mut App) -> bool {
    if app.is_begun {
        app.fail("the rest is still being read; a note can be written when it is there");
    }
    app.is_begun
}

pub(super) fn open_in_editor(app: &mut App) {
    if is_too_early(app) {
        return;
    }
    let editor = editor(app);
    app.effects.push(Effect::Edit(editor.input.text().to_owned()));
    app.overlay = Some(Overlay::Note(editor));
}

/// Takes a key while a note is written.
pub(in crate::command) fn note_key(app: &mut App, key: Key) {
    let Some(Overlay::Note(editor)) = &mut app.overlay else { return };
    match (key.code, key.ctrl) {
        (Code::Char('s'), true) => {
            save(app);
        }
        (Code::Named(Named::Esc), _) => leave(app),
        (Code::Char('o'), true) => app.effects.push(Effect::Edit(editor.input.text().to_owned())),
        (Code::Char('z'), true) => app.effects.push(Effect::Suspend),
        (Code::Char('t'), true) => editor.scope = turned(editor.scope),
        (Code::Named(Named::Tab), _) => editor.complete_tag(),
        _ => {
            editor.input.edit(key, true);
        }
    }
}

/// The editor came back: its text stands in the note editor, saved when it is a note.
pub(in crate::command) fn edited(app: &mut App, text: Result<String, String>) {
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
pub(in crate::command) fn save(app: &mut App) -> bool {
    let Some(Overlay::Note(editor)) = app.overlay.clone() else { return true };
    let body = editor.input.text().trim_end().to_owned();
    if body.trim().is_empty() && editor.standing.is_none() {
        app.overlay = None;
        app.say("an empty note is not kept");
        return true;
    }
    // What was removed elsewhere meanwhile is written as a new note.
    let standing = editor.standing.as_ref().filter(|standing| app.notes.is_kept(&standing.id));
    let (saved, done) = match standing {
        Some(standing) => change(app, standing, body, editor.scope),
        None => {
            let draft =
                app.notes.draft(&app.book, AnnotationKind::Note, editor.version, editor.block, editor.range.clone());
            let Some(mut draft) = draft else {
                app.fail("it was removed elsewhere, and its text is not at hand here");
                return false;
            };
            (draft.tags, draft.body, draft.scope) = (tags(&body), body, editor.scope);
            (app.notes.save(&app.book, &draft), "note saved".to_owned())
        }
    };
    let saved = super::said(app, saved, &done);
    if saved {
        close(app, editor);
        written(app);
    }
    saved
}

/// Writes what stands with its new text. What another window made of it meanwhile is not lost: it is in its history, and said.
fn change(app: &mut App, standing: &Annotation, body: String, scope: Scope) -> (Result<(), String>, String) {
    let mut meanwhile = false;
    let renew = |now: &mut Annotation| {
        meanwhile = now.body != standing.body;
        // Tags that were not typed in the text stay.
        let typed = tags(&now.body);
        now.tags.retain(|tag| !typed.contains(tag));
        for tag in tags(&body) {
            if !now.tags.contains(&tag) {
                now.tags.push(tag);
            }
        }
        (now.body, now.scope) = (body, scope);
    };
    let saved = app.notes.change(&app.book, &standing.id, renew).map(|_| ());
    let done = format!("{} saved", standing.kind.name());
    let also = " · another window had changed it: its text is in the history";
    (saved, if meanwhile { done + also } else { done })
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
fn leave(app: &mut App) {
    let Some(Overlay::Note(editor)) = app.overlay.take() else { return };
    let original = editor.standing.as_ref().map_or("", |standing| standing.body.as_str());
    if editor.input.text().trim_end() == original.trim_end() {
        close(app, editor);
        return;
    }
    app.overlay = Some(Overlay::Question(Question {
        text: "Throw away what was written? y throws it away, n goes on writing".to_owned(),
        yes: Answer::Discard,
        no: Some(Box::new(Overlay::Note(editor))),
    }));
}
