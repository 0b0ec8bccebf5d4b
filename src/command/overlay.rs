//! The keys of what stands over the text.

use super::{annotate, find, pane, prompt, session};
use crate::app::{Action, Answer, App, Effect, Entry, List, Overlay, PromptKind};
use crate::config::keys::Named;
use crate::config::{Code, Key};
use crate::text::control::isolated;

/// Takes a key while something stands over the text.
pub(super) fn key(app: &mut App, key: Key) {
    app.message = None;
    match app.overlay.take() {
        Some(Overlay::Prompt(prompt)) => {
            app.overlay = Some(Overlay::Prompt(prompt));
            prompt::key(app, key);
        }
        Some(Overlay::List(list)) => list_key(app, list, key),
        Some(Overlay::Note(editor)) => {
            app.overlay = Some(Overlay::Note(editor));
            note_key(app, key);
        }
        Some(Overlay::Question(question)) => match key.code {
            Code::Char('y' | 'Y') => answer(app, question.yes),
            Code::Char('n' | 'N') | Code::Named(Named::Esc) => app.overlay = question.no.map(|overlay| *overlay),
            _ => app.overlay = Some(Overlay::Question(question)),
        },
        None => {}
    }
}

/// Takes pasted text.
pub(super) fn paste(app: &mut App, text: &str) {
    match &mut app.overlay {
        Some(Overlay::Note(editor)) => editor.input.insert(text),
        Some(Overlay::Prompt(prompt)) => {
            prompt.input.insert(&text.replace(['\r', '\n'], " "));
            prompt::changed(app);
        }
        _ => {}
    }
}

fn answer(app: &mut App, answer: Answer) {
    match answer {
        Answer::Discard => app.say("thrown away"),
        Answer::Remove(id) => annotate::remove(app, &id),
    }
}

fn note_key(app: &mut App, key: Key) {
    match (key.code, key.ctrl) {
        (Code::Char('s'), true) => {
            annotate::save(app);
        }
        (Code::Named(Named::Esc), _) => annotate::leave(app),
        (Code::Char('o'), true) => {
            if let Some(Overlay::Note(editor)) = &app.overlay {
                app.effects.push(Effect::Edit(editor.input.text().to_owned()));
            }
        }
        (Code::Char('z'), true) => app.effects.push(Effect::Suspend),
        _ => {
            if let Some(Overlay::Note(editor)) = &mut app.overlay {
                editor.input.edit(key, true);
            }
        }
    }
}

fn list_key(app: &mut App, mut list: List, key: Key) {
    let page = isize::try_from(app.panes.size.1.saturating_sub(5)).unwrap_or(1).max(1);
    if list.by_letter
        && let Code::Char(letter) = key.code
        && !key.ctrl
        && let Some(at) = list.entries.iter().position(|entry| entry.label == letter.to_string())
    {
        list.selected = at;
        choose(app, list);
        return;
    }
    match (key.code, key.ctrl) {
        (Code::Named(Named::Esc), _) | (Code::Char('q'), false) => session::left_list(app, &list),
        (Code::Named(Named::Enter), _) => choose(app, list),
        (Code::Char('d'), own) if own == list.by_letter => remove(app, list),
        (Code::Char('e'), false) => edit(app, list),
        (code, ctrl) => {
            match (code, ctrl) {
                (Code::Char('j'), false) | (Code::Named(Named::Down), _) | (Code::Char('n'), true) => list.step(1),
                (Code::Char('k'), false) | (Code::Named(Named::Up), _) | (Code::Char('p'), true) => list.step(-1),
                (Code::Char(' ') | Code::Named(Named::PageDown), _) | (Code::Char('f'), true) => list.step(page),
                (Code::Char('b') | Code::Named(Named::PageUp), _) => list.step(-page),
                (Code::Char('g') | Code::Named(Named::Home), _) => list.step(isize::MIN),
                (Code::Char('G') | Code::Named(Named::End), _) => list.step(isize::MAX),
                _ => {}
            }
            app.overlay = Some(Overlay::List(list));
        }
    }
}

fn choose(app: &mut App, list: List) {
    let action = list.entry().map(|entry| entry.action.clone()).unwrap_or_default();
    match action {
        Action::None => app.overlay = Some(Overlay::List(list)),
        Action::Go(version, position) => {
            app.jump(version, position);
            if app.find.shown && app.find.version == version {
                let here = |found: &crate::search::Match| {
                    found.block == position.block && found.range.start == position.offset
                };
                app.find.current = app.find.matches.iter().position(here).or(app.find.current);
            }
        }
        Action::Open(name) => app.effects.push(Effect::Open(name)),
        Action::Toggle(version) => {
            app.overlay = Some(Overlay::List(list));
            pane::toggle(app, version);
        }
        Action::Annotation(_, Some((version, position))) => app.jump(version, position),
        Action::Annotation(id, None) => {
            let open = app.notes.placed.iter().any(|placed| placed.annotation.id == id && placed.version.is_some());
            app.overlay = Some(Overlay::List(list));
            app.fail(if open {
                "the place of this annotation was not found"
            } else {
                "the version of this annotation is not open"
            });
        }
        Action::Copy(text) => {
            app.say(format!("copied {}", isolated(&text)));
            app.effects.push(Effect::Copy(text));
        }
    }
}

fn remove(app: &mut App, list: List) {
    let Some(Action::Annotation(id, _)) = list.entry().map(|entry| entry.action.clone()) else {
        app.overlay = Some(Overlay::List(list));
        return;
    };
    app.overlay = Some(Overlay::Question(crate::app::Question {
        text: "Remove this annotation? y removes it, n keeps it".to_owned(),
        yes: Answer::Remove(id),
        no: Some(Box::new(Overlay::List(list))),
    }));
}

fn edit(app: &mut App, list: List) {
    let edited =
        matches!(list.entry(), Some(Entry { action: Action::Annotation(id, _), .. }) if annotate::edit(app, id));
    if !edited {
        app.overlay = Some(Overlay::List(list));
    }
}

/// What the search prompt was opened on, when it is one.
pub(super) fn search_of(kind: &PromptKind) -> Option<(usize, crate::document::Position)> {
    match kind {
        PromptKind::Search { version, from } => Some((*version, *from)),
        _ => None,
    }
}

/// Ends a search prompt without a match kept.
pub(super) fn cancel_search(app: &mut App, kind: &PromptKind) {
    if let Some((version, from)) = search_of(kind) {
        find::cancel(app, version, from);
    }
}
