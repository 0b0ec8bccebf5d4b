//! The library: works, versions, reading places and annotations in one SQLite database; the only SQL.

mod alignment;
mod anchor;
mod annotation;
mod backup;
mod beginning;
mod builtin;
mod catalogue;
mod correction;
mod folder;
mod guide;
mod history;
mod journal;
mod log;
mod moved;
mod name;
mod note;
mod pattern;
mod place;
mod record;
mod regroup;
mod relation;
mod shelf;
mod source;
mod stamp;
mod store;
mod together;
mod trash;
mod work;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use crate::document::{Document, Masthead};
use crate::text::Language;

pub use alignment::{ALIGNER, AlignmentKey};
pub use anchor::{Locator, Locators, quoted};
pub use annotation::{Annotation, AnnotationKind, Highlight, Scope, State, Target};
pub use backup::Restored;
pub use beginning::{is_long, open_beginnings};
pub use catalogue::{Spot, open_version};
pub use correction::{Added, Correction, Kept, Pins, corrections_digest, pins};
pub use folder::{has_known_extension, text_files};
pub use guide::{GUIDE, GUIDE_NAME};
pub use name::{Sibling, sibling, work_name};
pub use note::Imported;
pub use pattern::{is_pattern, matching};
pub use record::Group;
pub use relation::{Kin, Nested, Standing, nested};
pub use shelf::{Located, Shelved, located, located_among, open_work};
pub use source::{LARGEST, Opened, Source, import_source, limited, open_sources, read_file};
pub use stamp::Stamp;
pub use together::import_together;
pub use trash::Trashed;

/// The library's database, open. Used from one thread; other processes may have it open at the same time.
pub struct Library {
    directory: PathBuf,
    store: store::Store,
    /// The alignments that were computed, once they are asked for.
    alignments: Option<rusqlite::Connection>,
}

/// The row number of a work.
pub type WorkId = i64;

/// Why the library could not do it. The reason comes before the path: a status line is short.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The database was written by a newer program; it was not touched.
    #[error(
        "the library was written by a newer hexapla (format {found}, this one knows {known}); it was left as it is: {path}"
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
    #[error("{path}: {error}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said; part of the message, so not a `source` that would say it twice.
        error: std::io::Error,
    },
    /// The database is damaged; when it was opened: and there is no backup to make it again from.
    #[error("the library's database is damaged: {message}: {path}")]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What is damaged.
        message: String,
    },
    /// SQLite refused: a full disk, a read-only file, another instance that does not let go.
    #[error("{message}: {path}")]
    Database {
        /// The database file.
        path: PathBuf,
        /// What SQLite said, in one line.
        message: String,
    },
}

/// What the library keeps of one version of a work.
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// The format that a person asked for; none where it is seen from the file.
    pub format: Option<String>,
    /// The file of links that says which parts of it correspond with those of another version.
    pub links: Option<PathBuf>,
    /// What its masthead says.
    pub masthead: Masthead,
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
    /// Opens, creates or migrates the database in `directory`. One that is damaged or gone is set aside and made again from the
    /// backup beside it ([`Library::warnings`] then say so). One that exists and cannot be written (a read-only folder, a
    /// full disk) is opened for reading; the first write then says why it cannot be.
    pub fn open(directory: &Path) -> Result<Self> {
        Ok(Self { directory: directory.to_owned(), store: store::Store::open(directory)?, alignments: None })
    }

    /// Whether there is a database in `directory` already.
    pub fn exists(directory: &Path) -> bool {
        store::exists(directory)
    }

    /// What a person should know of how the library was opened: that it was damaged, and what was done about it.
    pub fn warnings(&self) -> &[String] {
        &self.store.warnings
    }

    /// A number that changes when another instance has written to the library, and not when this one has (SQLite's
    /// `data_version`): asked again every now and then, it says when to read again.
    pub fn data_version(&self) -> Result<i64> {
        self.store.read(|connection| connection.query_row("PRAGMA data_version", [], |row| row.get(0)))
    }

    /// Where the database stands.
    pub fn directory(&self) -> &Path {
        &self.directory
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
        format: source.format.clone(),
        links: source.links.clone(),
        masthead: document.masthead.clone(),
    }
}
