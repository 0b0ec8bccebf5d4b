//! The keys of what stands over the text.

use super::{annotate, find, pane, prompt, session};
use crate::app::{Action, Answer, App, Effect, List, Overlay, PromptKind, Question};
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
            annotate::note_key(app, key);
        }
        Some(Overlay::Question(question)) => match key.code {
            Code::Char('y' | 'Y') => answer(app, question),
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
        Some(Overlay::List(list)) if list.typing => {
            if let Some(input) = &mut list.filter {
                input.insert(&text.replace(['\r', '\n'], " "));
            }
            list.sift();
        }
        _ => {}
    }
}

fn answer(app: &mut App, question: Question) {
    match question.yes {
        Answer::Discard => {
            app.say("thrown away");
            if let Some(Overlay::Note(editor)) = question.no.map(|overlay| *overlay) {
                annotate::close(app, editor);
            }
        }
    }
}

fn list_key(app: &mut App, mut list: List, key: Key) {
    if list.typing {
        filter_key(app, list, key);
        return;
    }
    if list.by_letter
        && let Code::Char(letter) = key.code
        && !key.ctrl
        && let Some(at) = list.position(|entry| entry.label == letter.to_string())
    {
        list.selected = at;
        choose(app, list);
        return;
    }
    let Some(mut list) = annotate::list_key(app, list, key) else { return };
    let page = isize::try_from(list.room(app.panes.size.1).saturating_sub(1)).unwrap_or(1).max(1);
    match (key.code, key.ctrl) {
        (Code::Named(Named::Esc), _) if list.filter.is_some() => {
            list.filter = None;
            list.sift();
        }
        (Code::Named(Named::Esc), _) | (Code::Char('q'), false) => {
            session::left_list(app, list);
            return;
        }
        (Code::Named(Named::Enter), _) => {
            choose(app, list);
            return;
        }
        // In the list of works: what is annotated in all of them.
        (Code::Char('A'), false) if matches!(list.entry().map(|entry| &entry.action), Some(Action::Open(_))) => {
            annotate::library(app);
            if app.overlay.is_some() {
                return;
            }
        }
        (Code::Char('/'), false) => {
            list.filter.get_or_insert_default();
            list.typing = true;
        }
        (code, ctrl) => step(&mut list, code, ctrl, page),
    }
    app.overlay = Some(Overlay::List(list));
}

fn step(list: &mut List, code: Code, ctrl: bool, page: isize) {
    match (code, ctrl) {
        (Code::Char('j'), false) | (Code::Named(Named::Down), _) | (Code::Char('n'), true) => list.step(1),
        (Code::Char('k'), false) | (Code::Named(Named::Up), _) | (Code::Char('p'), true) => list.step(-1),
        (Code::Char(' ') | Code::Named(Named::PageDown), _) | (Code::Char('f'), true) => list.step(page),
        (Code::Char('b') | Code::Named(Named::PageUp), _) => list.step(-page),
        (Code::Char('g') | Code::Named(Named::Home), _) => list.step(isize::MIN),
        (Code::Char('G') | Code::Named(Named::End), _) => list.step(isize::MAX),
        _ => {}
    }
}

/// Takes a key while the filter of a list is typed: Enter chooses, Esc leaves the filter as it is and goes back to the keys.
fn filter_key(app: &mut App, mut list: List, key: Key) {
    let empty = list.filter.as_ref().is_none_or(|input| input.text().is_empty());
    match (key.code, key.ctrl) {
        (Code::Named(Named::Enter), _) => {
            list.typing = false;
            choose(app, list);
            return;
        }
        (Code::Named(Named::Esc), _) | (Code::Char('c'), true) => list.typing = false,
        (Code::Named(Named::Backspace), _) if empty => list.typing = false,
        (Code::Named(Named::Down), _) | (Code::Char('n'), true) => list.step(1),
        (Code::Named(Named::Up), _) | (Code::Char('p'), true) => list.step(-1),
        _ => {
            if list.filter.get_or_insert_default().edit(key, false) {
                list.sift();
            }
        }
    }
    if !list.typing && empty {
        list.filter = None;
    }
    app.overlay = Some(Overlay::List(list));
}

fn choose(app: &mut App, list: List) {
    let Some(list) = annotate::choose(app, list) else { return };
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
        Action::There(spot) => app.effects.push(Effect::OpenThere(spot)),
        Action::Toggle(version) => {
            app.overlay = Some(Overlay::List(list));
            pane::toggle(app, version);
        }
        // These were done already.
        Action::Annotation(..) | Action::Elsewhere(..) | Action::Restore(_) | Action::Revert(_) => {}
        Action::Copy(text) => {
            app.say(format!("copied {}", isolated(&text)));
            app.effects.push(Effect::Copy(text));
        }
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
