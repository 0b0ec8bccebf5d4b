//! The folded copy of a version: as it was kept, or made anew.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

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

/// Keeps the folded copy of a document that was just read from `path`, so that the first search does not have to make it.
/// Nobody needs to care when it fails.
pub fn keep(library: &Library, opened: &Opened) -> std::io::Result<()> {
    let stamp = opened.source.path.as_deref().and_then(Stamp::of).unwrap_or_default();
    write(&library.directory().join(FOLDER).join(&opened.source.hash), opened, stamp)
}

fn write(path: &Path, opened: &Opened, stamp: Stamp) -> std::io::Result<()> {
    // A file that was changed since it was read has another size or time; what has no file has no stamp.
    // Of a file that holds several versions only the first one has the bytes.
    let bytes_of = &opened.source.bytes;
    let fits = bytes_of.is_empty() || stamp.size == bytes_of.len() as u64;
    let stamp = if fits { stamp.settled() } else { Stamp::default() };
    copy::write(path, &opened.document, &bytes(&opened.source.hash), stamp)
}

/// The folded copy of `version`, as its file is now; as it was, where the file is gone. Fails where there is neither.
pub(super) fn obtain(folder: &Path, version: &VersionInfo) -> anyhow::Result<Obtained> {
    let path = folder.join(&version.hash);
    let now = version.path.as_deref().and_then(Stamp::of);
    if let Some(kept) = Copy::open(&path) {
        match (now, &version.path) {
            (None, _) => return Ok(Obtained::Kept(kept)),
            (Some(now), _) if now.same(kept.stamp) => return Ok(Obtained::Kept(kept)),
            (Some(now), Some(file)) => {
                let source = read_file(file)?;
                if source.holds(&version.hash, &version.language) && bytes(&version.hash) == kept.hash {
                    let whole = now.size == source.bytes.len() as u64;
                    let settled = now.settled();
                    if whole && settled.changed != 0 {
                        kept.stamp_set(&path, settled);
                    }
                    return Ok(Obtained::Kept(kept));
                }
            }
            (Some(_), None) => {}
        }
    }
    let opened = open_version(version)?;
    let made = write(&path, &opened, now.unwrap_or_default()).ok().and_then(|()| Copy::open(&path));
    Ok(made.map_or_else(|| Obtained::Unkept(Box::new(opened)), Obtained::Made))
}

/// Makes the copy anew whatever is there.
pub(super) fn renew(folder: &Path, version: &Shelved) -> anyhow::Result<Obtained> {
    let _ = fs::remove_file(folder.join(&version.info.hash));
    obtain(folder, &version.info)
}

impl Shelf {
    /// Removes what is no copy of this library's texts, and what another process left unfinished.
    pub(super) fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let hour = Duration::from_secs(3600);
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let age = entry.metadata().and_then(|data| data.modified()).ok();
            let old = age.is_none_or(|time| SystemTime::now().duration_since(time).is_ok_and(|age| age > hour));
            if !self.known.contains(&name) && (old || !name.ends_with(".part")) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// A hash from its hexadecimal form; zeros where it is none.
fn bytes(hash: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = hash.get(2 * at..2 * at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or(0);
    }
    bytes
}
