//! Bytes to documents: one file a format, one table of them.

pub mod alignment;
mod build;
pub mod docx;
pub mod encoding;
pub mod odt;
mod order;
pub mod rtf;
pub mod txt;
mod xml;
mod zip;

use unicode_normalization::UnicodeNormalization;

use crate::document::Document;
use crate::text::Language;

/// What is known of a source beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The file's name without folders, where there is one: its extension and language suffix are used.
    pub name: Option<String>,
    /// The format to read it as, whatever the bytes look like.
    pub format: Option<String>,
    /// The language, when the caller knows it.
    pub language: Option<Language>,
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
    pub read: fn(&[u8], &Hints) -> Result<Document, ImportError>,
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
pub const FORMATS: &[Format] = &[docx::FORMAT, odt::FORMAT, rtf::FORMAT, txt::FORMAT];

/// Reads `bytes` in the format that `hints.format`, the file's extension or the bytes themselves name, in this order.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    let mut document = (format_of(bytes, hints)?.read)(bytes, hints)?;
    // The title names the work to people and programs, who type and compare in NFC (UAX #15); the text stays as it is.
    document.title = document.title.nfc().collect();
    order::warn(&mut document);
    Ok(document)
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
