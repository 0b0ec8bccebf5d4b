//! A file that is not where it was seen last, looked for nearby by its content.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::source::{Source, read_file};

/// How many folders and files are looked at.
const ENTRIES: usize = 4000;

/// How many files are read, and how many bytes of them.
const FILES: usize = 200;
const BYTES: u64 = 64 << 20;

/// The file that was at `path` and is not there any more, which `is` knows by its content: under another name in its folder, or under its name in a folder beside it, below
/// it or above it.
pub(super) fn found(path: &Path, is: &dyn Fn(&Source) -> bool) -> Option<Source> {
    if path.exists() {
        return None;
    }
    let (folder, name) = (path.parent()?, path.file_name()?);
    let mut seen = HashSet::new();
    let mut left = (FILES, BYTES);
    let mut entries = ENTRIES;
    let mut list = |folder: &Path| -> Vec<PathBuf> {
        let read = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut paths: Vec<PathBuf> = read.take(entries).collect();
        entries -= paths.len().min(entries);
        paths.sort();
        paths
    };
    let same_kind = |candidate: &Path| candidate.extension() == path.extension();
    // The folders from near to far, and which of their files may be it.
    let here = list(folder);
    let above = folder.parent().map(&mut list).unwrap_or_default();
    let named = here.iter().chain(&above).filter(|path| path.is_dir()).map(|inner| inner.join(name));
    let candidates = here.iter().chain(&above).filter(|candidate| same_kind(candidate)).cloned();
    let up = folder.ancestors().skip(1).take(2).map(|above| above.join(name));
    for candidate in named.chain(up).chain(candidates) {
        let Ok(data) = std::fs::metadata(&candidate) else { continue };
        if !data.is_file() || !seen.insert(candidate.clone()) || left.0 == 0 || data.len() > left.1 {
            continue;
        }
        left = (left.0 - 1, left.1 - data.len());
        if let Ok(source) = read_file(&candidate)
            && is(&source)
        {
            return Some(source);
        }
    }
    None
}
