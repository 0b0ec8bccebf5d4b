//! Rich Text Format (1.9.1), by a reader of our own: tokens (`token`), what groups mean (`reading`, `word`), code pages
//! (`charset`), paragraphs and tables (`story`) → pieces → the builder.
//!
//! Numbers of lists are those that stand in the file (`\listtext`, `\pntext`), which is what readers without lists show. Text
//! that was deleted is left out.

mod charset;
mod reading;
mod story;
#[cfg(test)]
mod tests;
mod token;
mod word;

use super::build::{self, About};
use super::{Format, Hints, ImportError, Read};
use crate::document::Document;

/// Rich Text Format.
pub const FORMAT: Format = Format { name: "rtf", extensions: &["rtf"], sniff, read: Read::Document(read) };

fn sniff(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    if !sniff(bytes) {
        return Err(ImportError::NotThisFormat("rtf", "it does not begin with {\\rtf".into()));
    }
    let read = reading::read(bytes);
    if !read.pieces.iter().any(build::Piece::has_text) {
        return Err(ImportError::Unreadable("rtf", "there is no text in it".into()));
    }
    let about = About { title: read.title, ..About::default() };
    Ok(build::document(FORMAT.name, read.pieces, about, hints, read.warnings))
}
