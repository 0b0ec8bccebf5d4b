//! The works as entries of a bibliography, one for each version.

use super::{Annotated, clean};
use crate::document::symbol::address;
use crate::text::Language;

/// One version as a thing to be cited.
pub(super) struct Entry {
    /// Unique among the entries: letters, digits, hyphens.
    pub(super) id: String,
    pub(super) title: String,
    /// The UN document symbol, and the address under which the UN gives the document.
    pub(super) symbol: Option<(String, String)>,
    pub(super) language: Language,
    /// The date of the document, as ISO 8601 writes it.
    pub(super) date: Option<String>,
}

/// The versions of all works, in their order; a work without versions is an entry by its name.
pub(super) fn entries(works: &[Annotated]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for work in works {
        for version in &work.work.versions {
            let title = if version.title.trim().is_empty() { work.title() } else { &version.title };
            push(&mut entries, &work.work.name, title, version.symbol.as_deref().or(work.symbol()), &version.language);
            let dates =
                std::iter::once(version).chain(&work.work.versions).filter_map(|one| one.masthead.date.as_ref());
            if let (Some(entry), Some(date)) = (entries.last_mut(), dates.into_iter().next()) {
                entry.date = Some(clean::line(date));
            }
        }
        if work.work.versions.is_empty() {
            push(&mut entries, &work.work.name, work.title(), work.symbol(), &Language::default());
        }
    }
    entries
}

fn push(entries: &mut Vec<Entry>, name: &str, title: &str, symbol: Option<&str>, language: &Language) {
    let symbol = symbol.map(clean::line).filter(|symbol| !symbol.is_empty());
    let plain = |text: &str| -> String {
        let kept = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect::<String>();
        kept.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    };
    let base = symbol.as_deref().map(plain).filter(|base| !base.is_empty()).unwrap_or_else(|| plain(name));
    let base = if base.is_empty() { "work".to_owned() } else { base };
    let wished = if language.tag() == "und" { base } else { format!("{base}-{}", plain(language.tag())) };
    let mut id = wished.clone();
    let mut number = 2;
    while entries.iter().any(|entry| entry.id == id) {
        id = format!("{wished}-{number}");
        number += 1;
    }
    let symbol = symbol.map(|symbol| {
        let address = address(&symbol, language);
        (symbol, address)
    });
    entries.push(Entry { id, title: clean::line(title), symbol, language: language.clone(), date: None });
}
