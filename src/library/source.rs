//! From what a person names (a file, a folder, `-`, a work) to documents.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};

use super::folder::text_files;
use super::guide::{GUIDE, GUIDE_NAME};
use super::together::import_together;
use super::{Library, VersionInfo, Work, folder, moved, pattern};
use crate::document::{Document, Warning};
use crate::import::{self, Hints};
use crate::text::Language;

/// The largest source that is read, in bytes.
pub const LARGEST: u64 = 1 << 30;

/// The bytes of one version and where they came from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name, `-`, or the guide's file name.
    pub name: String,
    /// The absolute path; none for standard input and the guide.
    pub path: Option<PathBuf>,
    /// What the version is known by, lower-case hexadecimal: SHA-256 of the bytes; where they hold several versions, that of
    /// the file's hash and what tells them apart.
    pub hash: String,
    /// The bytes; none for the second version of a file and those after it.
    pub bytes: Cow<'static, [u8]>,
    /// The format that a person asked for; none where it is seen from the bytes.
    pub format: Option<String>,
    /// The file of links that says which parts of it correspond with those of another version.
    pub links: Option<PathBuf>,
}

/// A source and the document read from it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Where it came from.
    pub source: Source,
    /// What was read.
    pub document: Document,
}

/// What a name leads to.
enum Found {
    /// A file; the folder or pattern that it was found by, where one that cannot be read is only left out.
    File(Box<Source>, Option<String>),
    /// Versions that were opened.
    Opened(Vec<Opened>),
}

/// Opens every name as a version of one work: a file (or the versions that a bitext holds), a folder (its readable files, by
/// name, or those in its folders of languages), a pattern (`*.txt`, the files that fit), `-`, or a work of the library (all its versions; the guide when there is no
/// library). What exists as a path is that path, even where a work has the same name. Errors name the file.
pub fn open_sources(names: &[String], library: Option<&Library>, hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    let mut found = Vec::new();
    let mut input_read = false;
    let file = |source: Source| Found::File(Box::new(source), None);
    for name in names {
        if name == "-" {
            if std::mem::replace(&mut input_read, true) {
                bail!("-: standard input can be read only once");
            }
            found.push(file(Source::new("-", None, limited(std::io::stdin().lock(), "-")?)));
            continue;
        }
        let path = Path::new(name);
        match std::fs::metadata(path) {
            Ok(data) if data.is_dir() => {
                let own = text_files(path)?;
                let files = if own.is_empty() { folder::versions(path)? } else { own };
                found.extend(several(&files, name, "no text files in this folder")?)
            }
            Ok(_) => found.push(file(read_file(path)?)),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidInput | ErrorKind::NotADirectory) =>
            {
                found.extend(not_a_path(name, library, hints)?);
            }
            Err(error) => bail!("{name}: {}", said(&error)),
        }
    }
    opened(found, library, hints)
}

/// The format that a person asked for now, else that in which the library keeps this file.
pub(super) fn remembered(library: Option<&Library>, hash: &str, path: Option<&Path>, hints: &Hints) -> Hints {
    let kept = || library?.format_of(hash, path).ok().flatten();
    Hints { format: hints.format.clone().or_else(kept), ..hints.clone() }
}

/// Imports the files that were found, together: they may say something of each other. Of a folder one readable file is enough.
fn opened(found: Vec<Found>, library: Option<&Library>, hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    let mut sources = Vec::new();
    let mut places = Vec::new();
    for one in found {
        match one {
            Found::File(source, folder) => {
                let own = remembered(library, &source.hash, source.path.as_deref(), hints);
                sources.push((*source, own));
                places.push(Ok(folder));
            }
            Found::Opened(versions) => places.push(Err(versions)),
        }
    }
    let mut imported = import_together(sources).into_iter();
    let mut opened = Vec::new();
    let mut failed: Option<(String, anyhow::Error)> = None;
    let mut read: Option<String> = None;
    for place in places {
        let folder = match place {
            Err(mut versions) => {
                opened.append(&mut versions);
                continue;
            }
            Ok(folder) => folder,
        };
        match (imported.next().unwrap_or_else(|| Ok(Vec::new())), folder) {
            (Ok(mut versions), folder) => {
                opened.append(&mut versions);
                read = folder.or(read);
            }
            (Err(error), None) => return Err(error),
            (Err(error), Some(folder)) => failed = failed.or(Some((folder, error))),
        }
    }
    match failed {
        Some((folder, error)) if read.as_ref() != Some(&folder) => Err(error),
        _ => Ok(opened),
    }
}

