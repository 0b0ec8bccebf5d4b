//! DOCX (ISO/IEC 29500 WordprocessingML, transitional and strict), as Word shows it.
//!
//! archive → parts (`package`) → the tree of paragraphs and tables (`story`, `property`, `field`, `tree`) with styles (`style`) →
//! pieces with the numbers that Word counts (`numbering`, `piece`, `note`) → the builder. Changes are read as if
//! accepted; text boxes follow the paragraph that holds them.

mod equation;
mod field;
mod note;
mod numbering;
mod package;
mod piece;
mod property;
mod run;
#[cfg(test)]
mod shown_tests;
mod story;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::HashMap;

use super::build::{self, About, Piece, Role};
use super::html;
use super::xml::Spaces;
use super::{Format, Hints, ImportError, Read, zip::Archive};
use crate::document::{Document, SpanKind, Warning};
pub(in crate::import) use field::{Counts, is_silent, shown, target};
use package::Package;
pub(in crate::import) use style::{Kind, kind_of};

/// Word's documents and templates.
pub const FORMAT: Format =
    Format { name: "docx", extensions: &["docx", "docm", "dotx", "dotm"], sniff, read: Read::Document(read) };

/// How deep documents may stand in each other.
const CHUNKS: usize = 1;

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
    let Parts { pieces, about, job_number, warnings } = parts(bytes, CHUNKS, hints)?;
    if !pieces.iter().any(build::Piece::has_text) {
        let why = warnings.first().map_or("there is no text in it", |warning: &Warning| &warning.message);
        return Err(ImportError::Unreadable("docx", why.to_owned()));
    }
    let mut document = build::document(FORMAT.name, pieces, about, hints, warnings);
    document.masthead.job_number = job_number;
    Ok(document)
}

/// What was read of a file.
struct Parts {
    pieces: Vec<Piece>,
    about: About,
    job_number: Option<String>,
    warnings: Vec<Warning>,
}

/// What a document holds, in which others may stand so deep.
fn parts(bytes: &[u8], depth: usize, hints: &Hints) -> Result<Parts, ImportError> {
    let mut package = Package::open(bytes)?;
    let styles = style::read(&mut package);
    let mut numbering = numbering::read(&mut package, &styles);
    let notes = note::read(&mut package, &styles);
    let body = package.main(&styles, hints)?;
    let about = About { title: package.title(), language: None, symbol: package.symbol() };
    let front = package.front(&styles, &body);
    let job_number = package.job_number();
    let mut chunks = HashMap::new();
    if depth > 0 {
        for (name, bytes) in package.chunks() {
            match pieces_of_chunk(&bytes, depth - 1) {
                Some(pieces) => drop(chunks.insert(name, pieces)),
                None => package
                    .warn(format!("{name}: a document of a kind that is not read inside of another; it is left out")),
            }
        }
    }
    let mut writer = piece::Writer::new(&styles, &mut numbering, &notes, &body.sections, &mut chunks);
    writer.front(&front);
    writer.items(&body.items);
    let mut pieces = writer.finish();
    if !pieces.iter().any(Piece::has_text) {
        // A letterhead, say: all of its text stands in the margins.
        let margins = package.margins(&styles);
        let mut writer = piece::Writer::new(&styles, &mut numbering, &notes, &body.sections, &mut chunks);
        margins.iter().for_each(|margin| writer.front(margin));
        pieces.extend(writer.finish());
    }
    package.check();
    Ok(Parts { pieces, about, job_number, warnings: package.warnings })
}

/// The pieces of a document that stands in another. Its notes get names that no other has.
fn pieces_of_chunk(bytes: &[u8], depth: usize) -> Option<Vec<Piece>> {
    let mut pieces = match () {
        () if sniff(bytes) => parts(bytes, depth, &Hints::default()).ok()?.pieces,
        () if html::sniff(bytes) => html::pieces(bytes),
        () => return None,
    };
    let own = |name: &str| format!("{name} of a document inside at {depth}, {}", bytes.len());
    for piece in &mut pieces {
        if let Role::Note(name) = &mut piece.role {
            *name = own(name);
        }
        let cells = piece.rows.iter_mut().flatten().flat_map(|cell| &mut cell.spans);
        for span in piece.spans.iter_mut().chain(cells).filter(|span| span.kind == SpanKind::Note) {
            span.target = span.target.as_deref().map(own);
        }
    }
    Some(pieces)
}
