//! Rich Text Format (1.9.1), by a reader of our own: tokens (`token`), what groups mean (`reading`, `word`), code pages
//! (`charset`), paragraphs and tables (`story`) → pieces → the builder.
//!
//! Numbers of lists are counted as Word counts them, by the tables of lists (`list`); where there is none, those are taken that
//! stand in the file for readers without lists (`\listtext`, `\pntext`). Text that was deleted is left out.

mod charset;
mod list;
mod reading;
mod story;
#[cfg(test)]
mod tests;
mod token;
mod word;

use super::build::{self, About};
use super::{Format, Hints, ImportError, Read};
use crate::document::{Document, Warning};

/// Rich Text Format.
pub const FORMAT: Format = Format { name: "rtf", extensions: &["rtf"], sniff, read: Read::Document(read) };

fn sniff(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    // Fragments that some programs write lack the first word; a name says what they are.
    let is_named = hints.name.as_deref().is_some_and(|name| name.to_ascii_lowercase().ends_with(".rtf"));
    let rest = bytes.trim_ascii_start().strip_prefix(b"{\\");
    let is_fragment =
        is_named && !sniff(bytes) && rest.is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_alphabetic));
    if !sniff(bytes) && !is_fragment {
        return Err(ImportError::NotThisFormat("rtf", "it does not begin with {\\rtf".into()));
    }
    let mut read = reading::read(bytes, is_fragment);
    if is_fragment {
        let message = "it does not begin with {\\rtf: its encoding is not known".to_owned();
        read.warnings.insert(0, Warning { line: None, byte: None, message });
    }
    if !read.pieces.iter().any(build::Piece::has_text) {
        return Err(ImportError::Unreadable("rtf", "there is no text in it".into()));
    }
    let about = About { title: read.title, ..About::default() };
    Ok(build::document(FORMAT.name, read.pieces, about, hints, read.warnings))
}
