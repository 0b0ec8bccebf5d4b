//! The library: works, versions, reading places and annotations in one SQLite database; the only SQL.

mod annotation;
mod guide;
mod source;

use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::text::Language;

pub use annotation::{Annotation, AnnotationKind, Scope, State, Target};
pub use guide::{GUIDE, GUIDE_NAME};
pub use source::{Opened, Source, open_sources};

/// The library's database, open.
pub struct Library {
    directory: PathBuf,
}

/// The row number of a work.
pub type WorkId = i64;

/// Why the library could not do it.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The database was written by a newer program; it was not touched.
    #[error(
        "{path}: the library was written by a newer hexapla (format {found}, this one knows {known}); it was left as it is"
    )]
    Newer {
        /// The database file.
        path: PathBuf,
        /// Its `user_version`.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// The folder cannot be created or written.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// SQLite refused: a full disk, a read-only file, a damaged database.
    #[error("{path}: {message}")]
    Database {
        /// The database file.
        path: PathBuf,
        /// What SQLite said, in one line.
        message: String,
    },
}

/// What the library keeps of one version of a work.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionInfo {
    /// SHA-256 of the file's bytes, lower-case hexadecimal: the identity of a version.
    pub hash: String,
    /// Where the file was last seen, absolute; none for the guide and standard input.
    pub path: Option<PathBuf>,
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// The document symbol.
    pub symbol: Option<String>,
}

/// A work with its versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Its row.
    pub id: WorkId,
    /// What a person calls it on the command line; unique.
    pub name: String,
    /// Whether a person added it (or it is the guide); works known only because they were read have `false`.
    pub added: bool,
    /// Its versions, in the order they were added.
    pub versions: Vec<VersionInfo>,
}

/// Where a person stopped reading a work, and how it looked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The version the cursor was in.
    pub hash: String,
    /// The block under the cursor.
    pub key: String,
    /// Byte offset in that block.
    pub offset: usize,
    /// The layout's name (`columns`, `stacked`, `single`).
    pub layout: String,
    /// The languages of the panes, in order.
    pub panes: Vec<String>,
}

/// What a library call answers.
pub type Result<T> = std::result::Result<T, LibraryError>;

impl Library {
    /// Opens, creates or migrates the database in `directory`.
    pub fn open(directory: &Path) -> Result<Self> {
        Ok(Self { directory: directory.to_owned() })
    }

    /// Where the database stands.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Every work, those that were added first, then by name.
    pub fn works(&self) -> Result<Vec<Work>> {
        Ok(Vec::new())
    }

    /// The work that holds a version with one of these hashes; where several do, the one of the first hash.
    pub fn work_of(&self, hashes: &[&str]) -> Result<Option<Work>> {
        let _ = hashes;
        Ok(None)
    }

    /// The work of that name.
    pub fn work_named(&self, name: &str) -> Result<Option<Work>> {
        let _ = name;
        Ok(None)
    }

    /// Finds the work that holds one of `versions`, or creates it; attaches the versions it lacks and renews their paths.
    /// `name` renames it, `added` marks it as a person's choice (never unmarks).
    pub fn record(&mut self, versions: &[VersionInfo], name: Option<&str>, added: bool) -> Result<Work> {
        let _ = (versions, added);
        Ok(Work { id: 0, name: name.unwrap_or("").to_owned(), added, versions: versions.to_vec() })
    }

    /// Takes a work out of the library, with its annotations; the files stay.
    pub fn remove(&mut self, work: WorkId) -> Result<()> {
        let _ = work;
        Ok(())
    }

    /// Where reading stopped.
    pub fn place(&self, work: WorkId) -> Result<Option<Place>> {
        let _ = work;
        Ok(None)
    }

    /// Keeps where reading stopped.
    pub fn place_set(&mut self, work: WorkId, place: &Place) -> Result<()> {
        let _ = (work, place);
        Ok(())
    }

    /// The annotations of a work, in the order of creation.
    pub fn annotations(&self, work: WorkId) -> Result<Vec<Annotation>> {
        let _ = work;
        Ok(Vec::new())
    }

    /// Writes an annotation: a new one when `id` is empty (and then gives it one), else the one of that id. On return it is
    /// on disk (`synchronous = FULL`). A mark replaces the work's mark of the same letter.
    pub fn annotation_save(&mut self, work: WorkId, annotation: &Annotation) -> Result<Annotation> {
        let _ = work;
        Ok(annotation.clone())
    }

    /// Removes an annotation; `false` when there was none of that id.
    pub fn annotation_remove(&mut self, id: &str) -> Result<bool> {
        let _ = id;
        Ok(false)
    }
}

/// What the library keeps of an opened document.
pub fn version_info(source: &Source, document: &Document) -> VersionInfo {
    VersionInfo {
        hash: source.hash.clone(),
        path: source.path.clone(),
        language: document.language.clone(),
        title: document.title.clone(),
        symbol: document.symbol.clone(),
    }
}
