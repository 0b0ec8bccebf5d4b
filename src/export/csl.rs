//! The works as CSL-JSON, which Zotero, pandoc and citeproc read.

use serde_json::{Value, json};

use super::bibliography::{Entry, entries};
use super::{Annotated, Exporter, Options, clean};

/// An array of items, one a version.
pub const EXPORTER: Exporter =
    Exporter { name: "csl", about: "the works as CSL-JSON", extension: "csl.json", whole: true, write };

fn write(works: &[Annotated], _: &Options) -> String {
    let items: Vec<Value> = entries(works).iter().map(item).collect();
    clean::json(&items).unwrap_or_default() + "\n"
}

fn item(entry: &Entry) -> Value {
    let kind = if entry.symbol.is_some() { "report" } else { "document" };
    let mut item = json!({ "id": entry.id, "type": kind, "title": entry.title });
    if entry.language.tag() != "und" {
        item["language"] = entry.language.tag().into();
    }
    let date: Option<Vec<u32>> =
        entry.date.as_ref().and_then(|date| date.split('-').map(|part| part.parse().ok()).collect());
    if let Some(date) = date {
        item["issued"] = json!({ "date-parts": [date] });
    }
    if let Some((symbol, address)) = &entry.symbol {
        item["number"] = symbol.as_str().into();
        item["publisher"] = "United Nations".into();
        item["URL"] = address.as_str().into();
    }
    item
}
