//! Bytes to documents: one file a format, one table of them.

pub mod alignment;
pub mod annotation;
mod bilara;
mod bitext;
mod build;
pub mod docx;
pub mod encoding;
pub mod epub;
mod gzip;
pub mod html;
mod link;
pub mod markdown;
mod moses;
pub mod odt;
mod order;
mod pdf;
mod po;
pub mod rtf;
pub(crate) mod share;
mod sheet;
mod subtitle;
mod symbol;
mod table;
mod tei;
mod tmx;
pub mod txt;
mod usfm;
mod xliff;
mod xml;
mod zip;

use unicode_normalization::UnicodeNormalization;

use crate::document::{Document, Warning};
use crate::text::Language;

pub use link::{Links, Place, link};
pub use moses::are_pairs;

/// The name of the format in which each line of a file is a unit.
pub const LINES: &str = moses::FORMAT.name;

/// The name of the format of ladders.
pub const LADDER: &str = link::LADDER.name;

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
    /// Only the beginning is wanted, and soon: about [`BEGINNING`] bytes of what is written, or [`PAGES`] pages. What is read
    /// then may end in the middle of anything, with warnings that are nobody's business.
    pub beginning: bool,
}

/// Bytes of text and marks that a beginning has at most: some dozens of screens.
pub const BEGINNING: usize = 1 << 18;

/// Pages that a beginning has at most, in a format that has pages.
pub const PAGES: usize = 12;

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
    /// One or more; none where the file has links instead.
    pub documents: Vec<Document>,
    /// What the file says of other files, where it has no text of its own but says which of their parts correspond.
    pub links: Option<Links>,
    /// How many units the bitext has, those without text too; 0 where it is none.
    pub units: usize,
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
    /// The bytes are of the format, but hold no text.
    #[error("no text stands in this {0} file{1}")]
    NoText(&'static str, String),
    /// The bytes are not of the format.
    #[error("not a {0} file: {1}")]
    NotThisFormat(&'static str, String),
    /// The bytes are of the format, and cannot be read for a reason that their owner can do something about.
    #[error("this {0} file cannot be read: {1}")]
    Unreadable(&'static str, String),
}

/// Every format, the most specific first; plain text is last because it takes anything.
pub const FORMATS: &[Format] = &[
    pdf::FORMAT,
    docx::FORMAT,
    odt::FORMAT,
    rtf::FORMAT,
    epub::FORMAT,
    tmx::FORMAT,
    xliff::FORMAT,
    tei::FORMAT,
    po::FORMAT,
    usfm::FORMAT,
    bilara::FORMAT,
    subtitle::VTT,
    subtitle::SRT,
    sheet::FORMAT,
    table::TSV,
    table::CSV,
    link::LADDER,
    html::FORMAT,
    markdown::FORMAT,
    moses::FORMAT,
    txt::FORMAT,
];

/// The file extensions that a format names, without the dot.
pub fn extensions() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().flat_map(|format| format.extensions.iter().copied())
}

/// [`read_all`], and the first of the documents.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    read_all(bytes, hints)?.documents.into_iter().next().ok_or(ImportError::Empty)
}

/// Reads `bytes` in the format that `hints.format`, the file's extension or the bytes themselves name, in this order. What was
/// packed by gzip is unpacked first.
pub fn read_all(bytes: &[u8], hints: &Hints) -> Result<Imported, ImportError> {
    if gzip::is_one(bytes) {
        let unpacked = gzip::unpacked(bytes)?;
        let name = hints.name.as_deref().map(|name| name.strip_suffix(".gz").unwrap_or(name).to_owned());
        let mut imported = read_plain(&unpacked.bytes, &Hints { name, ..hints.clone() })?;
        if let (Some(first), Some(warning)) = (imported.documents.first_mut(), unpacked.warning) {
            first.warnings.insert(0, warning);
        }
        return Ok(imported);
    }
    read_plain(bytes, hints)
}

/// The start of `text`, if only the beginning is wanted: up to the end of the last `end` in it.
fn start_of<'a>(text: &'a [u8], end: &[u8], hints: &Hints) -> &'a [u8] {
    let Some(start) = text.get(..BEGINNING).filter(|_| hints.beginning) else { return text };
    memchr::memmem::rfind(start, end).and_then(|at| text.get(..at + end.len())).unwrap_or(text)
}

