//! Bytes to documents: one file a format, one table of them.

pub mod alignment;
mod bitext;
mod build;
pub mod docx;
pub mod encoding;
pub mod epub;
pub mod html;
pub mod markdown;
mod moses;
pub mod odt;
mod order;
mod tmx;
pub mod txt;
mod xml;
mod zip;

use unicode_normalization::UnicodeNormalization;

use crate::document::Document;
use crate::text::Language;

pub use moses::are_pairs;

/// The name of the format in which each line of a file is a unit.
pub const LINES: &str = moses::FORMAT.name;

/// What is known of a source beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The file's name without folders, where there is one: its extension and language suffix are used.
    pub name: Option<String>,
    /// The format to read it as, whatever the bytes look like.
    pub format: Option<String>,
    /// The language, when the caller knows it.
    pub language: Option<Language>,
    /// The language that the file's folder is named after (`ar-MA/preface.html`): believed where the text itself names none.
    pub folder: Option<Language>,
}

/// One format that can be read.
pub struct Format {
    /// Its name, as `--as` takes it and [`Document::format`] gives it.
    pub name: &'static str,
    /// File extensions without the dot.
    pub extensions: &'static [&'static str],
    /// Whether the bytes look like this format.
    pub sniff: fn(&[u8]) -> bool,
    /// Reads the bytes; fails only when they are not this format at all.
    pub read: Read,
}

/// How a format is read.
#[derive(Clone, Copy, Debug)]
pub enum Read {
    /// A file is one document.
    Document(fn(&[u8], &Hints) -> Result<Document, ImportError>),
    /// A file holds several versions of a work.
    Bitext(fn(&[u8], &Hints) -> Result<Imported, ImportError>),
}

/// What was read of one file: a document, or the versions of a work that a bitext holds, the original first. Which of their
/// blocks correspond stands in [`Document::correspondence`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// One or more.
    pub documents: Vec<Document>,
}

/// Why nothing could be read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// `--as` named a format that does not exist.
    #[error("no format is called \"{0}\"; known formats: {1}")]
    UnknownFormat(String, String),
    /// No aligner that is known wrote this.
    #[error("no alignment that is known here; the first line is none of {0}")]
    NoAlignment(String),
    /// The bytes are not of the format.
    #[error("not a {0} file: {1}")]
    NotThisFormat(&'static str, String),
    /// The bytes are of the format, and cannot be read for a reason that their owner can do something about.
    #[error("this {0} file cannot be read: {1}")]
    Unreadable(&'static str, String),
}

/// Every format, the most specific first; plain text is last because it takes anything.
pub const FORMATS: &[Format] =
    &[docx::FORMAT, odt::FORMAT, epub::FORMAT, tmx::FORMAT, html::FORMAT, markdown::FORMAT, moses::FORMAT, txt::FORMAT];

/// The file extensions that a format names, without the dot.
pub fn extensions() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().flat_map(|format| format.extensions.iter().copied())
}

/// [`read_all`], and the first of the documents.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    read_all(bytes, hints)?.documents.into_iter().next().ok_or(ImportError::Empty)
}

/// Reads `bytes` in the format that `hints.format`, the file's extension or the bytes themselves name, in this order.
pub fn read_all(bytes: &[u8], hints: &Hints) -> Result<Imported, ImportError> {
    let mut imported = match format_of(bytes, hints)?.read {
        Read::Document(read) => Imported { documents: vec![read(bytes, hints)?] },
        Read::Bitext(read) => read(bytes, hints)?,
    };
    for document in &mut imported.documents {
        // The title names the work to people and programs, who type and compare in NFC (UAX #15); the text stays as it is.
        document.title = document.title.nfc().collect();
        order::warn(document);
    }
    if imported.documents.is_empty() { Err(ImportError::Empty) } else { Ok(imported) }
}

/// The format that would read these bytes.
fn format_of(bytes: &[u8], hints: &Hints) -> Result<&'static Format, ImportError> {
    if let Some(wanted) = &hints.format {
        return FORMATS.iter().find(|f| f.name.eq_ignore_ascii_case(wanted)).ok_or_else(|| {
            let known: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
            ImportError::UnknownFormat(wanted.clone(), known.join(", "))
        });
    }
    let extension = hints.name.as_deref().and_then(|n| n.rsplit_once('.')).map(|(_, e)| e.to_lowercase());
    let by_name = extension.and_then(|e| FORMATS.iter().find(|f| f.extensions.contains(&e.as_str())));
    let found = by_name.or_else(|| FORMATS.iter().find(|f| (f.sniff)(bytes)));
    found.ok_or(ImportError::NotThisFormat("txt", "no format takes these bytes".into()))
}
