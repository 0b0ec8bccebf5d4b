//! The folded copy of a version: as it was kept, or made anew.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::{FOLDER, Shelf, Shelved};
use crate::library::{Library, Opened, VersionInfo, open_version, read_file};
use crate::search::copy::{self, Copy, Stamp};

/// How a copy came about.
pub(super) enum Obtained {
    /// It was there.
    Kept(Copy),
    /// It was made, and kept.
    Made(Copy),
    /// It was made and cannot be kept: the document itself.
    Unkept(Box<Opened>),
}

/// Keeps the folded copy of a document that was just read from a file, in the library's folder, so that the first search does not have to make it.
/// Nobody needs to care when it fails. Of a file that holds several versions only the first is kept here.
pub fn keep(directory: &Path, opened: &Opened) -> std::io::Result<()> {
    let source = &opened.source;
    let Some(stamp) = source.path.as_deref().and_then(Stamp::of).filter(|_| !source.bytes.is_empty()) else {
        return Ok(());
    };
    // A file that was changed since it was read has another size or time.
    let stamp = if stamp.size == source.bytes.len() as u64 { stamp.settled() } else { Stamp::default() };
    let path = directory.join(FOLDER).join(&source.hash);
    copy::write(&path, &opened.document, &Sha256::digest(&source.bytes).into(), stamp)
}

/// The folded copy of `version`, as its file is now; as it was, where the file is gone. Fails where there is neither.
pub(super) fn obtain(folder: &Path, version: &VersionInfo) -> anyhow::Result<Obtained> {
    let path = folder.join(&version.hash);
    let file = version.path.as_deref().and_then(|file| Some((file, Stamp::of(file)?)));
    let kept = Copy::open(&path);
    let (hash, stamp) = match (file, kept) {
        (None, Some(kept)) => return Ok(Obtained::Kept(kept)),
        (Some((_, now)), Some(kept)) if now.same(kept.stamp) => return Ok(Obtained::Kept(kept)),
        (Some((file, now)), kept) => {
            let source = read_file(file)?;
            let hash: [u8; 32] = Sha256::digest(&source.bytes).into();
            let whole = now.size == source.bytes.len() as u64;
            let stamp = if whole { now.settled() } else { Stamp::default() };
            if let Some(kept) = kept.filter(|kept| kept.hash == hash) {
                if stamp.changed != 0 {
                    kept.stamp_set(&path, stamp);
                }
                return Ok(Obtained::Kept(kept));
            }
            (hash, stamp)
        }
        (None, None) => ([0; 32], Stamp::default()),
    };
    let opened = open_version(version)?;
    let made = copy::write(&path, &opened.document, &hash, stamp).ok().and_then(|()| Copy::open(&path));
    Ok(made.map_or_else(|| Obtained::Unkept(Box::new(opened)), Obtained::Made))
}

/// Makes the copy anew whatever is there.
pub(super) fn renew(folder: &Path, version: &Shelved) -> anyhow::Result<Obtained> {
    let _ = fs::remove_file(folder.join(&version.info.hash));
    obtain(folder, &version.info)
}

/// Removes what is no copy of a text of the library, and what another process left unfinished.
pub fn sweep(library: &Library) {
    if let Ok(works) = library.catalogue() {
        let hashes = works.iter().flat_map(|work| &work.versions).map(|version| version.hash.as_str());
        remove_others(&library.directory().join(FOLDER), &hashes.collect());
    }
}

impl Shelf {
    /// [`sweep`], with what is known of the library.
    pub(super) fn sweep(&self) {
        remove_others(&self.folder, &self.known.iter().map(String::as_str).collect());
    }
}

/// Removes all but the copies of these names.
fn remove_others(folder: &Path, known: &HashSet<&str>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let hour = Duration::from_secs(3600);
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let age = entry.metadata().and_then(|data| data.modified()).ok();
        let old = age.is_none_or(|time| SystemTime::now().duration_since(time).is_ok_and(|age| age > hour));
        if !known.contains(name.as_str()) && (old || !name.ends_with(".part")) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