fn read_plain(bytes: &[u8], hints: &Hints) -> Result<Imported, ImportError> {
    let format = format_of(bytes, hints)?;
    // What is packed is cut when it is unpacked, and UTF-16 and UTF-32 have no line ends of one byte.
    let is_packed = zip::Archive::is_one(bytes) || format.name == pdf::FORMAT.name;
    let is_wide = bytes.iter().take(1_024).any(|byte| *byte == 0);
    let bytes = if is_packed || is_wide { bytes } else { start_of(bytes, b"\n", hints) };
    if format.name == txt::FORMAT.name && hints.format.is_none() {
        refuse(bytes, hints)?;
    }
    let mut imported = match format.read {
        Read::Document(read) => Imported { documents: vec![read(bytes, hints)?], ..Imported::default() },
        Read::Bitext(read) => read(bytes, hints)?,
    };
    for document in &mut imported.documents {
        // The title names the work to people and programs, who type and compare in NFC (UAX #15); the text stays as it is.
        document.title = document.title.nfc().collect();
        order::warn(document);
        symbol::complete(document);
    }
    let named = by_name(hints).filter(|named| hints.format.is_none() && named.name != format.name);
    if let Some(first) = imported.documents.first_mut() {
        let start = first.blocks.first().map_or("", |block| block.text.as_str());
        let is_xml = start.starts_with("<?xml") || start.starts_with('<') && by_name(hints).is_none();
        let is_xml = is_xml && hints.format.is_none() && hints.name.is_some();
        let message = match named {
            _ if format.name == txt::FORMAT.name && (is_xml || named.is_some()) => {
                Some("no format takes this file for its own; it was read as plain text, with its marks".to_owned())
            }
            Some(named) => {
                Some(format!("its name says {}, but it is {} and was read as that", named.name, format.name))
            }
            None => None,
        };
        first.warnings.splice(..0, message.map(|message| Warning { line: None, byte: None, message }));
    }
    if imported.documents.is_empty() && imported.links.is_none() { Err(ImportError::Empty) } else { Ok(imported) }
}

/// What files begin with that are no plain text, whatever they are called: archives, PDF, RTF, XML.
const MARKED: [&[u8]; 5] = [b"PK\x03\x04", b"%PDF-", b"{\\rtf", b"<?xml", b"\xEF\xBB\xBF<?xml"];

/// Refuses what begins as no text does and is nothing that is read here, in words that help.
fn refuse(bytes: &[u8], hints: &Hints) -> Result<(), ImportError> {
    let is_named = |end: &str| hints.name.as_deref().is_some_and(|name| name.to_lowercase().ends_with(end));
    if zip::Archive::is_one(bytes) || is_named(".zip") {
        return Err(ImportError::Unreadable("zip", "it is an archive; unpack it and open what is in it".to_owned()));
    }
    // The container of the office programs before 2007 ([MS-CFB], 2.2).
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let message = "it is of an old or encrypted kind; save it as DOCX, without a password".to_owned();
        return Err(ImportError::Unreadable("Office", message));
    }
    Ok(())
}

/// The name of the format that would read these bytes.
pub fn format_name(bytes: &[u8], hints: &Hints) -> Option<&'static str> {
    format_of(bytes, hints).ok().map(|format| format.name)
}

/// The format that the file's extension names.
fn by_name(hints: &Hints) -> Option<&'static Format> {
    let extension = hints.name.as_deref().and_then(|n| n.rsplit_once('.')).map(|(_, e)| e.to_lowercase())?;
    FORMATS.iter().find(|f| f.extensions.contains(&extension.as_str()))
}

/// The format that would read these bytes.
fn format_of(bytes: &[u8], hints: &Hints) -> Result<&'static Format, ImportError> {
    if let Some(wanted) = &hints.format {
        return FORMATS.iter().find(|f| f.name.eq_ignore_ascii_case(wanted)).ok_or_else(|| {
            let known: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
            ImportError::UnknownFormat(wanted.clone(), known.join(", "))
        });
    }
    let by_name = by_name(hints);
    // A name that the bytes contradict is wrong: they show what they are themselves.
    let plain = |format: &Format| format.name == txt::FORMAT.name;
    let marked = MARKED.iter().any(|mark| bytes.starts_with(mark));
    let other = match by_name {
        Some(named) if if plain(named) { marked } else { !(named.sniff)(bytes) } => {
            FORMATS.iter().find(|format| !plain(format) && (format.sniff)(bytes))
        }
        _ => None,
    };
    // Any XML is called so, whatever it is the XML of: what is whole but of no format here is still text.
    let is_called = || hints.name.as_deref().is_some_and(|name| name.to_lowercase().ends_with(".xml"));
    let is_xml = bytes.starts_with(b"<?xml") && is_called();
    let by_name = by_name.filter(|named| !is_xml || (named.sniff)(bytes));
    let found = other.or(by_name).or_else(|| FORMATS.iter().find(|f| (f.sniff)(bytes)));
    found.ok_or(ImportError::NotThisFormat("txt", "no format takes these bytes".into()))
}
