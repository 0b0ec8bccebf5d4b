//! DOCX (ISO/IEC 29500 WordprocessingML, transitional and strict), as Word shows it.
//!
//! archive → parts (`package`) → the tree of paragraphs and tables (`story`, `property`, `field`, `tree`) with styles (`style`) →
//! pieces with the numbers that Word counts (`numbering`, `piece`, `note`) → the builder. Changes are read as if
//! accepted; text boxes follow the paragraph that holds them.

mod field;
mod note;
mod numbering;
mod package;
mod piece;
mod property;
mod story;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use super::build::{self, About};
use super::xml::Spaces;
use super::{Format, Hints, ImportError, Read, zip::Archive};
use crate::document::{Document, Warning};
pub(in crate::import) use field::target;
use package::Package;
pub(in crate::import) use style::{Kind, kind_of};

/// Word's documents and templates.
pub const FORMAT: Format =
    Format { name: "docx", extensions: &["docx", "docm", "dotx", "dotm"], sniff, read: Read::Document(read) };

/// The namespaces of WordprocessingML and what it stands in.
const SPACES: Spaces = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
];

fn sniff(bytes: &[u8]) -> bool {
    Archive::is_one(bytes) && package::is_one(bytes)
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let mut package = Package::open(bytes)?;
    let styles = style::read(&mut package);
    let mut numbering = numbering::read(&mut package, &styles);
    let notes = note::read(&mut package, &styles);
    let body = package.main(&styles)?;
    let about = About { title: package.title(), language: None, symbol: package.symbol() };
    let front = package.front(&styles, &body);
    let job_number = package.job_number();
    let mut writer = piece::Writer::new(&styles, &mut numbering, &notes);
    writer.front(&front);
    writer.items(&body.items);
    let pieces = writer.finish();
    package.check();
    if !pieces.iter().any(build::Piece::has_text) {
        let why = package.warnings.first().map_or("there is no text in it", |warning: &Warning| &warning.message);
        return Err(ImportError::Unreadable("docx", why.to_owned()));
    }
    let mut document = build::document(FORMAT.name, pieces, about, hints, package.warnings);
    document.masthead.job_number = job_number;
    Ok(document)
}
