//! What a folder holds: files that can be read, folders that are named after languages (`en-US/preface.html` beside
//! `ar-MA/preface.html`).

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::name::sibling;
use super::source::said;
use crate::import;
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

/// The files of a folder that can be read as text, by name: those with the extension of a format; where there is none of
/// those, the others that hold no NUL at their start. Hidden files are left out.
pub fn text_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let shown = folder.display().to_string();
    let entries = std::fs::read_dir(folder).map_err(|error| anyhow::anyhow!("{shown}: {}", said(&error)))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.file_name().is_some_and(|name| !name.as_encoded_bytes().starts_with(b".")))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let known: Vec<PathBuf> = files.iter().filter(|path| has_known_extension(path)).cloned().collect();
    if !known.is_empty() {
        return Ok(known);
    }
    files.retain(|path| looks_like_text(path));
    Ok(files)
}

/// Whether the file's extension is one that a format names.
pub fn has_known_extension(path: &Path) -> bool {
    let extension = |path: &Path| path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    // `memory.tmx.gz` is a memory.
    let packed = extension(path).is_some_and(|extension| extension == "gz");
    let own = if packed { path.file_stem().map(Path::new).and_then(extension) } else { extension(path) };
    own.is_some_and(|own| import::extensions().any(|known| known == own))
}

fn looks_like_text(path: &Path) -> bool {
    let mut start = Vec::new();
    let Ok(file) = std::fs::File::open(path) else { return false };
    if file.take(8192).read_to_end(&mut start).is_err() {
        return false;
    }
    let wide = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]);
    !start.is_empty() && (wide || !start.contains(&0))
}
