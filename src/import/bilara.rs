//! Segments as JSON (Bilara): `{"dn1:1.1": "text", …}`; the same segment has the same id in every language's file.

use std::fmt;

use serde::de::{Deserializer as _, MapAccess, Visitor};

use super::bitext::{speak, speech, text::one_line};
use super::{Format, Hints, ImportError, Read, encoding};
use crate::document::{Block, Correspondence, Document, Key, Kind};
use crate::text::language;

/// Segments of one text in one language.
pub const FORMAT: Format = Format { name: "bilara", extensions: &["json"], sniff, read: Read::Document(read) };

fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let head = String::from_utf8_lossy(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head)).into_owned();
    let inner = head.trim_start().strip_prefix('{').map(str::trim_start);
    inner.and_then(|rest| rest.strip_prefix('"')).and_then(|rest| rest.split_once('"')).is_some_and(|(id, rest)| {
        id.contains(':') && rest.trim_start().strip_prefix(':').is_some_and(|rest| rest.trim_start().starts_with('"'))
    })
}

/// Names and texts in the order of the file.
struct Segments;

impl<'de> Visitor<'de> for Segments {
    type Value = Vec<(String, String)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts by their ids")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(one) = map.next_entry::<String, String>()? {
            all.push(one);
        }
        Ok(all)
    }
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    let decoded = encoding::decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut deserializer = serde_json::Deserializer::from_str(&decoded.text);
    let found = deserializer.deserialize_map(Segments).and_then(|found| deserializer.end().map(|()| found));
    let segments = found.map_err(|error| ImportError::NotThisFormat(FORMAT.name, error.to_string()))?;
    // The name of the text that all ids share.
    let text_of = |id: &str| id.split_once(':').map(|(text, _)| text.to_owned());
    let first = segments.first().and_then(|(id, _)| text_of(id));
    let shared = first.filter(|first| segments.iter().all(|(id, _)| text_of(id).as_ref() == Some(first)));
    let mut document = Document { format: FORMAT.name.to_owned(), ..Document::default() };
    let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for (place, (id, text)) in (1..).zip(segments) {
        let text = one_line(&text);
        if text.is_empty() {
            continue;
        }
        let key = match (&shared, id.split_once(':')) {
            (Some(_), Some((_, rest))) if !rest.is_empty() => rest.to_owned(),
            _ => id.clone(),
        };
        let turn = seen.entry(key.clone()).or_default();
        *turn += 1;
        let heading = key == "0" || key.starts_with("0.");
        let kind = if heading { Kind::Title } else { Kind::Paragraph };
        let number = (!heading).then(|| key.clone());
        let key = Key::new(if *turn > 1 { format!("{key}~{turn}") } else { key });
        document.blocks.push(Block { key, kind, number, text, line: place, id: Some(id), ..Block::default() });
    }
    if document.blocks.is_empty() {
        return Err(ImportError::NoText(FORMAT.name, String::new()));
    }
    let titles: Vec<&str> =
        document.blocks.iter().filter(|block| block.kind == Kind::Title).map(|block| block.text.trim()).collect();
    document.title = titles.last().map(|title| (*title).to_owned()).unwrap_or_default();
    let sample: String = document.blocks.iter().take(400).map(|block| format!("{}\n", block.text)).collect();
    let told = hints.language.as_ref().map(|language| language.tag().to_owned());
    let guessed = || language::guess(&sample).map(|language| language.tag().to_owned());
    let tag = told.or_else(|| in_name(hints)).or_else(guessed).unwrap_or_else(|| "und".to_owned());
    speak(&mut document, &tag);
    document.warnings = decoded.warnings;
    let scheme = format!("{} {}", FORMAT.name, shared.unwrap_or_default());
    document.correspondence = Some(Correspondence::Keys { scheme });
    Ok(document)
}

/// The language in a name like `dn1_translation-en-sujato.json`, `dn1_root-pli-ms.json`.
fn in_name(hints: &Hints) -> Option<String> {
    let name = hints.name.as_deref()?;
    let kind = name.rsplit_once('_').map_or(name, |(_, kind)| kind);
    let mut parts = kind.split(['-', '.']);
    let known = matches!(parts.next(), Some("root" | "translation" | "comment"));
    let part = parts.next().filter(|_| known);
    part.and_then(speech::tag).or_else(|| speech::of_file(name))
}
