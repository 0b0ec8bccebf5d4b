//! Tags: typed with commas between them, completed from those of the library.

use super::{PASSAGES, at_cursor, renew, written};
use crate::app::{App, Input, List, Overlay, Prompt, PromptKind, Tagging, common_start, completions};
use crate::library::AnnotationKind;

/// Opens the prompt for the tags of what is annotated under the cursor, else of what is chosen.
pub(super) fn open(app: &mut App) {
    let standing = if app.selection.is_none() { at_cursor(app, PASSAGES) } else { None };
    let (id, tags) = standing.map_or((None, Vec::new()), |placed| (Some(placed.annotation.id), placed.annotation.tags));
    ask(app, id, &tags, None);
}

/// Opens the prompt for the tags of the annotation that is chosen in `list`.
pub(super) fn open_from(app: &mut App, list: List) {
    let id = list.entry().and_then(|entry| entry.action.annotation()).map(str::to_owned);
    let found = app.notes.library.as_ref().zip(id).and_then(|(library, id)| library.annotation(&id).ok().flatten());
    match found {
        Some((_, annotation)) => ask(app, Some(annotation.id), &annotation.tags, Some(list)),
        None => app.overlay = Some(Overlay::List(list)),
    }
}

fn ask(app: &mut App, id: Option<String>, tags: &[String], list: Option<List>) {
    let known = app.notes.tags();
    let typed = tags.iter().map(|tag| format!("{tag}, ")).collect::<String>();
    let kind = PromptKind::Tags(Box::new(Tagging { id, known, list }));
    app.overlay = Some(Overlay::Prompt(Prompt { kind, input: Input::new(typed) }));
    suggest(app);
}

/// Whether `c` ends a tag: the comma of any script, and the `#` with which the next one may be typed.
fn ends(c: char) -> bool {
    matches!(c, ',' | '،' | '，' | '、' | '#')
}

/// The tags that were typed, each once.
fn tags(text: &str) -> Vec<&str> {
    let mut tags: Vec<&str> = Vec::new();
    for tag in text.split(ends).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// The tag that is being typed before the caret, and those of the library that may be meant.
fn candidates(prompt: &Prompt) -> Option<(String, Vec<String>)> {
    let PromptKind::Tags(tagging) = &prompt.kind else { return None };
    let before = prompt.input.text().get(..prompt.input.caret())?;
    let typed = before.rsplit(ends).next().unwrap_or("").trim_start();
    let there = tags(prompt.input.text());
    let found = completions(&tagging.known, typed, &there);
    Some((typed.to_owned(), found.into_iter().map(str::to_owned).collect()))
}

/// Shows which tags of the library may be meant.
pub(in crate::command) fn suggest(app: &mut App) {
    let Some(Overlay::Prompt(prompt)) = &app.overlay else { return };
    let Some((_, found)) = candidates(prompt) else { return };
    app.message = None;
    if !found.is_empty() {
        app.say(found.join("  "));
    }
}

/// Completes the tag that is being typed, as far as it is clear which is meant.
pub(in crate::command) fn complete(app: &mut App) {
    let Some(Overlay::Prompt(prompt)) = &mut app.overlay else { return };
    let Some((typed, found)) = candidates(prompt) else { return };
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    if let Some(completed) = common_start(&found, &typed) {
        let end = if found.len() == 1 { ", " } else { "" };
        prompt.input.replace_before(typed.len(), &format!("{completed}{end}"));
    }
    suggest(app);
}

/// Leaves the prompt: back to the list from which it was opened.
pub(in crate::command) fn leave(app: &mut App, tagging: Tagging) {
    app.overlay = tagging.list.map(Overlay::List);
}

/// Keeps the tags that were typed.
pub(in crate::command) fn accept(app: &mut App, typed: &str, tagging: Tagging) {
    let tags: Vec<String> = tags(typed).into_iter().map(str::to_owned).collect();
    let done = match tags.as_slice() {
        [] => "no tags".to_owned(),
        tags => tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "),
    };
    let saved = match &tagging.id {
        Some(id) => app.notes.change(&app.book, id, |annotation| annotation.tags = tags).map(|_| ()),
        None if tags.is_empty() => {
            leave(app, tagging);
            return;
        }
        None => {
            let (version, block, range) = app.chosen();
            let Some(mut draft) = app.notes.draft(&app.book, AnnotationKind::Tag, version, block, range) else {
                return;
            };
            draft.tags = tags;
            app.notes.save(&app.book, &draft)
        }
    };
    let is_new = tagging.id.is_none();
    leave(app, tagging);
    if super::said(app, saved, &done) && is_new {
        written(app);
    }
    renew(app);
}
