//! Highlights: five kinds, each with its sign and its colour.

use super::{at_cursor, keep, remove, said, written};
use crate::app::App;
use crate::library::{AnnotationKind, Highlight};

/// The kind that a number typed before the key stands for.
fn kind_of(count: usize) -> Option<Highlight> {
    Highlight::ALL.get(count.checked_sub(1)?).copied()
}

/// Highlights what is chosen in the kind of the number `count`, else in the one used last. On what is highlighted already, the
/// number changes the kind, and the same number or none takes the highlight away.
pub(super) fn add(app: &mut App, count: Option<usize>) {
    let wanted = count.and_then(kind_of);
    if count.is_some() && wanted.is_none() {
        let kinds = Highlight::ALL.iter().enumerate().map(|(at, kind)| format!("{} {}", at + 1, kind.name()));
        app.say(format!("kinds of highlight: {}", kinds.collect::<Vec<_>>().join(", ")));
        return;
    }
    let standing = if app.selection.is_none() { at_cursor(app, &[AnnotationKind::Highlight]) } else { None };
    match (standing, wanted) {
        (Some(placed), Some(kind)) if placed.annotation.highlight.unwrap_or_default() != kind => {
            change(app, &placed.annotation.id, kind);
        }
        (Some(placed), _) => remove(app, &placed.annotation.id, None),
        (None, _) => {
            let kind = wanted.unwrap_or(app.notes.pen);
            let (version, block, range) = app.chosen();
            let Some(mut draft) = app.notes.draft(&app.book, AnnotationKind::Highlight, version, block, range) else {
                return;
            };
            draft.highlight = Some(kind);
            app.notes.pen = kind;
            if keep(app, &draft, &format!("highlighted: {}", said_of(kind))) {
                written(app);
            }
        }
    }
}

/// Turns the highlight under the cursor to the next kind, or to that of the number `count`; where there is none, the highlights
/// to come.
pub(super) fn next(app: &mut App, count: Option<usize>) {
    let standing = if app.selection.is_none() { at_cursor(app, &[AnnotationKind::Highlight]) } else { None };
    let now = standing.as_ref().map_or(app.notes.pen, |placed| placed.annotation.highlight.unwrap_or_default());
    let at = Highlight::ALL.iter().position(|kind| *kind == now).unwrap_or(0);
    let kind = count.and_then(kind_of).or(kind_of((at + 1) % Highlight::ALL.len() + 1)).unwrap_or_default();
    match standing {
        Some(placed) => change(app, &placed.annotation.id, kind),
        None => {
            app.notes.pen = kind;
            app.say(format!("highlights to come: {}", said_of(kind)));
        }
    }
}

/// The kind as a person is told of it: its sign, its name.
fn said_of(kind: Highlight) -> String {
    format!("{} {}", kind.sign(), kind.name())
}

fn change(app: &mut App, id: &str, kind: Highlight) {
    app.notes.pen = kind;
    let changed = app.notes.change(&app.book, id, |annotation| annotation.highlight = Some(kind));
    said(app, changed, &said_of(kind));
}
