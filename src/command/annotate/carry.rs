//! An annotation taken up from the list and put at another place: one whose place was not found, or not the right one.

use super::list;
use crate::app::{App, List, Moved, Overlay, Selection};
use crate::document::Position;
use crate::library::{AnnotationKind, Target};

/// Takes up the annotation that is chosen in `list`: the reader goes to where it was found, if it was.
pub(super) fn take_up(app: &mut App, list: List) {
    let id = list.entry().and_then(|entry| entry.action.annotation()).map(str::to_owned);
    let Some(placed) = id.and_then(|id| app.notes.find(&id)).cloned() else {
        app.overlay = Some(Overlay::List(list));
        app.say("an annotation of another work is put in its own: Enter opens it");
        return;
    };
    if let Some((version, (block, range))) = placed.version.zip(placed.place) {
        app.jump(version, Position { block, offset: range.start });
        if !range.is_empty() && app.panes.version() == version {
            let (start, end) = (Position { block, offset: range.start }, Position { block, offset: range.end });
            app.selection = Some(Selection { clusters: Some((range.clone(), range)), ..Selection::new(end, start) });
        }
    }
    app.notes.carried = Some(placed.annotation.id);
}

/// Puts the annotation that was taken up at the cursor: on the selection, the sentence, the paragraph for a bookmark. Where
/// none was, those whose place was not found are listed.
pub(super) fn put(app: &mut App) {
    let Some(id) = app.notes.carried.take() else {
        list::lost(app);
        return;
    };
    let (version, block, range) = app.chosen();
    let Some(found) = app.book.versions.get(version) else { return };
    let (document, hash) = (&found.document, &found.source.hash);
    let whole = document.blocks.get(block).map_or(0, |block| block.text.len());
    let cursor = app.panes.cursor().offset;
    let place = |kind: AnnotationKind| match kind {
        AnnotationKind::Bookmark => 0..whole,
        AnnotationKind::Mark => cursor..cursor,
        _ => range.clone(),
    };
    let put = app.notes.change(&app.book, &id, |one| one.target = Target::new(document, hash, block, place(one.kind)));
    let done = put.as_ref().map_or(String::new(), |put| format!("{} put at ¶ {}", put.kind.name(), put.target.key));
    if super::said(app, put, &done) {
        app.selection = None;
        app.reveal(Moved::Near);
    } else {
        app.notes.carried = Some(id);
    }
}
