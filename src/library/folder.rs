//! The files of a folder that can be read.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::source::said;
use crate::import;

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
