//! What a document says of itself, the works that belong to it, and the works that its references lead to.

use crate::app::{Action, App, Entry, List, Overlay};
use crate::document::reference::paragraph;
use crate::document::symbol::{addressed, is_same};
use crate::document::{Key, Span};
use crate::library::{Kin, Spot, Standing};

/// What following a link of `block` that leads to `target` does: a document of the library is opened, at the paragraph that the
/// words around the link name; another address is copied.
pub(super) fn lead(app: &App, version: usize, text: &str, span: &Span, target: &str) -> Action {
    let copy = || Action::Copy(target.to_owned());
    let Some(symbol) = addressed(target) else { return copy() };
    let key = paragraph(text, &(span.start..span.end)).map(Key::new);
    let own = app.book.versions.iter().filter_map(|version| version.document.symbol.as_deref());
    if own.into_iter().any(|own| is_same(own, &symbol))
        && let Some(position) = key.as_ref().and_then(|key| app.book.find(key, version))
    {
        return Action::Go(version, position);
    }
    let found = app.notes.library.as_ref().and_then(|library| library.work_of_symbol(&symbol).ok().flatten());
    let Some(work) = found else { return copy() };
    let language = app.book.document(version).map(|document| &document.language);
    let spoken = work.versions.iter().find(|own| Some(&own.language) == language).or(work.versions.first());
    match (key, spoken) {
        (Some(key), Some(own)) => {
            let version = (own.hash.clone(), own.language.clone());
            Action::There(Spot { work: work.name.clone(), version, key, offset: 0 })
        }
        _ => Action::Open(work.name),
    }
}

/// Shows what the focused version says of itself and which works of the library belong to it.
pub(super) fn information(app: &mut App) {
    let version = app.panes.version();
    let Some((found, document)) = app.book.versions.get(version).zip(app.book.document(version)) else { return };
    let mut entries = Vec::new();
    let mut add = |label: &str, text: String| {
        if !text.is_empty() {
            let below = vec![text.clone(), label.to_owned()];
            entries.push(Entry { label: label.to_owned(), text, below, ..Entry::default() });
        }
    };
    add("title", document.title.clone());
    add("symbol", document.symbol.clone().unwrap_or_default());
    for (label, text) in document.masthead.said() {
        add(label, text);
    }
    add("language", document.language.to_string());
    add("format", document.format.clone());
    let path = found.source.path.as_ref().map(|path| path.display().to_string());
    add("file", path.unwrap_or_else(|| found.source.name.clone()));
    let kin = app.kin();
    if !kin.is_empty() {
        entries.push(Entry::default());
        entries.push(Entry { text: "In the library".to_owned(), ..Entry::default() });
        entries.extend(kin.iter().map(related));
    }
    let hint = if kin.is_empty() { "Esc back" } else { "Enter opens a work · Esc back" };
    app.overlay = Some(Overlay::List(List::new("About this document", entries, hint)));
}

/// A work of the family, and what it is to what is read.
fn related(kin: &Kin) -> Entry {
    let said = match &kin.standing {
        Standing::Extends(own) | Standing::Sibling(Some(own)) => own.to_string(),
        Standing::Newer(own) => format!("newer: {own}"),
        Standing::Extended(own) => format!("this is {own}"),
        Standing::Sibling(None) => String::new(),
    };
    let joint = if said.is_empty() || kin.title.is_empty() { "" } else { " · " };
    Entry {
        label: kin.symbol.clone(),
        text: format!("{said}{joint}{}", kin.title),
        level: 1,
        action: Action::Open(kin.name.clone()),
        below: vec![kin.title.clone(), said],
        ..Entry::default()
    }
}
