//! What was: annotations that were removed, and what an annotation was before it was changed.

use super::list::{described, sign_and_name};
use super::{at_cursor, renew, said};
use crate::app::{Action, App, Entry, List, Overlay, Subject};
use crate::library::Annotation;

/// Lists what was removed in the whole library, the last removed first.
pub(super) fn trash(app: &mut App) {
    match of_trash(app) {
        Ok((_, entries)) if entries.is_empty() => app.say("nothing was removed"),
        Ok((title, entries)) => {
            let mut list = List::new(title, entries, "Enter brings it back · / filters · Esc back");
            list.subject = Subject::Trash;
            app.overlay = Some(Overlay::List(list));
        }
        Err(error) => app.fail(format!("the library: {error}")),
    }
}

/// What the list of what was removed shows.
pub(super) fn of_trash(app: &App) -> Result<(String, Vec<Entry>), String> {
    let Some(library) = &app.notes.library else { return Err("there is none".to_owned()) };
    let trash = library.trash().map_err(|error| error.to_string())?;
    let entries = trash.iter().map(|one| {
        let day = one.removed.get(..10).unwrap_or("");
        let entry = described(&one.annotation, None, Action::Restore(one.annotation.id.clone()));
        let small = format!("{} · removed {day} from {}", sign_and_name(&one.annotation), one.work_name);
        with_small(Entry { detail: format!("{} · {day}", one.work_name), ..entry }, small)
    });
    let entries: Vec<Entry> = entries.collect();
    Ok((format!("Removed · {}", entries.len()), entries))
}

/// Lists what the annotation under the cursor was before, the youngest first.
pub(super) fn history(app: &mut App) {
    match at_cursor(app, super::PASSAGES) {
        Some(placed) => history_of(app, &placed.annotation.id),
        None => app.say("nothing is annotated here"),
    }
}

/// Lists what the annotation of that id was before; says so where it was never anything else.
pub(super) fn history_of(app: &mut App, id: &str) {
    let Some(library) = &app.notes.library else { return };
    let forms = match library.annotation_history(id) {
        Ok(forms) => forms,
        Err(error) => {
            app.fail(format!("the library: {error}"));
            return;
        }
    };
    if forms.is_empty() {
        app.say("it was never changed");
        return;
    }
    let entries = forms.into_iter().rev().map(|form| {
        let when = form.modified.get(..16).unwrap_or("").replace('T', " ");
        let entry = described(&form, None, Action::Revert(Box::new(form.clone())));
        let small = format!("{} · as it was from {when} on", sign_and_name(&form));
        with_small(Entry { label: when, ..entry }, small)
    });
    let list = List::new("What it was before", entries.collect(), "Enter makes it so again · / filters · Esc back");
    app.overlay = Some(Overlay::List(list));
}

/// The entry with another small print.
fn with_small(mut entry: Entry, small: String) -> Entry {
    entry.below.pop();
    entry.below.push(small);
    entry
}

/// Brings the annotation of that id back; the list of what was removed stays.
pub(super) fn restore(app: &mut App, list: List, id: &str) {
    app.overlay = Some(Overlay::List(list));
    let restored = app.notes.restore(&app.book, id);
    said(app, restored, "it is there again");
    renew(app);
}

/// Makes an annotation what it was before.
pub(super) fn revert(app: &mut App, form: Annotation, behind: Option<Box<List>>) {
    let id = form.id.clone();
    app.overlay = behind.map(|list| Overlay::List(*list));
    let changed = app.notes.change(&app.book, &id, |now| *now = Annotation { created: now.created.clone(), ..form });
    said(app, changed, "it is as it was");
    renew(app);
}
