//! Which files a person means by naming files and folders.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::library::{has_known_extension, text_files};

/// The files of a folder and of the folders in it, by name. Hidden ones are left out, a folder is entered once.
pub(super) fn folder_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut entered = HashSet::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        if !entered.insert(std::fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone())) {
            continue;
        }
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let mut inner = Vec::new();
        for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
                continue;
            }
            if path.is_dir() {
                inner.push(path);
            } else if has_known_extension(&path) {
                files.push(path);
            }
        }
        waiting.extend(inner);
    }
    files.sort();
    if files.is_empty() { text_files(folder) } else { Ok(files) }
}
