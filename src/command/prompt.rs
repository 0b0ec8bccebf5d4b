//! The prompt at the bottom: search, commands and keys, the name of a file.

use super::{annotate, copy, find, navigate, overlay};
use crate::app::{App, Input, Overlay, Prompt, PromptKind};
use crate::config::keys::Named;
use crate::config::{Code, Key};

/// Opens the `:` prompt.
pub(super) fn open(app: &mut App) {
    app.overlay = Some(Overlay::Prompt(Prompt { kind: PromptKind::Command, input: Input::default() }));
}

/// Takes a key while the prompt is open.
pub(super) fn key(app: &mut App, key: Key) {
    if find::prompt_key(app, key) {
        return;
    }
    let Some(Overlay::Prompt(prompt)) = &mut app.overlay else { return };
    let empty = prompt.input.text().is_empty();
    match (key.code, key.ctrl) {
        (Code::Named(Named::Esc), _) | (Code::Char('c'), true) => leave(app),
        (Code::Named(Named::Backspace), _) if empty => leave(app),
        (Code::Named(Named::Enter), _) => accept(app),
        (Code::Named(Named::Tab), _) => match prompt.kind {
            PromptKind::Command => complete(app),
            PromptKind::Tags(_) => annotate::complete_tags(app),
            _ => {}
        },
        _ => {
            if prompt.input.edit(key, false) {
                changed(app);
            }
        }
    }
}

/// The text of the prompt changed: a search follows it.
pub(super) fn changed(app: &mut App) {
    let Some(Overlay::Prompt(prompt)) = &app.overlay else { return };
    if let Some((version, from)) = overlay::search_of(&prompt.kind) {
        let query = prompt.input.text().to_owned();
        find::typed(app, &query, version, from);
    }
    annotate::suggest(app);
}

fn leave(app: &mut App) {
    if let Some(Overlay::Prompt(prompt)) = app.overlay.take() {
        overlay::cancel_search(app, &prompt.kind);
        if let PromptKind::Tags(tagging) = prompt.kind {
            annotate::leave_tags(app, *tagging);
        }
    }
}

fn accept(app: &mut App) {
    let Some(Overlay::Prompt(prompt)) = app.overlay.take() else { return };
    let text = prompt.input.text().to_owned();
    match prompt.kind {
        PromptKind::Search { version, from } => find::accept(app, &text, version, from),
        PromptKind::Command => command(app, text.trim()),
        PromptKind::Export => copy::export_to(app, &text),
        PromptKind::Tags(tagging) => annotate::accept_tags(app, &text, *tagging),
    }
}

/// Runs what was typed after `:`: a percentage, a command's name, or a key.
fn command(app: &mut App, typed: &str) {
    if typed.is_empty() {
        return;
    }
    if let Some(percent) = typed.strip_suffix('%').and_then(|number| number.trim().parse().ok()) {
        navigate::go_to_percent(app, percent);
        return;
    }
    let name = match typed {
        "q" | "q!" | "wq" | "x" => "quit",
        "h" => "help_open",
        _ => typed,
    };
    if let Some(command) = super::named(name) {
        (command.run)(app, None);
        return;
    }
    if let Some(file) = typed.strip_prefix("export ") {
        copy::export_to(app, file);
        return;
    }
    navigate::go_to_key(app, typed);
}

/// Completes the name of a command.
fn complete(app: &mut App) {
    let Some(Overlay::Prompt(prompt)) = &mut app.overlay else { return };
    let typed = prompt.input.text();
    let names = super::TOPICS.iter().flat_map(|(_, commands)| commands.iter()).map(|command| command.name);
    let matching: Vec<&str> = names.filter(|name| name.starts_with(typed)).collect();
    let Some(first) = matching.first() else { return };
    let common = matching.iter().fold(first.len(), |length, name| {
        length.min(first.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count())
    });
    let completed = first.get(..common).unwrap_or(first).to_owned();
    let said = if matching.len() > 1 { matching.join("  ") } else { String::new() };
    prompt.input = Input::new(completed);
    if !said.is_empty() {
        app.say(said);
    }
}
