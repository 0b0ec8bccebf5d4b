//! Folders that are named after languages: `en-US/preface.html` beside `ar-MA/preface.html`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::name::sibling;
use super::source::text_files;
use crate::text::Language;

/// Names of works that a message gives.
const NAMED: usize = 4;

/// The language that a folder is named after: `ar-MA`, `zh`.
pub(super) fn language(folder: &Path) -> Option<Language> {
    let named = sibling(folder);
    named.language.filter(|_| named.stem.is_empty()).map(Language::new)
}

/// The versions of the one work that the folders of languages in `folder` hold, by the names of the folders; nothing where there
/// are no such folders. An error that names the works where they hold several.
pub(super) fn versions(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let inner = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut folders: Vec<PathBuf> = inner.filter(|path| language(path).is_some() && path.is_dir()).collect();
    folders.sort();
    let mut works: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in folders.iter().filter_map(|folder| text_files(folder).ok()).flatten() {
        works.entry(sibling(&file).stem).or_default().push(file);
    }
    if works.len() > 1 {
        let names: Vec<&str> = works.keys().take(NAMED).map(String::as_str).collect();
        let more = if works.len() > NAMED { ", …" } else { "" };
        let first = works.values().flatten().next().and_then(|file| file.file_name()).unwrap_or_default();
        bail!(
            "{}: {} texts in {} languages ({}{more}); name one, as in {}",
            folder.display(),
            works.len(),
            folders.len(),
            names.join(", "),
            folder.join("*").join(first).display()
        );
    }
    Ok(works.into_values().flatten().collect())
}
