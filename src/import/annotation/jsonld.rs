//! W3C Web Annotations in JSON-LD, as their own context spells them.

use serde_json::Value;

use super::{ForeignNote, ForeignNotes, NoteKind, each, id_of, text_of, time};

/// How deep selectors may refine each other.
const DEEPEST: usize = 8;

pub(super) fn is_ours(value: &Value) -> bool {
    is_annotation(value)
        || has_type(value, "AnnotationPage")
        || has_type(value, "AnnotationCollection")
        || each(Some(value)).into_iter().any(|one| one.is_object() && is_annotation(one))
}

pub(super) fn read(values: &[Value]) -> ForeignNotes {
    let mut found = ForeignNotes { format: "jsonld", ..ForeignNotes::default() };
    for value in values.iter().flat_map(|value| each(Some(value))) {
        let pages = each(value.get("first")).into_iter().chain([value]);
        let items: Vec<&Value> = pages.flat_map(|page| each(page.get("items"))).collect();
        if !items.is_empty() {
            items.into_iter().for_each(|item| one(item, &mut found));
        } else if is_annotation(value) {
            one(value, &mut found);
        } else if has_type(value, "AnnotationCollection") && !text_of(value, "first").is_empty() {
            found.warnings.push("the collection names pages that are not in this file".to_owned());
        }
    }
    found
}

fn has_type(value: &Value, name: &str) -> bool {
    each(value.get("type").or_else(|| value.get("@type")))
        .into_iter()
        .any(|own| own.as_str().is_some_and(|own| own.trim_start_matches("oa:") == name))
}

fn is_annotation(value: &Value) -> bool {
    has_type(value, "Annotation")
}

fn one(item: &Value, found: &mut ForeignNotes) {
    if !is_annotation(item) {
        found.warnings.push("an item is no annotation".to_owned());
        return;
    }
    let name = item.get("id").or_else(|| item.get("@id")).and_then(Value::as_str).unwrap_or("");
    let targets = each(item.get("target"));
    if targets.len() > 1 {
        found.warnings.push(format!("{name}: of its {} targets the first was taken", targets.len()));
    }
    let mut note = ForeignNote {
        created: time::of(item.get("created")),
        modified: time::of(item.get("modified")),
        ..ForeignNote::default()
    };
    if note.modified.is_empty() {
        note.modified.clone_from(&note.created);
    }
    if let Some(target) = targets.first() {
        place(target, &mut note);
    }
    let motivations: Vec<&str> = each(item.get("motivation")).into_iter().filter_map(Value::as_str).collect();
    let identified = bodies(item, &mut note);
    let is = |motivation: &str| motivations.iter().any(|own| own.trim_start_matches("oa:") == motivation);
    note.kind = match () {
        () if is("bookmarking") && identified => NoteKind::Mark,
        () if is("bookmarking") => NoteKind::Bookmark,
        () if is("highlighting") => NoteKind::Highlight,
        () if is("commenting") || !note.body.is_empty() => NoteKind::Note,
        () if is("tagging") || !note.tags.is_empty() => NoteKind::Tag,
        () => NoteKind::Highlight,
    };
    note.id = match name.strip_prefix("urn:hexapla:annotation:") {
        Some(own) => decoded(own),
        None if !name.is_empty() => id_of(&[name]),
        None => id_of(&[&note.title, &note.created, &note.exact, &note.body]),
    };
    found.notes.push(note);
}

/// The version and the place in it.
fn place(target: &Value, note: &mut ForeignNote) {
    let source = target.get("source").unwrap_or(target);
    let name = match source {
        Value::String(name) => name.as_str(),
        source => source.get("id").or_else(|| source.get("@id")).and_then(Value::as_str).unwrap_or(""),
    };
    let hash = name.strip_prefix("nih:sha-256;").or_else(|| name.strip_prefix("urn:sha256:"));
    note.hash =
        hash.filter(|hash| hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit())).map(str::to_lowercase);
    // A hash that is not of this form is kept all the same, if we wrote it.
    note.hash = note.hash.take().or_else(|| hash.filter(|hash| !hash.is_empty()).map(str::to_owned));
    note.language = each(source.get("language")).first().and_then(|tag| tag.as_str()).map(str::to_owned);
    note.title = text_of(source, "label");
    let work = |value: Option<&Value>| value?.as_str()?.strip_prefix("urn:hexapla:work:").map(decoded);
    let scope = target.get("scope");
    note.work = work(source.get("partOf")).or_else(|| work(scope));
    note.of_version = scope.and_then(Value::as_str).is_some_and(|scope| scope == name);
    for selector in each(target.get("selector")) {
        selected(selector, note, 0);
    }
}

fn selected(selector: &Value, note: &mut ForeignNote, depth: usize) {
    if has_type(selector, "TextQuoteSelector") && note.exact.is_empty() {
        note.exact = text_of(selector, "exact");
        note.prefix = text_of(selector, "prefix");
        note.suffix = text_of(selector, "suffix");
    } else if has_type(selector, "FragmentSelector") && note.key.is_empty() {
        note.key = text_of(selector, "value");
    } else if has_type(selector, "TextPositionSelector") && depth > 0 {
        // Of the whole text it says nothing here, refined from a fragment it is the place in the block.
        let number = |name: &str| selector.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        note.position = number("start").zip(number("end"));
    }
    if depth < DEEPEST {
        for refined in each(selector.get("refinedBy")) {
            selected(refined, note, depth + 1);
        }
    }
}

/// Reads the bodies; says whether one identifies (the letter of a mark).
fn bodies(item: &Value, note: &mut ForeignNote) -> bool {
    let mut identified = false;
    let mut texts: Vec<String> = Vec::new();
    texts.extend(item.get("bodyValue").and_then(Value::as_str).map(str::to_owned));
    for body in each(item.get("body")) {
        let value = match body {
            Value::String(_) => continue,
            body => text_of(body, "value"),
        };
        match body.get("purpose").and_then(Value::as_str).unwrap_or("").trim_start_matches("oa:") {
            "tagging" => note.tags.push(value),
            "describing" => {}
            "classifying" => {
                if let Some(kind) = value.strip_prefix("highlight:") {
                    note.highlight = Some(kind.to_owned());
                } else if !value.starts_with("state:") {
                    note.tags.push(value);
                }
            }
            "identifying" => {
                identified = true;
                texts.push(value);
            }
            _ if !value.is_empty() => texts.push(value),
            _ => {}
        }
    }
    note.body = texts.join("\n\n");
    identified
}

/// A part of a URN as it was before it was percent-encoded.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let two = rest.clone().take(2).map(|digit| char::from(digit).to_digit(16)).collect::<Option<Vec<u32>>>();
        match (byte, two.as_deref()) {
            (b'%', Some([high, low])) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
