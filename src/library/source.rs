//! From what a person names (a file, a folder, `-`, a work) to documents.

use std::borrow::Cow;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};

use super::guide::{GUIDE, GUIDE_NAME};
use super::moved;
use super::{Library, VersionInfo, Work};
use crate::document::{Document, Warning};
use crate::import::{self, FORMATS, Hints};

/// The largest source that is read, in bytes.
pub const LARGEST: u64 = 1 << 30;

/// The bytes of one version and where they came from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name, `-`, or the guide's file name.
    pub name: String,
    /// The absolute path; none for standard input and the guide.
    pub path: Option<PathBuf>,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub hash: String,
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// A source and the document read from it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Where it came from.
    pub source: Source,
    /// What was read.
    pub document: Document,
}

/// Opens every name as a version of one work: a file, a folder (its readable files, by name), `-`, or a work of the
/// library (all its versions; the guide when there is no library). What exists as a path is that path, even where a work has
/// the same name. Errors name the file.
pub fn open_sources(names: &[String], library: Option<&Library>, hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    let mut opened = Vec::new();
    let mut input_read = false;
    for name in names {
        if name == "-" {
            if std::mem::replace(&mut input_read, true) {
                bail!("-: standard input can be read only once");
            }
            opened.push(import_source(Source::new("-", None, limited(std::io::stdin().lock(), "-")?), hints)?);
            continue;
        }
        let path = Path::new(name);
        match std::fs::metadata(path) {
            Ok(data) if data.is_dir() => opened.append(&mut open_folder(path, name, hints)?),
            Ok(_) => opened.push(import_source(read_file(path)?, hints)?),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidInput | ErrorKind::NotADirectory) =>
            {
                let work = match library {
                    Some(library) => library.work_named(name)?,
                    None => None,
                };
                match work {
                    _ if name == GUIDE_NAME => opened.append(&mut open_guide(hints)?),
                    Some(work) => opened.append(&mut open_recorded(&work, hints)?),
                    None if library.is_some() => bail!("{name}: no such file, and no work of that name in the library"),
                    None => bail!("{name}: no such file"),
                }
            }
            Err(error) => bail!("{name}: {}", said(&error)),
        }
    }
    Ok(opened)
}

impl Source {
    /// The bytes with their hash.
    pub fn new(name: &str, path: Option<PathBuf>, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        Self { name: name.to_owned(), path, hash: hash(&bytes), bytes }
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Reads one file; one over [`LARGEST`] bytes is refused.
pub fn read_file(path: &Path) -> anyhow::Result<Source> {
    let shown = path.display().to_string();
    // Looked at before it is opened: what a device does when it is opened is its own affair, and it may never end.
    if std::fs::metadata(path).is_ok_and(|data| is_device(&data)) {
        bail!("{shown}: a device, not a file");
    }
    let file = std::fs::File::open(path).map_err(|error| anyhow::anyhow!("{shown}: {}", said(&error)))?;
    let data = file.metadata().map_err(|error| anyhow::anyhow!("{shown}: {}", said(&error)))?;
    if data.is_dir() {
        bail!("{shown}: a folder, not a file");
    }
    if data.is_file() && data.len() > LARGEST {
        bail!("{shown}: too large ({} MiB; at most {} MiB are read)", data.len() >> 20, LARGEST >> 20);
    }
    let bytes = limited(file, &shown)?;
    let absolute = std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).ok();
    Ok(Source::new(&shown, absolute.filter(|_| data.is_file()), bytes))
}

/// Whether it is a device, which may have no end (`/dev/zero`); a pipe, as a shell makes for `<(…)`, is none.
fn is_device(data: &std::fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = data.file_type();
        kind.is_char_device() || kind.is_block_device()
    }
    #[cfg(not(unix))]
    {
        !data.is_file() && !data.is_dir()
    }
}

/// Everything of `reader`; an error that names it when that is more than [`LARGEST`] bytes.
pub fn limited(reader: impl Read, name: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| anyhow::anyhow!("{name}: {}", said(&error)))?;
    if bytes.len() as u64 > LARGEST {
        bail!("{name}: too large (at most {} MiB are read)", LARGEST >> 20);
    }
    Ok(bytes)
}

/// What the system said, in words.
fn said(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads the bytes as a document.
pub fn import_source(source: Source, hints: &Hints) -> anyhow::Result<Opened> {
    let file = Path::new(&source.name).file_name().map(|name| name.to_string_lossy().into_owned());
    let hints = Hints { name: file.filter(|name| name != "-").or_else(|| hints.name.clone()), ..hints.clone() };
    let document = import::read(&source.bytes, &hints).with_context(|| source.name.clone())?;
    Ok(Opened { source, document })
}

fn open_folder(folder: &Path, name: &str, hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    let files = text_files(folder)?;
    let mut opened = Vec::new();
    let mut first_error = None;
    for file in &files {
        match read_file(file).and_then(|source| import_source(source, hints)) {
            Ok(one) => opened.push(one),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    match first_error {
        _ if !opened.is_empty() => Ok(opened),
        Some(error) => Err(error),
        None => bail!("{name}: no text files in this folder"),
    }
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
    let Some(extension) = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase()) else {
        return false;
    };
    FORMATS.iter().any(|format| format.extensions.contains(&extension.as_str()))
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

fn open_guide(hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    GUIDE.iter().map(|(name, bytes)| import_source(Source::new(name, None, *bytes), hints)).collect()
}

/// The version that was last seen at `path`, or near it when it was moved, in the language that it was added with: the text need not say it.
pub(super) fn open_version(version: &VersionInfo, path: &Path, hints: &Hints) -> anyhow::Result<Opened> {
    // Only files are recorded: what became a pipe since then would be waited for, in the reader without an end.
    if path.exists() && !path.is_file() {
        bail!("{}: no longer a file", path.display());
    }
    let known = Some(&version.language).filter(|language| language.tag() != "und");
    let hints = Hints { language: hints.language.as_ref().or(known).cloned(), ..hints.clone() };
    let source = match moved::found(path, &version.hash) {
        Some(source) => source,
        None => read_file(path)?,
    };
    import_source(source, &hints)
}

/// The versions of a work from where they were last seen. What is gone is left out and said in the first document's warnings;
/// an error when nothing is left. Content that changed in its place is a newer version and is opened.
fn open_recorded(work: &Work, hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    let mut opened: Vec<Opened> = Vec::new();
    let mut missing = Vec::new();
    for version in &work.versions {
        let Some(path) = &version.path else { continue };
        match open_version(version, path, hints) {
            Ok(one) => opened.push(one),
            Err(error) => missing.push(format!("{error:#}")),
        }
    }
    if opened.is_empty() {
        match missing.as_slice() {
            [] => bail!("{}: the library knows no file of this work; open or add the file again", work.name),
            missing => bail!("{}: {}", work.name, missing.join("; ")),
        }
    }
    if let Some(first) = opened.first_mut() {
        let warnings = missing.into_iter().map(|message| Warning { line: None, byte: None, message });
        first.document.warnings.extend(warnings);
    }
    Ok(opened)
}
