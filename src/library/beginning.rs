//! The beginning of what takes long to read, for a first screen at once.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::source::{LARGEST, Opened, Source, hinted, recorded_hints, remembered};
use super::{GUIDE_NAME, Library};
use crate::import::{self, Hints};

/// Bytes over which sources may take longer to read than a person waits for gladly.
const LONG: u64 = 1 << 18;

/// Bytes of a file that is no archive that are read of it.
const HEAD: u64 = 4 << 20;

/// The files that `names` stand for, where each is a file or a work whose files are where they were; none otherwise.
fn files(names: &[String], library: Option<&Library>, hints: &Hints) -> Option<Vec<(PathBuf, Hints)>> {
    let mut found = Vec::new();
    for name in names {
        let path = Path::new(name);
        if path.is_file() {
            let known = std::fs::canonicalize(path).ok();
            found.push((path.to_owned(), remembered(library, "", known.as_deref(), hints)));
            continue;
        }
        let work = library.filter(|_| name != GUIDE_NAME && name != "-")?.work_named(name).ok()??;
        for version in &work.versions {
            let path = version.path.clone().filter(|path| path.is_file())?;
            if found.iter().all(|(known, _)| *known != path) {
                found.push((path, recorded_hints(version, hints)));
            }
        }
    }
    Some(found)
}

/// Whether opening these sources may take long, and their beginnings can be had before.
pub fn is_long(names: &[String], library: Option<&Library>) -> bool {
    let files = files(names, library, &Hints::default()).unwrap_or_default();
    let sizes = files.iter().filter_map(|(path, _)| std::fs::metadata(path).ok()).map(|data| data.len());
    sizes.sum::<u64>() > LONG
}

/// The beginnings of the versions that [`super::open_sources`] opens, without their identities and warnings; none where one of
/// them cannot be read so.
pub fn open_beginnings(names: &[String], library: Option<&Library>, hints: &Hints) -> Option<Vec<Opened>> {
    let hints = Hints { beginning: true, ..hints.clone() };
    let mut opened = Vec::new();
    for (path, hints) in files(names, library, &hints)? {
        let name = path.display().to_string();
        let bytes = head(&path)?;
        let path = std::fs::canonicalize(&path).ok();
        let source =
            Source { name, path, hash: String::new(), bytes: bytes.into(), format: hints.format.clone(), links: None };
        let imported = import::read_all(&source.bytes, &hinted(&source, &hints)).ok()?;
        if imported.documents.is_empty() {
            return None;
        }
        for mut document in imported.documents {
            document.warnings.clear();
            opened.push(Opened { source: source.clone(), document });
        }
    }
    Some(opened)
}

/// The bytes that the beginning of a file is read of: all of an archive or a PDF, whose parts are found from its end.
fn head(path: &Path) -> Option<Vec<u8>> {
    let mut file = std::fs::File::open(path).ok()?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut bytes).ok()?;
    if [&b"PK"[..], b"%PDF-", b"\x1F\x8B"].iter().any(|mark| bytes.starts_with(mark)) {
        file.take(LARGEST).read_to_end(&mut bytes).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_long_text_is_what_the_whole_begins_with() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("long.txt");
        let text: String =
            (1..=9_000).map(|n| format!("{n}. The ferry crosses the river for the {n}th time.\n")).collect();
        std::fs::write(&path, text).expect("a file");
        let names = [path.display().to_string()];
        assert!(is_long(&names, None));
        let start = open_beginnings(&names, None, &Hints::default()).expect("a beginning");
        let whole = super::super::open_sources(&names, None, &Hints::default()).expect("the whole");
        let (start, whole) = (&start[0].document.blocks, &whole[0].document.blocks);
        assert!((1_000..whole.len()).contains(&start.len()), "{} of {}", start.len(), whole.len());
        assert_eq!(start[..], whole[..start.len()]);
    }

    #[test]
    fn what_is_short_or_no_file_is_opened_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("short.txt");
        std::fs::write(&path, "One line.\n").expect("a file");
        assert!(!is_long(&[path.display().to_string()], None));
        assert!(!is_long(&[folder.path().display().to_string()], None));
        assert!(!is_long(&["-".to_owned(), GUIDE_NAME.to_owned()], None));
    }
}
