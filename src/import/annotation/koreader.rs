//! The JSON that KOReader's exporter writes: a book, or `documents`, each with `entries`.

use serde_json::Value;

use super::{ForeignNote, ForeignNotes, NoteKind, each, id_of, text_of, time};

pub(super) fn is_ours(value: &Value) -> bool {
    let is_book = |book: &Value| book.get("entries").is_some_and(Value::is_array);
    is_book(value)
        || each(value.get("documents")).into_iter().any(is_book)
        || each(Some(value)).into_iter().any(is_book)
}

pub(super) fn read(values: &[Value]) -> ForeignNotes {
    let mut found = ForeignNotes { format: "koreader", ..ForeignNotes::default() };
    for value in values.iter().flat_map(|value| each(Some(value))) {
        if value.get("entries").is_some() {
            book(value, &mut found);
        }
        for document in each(value.get("documents")) {
            book(document, &mut found);
        }
    }
    found
}

fn book(book: &Value, found: &mut ForeignNotes) {
    let title = text_of(book, "title");
    for (at, entry) in each(book.get("entries")).into_iter().enumerate() {
        if !entry.is_object() {
            found.warnings.push(format!("entry {} of \"{title}\" is no entry", at + 1));
            continue;
        }
        let (exact, body) = (text_of(entry, "text"), text_of(entry, "note"));
        let created = time::of(entry.get("time"));
        let kind = match (exact.is_empty(), body.is_empty()) {
            (_, false) => NoteKind::Note,
            (true, true) => NoteKind::Bookmark,
            (false, true) => NoteKind::Highlight,
        };
        let chapter = text_of(entry, "chapter");
        found.notes.push(ForeignNote {
            id: id_of(&[&title, &created, &chapter, &exact]),
            kind,
            title: title.clone(),
            exact,
            body,
            modified: created.clone(),
            created,
            ..ForeignNote::default()
        });
    }
}
