//! The W3C Web Annotation model (Recommendation of 23 February 2017) in JSON-LD, with the terms of its own context only.
//!
//! A collection holds one page, the page the annotations. The target is the version by its hash (`nih:`, RFC 6920), with a
//! quotation, and the block's key as a fragment that is refined by the position in the block. The scope says whether it is of
//! this version or of the work. What a person wrote is a body that comments; tags are bodies that tag; the letter of a mark
//! identifies; the kind of a highlight and the state classify; translations describe.

use serde_json::{Value, json};

use super::{Annotated, Excerpt, Exporter, Options, clean};
use crate::library::{Annotation, AnnotationKind, Scope, State};
use crate::text::language::guess;

/// One collection.
pub const EXPORTER: Exporter = Exporter {
    name: "jsonld",
    about: "W3C Web Annotations in JSON-LD; `notes import` reads it again",
    extension: "jsonld",
    whole: false,
    write,
};

fn write(works: &[Annotated], _: &Options) -> String {
    let of_work = |work| move |excerpt: &Excerpt| Some(item(work, excerpt, excerpt.annotation.as_ref()?));
    let items: Vec<Value> = works.iter().flat_map(|work| work.excerpts.iter().filter_map(of_work(work))).collect();
    let labels: Vec<&str> = works.iter().map(Annotated::title).collect();
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:hexapla:annotations",
        "type": "AnnotationCollection",
        "label": labels,
        "total": items.len(),
        "first": { "id": "urn:hexapla:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items },
    });
    clean::json(&collection).unwrap_or_default() + "\n"
}

fn item(work: &Annotated, excerpt: &Excerpt, annotation: &Annotation) -> Value {
    let target = &annotation.target;
    let version = format!("nih:sha-256;{}", target.hash);
    let known = work.work.versions.iter().find(|version| version.hash == target.hash);
    let whole = format!("urn:hexapla:work:{}", percent(&work.work.name));
    let mut source = json!({ "id": version, "type": "Text", "language": target.language.tag(), "partOf": whole });
    source["textDirection"] = super::direction::name(&target.language).into();
    if let Some(title) = known.map(|version| version.title.as_str()).filter(|title| !title.is_empty()) {
        source["label"] = title.into();
    }
    let scope = if annotation.scope == Scope::Work { whole } else { version };
    json!({
        "id": format!("urn:hexapla:annotation:{}", percent(&annotation.id)),
        "type": "Annotation",
        "motivation": motivation(annotation.kind),
        "created": annotation.created,
        "modified": annotation.modified,
        "label": excerpt.citation,
        "body": bodies(excerpt, annotation),
        "target": {
            "type": "SpecificResource",
            "source": source,
            "scope": scope,
            "selector": [
                {
                    "type": "FragmentSelector",
                    "value": target.key.as_str(),
                    "refinedBy": { "type": "TextPositionSelector", "start": target.start, "end": target.end },
                },
                { "type": "TextQuoteSelector", "exact": target.exact, "prefix": target.prefix, "suffix": target.suffix },
            ],
        },
    })
}

fn motivation(kind: AnnotationKind) -> &'static str {
    match kind {
        AnnotationKind::Bookmark | AnnotationKind::Mark => "bookmarking",
        AnnotationKind::Highlight => "highlighting",
        AnnotationKind::Note => "commenting",
        AnnotationKind::Tag => "tagging",
    }
}

fn bodies(excerpt: &Excerpt, annotation: &Annotation) -> Vec<Value> {
    let body = |purpose: &str, value: &str| json!({ "type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain" });
    let mut bodies = Vec::new();
    if annotation.kind == AnnotationKind::Mark {
        bodies.push(body("identifying", &annotation.body));
    } else if !annotation.body.is_empty() {
        let mut note = body("commenting", &annotation.body);
        if let Some(language) = guess(&annotation.body) {
            note["language"] = language.tag().into();
        }
        bodies.push(note);
    }
    bodies.extend(annotation.tags.iter().map(|tag| body("tagging", tag)));
    if let Some(highlight) = annotation.highlight {
        bodies.push(body("classifying", &format!("highlight:{}", highlight.name())));
    }
    if let Some(state) = excerpt.state.filter(|state| *state != State::Ok) {
        bodies.push(body("classifying", &format!("state:{}", super::state_name(state))));
    }
    bodies.extend(excerpt.translations.iter().map(|translation| {
        let mut described = body("describing", &translation.text);
        described["language"] = translation.language.tag().into();
        described["textDirection"] = super::direction::name(&translation.language).into();
        described
    }));
    bodies
}

/// A name as a part of a URN (RFC 8141): everything but unreserved ASCII percent-encoded.
fn percent(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => text.push(char::from(byte)),
            byte => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}