/// What a name that is no path stands for: a pattern, or a work.
fn not_a_path(name: &str, library: Option<&Library>, hints: &Hints) -> anyhow::Result<Vec<Found>> {
    let work = match library {
        Some(library) => library.work_named(name)?,
        None => None,
    };
    match work {
        _ if name == GUIDE_NAME => Ok(vec![Found::Opened(open_guide(hints)?)]),
        Some(work) => Ok(vec![Found::Opened(open_recorded(&work, hints)?)]),
        None if pattern::is_pattern(name) => several(&pattern::matching(name), name, "no file fits this pattern"),
        None if library.is_some() => bail!("{name}: no such file, and no work of that name in the library"),
        None => bail!("{name}: no such file"),
    }
}

/// The files that `name` stands for, as far as they can be read; `nothing` says that there is none.
fn several(files: &[PathBuf], name: &str, nothing: &str) -> anyhow::Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut first_error = None;
    for file in files {
        match read_file(file) {
            Ok(source) => found.push(Found::File(Box::new(source), Some(name.to_owned()))),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    match first_error {
        _ if !found.is_empty() => Ok(found),
        Some(error) => Err(error),
        None => bail!("{name}: {nothing}"),
    }
}

impl Source {
    /// The bytes with their hash.
    pub fn new(name: &str, path: Option<PathBuf>, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        Self { name: name.to_owned(), path, hash: hash(&bytes), bytes, format: None, links: None }
    }

    /// Whether it is the version with this identity, or holds it among others in that language.
    pub fn holds(&self, identity: &str, language: &Language) -> bool {
        self.hash == identity || (1..=ALIKE).any(|turn| part(&self.hash, language, turn) == identity)
    }

    /// The documents that were read of it, each with an identity of its own: the file's, where it is one; else that of the
    /// file's hash and the language, and of the number among those of one language.
    pub(super) fn versions(self, documents: Vec<Document>) -> Vec<Opened> {
        let several = documents.len() > 1;
        let mut opened: Vec<Opened> = Vec::with_capacity(documents.len());
        let mut whole = Some(self);
        let mut first: Option<Source> = None;
        for document in documents {
            let mut source = match (whole.take(), &first) {
                (Some(source), _) => source,
                (None, Some(first)) => Source { bytes: Cow::Borrowed(&[]), ..first.clone() },
                (None, None) => break,
            };
            if several {
                let first = first.get_or_insert_with(|| Source { bytes: Cow::Borrowed(&[]), ..source.clone() });
                let turn = opened.iter().filter(|one| one.document.language == document.language).count() + 1;
                source.hash = part(&first.hash, &document.language, turn);
            }
            opened.push(Opened { source, document });
        }
        opened
    }
}

/// Versions of one file in one language that are looked for.
const ALIKE: usize = 4;

/// The identity of a version of a file that holds several: `turn` is its number among those in its language, from 1.
fn part(file: &str, language: &Language, turn: usize) -> String {
    let turn = if turn > 1 { format!("~{turn}") } else { String::new() };
    hash(format!("{file}#{}{turn}", language.tag()).as_bytes())
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
pub(super) fn said(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads the bytes as a document, or as the versions of a work that they hold.
pub fn import_source(source: Source, hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    let (source, imported) = import_alone(source, hints)?;
    if imported.documents.is_empty() {
        bail!("{}: it has no text, it says which parts of other files correspond; open it with them", source.name);
    }
    Ok(source.versions(imported.documents))
}

/// What is known of a source beside its bytes: its name too, and the language of its folder.
pub(super) fn hinted(source: &Source, hints: &Hints) -> Hints {
    let file = Path::new(&source.name).file_name().map(|name| name.to_string_lossy().into_owned());
    let named = source.path.as_deref().and_then(Path::parent).and_then(folder::language);
    let folder = named.or_else(|| hints.folder.clone());
    Hints { name: file.filter(|name| name != "-").or_else(|| hints.name.clone()), folder, ..hints.clone() }
}

/// Reads the bytes of one source.
pub(super) fn import_alone(mut source: Source, hints: &Hints) -> anyhow::Result<(Source, import::Imported)> {
    source.format.clone_from(&hints.format);
    let imported = import::read_all(&source.bytes, &hinted(&source, hints)).with_context(|| source.name.clone())?;
    Ok((source, imported))
}

fn open_guide(hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    let guide = |(name, bytes): &(&str, &'static [u8])| import_source(Source::new(name, None, *bytes), hints);
    Ok(GUIDE.iter().map(guide).collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// The file at `path`, of which this version is recorded, or near it when it was moved.
fn read_recorded(path: &Path, version: &VersionInfo) -> anyhow::Result<Source> {
    // Only files are recorded: what became a pipe since then would be waited for, in the reader without an end.
    if path.exists() && !path.is_file() {
        bail!("{}: no longer a file", path.display());
    }
    let is = |source: &Source| source.holds(&version.hash, &version.language);
    moved::found(path, &is).map_or_else(|| read_file(path), Ok)
}

/// In which language and format to read what was recorded as `version`: those that it was added with, since the text need not
/// say them.
pub(super) fn recorded_hints(version: &VersionInfo, hints: &Hints) -> Hints {
    let known = Some(&version.language).filter(|language| language.tag() != "und");
    let format = hints.format.as_ref().or(version.format.as_ref()).cloned();
    Hints { language: hints.language.as_ref().or(known).cloned(), format, ..hints.clone() }
}

/// The version that was last seen at `path`, or near it; of a file that holds several the one of that identity, else of that
/// language.
pub(super) fn open_version(version: &VersionInfo, path: &Path, hints: &Hints) -> anyhow::Result<Opened> {
    let mut opened = import_source(read_recorded(path, version)?, &recorded_hints(version, hints))?;
    let alone = opened.len() == 1;
    let same = opened.iter().position(|one| one.source.hash == version.hash);
    let spoken = || opened.iter().position(|one| one.document.language == version.language);
    match same.or_else(spoken).or(alone.then_some(0)) {
        Some(at) => Ok(opened.swap_remove(at)),
        None => bail!("{}: no longer has a version in {}", path.display(), version.language),
    }
}

/// The versions of a work from where they were last seen. What is gone is left out and said in the first document's warnings;
/// an error when nothing is left. Content that changed in its place is a newer version and is opened; a file that holds several
/// versions is opened once, with all that it holds now.
fn open_recorded(work: &Work, hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    let mut sources: Vec<(Source, Hints)> = Vec::new();
    let mut missing = Vec::new();
    let mut seen: HashSet<&Path> = HashSet::new();
    for version in &work.versions {
        let Some(path) = version.path.as_deref().filter(|path| seen.insert(path)) else { continue };
        match read_recorded(path, version) {
            Ok(source) => sources.push((source, recorded_hints(version, hints))),
            Err(error) => missing.push(format!("{error:#}")),
        }
    }
    // What says which parts of them correspond is read with them; without it they are aligned as others are.
    let links: HashSet<&Path> = work.versions.iter().filter_map(|version| version.links.as_deref()).collect();
    for path in links.into_iter().filter(|path| !seen.contains(path)) {
        match if path.is_file() { read_file(path) } else { Err(anyhow::anyhow!("{}: no such file", path.display())) } {
            Ok(source) => sources.push((source, Hints::default())),
            Err(error) => missing.push(format!("{error:#}")),
        }
    }
    let mut opened: Vec<Opened> = Vec::new();
    for one in import_together(sources) {
        match one {
            Ok(mut versions) => opened.append(&mut versions),
            Err(error) => missing.push(format!("{error:#}")),
        }
    }
    // In the order of the work, whatever order the files have; what is new in them comes last.
    let place = |one: &Opened| {
        let same = work.versions.iter().position(|version| version.hash == one.source.hash);
        let spoken = || {
            work.versions
                .iter()
                .position(|version| version.path == one.source.path && version.language == one.document.language)
        };
        same.or_else(spoken)
            .or_else(|| work.versions.iter().position(|version| version.path == one.source.path))
            .unwrap_or(usize::MAX)
    };
    opened.sort_by_key(place);
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
